"""Where everything on a card stands: geometry by density and scale, and what narrow cards drop."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.base import texts
from workbench.ui.values import Density
from workbench.ui.widgets import paint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.ui.theme.theme import Theme
    from workbench.ui.values import CardView, ChipView

COLUMN_A = 116
ONLY_A_BELOW = 280  # narrower than this, column A alone is painted
_WIDEST_TYPE = 128
_LEAST_QUOTE = 48
_LEAST_REASON = 72

# height, baseline 1, baseline 2; marks and chips stand 13 above baseline 2, icon 2 12 above 1
_DENSITIES = {
    Density.COMPACT: (40, 17, 33),
    Density.NORMAL: (48, 21, 39),
    Density.LOOSE: (56, 25, 43),
}
_USUAL_TYPE = {"zh": "退货退款", "en": "Refund only"}


@dataclass(frozen=True, slots=True)
class CardMetrics:
    """Geometry of a card in pixels; made by ``card_metrics``, anew after ``Theme.changed``."""

    height: int
    base1: int
    base2: int
    icon_y: int
    mark_y: int
    column_a: int
    countdown_x: int
    countdown_width: int
    at_zero_x: int
    at_zero_width: int
    left: int  # where type and platform begin
    type_width: int
    goods_right: int  # what is kept free at the right for the amount
    inset: int
    only_a_below: int


def card_metrics(
    theme: Theme, density: Density = Density.NORMAL, *, types: Iterable[str] = ()
) -> CardMetrics:
    """Geometry for a density at the theme's scale.

    ``types`` are all words the type column can show; without them the usual longest of the
    language now chosen decides (60 wide in Chinese, 85 to 88 in English).
    """
    px = theme.px

    def wide(length: int) -> int:
        # Under 100 % lines move closer, but 12 px type stays 12 px: so do the columns it needs.
        return max(length, px(length))

    height, base1, base2 = _DENSITIES[density]
    bold = theme.metrics(13, bold=True)
    usual = _USUAL_TYPE["zh" if texts.language().startswith("zh") else "en"]
    widest = max(bold.horizontalAdvance(word) for word in (*types, usual))
    return CardMetrics(
        height=px(height),
        base1=px(base1),
        base2=px(base2),
        icon_y=px(base1 - 12),
        mark_y=px(base2 - 13),
        column_a=wide(COLUMN_A),
        countdown_x=wide(31),
        countdown_width=wide(82),
        at_zero_x=wide(12),
        at_zero_width=wide(102),
        left=wide(124),
        type_width=min(widest, wide(_WIDEST_TYPE)) + px(8),
        goods_right=wide(104),
        inset=wide(12),
        only_a_below=wide(ONLY_A_BELOW),
    )


@dataclass(frozen=True, slots=True)
class PlacedChip:
    """A chip and where it stands."""

    x: int
    width: int
    chip: ChipView


@dataclass(frozen=True, slots=True)
class SecondLine:
    """The second line right of column A: what is shown of it, elided, and where."""

    reason_x: int
    reason: str
    quote_x: int
    quote: str
    chips: tuple[PlacedChip, ...]
    owner_x: int
    owner: str
    undo_x: int = 0
    undo_width: int = 0


def second_line(view: CardView, metrics: CardMetrics, theme: Theme, width: int) -> SecondLine:
    """Lay out reason, quote, chips and owner in a card of ``width``.

    Narrow cards give up the quote first, then the owner, then the second chip; what is left of
    the reason is elided.
    """
    gap = theme.px(4)
    mark = paint.mark_width(theme, view.mark) if view.mark else 0
    reason_x = metrics.left + mark + (theme.px(8 if len(view.mark) > 1 else 6) if mark else 0)
    right = width - metrics.inset
    if view.undo is not None:
        return _with_undo(view, theme, reason_x, right)
    wants = theme.width(view.reason, 12)
    chips, owner = view.chips[:2], view.owner
    room = _room(theme, chips, owner, right, reason_x)
    if room < wants and owner:
        owner = ""
        room = _room(theme, chips, owner, right, reason_x)
    least = min(wants, theme.px(_LEAST_REASON))
    if room < least and len(chips) > 1:
        chips = chips[:1]
        room = _room(theme, chips, owner, right, reason_x)
    if not room and chips:
        chips = (_cut_chip(theme, chips[0], right - reason_x),)
    placed, owner_x = _place(theme, chips, owner, right, gap)
    if wants > room:
        reason = paint.elide(theme, view.reason, room, 12)
        return SecondLine(reason_x, reason, 0, "", placed, owner_x, owner)
    quote_x = reason_x + wants + (gap if wants else 0)
    free = reason_x + room - quote_x
    quote = ""
    if view.quote:
        full = theme.width(view.quote, 12)
        if full <= free:
            quote = view.quote
        elif free >= theme.px(_LEAST_QUOTE):
            quote = paint.elide(theme, view.quote, free, 12)
    return SecondLine(reason_x, view.reason, quote_x, quote, placed, owner_x, owner)


def _room(theme: Theme, chips: tuple[ChipView, ...], owner: str, right: int, left: int) -> int:
    taken = sum(paint.chip_width(theme, chip) + theme.px(4) for chip in chips)
    if owner:
        taken += theme.width(owner, 12) + theme.px(4)
    return max(0, right - taken - theme.px(4) - left)


def _cut_chip(theme: Theme, chip: ChipView, room: int) -> ChipView:
    spare = paint.chip_width(theme, chip) - theme.width(chip.text, 12)
    return replace(chip, text=theme.elided(chip.text, room - spare, 12))


def _place(
    theme: Theme, chips: tuple[ChipView, ...], owner: str, right: int, gap: int
) -> tuple[tuple[PlacedChip, ...], int]:
    x = right
    owner_x = x
    if owner:
        owner_x = x - theme.width(owner, 12)
        x = owner_x - gap
        if chips:
            x -= theme.px(2)
    placed = []
    for chip in chips:
        wide = paint.chip_width(theme, chip)
        placed.append(PlacedChip(x - wide, wide, chip))
        x -= wide + gap
    return tuple(placed), owner_x


def _with_undo(view: CardView, theme: Theme, reason_x: int, right: int) -> SecondLine:
    width = theme.width(view.undo_text, 12)
    if view.undo_key:
        width += theme.px(6) + paint.cap_width(theme, view.undo_key)
    room = max(0, right - width - theme.px(8) - reason_x)
    reason = paint.elide(theme, view.reason, room, 12)
    return SecondLine(reason_x, reason, 0, "", (), right, "", right - width, width)


def part_at(view: CardView, metrics: CardMetrics, theme: Theme, width: int, x: int, y: int) -> str:
    """What lies under a place of the card: ``tick``, ``undo``, ``chip0``, ``chip1`` or nothing."""
    if view.placeholder:
        return ""
    if x < metrics.countdown_x and y < metrics.base1 + metrics.inset // 2:
        return "tick"
    if width < metrics.only_a_below or y < metrics.mark_y - 2:
        return ""
    line = second_line(view, metrics, theme, width)
    if line.undo_width and x >= line.undo_x:
        return "undo"
    for index, placed in enumerate(line.chips):
        if placed.x <= x < placed.x + placed.width:
            return f"chip{index}"
    return ""
