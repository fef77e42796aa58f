"""What a batch did, card by card: done, or which rule said no and what would help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.base.texts import _, ngettext, phrase
from workbench.domain.money import yuan_signed
from workbench.ui import phrases
from workbench.ui.theme.plain import visible
from workbench.ui.widgets.bars import PanelBar
from workbench.ui.widgets.base import set_ground
from workbench.ui.widgets.buttons import KeyButton, LinkButton
from workbench.ui.widgets.labels import ElidedLabel, label
from workbench.ui.widgets.marks import Divider, IconLabel
from workbench.ui.widgets.scroll import ScrollBody

if TYPE_CHECKING:
    from workbench.services.model import ActResult
    from workbench.services.queries import CardRow


@dataclass(frozen=True, slots=True)
class Outcome:
    """One card of a batch and what became of it."""

    row: CardRow
    result: ActResult


def refusal_words(outcome: Outcome) -> tuple[str, str]:
    """Why it did not go, and what would help; both empty where it went."""
    result = outcome.result
    if result.ok:
        return "", ""
    if not result.refused:
        return _("You have no right to do this."), ""
    first = result.refused[0]
    said = f"{visible(phrase(first.message))} · {first.rule}"
    return said, visible(phrase(first.helps)) if first.helps else ""


class BatchResults(QWidget):
    """In the place of the pane until it is closed. ``opened(row id)``, ``taken_back(results)``."""

    opened = Signal(int)
    taken_back = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self._outcomes: tuple[Outcome, ...] = ()
        self._bar = PanelBar(key="Esc")
        self._bar.closed.connect(self.closed)
        self._back = KeyButton(icon="undo-2", key="Ctrl Z", small=True)
        self._back.clicked.connect(self.taken_back)
        self._bar.add_right(self._back)
        self._body = ScrollBody(inset=20, spacing=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._body, 1)
        self.phrase()

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        self._back.set_words(_("Take all back"))
        self._bar.set_close(_("Close"))
        self.show_outcomes(self._outcomes, undoable=not self._back.isHidden())

    def show_outcomes(self, outcomes: tuple[Outcome, ...], *, undoable: bool) -> None:
        """List what became of each card, the refused ones first."""
        self._outcomes = outcomes
        if not outcomes:
            return
        done = sum(outcome.result.ok for outcome in outcomes)
        title = phrases.action(outcomes[0].result.action)
        told = ngettext(
            "{done} of {n} card went through", "{done} of {n} cards went through", len(outcomes)
        ).format(done=done, n=len(outcomes))
        self._bar.set_title(title, told)
        self._back.setVisible(undoable and done > 0)
        while self._body.body.count():
            item = self._body.body.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        for outcome in sorted(outcomes, key=lambda outcome: outcome.result.ok):
            self._body.body.addWidget(self._line(outcome))
        self._body.body.addStretch(1)

    def stop_undo(self) -> None:
        """The undo seconds are over."""
        self._back.hide()

    def outcomes(self) -> tuple[Outcome, ...]:
        """What is listed."""
        return self._outcomes

    def _line(self, outcome: Outcome) -> QWidget:
        row, ok = outcome.row, outcome.result.ok
        line = QWidget()
        grid = QGridLayout(line)
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        grid.addWidget(
            IconLabel("circle-check" if ok else "circle-x", ink="ok" if ok else "crit"), 0, 0
        )
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(phrases.case_type_short(row.type, row.type_raw), bold=True))
        head.addWidget(ElidedLabel(visible(f"{row.item_title} {row.sku}".strip())), 1)
        head.addWidget(label(yuan_signed(row.claim_fen), bold=True))
        grid.addLayout(head, 0, 1)
        said, helps = refusal_words(outcome)
        words: list[QLabel] = [
            label(said or _("Decided, goes out in a moment"), ink="text2", wrap=True)
        ]
        if helps:
            words.append(label(helps, ink="text2", wrap=True))
        for place, text in enumerate(words, start=1):
            grid.addWidget(text, place, 1)
        opener = LinkButton(_("Open the card"))
        opener.clicked.connect(lambda _on=False, number=row.id: self.opened.emit(number))
        grid.addWidget(opener, len(words) + 1, 1)
        divider = Divider()
        grid.addWidget(divider, len(words) + 2, 0, 1, 2)
        return line
