"""The forecast laid out: one line per rule with what would change it; the budget in blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.ui.case import forecast_words as words
from workbench.ui.case.layouts import clear, row
from workbench.ui.case.safe import prose
from workbench.ui.theme.plain import set_tip
from workbench.ui.widgets.bars import Box
from workbench.ui.widgets.labels import ElidedLabel, label
from workbench.ui.widgets.marks import Chip, Divider, IconLabel
from workbench.ui.widgets.meters import BudgetBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.domain.forecast_table import Rule
    from workbench.domain.penalties import Budget
    from workbench.domain.verdicts import Tally
    from workbench.services.forecasting import Forecast, Told


class ForecastLine(QWidget):
    """Verdict icon, condition in bold, consequence, what would change it, source; then how often
    recorded verdicts went this way, where there are enough of them."""

    def __init__(
        self, rule: Rule, source: str, tally: Tally | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        icon, ink = words.look(rule)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(label(words.said(rule.condition), bold=True, wrap=True, selectable=True))
        column.addWidget(label(words.said(rule.consequence), ink="text2", wrap=True))
        notes = [("wrench", words.change(rule)), ("book-open-text", source)]
        if tally is not None:
            notes.append(("scale", words.went(tally)))
        for name, said in notes:
            line = row(gap=4)
            line.addWidget(IconLabel(name, size=14, ink="text3"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(said, size=12, ink="text3", wrap=True), 1)
            column.addLayout(line)
        mark = IconLabel(icon, ink=ink)
        verdict = words.verdict(rule)
        mark.setAccessibleName(verdict)
        set_tip(mark, verdict)
        right = QVBoxLayout()
        right.setSpacing(2)
        right.addWidget(Chip(words.chip(rule)), 0, Qt.AlignmentFlag.AlignRight)
        right.addStretch(1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(12, 8, 12, 8)
        outer.setSpacing(8)
        outer.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(column, 1)
        outer.addLayout(right)


def forecast_lines(forecast: Forecast, told: Told) -> list[QWidget]:
    """The lines of a forecast, each with what recorded verdicts say of it."""
    return [
        ForecastLine(
            rule,
            f"{words.source(rule, forecast.table)} · {words.verdict(rule)}",
            forecast.tallies.get(rule.id),
        )
        for rule in told.lines
    ]


class ForecastBox(Box):
    """The lines below each other under one head, with the table they stand in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(ruled=True, parent=parent)

    def show_lines(self, title: str, right: str, lines: Sequence[QWidget]) -> None:
        """Show these, with a hairline between them; without any the box is not there."""
        self.set_title(title, right)
        clear(self.body)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        for at, line in enumerate(lines):
            if at:
                self.body.addWidget(Divider())
            self.body.addWidget(line)
        self.setVisible(bool(lines))

    def restyle(self) -> None:
        """Take new measures; lines bring their own margins."""
        super().restyle()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)


class BudgetBox(Box):
    """REF-6: spent, what this act would spend, what is left, and how many more before a fine."""

    def show_budgets(self, budgets: Sequence[Budget], shop: str) -> None:
        """Show these; without any the box is not there."""
        self.set_title(_("Penalty budget"), shop)
        clear(self.body)
        for at, budget in enumerate(budgets):
            if at:
                self.body.addWidget(Divider())
            self.body.addLayout(self._budget(budget))
        self.setVisible(bool(budgets))

    def _budget(self, budget: Budget) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        head = row()
        head.addWidget(ElidedLabel(words.budget_title(budget)), 1)
        head.addWidget(label(f"{budget.spent} / {budget.terms.limit}", bold=True))
        column.addLayout(head)
        bar = BudgetBar()
        bar.set_budget(budget.spent, budget.terms.limit, planned=budget.planned)
        column.addWidget(bar)
        loud = budget.breaks or budget.over
        said = words.budget_line(budget)
        column.addWidget(
            label(said, size=12, bold=loud, ink="crit" if loud else "text1", wrap=True)
        )
        if budget.terms.text:
            column.addWidget(label(prose(budget.terms.text), size=12, ink="text2", wrap=True))
        return column
