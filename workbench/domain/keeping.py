"""Promises follow what is read: made, begun, kept or void by the platform's word alone (PROM)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.domain import beijing
from workbench.domain.case import TimelineEntry
from workbench.domain.kinds import (
    NO_FEN,
    CaseType,
    Executor,
    Fen,
    Millis,
    NegotiationState,
    PlanKind,
    Stage,
)
from workbench.domain.promise import Promise, Promised, PromiseState

if TYPE_CHECKING:
    from workbench.domain.case import Case, Negotiation
    from workbench.domain.policy.model import Policy

OF_PLAN: dict[PlanKind, Promised] = {
    PlanKind.CASH_PAYOUT: Promised.PAYOUT,
    PlanKind.COUPON_PAYOUT: Promised.COUPON,
    PlanKind.PARTIAL_REFUND: Promised.REFUND,
    PlanKind.AGREE_REFUND: Promised.REFUND,
    PlanKind.EXCHANGE: Promised.EXCHANGE_SHIP,
    PlanKind.RESHIP: Promised.RESHIP,
}
_OF_TYPE: dict[CaseType, Promised] = {
    CaseType.EXCHANGE: Promised.EXCHANGE_SHIP,
    CaseType.REPAIR: Promised.REPAIR_ANSWER,
}
_SENT = frozenset({Stage.BUYER_CONFIRM, Stage.EXCHANGED, Stage.RESHIPPED, Stage.REPAIRED})
_OWES = frozenset({Stage.MERCHANT_SHIP, Stage.REFUND_FAILED})
_UNPAID = frozenset({Stage.CLOSED, Stage.CANCELLED})


def priced(promise: Promise, case: Case, policy: Policy, *, runs_from: int | None) -> Promise:
    """With the countdown and the cost of the policy's term; ``runs_from`` None: not begun yet."""
    term = next((one for one in policy.promises if one.what == promise.what), None)
    if term is None:
        return promise
    fine = next((one for one in policy.penalties if one.id == term.penalty), None)
    paid = case.paid_fen if case.paid_fen is not None else case.claim_fen
    due = promise.due_at
    if due is None and runs_from is not None:
        due = Millis(runs_from + beijing.hours(term.hours))
    return replace(
        promise,
        due_at=due,
        cost_fen=Fen(fine.amount(paid)) if fine is not None else NO_FEN,
        cost_text=term.text or (fine.text if fine is not None else ""),
        confidence=term.confidence,
    )


def follow(
    before: Case | None, after: Case, policy: Policy, at: int
) -> tuple[Case, tuple[TimelineEntry, ...]]:
    """The case with its promises as the reading leaves them, and a line for each that moved.

    Whatever is passed on is decided by facts: a platform that executes by itself owes for itself
    (NEG-7), and a file or a ticked hand-off alone keeps nothing.
    """
    quiet = not after.promises and after.stage not in _OWES
    if quiet and not any(n.executor is Executor.MERCHANT for n in after.negotiations):
        return after, ()
    known = after.promises
    made = (*_accepted(before, after, policy, at), *_staged(before, after, policy, at))
    moved = tuple(_settled(before, _begun(one, after, policy), after, at) for one in known)
    now = (*moved, *made)
    if now == known:
        return after, ()
    return replace(after, promises=now), tuple(_told(known, now, at))


def _accepted(before: Case | None, after: Case, policy: Policy, at: int) -> list[Promise]:
    """NEG-7: a plan that the merchant executes is one promise, however often it is read."""
    if before is None:
        return []
    open_before = {n.id for n in before.negotiations if n.state is not NegotiationState.ACCEPTED}
    known = {one.source for one in after.promises}
    found = []
    for talk in after.negotiations:
        what = _what(talk)
        source = f"talk:{talk.id}"
        fresh = talk.id in open_before or talk.id not in {n.id for n in before.negotiations}
        if what is None or not fresh or source in known:
            continue
        plan = talk.plans[talk.chosen or 0]
        since = talk.ended_at or Millis(at)
        promise = Promise(
            id=source, what=what, made_at=since, holder="merchant", source=source,
            amount_fen=plan.amount_fen or _whole(plan.kind, after),
        )  # fmt: skip
        found.append(priced(promise, after, policy, runs_from=_from(what, after, since)))
    return found


def _what(talk: Negotiation) -> Promised | None:
    mine = talk.state is NegotiationState.ACCEPTED and talk.executor is Executor.MERCHANT
    if not mine or talk.chosen is None:
        return None
    return OF_PLAN.get(talk.plans[talk.chosen].kind)


