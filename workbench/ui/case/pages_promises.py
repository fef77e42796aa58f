"""The tab of promises: each with its countdown, its proof, and what breaking it costs (PROM)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from workbench.base.texts import _
from workbench.domain.promise import BY_HAND, STOPS_REFUND
from workbench.ui import phrases, promises
from workbench.ui.case import facts
from workbench.ui.case.acts import KEYS
from workbench.ui.case.layouts import clear, row, tells
from workbench.ui.case.safe import prose
from workbench.ui.theme.plain import CHAT_LIMIT
from workbench.ui.widgets.bars import Box
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.facts import FactsGrid
from workbench.ui.widgets.labels import label
from workbench.ui.widgets.marks import Chip
from workbench.ui.widgets.scroll import ScrollBody
from workbench.ui.widgets.states import EmptyState

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from workbench.domain.case import Case
    from workbench.domain.promise import Promise


class PromisesPage(ScrollBody):
    """Every promise of a case, the open ones first; ``asked(name)`` for the acts on them."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, spacing=12)
        self._shown: object = None
        self.buttons: dict[str, KeyButton] = {}

    def show_promises(self, case: Case, now: int) -> None:
        """Show them; nothing moves where nothing changed within the minute."""
        mark = (case.key, case.promises, now // 60_000, phrases.chinese())
        if mark == self._shown:
            return
        self._shown = mark
        clear(self.body)
        self.buttons = {}
        known = sorted(case.promises, key=lambda one: (not one.open, one.due_at or 0))
        for promise in known:
            self.body.addWidget(self._one(promise, now))
        if known:
            names = ["promise"]
            if any(one.open and one.what not in STOPS_REFUND for one in known):
                names.append("prove")
            if any(one.open and one.source == BY_HAND for one in known):
                names.append("release")
            line = row(*(self._button(name) for name in names), gap=6)
            line.addStretch(1)
            self.body.addLayout(line)
        else:
            self._empty()
        self.body.addStretch(1)

    def _empty(self) -> None:
        empty = EmptyState(
            "hourglass", _("Nothing is promised here"),
            _("What is agreed in a proposal comes here by itself; write down what was agreed"
              " by chat or phone."),
            action=phrases.action("promise"), key=KEYS["promise"],
        )  # fmt: skip
        empty.acted.connect(lambda: self.asked.emit("promise"))
        self.body.addWidget(empty)

    def _button(self, name: str) -> KeyButton:
        button = KeyButton(phrases.action(name), key=KEYS[name], small=True)
        button.clicked.connect(tells(self.asked.emit, name))
        self.buttons[name] = button
        return button

    def _one(self, promise: Promise, now: int) -> Box:
        box = Box(promises.of(promise), phrases.stamp(promise.made_at, now))
        words, kind, icon = promises.STATES[promise.state]
        late = promise.open and promise.due_at is not None and promise.due_at <= now
        chip = Chip(_("late"), kind="crit", icon="alarm-clock") if late else Chip(
            _(words), kind=kind, icon=icon
        )  # fmt: skip
        head = row(chip, label(promises.standing(promise, now), ink="text2"), gap=8)
        head.addStretch(1)
        box.body.addLayout(head)
        grid = FactsGrid(columns=2)
        grid.set_facts([
            (_("Due"), phrases.stamp(promise.due_at, now)),
            (_("Held by"), facts.name(self._holder(promise))),
            (_("Breaking it costs"), phrases.amount(promise.cost_fen) if promise.cost_fen else "—"),
            (_("Proof"), phrases.stamp(promise.proof_at, now)),
        ])  # fmt: skip
        box.body.addWidget(grid)
        for said in (promise.note, promise.cost_text):
            if said:
                shown = prose(said, CHAT_LIMIT, lines=True)
                box.body.addWidget(label(shown, size=12, ink="text2", wrap=True))
        return box

    def _holder(self, promise: Promise) -> str:
        return _("the shop") if promise.source != BY_HAND else promise.holder
