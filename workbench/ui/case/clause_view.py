"""The clause of a deadline, opened under the stripe (CLK-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.ui.case.layouts import row
from workbench.ui.widgets.base import follow
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.facts import FactsGrid
from workbench.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence


class ClauseView(QFrame):
    """Ruleset, version, source, how it was computed."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label(bold=True)
        self.grid = FactsGrid(columns=2)
        self.close_button = KeyButton(key="Esc", kind="ghost", small=True)
        self.close_button.clicked.connect(self.closed)
        head = row(self.title)
        head.addStretch(1)
        head.addWidget(self.close_button)
        self._outer = QVBoxLayout(self)
        self._outer.addLayout(head)
        self._outer.addWidget(self.grid)
        self._theme = follow(self)
        self.restyle()
        self.hide()

    def restyle(self) -> None:
        """Take new measures."""
        px = self._theme.px
        self._outer.setContentsMargins(px(20), px(8), px(20), px(10))
        self._outer.setSpacing(px(6))
        self.update()

    def show_clause(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show it."""
        self.title.setText(_("Why this deadline"))
        self.close_button.set_words(_("Close"))
        self.grid.set_facts(rows)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, color = QPainter(self), self._theme.color
        painter.fillRect(self.rect(), color("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, color("line"))
