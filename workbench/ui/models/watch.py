"""Who crosses a threshold next: deadlines in order with one pointer each, no work per card."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.services.queries import Snapshot, Thresholds

LIMIT = 1_000  # the nearest deadlines; read again before they run out


@dataclass(frozen=True, slots=True)
class Crossed:
    """What a step forward in time brought: (row id, due) that became soon, critical, or ended."""

    soon: tuple[tuple[int, int], ...] = ()
    critical: tuple[tuple[int, int], ...] = ()
    ended: tuple[tuple[int, int], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.soon or self.critical or self.ended)


class Watch:
    """Deadlines of cards on our turn. ``advance`` costs what has crossed, not what there is."""

    def __init__(self) -> None:
        self._due: list[int] = []
        self._ids: list[int] = []
        self._critical_ms = 0
        self._soon_ms = 0
        self._soon = self._critical = self._ended = 0
        self._complete = True
        self.steps = 0  # pointer moves since the start; tests pin that it does not grow with n

    def load(
        self, snapshot: Snapshot, now: int, thresholds: Thresholds
    ) -> tuple[tuple[int, int], ...]:
        """Take the deadlines of a snapshot; returns (id, due) of the cards critical at ``now``."""
        pairs = sorted(pair for pair in zip(snapshot.due, snapshot.ids, strict=True) if pair[0])
        self._due = [due for due, _ in pairs]
        self._ids = [number for _, number in pairs]
        self._critical_ms, self._soon_ms = thresholds.critical_ms, thresholds.soon_ms
        self._complete = snapshot.complete
        self._ended = bisect_right(self._due, now)
        self._critical = self._before(now + self._critical_ms)
        self._soon = self._before(now + self._soon_ms)
        return self._pairs(self._ended, self._critical)

    def advance(self, now: int) -> Crossed:
        """What has crossed a threshold since the last call."""
        if not self._due:
            return Crossed()
        soon, self._soon = self._step(self._soon, now + self._soon_ms)
        critical, self._critical = self._step(self._critical, now + self._critical_ms)
        ended, self._ended = self._step(self._ended, now + 1)
        return Crossed(soon, critical, ended)

    @property
    def runs_out(self) -> bool:
        """Whether there may be deadlines behind the last one that was read."""
        return not self._complete and self._soon >= len(self._ids) - 1

    def _before(self, instant: int) -> int:
        return bisect_right(self._due, instant - 1)

    def _pairs(self, first: int, last: int) -> tuple[tuple[int, int], ...]:
        return tuple(zip(self._ids[first:last], self._due[first:last], strict=True))

    def _step(self, pointer: int, instant: int) -> tuple[tuple[tuple[int, int], ...], int]:
        first = pointer
        while pointer < len(self._due) and self._due[pointer] < instant:
            pointer += 1
            self.steps += 1
        return self._pairs(first, pointer), pointer
