"""The list of orders: a painted row each, several may be chosen, a button where one can act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workbench.ui.entries.phrasing import RowView
from workbench.ui.models.cells import CellModel
from workbench.ui.theme.theme import Theme
from workbench.ui.values import CARD_ROLE, ID_ROLE
from workbench.ui.widgets import paint
from workbench.ui.widgets.base import follow

if TYPE_CHECKING:
    from collections.abc import Sequence

HEIGHT = 80
_Index = QModelIndex | QPersistentModelIndex
_State = QStyle.StateFlag


class RowDelegate(QStyledItemDelegate):
    """Paints a ``RowView``; ``pressed(key)`` where its button was clicked."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = Theme.current()
        self.several = False

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        del option, index
        return QSize(self._theme.px(240), self._theme.px(HEIGHT))

    def button_rect(self, rect: QRect, view: RowView) -> QRect:
        """Where the button of a row stands; empty where there is none."""
        if not view.button:
            return QRect()
        px = self._theme.px
        wide = self._theme.width(view.button, 12, bold=True) + 2 * px(10)
        tall = px(26)
        return QRect(rect.right() - px(12) - wide + 1, rect.bottom() - px(8) - tall, wide, tall)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        view = index.data(CARD_ROLE)
        if not isinstance(view, RowView):
            return
        rect: QRect = option.rect
        state = option.state
        selected = bool(state & _State.State_Selected)
        hover = bool(state & _State.State_MouseOver)
        focused = selected and bool(state & _State.State_HasFocus)
        theme = self._theme
        painter.save()
        ground = "sel" if selected else ("hover" if hover else "surface")
        painter.fillRect(rect, theme.color(ground))
        line = theme.color("sel_line" if selected else "line")
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, line)
        self._paint_words(painter, rect, view, bool(selected))
        if focused:
            inner = QRectF(rect).adjusted(1, 1, -1, -2)
            paint.box(painter, inner, theme.px(4), None, theme.color("accent"), 2)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, view: RowView, selected: bool) -> None:
        theme, px = self._theme, self._theme.px
        left, right, top = rect.left() + px(16), rect.right() - px(12), rect.top()
        mark = paint.mark_width(theme, view.mark)
        paint.paint_mark(painter, left, top + px(10), view.mark, theme)
        time = theme.width(view.at, 12)
        paint.words(painter, right - time, top + px(22), view.at, theme, "text2", 12)
        x = left + mark + px(8)
        title = paint.elide(theme, view.title, right - time - px(16) - x, 13, bold=True)
        paint.words(painter, x, top + px(23), title, theme, "text1", 13, bold=True)
        room = right - x
        number = paint.elide(theme, view.number, room, 12)
        paint.words(painter, x, top + px(43), number, theme, "text2", 12)
        self._paint_verdict(painter, rect, view, x, selected)

    def _paint_verdict(
        self, painter: QPainter, rect: QRect, view: RowView, x: int, selected: bool
    ) -> None:
        theme, px = self._theme, self._theme.px
        top = rect.top()
        button = self.button_rect(rect, view)
        paint.paint_chip(painter, x, top + px(53), view.chip, theme)
        words = x + paint.chip_width(theme, view.chip) + px(8)
        room = (button.left() if not button.isEmpty() else rect.right() - px(12)) - px(10) - words
        reason = paint.elide(theme, view.reason, room, 12)
        base = paint.middle(theme, top + px(53), px(18), 12)
        paint.words(painter, words, base, reason, theme, "text2", 12)
        if button.isEmpty():
            return
        primary = view.primary and selected and not self.several
        ground, border = ("accent", "") if primary else ("surface", "edge")
        paint.box(painter, QRectF(button), px(6), theme.color(ground),
                  theme.color(border) if border else None)  # fmt: skip
        ink = "on_accent" if primary else "text1"
        inside = theme.width(view.button, 12, bold=primary)
        base = paint.middle(theme, button.top(), button.height(), 12, bold=primary)
        left = button.left() + (button.width() - inside) / 2
        paint.words(painter, left, base, view.button, theme, ink, 12, bold=primary)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        view = index.data(CARD_ROLE)
        if (
            event.type() == QEvent.Type.MouseButtonRelease
            and isinstance(event, QMouseEvent)
            and event.button() == Qt.MouseButton.LeftButton
            and isinstance(view, RowView)
            and self.button_rect(option.rect, view).contains(event.position().toPoint())
        ):
            self.pressed.emit(str(index.data(ID_ROLE)))
            return True
        return super().editorEvent(event, model, option, index)


