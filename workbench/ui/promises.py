"""What we owe a buyer, in words: for the card, the head of a case and its page (PROM-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.base.texts import N_, _
from workbench.domain.promise import Promised, PromiseState
from workbench.ui import phrases

if TYPE_CHECKING:
    from workbench.domain.case import Case
    from workbench.domain.promise import Promise

WHAT: dict[str, str] = {
    Promised.PAYOUT: N_("Payout"),
    Promised.COUPON: N_("Coupon"),
    Promised.REFUND: N_("Refund by us"),
    Promised.RESHIP: N_("Send again"),
    Promised.EXCHANGE_SHIP: N_("Send the exchange"),
    Promised.REPAIR_ANSWER: N_("Answer the repair"),
    Promised.WILL_SHIP: N_("Will ship"),
    Promised.NO_REFUND: N_("No refund agreed"),
}
STATES: dict[PromiseState, tuple[str, str, str]] = {  # words, kind of chip, icon
    PromiseState.OPEN: (N_("to be kept"), "info", "hourglass"),
    PromiseState.KEPT: (N_("kept"), "ok", "check"),
    PromiseState.RELEASED: (N_("released"), "plain", "undo-2"),
    PromiseState.VOID: (N_("void"), "plain", "minus"),
}
TOLD: dict[str, tuple[str, str, bool]] = {  # lines of the timeline: words, icon, loud
    "promise_made": (N_("Promised to the buyer"), "hourglass", False),
    "promise_kept": (N_("Promise kept"), "circle-check", False),
    "promise_void": (N_("Promise void"), "minus", True),
}


def what(word: str, amount_fen: int = 0) -> str:
    """What was promised, with its amount."""
    said = _(WHAT[word]) if word in WHAT else word.replace("_", " ")
    return f"{said} {phrases.amount(amount_fen)}" if amount_fen else said


def said(words: str) -> str:
    """Words of the timeline: what was promised in our language, a person's own as they are."""
    return what(words) if words in WHAT else words


def told(kind: str, words: str) -> tuple[str, str, str, bool]:
    """A line of the timeline: title, words, icon, whether it stands out."""
    title, icon, loud = TOLD[kind]
    return _(title), said(words), icon, loud


def of(promise: Promise) -> str:
    """A promise by its name and amount."""
    return what(promise.what, promise.amount_fen)


def first(case: Case) -> Promise | None:
    """The promise whose clock is the nearest of the case (CLK-9); None where another is."""
    owed = case.owed
    if owed is None or owed.due_at is None:
        return None
    others = [case.evidence_due_at]
    if case.our_turn and not case.deadline.paused:
        others.append(case.deadline.at)
    if not case.final and any(at is not None and at < owed.due_at for at in others):
        return None
    return owed


def line(promise: Promise, now: int) -> str:
    """Until when, and what it costs to break it."""
    due = promise.due_at
    if due is None:
        return _("Promised: {what}").format(what=of(promise))
    late = due <= now
    return (
        _("Promised: {what}, was due {time}") if late else _("Promised: {what}, due {time}")
    ).format(what=of(promise), time=phrases.when(due, now))


def behind(promise: Promise, now: int) -> str:
    """The same in short, behind a nearer clock (CLK-9)."""
    if promise.due_at is None:
        return line(promise, now)
    return _("Promise due {time}").format(time=phrases.when(promise.due_at, now))


def price(cost_fen: int) -> str:
    """What breaking it costs, beside a countdown; "" where nobody says."""
    return (
        _("breaking it costs {amount}").format(amount=phrases.amount(cost_fen)) if cost_fen else ""
    )


def standing(promise: Promise, now: int) -> str:
    """What is still missing before it counts as kept (PROM-2)."""
    if not promise.open:
        return phrases.stamp(promise.ended_at, now)
    if promise.what in (Promised.WILL_SHIP, Promised.NO_REFUND):
        return _("no refund is agreed until {holder} releases it").format(holder=promise.holder)
    if promise.proof:
        return _("proof is there; the next reading decides")
    return _("no proof yet")
