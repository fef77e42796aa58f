"""Small painted figures: interval, budget, ratio, purse. Each has a function for delegates too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.ui.widgets import paint
from workbench.ui.widgets.base import Painted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.ui.theme.theme import Theme


def clamp(share: float) -> float:
    """A share between 0 and 1; what is no number counts as 0."""
    return min(1.0, max(0.0, share)) if share == share else 0.0  # noqa: PLR0124 - NaN


def paint_interval(
    painter: QPainter, rect: QRectF, low: float, mid: float, high: float, theme: Theme
) -> None:
    """Track 2, band 6 in ``sel_line``, tick 3x10 in accent, on a scale of 0 to 1."""
    width, centre = rect.width(), rect.center().y()
    track, band = theme.px(2), theme.px(6)
    painter.fillRect(QRectF(rect.left(), centre - track / 2, width, track), theme.color("track"))
    left = rect.left() + clamp(low) * width
    right = rect.left() + clamp(high) * width
    inside = QRectF(left, centre - band / 2, max(band, right - left), band)
    paint.box(painter, inside, band / 2, theme.color("sel_line"))
    tick = QRectF(0, 0, theme.px(3), theme.px(10))
    at = rect.left() + clamp(mid) * width - tick.width() / 2
    at = min(rect.right() - tick.width(), max(rect.left(), at))
    tick.moveTo(round(at), round(centre - tick.height() / 2))
    painter.fillRect(tick, theme.color("accent"))


def paint_budget(
    painter: QPainter, rect: QRectF, spent: int, total: int, planned: int, theme: Theme
) -> None:
    """One block per unit: spent, hatched what is planned, then what is left."""
    if total <= 0:
        return
    gap = theme.px(4)
    wide = (rect.width() - gap * (total - 1)) / total
    for unit in range(total):
        block = QRectF(rect.left() + unit * (wide + gap), rect.top(), wide, rect.height())
        if unit < spent:
            paint.box(painter, block, 2, theme.color("soon_bar"))
        elif unit < spent + planned:
            paint.box(painter, block, 2, theme.color("crit_soft"))
            paint.hatch(painter, block.adjusted(1, 1, -1, -1), theme.color("crit"), 5.0)
            paint.box(painter, block, 2, None, theme.color("crit"))
        else:
            paint.box(painter, block, 2, theme.color("track"))


def paint_bar(painter: QPainter, rect: QRectF, share: float, theme: Theme, ink: str) -> None:
    """A filled share on a track with round ends."""
    radius = rect.height() / 2
    paint.box(painter, rect, radius, theme.color("track"))
    full = QRectF(rect)
    full.setWidth(max(rect.height(), rect.width() * clamp(share)) if share > 0 else 0)
    if share > 0:
        paint.box(painter, full, radius, theme.color(ink))


class IntervalBar(Painted):
    """A share with its interval; n and the figures stand beside it as words."""

    def __init__(
        self,
        low: float = 0.0,
        mid: float = 0.0,
        high: float = 0.0,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._values = (low, mid, high)

    def set_interval(self, low: float, mid: float, high: float) -> None:
        """Show another interval, in shares of 1."""
        self._values = (low, mid, high)
        self.setAccessibleName(f"{mid:.0%} ({low:.0%}–{high:.0%})")
        self.update()

    def measure(self) -> QSize:
        return QSize(self.theme.px(96), self.theme.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        paint_interval(QPainter(self), QRectF(self.rect()), *self._values, self.theme)


class BudgetBar(Painted):
    """What is spent of a small number, and what this act would spend."""

    def __init__(
        self,
        spent: int = 0,
        total: int = 0,
        *,
        planned: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_budget(spent, total, planned=planned)

    def set_budget(self, spent: int, total: int, *, planned: int = 0) -> None:
        """Show another budget."""
        self._budget = (spent, total, planned)
        self.setAccessibleName(f"{spent} / {total}")
        self.restyle()

    def measure(self) -> QSize:
        total = min(12, self._budget[1])
        return QSize(self.theme.px(24) * max(1, total), self.theme.px(9))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        paint_budget(QPainter(self), QRectF(self.rect()), *self._budget, self.theme)


class RatioBar(Painted):
    """A filled share with labelled ticks at thresholds: ``[(0.3, "30 % warning"), ...]``."""

    def __init__(
        self,
        value: float = 0.0,
        ticks: Sequence[tuple[float, str]] = (),
        *,
        ink: str = "soon_bar",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._ink = ink
        self._value = 0.0
        self._ticks: tuple[tuple[float, str], ...] = ()
        self.set_ratio(value, ticks)

    def set_ratio(self, value: float, ticks: Sequence[tuple[float, str]]) -> None:
        """Show another share and its thresholds, all in shares of 1."""
        self._value, self._ticks = value, tuple(ticks)
        self.setAccessibleName(", ".join([f"{value:.0%}", *(words for _at, words in ticks)]))
        self.restyle()

    def measure(self) -> QSize:
        theme = self.theme
        words = theme.px(4) + theme.metrics(12).height() if self._ticks else 0
        return QSize(theme.px(160), theme.px(10) + words)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, painter = self.theme, QPainter(self)
        tall = theme.px(10)
        bar = QRectF(0, theme.px(2), self.width(), theme.px(6))
        paint_bar(painter, bar, self._value, theme, self._ink)
        metrics = theme.metrics(12)
        free = 0.0
        for at, text in self._ticks:
            x = clamp(at) * self.width()
            painter.fillRect(QRectF(min(x, self.width() - 2), 0, 2, tall), theme.color("text1"))
            wide = metrics.horizontalAdvance(text)
            left = max(free, min(x - wide / 2, self.width() - wide))
            base = tall + theme.px(4) + metrics.ascent()
            paint.words(painter, left, base, text, theme, "text2", 12)
            free = left + wide + theme.px(8)


class PurseBar(Painted):
    """The spent part of a sum, 0 to 1; also the bar of progress."""

    def __init__(
        self, share: float = 0.0, *, ink: str = "fill", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._share, self._ink = share, ink

    def set_share(self, share: float) -> None:
        """Show another share."""
        self._share = clamp(share)
        self.setAccessibleName(f"{self._share:.0%}")
        self.update()

    def share(self) -> float:
        """The share shown."""
        return self._share

    def measure(self) -> QSize:
        return QSize(self.theme.px(96), self.theme.px(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        paint_bar(QPainter(self), QRectF(self.rect()), self._share, self.theme, self._ink)
