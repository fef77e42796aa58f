"""A unit of work is all or nothing: a fault at every single step leaves the state from before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import pytest

from tests.helpers.cases import NOW, make_case
from tests.helpers.stores import save
from tests.integration.store.signature import signature
from tests.integration.store.test_round_trip import make_item
from workbench.domain.case import Local, Order, Shop, TimelineEntry
from workbench.domain.kinds import OrderId, Platform, ShopId, Stage
from workbench.store.connections import Connections
from workbench.store.unit import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from workbench.base.engine import Connection, Cursor
    from workbench.store.unit import Unit


class Broken(Exception):
    """The fault."""


class Fragile:
    """A connection that breaks at its n-th step; a row of ``executemany`` is a step too."""

    def __init__(self, connection: Connection, at: int) -> None:
        self._connection = connection
        self._left = at

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def _step(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise Broken

    def execute(self, sql: str, values: Sequence[Any] = ()) -> Cursor:
        if sql not in ("rollback", "begin immediate"):
            self._step()
        return self._connection.execute(sql, values)

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> Cursor:
        def fed() -> Iterator[Sequence[Any]]:
            for row in rows:
                self._step()
                yield row

        return self._connection.executemany(sql, fed())


class FragileConnections(Connections):
    """Every connection for writing breaks at the same step."""

    at = 0

    def writer(self) -> Connection:
        return cast("Connection", Fragile(super().writer(), self.at))


def act(unit: Unit) -> None:
    """Everything that a unit of work can write."""
    old = unit.cases.get(make_case("1").key)
    assert old is not None
    applied = TimelineEntry(at=NOW, actor="buyer", kind="applied", text="少件")
    unit.cases.save(
        replace(old, stage=Stage.REFUNDED, reason="少件", local=Local(tags=("急",))), [applied]
    )
    unit.cases.save(make_case("2", local=Local(tags=("急", "熟客"))), [applied])
    unit.cases.remember_row(old.key, "f", {"金额": "1"})
    unit.orders.save(
        Order(
            shop=ShopId("shop-1"),
            platform=Platform.TMALL,
            order_id=OrderId("9"),
            paid_fen=1,  # type: ignore[arg-type]
            created_at=NOW,
        )
    )
    unit.shops.save(Shop(id=ShopId("s"), name="s", platform=Platform.TMALL, kind="files"))
    unit.outbox.add(make_item())
    unit.values.set("draft", "x")
    unit.audit.append(
        at=NOW, actor="owner", command="agree", subject="1", decision="done", facts={"fen": 1}
    )


def _fails_at(connections: FragileConnections, store: Store, at: int) -> bool:
    connections.at = at
    try:
        with store.write() as unit:
            act(unit)
            unit.commit()
    except Broken:
        return True
    return False


def test_a_fault_at_any_step_leaves_the_state_from_before(store: Store) -> None:
    save(store, [make_case("1")])
    before = signature(store.path)
    connections = FragileConnections(store.path)
    fragile = Store(connections)
    at = 0
    while _fails_at(connections, fragile, at):
        assert signature(store.path) == before, at
        with store.read() as unit:
            assert unit.audit.verify() == (True, 0, None)
        at += 1
    assert at > 30  # steps really were broken
    assert signature(store.path) != before
    with store.read() as unit:
        assert unit.audit.verify() == (True, 1, None)
    fragile.close()


def test_without_a_transaction_the_same_faults_do_leave_halves(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check is able to fail: the same steps, each committed by itself."""

    def unguarded(self: Store) -> AbstractContextManager[Unit]:
        from contextlib import contextmanager

        return contextmanager(lambda: self._unit(self.connections.writer(), "select 1",
                                                 writable=True))()  # fmt: skip

    save(store, [make_case("1")])
    before = signature(store.path)
    connections = FragileConnections(store.path)
    fragile = Store(connections)
    monkeypatch.setattr(Store, "write", unguarded)
    assert _fails_at(connections, fragile, 30)
    assert signature(store.path) != before
    fragile.close()
