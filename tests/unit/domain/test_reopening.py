"""OPEN: every rule against reopening an order's entry, at its edge."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.helpers.cases import DAY, NOW, make_case
from workbench.domain import beijing
from workbench.domain.case import Case, Entry, Order
from workbench.domain.guards import reopening
from workbench.domain.kinds import (
    EntryState,
    Fen,
    Millis,
    OrderId,
    Phase,
    Platform,
    ShopId,
    ShopKind,
    Stage,
)
from workbench.services.policies import default_book

POLICY = default_book().at(Platform.TMALL, NOW).entry


def order(**fields: Any) -> Order:
    values: dict[str, Any] = {
        "shop": ShopId("shop-1"),
        "platform": Platform.TMALL,
        "order_id": OrderId("46012345"),
        "paid_fen": Fen(12_800),
        "created_at": Millis(NOW - 40 * DAY),
        "success_at": Millis(NOW - 30 * DAY),
    }
    return Order(**{**values, **fields})


def entry(state: EntryState) -> Entry:
    return Entry(shop=ShopId("shop-1"), order_id=OrderId("46012345"), state=state)


def rules(
    item: Order, known: Entry | None = None, cases: tuple[Case, ...] = (), **more: Any
) -> list[str]:
    values: dict[str, Any] = {
        "now": NOW, "shop_kind": ShopKind.SANDBOX, "allow_old": False, **more,
    }  # fmt: skip
    found = reopening.check(item, known, cases, values.pop("policy", POLICY), **values)
    return [r.rule + ("?" if r.confirmable else "") for r in found]


AFTER = make_case(phase=Phase.AFTER_SALE, stage=Stage.CANCELLED)
ON_SALE = make_case(phase=Phase.ON_SALE, stage=Stage.REFUNDED)
OLD = beijing.parse_iso("2026-08-22T23:59:59")  # NOW is 2026-11-23
EDGE = beijing.parse_iso("2026-08-23T00:00:00")

TABLE: list[tuple[str, Order, Entry | None, tuple[Case, ...], list[str]]] = [
    ("goes", order(), None, (), []),
    ("period ends now", order(success_at=Millis(NOW - 15 * DAY)), None, (), []),
    ("one ms left", order(success_at=Millis(NOW - 15 * DAY + 1)), None, (), ["OPEN-2"]),
    ("still running", order(success_at=None), None, (), ["OPEN-2"]),
    ("a case after the sale", order(), None, (AFTER,), ["OPEN-2"]),
    ("a case during the sale", order(), None, (ON_SALE,), []),
    ("open", order(), entry(EntryState.OPEN), (), ["OPEN-1"]),
    ("opening", order(), entry(EntryState.OPENING), (), ["OPEN-1"]),
    ("used", order(), entry(EntryState.USED), (), ["OPEN-1"]),
    ("expired", order(), entry(EntryState.EXPIRED), (), ["OPEN-1"]),
    ("refused before", order(), entry(EntryState.REFUSED), (), []),
    ("asked for", order(), entry(EntryState.REQUESTED), (), []),
    ("90 days", order(after_sale_days=90), None, (), ["OPEN-2", "OPEN-3"]),
    ("old", order(created_at=OLD), None, (), ["OPEN-4"]),
    ("edge of three months", order(created_at=EDGE), None, (), []),
    (
        "everything",
        order(created_at=OLD, after_sale_days=90, success_at=None),
        entry(EntryState.OPEN),
        (AFTER,),
        ["OPEN-1", "OPEN-2", "OPEN-2", "OPEN-3", "OPEN-4"],
    ),
]


@pytest.mark.parametrize(
    ("item", "known", "cases", "found"),
    [row[1:] for row in TABLE],
    ids=[row[0] for row in TABLE],
)
def test_all_failing_rules_are_listed_in_order(
    item: Order, known: Entry | None, cases: tuple[Case, ...], found: list[str]
) -> None:
    assert rules(item, known, cases) == found


def test_old_orders_need_the_shops_setting_and_a_tick() -> None:
    """OPEN-4."""
    old = order(created_at=OLD)
    assert rules(old, allow_old=True) == ["OPEN-4?"]
    assert rules(old, allow_old=True, confirmed=frozenset({"OPEN-4"})) == []
    assert rules(old, confirmed=frozenset({"OPEN-4"})) == ["OPEN-4"]


def test_wechat_has_no_reopening_but_the_sandbox_has() -> None:
    """OPEN-6."""
    absent = replace(POLICY, way="absent")
    assert rules(order(), policy=absent, shop_kind=ShopKind.FILES) == ["OPEN-6"]
    assert rules(order(), policy=absent) == []


@pytest.mark.parametrize(
    ("today", "months", "first"),
    [
        ("2026-05-31", 3, "2026-02-28"),
        ("2024-05-31", 3, "2024-02-29"),
        ("2026-01-15", 3, "2025-10-15"),
        ("2026-12-31", 3, "2026-09-30"),
    ],
)
def test_three_months_before_month_ends(today: str, months: int, first: str) -> None:
    found = reopening._months_before(beijing.parse_iso(today), months)
    assert beijing.day_of(found).isoformat() == first
