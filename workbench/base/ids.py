"""Ids made here: UUID version 7 as text, sortable by the time they were made."""

from __future__ import annotations

import secrets
import time


def new_id() -> str:
    """A fresh UUIDv7 (RFC 9562, section 5.7) in its usual 36-character form."""
    stamp = time.time_ns() // 1_000_000
    value = (stamp & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76
    value |= secrets.randbits(12) << 64
    value |= 0b10 << 62
    value |= secrets.randbits(62)
    digits = f"{value:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
