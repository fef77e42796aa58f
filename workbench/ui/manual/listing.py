"""The rules to choose from: J and K, arrows or a click; headings are passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from workbench.ui.manual.rows import FLAGS, RuleDelegate, RuleRow, selectable
from workbench.ui.models.cells import CellModel
from workbench.ui.values import CARD_ROLE, ID_ROLE
from workbench.ui.widgets.base import follow

if TYPE_CHECKING:
    from collections.abc import Sequence

_STEPS = {Qt.Key.Key_J: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_Up: -1}


class _Rules(CellModel):
    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        return FLAGS if selectable(self.data(index, CARD_ROLE)) else Qt.ItemFlag.NoItemFlags


class RuleList(QListView):
    """``picked(rule)`` when another rule is chosen."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = _Rules(self)
        self.setModel(self.rows)
        self.setItemDelegate(RuleDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.selectionModel().currentChanged.connect(self._moved)
        self._theme = follow(self)

    def restyle(self) -> None:
        """Take new colours and measures."""
        self.doItemsLayout()
        self.viewport().update()

    def show_rows(self, rows: Sequence[RuleRow]) -> None:
        """Show these; a chosen rule that is still there stays chosen."""
        chosen = self.chosen()
        self.rows.set_rows([(row.rule or f"#{row.title}", row, row.spoken()) for row in rows])
        if chosen:
            self.choose(chosen)

    def chosen(self) -> str:
        """The rule chosen, or ""."""
        index = self.currentIndex()
        return str(index.data(ID_ROLE)) if index.isValid() else ""

    def choose(self, rule: str) -> bool:
        """Choose a rule and bring it into view; False where the list does not have it."""
        row = self.rows.row_of(rule)
        if row < 0:
            return False
        self.setCurrentIndex(self.rows.index(row, 0))
        self.scrollTo(self.currentIndex())
        return True

    def step(self, by: int) -> None:
        """Go to the next rule down (1) or up (-1); the first one when none is chosen."""
        row = self.currentIndex().row() + by if self.currentIndex().isValid() else 0
        while 0 <= row < self.rows.rowCount():
            index = self.rows.index(row, 0)
            if selectable(index.data(CARD_ROLE)):
                self.setCurrentIndex(index)
                return
            row += by or 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step(step)
        elif event.text().isprintable() and event.text():
            event.ignore()  # letters belong to the screen; a list would look for rows by them
        else:
            super().keyPressEvent(event)

    def _moved(self, current: Any, _before: Any) -> None:
        if current.isValid() and selectable(current.data(CARD_ROLE)):
            self.picked.emit(str(current.data(ID_ROLE)))