class OrderList(QListView):
    """The list itself: J/K and arrows move, Space, Ctrl and Shift choose several.

    ``chosen`` after every change of the choice; ``acted(key)`` for Enter, T or a row's button.
    """

    chosen = Signal()
    acted = Signal(str)
    pasted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = CellModel(self)
        self.delegate = RowDelegate(self)
        self.setModel(self.rows)
        self.setItemDelegate(self.delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.delegate.pressed.connect(self.acted)
        self.selectionModel().selectionChanged.connect(self._changed)
        self._theme = follow(self)

    def restyle(self) -> None:
        """Take new colours and measures."""
        self.doItemsLayout()
        self.viewport().update()

    def show_rows(self, rows: Sequence[tuple[str, RowView]]) -> None:
        """Show these rows; what was chosen stays chosen where it is still there."""
        before, current = self.selected_keys(), self.current_key()
        keys = self.rows.all_keys()
        at = keys.index(current) if current in keys else 0
        blocked = self.selectionModel().blockSignals(True)
        self.rows.set_rows([(key, view, view.spoken()) for key, view in rows])
        if self.rows.all_keys() != keys:
            self._restore(before, current, at)
        self.selectionModel().blockSignals(blocked)
        self._changed()

    def _restore(self, before: list[str], current: str, at: int) -> None:
        flag = QItemSelectionModel.SelectionFlag
        chooser = self.selectionModel()
        chooser.clear()
        for key in before:
            row = self.rows.row_of(key)
            if row >= 0:
                chooser.select(self.rows.index(row, 0), flag.Select)
        row = self.rows.row_of(current)
        if row < 0 and self.rows.rowCount():
            row = min(at, self.rows.rowCount() - 1)
        if row >= 0:
            keep = flag.NoUpdate if chooser.hasSelection() else flag.ClearAndSelect
            chooser.setCurrentIndex(self.rows.index(row, 0), keep)
            self.scrollTo(self.rows.index(row, 0))

    def select_key(self, key: str) -> bool:
        """Choose one row alone; False where it is not there."""
        row = self.rows.row_of(key)
        if row < 0:
            return False
        index = self.rows.index(row, 0)
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, flag)
        self.scrollTo(index)
        return True

    def selected_keys(self) -> list[str]:
        """The keys chosen, in the order of the list."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        keys = self.rows.all_keys()
        return [keys[row] for row in rows if row < len(keys)]

    def current_key(self) -> str:
        """The key under the cursor, "" where there is none."""
        index = self.currentIndex()
        return str(index.data(ID_ROLE)) if index.isValid() else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), event.modifiers() in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier,
        )  # fmt: skip
        if plain and key in {Qt.Key.Key_J, Qt.Key.Key_K}:
            self._step(1 if key == Qt.Key.Key_J else -1)
        elif plain and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_T}:
            self.acted.emit(self.current_key())
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif plain and key == Qt.Key.Key_Escape and len(self.selected_keys()) > 1:
            self.select_key(self.current_key())
        elif plain and event.text() and key != Qt.Key.Key_Space and key < Qt.Key.Key_Escape:
            event.ignore()  # no searching by letters: they are keys of the screen
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        last = self.rows.rowCount() - 1
        if last >= 0:
            row = min(last, max(0, self.currentIndex().row() + by))
            self.select_key(str(self.rows.index(row, 0).data(ID_ROLE)))

    def _changed(self, *_what: object) -> None:
        self.delegate.several = len(self.selectionModel().selectedIndexes()) > 1
        self.viewport().update()
        self.chosen.emit()
