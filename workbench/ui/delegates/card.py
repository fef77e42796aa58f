"""The card of the queue: a value that is painted, and the delegate that asks the model for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from workbench.domain.kinds import Urgency
from workbench.ui.delegates.card_layout import (
    CardMetrics,
    SecondLine,
    card_metrics,
    part_at,
    second_line,
)
from workbench.ui.theme.plain import tip
from workbench.ui.theme.theme import Theme
from workbench.ui.values import CARD_ROLE, LOOKS, CardView, Density, UrgencyLook
from workbench.ui.widgets import paint
from workbench.ui.widgets.base import follow
from workbench.ui.widgets.states import paint_skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "CardDelegate",
    "CardMetrics",
    "card_metrics",
    "countdown_size",
    "paint_card",
    "part_at",
]

_DONE = UrgencyLook("check", "text3", False)
_bars: dict[tuple[str, str, int, int, float], QPixmap] = {}


def paint_card(
    painter: QPainter, rect: QRect, view: CardView, metrics: CardMetrics, theme: Theme
) -> None:
    """Paint ``view`` into ``rect``; a narrow rect gets column A alone.

    Nothing is painted outside ``rect`` and nothing is asked of anybody.
    """
    painter.save()
    painter.translate(rect.topLeft())
    width, height = rect.width(), metrics.height
    if view.placeholder:
        painter.fillRect(0, 0, width, height, theme.color("surface"))
        paint_skeleton(painter, QRectF(0, 0, width, height), theme)
        painter.restore()
        return
    chosen = view.selected or view.multi
    ground = "sel" if chosen else ("hover" if view.hover else "surface")
    painter.fillRect(0, 0, width, height, theme.color(ground))
    look = _DONE if view.done else LOOKS[view.urgency]
    only_a = width < metrics.only_a_below
    column = width if only_a else metrics.column_a
    if look.ground:
        painter.fillRect(0, 0, column, height, theme.color(look.ground))
    line = "sel_line" if chosen else "line"
    painter.fillRect(0, height - 1, width, 1, theme.color(line))
    _paint_bar(painter, look.bar, height, theme)
    _paint_column_a(painter, view, look, metrics, theme)
    if not only_a:
        _paint_first_line(painter, view, metrics, theme, width)
        _paint_second_line(painter, view, metrics, theme, width)
    if view.undo is not None:
        _paint_undo_line(painter, view.undo, column if not only_a else 0, metrics, theme, width)
    if view.focused:
        ring = QRectF(1, 1, width - 2, height - 3)
        paint.box(painter, ring, theme.px(4), None, theme.color("accent"), 2)
    painter.restore()


def _paint_bar(painter: QPainter, bar: str, height: int, theme: Theme) -> None:
    if not bar:
        return
    if bar not in {"hatch", "dash"}:
        painter.fillRect(0, 0, theme.px(4), height - 1, theme.color(bar))
        return
    ratio = painter.device().devicePixelRatio()
    wide = theme.px(8 if bar == "hatch" else 4)
    key = (bar, theme.t.edge, wide, height, ratio)
    drawn = _bars.get(key)
    if drawn is None:
        drawn = QPixmap(round(wide * ratio), round(height * ratio))
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        inner = QPainter(drawn)
        stroke = paint.hatch if bar == "hatch" else paint.dashes
        stroke(inner, QRectF(0, 0, wide, height - 1), theme.color("edge"))
        inner.end()
        _bars[key] = drawn
    painter.drawPixmap(QPointF(0, 0), drawn)


def _paint_column_a(
    painter: QPainter, view: CardView, look: UrgencyLook, metrics: CardMetrics, theme: Theme
) -> None:
    x, room = metrics.countdown_x, metrics.countdown_width
    if view.multi:
        side = theme.px(16)
        top = metrics.icon_y - theme.px(1)
        tick = QRectF(metrics.at_zero_x, top, side, side)
        paint.box(painter, tick, theme.px(3), theme.color("accent"))
        inset = theme.px(2)
        left, top = metrics.at_zero_x + inset, top + inset
        paint.draw_icon(painter, left, top, "check", theme, "on_accent", 12)
        x += theme.px(3)
        room -= theme.px(3)
    else:
        paint.draw_icon(painter, metrics.at_zero_x, metrics.icon_y, look.icon, theme, look.ink, 14)
    size = countdown_size(theme, view.countdown, room, bold=look.bold)
    text = paint.elide(theme, view.countdown, room, size, bold=look.bold)
    paint.words(painter, x, metrics.base1, text, theme, look.ink, size, bold=look.bold)
    filled = look.ground == "over"
    text = paint.elide(theme, view.at_zero, metrics.at_zero_width, 12, bold=filled)
    ink = "on_over" if filled else "text2"
    paint.words(painter, metrics.at_zero_x, metrics.base2, text, theme, ink, 12, bold=filled)


def countdown_size(theme: Theme, text: str, room: int, *, bold: bool) -> int:
    """14, or the first of 13 and 12 in which a long countdown fits: its digits are never cut."""
    for size in (14, 13):
        if theme.width(text, size, bold=bold) <= room:
            return size
    return 12


def _inks(view: CardView) -> tuple[str, str, str]:
    """Ink of first line, second line and quote."""
    if view.done or view.dimmed:
        return "text3", "text3", "text3"
    if view.past_zero:
        return "text2", "text2", "text2"
    return "text1", "text2", "text3"


def _paint_first_line(
    painter: QPainter, view: CardView, metrics: CardMetrics, theme: Theme, width: int
) -> None:
    ink = _inks(view)[0]
    base = metrics.base1
    kind = paint.elide(theme, view.type, metrics.type_width, 13, bold=True)
    paint.words(painter, metrics.left, base, kind, theme, ink, 13, bold=True)
    wide = theme.width(view.amount, 14, bold=True)
    paint.words(painter, width - metrics.inset - wide, base, view.amount, theme, ink, 14, bold=True)
    left = metrics.left + metrics.type_width
    right = width - max(metrics.goods_right, metrics.inset + wide + theme.px(6))
    if right > left:
        goods = paint.elide(theme, view.goods, right - left, 13)
        paint.words(painter, left, base, goods, theme, ink, 13)


def _paint_second_line(
    painter: QPainter, view: CardView, metrics: CardMetrics, theme: Theme, width: int
) -> None:
    line = second_line(view, metrics, theme, width)
    _first, ink, faint = _inks(view)
    base = metrics.base2
    if view.mark:
        paint.paint_mark(painter, metrics.left, metrics.mark_y, view.mark, theme, ink)
    paint.words(painter, line.reason_x, base, line.reason, theme, ink, 12)
    if line.quote:
        paint.words(painter, line.quote_x, base, line.quote, theme, faint, 12)
    for placed in line.chips:
        paint.paint_chip(painter, placed.x, metrics.mark_y, placed.chip, theme, 17)
    if line.owner:
        paint.words(painter, line.owner_x, base, line.owner, theme, "text3", 12)
    if line.undo_width:
        _paint_undo_words(painter, view, line, metrics, theme)


def _paint_undo_words(
    painter: QPainter, view: CardView, line: SecondLine, metrics: CardMetrics, theme: Theme
) -> None:
    paint.words(painter, line.undo_x, metrics.base2, view.undo_text, theme, "accent", 12)
    if view.undo_key:
        x = line.undo_x + line.undo_width - paint.cap_width(theme, view.undo_key)
        paint.paint_cap(painter, x, metrics.mark_y - 1, view.undo_key, theme)


def _paint_undo_line(
    painter: QPainter, share: float, left: int, metrics: CardMetrics, theme: Theme, width: int
) -> None:
    top, wide = metrics.height - 2, width - left
    painter.fillRect(left, top, wide, 2, theme.color("track"))
    if not theme.reduced_motion:
        painter.fillRect(left, top, round(wide * min(1.0, max(0.0, share))), 2,
                         theme.color("accent"))  # fmt: skip


class CardDelegate(QStyledItemDelegate):
    """Paints what the model answers under ``CARD_ROLE``.

    Selection, hover and focus come from the view; everything else from the value. Give the rows
    ``row_height()``, again after ``Theme.changed`` or ``set_density``.
    """

    def __init__(self, parent: QWidget, density: Density = Density.NORMAL) -> None:
        super().__init__(parent)
        self._density = density
        self._types: tuple[str, ...] = ()
        self.theme = follow(self)
        self.restyle()

    def restyle(self) -> None:
        """Measure anew: the theme, the scale or the language changed."""
        self.metrics = card_metrics(self.theme, self._density, types=self._types)
        view = self.parent()
        if isinstance(view, QAbstractItemView):
            view.viewport().update()

    def set_density(self, density: Density) -> None:
        """Compact, normal or loose."""
        self._density = density
        self.restyle()

    def set_types(self, types: Iterable[str]) -> None:
        """All words of the type column, for its width."""
        self._types = tuple(types)
        self.restyle()

    def row_height(self) -> int:
        """Height of a row in pixels."""
        return self.metrics.height

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del index
        return QSize(option.rect.width(), self.metrics.height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        view = index.data(CARD_ROLE)
        if not isinstance(view, CardView):
            view = _PLACEHOLDER
        state: QStyle.StateFlag = option.state
        flags = QStyle.StateFlag
        selected = bool(state & flags.State_Selected)
        hover = bool(state & flags.State_MouseOver)
        focused = selected and bool(state & flags.State_HasFocus)
        if selected or hover:
            view = replace(view, selected=selected, hover=hover, focused=focused)
        rect: QRect = option.rect
        paint_card(painter, rect, view, self.metrics, self.theme)

    def part_at(self, view: CardView, rect: QRect, x: int, y: int) -> str:
        """What lies under a place of the viewport: tick, undo, chip0, chip1 or nothing."""
        left, top = x - rect.left(), y - rect.top()
        return part_at(view, self.metrics, self.theme, rect.width(), left, top)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        del option
        card = index.data(CARD_ROLE)
        if not isinstance(card, CardView) or card.placeholder:
            QToolTip.hideText()
            return True
        chips = " · ".join(chip.text for chip in card.chips)
        lines = (card.goods, f"{card.reason} {card.quote}".strip(), chips)
        words = tip("\n".join(line for line in lines if line))
        QToolTip.showText(event.globalPos(), words, view)
        return True


_PLACEHOLDER = CardView(urgency=Urgency.NONE, placeholder=True)
