"""The list of steps, and how a file is brought to a version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Migrations

from workbench.base import engine
from workbench.store import schema
from workbench.store.migrations import m0001, m0002

if TYPE_CHECKING:
    from sqlite_utils import Database

STEPS = Migrations("store")
_NAMES = ("0001_first", "0002_promises")

STEPS(name=_NAMES[0])(m0001.apply)
STEPS(name=_NAMES[1])(m0002.apply)


def migrate(connection: engine.Connection, *, to: int | None = None) -> None:
    """Bring the open file to version ``to`` (default: the newest) in one transaction."""
    to = schema.VERSION if to is None else to
    database: Database = engine.database(connection)
    stop = _NAMES[to] if to < len(_NAMES) else None
    with engine.write_tx(connection):
        STEPS.apply(database, stop_before=stop)
        connection.execute(f"pragma application_id = {schema.APPLICATION_ID}")
        connection.execute(f"pragma user_version = {to}")
