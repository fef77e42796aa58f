"""Rules about what is seen, as functions: each returns what is wrong, and is tested to find it."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter

from workbench.ui.delegates.card import paint_card
from workbench.ui.delegates.card_layout import second_line
from workbench.ui.theme.theme import Theme
from workbench.ui.widgets import paint

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

    from workbench.ui.delegates.card import CardMetrics
    from workbench.ui.values import CardView

MARGIN = 24
# The offscreen platform says so of things it cannot do; it means nothing to a test.
OFFSCREEN = pytest.mark.qt_log_ignore("This plugin does not support")
_SENTINEL = QColor(255, 0, 255)


def fresh_theme() -> Theme:
    """The theme as tests expect it."""
    theme = Theme.current()
    theme.set_theme("light")
    theme.set_scale(100)
    theme.set_reduced_motion(False)
    return theme


def grab(widget: QWidget) -> QImage:
    """What a widget looks like, with its children."""
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    image.fill(Theme.current().color("surface"))
    widget.render(image, QPoint())
    return image


def card_image(view: CardView, width: int, metrics: CardMetrics, theme: Theme) -> QImage:
    """A card on an image with a margin of sentinel pixels around it."""
    size = (width + 2 * MARGIN, metrics.height + 2 * MARGIN)
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(_SENTINEL)
    painter = QPainter(image)
    try:
        paint_card(painter, QRect(MARGIN, MARGIN, width, metrics.height), view, metrics, theme)
    finally:
        painter.end()  # an image that dies under its painter takes the process along
    return image


def spilled(image: QImage) -> int:
    """How many pixels of the margin were painted."""
    whole = image.rect()
    inside = whole.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
    sides = (
        QRect(0, 0, whole.width(), MARGIN),
        QRect(0, inside.bottom() + 1, whole.width(), MARGIN),
        QRect(0, MARGIN, MARGIN, inside.height()),
        QRect(inside.right() + 1, MARGIN, MARGIN, inside.height()),
    )
    return sum(_differing(image.copy(side), _SENTINEL) for side in sides)


def _differing(image: QImage, color: QColor) -> int:
    wanted = color.rgb()
    return sum(
        image.pixel(x, y) != wanted for y in range(image.height()) for x in range(image.width())
    )


def crowded(view: CardView, width: int, metrics: CardMetrics, theme: Theme) -> list[str]:
    """Which parts of the second line stand on each other or outside the card."""
    line = second_line(view, metrics, theme, width)
    spans = []
    if line.reason:
        spans.append(("reason", line.reason_x, theme.width(line.reason, 12)))
    if line.quote:
        spans.append(("quote", line.quote_x, theme.width(line.quote, 12)))
    spans += [(placed.chip.text, placed.x, placed.width) for placed in line.chips]
    if line.owner:
        spans.append(("owner", line.owner_x, theme.width(line.owner, 12)))
    if line.undo_width:
        spans.append(("undo", line.undo_x, line.undo_width))
    spans.append(("mark", metrics.left, paint.mark_width(theme, view.mark)))
    spans.sort(key=lambda span: span[1])
    wrong = [
        f"{first[0]} runs into {second[0]}"
        for first, second in pairwise(spans)
        if first[1] + first[2] > second[1]
    ]
    wrong += [
        f"{name} leaves the card" for name, x, wide in spans if x + wide > width - metrics.inset + 1
    ]
    return wrong


def alike_in_grey(images: Mapping[str, QImage], least: int = 40) -> list[str]:
    """Which pairs differ in fewer than ``least`` pixels once colour is taken away."""
    grey = {
        name: image.convertToFormat(QImage.Format.Format_Grayscale8)
        for name, image in images.items()
    }
    return [
        f"{one} and {other}"
        for one, other in combinations(grey, 2)
        if _far_pixels(grey[one], grey[other]) < least
    ]


def _far_pixels(one: QImage, other: QImage, step: int = 24) -> int:
    return sum(
        abs((one.pixel(x, y) & 0xFF) - (other.pixel(x, y) & 0xFF)) >= step
        for y in range(one.height())
        for x in range(one.width())
    )


def uneven_digits(advance: Callable[[str], float]) -> list[str]:
    """Which digits are not as wide as the zero."""
    return [digit for digit in "0123456789" if advance(digit) != advance("0")]
