"""The list of rules: families as headings, a rule per line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workbench.ui.theme.theme import Theme
from workbench.ui.values import CARD_ROLE
from workbench.ui.widgets import paint

if TYPE_CHECKING:
    from workbench.services.manual import Article

ROW, HEAD = 30, 34
INSET = 16
_State = QStyle.StateFlag


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A line of the list; a heading has no rule."""

    title: str
    rule: str = ""

    def spoken(self) -> str:
        """What a screen reader says."""
        return f"{self.rule} {self.title}".strip()


def row_of(one: Article) -> RuleRow:
    """A rule as a line."""
    return RuleRow(one.title, one.rule)


class RuleDelegate(QStyledItemDelegate):
    """Paints a ``RuleRow``: the id in a column of its own, the title elided."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = Theme.current()

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        del option
        view = index.data(CARD_ROLE)
        tall = ROW if isinstance(view, RuleRow) and view.rule else HEAD
        return QSize(self._theme.px(200), self._theme.px(tall))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        view = index.data(CARD_ROLE)
        if not isinstance(view, RuleRow):
            return
        theme, px = self._theme, self._theme.px
        rect: QRect = option.rect
        painter.save()
        if not view.rule:
            painter.fillRect(rect, theme.color("sunken"))
            base = paint.middle(theme, rect.top(), rect.height(), 12, bold=True)
            room = rect.width() - 2 * px(INSET)
            words = paint.elide(theme, view.title, room, 12, bold=True)
            paint.words(painter, rect.left() + px(INSET), base, words, theme, "text2", 12,
                        bold=True)  # fmt: skip
        else:
            self._paint_rule(painter, rect, option.state, view)
        painter.restore()

    def _paint_rule(self, painter: QPainter, rect: QRect, state: Any, view: RuleRow) -> None:
        theme, px = self._theme, self._theme.px
        chosen = bool(state & _State.State_Selected)
        hover = bool(state & _State.State_MouseOver)
        ground = "sel" if chosen else "hover" if hover else "surface"
        painter.fillRect(rect, theme.color(ground))
        base = paint.middle(theme, rect.top(), rect.height())
        left = rect.left() + px(INSET)
        paint.words(painter, left, base, view.rule, theme, "text2", 12)
        left += theme.width("CASE-13", 12) + px(10)
        words = paint.elide(theme, view.title, rect.right() - px(INSET) - left, bold=chosen)
        paint.words(painter, left, base, words, theme, "text1", bold=chosen)
        if chosen and bool(state & _State.State_HasFocus):
            inner = QRectF(rect).adjusted(1, 1, -1, -1)
            paint.box(painter, inner, px(4), None, theme.color("accent"), 2)


def selectable(view: object) -> bool:
    """Whether a row can be chosen: headings cannot."""
    return isinstance(view, RuleRow) and bool(view.rule)


FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
