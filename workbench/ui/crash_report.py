"""The report of a crash: what it says (no buyers' data), and the dialog to read and copy it."""

from __future__ import annotations

import platform
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

import workbench
from workbench.base import paths
from workbench.base.redaction import redact
from workbench.base.texts import _
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.labels import label

if TYPE_CHECKING:
    from pathlib import Path

LOG_LINES = 200


def report(error: BaseException, data_dir: Path) -> str:
    """Versions, the traceback and the last lines of the log, with buyers' data hidden."""
    head = (
        f"workbench {getattr(workbench, '__version__', '?')}\n"
        f"Python {platform.python_version()}, Qt {qVersion()}\n"
        f"{platform.platform()}\n"
    )
    trace = "".join(traceback.format_exception(error))
    return f"{head}\n{redact(trace)}\n{_tail(paths.log_dir(data_dir) / 'window.log')}"


def _tail(path: Path) -> str:
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return redact("\n".join(lines[-LOG_LINES:]))


class CrashDialog(QDialog):
    """Not modal: what is open can be finished first."""

    def __init__(self, text: str, data_dir: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Something broke"))
        self.resize(760, 520)
        self._folder = paths.log_dir(data_dir)
        self._text = QPlainTextEdit(text)
        self._text.setReadOnly(True)
        self._text.setAccessibleName(_("Report"))
        copy = KeyButton(_("Copy the report"), icon="copy", kind="primary")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._text.toPlainText()))
        opener = KeyButton(_("Open the log folder"), icon="folder-open")
        opener.clicked.connect(self._open_folder)
        close = KeyButton(_("Go on working"), key="Esc")
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addWidget(opener)
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addWidget(label(_("Something broke, and it is our fault"), size=16, bold=True))
        column.addWidget(
            label(
                _("Nothing was sent to a platform because of it, and drafts are safe. The report "
                  "below holds no addresses and phone numbers of buyers; nothing is sent by "
                  "itself. Please copy it to whoever looks after the program."),
                ink="text2", wrap=True,
            )
        )  # fmt: skip
        column.addWidget(self._text, 1)
        column.addLayout(row)

    def text(self) -> str:
        """The report."""
        return self._text.toPlainText()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
