"""Entries that a person opened by hand come to an end: used, or run out (OPEN-5, OUT-4)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.helpers.cases import make_case
from tests.unit.files import tables
from workbench.base.clock import wall_ms
from workbench.bootstrap.place import Place
from workbench.domain.case import Entry, Order, Shop
from workbench.domain.kinds import (
    Delivery,
    EntryState,
    Fen,
    Millis,
    OrderId,
    Phase,
    Platform,
    ShopId,
    ShopKind,
)
from workbench.services import entries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workbench.services.door import Workbench
    from workbench.services.ports import OutboxItem

ORDER = OrderId("4601234567890123456")
DAY = 24 * 3_600_000


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    place = Place(tmp_path / "data")
    # A minute of the exports in ``tables``, so that their cases come after the opening.
    place.clock.offset_ms = int(tables.at("2026-11-22T08:00:00")) - wall_ms()
    yield place
    place.close()


@pytest.fixture
def door(place: Place) -> Workbench:
    """The door of a file shop with one old order whose entry was opened by hand."""
    door = place.door()
    door.save_shop(Shop(id=ShopId("s"), name="岚屿", platform=Platform.TAOBAO, kind=ShopKind.FILES))
    now = door.now()
    door.save_order(
        Order(
            shop=ShopId("s"), platform=Platform.TAOBAO, order_id=ORDER, paid_fen=Fen(20_000),
            created_at=Millis(now - 60 * DAY), success_at=Millis(now - 40 * DAY),
        )
    )  # fmt: skip
    door.open_entries([("s", ORDER)])
    return door


def _entry(door: Workbench) -> Entry:
    with door.deps.store.read() as uow:
        found = uow.orders.entry("s", ORDER)
    assert found is not None
    return found


def _item(door: Workbench) -> OutboxItem:
    command_id = _entry(door).command_id
    with door.deps.store.read() as uow:
        found = uow.outbox.get(command_id)
    assert found is not None
    return found


def _tick(door: Workbench) -> None:
    (item,) = door.handoffs()
    door.handoff_done(item.command_id)


def _new_case(door: Workbench, *, phase: Phase = Phase.AFTER_SALE, at: int = 0) -> None:
    applied = Millis(at or door.now())
    case = make_case("777", shop="s", order_id=ORDER, phase=phase, applied_at=applied)
    with door.deps.store.write() as uow:
        entries.on_new_case(uow, case, door.now())
        uow.commit()


def test_an_entry_opened_by_hand_is_counted_down(door: Workbench) -> None:
    _tick(door)
    entry = _entry(door)
    assert entry.opened_at is not None
    assert entry.valid_until == entry.opened_at + 30 * DAY
    assert _item(door).state is Delivery.HANDOFF_DONE


@pytest.mark.parametrize("ticked", [True, False])
def test_the_case_that_came_through_uses_it_up(door: Workbench, *, ticked: bool) -> None:
    if ticked:
        _tick(door)
    _new_case(door)
    entry = _entry(door)
    assert (entry.state, entry.case_id) == (EntryState.USED, "777")
    assert _item(door).state is Delivery.DONE
    assert door.handoffs() == []


def test_other_cases_leave_it_open(door: Workbench) -> None:
    """One from before the order's success, and one from before the opening."""
    _tick(door)
    _new_case(door, phase=Phase.ON_SALE)
    _new_case(door, at=door.now() - DAY)
    assert _entry(door).state == EntryState.OPEN


def test_it_runs_out(place: Place, door: Workbench) -> None:
    _tick(door)
    place.clock.offset_ms += 30 * DAY - 60_000
    door.sync()
    assert _entry(door).state == EntryState.OPEN
    place.clock.offset_ms += 61_000
    door.sync()
    assert _entry(door).state == EntryState.EXPIRED
    assert _item(door).state is Delivery.DONE


def test_a_used_one_does_not_run_out(place: Place, door: Workbench) -> None:
    _tick(door)
    _new_case(door)
    place.clock.offset_ms += 31 * DAY
    door.sync()
    assert _entry(door).state == EntryState.USED


def test_a_case_that_was_read_late_used_it_in_time(place: Place, door: Workbench) -> None:
    _tick(door)
    applied = door.now() + DAY
    place.clock.offset_ms += 31 * DAY
    door.sync()
    _new_case(door, at=applied)
    assert _entry(door).state == EntryState.USED


def test_a_case_of_an_import_uses_it_up(place: Place, door: Workbench, tmp_path: Path) -> None:
    _tick(door)
    place.clock.offset_ms += DAY
    row = {"退款的申请时间": "2026-11-22 09:00:00"}
    table = tables.table("taobao_51", row, {**row, "退款编号": "1", "订单编号": "2"})
    path = tables.write_csv(tmp_path / "a.csv", table, "gb18030")
    door.import_files([path], shop="岚屿", dry_run=True)
    assert _entry(door).state == EntryState.OPEN
    door.import_files([path], shop="岚屿")
    entry = _entry(door)
    assert (entry.state, entry.case_id) == (EntryState.USED, "171234567890123456")
    assert _item(door).state is Delivery.DONE


def test_what_the_platform_opened_is_used_up_too(door: Workbench) -> None:
    _tick(door)
    delivered = replace(_item(door), state=Delivery.DONE)
    with door.deps.store.write() as uow:
        uow.outbox.update(delivered)
        uow.commit()
    _new_case(door)
    assert _entry(door).state == EntryState.USED
