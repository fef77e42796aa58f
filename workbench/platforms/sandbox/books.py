"""The simulated platform's file: its tables, its small values, its sequence of changes."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from workbench.base import engine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCHEMA_VERSION = 1
_ROOM_KB = 64_000

_SCHEMA = """
create table meta (key text primary key, value text not null) strict, without rowid
--
create table shops (
  id text primary key, name text not null unique, platform text not null, place integer not null
) strict, without rowid
--
create table addresses (
  id text primary key, shop text not null, name text not null, phone text not null,
  text text not null, is_default integer not null
) strict, without rowid
--
create table cases (
  shop text not null, id text not null, order_id text not null, stage text not null,
  change integer not null, doc text not null, primary key (shop, id)
) strict
--
create index cases_by_id on cases (id)
--
create index cases_by_order on cases (shop, order_id)
--
create unique index cases_by_change on cases (shop, change)
--
create table orders (
  shop text not null, id text not null, change integer not null, doc text not null,
  primary key (shop, id)
) strict
--
create index orders_by_id on orders (id)
--
create unique index orders_by_change on orders (shop, change)
--
create table entries (
  shop text not null, order_id text not null, state text not null, change integer not null,
  doc text not null, primary key (shop, order_id)
) strict
--
create unique index entries_by_change on entries (shop, change)
--
create table agenda (
  seq integer primary key autoincrement, at integer not null, rank integer not null,
  kind text not null, shop text not null, case_id text not null, args text not null
) strict
--
create index agenda_by_time on agenda (at, rank, seq)
--
create index agenda_by_case on agenda (shop, case_id)
--
create table ledger (
  seq integer primary key autoincrement, command_id text not null, shop text not null,
  case_id text not null, order_id text not null, action text not null,
  amount_fen integer not null, at integer not null, by text not null, result text not null
) strict
--
create index ledger_by_command on ledger (command_id)
--
create index ledger_by_case on ledger (case_id)
--
create trigger ledger_stays before update on ledger begin
  select raise(abort, 'the ledger is append-only'); end;
--
create trigger ledger_keeps before delete on ledger begin
  select raise(abort, 'the ledger is append-only'); end;
--
create table received (
  seq integer primary key autoincrement, command_id text not null, case_id text not null,
  action text not null, outcome text not null, words text not null, at integer not null
) strict
--
create table faults (
  seq integer primary key autoincrement, kind text not null, action text not null,
  times integer not null, executes integer
) strict
--
create table late (
  seq integer primary key autoincrement, act text not null, sent_at integer not null,
  sent_wall integer not null
) strict
"""


class Books:
    """The file of one simulated platform; every thread gets a connection of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()

    def connection(self) -> engine.Connection:
        """This thread's connection. The tables are made when the file is new."""
        held: engine.Connection | None = getattr(self._local, "connection", None)
        if held is None:
            held = engine.connect(self.path)
            if held.execute("pragma user_version").fetchone()[0] < SCHEMA_VERSION:
                _create(held)
            self._local.connection = held
        return held

    def close(self) -> None:
        """Close this thread's connection."""
        held: engine.Connection | None = getattr(self._local, "connection", None)
        if held is not None:
            held.close()
            self._local.connection = None

    @contextmanager
    def roomy(self) -> Iterator[None]:
        """Much memory for one big transaction: ids come in no order, so pages are met again."""
        connection = self.connection()
        before = connection.execute("pragma cache_size").fetchone()[0]
        connection.execute(f"pragma cache_size={-_ROOM_KB}")
        try:
            yield
        finally:
            connection.execute(f"pragma cache_size={before}")
            connection.execute("pragma shrink_memory").close()

    @contextmanager
    def write(self) -> Iterator[engine.Connection]:
        """One write transaction; errors of disk and lock come out as ``KnownError``."""
        with engine.write_tx(self.connection()) as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[engine.Connection]:
        """One consistent moment to read from."""
        connection = self.connection()
        with engine.translated(self.path):
            connection.execute("begin")
            try:
                yield connection
            finally:
                connection.execute("rollback")


def _create(connection: engine.Connection) -> None:
    with engine.write_tx(connection):
        # Another process may have made them while this one waited for the lock.
        if connection.execute("pragma user_version").fetchone()[0] >= SCHEMA_VERSION:
            return
        for statement in _statements():
            connection.execute(statement)
        connection.execute(f"pragma user_version={SCHEMA_VERSION}")


def _statements() -> list[str]:
    """The statements one by one: ``executescript`` would commit the transaction around it."""
    return [part.strip() for part in _SCHEMA.split("--")]


def wipe(connection: engine.Connection) -> None:
    """Empty every table for a new shop world; the ledger's guards are put aside for it."""
    for name in ("ledger_stays", "ledger_keeps"):
        connection.execute(f"drop trigger if exists {name}")
    tables = (
        "meta", "shops", "addresses", "cases", "orders", "entries", "agenda", "ledger",
        "received", "faults", "late",
    )  # fmt: skip
    for table in tables:
        connection.execute(f"delete from {table}")
    connection.execute("delete from sqlite_sequence")
    for statement in _statements():
        if statement.startswith("create trigger"):
            connection.execute(statement)


def get_value(connection: engine.Connection, key: str, default: str = "") -> str:
    """A small value of the platform, or ``default``."""
    row = connection.execute("select value from meta where key = ?", (key,)).fetchone()
    return default if row is None else str(row[0])


def set_value(connection: engine.Connection, key: str, value: str | int) -> None:
    """Keep a small value."""
    connection.execute(
        "insert into meta (key, value) values (?, ?) "
        "on conflict (key) do update set value = excluded.value",
        (key, str(value)),
    )


def next_number(connection: engine.Connection, key: str) -> int:
    """Count up a sequence of the platform, from 1."""
    number = int(get_value(connection, key, "0")) + 1
    set_value(connection, key, number)
    return number


def to_json(value: object) -> str:
    """Plain values as JSON text, the same for the same values."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
