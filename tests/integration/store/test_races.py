"""Two writers at once: nobody waits in vain, nothing is lost, an act is claimed exactly once."""

from __future__ import annotations

import multiprocessing
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.helpers.cases import make_case
from tests.helpers.stores import save
from tests.integration.store.claiming import claim_all
from tests.integration.store.test_round_trip import make_item
from workbench.domain.kinds import Delivery
from workbench.store.queries import SqlQueries

if TYPE_CHECKING:
    from workbench.store.unit import Store

PROCESSES, ACTS = 4, 60


def _race(store: Store, *, careless: bool) -> Counter[str]:
    ids = [f"c{number}" for number in range(ACTS)]
    with store.write() as unit:
        for command_id in ids:
            unit.outbox.add(make_item(command_id))
        unit.commit()
    context = multiprocessing.get_context("spawn")
    start, won = context.Barrier(PROCESSES), context.Queue()
    workers = [
        context.Process(target=claim_all, args=(str(store.path), ids, who, careless, start, won))
        for who in range(PROCESSES)
    ]
    for worker in workers:
        worker.start()
    winners: Counter[str] = Counter()
    finished = 0
    while finished < PROCESSES:
        command_id = won.get(timeout=120)
        finished += not command_id
        winners.update([command_id] if command_id else [])
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    won.close()
    won.join_thread()
    return winners


def test_four_processes_claim_every_act_exactly_once(store: Store) -> None:
    assert _race(store, careless=False) == Counter(f"c{number}" for number in range(ACTS))
    with store.read() as unit:
        assert {item.state for item in unit.outbox.unfinished()} == {Delivery.SENDING}


def test_the_race_is_real_a_careless_claim_wins_twice(store: Store) -> None:
    assert _race(store, careless=True).total() > ACTS


def test_a_claim_fails_where_the_state_is_another_one(store: Store) -> None:
    item = make_item()
    with store.write() as unit:
        unit.outbox.add(item)
        mine = replace(item, state=Delivery.SENDING)
        assert not unit.outbox.claim("c1", expected=Delivery.UNKNOWN, item=mine)
        assert not unit.outbox.claim("none", expected=Delivery.WAITING, item=mine)
        assert unit.outbox.get("c1") == item
        assert unit.outbox.claim("c1", expected=Delivery.WAITING, item=mine)
        assert not unit.outbox.claim("c1", expected=Delivery.WAITING, item=mine)
        assert unit.outbox.get("c1") == mine
        unit.commit()


def test_threads_share_a_store_each_with_its_own_connections(store: Store) -> None:
    def work(who: int) -> None:
        ask = SqlQueries(store.connections)
        for number in range(20):
            with store.write() as unit:
                count = int(unit.values.get("count") or 0)
                unit.cases.save(make_case(f"{who}-{number}"))
                unit.values.set("count", str(count + 1))
                unit.commit()
            ask.token()
        store.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    with store.read() as unit:
        assert unit.values.get("count") == "80"
        assert len(unit.cases.open_keys("shop-1")) == 80


def test_a_reading_unit_sees_one_moment(store: Store) -> None:
    save(store, [make_case("1")])
    with store.read() as unit:
        assert len(unit.cases.open_keys("shop-1")) == 1
        done = threading.Thread(target=save, args=(store, [make_case("2")]))
        done.start()
        done.join()
        assert len(unit.cases.open_keys("shop-1")) == 1
    with store.read() as unit:
        assert len(unit.cases.open_keys("shop-1")) == 2


@pytest.mark.parametrize("ends_well", [True, False])
def test_a_writer_may_read_its_own_words(store: Store, ends_well: bool) -> None:
    with store.write() as unit:
        unit.cases.save(make_case("1"))
        assert unit.cases.get(make_case("1").key) == make_case("1")
        if ends_well:
            unit.commit()
    with store.read() as unit:
        assert (unit.cases.get(make_case("1").key) is not None) == ends_well
