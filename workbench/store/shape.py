"""The shape a store must have: every table, index, trigger and view of its version, and no other.

A file that passes every integrity check may still hold a trigger that redirects money, so a
backup is compared with a store freshly made at the same version.
"""

from __future__ import annotations

import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path

from workbench.base import engine

Shape = dict[str, str]


def shape_of(connection: engine.Connection) -> Shape:
    """What the file holds, by name, as its DDL."""
    rows = connection.execute(
        "select type || ' ' || name, coalesce(sql, '') from sqlite_schema"
        " where name not like 'sqlite\\_%' escape '\\'"
    )
    return dict(rows.fetchall())


@cache
def expected(version: int) -> tuple[tuple[str, str], ...]:
    """What a store of that version holds."""
    from workbench.store.migrations.steps import migrate

    with (
        tempfile.TemporaryDirectory(prefix="workbench-shape-") as folder,
        closing(engine.connect(Path(folder) / "new.db")) as connection,
    ):
        migrate(connection, to=version)
        return tuple(sorted(shape_of(connection).items()))


def foreign_part(connection: engine.Connection, version: int) -> str | None:
    """The first thing that is missing, changed or does not belong there; None: all is well."""
    found, wanted = shape_of(connection), dict(expected(version))
    differing = (name for name in sorted({*found, *wanted}) if found.get(name) != wanted.get(name))
    return next(differing, None)
