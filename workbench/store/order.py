"""Where a case stands in the queue, as two stored numbers: ``lane`` and ``due`` (CLK-1, CLK-7).

Whatever depends on the present instant is left to the query; whatever does not is stored, so that
an index holds the queue in its order. The urgency of ``domain.deadline`` follows from lane, due,
turn and the instant; ``views.URGENCY`` says how.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from workbench.domain.kinds import Turn

if TYPE_CHECKING:
    from workbench.domain.case import Case


class Lane(IntEnum):
    """``due`` means: OURS our countdown, or NULL where it is unknown ("look at the platform");
    THEIRS the clock of buyer or platform; STILL nothing runs; DONE minus the final instant, so
    that the newest comes first."""

    OURS = 0
    THEIRS = 1
    STILL = 2
    DONE = 3


def standing(case: Case) -> tuple[Lane, int | None]:
    """The lane of a case and its place in it."""
    if case.final:
        return Lane.DONE, -(case.times.final_at or case.as_of)
    due = None if case.deadline.paused else case.deadline.at
    owed = case.owed_due_at
    if owed is not None:
        ours = case.turn is Turn.MERCHANT and due is not None
        return Lane.OURS, min(due, owed) if ours and due is not None else owed
    if case.turn is Turn.MERCHANT and not case.deadline.paused:
        return Lane.OURS, due
    if due is not None:
        return Lane.THEIRS, due
    return Lane.STILL, None
