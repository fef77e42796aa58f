"""Taking a reading in: the platform's word becomes the case's facts, and what changed is told.

Nothing is refused here: a jump outside the table is recorded (CASE-4), an older reading changes
nothing, and a decision of ours that the reading confirms or contradicts is settled (CASE-11).
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from workbench.domain import deadline as clocks
from workbench.domain import keeping, lifecycle
from workbench.domain.case import Application, Case, Deadline, StageTimes, TimelineEntry
from workbench.domain.intents import settle
from workbench.domain.kinds import (
    DeadlineSource,
    Delivery,
    GoodsStatus,
    Millis,
    NegotiationClock,
    NegotiationState,
    ReasonClass,
    Stage,
    Turn,
)

if TYPE_CHECKING:
    from workbench.domain.policy.model import Policy, PolicyBook
    from workbench.domain.reading import Reading

_GIVEN = (DeadlineSource.PLATFORM, DeadlineSource.FILE)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """The case after a reading; ``changed`` False means it is the very same as before."""

    case: Case
    timeline: tuple[TimelineEntry, ...]
    changed: bool
    jump: bool = False


def take_in(case: Case | None, reading: Reading, policies: PolicyBook, now: int) -> TakenIn:
    """The case that follows from ``reading``; ``case`` None where it is seen for the first time.

    A reading older than what we know (``as_of``) is ignored, so that late and repeated messages
    converge. ``now`` only marks when we learned it.
    """
    if case is not None and reading.as_of < case.as_of and reading.source is case_source(case):
        return TakenIn(case=case, timeline=(), changed=False)
    facts = _facts(case, reading)
    policy = policies.at(facts.platform, _entry(facts) or facts.as_of)
    facts = replace(facts, ruleset=policy.ruleset, reason_class=_reason_class(facts, policy))
    facts = _with_clock(case, facts, reading, policy)
    facts = replace(facts, turn=_turn(facts, reading, policy))
    facts = replace(facts, loss_fen=clocks.loss(facts, policy))
    facts, moved = keeping.follow(case, facts, policy, reading.as_of)
    if case is None:
        entries = (*_first_entries(facts, reading), *reading.events, *moved)
        return TakenIn(case=facts, timeline=entries, changed=True)
    jump = facts.stage not in lifecycle.reachable(case.stage, case.type)
    entries = (*_differences(case, facts, reading, jump=jump), *reading.events, *moved)
    if _basis(case) != _basis(facts):
        facts = replace(facts, version=case.version + 1)
    facts = settle(case, facts, reading, now)
    entries = (*entries, *_settled(case, facts, reading))
    changed = replace(facts, as_of=case.as_of) != case
    return TakenIn(case=facts, timeline=entries, changed=changed, jump=jump)


def _settled(before: Case, after: Case, reading: Reading) -> tuple[TimelineEntry, ...]:
    """OUT-4, loudly: the reading confirmed or contradicted what a person did by hand."""
    old, new = before.intent, after.intent
    if old is None or new is None or old.state is new.state:
        return ()
    kind = "confirmed" if new.state is Delivery.DONE else "contradicted"
    return (_entry_of(reading, reading.as_of, kind, str(new.action)),)


def case_source(case: Case) -> DeadlineSource:
    """Who last spoke of the case: a file where its deadline came from one, else the platform."""
    return (
        DeadlineSource.FILE
        if case.deadline.source is DeadlineSource.FILE
        else DeadlineSource.PLATFORM
    )


def recompute(case: Case, policies: PolicyBook) -> Case:
    """POL-3: a correction of the policy moves deadlines whose source is ``computed``."""
    clock = case.deadline
    if clock.source is not DeadlineSource.COMPUTED or clock.paused or clock.how == "resumed":
        return case
    policy = policies.at(case.platform, _entry(case) or case.as_of)
    fresh = clocks.compute(case, policy, given=None, source=DeadlineSource.COMPUTED)
    moved = replace(case, deadline=fresh, ruleset=policy.ruleset)
    moved = replace(moved, loss_fen=clocks.loss(moved, policy))
    return moved if moved == case else replace(moved, version=case.version + 1)


def _entry(case: Case) -> Millis | None:
    return clocks.entered_at(case.stage, case.applied_at, case.times)


def _said(new: Any, old: Any) -> Any:
    return old if new in (None, "", (), frozenset()) else new


_KEPT = (  # "not said" keeps what is known
    "order_id", "platform_version", "line_id", "type_raw", "stage_raw", "item_title", "sku",
    "seller_sku", "quantity", "buyer_nick", "buyer_note", "buyer_pictures", "reason",
    "reason_code", "reason_label", "labels", "paid_fen", "refunded_fen", "outbound", "back",
)  # fmt: skip


def _new(reading: Reading) -> Case:
    return Case(
        key=reading.key,
        platform=reading.platform,
        order_id=reading.order_id,
        type=reading.type,
        stage=reading.stage,
        claim_fen=reading.claim_fen,
        applied_at=reading.applied_at,
        as_of=reading.as_of,
    )


def _facts(known: Case | None, reading: Reading) -> Case:
    """The case with everything the reading says, its clock not yet set."""
    case = known if known is not None else _new(reading)
    merged = {name: _said(getattr(reading, name), getattr(case, name)) for name in _KEPT}
    modified = (reading.type, reading.claim_fen) != (case.type, case.claim_fen)
    goods = reading.goods_status
    asked = reading.must_negotiate
    remark = reading.remark
    return replace(
        case,
        **merged,
        type=reading.type,
        stage=reading.stage,
        claim_fen=reading.claim_fen,
        applied_at=reading.applied_at,
        as_of=max(reading.as_of, case.as_of),
        phase=reading.phase if reading.phase is not None else case.phase,
        goods_status=case.goods_status if goods is GoodsStatus.UNKNOWN else goods,
        times=_times(case, reading),
        evidence_due_at=reading.evidence_due_at,
        back_to=reading.back_to or _back_to(case, reading),
        negotiations=_negotiations(case, reading),
        must_negotiate=case.must_negotiate if asked is None else asked,
        applications=_applications(case, reading, changed=modified),
        evidence=_evidence(case, reading),
        refusals=_refusals(case, reading),
        local=case.local if remark is None else replace(case.local, remark=remark),
    )


def _times(case: Case, reading: Reading) -> StageTimes:
    """What was said, over what is known; a stage entered anew does not keep its old entry time."""
    said: dict[str, Millis | None] = {
        item.name: getattr(reading.times, item.name)
        for item in fields(StageTimes)
        if getattr(reading.times, item.name) is not None
    }
    entry = clocks.ENTRY_FIELD.get(reading.stage)
    anew = case.stage not in (reading.stage, Stage.INTERVENTION)
    if entry is not None and anew:
        said.setdefault(entry, None)
    return replace(case.times, **said)


def _back_to(case: Case, reading: Reading) -> Stage | None:
    if reading.stage is Stage.INTERVENTION and case.stage is not Stage.INTERVENTION:
        return case.stage
    return case.back_to if reading.stage is Stage.INTERVENTION else None


def _negotiations(case: Case, reading: Reading) -> tuple[Any, ...]:
    if reading.negotiations is None:
        return case.negotiations
    said = {item.id for item in reading.negotiations}
    ours = tuple(n for n in case.negotiations if n.id.startswith("local-") and n.id not in said)
    return (*ours, *reading.negotiations)


def _applications(case: Case, reading: Reading, *, changed: bool) -> tuple[Application, ...]:
    known = {item.at: item for item in case.applications}
    for item in reading.applications:
        known[item.at] = item
    if not reading.applications:
        at = reading.times.modified_at or reading.applied_at
        if not known or (changed and at not in known):
            known[at] = Application(
                at=at, type=reading.type, reason=reading.reason, claim_fen=reading.claim_fen
            )
    return tuple(known[at] for at in sorted(known))


def _evidence(case: Case, reading: Reading) -> tuple[Any, ...]:
    """What the platform shows of ours is what we sent: the same file is not kept twice."""
    known = {item.id: item for item in case.evidence}
    ours = {item.sha256 for item in case.evidence if item.by == "merchant" and item.sha256}
    for item in reading.evidence:
        if item.by != "merchant" or item.sha256 not in ours:
            known.setdefault(item.id, item)
    return tuple(known.values())


def _refusals(case: Case, reading: Reading) -> int:
    if reading.refusals is not None:
        return reading.refusals
    entered = reading.stage is Stage.BUYER_AFTER_REFUSAL and (
        case.stage is not Stage.BUYER_AFTER_REFUSAL or not case.refusals
    )
    return case.refusals + (1 if entered else 0)


def _reason_class(case: Case, policy: Policy) -> ReasonClass:
    found = policy.reason_of(case.reason_code, case.reason)
    return found.reason_class if found is not None else case.reason_class


def _with_clock(old: Case | None, facts: Case, reading: Reading, policy: Policy) -> Case:
    """CLK-1 and CLK-2: the clock of the stage the reading speaks of."""
    same_entry = old is not None and _same_entry(old, facts)
    given, source = reading.given_due, reading.source
    if given is None and same_entry and old is not None and old.deadline.source in _GIVEN:
        given, source = old.deadline.at, old.deadline.source
    fresh = clocks.compute(facts, policy, given=given, source=source)
    if facts.stage is Stage.INTERVENTION and policy.pause_in_intervention and given is None:
        if old is not None and old.deadline.paused:
            return replace(facts, deadline=old.deadline)
        at = facts.times.intervened_at or facts.as_of
        known = old is not None and facts.back_to in (None, old.stage)
        running = old.deadline if old is not None and known else _before_it_stopped(facts, policy)
        return replace(facts, deadline=clocks.paused(running, at))
    if old is not None and old.stage is Stage.INTERVENTION and old.deadline.paused:
        if facts.stage is (old.back_to or facts.stage) and facts.stage is not Stage.INTERVENTION:
            fresh = clocks.resumed(old.deadline, fresh, facts.as_of)
    elif same_entry and old is not None and old.deadline.how == "resumed":
        fresh = old.deadline if reading.given_due is None else fresh
    return replace(facts, deadline=fresh)


def _same_entry(old: Case, facts: Case) -> bool:
    """Whether the stage is still the one that was entered; without a time the claim tells."""
    if old.stage is not facts.stage or _entry(old) != _entry(facts):
        return False
    same_claim = (old.type, old.claim_fen) == (facts.type, facts.claim_fen)
    return same_claim or _entry(facts) is not None


def _before_it_stopped(case: Case, policy: Policy) -> Deadline:
    """The clock of the stage an intervention came from, for a case first seen inside it."""
    earlier = replace(case, stage=case.back_to or Stage.UNKNOWN)
    return clocks.compute(earlier, policy, given=None, source=DeadlineSource.COMPUTED)


def _turn(case: Case, reading: Reading, policy: Policy) -> Turn:
    if case.final:
        return Turn.NONE
    turn = reading.turn or lifecycle.turn_of(case.stage)
    talks = case.open_negotiation is not None
    if talks and turn is Turn.MERCHANT and policy.negotiation.clock is NegotiationClock.BUYER:
        return Turn.BUYER
    return turn


def _basis(case: Case) -> tuple[object, ...]:
    """CASE-5: the facts a decision rests on."""
    talks = case.open_negotiation
    return (
        case.stage,
        case.type,
        case.claim_fen,
        case.reason,
        case.deadline.at,
        case.deadline.paused,
        None if talks is None else (talks.id, talks.state),
    )


def _first_entries(case: Case, reading: Reading) -> tuple[TimelineEntry, ...]:
    first = case.applications[0]
    entries = [_entry_of(reading, first.at, "applied", first.reason, actor="buyer")]
    if case.stage is not Stage.MERCHANT_REVIEW:
        entries.append(_entry_of(reading, case.as_of, "stage", f"→{case.stage}"))
    return tuple(entries)


def _entry_of(
    reading: Reading, at: int, kind: str, words: str, *, actor: str = "platform"
) -> TimelineEntry:
    return TimelineEntry(
        at=Millis(at), actor=actor, kind=kind, text=words, source=str(reading.source)
    )


def _differences(
    old: Case, new: Case, reading: Reading, *, jump: bool
) -> tuple[TimelineEntry, ...]:
    """One entry for every fact that moved, "before→after" in stable words."""
    found: list[TimelineEntry] = []
    at = reading.as_of

    def note(kind: str, before: object, after: object, actor: str = "platform") -> None:
        if before != after:
            found.append(_entry_of(reading, at, kind, f"{before or ''}→{after or ''}", actor=actor))

    note("jump" if jump else "stage", old.stage, new.stage)
    note("type_changed", old.type, new.type, "buyer")
    note("claim_changed", old.claim_fen, new.claim_fen, "buyer")
    note("reason_changed", old.reason, new.reason, "buyer")
    note("refunded", old.refunded_fen, new.refunded_fen)
    if old.stage is new.stage and _moved(old.deadline, new.deadline):
        note("deadline_moved", old.deadline.at, new.deadline.at)
    before = {item.id: item.state for item in old.negotiations}
    for item in new.negotiations:
        if before.get(item.id) is not item.state:
            actor = "buyer" if item.state in _BUYERS else "merchant"
            found.append(
                _entry_of(reading, item.ended_at or item.sent_at or at, "negotiation",
                          f"{item.kind}:{item.round}:{item.state}", actor=actor)
            )  # fmt: skip
    return tuple(found)


_BUYERS = (NegotiationState.ACCEPTED, NegotiationState.REFUSED, NegotiationState.EXPIRED)


def _moved(old: Deadline, new: Deadline) -> bool:
    return old.at is not None and new.at is not None and old.at != new.at
