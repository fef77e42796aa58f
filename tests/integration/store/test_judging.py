"""Verdicts, refusals of the day and late tickets as the store tells them, and by which indexes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.helpers.cases import DAY, HOUR, NOW, make_case
from tests.helpers.stores import save
from tests.integration.store.test_round_trip import make_item
from workbench.base import engine
from workbench.domain.case import TimelineEntry
from workbench.domain.kinds import Action, Delivery, Millis, Platform, Stage, Turn
from workbench.domain.verdicts import Ruling
from workbench.services import forecasting
from workbench.services.policies import default_book
from workbench.store import judging
from workbench.store.queries import SqlQueries

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.domain.case import Case
    from workbench.store.unit import Store

MORNING = NOW - 8 * HOUR  # midnight in Beijing


def told(kind: str, at: int, text: str = "") -> TimelineEntry:
    return TimelineEntry(at=Millis(at), actor="platform", kind=kind, text=text, source="platform")


def put(store: Store, case: Case, *entries: TimelineEntry) -> None:
    with store.write() as unit:
        unit.cases.save(case, entries)
        unit.commit()


def decided(number: int, word: str, **fields: Any) -> tuple[Case, TimelineEntry]:
    values = {"stage": Stage.CLOSED, **fields}
    return make_case(str(number), **values), told("verdict", NOW - number * HOUR, word)


def test_verdicts_come_with_their_case_the_open_ones_first_then_the_newest(store: Store) -> None:
    for number, word, stage in (
        (1, "buyer", Stage.REFUNDED),
        (2, "merchant", Stage.CLOSED),
        (3, "buyer", Stage.BUYER_RETURN_WAYBILL),
        (4, "what?", Stage.CLOSED),
    ):
        times = replace(make_case().times, final_at=Millis(NOW - number * HOUR))
        case, entry = decided(number, word, stage=stage, times=times)
        put(store, case, entry)
    put(store, make_case("9", stage=Stage.CLOSED))
    put(store, *decided(8, "buyer", platform=Platform.DOUYIN))
    ask = SqlQueries(store.connections)
    found = ask.judged("tmall", limit=10)
    assert [(one.case.key.case_id, one.verdict.ruling) for one in found] == [
        ("3", Ruling.BUYER), ("1", Ruling.BUYER), ("2", Ruling.MERCHANT),
    ]  # fmt: skip
    assert found[0].verdict.at == NOW - 3 * HOUR
    assert [entry.kind for entry in found[0].timeline] == ["verdict"]
    assert len(ask.judged("tmall", limit=2)) == 2


def test_refusals_of_the_day_are_those_that_went_or_will_go(store: Store) -> None:
    rows = (
        ("a", MORNING, Delivery.DONE, "refuse"),
        ("b", NOW, Delivery.WAITING, "refuse"),
        ("c", NOW, Delivery.UNDONE, "refuse"),
        ("d", NOW, Delivery.REFUSED, "refuse"),
        ("e", NOW, Delivery.DONE, "agree_refund"),
        ("f", MORNING - 1, Delivery.DONE, "refuse"),
    )
    save(store, [make_case(name) for name, *_ in rows])
    with store.write() as unit:
        for name, at, state, action in rows:
            unit.outbox.add(
                make_item(f"id-{name}", case_id=name, created_at=at, state=state, action=action)
            )
        unit.commit()
    ask = SqlQueries(store.connections)
    assert [(case.key.case_id, at) for case, at in ask.refused("shop-1", MORNING)] == [
        ("a", MORNING), ("b", NOW),
    ]  # fmt: skip
    assert ask.refused("shop-2", MORNING) == []


def test_a_ticket_is_late_once_its_time_is_over(store: Store) -> None:
    owing: dict[str, Any] = {"stage": Stage.INTERVENTION, "turn": Turn.PLATFORM, "due": None}
    week = NOW - 2 * DAY
    put(store, make_case("1", **owing, evidence_due_at=Millis(NOW - 1)))
    put(store, make_case("2", **owing, evidence_due_at=Millis(NOW + 1)))
    put(store, make_case("3", **owing, evidence_due_at=Millis(week - 1)))
    put(store, make_case("4", **owing), told("evidence_over", NOW - HOUR))
    put(store, make_case("5", stage=Stage.CLOSED), told("evidence_over", week - 1))
    ask = SqlQueries(store.connections)
    assert ask.late_tickets("shop-1", week, NOW) == 2
    assert ask.late_tickets("shop-1", week - DAY, NOW) == 4
    assert ask.late_tickets("shop-2", week, NOW) == 0


def test_the_budget_counts_refusals_without_talks_and_adds_this_one(store: Store) -> None:
    cases = [make_case(str(at), platform=Platform.DOUYIN) for at in range(4)]
    save(store, cases)
    with store.write() as unit:
        for case in cases[:3]:
            name = case.key.case_id
            unit.outbox.add(make_item(name, case_id=name, created_at=NOW, state=Delivery.DONE,
                                      action="refuse"))  # fmt: skip
        unit.commit()
    ask = SqlQueries(store.connections)
    policy = default_book().at(Platform.DOUYIN, NOW)
    found = forecasting.budgets_of(ask, cases[3], act=Action.REFUSE, policy=policy, now=NOW)
    refusals = next(one for one in found if one.terms.act == "refuse")
    assert (refusals.spent, refusals.planned, refusals.left) == (3, 1, 2)
    only = forecasting.budgets_of(ask, cases[3], act=Action.ESCALATE, policy=policy, now=NOW)
    assert [one.terms.act for one in only] == ["late_ticket"]


# -- how much work it is

WALKS = re.compile(r"SCAN (cases|c|outbox|o|timeline|t)( |$)(?!USING)")


def plans(ask: SqlQueries, act: Callable[[], object]) -> list[str]:
    connection = ask._connection
    with engine.counting(connection) as seen:
        act()
    return [
        row[3]
        for sql in seen
        if sql.startswith("select")
        for row in connection.execute(f"explain query plan {sql}")
    ]


ASKED: dict[str, Callable[[SqlQueries], object]] = {
    "judged": lambda ask: ask.judged("tmall", limit=10),
    "refused": lambda ask: ask.refused("shop-1", MORNING),
    "late_tickets": lambda ask: ask.late_tickets("shop-1", NOW - DAY, NOW),
}


@pytest.mark.parametrize("name", ASKED)
def test_no_answer_walks_through_a_whole_table(store: Store, name: str) -> None:
    put(store, *decided(1, "buyer"))
    ask = SqlQueries(store.connections)
    found = plans(ask, lambda: ASKED[name](ask))
    assert found
    assert [line for line in found if WALKS.search(line)] == []


def test_a_walk_would_be_seen(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""
    monkeypatch.setattr(
        judging, "_RAN_OUT", "select count(*) from timeline as t where t.kind = 'evidence_over'"
    )
    ask = SqlQueries(store.connections)
    found = plans(ask, lambda: ASKED["late_tickets"](ask))
    assert [line for line in found if WALKS.search(line)] != []
