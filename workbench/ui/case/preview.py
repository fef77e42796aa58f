"""What the buyer will see, and what follows once it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.domain.kinds import Executor, NegotiationClock, NegotiationKind, PlanKind
from workbench.ui import phrases
from workbench.ui.case import offers
from workbench.ui.case.layouts import clear, row
from workbench.ui.case.safe import prose
from workbench.ui.widgets import paint
from workbench.ui.widgets.bars import Box
from workbench.ui.widgets.base import follow
from workbench.ui.widgets.labels import label
from workbench.ui.widgets.marks import Divider, IconLabel
from workbench.ui.widgets.pictures import PictureStrip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.ui.case.negotiation import Proposal
    from workbench.ui.widgets.pictures import Picture

MESSAGE_LIMIT = 600


class Answer(QFrame):
    """A button of the buyer's phone: only a picture of one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = label()
        line = row()
        line.addStretch(1)
        line.addWidget(self.words)
        line.addStretch(1)
        self.setLayout(line)
        self._theme = follow(self)
        self.restyle()

    def restyle(self) -> None:
        """Take new measures."""
        self.setFixedHeight(self._theme.px(28))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        rect = QRectF(self.rect())
        color = self._theme.color
        paint.box(QPainter(self), rect, rect.height() / 2, color("surface"), color("line2"))


class Phone(QFrame):
    """The buyer's phone: who writes, what, with which pictures, what can be answered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = label(size=12, ink="text2")
        self.box = Box()
        self.message = label(size=12, wrap=True)
        self.strip = PictureStrip(side=48)
        self.plans = QVBoxLayout()
        self.plans.setSpacing(4)
        self.yes, self.no = Answer(), Answer()
        body = self.box.body
        for part in (self.message, self.strip, Divider()):
            body.addWidget(part)
        body.addLayout(self.plans)
        body.addLayout(row(self.yes, self.no))
        self._outer = QVBoxLayout(self)
        self._outer.addWidget(self.head)
        self._outer.addWidget(self.box)
        self._theme = follow(self)
        self.restyle()

    def restyle(self) -> None:
        """Take new measures."""
        inset = self._theme.px(10)
        self._outer.setContentsMargins(inset, inset, inset, inset)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        color = self._theme.color
        paint.box(QPainter(self), QRectF(self.rect()), self._theme.px(8), color("app"),
                  color("line"))  # fmt: skip

    def show_proposal(self, shop: str, proposal: Proposal, pictures: Sequence[Picture]) -> None:
        """Show what would be sent now."""
        self.head.setText(_("{shop} sends a proposal").format(shop=shop))
        words = prose(proposal.message, MESSAGE_LIMIT, lines=True)
        self.message.setText(words or _("(no words yet)"))
        small = tuple(pictures)
        if tuple(item.source for item in small) != tuple(
            item.source for item in self.strip.pictures()
        ):
            self.strip.set_pictures(small)
        self.strip.setVisible(bool(small))
        clear(self.plans)
        for name, amount in _lines(proposal):
            line = row(label(name, size=12))
            line.addStretch(1)
            line.addWidget(label(amount, bold=True))
            self.plans.addLayout(line)
        self.yes.words.setText(_("Accept"))
        self.no.words.setText(_("Decline"))


def _lines(proposal: Proposal) -> list[tuple[str, str]]:
    sheet = proposal.plans
    if proposal.offers:
        return [
            (
                offers.to_buyer(sheet.choices[at].kind),
                phrases.amount(sheet.amount(at)) if sheet.amount(at) != 0 else "",
            )
            for at in sheet.picked
        ]
    found = [(phrases.negotiation_kind(proposal.kind), "")]
    if proposal.kind == NegotiationKind.MODIFY_CLAIM:
        if proposal.new_type is not None:
            found.append((_("New type"), phrases.case_type(proposal.new_type)))
        if proposal.new_claim_fen() is not None:
            found.append((_("New amount"), phrases.amount(proposal.new_claim_fen())))
    return found


class Following(QWidget):
    """What happens after it was sent, line by line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label(bold=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(self.title)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self._column.addLayout(self._lines)
        self._column.addStretch(1)
        self._shown: object = None

    def show_following(self, proposal: Proposal, now: int) -> None:
        """Say it for what is chosen now."""
        lines = following(proposal, now)
        self.title.setText(_("Once it is sent"))
        if lines == self._shown:
            return
        self._shown = lines
        clear(self._lines)
        for icon, words in lines:
            line = row(gap=8)
            holder = QVBoxLayout()
            holder.addWidget(IconLabel(icon, size=14, ink="text2"))
            holder.addStretch(1)
            line.addLayout(holder)
            line.addWidget(label(words, size=12, wrap=True), 1)
            self._lines.addLayout(line)

    def lines(self) -> object:
        """What is said now: (icon, words)."""
        return self._shown


def following(proposal: Proposal, now: int) -> list[tuple[str, str]]:
    """What happens next (NEG-6, NEG-7, NEG-8, CLK-4)."""
    form, case = proposal.form, proposal.case
    found: list[tuple[str, str]] = []
    if form.reply_by is not None:
        found.append((
            "user-round",
            _("The buyer can answer until {time}").format(time=phrases.when(form.reply_by, now)),
        ))  # fmt: skip
    found.append(("circle-check", _accepted(proposal)))
    found.append((
        "undo-2",
        _("Declined or silent: the case comes back to the front, marked, and refusing is open"),
    ))  # fmt: skip
    step = proposal.plans.next_step() if proposal.offers else ""
    if step:
        words = _("If it is declined, the next step waits for you, unsent: {plan}")
        found.append(("chevron-right", words.format(plan=phrases.plan(step))))
    policy = proposal.policy
    if policy is not None and policy.negotiation.clock is NegotiationClock.BUYER:
        found.append(("hourglass", _("Meanwhile it is the buyer's turn")))
    elif case.deadline.at is not None:
        found.append((
            "hourglass",
            _("Your time runs on: it ends at {time}").format(
                time=phrases.when(case.deadline.at, now)
            ),
        ))  # fmt: skip
    return found


def _accepted(proposal: Proposal) -> str:
    if proposal.kind == NegotiationKind.ASK_EVIDENCE:
        return _("Answered: you decide with what the buyer has shown")
    if proposal.kind == NegotiationKind.INVITE_CANCEL:
        return _("Accepted: the buyer withdraws, the case is closed")
    if proposal.form.executor == Executor.PLATFORM:
        return _("Accepted: the platform carries it out; nothing more is sent from here")
    chosen = proposal.plans.first
    if chosen is not None and chosen.kind == PlanKind.SOOTHE:
        return _("Accepted: nothing is paid")
    return _("Accepted: you carry it out once, as a promise with a countdown of its own")
