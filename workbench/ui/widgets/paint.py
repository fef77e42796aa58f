"""Strokes shared by widgets and delegates: boxes, words on a baseline, chips, key caps, hatches.

Every function takes the theme and paints plain shapes with solid colours; none of them allocates
more than a rectangle or two, because a list of cards paints hundreds of them per frame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap

if TYPE_CHECKING:
    from workbench.ui.theme.theme import Theme
    from workbench.ui.values import ChipView

# kind -> ink, ground, border
CHIP_ROLES: dict[str, tuple[str, str, str]] = {
    "plain": ("text2", "surface", "line2"),
    "nego": ("nego", "nego_soft", "nego_line"),
    "soon": ("soon", "soon_soft", "soon_line"),
    "crit": ("crit", "crit_soft", "crit_line"),
    "ok": ("ok", "ok_soft", "ok_line"),
    "info": ("accent", "sel", "sel_line"),
}
CHIP_PAD = 6
CHIP_ICON = 12
CHIP_GAP = 4
CAP_PAD = 5
_STAMPS = 2_000
_stamps: dict[tuple[tuple[int, int], int, str, str, float], QPixmap] = {}


def box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None = None,
    border: QColor | None = None,
    width: float = 1.0,
) -> None:
    """A filled and bordered rounded box; the border lies inside ``rect``, sharp at any ratio."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    if border is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
    else:
        half = width / 2
        painter.setPen(QPen(border, width))
        inner = rect.adjusted(half, half, -half, -half)
        painter.drawRoundedRect(inner, max(0.0, radius - half), max(0.0, radius - half))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def words(
    painter: QPainter,
    x: float,
    baseline: float,
    text: str,
    theme: Theme,
    ink: str,
    size: int = 13,
    *,
    bold: bool = False,
) -> None:
    """``text`` on a baseline in a colour role."""
    painter.setFont(theme.font(size, bold=bold))
    painter.setPen(theme.color(ink))
    painter.drawText(QPointF(x, baseline), text)


def middle(theme: Theme, top: float, height: float, size: int = 13, *, bold: bool = False) -> int:
    """The baseline that centres a line of a size in a height, by capitals and Han alike."""
    metrics = theme.metrics(size, bold=bold)
    return round(top + (height + metrics.ascent() - metrics.descent()) / 2)


def elide(theme: Theme, text: str, width: float, size: int = 13, *, bold: bool = False) -> str:
    """``text`` cut to ``width`` with an ellipsis at its end."""
    return theme.elided(text, int(width), size, bold=bold)


def stamp(
    painter: QPainter,
    place: tuple[float, float],
    size: tuple[int, int],
    radius: int,
    theme: Theme,
    fill: str = "",
    border: str = "",
) -> None:
    """The box of ``box`` in colour roles, drawn once and copied from then on: lists paint many."""
    ratio = painter.device().devicePixelRatio()
    key = (size, radius, theme.hex(fill) if fill else "", theme.hex(border), ratio)
    drawn = _stamps.get(key)
    if drawn is None:
        if len(_stamps) >= _STAMPS:
            _stamps.clear()
        drawn = QPixmap(round(size[0] * ratio), round(size[1] * ratio))
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        inner = QPainter(drawn)
        ground = theme.color(fill) if fill else None
        box(inner, QRectF(0, 0, *size), radius, ground, theme.color(border))
        inner.end()
        _stamps[key] = drawn
    painter.drawPixmap(QPointF(*place), drawn)


def draw_icon(
    painter: QPainter, x: float, y: float, name: str, theme: Theme, ink: str, size: int = 16
) -> None:
    """An icon at a place, in a colour role, sharp at the painter's pixel ratio."""
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(QPointF(x, y), theme.pixmap(name, ink, size, ratio))


def chip_width(theme: Theme, chip: ChipView) -> int:
    """Width of a chip in pixels."""
    width = theme.width(chip.text, 12) + 2 * theme.px(CHIP_PAD)
    if chip.icon:
        width += theme.px(CHIP_ICON) + (theme.px(CHIP_GAP) if chip.text else 0)
    return width


def paint_chip(
    painter: QPainter, x: float, y: float, chip: ChipView, theme: Theme, height: int = 18
) -> None:
    """A chip with its left top at a place; ``height`` is that of the design, not yet scaled."""
    ink, ground, border = CHIP_ROLES[chip.kind]
    tall = theme.px(height)
    size = (chip_width(theme, chip), tall)
    stamp(painter, (x, y), size, theme.px(4), theme, ground, border)
    left = x + theme.px(CHIP_PAD)
    if chip.icon:
        side = theme.px(CHIP_ICON)
        draw_icon(
            painter, left, y + (tall - side) // 2, chip.icon, theme, chip.ink or ink, CHIP_ICON
        )
        left += side + theme.px(CHIP_GAP)
    words(painter, left, middle(theme, y, tall, 12), chip.text, theme, ink, 12)


def cap_width(theme: Theme, key: str) -> int:
    """Width of a key cap in pixels; one letter makes a square."""
    return max(theme.px(18), theme.width(key, 12) + 2 * theme.px(CAP_PAD))


def paint_cap(
    painter: QPainter,
    x: float,
    y: float,
    key: str,
    theme: Theme,
    ink: str = "text2",
    border: str = "line2",
) -> None:
    """A key cap, 18 high at 100 %, with its left top at a place."""
    wide, tall = cap_width(theme, key), theme.px(18)
    stamp(painter, (x, y), (wide, tall), theme.px(3), theme, "", border)
    inside = theme.width(key, 12)
    words(painter, x + (wide - inside) / 2, middle(theme, y, tall, 12), key, theme, ink, 12)


def mark_width(theme: Theme, mark: str) -> int:
    """Width of a platform mark: 18 for one Han character, 22 for two letters."""
    return theme.px(22 if mark.isascii() and len(mark) > 1 else 18)


def paint_mark(
    painter: QPainter, x: float, y: float, mark: str, theme: Theme, ink: str = "text2"
) -> None:
    """The boxed sign of a platform, 16 high, on the ground of the pane."""
    wide, tall = mark_width(theme, mark), theme.px(16)
    stamp(painter, (x, y), (wide, tall), theme.px(3), theme, "surface", "edge")
    inside = theme.width(mark, 12)
    words(painter, x + (wide - inside) / 2, middle(theme, y, tall, 12), mark, theme, ink, 12)


def hatch(painter: QPainter, rect: QRectF, color: QColor, step: float = 7.0) -> None:
    """2 px lines at 45 degrees, ``step`` apart downwards, clipped to ``rect``."""
    painter.save()
    painter.setClipRect(rect)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(color, 2))
    reach = rect.width()
    y = rect.top()
    while y < rect.bottom() + reach:
        painter.drawLine(QLineF(rect.left() - 1, y + 1, rect.right() + 1, y - reach - 1))
        y += step
    painter.restore()


def dashes(painter: QPainter, rect: QRectF, color: QColor, on: int = 5, off: int = 4) -> None:
    """A column of filled blocks, ``on`` high and ``off`` apart."""
    brush = QBrush(color)
    y = rect.top()
    while y < rect.bottom():
        painter.fillRect(QRectF(rect.left(), y, rect.width(), min(on, rect.bottom() - y)), brush)
        y += on + off
