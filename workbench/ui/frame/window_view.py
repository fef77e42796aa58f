"""The frame laid out: rail, top bar, strips, the page in front, status line, toast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from workbench.ui.frame.place import LEAST
from workbench.ui.frame.status_bar import StatusBar
from workbench.ui.frame.strips import DemoStrip
from workbench.ui.frame.top_bar import TopBar
from workbench.ui.navigation import Navigation
from workbench.ui.widgets.base import set_ground
from workbench.ui.widgets.marks import Divider
from workbench.ui.widgets.notes import Banner
from workbench.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from workbench.ui.session import Session


class WindowView(QMainWindow):
    """Only places: what stands in them is said by ``MainWindow``."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("main window")
        self.setMinimumSize(*LEAST)
        self.navigation = Navigation(session, self)
        self.top = TopBar(session.actor)
        self.demo = DemoStrip()
        self.offline = Banner("soon", icon="wifi-off")
        self.status = StatusBar()
        self.body = QWidget()
        set_ground(self.body, "surface")
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.top, self.demo, self.offline):
            column.addWidget(widget)
        column.addWidget(self.navigation.stack, 1)
        column.addWidget(self.status)
        row = QHBoxLayout(self.body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation.rail)
        row.addWidget(Divider(vertical=True))
        row.addLayout(column, 1)
        self.setCentralWidget(self.body)
        self.toast = Toast(self.body)
        self._toast_left, self._toast_above = 85, 0
        self.offline.hide()
        self.demo.setVisible(session.demo)

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
        foot = self.status.height() + self._toast_above
        self.toast.anchor(self._toast_left, self.body.height() - foot - 12)
