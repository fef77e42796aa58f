"""The platform's own clock: standing until it is moved, or running with real time and an offset."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from workbench.platforms.sandbox import books

if TYPE_CHECKING:
    from workbench.base.engine import Connection

# Monday morning in Beijing: what a shop world starts with when nobody says otherwise, so that the
# same seed and the same commands give the same ledger on any day.
DEFAULT_CLOCK = 1_795_397_460_000  # 2026-11-23T09:31:00+08:00


class Mode(StrEnum):
    """``standing`` on the command line, ``running`` in the demo."""

    STANDING = "standing"
    RUNNING = "running"


def mode(connection: Connection) -> Mode:
    """How the clock goes."""
    return Mode(books.get_value(connection, "mode", Mode.STANDING))


def last(connection: Connection) -> int:
    """The instant up to which everything has happened."""
    return int(books.get_value(connection, "clock", "0"))


def now(connection: Connection, wall: int) -> int:
    """What the clock shows; it never goes back behind what has happened."""
    if mode(connection) is Mode.STANDING:
        return last(connection)
    return max(last(connection), wall + int(books.get_value(connection, "offset", "0")))


def happened(connection: Connection, until: int) -> None:
    """Everything up to ``until`` has happened."""
    books.set_value(connection, "clock", until)


def set_mode(connection: Connection, wanted: Mode, wall: int) -> None:
    """Stand still at the present instant, or run on from it."""
    if wanted is Mode.RUNNING and mode(connection) is Mode.STANDING:
        books.set_value(connection, "offset", last(connection) - wall)
    books.set_value(connection, "mode", wanted)


def resume(connection: Connection, wall: int) -> None:
    """Run on from the last instant that was lived through, as if no time had passed since."""
    books.set_value(connection, "offset", last(connection) - wall)
    books.set_value(connection, "mode", Mode.RUNNING)


def shift(connection: Connection, by: int) -> None:
    """Move a running clock ahead."""
    offset = int(books.get_value(connection, "offset", "0"))
    books.set_value(connection, "offset", offset + by)
