"""Ctrl+Enter from wherever in the window: it sends the open work panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from workbench.ui.models.editors import typing

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from workbench.ui.case.panel_host import PanelHost


class SendKeys(QObject):
    """The panel itself takes the key first; this is for the rest of the window (the list, a
    button), where nothing else may be typed. ``free`` says whether nothing lies over the pane."""

    def __init__(self, pane: QWidget, host: PanelHost, free: Callable[[], bool]) -> None:
        super().__init__(pane)
        self._pane, self._host, self._free = pane, host, free
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), pane)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self._send)

    def _send(self) -> None:
        if self._pane.isVisible() and self._free() and not typing():
            self._host.send()
