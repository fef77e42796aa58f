"""The card: a value that is painted, and the delegate that asks the model for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QWidget

from workbench.ui.theme.theme import Theme
from workbench.ui.values import CardView, Density


@dataclass(frozen=True, slots=True)
class CardMetrics:
    """Geometry of a card; make it with ``card_metrics`` and again after ``Theme.changed``."""

    height: int
    column_a: int


def card_metrics(
    theme: Theme, density: Density = Density.NORMAL, *, types: Iterable[str] = ()
) -> CardMetrics:
    """Geometry for a density; ``types`` are all words of the type column, for its width."""
    return CardMetrics(theme.px(48), theme.px(116))


def paint_card(
    painter: QPainter, rect: QRect, view: CardView, metrics: CardMetrics, theme: Theme
) -> None:
    """Paint ``view`` into ``rect``; narrower than 200 px only column A is painted."""


class CardDelegate(QStyledItemDelegate):
    """Asks the model for a CardView under CARD_ROLE; selection, hover and focus come from the view."""

    def __init__(self, parent: QWidget, density: Density = Density.NORMAL) -> None:
        super().__init__(parent)

    def set_density(self, density: Density) -> None: ...
    def set_types(self, types: Iterable[str]) -> None: ...
    def row_height(self) -> int:
        return 48
