"""PROM: promises made, begun, kept and void by what is read; what they stop, and who ends them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.cases import HOUR, NOW, make_case
from workbench.domain import commands, keeping
from workbench.domain.case import Case, Intent, Negotiation, Parcel, Plan, StageTimes
from workbench.domain.deadline import urgency_of
from workbench.domain.guards import acts
from workbench.domain.guards.context import Context, Proof
from workbench.domain.intake import take_in
from workbench.domain.kinds import (
    Action,
    CaseType,
    CommandId,
    DeadlineSource,
    Delivery,
    Executor,
    Fen,
    Millis,
    NegotiationKind,
    NegotiationState,
    PlanKind,
    Stage,
    Urgency,
)
from workbench.domain.promise import Promise, Promised, PromiseState, nearest
from workbench.domain.reading import Reading
from workbench.services.policies import default_book

BOOK = default_book()
PACK = BOOK.at(make_case().platform, NOW)
LATER = NOW + HOUR


def promise(what: Promised = Promised.PAYOUT, **fields: Any) -> Promise:
    values: dict[str, Any] = {
        "id": "p1", "what": what, "made_at": NOW, "holder": "main:li", "source": "hand",
        "due_at": Millis(NOW + 24 * HOUR), **fields,
    }  # fmt: skip
    return Promise(**values)


def owing(*promises: Promise, **fields: Any) -> Case:
    return make_case(**fields, promises=promises)


def talk(
    state: NegotiationState, kind: PlanKind, executor: Executor = Executor.MERCHANT
) -> Negotiation:
    return Negotiation(
        id="n1", kind=NegotiationKind.OFFER, round=1, state=state, executor=executor,
        plans=(Plan(kind=kind, amount_fen=Fen(500)),),
        chosen=0 if state is NegotiationState.ACCEPTED else None, ended_at=NOW,
    )  # fmt: skip


def follow(before: Case | None, after: Case, at: int = LATER) -> tuple[Promise, ...]:
    return keeping.follow(before, after, PACK, at)[0].promises


# ----------------------------------------------------------------------------- being made

ACCEPTING: list[tuple[PlanKind, Promised | None, float | None]] = [
    (PlanKind.CASH_PAYOUT, Promised.PAYOUT, 24),
    (PlanKind.COUPON_PAYOUT, Promised.COUPON, 24),
    (PlanKind.PARTIAL_REFUND, Promised.REFUND, 24),
    (PlanKind.AGREE_REFUND, Promised.REFUND, 24),
    (PlanKind.RESHIP, Promised.RESHIP, 24),
    (PlanKind.EXCHANGE, Promised.EXCHANGE_SHIP, None),  # 48 h after the old goods came
    (PlanKind.SOOTHE, None, None),
    (PlanKind.AGREE_RETURN, None, None),
]


@pytest.mark.parametrize(("kind", "what", "hours"), ACCEPTING)
def test_an_accepted_plan_that_we_carry_out_is_one_promise_with_the_hours_of_the_policy(
    kind: PlanKind, what: Promised | None, hours: float | None
) -> None:
    before = make_case(negotiations=(talk(NegotiationState.OPEN, kind),))
    after = replace(before, negotiations=(talk(NegotiationState.ACCEPTED, kind),))
    made = follow(before, after)
    assert [one.what for one in made] == ([] if what is None else [what])
    for one in made:
        assert one.due_at == (None if hours is None else NOW + hours * HOUR)
        assert one.amount_fen == 500
        assert one.cost_text
        # Read again, and again: still one (NEG-7).
        again = replace(after, promises=made)
        assert follow(again, again) == made
        assert follow(before, again) == made


def test_what_the_platform_carries_out_is_no_promise_of_ours() -> None:
    for executor, many in ((Executor.PLATFORM, 0), (Executor.MERCHANT, 1)):
        before = make_case(negotiations=(talk(NegotiationState.OPEN, PlanKind.CASH_PAYOUT),))
        accepted = talk(NegotiationState.ACCEPTED, PlanKind.CASH_PAYOUT, executor)
        assert len(follow(before, replace(before, negotiations=(accepted,)))) == many


STAGED: list[tuple[Stage, CaseType, Promised, float]] = [
    (Stage.MERCHANT_SHIP, CaseType.RESHIP, Promised.RESHIP, 24),
    (Stage.MERCHANT_SHIP, CaseType.EXCHANGE, Promised.EXCHANGE_SHIP, 48),
    (Stage.MERCHANT_SHIP, CaseType.REPAIR, Promised.REPAIR_ANSWER, 48),
    (Stage.REFUND_FAILED, CaseType.RETURN_REFUND, Promised.REFUND, 24),
]


@pytest.mark.parametrize(("stage", "kind", "what", "hours"), STAGED)
def test_goods_to_be_sent_and_a_stuck_refund_are_promises(
    stage: Stage, kind: CaseType, what: Promised, hours: float
) -> None:
    after = make_case(stage=stage, type=kind, times=StageTimes(received_at=NOW))
    [made] = follow(None, after)
    since = NOW if stage is Stage.MERCHANT_SHIP else LATER
    assert (made.what, made.due_at) == (what, since + hours * HOUR)
    again = replace(after, promises=(made,))
    assert follow(after, again) == (made,)


def test_an_exchange_begins_to_count_when_the_old_goods_are_back() -> None:
    waiting = promise(Promised.EXCHANGE_SHIP, due_at=None, source="talk:n1")
    here = owing(waiting, stage=Stage.MERCHANT_SHIP, type=CaseType.EXCHANGE,
                 times=StageTimes(received_at=NOW))  # fmt: skip
    [begun] = follow(here, here)
    assert begun.due_at == NOW + 48 * HOUR


# ------------------------------------------------------------------------ being kept

PROVEN: dict[str, Any] = {"proof": "0" * 64, "proof_at": NOW}
ENDING: list[tuple[str, Promise, dict[str, Any], PromiseState]] = [
    ("a button is no proof", promise(), {}, PromiseState.OPEN),
    ("the case ended, the payout did not", promise(), {"stage": Stage.CANCELLED},
     PromiseState.OPEN),
    ("proof and a reading", promise(**PROVEN), {}, PromiseState.KEPT),
    ("a reading before the proof", promise(proof="0", proof_at=Millis(LATER + 1)), {},
     PromiseState.OPEN),
    ("refund, nothing read", promise(Promised.REFUND, amount_fen=Fen(500), **PROVEN), {},
     PromiseState.OPEN),
    ("refund, read", promise(Promised.REFUND, amount_fen=Fen(500)), {"refunded_fen": Fen(500)},
     PromiseState.KEPT),
    ("refund, too little", promise(Promised.REFUND, amount_fen=Fen(500)),
     {"refunded_fen": Fen(499)}, PromiseState.OPEN),
    ("refund, all of it", promise(Promised.REFUND), {"stage": Stage.REFUNDED}, PromiseState.KEPT),
    ("goods sent", promise(Promised.RESHIP, source="merchant_ship"),
     {"stage": Stage.BUYER_CONFIRM}, PromiseState.KEPT),
    ("goods not sent", promise(Promised.RESHIP, source="merchant_ship"),
     {"stage": Stage.MERCHANT_SHIP, "type": CaseType.RESHIP}, PromiseState.OPEN),
    ("goods not wanted any more", promise(Promised.RESHIP, source="merchant_ship"),
     {"stage": Stage.CANCELLED}, PromiseState.VOID),
    ("agreed by chat, so the case was withdrawn", promise(Promised.RESHIP),
     {"stage": Stage.CANCELLED}, PromiseState.OPEN),
    ("refunded instead", promise(Promised.RESHIP), {"stage": Stage.REFUNDING}, PromiseState.VOID),
    ("shipped", promise(Promised.WILL_SHIP), {"outbound": Parcel(waybill="SF1")},
     PromiseState.KEPT),
    ("not shipped", promise(Promised.WILL_SHIP), {"outbound": None, "stage": Stage.CANCELLED},
     PromiseState.OPEN),
    ("nothing was refunded", promise(Promised.NO_REFUND), {"stage": Stage.CLOSED},
     PromiseState.KEPT),
    ("refunded all the same", promise(Promised.NO_REFUND), {"stage": Stage.REFUNDED},
     PromiseState.VOID),
]  # fmt: skip


@pytest.mark.parametrize(("name", "one", "fields", "state"), ENDING, ids=[e[0] for e in ENDING])
def test_a_promise_ends_by_what_is_read(
    name: str, one: Promise, fields: dict[str, Any], state: PromiseState
) -> None:
    before = owing(one)
    after = owing(one, **fields)
    [now] = follow(before, after)
    assert now.state is state, name
    assert (now.ended_at is None) == (state is PromiseState.OPEN)


@given(st.lists(st.sampled_from(Stage), max_size=6), st.sampled_from(Promised))
def test_no_reading_keeps_a_payout_without_its_proof(stages: list[Stage], what: Promised) -> None:
    """PROM-2: whatever the platform says, money of ours is not paid because of it."""
    case = owing(promise(what))
    for number, stage in enumerate(stages):
        after = replace(case, stage=stage)
        moved, told = keeping.follow(case, after, PACK, LATER + number)
        assert len(told) == sum(
            one not in case.promises for one in moved.promises
        )  # every change is told
        case = moved
        mine = next(one for one in case.promises if one.id == "p1")
        if what in (Promised.PAYOUT, Promised.COUPON):
            assert mine.open


def test_a_reading_takes_promises_along_and_tells_it() -> None:
    case = owing(promise(**PROVEN), stage=Stage.CANCELLED)
    reading = Reading(
        key=case.key, platform=case.platform, order_id=case.order_id, type=case.type,
        stage=case.stage, claim_fen=case.claim_fen, applied_at=case.applied_at,
        as_of=Millis(LATER), source=DeadlineSource.PLATFORM,
    )  # fmt: skip
    taken = take_in(case, reading, BOOK, LATER)
    assert taken.changed
    assert [one.state for one in taken.case.promises] == [PromiseState.KEPT]
    assert "promise_kept" in [entry.kind for entry in taken.timeline]


# ----------------------------------------------------------------------------- being loud

LOUD: list[tuple[str, dict[str, Any], int, Urgency]] = [
    ("late, case open", {}, 25, Urgency.OVERDUE),
    ("late, case ended", {"stage": Stage.CANCELLED}, 25, Urgency.OVERDUE),
    ("late, the buyer's turn", {"stage": Stage.BUYER_RETURN_WAYBILL}, 25, Urgency.OVERDUE),
    ("an hour left, case ended", {"stage": Stage.CANCELLED}, 23, Urgency.SOON),
    ("long, the platform's clock is nearer", {"due": NOW + HOUR // 2}, 0, Urgency.CRITICAL),
]


@pytest.mark.parametrize(("name", "fields", "hours", "loud"), LOUD, ids=[e[0] for e in LOUD])
def test_a_late_promise_is_overdue_wherever_the_case_stands(
    name: str, fields: dict[str, Any], hours: int, loud: Urgency
) -> None:
    values = {"due": NOW + 90 * HOUR, **fields}
    assert urgency_of(owing(promise(), **values), NOW + hours * HOUR) is loud, name


def test_the_nearest_promise_is_the_open_one_that_ends_first() -> None:
    late = promise(id="late", due_at=Millis(NOW + 9))
    early = promise(id="early", due_at=Millis(NOW + 1))
    gone = promise(id="gone", due_at=NOW, state=PromiseState.KEPT)
    never = promise(id="never", due_at=None)
    assert nearest((never, gone, late, early)) is early
    assert nearest((never, gone)) is never
    assert nearest((gone,)) is None


# ----------------------------------------------------------------------------- the acts


def rules(action: Action, case: Case, command: commands.Command | None, **around: Any) -> list[str]:
    context = Context(now=NOW, policy=PACK, **around)
    return [
        r.rule + ("?" if r.confirmable else "") for r in acts.check(action, case, context, command)
    ]


def leaving(action: Action) -> Intent:
    return Intent(command_id=CommandId("c"), action=action, state=Delivery.WAITING, actor="owner",
                  decided_at=NOW, hold_until=NOW)  # fmt: skip


NOREF, SHIPS = promise(Promised.NO_REFUND), promise(Promised.WILL_SHIP)
REFUND = commands.AgreeRefund()


def make(what: Any, **fields: Any) -> commands.MakePromise:
    return commands.MakePromise(what=what, **fields)


OFFER = commands.Negotiate(
    kind=NegotiationKind.OFFER, message="亲", plans=(Plan(kind=PlanKind.AGREE_REFUND),)
)
UNSENT: dict[str, Any] = {"type": CaseType.REFUND_ONLY_UNSHIPPED, "outbound": None}
DOING: list[tuple[str, Action, Case, commands.Command | None, dict[str, Any], list[str]]] = [
    ("refund, no refund agreed", Action.AGREE_REFUND, owing(NOREF), REFUND, {}, ["PROM-3"]),
    ("by its own holder too", Action.AGREE_REFUND, owing(NOREF), REFUND, {"actor": "main:li"},
     ["PROM-3"]),
    ("no tick lifts it", Action.AGREE_REFUND, owing(SHIPS), REFUND,
     {"confirmed": frozenset({"PROM-3"})}, ["PROM-3"]),
    ("released", Action.AGREE_REFUND, owing(replace(SHIPS, state=PromiseState.RELEASED)), REFUND,
     {}, []),
    ("a payout stops nothing", Action.AGREE_REFUND, owing(promise()), REFUND, {}, []),
    ("nor through a proposal", Action.NEGOTIATE, owing(NOREF), OFFER, {}, ["PROM-3"]),
    ("payout", Action.PROMISE, make_case(), make("payout", amount_fen=Fen(500)), {}, []),
    ("payout of nothing", Action.PROMISE, make_case(), make("payout"), {}, ["PROM-1"]),
    ("more than was paid", Action.PROMISE, make_case(), make("payout", amount_fen=Fen(12_801)), {},
     ["PROM-2"]),
    ("with another on top", Action.PROMISE, owing(promise(amount_fen=Fen(12_000))),
     make("refund", amount_fen=Fen(801)), {}, ["PROM-2"]),
    ("beyond the purse", Action.PROMISE, make_case(), make("payout", amount_fen=Fen(501)),
     {"purse_case_fen": 500}, ["NEG-5"]),
    ("twice", Action.PROMISE, owing(NOREF), make("no_refund_agreed"), {}, ["PROM-1"]),
    ("to ship", Action.PROMISE, make_case(**UNSENT), make("will_ship", hours=20), {}, []),
    ("to ship what has left", Action.PROMISE, make_case(outbound=Parcel(waybill="SF1")),
     make("will_ship"), {}, ["PROM-3"]),
    ("no refund while one leaves", Action.PROMISE, make_case(intent=leaving(Action.AGREE_REFUND)),
     make("no_refund_agreed"), {}, ["PROM-3"]),
    ("no refund after one", Action.PROMISE, make_case(stage=Stage.REFUNDED),
     make("no_refund_agreed"), {}, ["PROM-3"]),
    ("amount of a parcel", Action.PROMISE, make_case(), make("reship", amount_fen=Fen(1)), {},
     ["PROM-1"]),
    ("for ever", Action.PROMISE, make_case(), make("reship", hours=9999), {}, ["PROM-1"]),
    ("nothing to prove", Action.PROVE, owing(NOREF), commands.ProvePromise(), {}, ["PROM-1"]),
    ("proof without a file", Action.PROVE, owing(promise()), commands.ProvePromise(), {},
     ["PROM-1"]),
    ("proof", Action.PROVE, owing(promise()), commands.ProvePromise(),
     {"proofs": (Proof(kind="payment"),)}, []),
    ("which of two", Action.PROVE, owing(promise(), promise(Promised.RESHIP, id="p2")),
     commands.ProvePromise(), {"proofs": (Proof(kind="payment"),)}, ["PROM-1"]),
    ("this of two", Action.PROVE, owing(promise(), promise(Promised.RESHIP, id="p2")),
     commands.ProvePromise(promise="p2"), {"proofs": (Proof(kind="payment"),)}, []),
    ("release by its holder", Action.RELEASE, owing(NOREF), commands.ReleasePromise(),
     {"actor": "main:li"}, []),
    ("release by the main account", Action.RELEASE, owing(NOREF), commands.ReleasePromise(),
     {"actor": "owner"}, []),
    ("release by another", Action.RELEASE, owing(NOREF), commands.ReleasePromise(),
     {"actor": "main:wang"}, ["PROM-3"]),
    ("what was agreed is owed", Action.RELEASE, owing(promise(source="talk:n1")),
     commands.ReleasePromise(), {}, ["PROM-3"]),
    ("nothing to release", Action.RELEASE, make_case(), None, {}, ["PROM-3"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "action", "case", "command", "around", "wanted"), DOING, ids=[e[0] for e in DOING]
)
def test_promises_are_made_proven_and_released_by_the_rules(
    name: str,
    action: Action,
    case: Case,
    command: commands.Command | None,
    around: dict[str, Any],
    wanted: list[str],
) -> None:
    assert rules(action, case, command, **around) == wanted, name


def test_a_kept_payout_still_counts_against_what_was_paid() -> None:
    """PROM-2: else the same money could leave twice."""
    kept = promise(amount_fen=Fen(12_000), state=PromiseState.KEPT)
    assert rules(Action.AGREE_REFUND, owing(kept), REFUND) == ["PROM-2"]
    taken_back = replace(kept, state=PromiseState.RELEASED)
    assert rules(Action.AGREE_REFUND, owing(taken_back), REFUND) == []
