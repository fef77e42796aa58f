"""Rows by id, as many as are useful: the least recently used ones are forgotten."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.services.queries import CardRow

BOUND = 600  # some ten pages: 1 MB at most, whatever the store holds


class RowCache:
    """At most ``bound`` rows."""

    def __init__(self, bound: int = BOUND) -> None:
        self._rows: OrderedDict[int, CardRow] = OrderedDict()
        self._bound = bound

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, number: int) -> bool:
        return number in self._rows

    def get(self, number: int) -> CardRow | None:
        """The row, now the most recently used; None where it must be fetched."""
        row = self._rows.get(number)
        if row is not None:
            self._rows.move_to_end(number)
        return row

    def find(self, shop: str, case_id: str) -> CardRow | None:
        """The row of a case, where it is kept (there are few, so they are looked through)."""
        for row in self._rows.values():
            if row.case_id == case_id and row.shop == shop:
                return row
        return None

    def put(self, rows: Iterable[CardRow]) -> None:
        """Keep rows; the oldest make room."""
        for row in rows:
            self._rows[row.id] = row
            self._rows.move_to_end(row.id)
        while len(self._rows) > self._bound:
            self._rows.popitem(last=False)

    def missing(self, numbers: Iterable[int]) -> list[int]:
        """Which of the ids must be fetched."""
        return [number for number in numbers if number not in self._rows]

    def forget(self, numbers: Iterable[int]) -> None:
        """Drop rows that have changed."""
        for number in numbers:
            self._rows.pop(number, None)

    def keep_only(self, numbers: Iterable[int]) -> None:
        """Drop every row but these."""
        kept = set(numbers)
        self.forget([number for number in self._rows if number not in kept])

    def clear(self) -> None:
        """Drop everything."""
        self._rows.clear()
