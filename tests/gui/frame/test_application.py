"""Starting: one window per folder, the input method, Qt's own words, crash reports."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QtMsgType
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from tests.gui.looks import OFFSCREEN
from workbench.base import paths
from workbench.ui import crash, crash_report
from workbench.ui.application import QtWords, mend_input_method
from workbench.ui.frame.single import SingleWindow, server_name

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.helpers.allergic import LogGuard

pytestmark = OFFSCREEN
HOLDER = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from workbench.ui.frame.single import SingleWindow
app = QCoreApplication([])
single = SingleWindow(Path(sys.argv[1]))
print("first" if single.first else "second", flush=True)
single.called.connect(lambda: (print("called", flush=True), app.quit()))
app.exec()
single.close()
"""


def holder(data_dir: Path) -> subprocess.Popen[str]:
    """Another process that has the window of a folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(data_dir)], stdout=subprocess.PIPE, text=True,
        cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "first"
    return process


@pytest.mark.usefixtures("qapp")
def test_a_second_start_calls_the_first_and_leaves(tmp_path: Path) -> None:
    first = holder(tmp_path)
    second = SingleWindow(tmp_path)
    assert not second.first
    assert second.call_first()
    out, _ = first.communicate(timeout=20)
    assert out.strip() == "called"
    assert first.returncode == 0


@pytest.mark.usefixtures("qapp")
def test_a_killed_window_leaves_no_lock_behind(tmp_path: Path) -> None:
    first = holder(tmp_path)
    os.kill(first.pid, signal.SIGKILL)
    first.communicate(timeout=20)
    second = SingleWindow(tmp_path)
    assert second.first
    second.close()


@pytest.mark.usefixtures("qapp")
def test_two_folders_have_two_windows(tmp_path: Path) -> None:
    one, two = SingleWindow(tmp_path / "a"), SingleWindow(tmp_path / "b")
    assert one.first
    assert two.first
    assert server_name(tmp_path / "a") != server_name(tmp_path / "b")
    one.close()
    two.close()


@pytest.mark.parametrize(
    ("wanted", "plugin", "becomes"),
    [
        ("fcitx", "", "ibus"),
        ("fcitx5", "", "ibus"),
        ("fcitx", "libfcitxplatforminputcontextplugin.so", "fcitx"),
        ("ibus", "", "ibus"),
        ("", "", ""),
    ],
)
def test_chinese_can_be_typed_where_there_is_no_fcitx_plugin(
    tmp_path: Path, wanted: str, plugin: str, becomes: str
) -> None:
    folder = tmp_path / "platforminputcontexts"
    folder.mkdir()
    if plugin:
        (folder / plugin).touch()
    environ = {"QT_IM_MODULE": wanted}
    mend_input_method(environ, tmp_path)
    assert environ["QT_IM_MODULE"] == becomes


def test_standard_dialogs_speak_the_language(qapp: QApplication) -> None:
    said = QtWords(qapp)
    assert said.use("zh_CN")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "取消"
    box.deleteLater()
    assert said.use("en")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "Cancel"
    box.deleteLater()


def test_a_crash_report_hides_buyers_and_secrets(tmp_path: Path) -> None:
    folder = paths.ensure_folder(paths.log_dir(tmp_path))
    (folder / "window.log").write_text("last line, phone 13800138000\n", encoding="utf-8")
    try:
        raise RuntimeError("token=abc123 of 13912345678")
    except RuntimeError as error:
        text = crash_report.report(error, tmp_path)
    assert "RuntimeError" in text
    assert "last line" in text
    for hidden in ("13800138000", "abc123", "13912345678"):
        assert hidden not in text


def test_a_crash_on_any_thread_ends_in_one_dialog_on_this_one(
    qtbot: QtBot, tmp_path: Path, log_guard: LogGuard
) -> None:
    log_guard.expect("uncaught exception")
    log_guard.expect("This plugin does not support")
    desk = crash.CrashDesk(tmp_path)
    hook = sys.excepthook, threading.excepthook

    def fail() -> None:
        raise ValueError("broken")

    try:
        desk.install()
        worker = threading.Thread(target=fail)
        worker.start()
        worker.join()
        sys.excepthook(ValueError, ValueError("again"), None)
        qtbot.waitUntil(lambda: desk.seen == 2)
    finally:
        desk.remove()
        sys.excepthook, threading.excepthook = hook
    dialog = desk.dialog
    assert dialog is not None
    assert dialog.isVisible()
    assert not dialog.isModal()
    assert "broken" in dialog.text()
    dialog.close()
    qtbot.waitUntil(lambda: desk.dialog is None)


def test_qts_messages_go_to_the_log(log_guard: LogGuard) -> None:
    log_guard.expect("ERROR qt.some: hello")

    class Context:
        category = "qt.some"

    crash.to_log(QtMsgType.QtCriticalMsg, Context(), "hello")  # type: ignore[arg-type]
    assert logging.getLogger("qt.some").level == logging.NOTSET


def test_the_way_to_the_first_paint_needs_no_pydantic_and_no_store() -> None:
    """P1: what the window imports before it is seen."""
    code = (
        "import sys, workbench.ui.application;"
        "print([m for m in ('pydantic', 'sqlite_utils', 'numpy', 'PySide6.QtNetwork')"
        " if m in sys.modules])"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert out.stdout.strip() == "[]"
