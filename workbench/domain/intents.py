"""Pressing is not being (CASE-11): what becomes of our decision when the platform speaks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.domain import lifecycle
from workbench.domain.kinds import Action, Delivery, NegotiationState, Stage

if TYPE_CHECKING:
    from workbench.domain.case import Case, Intent
    from workbench.domain.reading import Reading

_BY_HAND = (Delivery.HANDOFF, Delivery.HANDOFF_DONE)

_LATER: dict[Stage, frozenset[Stage]] = {
    Stage.REFUNDING: frozenset({Stage.REFUNDED, Stage.REFUND_FAILED}),
    Stage.BUYER_RETURN_WAYBILL: frozenset(
        {Stage.MERCHANT_CONFIRM_RECEIPT, Stage.REFUNDING, Stage.REFUNDED}
    ),
    Stage.MERCHANT_SHIP: frozenset({Stage.BUYER_CONFIRM}),
    Stage.BUYER_CONFIRM: frozenset({Stage.EXCHANGED, Stage.RESHIPPED, Stage.REPAIRED}),
}


def shows(action: Action, before: Case, after: Case) -> bool:
    """True where the facts after a reading can only come from ``action``.

    What the buyer or the clock may do without us proves nothing: a case that is closed was not
    necessarily refused, and evidence that is owed no more was not necessarily sent.
    """
    if action is Action.REFUSE:
        refused = Stage.BUYER_AFTER_REFUSAL
        entered = after.stage is refused and before.stage is not refused
        return entered or after.refusals > before.refusals
    event = lifecycle.EVENT_OF_ACTION.get(action)
    if event is not None:
        to = lifecycle.next_stage(before.stage, before.type, event)
        return to is not None and (after.stage is to or after.stage in _LATER.get(to, frozenset()))
    if action is Action.NEGOTIATE:
        return len(after.negotiations) > len(before.negotiations)
    if action is Action.WITHDRAW:
        talk = before.open_negotiation
        return talk is not None and any(
            n.id == talk.id and n.state is NegotiationState.WITHDRAWN for n in after.negotiations
        )
    return action is Action.ESCALATE and after.stage is Stage.INTERVENTION


def settle(before: Case, after: Case, reading: Reading, now: int) -> Case:
    """Confirm or contradict a hand-off by what was read (OUT-4).

    An act that travels by an interface is settled by its delivery, not here. A hand-off is
    confirmed where the reading shows its effect; it is contradicted, loudly, where it was ticked
    "done" before the reading was taken and the case stands where it stood, or went elsewhere.
    """
    intent = after.intent
    if intent is None or intent.state not in _BY_HAND:
        return after
    if shows(intent.action, before, after):
        return _with(after, intent, Delivery.DONE, "")
    if intent.ticked_at is not None and not _speaks_of(intent.action, reading):
        return _with(after, intent, Delivery.DONE, "")
    elsewhere = after.stage is not before.stage or after.final
    too_late = intent.ticked_at is not None and reading.as_of > intent.ticked_at
    if elsewhere or too_late:
        words = f"{intent.action}:{after.stage}:{now}"
        return _with(after, intent, Delivery.REFUSED, words)
    return after


def _speaks_of(action: Action, reading: Reading) -> bool:
    """Whether such a reading could confirm the act at all: files know no talks and no proofs."""
    if action in (Action.NEGOTIATE, Action.WITHDRAW):
        return reading.negotiations is not None
    return action is not Action.EVIDENCE


def _with(case: Case, intent: Intent, state: Delivery, contradicted: str) -> Case:
    return replace(
        case,
        intent=replace(intent, state=state),
        local=replace(case.local, contradicted=contradicted),
    )
