"""How plans and scripts went: each case once, from one index, with bounded work (NEG-3, NEG-12)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.helpers.cases import DAY, NOW, make_case
from tests.helpers.stores import new_store, save
from workbench.base import engine
from workbench.domain.case import Application, Negotiation, Plan
from workbench.domain.kinds import (
    CaseType,
    Fen,
    GoodsStatus,
    Millis,
    NegotiationKind,
    NegotiationState,
    PlanKind,
    Platform,
    Stage,
)
from workbench.services.policies import default_book
from workbench.store import results

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workbench.domain.case import Case
    from workbench.domain.suggestion import Tally
    from workbench.store.unit import Store

RULES = default_book().at(Platform.TMALL, NOW).negotiation.suggest
CASH, COUPON = PlanKind.CASH_PAYOUT, PlanKind.COUPON_PAYOUT
ACCEPTED, REFUSED = NegotiationState.ACCEPTED, NegotiationState.REFUSED
SINCE = NOW - 180 * DAY


def talk(
    round_no: int, state: NegotiationState, *plans: PlanKind, chosen: int | None = None,
    script: str = "",
) -> Negotiation:  # fmt: skip
    return Negotiation(
        id=f"n{round_no}", kind=NegotiationKind.OFFER, round=round_no, state=state,
        plans=tuple(Plan(kind=kind, amount_fen=Fen(100)) for kind in plans), chosen=chosen,
        explanation=script,
    )  # fmt: skip


def case(name: str, *talks: Negotiation, **fields: Any) -> Case:
    return make_case(name, negotiations=talks, **fields)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = new_store(tmp_path)
    yield made
    made.close()


def counted(store: Store, **wanted: Any) -> list[Tally]:
    values = {"shop": "shop-1", "kind": CaseType.REFUND_ONLY_SHIPPED, **wanted}
    with store.read() as unit:
        return unit.results.plans(
            values["shop"], values["kind"], since=values.get("since", SINCE), rules=RULES
        )


def sums(tallies: list[Tally]) -> dict[tuple[PlanKind, bool], tuple[int, int]]:
    return {(t.plan, t.scene.again): (t.accepted, t.offered) for t in tallies}


def test_a_case_counts_once_per_plan_and_only_what_was_answered(store: Store) -> None:
    save(store, [
        case("1", talk(1, ACCEPTED, CASH, COUPON, chosen=0)),
        case("2", talk(1, REFUSED, CASH)),
        case("3", talk(1, NegotiationState.EXPIRED, CASH)),
        case("4", talk(1, NegotiationState.OPEN, CASH)),
        case("5", talk(1, NegotiationState.WITHDRAWN, CASH)),
        case("6", talk(1, REFUSED, CASH), talk(2, ACCEPTED, CASH, chosen=0)),
        case("7"),
    ])  # fmt: skip
    assert sums(counted(store)) == {
        (CASH, False): (1, 3), (COUPON, False): (0, 1), (CASH, True): (1, 1),
    }  # fmt: skip


def test_type_and_claim_are_those_applied_for(store: Store) -> None:
    first = Application(
        at=NOW, type=CaseType.REFUND_ONLY_SHIPPED, reason="质量问题", claim_fen=Fen(40_000)
    )
    save(store, [
        case("1", talk(1, ACCEPTED, PlanKind.EXCHANGE, chosen=0), type=CaseType.EXCHANGE,
             claim_fen=Fen(100), applications=(first,), goods_status=GoodsStatus.RETURNED,
             labels=frozenset({"fresh", "insured"})),
    ])  # fmt: skip
    (found,) = counted(store)
    assert (found.plan, found.accepted) == (PlanKind.EXCHANGE, 1)
    assert (found.scene.band, found.scene.goods_kind) == (3, "fresh")
    assert found.scene.goods is GoodsStatus.RECEIVED


def test_other_shops_and_older_cases_do_not_count(store: Store) -> None:
    save(store, [
        make_case("1", shop="shop-2", negotiations=(talk(1, REFUSED, CASH),)),
        case("2", talk(1, REFUSED, CASH), applied_at=Millis(SINCE - 1)),
        case("3", talk(1, REFUSED, CASH), applied_at=Millis(SINCE)),
    ])  # fmt: skip
    assert sums(counted(store)) == {(CASH, False): (0, 1)}


def test_a_script_is_credited_by_case_and_retained_where_less_went_back(store: Store) -> None:
    """NEG-9, NEG-12."""
    done = {"stage": Stage.CANCELLED}
    paid = {"stage": Stage.REFUNDED, "refunded_fen": Fen(12_800)}
    part = {"stage": Stage.REFUNDED, "refunded_fen": Fen(3_000)}
    save(store, [
        case("1", talk(1, ACCEPTED, CASH, chosen=0, script="cash"), **done),
        case("2", talk(1, REFUSED, CASH, script="cash"), **paid),
        case("3", talk(1, REFUSED, CASH, script="cash"),
             talk(2, ACCEPTED, COUPON, chosen=0, script="coupon"), **part),
        case("4", talk(1, REFUSED, CASH, script="cash"),
             talk(2, REFUSED, COUPON, script="coupon"), **paid),
        case("5", talk(1, REFUSED, CASH, script="cash")),  # not ended
    ])  # fmt: skip
    with store.read() as unit:
        assert unit.results.scripts("shop-1", since=SINCE) == {"cash": (1, 2), "coupon": (1, 2)}


def test_both_are_answered_from_the_index_of_talks(store: Store) -> None:
    save(store, [case(str(n), talk(1, REFUSED, CASH)) for n in range(30)])
    with store.read() as unit:
        connection = unit.results._session.connection
        with engine.counting(connection) as seen:
            unit.results.plans("shop-1", CaseType.REFUND_ONLY_SHIPPED, since=SINCE, rules=RULES)
            unit.results.scripts("shop-1", since=SINCE)
        assert len(seen) == 2
        for sql in seen:
            lines = [row[3] for row in connection.execute(f"explain query plan {sql}")]
            assert "SEARCH cases USING INDEX cases_talks (shop=? AND applied_at>?)" in lines
            assert not [line for line in lines if line.startswith("SCAN cases")]


def test_a_question_without_the_shop_would_be_caught(store: Store) -> None:
    """The seeded bug: the plan is pinned, not assumed."""
    with store.read() as unit:
        sql = results._TALKED.replace("shop = :shop and ", "") + " select * from c"
        values = {"since": 0, "newest": 1}
        connection = unit.results._session.connection
        lines = [row[3] for row in connection.execute(f"explain query plan {sql}", values)]
    assert "SEARCH cases USING INDEX cases_talks (shop=? AND applied_at>?)" not in lines


def test_only_the_newest_are_looked_at(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "NEWEST", 3)
    base = case("0", talk(1, REFUSED, CASH))
    save(store, [
        replace(base, key=replace(base.key, case_id=str(n)), applied_at=Millis(NOW - n))  # type: ignore[arg-type]
        for n in range(9)
    ])  # fmt: skip
    assert sums(counted(store)) == {(CASH, False): (0, 3)}
