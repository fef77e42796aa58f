"""What is saved comes back: cases, timeline, orders, shops, acts, values, rows of files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.cases import (
    NOW,
    amounts,
    cases,
    ids,
    instants,
    make_case,
    plain_values,
    texts,
    timeline_entries,
)
from tests.helpers.stores import passing_store, save
from workbench.base.engine import IntegrityError
from workbench.base.errors import BugError
from workbench.domain.case import (
    Address,
    Case,
    Entry,
    Intent,
    Local,
    Order,
    Shop,
    TimelineEntry,
)
from workbench.domain.kinds import Action, CommandId, Delivery, OrderId, Platform, ShopId
from workbench.services.import_ports import ManySaver, Remembered, RowMemory
from workbench.services.ports import Change, OutboxItem
from workbench.store import codec
from workbench.store.queries import SqlQueries

if TYPE_CHECKING:
    from workbench.store.unit import Store


@given(cases())
@settings(max_examples=300)
def test_any_case_survives_its_row(case: Case) -> None:
    row = codec.encode(case)
    assert len(row) == len(codec.COLUMNS)
    assert codec.decode(row[: len(codec.READ_COLUMNS)]) == case


@given(st.lists(cases(), max_size=4), st.lists(timeline_entries(), max_size=4))
@settings(max_examples=40)
def test_any_case_survives_the_store(some: list[Case], entries: list[TimelineEntry]) -> None:
    with passing_store() as store:
        with store.write() as unit:
            for case in some:
                unit.cases.save(case, entries)
            unit.commit()
        last = {case.key: case for case in some}
        with store.read() as unit:
            assert unit.cases.get_many(list(last)) == last
            for key in last:
                told = unit.cases.timeline(key)
                assert set(told) <= set(entries)
                assert {(e.at, e.kind, e.actor, e.text) for e in told} == {
                    (e.at, e.kind, e.actor, e.text) for e in entries
                }
                assert [e.at for e in told] == sorted(e.at for e in told)


def test_reading_again_does_not_double_the_timeline(store: Store) -> None:
    case = make_case()
    first = TimelineEntry(at=NOW, actor="buyer", kind="applied", text="少件", source="platform")
    later = replace(first, kind="modified", text="改成部分退款")
    for entries in ([first], [first, later], [later]):
        with store.write() as unit:
            unit.cases.save(case, entries)
            unit.commit()
    with store.read() as unit:
        assert unit.cases.timeline(case.key) == [first, later]


def test_entries_of_one_instant_keep_the_order_in_which_they_were_told(store: Store) -> None:
    case = make_case()
    told = [TimelineEntry(at=NOW, actor="platform", kind=kind) for kind in "zmabk"]
    for part in (told[:2], told[2:]):
        with store.write() as unit:
            unit.cases.save(case, part)
            unit.commit()
    with store.read() as unit:
        assert unit.cases.timeline(case.key) == told


def test_a_case_id_may_belong_to_several_shops(store: Store) -> None:
    one, other = make_case("77", shop="a"), make_case("77", shop="b")
    save(store, [one, other])
    with store.read() as unit:
        assert unit.cases.find("77") == [one.key, other.key]
        assert unit.cases.find("77", "b") == [other.key]
        assert unit.cases.find("78") == []
        assert unit.cases.of_order("a", one.order_id) == [one]
        assert unit.cases.open_keys("a") == [one.key]


@given(
    st.builds(
        Order,
        shop=st.just(ShopId("a")),
        platform=st.sampled_from(Platform),
        order_id=ids().map(OrderId),
        paid_fen=amounts(),
        created_at=instants(),
        success_at=st.none() | instants(),
        after_sale_days=st.integers(0, 365),
        item_title=texts(),
        sku=texts(),
        buyer_nick=texts(),
        quantity=st.none() | st.integers(0, 9),
        entry_requested_at=st.none() | instants(),
    ),
    st.builds(
        Entry,
        shop=st.just(ShopId("a")),
        order_id=ids().map(OrderId),
        state=texts(4),
        requested_at=st.none() | instants(),
        opened_at=st.none() | instants(),
        valid_until=st.none() | instants(),
        case_id=texts(4),
        command_id=texts(4),
        delivery=st.none() | st.sampled_from(Delivery),
    ),
)
@settings(max_examples=30)
def test_orders_and_entries_survive(order: Order, entry: Entry) -> None:
    with passing_store() as store:
        for _ in range(2):
            with store.write() as unit:
                unit.orders.save(order)
                unit.orders.save_entry(entry)
                unit.commit()
        with store.read() as unit:
            assert unit.orders.get("a", order.order_id) == order
            assert unit.orders.find(order.order_id) == [order]
            assert unit.orders.entry("a", entry.order_id) == entry
            assert unit.orders.entry("b", entry.order_id) is None


def make_intent(state: Delivery) -> Intent:
    """A decision."""
    return Intent(
        command_id=CommandId("c1"),
        action=Action.AGREE_REFUND,
        state=state,
        actor="owner",
        decided_at=NOW,
        hold_until=NOW,
    )


def make_item(command_id: str = "c1", **fields: object) -> OutboxItem:
    """An act that waits."""
    values: dict[str, object] = {
        "command_id": CommandId(command_id), "shop": "shop-1", "case_id": "1001", "order_id": "9",
        "action": "agree_refund", "args": {}, "state": Delivery.WAITING, "actor": "owner",
        "created_at": NOW, "hold_until": NOW + 10_000,
    }  # fmt: skip
    return OutboxItem(**{**values, **fields})  # type: ignore[arg-type]


@given(
    st.builds(
        OutboxItem,
        command_id=ids().map(CommandId),
        shop=texts(4),
        case_id=texts(4),
        order_id=texts(4),
        action=texts(4),
        args=st.dictionaries(texts(4), plain_values(), max_size=3),
        state=st.sampled_from(Delivery),
        actor=texts(4),
        created_at=instants(),
        hold_until=instants(),
        sent_at=st.none() | instants(),
        owner=texts(4),
        result=st.dictionaries(texts(4), plain_values(), max_size=3),
    )
)
@settings(max_examples=30)
def test_acts_survive(item: OutboxItem) -> None:
    with passing_store() as store:
        with store.write() as unit:
            unit.outbox.add(item)
            changes = unit.commit()
        assert changes == (Change("outbox", item.command_id),)
        with store.read() as unit:
            assert unit.outbox.get(item.command_id) == item
            assert unit.outbox.recent(5) == [item]


def test_a_command_id_is_taken_once(store: Store) -> None:
    with store.write() as unit:
        unit.outbox.add(make_item())
        with pytest.raises(IntegrityError):
            unit.outbox.add(make_item())


def test_what_may_leave_today_leaves_out_what_was_undone_or_refused(store: Store) -> None:
    def offer(fen: int) -> dict[str, object]:
        refund = {"kind": "partial_refund", "amount_fen": 9_000}
        return {"plans": [{"kind": "cash_payout", "amount_fen": fen}, refund]}

    items = [
        make_item("a", args={"amount_fen": 300}),  # a refund: not out of the purse
        make_item("b", args=offer(500), state=Delivery.UNKNOWN),
        make_item("c", args=offer(7_000), state=Delivery.UNDONE),
        make_item("d", args=offer(7_000), state=Delivery.REFUSED),
        make_item("e", args=offer(7_000), created_at=NOW - 1),
        make_item("f", args=offer(7_000), shop="other"),
        make_item("g", args={"text": "hello"}),
    ]
    with store.write() as unit:
        for item in items:
            unit.outbox.add(item)
        unit.commit()
    with store.read() as unit:
        assert unit.outbox.spent_today("shop-1", NOW) == 500
        assert [item.command_id for item in unit.outbox.unfinished()] == ["a", "b", "e", "f", "g"]


def test_shops_addresses_and_cursors(store: Store) -> None:
    shop = Shop(id=ShopId("s1"), name="家纺店", platform=Platform.TMALL, kind="files", as_of=NOW)
    home = Address(id="a1", shop=shop.id, name="仓库", phone="1", text="杭州", default=True)
    with store.write() as unit:
        unit.shops.save(shop)
        unit.shops.set_cursor("s1", "42")
        unit.shops.save(replace(shop, name="家纺旗舰店"))
        unit.shops.save_address(home)
        unit.shops.save_address(replace(home, id="a2"))
        unit.commit()
    with store.read() as unit:
        assert unit.shops.get("家纺旗舰店") == unit.shops.get("s1") == unit.shops.all()[0]
        assert unit.shops.get("家纺店") is None
        assert unit.shops.cursor("s1") == "42"
        assert unit.shops.cursor("none") == ""
        assert [(one.id, one.default) for one in unit.shops.addresses("s1")] == [
            ("a2", True),
            ("a1", False),
        ]


def test_values_by_key_and_by_prefix(store: Store) -> None:
    with store.write() as unit:
        for key in ("draft.1", "draft.2", "draft", "drafty", "Draft.3"):
            unit.values.set(key, f"<{key}>")
        unit.values.set("draft.2", None)
        unit.commit()
    with store.read() as unit:
        assert unit.values.prefixed("draft.") == {"draft.1": "<draft.1>"}
        assert unit.values.get("draft.2") is None
        assert unit.values.get("draft") == "<draft>"


def test_the_row_as_it_came_is_the_newest_one(store: Store) -> None:
    case = make_case()
    rows = [{"退款编号": "1001", "金额": "12.80"}, {"退款编号": "1001", "备注": '="x"'}]
    for number, row in enumerate(rows):
        with store.write() as unit:
            unit.cases.save(case)
            unit.cases.remember_row(case.key, f"file-{number}", row)
            unit.commit()
    with store.read() as unit:
        assert unit.cases.row_as_it_came(case.key) == rows[1]


def test_many_rows_as_they_came_are_kept_and_found_at_once(store: Store) -> None:
    twice = ("退款编号", "备注", "备注")
    intent = make_intent(Delivery.WAITING)
    some = [
        make_case("1"),
        make_case("2", intent=intent),
        make_case("3", local=Local(absent=True)),
        make_case("4", intent=replace(intent, state=Delivery.DONE)),
        make_case("5"),
    ]
    with store.write() as unit:
        assert isinstance(unit.cases, ManySaver)
        assert isinstance(unit.cases, RowMemory)
        unit.cases.save_many((case, ()) for case in some)
        unit.cases.remember_rows(
            "f1", [(case.key, twice, [case.key.case_id, "一", "二"]) for case in some[:4]]
        )
        unit.commit()
    with store.read() as reading:
        cases = reading.cases
        assert isinstance(cases, RowMemory)
        kept = cases.remembered("shop-1", ["1", "2", "3", "4", "5", "none"])
        assert cases.remembered("other", ["1"]) == {}
    assert {case_id: row.quiet for case_id, row in kept.items()} == {
        "1": True,
        "2": False,
        "3": False,
        "4": True,
    }
    assert kept["1"] == Remembered("f1", twice, ["1", "一", "二"], True)
    page = SqlQueries(store.connections).detail(some[0].key)
    assert page is not None
    assert page.row_as_it_came == {"退款编号": "1", "备注": "一"}


def test_nothing_is_written_without_commit(store: Store) -> None:
    case = make_case()
    with store.write() as unit:
        unit.cases.save(case)
    with store.read() as unit:
        assert unit.cases.get(case.key) is None


def test_a_unit_is_over_after_its_commit_and_a_reading_one_never_writes(store: Store) -> None:
    with store.write() as unit:
        unit.commit()
        with pytest.raises(BugError, match="over"):
            unit.cases.save(make_case())
    with store.read() as unit, pytest.raises(BugError, match="only reads"):
        unit.cases.save(make_case())
    with store.write(), pytest.raises(BugError, match="already open"), store.write():
        pass
