"""What a search found, kept for the calls that follow: first page, whole list and counts ask alike.

Row ids go into a temporary table of the reading connection; they stay right until somebody else
writes (``PRAGMA data_version``). What the tables hold is noted beside them, in the same
transaction: a rollback takes both back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.store import words

if TYPE_CHECKING:
    from workbench.base.engine import Connection

FEW = 2_000  # so few are sooner looked up one by one than met on a walk along an index
MANY = 50_000

_TABLES = (
    "create temp table if not exists hits_open (id integer primary key)",
    "create temp table if not exists hits_done (id integer primary key)",
    """create temp table if not exists hits_known
    (name text primary key, match text, version integer, n integer)""",
)


@dataclass(frozen=True, slots=True)
class Found:
    """The name of the table with the ids, and how many there are."""

    table: str
    count: int


class Hits:
    """Belongs to one reading connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        connection.execute("pragma temp_store = memory")

    def of(self, text: str, *, final: bool) -> Found:
        """Cases of ``text`` among those that are final, or among those that are not."""
        found = self._gathered(text, final=final, most=-1)
        assert found is not None  # without a limit nothing is too many
        return found

    def few(self, text: str, *, final: bool) -> Found | None:
        """The same for a first page; None where so much is found that asking row by row along
        the list is sooner done than gathering."""
        most = -1 if words.spread(text) else MANY
        return self._gathered(text, final=final, most=most)

    def _gathered(self, text: str, *, final: bool, most: int) -> Found | None:
        name = "hits_done" if final else "hits_open"
        match = words.question(text, final=final)
        ask = self._connection.execute
        for statement in _TABLES:  # a rollback may have taken them away
            ask(statement)
        version = ask("pragma data_version").fetchone()[0]
        known = ask(
            "select n from temp.hits_known where name = ? and match = ? and version = ?",
            (name, match, version),
        ).fetchone()
        if known is not None:
            return Found(f"temp.{name}", known[0])
        ask("delete from temp.hits_known where name = ?", (name,))
        ask(f"delete from temp.{name}")
        count = 0
        if match:
            count = ask(
                f"insert into temp.{name} select rowid from search where search match ? limit ?",
                (match, most),
            ).rowcount
        if count == most:
            return None
        ask(
            "insert into temp.hits_known (name, match, version, n) values (?, ?, ?, ?)",
            (name, match, version, count),
        )
        return Found(f"temp.{name}", count)

    def count(self, text: str, *, final: bool) -> int:
        """How many there are, without keeping them."""
        match = words.question(text, final=final)
        if not match:
            return 0
        row = self._connection.execute(
            "select count(*) from search where search match ?", (match,)
        ).fetchone()
        return int(row[0])
