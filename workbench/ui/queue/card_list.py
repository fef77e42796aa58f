"""The list of cards: a one-column table that keeps the chosen card at its pixel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from workbench.ui.delegates.card import CardDelegate
from workbench.ui.models import words
from workbench.ui.queue.still_table import StillTable
from workbench.ui.widgets.base import follow

if TYPE_CHECKING:
    from workbench.ui.models.queue_model import QueueModel
    from workbench.ui.values import Density

_KEY = Qt.Key
_NO_MODIFIER = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class CardList(StillTable):
    """The queue on screen, by mouse and keys.

    ``chosen`` tells (old id, new id, by the mouse) whenever the selection moves; ``ticked`` that
    the choice among several has changed; ``entered`` that Enter was pressed.
    """

    chosen = Signal(object, object, bool)
    ticked = Signal()
    entered = Signal()

    def __init__(self, model: QueueModel, density: Density, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._anchor: int | None = None  # where a range of ticks begins
        self._multi = False
        self._cards = CardDelegate(self, density)
        self.setItemDelegate(self._cards)
        self.theme = follow(self)
        self.restyle()

    def restyle(self) -> None:
        """Take the height of a card at the scale now set."""
        self._cards.set_types(words.type_words())
        self.keep(lambda: self.verticalHeader().setDefaultSectionSize(self._cards.row_height()))

    def set_density(self, density: Density) -> None:
        """Change the height of the cards; the chosen one stays at its pixel."""
        self._cards.set_density(density)
        self.restyle()

    # -- moving

    def select(self, number: int | None, *, by_mouse: bool = False, show: bool = True) -> None:
        """Choose a card by id and bring it into sight."""
        row = self._queue.row_of(number)
        old, self._selected = self._selected, number if row >= 0 else None
        self._point_at(row)
        if row >= 0 and show:
            self.scrollTo(self._queue.index(row, 0))
        if old != self._selected:
            self.chosen.emit(old, self._selected, by_mouse)

    def forget(self) -> None:
        """Choose nothing, and tell nobody: another view comes."""
        self._selected = None
        self._point_at(-1)

    def step(self, by: int) -> None:
        """Move the selection by so many rows, as far as there are any."""
        last = self._queue.rowCount() - 1
        row = self._queue.row_of(self._selected)
        if last >= 0:
            target = min(last, max(0, row + by)) if row >= 0 else 0
            self.select(self._queue.id_at(target))

    def page_rows(self) -> int:
        """How many whole cards a page has."""
        return max(1, self.viewport().height() // self.row_height - 1)

    def next_after(self, number: int) -> int | None:
        """The next card below that still stands in the view, else the next above."""
        row = self._queue.row_of(number)
        ids, left = self._queue.ids(), self._queue.left
        for below in range(row + 1, len(ids)):
            if ids[below] not in left:
                return ids[below]
        for above in range(row - 1, -1, -1):
            if ids[above] not in left:
                return ids[above]
        return None

    # -- several

    @property
    def multi(self) -> bool:
        """Whether cards are being ticked."""
        return self._multi

    def set_multi(self, on: bool) -> None:
        """Begin or end ticking; ending forgets the ticks."""
        self._multi = on
        self._anchor = self._selected if on else None
        if not on:
            self._queue.ticked.clear()
        self._retick()

    def tick_all(self) -> None:
        """Tick every card of the view."""
        self._multi = True
        self._queue.ticked.update(self._queue.ids())
        self._retick()

    def toggle(self, number: int) -> None:
        """Tick a card, or take the tick off."""
        self._multi = True
        self._queue.ticked.symmetric_difference_update({number})
        self._anchor = number
        self._retick()

    def tick_range(self, number: int) -> None:
        """Tick everything from where the last tick was set to this card."""
        rows = sorted(
            (max(0, self._queue.row_of(self._anchor or self._selected)), self._queue.row_of(number))
        )
        self._multi = True
        self._queue.ticked.update(self._queue.ids()[rows[0] : rows[1] + 1])
        self._retick()

    def _retick(self) -> None:
        self._queue.restate()
        self.viewport().update()
        self.ticked.emit()

    # -- what Qt tells

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._id_under(event.position().toPoint())
        if event.button() is not Qt.MouseButton.LeftButton or number is None:
            event.accept()
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.tick_range(number)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier or self._multi:
            self.toggle(number)
        else:
            self.select(number, by_mouse=True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not event.buttons():  # a drag over the list chooses nothing
            super().mouseMoveEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and not self._multi:
            self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        moves = {
            _KEY.Key_Down: 1, _KEY.Key_J: 1, _KEY.Key_Up: -1, _KEY.Key_K: -1,
            _KEY.Key_PageDown: self.page_rows(), _KEY.Key_PageUp: -self.page_rows(),
            _KEY.Key_Home: -self._queue.rowCount(), _KEY.Key_End: self._queue.rowCount(),
        }  # fmt: skip
        if event.modifiers() not in _NO_MODIFIER:
            event.ignore()
        elif key in moves:
            self.step(moves[_KEY(key)])
        elif key in (_KEY.Key_Return, _KEY.Key_Enter):
            self.entered.emit()
        elif key == _KEY.Key_Space and self._multi and self._selected is not None:
            self.toggle(self._selected)
        else:
            event.ignore()  # letters belong to the page

    def keyboardSearch(self, search: str) -> None:
        """Letters are acts here, not a search."""

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        # A Chinese input method would eat the letters (product.md).
        return False if query is Qt.InputMethodQuery.ImEnabled else super().inputMethodQuery(query)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        if self._selected is None:
            self.step(0)

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        number = self._queue.id_at(current.row()) if current.isValid() else None
        if not self._quiet and number is not None:  # a screen reader or Qt itself moved it
            self.select(number)

    def _id_under(self, place: QPoint) -> int | None:
        row = (place.y() + self.verticalScrollBar().value()) // self.row_height
        return self._queue.id_at(row)
