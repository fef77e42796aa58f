"""Where a case stands, as steps in a line: done is a filled tick, now a ring, next is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.ui.theme.plain import set_tip
from workbench.ui.widgets import paint
from workbench.ui.widgets.base import Painted

if TYPE_CHECKING:
    from collections.abc import Sequence

_DOT = 16
_LINK = 18
_LEAST_LINK = 6


class Steps(Painted):
    """Named steps; ``current`` counts from 0, ``len(names)`` means all are done.

    ``numbered`` writes figures into the dots and takes green for what is done (a way to walk,
    not a state of the world). Where the line is too narrow the steps not at hand lose their words.
    """

    def __init__(
        self,
        names: Sequence[str] = (),
        current: int = 0,
        *,
        numbered: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._current = 0
        self._numbered = numbered
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_steps(names, current)

    def set_steps(self, names: Sequence[str], current: int) -> None:
        """Show other steps, or stand elsewhere."""
        self._names, self._current = tuple(names), current
        here = names[current] if current < len(names) else ""
        self.setAccessibleName(f"{min(current + 1, len(names))} / {len(names)} {here}".strip())
        set_tip(self, " → ".join(names))
        self.restyle()

    def measure(self) -> QSize:
        return QSize(self._width(self._names), self.theme.px(20))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width(self._short()), self.theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = self.theme
        painter = QPainter(self)
        names = self._names if self._width(self._names) <= self.width() else self._short()
        dot, gap, link = theme.px(_DOT), theme.px(6), theme.px(_LINK)
        x, centre = 0, self.height() / 2
        for index, name in enumerate(names):
            if index:
                painter.fillRect(x, round(centre), link - gap, 1, theme.color("line2"))
                x += link
            self._paint_dot(painter, QPointF(x + dot / 2, centre), dot, index)
            x += dot + gap
            if name:
                now = index == self._current
                base = paint.middle(theme, 0, self.height(), 12, bold=now)
                ink = "text1" if now else "text2"
                paint.words(painter, x, base, name, theme, ink, 12, bold=now)
                x += theme.width(name, 12, bold=True) + gap

    def _short(self) -> tuple[str, ...]:
        return tuple(
            name if index == self._current else "" for index, name in enumerate(self._names)
        )

    def _width(self, names: Sequence[str]) -> int:
        theme = self.theme
        metrics = theme.metrics(12, bold=True)
        dot, gap, link = theme.px(_DOT), theme.px(6), theme.px(_LINK)
        words = sum(metrics.horizontalAdvance(name) + gap for name in names if name)
        return words + len(names) * (dot + gap) + max(0, len(names) - 1) * link

    def _paint_dot(self, painter: QPainter, centre: QPointF, dot: int, index: int) -> None:
        theme = self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        done, now = index < self._current, index == self._current
        radius = dot / 2 - 0.75
        if done:
            color = theme.color("ok" if self._numbered else "text2")
            painter.setPen(QPen(color, 1.5))
            painter.setBrush(color)
            painter.drawEllipse(centre, radius, radius)
            side = theme.px(12)
            corner = centre - QPointF(side / 2, side / 2)
            ink = "surface"
            paint.draw_icon(painter, corner.x(), corner.y(), "check", theme, ink, 12)
        elif now and not self._numbered:
            painter.setPen(QPen(theme.color("accent"), dot / 3.2))
            painter.setBrush(theme.color("surface"))
            painter.drawEllipse(centre, dot / 2 - dot / 6.4, dot / 2 - dot / 6.4)
        else:
            painter.setPen(QPen(theme.color("accent" if now else "edge"), 1.5))
            painter.setBrush(theme.color("surface"))
            painter.drawEllipse(centre, radius, radius)
            if self._numbered:
                figure = str(index + 1)
                wide = theme.width(figure, 12)
                base = paint.middle(theme, 0, self.height(), 12)
                ink = "accent" if now else "text2"
                paint.words(painter, centre.x() - wide / 2, base, figure, theme, ink, 12)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
