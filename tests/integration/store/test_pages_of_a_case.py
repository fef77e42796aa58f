"""What a case page and the header show, and the smaller lists."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import pytest

from tests.helpers.cases import DAY, HOUR, NOW, case_fields, make_case
from tests.helpers.stores import save
from tests.integration.store.test_round_trip import make_item
from workbench.base.clock import wall_ms
from workbench.domain import beijing
from workbench.domain.case import (
    Case,
    CaseKey,
    Deadline,
    Entry,
    Intent,
    Local,
    Negotiation,
    Order,
    Shop,
    TimelineEntry,
)
from workbench.domain.kinds import (
    Action,
    CaseId,
    CommandId,
    Delivery,
    Fen,
    Flag,
    Millis,
    NegotiationKind,
    NegotiationState,
    OrderId,
    Platform,
    ShopId,
    Sort,
    Stage,
    View,
)
from workbench.services.queries import CaseQuery, Thresholds
from workbench.store.queries import SIBLINGS, SqlQueries

if TYPE_CHECKING:
    from workbench.store.unit import Store

LIMITS = Thresholds()


def _order(order_id: str = "46012345", **more: object) -> Order:
    values: dict[str, object] = {
        "shop": ShopId("shop-1"), "platform": Platform.TMALL, "order_id": OrderId(order_id),
        "paid_fen": Fen(12_800), "created_at": NOW,
    }  # fmt: skip
    return Order(**{**values, **more})  # type: ignore[arg-type]


def test_every_field_of_a_case_is_invented_by_the_strategy() -> None:
    """Else a new field could be lost by the store without anybody noticing."""
    assert set(case_fields()) == {item.name for item in fields(Case)}


def test_the_page_of_a_case_has_everything(store: Store) -> None:
    case = make_case("1", order_id=OrderId("77"), buyer_nick="小鱼")
    told = TimelineEntry(at=NOW, actor="buyer", kind="applied")
    with store.write() as unit:
        unit.cases.save(case, [told])
        unit.cases.remember_row(case.key, "file", {"退款编号": "1"})
        unit.cases.save(make_case("2", order_id=OrderId("77"), buyer_nick="小鱼"))
        unit.cases.save(make_case("3", order_id=OrderId("77"), shop="other", buyer_nick="小鱼"))
        for number in range(SIBLINGS + 5):
            unit.cases.save(
                make_case(
                    str(100 + number), buyer_nick="小鱼", applied_at=Millis(NOW - number * HOUR)
                )
            )
        unit.orders.save(_order("77"))
        entry = Entry(shop=ShopId("shop-1"), order_id=OrderId("77"), state="open")
        unit.orders.save_entry(entry)
        unit.commit()
    page = SqlQueries(store.connections).detail(case.key)
    assert page is not None
    assert (page.case, page.timeline) == (case, (told,))
    assert (page.order, page.entry) == (_order("77"), entry)
    assert [card.case_id for card in page.of_order] == ["2"]
    assert [card.case_id for card in page.of_buyer] == [str(100 + n) for n in range(SIBLINGS)]
    assert page.row_as_it_came == {"退款编号": "1"}
    gone = CaseKey(ShopId("shop-1"), CaseId("none"))
    assert SqlQueries(store.connections).detail(gone) is None


def test_nameless_buyers_are_not_one_person(store: Store) -> None:
    save(store, [make_case("1", buyer_nick=""), make_case("2", buyer_nick="")])
    page = SqlQueries(store.connections).detail(make_case("1").key)
    assert page is not None
    assert page.of_buyer == ()


def test_a_card_says_what_the_case_says(store: Store) -> None:
    talk = Negotiation(id="n", kind=NegotiationKind.OFFER, round=2, state=NegotiationState.OPEN)
    intent = Intent(
        command_id=CommandId("c"), action=Action.REFUSE, state=Delivery.REFUSED, actor="owner",
        decided_at=NOW, hold_until=Millis(NOW + 5), platform_words="协商后再拒绝",
    )  # fmt: skip
    case = make_case(
        "1",
        deadline=Deadline(paused=True, remaining_ms=HOUR),
        evidence_due_at=Millis(NOW + DAY),
        negotiations=(talk,),
        intent=intent,
        loss_fen=Fen(64),
        local=Local(flag=Flag.RED, tags=("急", "熟客"), assignee="小李", contradicted="又改了"),
    )
    save(store, [make_case("0"), case])
    ask = SqlQueries(store.connections)
    row = ask.card_id(case.key)
    assert row is not None
    assert ask.card_id(CaseKey(ShopId("x"), CaseId("1"))) is None
    [card] = ask.cards([row])
    assert (card.negotiation_state, card.negotiation_round) == ("open", 2)
    assert (card.intent_action, card.intent_state, card.platform_words) == (
        "refuse", "refused", "协商后再拒绝",
    )  # fmt: skip
    assert (card.flag, card.tags, card.assignee) == ("red", ("急", "熟客"), "小李")
    assert (card.paused_ms, card.due_at, card.evidence_due_at) == (HOUR, None, NOW + DAY)
    assert (card.todo, card.final, card.loss_fen) == (case.todo, False, 64)
    assert (card.shop_name, card.shop_kind, card.contradicted) == ("shop-1", "", "又改了")


def test_cards_come_in_the_order_asked_for_and_without_those_that_are_gone(store: Store) -> None:
    save(store, [make_case(str(number)) for number in range(5)])
    ask = SqlQueries(store.connections)
    assert [card.id for card in ask.cards([3, 99, 1, 5, 3])] == [3, 1, 5, 3]
    assert ask.cards([]) == []


def test_the_header_counts_what_is_to_do_now(store: Store) -> None:
    later_today = beijing.midnight(beijing.day_of(NOW)) + DAY - 1
    busy = Intent(
        command_id=CommandId("c1"), action=Action.AGREE_REFUND, state=Delivery.WAITING,
        actor="owner", decided_at=NOW, hold_until=NOW,
    )  # fmt: skip
    save(
        store,
        [
            make_case("1", due=NOW + HOUR // 2, loss_fen=Fen(100)),
            make_case("2", due=later_today, loss_fen=Fen(20)),
            make_case("3", due=later_today + 1, loss_fen=Fen(3)),
            make_case("4", due=NOW, loss_fen=Fen(1000)),
            make_case("5", due=NOW - 1, stage=Stage.BUYER_AFTER_REFUSAL, loss_fen=Fen(10_000)),
            make_case("6", due=NOW + 60_000, intent=busy, loss_fen=Fen(100_000)),
            make_case("7", due=None, loss_fen=Fen(7)),
            make_case("8", stage=Stage.REFUNDED),
            make_case("9", shop="other", due=NOW + 10),
        ],
    )
    ask = SqlQueries(store.connections)
    head = ask.summary("shop-1", now=NOW, thresholds=LIMITS)
    assert (head.due_today, head.critical, head.overdue) == (2, 1, 2)
    assert head.stake_fen == 1130
    assert head.next_due == NOW + HOUR // 2
    assert ask.summary("", now=NOW, thresholds=LIMITS).next_due == NOW + 10
    counts = ask.counts(CaseQuery(shop="shop-1"), now=NOW, thresholds=LIMITS)
    assert counts["overdue"] == head.overdue


@pytest.mark.parametrize(
    ("fields_", "late"),
    [
        ({"hold_until": NOW + HOUR - 1}, False),
        ({"hold_until": NOW + HOUR}, True),
        ({"state": Delivery.HANDOFF, "hold_until": 0}, False),
        ({"state": Delivery.HANDOFF_DONE, "hold_until": NOW + DAY}, False),
        ({"state": Delivery.UNKNOWN, "hold_until": 0}, False),
        ({"next_try_wall": "in two hours", "hold_until": 0}, True),
        ({"case_id": "none", "hold_until": NOW + DAY}, False),
    ],
)
def test_acts_that_will_miss_their_deadline_are_counted(
    store: Store, fields_: dict[str, object], late: bool
) -> None:
    if "next_try_wall" in fields_:
        fields_ = {**fields_, "next_try_wall": wall_ms() + 2 * HOUR}
    with store.write() as unit:
        unit.cases.save(make_case("1", due=NOW + HOUR))
        unit.outbox.add(make_item("c1", **{"case_id": "1", **fields_}))
        unit.commit()
    head = SqlQueries(store.connections).summary("", now=NOW, thresholds=LIMITS)
    assert (head.outbox, head.outbox_late) == (1, int(late))


def test_what_was_decided_today_begins_at_beijing_midnight(store: Store) -> None:
    midnight = beijing.midnight(beijing.day_of(NOW))
    with store.write() as unit:
        for number, (at, state) in enumerate(
            [
                (midnight, Delivery.DONE),
                (midnight - 1, Delivery.DONE),
                (NOW, Delivery.UNDONE),
                (NOW, Delivery.REFUSED),
                (NOW, Delivery.WAITING),
            ]
        ):
            unit.outbox.add(make_item(f"c{number}", created_at=at, state=state))
        unit.commit()
    head = SqlQueries(store.connections).summary("shop-1", now=NOW, thresholds=LIMITS)
    assert (head.decided_today, head.outbox) == (2, 1)


def test_orders_by_what_is_known_of_them(store: Store) -> None:
    some = [
        _order("1001", item_title="四件套", sku="雾蓝", created_at=NOW),
        _order("1002", buyer_nick="小鱼", created_at=NOW - DAY, entry_requested_at=NOW),
        _order("1003", shop="other", created_at=NOW - 2 * DAY, sku="100%棉"),
    ]
    with store.write() as unit:
        unit.shops.save(Shop(id=ShopId("other"), name="别家", platform=Platform.TMALL, kind="api"))
        for order in some:
            unit.orders.save(order)
        unit.commit()
    ask = SqlQueries(store.connections)
    assert ask.orders() == some
    assert ask.orders(limit=1) == some[:1]
    assert ask.orders(shop="别家") == ask.orders(shop="other") == some[2:]
    assert ask.orders(sku="%") == some[2:]
    assert ask.orders(search="鱼") == some[1:2]
    assert ask.orders(search="00") == some
    assert ask.orders(first=NOW - DAY, last=NOW - 1) == some[1:2]
    assert ask.orders(requested=True) == some[1:2]
    assert ask.orders(requested=False) == [some[0], some[2]]


def test_entries_and_acts_by_their_states(store: Store) -> None:
    open_, used = (
        Entry(shop=ShopId("shop-1"), order_id=OrderId(name), state=name, valid_until=at)
        for name, at in (("open", Millis(NOW)), ("used", None))
    )
    with store.write() as unit:
        unit.orders.save_entry(used)
        unit.orders.save_entry(open_)
        unit.outbox.add(make_item("a"))
        unit.outbox.add(make_item("b", state=Delivery.DONE))
        unit.commit()
    ask = SqlQueries(store.connections)
    assert ask.entries() == [open_, used]
    assert ask.entries(states=["used", "none"]) == [used]
    assert ask.entries(shop="nobody") == []
    assert [item.command_id for item in ask.outbox()] == ["b", "a"]
    assert [item.command_id for item in ask.outbox(states=["waiting"])] == ["a"]
    assert [item.command_id for item in ask.outbox(limit=1)] == ["b"]


def test_queries_work_inside_a_unit_that_reads_and_see_its_moment(store: Store) -> None:
    save(store, [make_case("1")])
    with store.read() as unit:
        ask = SqlQueries(store.connections)
        assert unit.cases.get(make_case("1").key)
        query = CaseQuery(search="四件")
        assert list(ask.snapshot(query, now=NOW, thresholds=LIMITS).ids) == [1]
    assert list(ask.snapshot(query, now=NOW, thresholds=LIMITS).ids) == [1]


def test_pages_of_a_search_join_to_its_list(store: Store) -> None:
    save(
        store,
        [
            make_case(
                str(n), due=NOW + n * HOUR, stage=Stage.REFUNDED if n % 3 else Stage.MERCHANT_REVIEW
            )
            for n in range(30)
        ],
    )
    save(store, [replace(make_case("x"), item_title="别的")])
    ask = SqlQueries(store.connections)
    for sort in Sort:
        query = CaseQuery(view=View.ALL, search="四件套", sort=sort)
        whole = ask.snapshot(query, now=NOW, thresholds=LIMITS)
        seen: list[str] = []
        cursor = ""
        while True:
            page = ask.page(query, now=NOW, thresholds=LIMITS, limit=7, after=cursor)
            seen += [case.key.case_id for case in page.items]
            cursor = page.next
            if not cursor:
                break
        assert seen == [card.case_id for card in ask.cards(whole.ids)]
        assert page.total == len(seen) == 30
