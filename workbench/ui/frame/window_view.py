"""The frame laid out: rail, top bar, strips, the page in front, status line, toast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from workbench.ui.frame.place import LEAST
from workbench.ui.frame.status_bar import StatusBar
from workbench.ui.frame.top_bar import TopBar
from workbench.ui.navigation import Navigation
from workbench.ui.widgets.base import set_ground
from workbench.ui.widgets.marks import Divider

if TYPE_CHECKING:
    from workbench.ui.frame.strips import DemoStrip
    from workbench.ui.session import Session
    from workbench.ui.widgets.notes import Banner
    from workbench.ui.widgets.toast import Toast


class WindowView(QMainWindow):
    """Only places: what stands in them is said by ``MainWindow`` and ``Herald``.

    ``retried`` comes from the strip that says that no platform answers.
    """

    retried = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("main window")
        self.setMinimumSize(*LEAST)
        self.navigation = Navigation(session, self)
        self.top = TopBar(session.actor)
        self.demo: DemoStrip | None = None
        self._offline: Banner | None = None
        self._toast: Toast | None = None
        self.status = StatusBar()
        self.body = QWidget()
        set_ground(self.body, "surface")
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        self._strips = QVBoxLayout()
        self._strips.setSpacing(0)
        column.addLayout(self._strips)
        column.addWidget(self.navigation.stack, 1)
        column.addWidget(self.status)
        row = QHBoxLayout(self.body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation.rail)
        row.addWidget(Divider(vertical=True))
        row.addLayout(column, 1)
        self.setCentralWidget(self.body)
        self._toast_left, self._toast_above = 85, 0
        if session.demo:
            from workbench.ui.frame.strips import DemoStrip

            self.demo = DemoStrip()
            self._strips.addWidget(self.demo)

    @property
    def offline(self) -> Banner:
        """The strip that says that no platform answers; made when that first happens."""
        if self._offline is None:
            from workbench.ui.widgets.notes import Banner

            self._offline = Banner("soon", icon="wifi-off")
            self._offline.hide()
            self._offline.acted.connect(self.retried)
            self._strips.addWidget(self._offline)
        return self._offline

    @property
    def toast(self) -> Toast:
        """The word above the status line; made when there is one to say."""
        if self._toast is None:
            from workbench.ui.widgets.toast import Toast

            self._toast = Toast(self.body)
            self._hold_toast()
        return self._toast

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hold_toast()

    def place_toast(self, left: int | None = None, *, above: int = 0) -> None:
        """Put the toast above the status line (and ``above`` more), left-aligned with the pane
        or the page."""
        self._toast_left = left if left is not None else self.navigation.rail.width() + 21
        self._toast_above = round(above * self.top.theme.percent / 100)
        self._hold_toast()

    def _hold_toast(self) -> None:
        if self._toast is None:
            return
        foot = self.status.height() + self._toast_above
        self._toast.anchor(self._toast_left, self.body.height() - foot - 12)
