"""Strips under the top bar: the demo shop with the owner's figures, and no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from workbench.base.texts import _
from workbench.domain.money import yuan_signed
from workbench.ui.widgets import paint
from workbench.ui.widgets.base import Painted, follow, set_ground
from workbench.ui.widgets.labels import ElidedLabel
from workbench.ui.widgets.marks import IconLabel

if TYPE_CHECKING:
    from workbench.services.queries import Summary

HEIGHT = 36


class Figures(Painted):
    """Names and figures in a row, the first ones first where there is little room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures: list[tuple[str, str, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_figures(self, figures: list[tuple[str, str, str]]) -> None:
        """(name, figure, ink) each."""
        if figures != self._figures:
            self._figures = figures
            self.setAccessibleName(", ".join(f"{name} {value}" for name, value, _ in figures))
            self.restyle()

    def figures(self) -> list[tuple[str, str, str]]:
        """What is shown."""
        return self._figures

    def measure(self) -> QSize:
        wide = sum(self._wide(name, value) for name, value, _ in self._figures)
        return QSize(wide, self.theme.px(20))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, painter = self.theme, QPainter(self)
        x = max(0, self.width() - self.measure().width())
        base = paint.middle(theme, 0, self.height(), 12)
        for name, value, ink in self._figures:
            if x + self._wide(name, value) > self.width() + theme.px(20):
                return
            paint.words(painter, x, base, name, theme, "text2", 12)
            x += theme.metrics(12).horizontalAdvance(name) + theme.px(6)
            paint.words(painter, x, base, value, theme, ink, 13, bold=True)
            x += theme.metrics(13, bold=True).horizontalAdvance(value) + theme.px(20)

    def _wide(self, name: str, value: str) -> int:
        theme = self.theme
        words = theme.metrics(12).horizontalAdvance(name)
        return words + theme.metrics(13, bold=True).horizontalAdvance(value) + theme.px(26)


class DemoStrip(QWidget):
    """36 px that say this is a demo shop, and what the owner would want to know."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "sel")
        self.theme = follow(self)
        self._words = ElidedLabel(size=12)
        self.figures = Figures()
        self._summary: Summary | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 0, 1)
        row.setSpacing(8)
        row.addWidget(IconLabel("flask-conical", ink="accent"))
        row.addWidget(self._words, 1)
        row.addWidget(self.figures)
        self.phrase()
        self.restyle()

    def restyle(self) -> None:
        """Take the height at the scale now set."""
        self.setFixedHeight(self.theme.px(HEIGHT))

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        self._words.setText(_("Demo shop: everything is invented, and nothing can be broken."))
        if self._summary is not None:
            self.set_summary(self._summary)

    def set_summary(self, summary: Summary) -> None:
        """The owner's figures."""
        self._summary = summary
        late = "crit" if summary.overdue else "text1"
        self.figures.set_figures(
            [
                (_("Due today"), f"{summary.due_today:,}", "text1"),
                (_("Overdue"), f"{summary.overdue:,}", late),
                (_("Decided today"), f"{summary.decided_today:,}", "text1"),
                (_("At stake"), yuan_signed(summary.stake_fen), "text1"),
            ]
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        line = self.theme.color("sel_line")
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, line)
