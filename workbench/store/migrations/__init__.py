"""The steps from an empty file to the current schema; each has run exactly once in every store.

A change is three things in one commit: a step here, a frozen store of the version before under
``tests/data``, a line in the changelog. Steps are never edited once released.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Migrations

from workbench.base import engine
from workbench.store import schema
from workbench.store.migrations import m0001

if TYPE_CHECKING:
    from sqlite_utils import Database

STEPS = Migrations("store")
_NAMES = ("0001_first",)

STEPS(name=_NAMES[0])(m0001.apply)


def migrate(connection: engine.Connection, *, to: int | None = None) -> None:
    """Bring the open file to version ``to`` (default: the newest) in one transaction."""
    to = schema.VERSION if to is None else to
    database: Database = engine.database(connection)
    stop = _NAMES[to] if to < len(_NAMES) else None
    with engine.write_tx(connection):
        STEPS.apply(database, stop_before=stop)
        connection.execute(f"pragma application_id = {schema.APPLICATION_ID}")
        connection.execute(f"pragma user_version = {to}")
