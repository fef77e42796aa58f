"""Presses keys, types Chinese, waits for what should happen, and takes pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEventLoop, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from workbench.ui.main_window import MainWindow

PATIENCE_MS = 20_000


class TourError(RuntimeError):
    """Something that should have happened on screen did not."""


class Player:
    """Hands and eyes for one window. Pictures are numbered in the order they are taken."""

    def __init__(self, window: MainWindow, folder: Path, pictures: list[str]) -> None:
        self.window = window
        self._folder = folder
        self._pictures = pictures
        window.activateWindow()
        QTest.qWaitForWindowActive(window, 2_000)

    def until(self, happened: Callable[[], object], what: str) -> None:
        """Let the window work until something is there. Raises ``TourError`` after 20 s."""
        clock = QElapsedTimer()
        clock.start()
        while not happened():
            if clock.elapsed() > PATIENCE_MS:
                raise TourError(f"the tour waited in vain for {what}")
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def rest(self, ms: int = 250) -> None:
        """Let the window and its workers settle (``QTest.qWait`` would hold the workers up)."""
        loop = QEventLoop()
        QTimer.singleShot(ms, loop.quit)
        loop.exec()

    def press(self, keys: str) -> None:
        """Press a key or a chord ("J", "Ctrl+Return") where the focus is."""
        QTest.keySequence(self._focus(), QKeySequence.fromString(keys))
        self.rest(60)

    def _focus(self) -> QWidget:
        """The widget that keys go to; offscreen there may be no active window."""
        for found in (QApplication.focusWidget(), self.window.focusWidget()):
            if found is not None:
                return found
        return self.window

    def write(self, words: str) -> None:
        """Type words as an input method does."""
        event = QInputMethodEvent("", [])
        event.setCommitString(words)
        QCoreApplication.sendEvent(self._focus(), event)
        self.rest(60)

    def shoot(self, name: str) -> None:
        """A picture of the window as it stands."""
        self.rest()
        path = self._folder / f"{len(self._pictures) + 1:02d}-{name}.png"
        if not self.window.grab().save(str(path)):
            raise TourError(f"the picture {path.name} could not be saved")
        self._pictures.append(str(path))
