"""One transaction's connection: refuses to work after its end, and to write while reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.base.errors import BugError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workbench.base.engine import Connection, Cursor

    Values = Sequence[Any] | Mapping[str, Any]


class Session:
    """What repositories run their SQL on. ``writable`` False refuses everything but questions."""

    __slots__ = ("connection", "live", "writable")

    def __init__(self, connection: Connection, *, writable: bool) -> None:
        self.connection = connection
        self.writable = writable
        self.live = True

    def execute(self, sql: str, values: Values = ()) -> Cursor:
        """Ask a question."""
        if not self.live:
            raise BugError("this unit of work is over: nothing outside it is saved")
        return self.connection.execute(sql, values)

    def write(self, sql: str, values: Values = ()) -> Cursor:
        """Change something."""
        self._may_write()
        return self.connection.execute(sql, values)

    def write_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Change something for every row."""
        self._may_write()
        self.connection.executemany(sql, rows)

    def _may_write(self) -> None:
        if not self.live:
            raise BugError("this unit of work is over: nothing outside it is saved")
        if not self.writable:
            raise BugError("this unit of work only reads: open one with write()")


def end(connection: Connection) -> None:
    """Roll back what is still open: a commit has ended it already, and so has a full disk."""
    if connection.in_transaction:
        connection.execute("rollback")
