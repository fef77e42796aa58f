"""Who is working: a process named so that a dead one is told from one that took its number."""

from __future__ import annotations

import os
from pathlib import Path


def _started(pid: int) -> str | None:
    """When the process started, in the kernel's own count; None where it does not run."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("ascii", "replace")
    except OSError:
        return None
    return stat.rpartition(")")[2].split()[19]


def token() -> str:
    """This process as "pid:start"."""
    pid = os.getpid()
    return f"{pid}:{_started(pid) or ''}"


def alive(owner: str) -> bool:
    """Whether the process behind a token still runs on this machine.

    Where the system does not tell start times, a living number counts as alive: then the lease
    decides.
    """
    number, _, start = owner.partition(":")
    if not number.isdigit():
        return False
    pid = int(number)
    if start:
        return _started(pid) == start
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
