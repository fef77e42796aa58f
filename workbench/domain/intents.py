"""Pressing is not being (CASE-11): what becomes of our decision when the platform speaks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.domain import lifecycle
from workbench.domain.kinds import Action, Delivery, Stage

if TYPE_CHECKING:
    from workbench.domain.case import Case, Intent
    from workbench.domain.reading import Reading

_BY_HAND = (Delivery.HANDOFF, Delivery.HANDOFF_DONE)

_LATER: dict[Stage, frozenset[Stage]] = {
    Stage.REFUNDING: frozenset({Stage.REFUNDED, Stage.REFUND_FAILED}),
    Stage.BUYER_RETURN_WAYBILL: frozenset(
        {Stage.MERCHANT_CONFIRM_RECEIPT, Stage.REFUNDING, Stage.REFUNDED}
    ),
    Stage.BUYER_AFTER_REFUSAL: frozenset(
        {Stage.MERCHANT_REVIEW_MODIFIED, Stage.INTERVENTION, Stage.CLOSED, Stage.CANCELLED}
    ),
    Stage.MERCHANT_SHIP: frozenset({Stage.BUYER_CONFIRM}),
    Stage.BUYER_CONFIRM: frozenset({Stage.EXCHANGED, Stage.RESHIPPED, Stage.REPAIRED}),
}


def shows(action: Action, before: Case, after: Case) -> bool:
    """True where the facts after a reading are what ``action`` would have led to."""
    event = lifecycle.EVENT_OF_ACTION.get(action)
    if event is not None:
        to = lifecycle.next_stage(before.stage, before.type, event)
        return to is not None and (after.stage is to or after.stage in _LATER.get(to, frozenset()))
    if action is Action.NEGOTIATE:
        return len(after.negotiations) > len(before.negotiations)
    if action is Action.WITHDRAW:
        return before.open_negotiation is not None and after.open_negotiation is None
    if action is Action.ESCALATE:
        return after.stage is Stage.INTERVENTION
    if action is Action.EVIDENCE:
        return before.evidence_due_at is not None and after.evidence_due_at is None
    return False


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
    elsewhere = after.stage is not before.stage
    too_late = intent.ticked_at is not None and reading.as_of > intent.ticked_at
    if elsewhere or too_late:
        words = f"{intent.action}:{after.stage}:{now}"
        return _with(after, intent, Delivery.REFUSED, words)
    return after


def _with(case: Case, intent: Intent, state: Delivery, contradicted: str) -> Case:
    return replace(
        case,
        intent=replace(intent, state=state),
        local=replace(case.local, contradicted=contradicted),
    )
