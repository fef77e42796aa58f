"""Ctrl+K: finds cases by any words or ids, pages and acts of the window; a panel, not a window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from workbench.base.texts import _
from workbench.domain.case import CaseKey
from workbench.domain.kinds import CaseId, Platform, ShopId
from workbench.domain.money import yuan_signed
from workbench.ui import phrases
from workbench.ui.floating import Floating
from workbench.ui.theme.plain import NAME_LIMIT, visible
from workbench.ui.theme.theme import Theme
from workbench.ui.values import platform_mark
from workbench.ui.widgets import paint
from workbench.ui.widgets.fields import SearchBox
from workbench.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.services.queries import CardRow
    from workbench.ui.session import Session

Index = QModelIndex | QPersistentModelIndex
FOUND_ROLE = 0x0110
ROW, WIDTH, MOST, SHOWN = 40, 640, 12, 9


@dataclass(frozen=True, slots=True)
class Found:
    """One line: what it is, more about it, and where it leads. ``target`` is for ``chosen``."""

    icon: str
    title: str
    detail: str
    kind: str  # case, page, command, filter
    target: object
    right: str = ""


class FoundModel(QAbstractListModel):
    """The lines found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Found] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == FOUND_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(part for part in (line.title, line.detail, line.right) if part)
        return None

    def show(self, lines: list[Found]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line(self, row: int) -> Found | None:
        """A line by its row."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def lines(self) -> list[Found]:
        """All lines."""
        return self._lines


class FoundDelegate(QStyledItemDelegate):
    """Icon, title, and what else there is to know, in one row of 40 px."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(100, Theme.current().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, theme = index.data(FOUND_ROLE), Theme.current()
        rect, px = option.rect, Theme.current().px
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, theme.color("sel" if chosen else "raised"))
        side = px(16)
        top = rect.top() + (rect.height() - side) // 2
        paint.draw_icon(painter, rect.left() + px(14), top, line.icon, theme, "text2")
        x = rect.left() + px(40)
        right = rect.right() - px(14)
        base = paint.middle(theme, rect.top(), rect.height())
        if line.right:
            wide = theme.metrics(13, bold=True).horizontalAdvance(line.right)
            paint.words(painter, right - wide, base, line.right, theme, "text1", 13, bold=True)
            right -= wide + px(12)
        title = paint.elide(theme, line.title, right - x, 13, bold=True)
        paint.words(painter, x, base, title, theme, "text1", 13, bold=True)
        x += theme.metrics(13, bold=True).horizontalAdvance(title) + px(10)
        if right - x > px(40):
            detail = paint.elide(theme, line.detail, right - x, 12)
            paint.words(painter, x, base, detail, theme, "text2", 12)
        painter.restore()


class Finder(Floating):
    """``chosen(kind, target)``: a case key, a page, a command, or words to filter the list by."""

    chosen = Signal(str, object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._rooms: Sequence[Found] = ()
        self._turn = 0
        self.field = SearchBox()
        self.field.installEventFilter(self)
        self.model = FoundModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(FoundDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(lambda index: self._take(index.row()))
        self._note = label(size=12, ink="text2")
        self.field.searched.connect(self._look)
        self.field.returnPressed.connect(lambda: self._take(self.list.currentIndex().row()))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self._note)
        self.phrase()

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        self.field.setPlaceholderText(_("Find a case, a page, an act"))
        self.field.setAccessibleName(_("Find a case, a page, an act"))

    def ask(self, rooms: Sequence[Found], left: int, top: int) -> None:
        """Open it over the search field; ``rooms`` are the pages and acts there are."""
        self._rooms = rooms
        self.list.setFixedHeight(self.theme.px(ROW) * SHOWN)
        self.field.clear()
        self._look("")
        self.open_at(left, top, width=self.theme.px(WIDTH))
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps and self.model.rowCount():
            row = self.list.currentIndex().row() + steps[Qt.Key(event.key())]
            row = min(max(row, 0), self.model.rowCount() - 1)
            self.list.setCurrentIndex(self.model.index(row, 0))
            return
        super().keyPressEvent(event)

    def _look(self, text: str) -> None:
        self._turn += 1
        turn, text = self._turn, text.strip()
        rooms = [line for line in self._rooms if _fits(line, text)]
        if not text:
            self._say(rooms, "")
            return
        self._say([*self._filter_line(text), *rooms], _("Looking"))

        def come(rows: list[CardRow]) -> None:
            if turn != self._turn:
                return
            lines = [*self._filter_line(text), *rooms[:3], *(_case_line(row) for row in rows)]
            self._say(lines, "" if rows else _("No case holds “{words}”.").format(words=text))

        self._session.operations.read(lambda queries: queries.find_anything(text, MOST), come)

    def _filter_line(self, text: str) -> list[Found]:
        words = _("Filter the list by “{words}”").format(words=visible(text, 40))
        return [Found("list-filter", words, "", "filter", text)]

    def _say(self, lines: list[Found], note: str) -> None:
        before = self.list.currentIndex().row()
        self.model.show(lines)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        if lines:
            row = before if 0 < before < len(lines) else 0
            self.list.setCurrentIndex(self.model.index(row, 0))

    def _take(self, row: int) -> None:
        line = self.model.line(row)
        if line is not None:
            self.close_panel()
            self.chosen.emit(line.kind, line.target)


def _fits(line: Found, text: str) -> bool:
    return not text or text.casefold() in f"{line.title} {line.detail}".casefold()


def _case_line(row: CardRow) -> Found:
    mark = platform_mark(Platform(row.platform), language="zh" if phrases.chinese() else "en")
    kind = phrases.case_type_short(row.type, row.type_raw)
    goods = visible(f"{row.item_title} {row.sku}".strip(), NAME_LIMIT)
    buyer = visible(row.buyer_nick, NAME_LIMIT)
    detail = " · ".join(part for part in (mark, buyer, row.order_id, row.reason) if part)
    key = CaseKey(ShopId(row.shop), CaseId(row.case_id))
    return Found(
        "inbox", f"{kind}  {goods}", visible(detail, NAME_LIMIT), "case", key,
        yuan_signed(row.claim_fen),
    )  # fmt: skip
