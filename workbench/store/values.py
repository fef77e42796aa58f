"""Small things of the directory: clock, drafts, saved views, mappings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.store.session import Session


class Values:
    """The key-value table in one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, key: str) -> str | None:
        """The value, or None."""
        row = self._session.execute("select value from kv where key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set(self, key: str, value: str | None) -> None:
        """Write it; None removes it."""
        if value is None:
            self._session.write("delete from kv where key = ?", (key,))
        else:
            self._session.write(
                "insert into kv (key, value) values (?, ?)"
                " on conflict (key) do update set value = excluded.value",
                (key, value),
            )

    def prefixed(self, prefix: str) -> dict[str, str]:
        """Every pair whose key begins with ``prefix``, by key."""
        rows = self._session.execute(
            "select key, value from kv where key >= ?1 and substr(key, 1, length(?1)) = ?1"
            " order by key",
            (prefix,),
        )
        return dict(rows.fetchall())
