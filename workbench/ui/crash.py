"""When something breaks: a report without buyers' data that can be copied; the program goes on."""

from __future__ import annotations

import logging
import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QtMsgType, Signal, Slot, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from PySide6.QtCore import QMessageLogContext

    from workbench.ui.crash_report import CrashDialog

log = logging.getLogger("workbench.crash")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


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
        from workbench.ui.crash_report import CrashDialog, report

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
