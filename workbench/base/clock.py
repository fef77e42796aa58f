"""The one module that reads the clock. Times are UTC epoch milliseconds everywhere (CLK-6)."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """Where "now" comes from."""

    def now(self) -> int:
        """Now, as UTC epoch milliseconds."""
        ...


def wall_ms() -> int:
    """Real time, as UTC epoch milliseconds."""
    return time.time_ns() // 1_000_000


def monotonic_ms() -> int:
    """A clock that never jumps, for measuring waits only."""
    return time.monotonic_ns() // 1_000_000


class OffsetClock:
    """Real time plus an offset in milliseconds (0 for real shops)."""

    def __init__(self, offset_ms: int = 0) -> None:
        self.offset_ms = offset_ms

    def now(self) -> int:
        """Now, as UTC epoch milliseconds."""
        return wall_ms() + self.offset_ms


class StandingClock:
    """A clock that stands still until it is moved: the sandbox's on the command line."""

    def __init__(self, at: int) -> None:
        self.at = at

    def now(self) -> int:
        """The instant it stands at."""
        return self.at
