"""Many cases at once: for imports and for making big demo stores."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.domain.case import Case, TimelineEntry
    from workbench.store.unit import Store

PART = 20_000
CACHE_KIB = 65_536


class Bulk:
    """Writes in parts, each of them a transaction: a crash leaves whole parts behind."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def save_cases(self, rows: Iterator[tuple[Case, tuple[TimelineEntry, ...]]]) -> int:
        """Save all of them; returns how many."""
        # Indexes grow in random places: they should stay in memory meanwhile.
        ask = self._store.connections.writer().execute
        usual = ask("pragma cache_size").fetchone()[0]
        ask(f"pragma cache_size = -{CACHE_KIB}")
        try:
            return self._parts(rows)
        finally:
            ask(f"pragma cache_size = {usual}")

    def _parts(self, rows: Iterator[tuple[Case, tuple[TimelineEntry, ...]]]) -> int:
        count = 0
        while True:
            with self._store.write() as unit:
                saved = unit.cases.save_many(islice(rows, PART))
                unit.commit()
            count += saved
            if saved < PART:
                return count
