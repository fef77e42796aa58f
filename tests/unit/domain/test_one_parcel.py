"""CASE-8: refunding one order while another in the same parcel still ships wants a confirmation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.helpers.cases import NOW, make_case
from workbench.domain import commands
from workbench.domain.case import Case, Parcel
from workbench.domain.guards import acts
from workbench.domain.guards.context import Context
from workbench.domain.kinds import Action, GoodsStatus, Millis, OrderId, Stage
from workbench.services.policies import default_book

HERE = make_case(outbound=Parcel(waybill="SF1234567"), goods_status=GoodsStatus.NOT_RECEIVED)
OTHER = replace(make_case("1002", goods_status=GoodsStatus.NOT_RECEIVED),
                order_id=OrderId("other"), outbound=Parcel(waybill="SF1234567"))  # fmt: skip
PARCELS: list[tuple[str, dict[str, Any], bool]] = [
    ("still on its way", {}, True),
    ("signed for", {"outbound": Parcel(waybill="SF1234567", signed_at=Millis(NOW))}, False),
    ("received", {"goods_status": GoodsStatus.RECEIVED}, False),
    ("refunded as well", {"stage": Stage.REFUNDED}, False),
    ("its case was withdrawn, the goods go on", {"stage": Stage.CANCELLED}, True),
]


@pytest.mark.parametrize(("name", "fields", "asks"), PARCELS, ids=[one[0] for one in PARCELS])
def test_a_parcel_with_another_order_in_it_wants_a_tick(
    name: str, fields: dict[str, Any], asks: bool
) -> None:
    def found(confirmed: frozenset[str] = frozenset()) -> list[tuple[str, bool]]:
        around = Context(
            now=NOW, policy=default_book().at(HERE.platform, NOW), confirmed=confirmed,
            same_parcel=(replace(OTHER, **fields),),
        )  # fmt: skip
        refusals = acts.check(Action.AGREE_REFUND, HERE, around, commands.AgreeRefund())
        return [(one.rule, one.confirmable) for one in refusals]

    assert found() == ([("CASE-8", True)] if asks else []), name
    assert found(frozenset({"CASE-8"})) == []


def test_where_nothing_was_shipped_there_is_no_parcel() -> None:
    alone: Case = replace(HERE, outbound=None)
    around = Context(now=NOW, policy=default_book().at(HERE.platform, NOW), same_parcel=(OTHER,))
    assert acts.check(Action.AGREE_REFUND, alone, around, commands.AgreeRefund()) == ()
