"""The tabs of talks and of evidence: every round with its plans, every file that belongs here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workbench.base.texts import _
from workbench.domain.kinds import Executor, NegotiationState
from workbench.ui import phrases
from workbench.ui.case import facts
from workbench.ui.case.acts import KEYS
from workbench.ui.case.layouts import clear, row
from workbench.ui.case.safe import prose
from workbench.ui.theme.plain import CHAT_LIMIT
from workbench.ui.widgets.bars import Box
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.labels import ElidedLabel, label
from workbench.ui.widgets.marks import Chip, IconLabel
from workbench.ui.widgets.pictures import Picture, PictureStrip
from workbench.ui.widgets.scroll import ScrollBody
from workbench.ui.widgets.states import EmptyState

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workbench.domain.case import Case, Evidence, Negotiation, Plan
    from workbench.domain.policy.model import Policy

_CHIPS: dict[NegotiationState, tuple[str, str]] = {
    NegotiationState.SENDING: ("plain", "loader"),
    NegotiationState.OPEN: ("nego", "messages-square"),
    NegotiationState.ACCEPTED: ("ok", "check"),
    NegotiationState.REFUSED: ("nego", "undo-2"),
    NegotiationState.EXPIRED: ("nego", "hourglass"),
    NegotiationState.WITHDRAWN: ("plain", "minus"),
    NegotiationState.SUPERSEDED: ("plain", "minus"),
}


class PlansPage(ScrollBody):
    """Every round of talks, newest first."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, spacing=12)
        self._shown: object = None

    def show_talks(self, case: Case, now: int, *, may: bool) -> None:
        """Show the rounds; ``may``: another one is possible."""
        mark = (case.key, case.negotiations, may, phrases.chinese())
        if mark == self._shown:
            return
        self._shown = mark
        clear(self.body)
        for talks in reversed(case.negotiations):
            self.body.addWidget(self._round(talks, now))
        if case.open_negotiation is not None:
            self.body.addLayout(self._button("withdraw"))
        elif may and case.negotiations:
            self.body.addLayout(self._button("negotiate"))
        if not case.negotiations:
            empty = EmptyState(
                "messages-square", _("Nothing has been proposed yet"),
                _("A good first offer keeps more orders than three small ones."),
                action=phrases.action("negotiate") if may else "", key="N" if may else "",
            )  # fmt: skip
            empty.acted.connect(lambda: self.asked.emit("negotiate"))
            self.body.addWidget(empty)
        self.body.addStretch(1)

    def _button(self, name: str) -> QHBoxLayout:
        button = KeyButton(phrases.action(name), key=KEYS[name])
        button.clicked.connect(lambda: self.asked.emit(name))
        line = row(button)
        line.addStretch(1)
        return line

    def _round(self, talks: Negotiation, now: int) -> Box:
        box = Box(_("Round {n}").format(n=talks.round), phrases.stamp(talks.sent_at, now))
        kind, icon = _CHIPS[talks.state]
        head = row(
            label(phrases.negotiation_kind(talks.kind)),
            Chip(phrases.negotiation_state(talks.state), kind=kind, icon=icon),
        )
        head.addStretch(1)
        until = talks.ended_at or talks.reply_by
        if until is not None:
            words = _("ended {time}") if talks.ended_at else _("the buyer may answer until {time}")
            head.addWidget(label(
                words.format(time=phrases.stamp(until, now)), size=12, ink="text2"
            ))  # fmt: skip
        box.body.addLayout(head)
        for at, plan in enumerate(talks.plans):
            box.body.addLayout(self._plan(plan, chosen=talks.chosen == at))
        if talks.new_claim_fen is not None:
            box.body.addWidget(label(
                _("New amount: {amount}").format(amount=phrases.amount(talks.new_claim_fen))
            ))  # fmt: skip
        if talks.new_type is not None:
            box.body.addWidget(label(
                _("New type: {type}").format(type=phrases.case_type(talks.new_type))
            ))  # fmt: skip
        if talks.message:
            said = prose(talks.message, CHAT_LIMIT, lines=True)
            box.body.addWidget(label(phrases.quoted(said), ink="text2", wrap=True, selectable=True))
        if talks.executor is Executor.MERCHANT:
            box.body.addWidget(label(
                _("If the buyer accepts, the shop carries it out itself."), size=12, ink="text2",
                wrap=True,
            ))  # fmt: skip
        return box

    def _plan(self, plan: Plan, *, chosen: bool) -> QHBoxLayout:
        icon = IconLabel(
            "circle-check" if chosen else "circle", ink="ok" if chosen else "text3", size=14
        )
        words = phrases.plan(plan.kind)
        if chosen:
            words = _("{plan}: chosen by the buyer").format(plan=words)
        amount = label(phrases.amount(plan.amount_fen) if plan.amount_fen else "", bold=True)
        line = row(icon)
        line.addWidget(ElidedLabel(words, bold=chosen), 1)
        line.addWidget(amount)
        return line


class EvidencePage(ScrollBody):
    """Files of the buyer and of ours; ``opened(list, index)`` of pictures."""

    asked = Signal(str)
    opened = Signal(object, int)

    def __init__(self, find: Callable[[str], Path | None], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, spacing=12)
        self._find = find
        self._shown: object = None

    def show_evidence(self, case: Case, now: int, policy: Policy | None) -> None:
        """Show the files, ours first."""
        names = dict(policy.evidence.kinds) if policy is not None else {}
        mark = (case.key, case.evidence, case.buyer_pictures, bool(names), phrases.chinese())
        if mark == self._shown:
            return
        self._shown = mark
        clear(self.body)
        head = row(label(_("Ours"), bold=True))
        head.addStretch(1)
        button = KeyButton(phrases.action("evidence"), key=KEYS["evidence"], icon="paperclip",
                           small=True)  # fmt: skip
        button.clicked.connect(lambda: self.asked.emit("evidence"))
        head.addWidget(button)
        self.body.addLayout(head)
        self._group([item for item in case.evidence if item.by != "buyer"], names, now)
        self.body.addWidget(label(_("From the buyer"), bold=True))
        self._group([item for item in case.evidence if item.by == "buyer"], names, now)
        if case.buyer_pictures:
            found = [(self._find(name), name) for name in case.buyer_pictures]
            self._strip([Picture(path, facts.name(name)) for path, name in found if path])
        self.body.addStretch(1)

    def _group(self, files: list[Evidence], names: dict[str, str], now: int) -> None:
        if not files:
            self.body.addWidget(label(_("no files"), ink="text2"))
            return
        pictures: list[Picture] = []
        for item in files:
            sent = _("sent") if item.sent else _("not sent")
            kind = facts.word(names.get(item.kind, item.kind)) or _("file")
            parts = [facts.name(item.name), phrases.size(item.size), phrases.stamp(item.at, now)]
            line = row(IconLabel("file-check" if item.sent else "paperclip", size=14), label(kind))
            line.addWidget(ElidedLabel("  ·  ".join(parts), ink="text2"), 1)
            if item.by != "buyer":
                line.addWidget(label(sent, size=12, ink="ok" if item.sent else "text2"))
            self.body.addLayout(line)
            path = self._find(item.path or item.sha256)
            if path is not None:
                pictures.append(Picture(path, facts.name(item.name)))
        self._strip(pictures)

    def _strip(self, pictures: list[Picture]) -> None:
        if not pictures:
            return
        strip = PictureStrip(side=96)
        strip.set_pictures(pictures)
        strip.opened.connect(lambda at: self.opened.emit(pictures, at))
        self.body.addWidget(strip)
