"""What a transaction leaves behind beside its rows: counters, dirty days, and the list of changes.

Collected while the unit of work runs, written once before it commits.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from workbench.base.clock import wall_ms
from workbench.services.ports import Change

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.store.session import Session

Slot = tuple[str, str, str, str, str, str]  # shop, platform, type, stage, flag, assignee

MANY = 5_000  # beyond it a screen is better off reading everything again
EVERYTHING = Change("all", "*")
KEPT = 100_000
_DAY = 86_400_000
_BEIJING = 8 * 3_600_000


class Ledger:
    """Belongs to one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._counts: Counter[Slot] = Counter()
        self._days: set[tuple[str, int]] = set()
        self._changes: dict[Change, int | None] = {}

    def moved(self, old: Slot | None, new: Slot) -> None:
        """A case stands in another slot of the counters now."""
        if old != new:
            if old is not None:
                self._counts[old] -= 1
            self._counts[new] += 1

    def dirty(self, shop: str, instants: Iterable[int | None]) -> None:
        """The figures of these instants' Beijing days must be computed anew."""
        self._days.update((shop, day_number(at)) for at in instants if at is not None)

    def changed(self, change: Change, row: int | None = None) -> None:
        """Tell screens; the same change counts once."""
        if row is not None or change not in self._changes:
            self._changes[change] = row

    def flush(self) -> tuple[Change, ...]:
        """Write everything collected; returns the changes in the order they came."""
        self._flush_counts()
        if self._days:
            self._session.write_many(
                "insert or ignore into dirty_days (shop, day) values (?, ?)", sorted(self._days)
            )
            self._days.clear()
        changes = tuple(self._changes)
        self._flush_changes()
        return changes

    def _flush_counts(self) -> None:
        moved = [(*slot, n) for slot, n in self._counts.items() if n]
        self._counts.clear()
        if moved:
            self._session.write_many(
                "insert into counters (shop, platform, type, stage, flag, assignee, n)"
                " values (?1, ?2, ?3, ?4, ?5, ?6, max(?7, 0))"
                " on conflict do update set n = n + ?7",
                moved,
            )

    def _flush_changes(self) -> None:
        if not self._changes:
            return
        at = wall_ms()
        rows: list[tuple[str, str, int | None, int]] = (
            [(EVERYTHING.kind, EVERYTHING.id, None, at)]
            if len(self._changes) > MANY
            else [(change.kind, change.id, row, at) for change, row in self._changes.items()]
        )
        self._changes.clear()
        self._session.write_many(
            "insert into changes (kind, id, case_row, at) values (?, ?, ?, ?)", rows
        )
        self._session.write(
            "delete from changes where seq <= (select max(seq) from changes) - ?", (KEPT,)
        )


def day_number(at: int) -> int:
    """The Beijing day of an instant, counted from 1970-01-01."""
    return (at + _BEIJING) // _DAY
