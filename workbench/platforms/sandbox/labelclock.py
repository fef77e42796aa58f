"""Clocks of service labels, some of which stand still at night (CLK-3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain import beijing

if TYPE_CHECKING:
    from workbench.domain.policy.extras import LabelClock

# The simulated shops keep these hours; a pack says only that business hours count.
OPENS, CLOSES = 9 * beijing.HOUR, 21 * beijing.HOUR
_NIGHT_FROM, _NIGHT_TO = 23 * beijing.HOUR, 8 * beijing.HOUR


def due(clock: LabelClock, entered_at: int) -> int:
    """When the clock of a label that began at ``entered_at`` ends."""
    length = beijing.hours(clock.hours)
    if clock.counts == "night_from_8":
        return _after_the_night(entered_at) + length
    if clock.counts == "business":
        return _in_business(entered_at, length)
    return entered_at + length


def _into_day(at: int) -> int:
    return (at + 8 * beijing.HOUR) % beijing.DAY


def _after_the_night(at: int) -> int:
    clock = _into_day(at)
    if clock >= _NIGHT_FROM:
        return at - clock + beijing.DAY + _NIGHT_TO
    return at - clock + _NIGHT_TO if clock < _NIGHT_TO else at


def _in_business(at: int, length: int) -> int:
    """Walk from opening to opening until the hours are used up."""
    while True:
        clock = _into_day(at)
        start = at - clock + max(clock, OPENS)
        room = at - clock + CLOSES - start
        if length <= room:
            return start + length
        length -= max(room, 0)
        at += beijing.DAY - clock
