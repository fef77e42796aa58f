"""When in the days of the past a case falls: evenly over the days, by the habits of the hours."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from workbench.domain import beijing

# Share of a day's applications per hour of the Beijing day, from 0 to 23.
HOURS = (2, 1, 1, 1, 1, 1, 1, 2, 4, 6, 8, 7, 6, 6, 5, 5, 5, 5, 5, 6, 8, 9, 6, 4)
_SUMS = (0, *accumulate(HOURS))
_TOTAL = _SUMS[-1]


def clock_of(share: float) -> int:
    """The time of day (ms, whole seconds) by which ``share`` of a day's applications have come."""
    wanted = share * _TOTAL
    hour = min(bisect_right(_SUMS, wanted) - 1, 23)
    return int((hour + (wanted - _SUMS[hour]) / HOURS[hour]) * 3_600) * beijing.SECOND


def share_of(clock: int) -> float:
    """The share of a day's applications that have come by a time of day (ms)."""
    hour, rest = divmod(clock, beijing.HOUR)
    return (_SUMS[hour] + HOURS[hour] * rest / beijing.HOUR) / _TOTAL


class Days:
    """``count`` cases over ``days`` whole days and the begun one, the oldest first."""

    def __init__(self, until: int, days: int, count: int) -> None:
        today = beijing.midnight(beijing.day_of(until))
        self._first = today - days * beijing.DAY
        self._length = days + share_of(until - today)
        self._count = max(1, count)

    def at(self, number: int) -> int:
        """When case ``number`` was applied for."""
        day, share = divmod((number + 0.5) / self._count * self._length, 1.0)
        return self._first + int(day) * beijing.DAY + clock_of(share)

    def cases_in(self, days: int) -> int:
        """How many cases fall into so many days."""
        return int(self._count / self._length * days)