def _whole(kind: PlanKind, case: Case) -> Fen:
    return case.claim_fen if kind is PlanKind.AGREE_REFUND else NO_FEN


def _from(what: Promised, case: Case, since: int) -> int | None:
    """An exchange is sent once the old goods are here; everything else from the promise on."""
    if what is Promised.EXCHANGE_SHIP:
        return case.times.received_at or case.times.signed_at
    return since


def _staged(before: Case | None, after: Case, policy: Policy, at: int) -> list[Promise]:
    """Goods that we agreed to send, or money that the platform could not pay."""
    if after.stage not in _OWES:
        return []
    source = str(after.stage)
    ours = [one for one in after.promises if one.source == source]
    stayed = before is not None and before.stage is after.stage
    if any(one.open for one in ours) or (ours and stayed):
        return []
    shipping = after.stage is Stage.MERCHANT_SHIP
    what = _OF_TYPE.get(after.type, Promised.RESHIP) if shipping else Promised.REFUND
    if any(one.open and one.what is what for one in after.promises):
        return []
    since = (after.times.received_at or after.times.agreed_at) if shipping else None
    promise = Promise(
        id=f"{source}:{len(ours) + 1}", what=what, made_at=since or Millis(at),
        holder="merchant", source=source,
        amount_fen=NO_FEN if shipping else after.claim_fen,
    )  # fmt: skip
    return [priced(promise, after, policy, runs_from=since or at)]


def _begun(promise: Promise, case: Case, policy: Policy) -> Promise:
    """An exchange whose goods have come back: its countdown begins."""
    if not promise.open or promise.due_at is not None or promise.what is not Promised.EXCHANGE_SHIP:
        return promise
    return priced(promise, case, policy, runs_from=_from(promise.what, case, promise.made_at))


def _settled(before: Case | None, promise: Promise, after: Case, at: int) -> Promise:
    if not promise.open:
        return promise
    state = _state(before, promise, after, at)
    if state is PromiseState.OPEN:
        return promise
    return replace(promise, state=state, ended_at=Millis(at))


def _state(before: Case | None, promise: Promise, after: Case, at: int) -> PromiseState:
    """What the facts say of an open promise."""
    what, stage = promise.what, after.stage
    if what in (Promised.PAYOUT, Promised.COUPON):
        return PromiseState.KEPT if _proven(promise, at) else PromiseState.OPEN
    if what is Promised.REFUND:
        return _refunded(before, promise, after, at)
    if what is Promised.NO_REFUND:
        if stage is Stage.REFUNDED:
            return PromiseState.VOID
        return PromiseState.KEPT if stage in _UNPAID else PromiseState.OPEN
    if stage in (Stage.REFUNDED, Stage.REFUNDING):
        return PromiseState.VOID
    if what is Promised.WILL_SHIP:
        gone = after.outbound is not None and bool(after.outbound.waybill)
        return PromiseState.KEPT if gone else PromiseState.OPEN
    if stage in _SENT or (_proven(promise, at) and stage is not Stage.MERCHANT_SHIP):
        return PromiseState.KEPT
    withdrawn = promise.source in _OWES and stage in _UNPAID
    return PromiseState.VOID if withdrawn else PromiseState.OPEN


def _proven(promise: Promise, at: int) -> bool:
    """Where no platform shows it: the proof, and a reading after it that stands beside it."""
    return promise.proof_at is not None and at >= promise.proof_at


def _refunded(before: Case | None, promise: Promise, after: Case, at: int) -> PromiseState:
    if after.refunded_fen:
        enough = after.refunded_fen >= promise.amount_fen
        return PromiseState.KEPT if enough else PromiseState.OPEN
    paid = after.stage is Stage.REFUNDED or (after.stage in _UNPAID and _proven(promise, at))
    return PromiseState.KEPT if paid and before is not None else PromiseState.OPEN


def _told(known: tuple[Promise, ...], now: tuple[Promise, ...], at: int) -> list[TimelineEntry]:
    states = {one.id: one.state for one in known}
    return [
        TimelineEntry(
            at=Millis(at), actor="platform", kind=_kind(one, states.get(one.id)),
            text=str(one.what), source="here",
        )
        for one in now
        if states.get(one.id) is not one.state
    ]  # fmt: skip


def _kind(promise: Promise, before: PromiseState | None) -> str:
    return "promise_made" if before is None else f"promise_{promise.state}"
