"""The list of shops: mark, name, what kind it is, and how old its truth is (CASE-13)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workbench.ui.theme.theme import Theme
from workbench.ui.values import CARD_ROLE, ID_ROLE
from workbench.ui.widgets import paint
from workbench.ui.widgets.base import follow

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW = 60
_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_State = QStyle.StateFlag


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopView:
    """One shop; strings are final and safe. ``old`` marks truth past 12 hours."""

    id: str
    mark: str
    name: str
    kind: str
    as_of: str
    old: bool = False

    def spoken(self) -> str:
        """The row as one sentence for a screen reader."""
        return ", ".join((self.name, self.kind, self.as_of))


class ShopModel(QAbstractListModel):
    """The shops there are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ShopView] = []

    def set_rows(self, rows: Sequence[ShopView]) -> None:
        """Show these shops."""
        fresh = list(rows)
        if [row.id for row in fresh] == [row.id for row in self._rows]:
            old, self._rows = self._rows, fresh
            for at, row in enumerate(fresh):
                if row != old[at]:
                    self.dataChanged.emit(self.index(at, 0), self.index(at, 0))
            return
        self.beginResetModel()
        self._rows = fresh
        self.endResetModel()

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == CARD_ROLE:
            return row
        if role == ID_ROLE:
            return row.id
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return row.spoken()
        return None

    def ids(self) -> list[str]:
        """The shops' ids, in order."""
        return [row.id for row in self._rows]


class ShopDelegate(QStyledItemDelegate):
    """Paints a ``ShopView``."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = Theme.current()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        del option, index
        return QSize(self._theme.px(200), self._theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        view = index.data(CARD_ROLE)
        if not isinstance(view, ShopView):
            return
        theme, px = self._theme, self._theme.px
        rect: QRect = option.rect
        selected = bool(option.state & _State.State_Selected)
        hover = bool(option.state & _State.State_MouseOver)
        painter.save()
        ground = "sel" if selected else ("hover" if hover else "surface")
        painter.fillRect(rect, theme.color(ground))
        line = theme.color("sel_line" if selected else "line")
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, line)
        left, right, top = rect.left() + px(20), rect.right() - px(12), rect.top()
        paint.paint_mark(painter, left, top + px(12), view.mark, theme)
        x = left + paint.mark_width(theme, view.mark) + px(8)
        name = paint.elide(theme, view.name, right - x, 13, bold=True)
        paint.words(painter, x, top + px(25), name, theme, "text1", 13, bold=True)
        base = top + px(46)
        ink = "soon" if view.old else "text2"
        if view.old:
            paint.draw_icon(painter, x, base - px(12), "hourglass", theme, ink, 14)
        words = f"{view.kind}  ·  {view.as_of}"
        start = x + (px(19) if view.old else 0)
        paint.words(painter, start, base, paint.elide(theme, words, right - start, 12), theme,
                    ink, 12)  # fmt: skip
        if selected and bool(option.state & _State.State_HasFocus):
            inner = QRectF(rect).adjusted(1, 1, -1, -2)
            paint.box(painter, inner, px(4), None, theme.color("accent"), 2)
        painter.restore()


class ShopList(QListView):
    """``chosen(id)`` when another shop is chosen; J/K and arrows move."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = ShopModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(ShopDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.selectionModel().currentChanged.connect(self._moved)
        self._quiet = False
        self._theme = follow(self)

    def restyle(self) -> None:
        """Take new colours and measures."""
        self.doItemsLayout()
        self.viewport().update()

    def show_rows(self, rows: Sequence[ShopView]) -> None:
        """Show these; the chosen one stays, else the first is chosen."""
        before = self.current()
        self._quiet = True
        self.rows.set_rows(rows)
        self._quiet = False
        if self.current() != before or not before:
            self.choose(before if before in self.rows.ids() else next(iter(self.rows.ids()), ""))

    def current(self) -> str:
        """The chosen shop's id, "" where there is none."""
        index = self.currentIndex()
        return str(index.data(ID_ROLE)) if index.isValid() else ""

    def choose(self, shop: str) -> None:
        """Choose a shop by its id."""
        ids = self.rows.ids()
        if shop in ids:
            self.setCurrentIndex(self.rows.index(ids.index(shop), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_J, Qt.Key.Key_K} and not event.modifiers():
            at = self.currentIndex().row() + (1 if event.key() == Qt.Key.Key_J else -1)
            if 0 <= at < self.rows.rowCount():
                self.setCurrentIndex(self.rows.index(at, 0))
        elif event.text() and event.key() < Qt.Key.Key_Escape:
            event.ignore()  # letters are keys of the screen
        else:
            super().keyPressEvent(event)

    def _moved(self, *_what: object) -> None:
        if not self._quiet and self.current():
            self.chosen.emit(self.current())
