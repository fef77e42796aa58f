"""When something breaks: a report without buyers' data that can be copied; the program goes on."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QObject,
    Qt,
    QtMsgType,
    QUrl,
    Signal,
    Slot,
    qInstallMessageHandler,
    qVersion,
)
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
    from types import TracebackType

    from PySide6.QtCore import QMessageLogContext

log = logging.getLogger("workbench.crash")
LOG_LINES = 200
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


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


class CrashDesk(QObject):
    """Takes every uncaught exception, on whichever thread, to the UI thread: one dialog at a time.

    ``install`` puts it into ``sys.excepthook``; Qt's slots and events end there too.
    """

    _came = Signal(object)

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data_dir = data_dir
        self._dialog: CrashDialog | None = None
        self.seen = 0
        self._came.connect(self.show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over the hooks of the interpreter and of Qt's messages."""
        sys.excepthook = self._hook
        threading.excepthook = lambda args: self._hook(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )
        qInstallMessageHandler(to_log)

    def remove(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    @property
    def dialog(self) -> CrashDialog | None:
        """The dialog now open."""
        return self._dialog

    @Slot(object)
    def show(self, error: BaseException) -> None:
        """Show the report, unless one is being read already."""
        self.seen += 1
        if self._dialog is not None:
            return
        self._dialog = CrashDialog(report(error, self._data_dir), self._data_dir)
        self._dialog.destroyed.connect(self._closed)
        self._dialog.show()

    def _closed(self) -> None:
        self._dialog = None

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        log.error("uncaught exception", exc_info=(kind, error, trace))
        self._came.emit(error)


def to_log(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Qt's messages go to the log, redacted there."""
    category = getattr(context, "category", None) or "qt"
    logging.getLogger(str(category)).log(_LEVELS.get(kind, logging.WARNING), "%s", message)
