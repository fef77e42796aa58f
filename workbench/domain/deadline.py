"""The countdown: when a stage ends, what happens then, how loud it is, what is at stake (CLK)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.domain import beijing
from workbench.domain.case import Case, Deadline, StageTimes
from workbench.domain.kinds import (
    AtZero,
    Confidence,
    DeadlineSource,
    Fen,
    Millis,
    Stage,
    Turn,
    Urgency,
)

if TYPE_CHECKING:
    from workbench.domain.policy.model import Policy, StageRule

CRITICAL_MS = beijing.HOUR
SOON_MS = 6 * beijing.HOUR


ENTRY_FIELD: dict[Stage, str] = {
    Stage.MERCHANT_REVIEW_MODIFIED: "modified_at",
    Stage.BUYER_AFTER_REFUSAL: "refused_at",
    Stage.BUYER_RETURN_WAYBILL: "agreed_at",
    Stage.MERCHANT_CONFIRM_RECEIPT: "returned_at",
    Stage.BUYER_CONFIRM: "shipped_at",
    Stage.INTERVENTION: "intervened_at",
}


def entered_at(stage: Stage, applied_at: Millis, times: StageTimes) -> Millis | None:
    """CLK-1: when the case entered its stage; None where the source does not say."""
    known: dict[Stage, Millis | None] = {
        Stage.MERCHANT_REVIEW: applied_at,
        Stage.MERCHANT_REVIEW_MODIFIED: times.modified_at,
        Stage.BUYER_AFTER_REFUSAL: times.refused_at,
        Stage.BUYER_RETURN_WAYBILL: times.agreed_at,
        Stage.MERCHANT_CONFIRM_RECEIPT: times.returned_at,
        Stage.MERCHANT_SHIP: times.received_at or times.agreed_at,
        Stage.BUYER_CONFIRM: times.shipped_at,
        Stage.INTERVENTION: times.intervened_at,
    }
    return known.get(stage)


def compute(
    case: Case, policy: Policy, *, given: Millis | None, source: DeadlineSource
) -> Deadline:
    """The deadline of the stage a case is in. ``given`` is the source's own value for THIS entry.

    An intervention that stops the clock keeps what was left (CLK-2); see ``paused`` and
    ``resumed``.
    """
    entry = entered_at(case.stage, case.applied_at, case.times)
    rule = policy.stage_rule(case.type, case.stage, entry if entry is not None else case.as_of)
    at_zero, sure = _at_zero(case, rule)
    base = Deadline(
        entered_at=entry,
        ruleset=policy.ruleset,
        at_zero=at_zero,
        at_zero_confidence=sure,
        hours=rule.hours if rule else None,
        confidence=rule.hours_confidence if rule else Confidence.UNCONFIRMED,
    )
    if case.final:
        return replace(base, how="final")
    if given is not None:
        return replace(base, at=given, source=source, how="given", confidence=Confidence.OFFICIAL)
    if rule is None or rule.hours is None:
        return replace(base, how="no_rule")
    if entry is None:
        return replace(base, how="no_entry")
    due = entry + beijing.hours(rule.hours)
    how = "hours"
    event = getattr(case.times, rule.alt_event) if rule.alt_event else None
    if event is not None and rule.alt_hours is not None:
        other = event + beijing.hours(rule.alt_hours)
        if other < due:
            due, how = other, "event"
    return replace(base, at=Millis(due), source=DeadlineSource.COMPUTED, how=how)


def _at_zero(case: Case, rule: StageRule | None) -> tuple[AtZero, Confidence]:
    if rule is None or case.final:
        return AtZero.UNKNOWN, Confidence.UNCONFIRMED
    return rule.at_zero, rule.at_zero_confidence


def paused(deadline: Deadline, at: Millis) -> Deadline:
    """CLK-2: stop the clock at ``at`` and keep what was left."""
    if deadline.paused or deadline.at is None:
        return replace(deadline, paused=True, remaining_ms=deadline.remaining_ms, how="paused")
    return replace(
        deadline, at=None, paused=True, remaining_ms=max(0, deadline.at - at), how="paused"
    )


def resumed(stopped: Deadline, fresh: Deadline, at: Millis) -> Deadline:
    """CLK-2: go on with what was left, unless the platform gave a value of its own."""
    if (
        fresh.source in (DeadlineSource.PLATFORM, DeadlineSource.FILE)
        or stopped.remaining_ms is None
    ):
        return fresh
    return replace(
        fresh, at=Millis(at + stopped.remaining_ms), source=DeadlineSource.COMPUTED, how="resumed"
    )


def remaining(deadline: Deadline, now: int) -> int | None:
    """Milliseconds left (negative past zero); what was left while paused; None without a clock."""
    if deadline.paused:
        return deadline.remaining_ms
    return None if deadline.at is None else deadline.at - now


def urgency(
    *,
    turn: Turn,
    final: bool,
    due_at: int | None,
    paused: bool,
    evidence_due_at: int | None,
    now: int,
    promise_due_at: int | None = None,
    critical_ms: int = CRITICAL_MS,
    soon_ms: int = SOON_MS,
) -> Urgency:
    """CLK-7 from plain values, so that a list can ask for it a hundred thousand times.

    A promise of ours is as loud as evidence that we owe, and outlives the case (PROM-1).
    """
    if final:
        evidence_due_at = None
        if promise_due_at is None:
            return Urgency.NONE
        turn, due_at, paused = Turn.NONE, None, False
    if promise_due_at is not None:
        ours = promise_due_at if evidence_due_at is None else min(promise_due_at, evidence_due_at)
        evidence_due_at = ours
    if evidence_due_at is not None:
        if evidence_due_at <= now:
            return Urgency.OVERDUE
        if paused or turn is not Turn.MERCHANT or due_at is None:
            return _by_time(evidence_due_at, now, critical_ms, soon_ms)
        due_at = min(due_at, evidence_due_at)
    if paused:
        return Urgency.PAUSED
    if due_at is not None and due_at <= now:
        return Urgency.PAST_ZERO
    if turn is not Turn.MERCHANT:
        return Urgency.WAITING if turn is Turn.BUYER else Urgency.NONE
    if due_at is None:
        return Urgency.TODAY  # CLK-1: "look at the platform", sorted with today
    return _by_time(due_at, now, critical_ms, soon_ms)


def _by_time(due_at: int, now: int, critical_ms: int, soon_ms: int) -> Urgency:
    left = due_at - now
    if left < critical_ms:
        return Urgency.CRITICAL
    if left < soon_ms:
        return Urgency.SOON
    if beijing.day_of(due_at) == beijing.day_of(now):
        return Urgency.TODAY
    return Urgency.LATER


def urgency_of(
    case: Case, now: int, *, critical_ms: int = CRITICAL_MS, soon_ms: int = SOON_MS
) -> Urgency:
    """CLK-7 of a whole case."""
    return urgency(
        turn=case.turn,
        final=case.final,
        due_at=case.deadline.at,
        paused=case.deadline.paused,
        evidence_due_at=case.evidence_due_at,
        promise_due_at=None if case.owed is None else case.owed.due_at,
        now=now,
        critical_ms=critical_ms,
        soon_ms=soon_ms,
    )


def past_zero(case: Case, now: int) -> bool:
    """The platform's own act is due: the countdown has run out and the case is not final."""
    return (
        not case.final
        and not case.deadline.paused
        and case.deadline.at is not None
        and case.deadline.at <= now
    )


def read_since_zero(case: Case) -> bool:
    """CLK-8: what we know is younger than a given deadline that has passed.

    Always true of a deadline that we computed: there a warning is enough.
    """
    given = case.deadline.source in (DeadlineSource.PLATFORM, DeadlineSource.FILE)
    return not given or case.deadline.at is None or case.as_of > case.deadline.at


def loss(case: Case, policy: Policy) -> Fen:
    """CLK-10: weight(at_zero) x claim / 100, whole fen; 0 where nothing of ours is lost."""
    if case.final or not case.our_turn:
        return Fen(0)
    return Fen(policy.loss_weight(case.deadline.at_zero) * case.claim_fen // 100)
