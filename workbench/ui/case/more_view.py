"""Everything that may be done, with its key, as a sheet over the action bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.ui.case.act_rows import ActRows
from workbench.ui.case.layouts import focus_on
from workbench.ui.widgets.bars import PanelBar
from workbench.ui.widgets.base import set_ground
from workbench.ui.widgets.scroll import ScrollBody

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.ui.case.acts import ActView

TALLEST = 360


class MoreSheet(QFrame):
    """``chosen(name)`` an act; ``closed``."""

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self.bar = PanelBar()
        self.bar.closed.connect(self.closed)
        self.rows = ActRows()
        self.rows.chosen.connect(self.chosen)
        self.area = ScrollBody(inset=12, spacing=0)
        self.area.body.addWidget(self.rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.area)
        self.hide()

    def show_acts(self, acts: Sequence[ActView]) -> None:
        """Show these acts."""
        self.bar.set_title(_("Everything that may be done"))
        self.bar.set_close(_("Close"))
        self.rows.set_acts(acts)
        wanted = sum(item.sizeHint().height() + 1 for item in self.rows.rows()) + 26
        self.area.setFixedHeight(min(TALLEST, wanted))

    def open(self) -> None:
        """Show it and go to the first act."""
        self.show()
        rows = self.rows.rows()
        if rows:
            focus_on(rows[0])

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)
