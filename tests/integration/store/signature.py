"""What a store holds, as a value to compare: every row of every table."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from workbench.base import engine

if TYPE_CHECKING:
    from pathlib import Path

Signature = dict[str, tuple[object, ...]]


def signature(path: Path) -> Signature:
    """Read by a connection of its own."""
    with closing(engine.connect(path, readonly=True)) as connection:
        names = connection.execute(
            "select name from sqlite_schema where type = 'table' and sql not like 'create virtual%'"
        ).fetchall()
        return {
            name: tuple(sorted(connection.execute(f'select * from "{name}"').fetchall(), key=repr))
            for (name,) in names
        }
