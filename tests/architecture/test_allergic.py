"""The suite's own guards: each one is seen to fail a test that deserves it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

GUILTY = {
    "unexpected log": (
        "import logging\n\n\ndef test_it():\n    logging.getLogger('shop').warning('odd')\n",
        "WARNING shop: odd",
    ),
    "announced and silent": (
        "def test_it(log_guard):\n    log_guard.expect('never')\n",
        "announced with log_guard.expect but never logged: never",
    ),
    "leaked window": (
        "from PySide6.QtWidgets import QLabel\n\n\ndef test_it(qtbot):\n"
        "    global kept\n    kept = QLabel('x')\n    kept.show()\n",
        "top window QLabel",
    ),
    "running timer": (
        "from PySide6.QtCore import QTimer\n\n\ndef test_it(qtbot):\n"
        "    global kept\n    kept = QTimer()\n    kept.start(50)\n",
        "running timer QTimer",
    ),
    "running timer with a parent": (
        "from PySide6.QtCore import QObject, QTimer\n\n\ndef test_it(qtbot):\n"
        "    global kept\n    kept = QObject()\n    QTimer(kept).start(50)\n",
        "running timer QTimer of QObject",
    ),
    "modal dialog": (
        "from PySide6.QtWidgets import QMessageBox\n\n\ndef test_it(qtbot):\n"
        "    box = QMessageBox()\n    qtbot.addWidget(box)\n    box.exec()\n",
        "QMessageBox was opened with exec()",
    ),
    "warning": (
        "import warnings\n\n\ndef test_it():\n    warnings.warn('old way')\n",
        "UserWarning: old way",
    ),
    "Qt message": (
        "from PySide6.QtCore import qWarning\n\n\ndef test_it(qtbot):\n    qWarning('bad')\n",
        "Qt messages with level WARNING or above emitted",
    ),
}
INNOCENT = """
import logging

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel


def test_window(qtbot, log_guard):
    log_guard.expect("shop: odd")
    logging.getLogger("shop").warning("odd")
    label = QLabel("x")
    qtbot.addWidget(label)
    label.show()
    timer = QTimer(label)
    timer.start(50)


def test_without_qt():
    pass
"""


def run(folder: Path, code: str) -> tuple[int, str]:
    """The exit code and the report of a suite that consists of ``code``."""
    (folder / "test_planted.py").write_text(code, "utf-8")
    done = subprocess.run(
        [
            sys.executable, "-m", "pytest", "-q", "-p", "tests.helpers.allergic",
            "-p", "no:cacheprovider", "-c", str(ROOT / "pyproject.toml"),
            "--rootdir", str(folder), str(folder / "test_planted.py"),
        ],
        cwd=folder, capture_output=True, text=True, check=False, timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("name", GUILTY)
def test_a_guilty_test_fails_and_is_told_why(tmp_path: Path, name: str) -> None:
    code, complaint = GUILTY[name]
    outcome, report = run(tmp_path, code)
    assert outcome == 1, report
    assert complaint in report


def test_an_innocent_test_passes(tmp_path: Path) -> None:
    outcome, report = run(tmp_path, INNOCENT)
    assert outcome == 0, report
