"""What a search found, kept for the calls that follow: first page, whole list and counts ask alike.

Row ids go into a temporary table of the reading connection; they stay right until somebody else
writes (``PRAGMA data_version``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.store import words

if TYPE_CHECKING:
    from workbench.base.engine import Connection

FEW = 2_000  # so few are sooner looked up one by one than met on a walk along an index


@dataclass(frozen=True, slots=True)
class Found:
    """The name of the table with the ids, and how many there are."""

    table: str
    count: int


class Hits:
    """Belongs to one reading connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[bool, tuple[str, int, Found]] = {}
        connection.execute("pragma temp_store = memory")
        for name in ("hits_open", "hits_done"):
            connection.execute(f"create temp table if not exists {name} (id integer primary key)")

    def of(self, text: str, *, final: bool) -> Found:
        """Cases of ``text`` among those that are final, or among those that are not."""
        table = "hits_done" if final else "hits_open"
        match = words.question(text, final=final)
        version = int(self._connection.execute("pragma data_version").fetchone()[0])
        known = self._known.get(final)
        if known is not None and known[:2] == (match, version):
            return known[2]
        self._known.pop(final, None)
        self._connection.execute(f"delete from temp.{table}")
        count = 0
        if match:
            count = self._connection.execute(
                f"insert into temp.{table} select rowid from search where search match ?", (match,)
            ).rowcount
        found = Found(f"temp.{table}", count)
        self._known[final] = (match, version, found)
        return found

    def count(self, text: str, *, final: bool) -> int:
        """How many there are, without keeping them."""
        match = words.question(text, final=final)
        if not match:
            return 0
        row = self._connection.execute(
            "select count(*) from search where search match ?", (match,)
        ).fetchone()
        return int(row[0])
