"""What one cell of an export says: ids as text, money in fen, times as Beijing time (IMP-2)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from workbench.base.texts import N_, Text, text
from workbench.domain import money
from workbench.domain.kinds import Fen, Millis

if TYPE_CHECKING:
    from collections.abc import Mapping

# What exports write where there is nothing.
NOTHING = frozenset({"", "-", "--", "—", "/", "无", "暂无", "null", "NULL", "None", "无退款申请"})

# First signs that make a spreadsheet program calculate, or that hide such a sign.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_LONGEST_NOTHING = max(map(len, NOTHING))

EXACT_LIMIT = 2**53  # from here on a spreadsheet's number no longer holds every digit

ID_ROUNDED = N_(
    "This id was rounded by a spreadsheet program: import the file as the platform gave it."
)
ID_STRANGE = N_("This is no id: it should be digits or letters without blanks.")
NO_AMOUNT = N_("This is no amount: write it like 1209.00.")
NO_TIME = N_("This is no time: write it like 2026-11-22 18:30:00.")
NO_COUNT = N_("This is no number of pieces: write it like 1.")

_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.:-]{0,63}", re.ASCII)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+", re.ASCII)
_POINT_ZERO = re.compile(r"(\d+)\.0+", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_MOMENT = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[T ]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d{1,6})?)?)?",
    re.ASCII,
)
_WRAPPING = " \t\r\n\u00a0\u3000\ufeff\u200b"
_EPOCH = datetime(1970, 1, 1, 8)  # noqa: DTZ001 - Beijing wall time, as the cells are
_SERIAL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - day 0 of the 1900 date system
_SERIAL_DAYS = (32_874, 73_051)  # 1990 to 2100: anything else is a number, not a day


class BadCell(Exception):
    """A cell that cannot be understood. ``reason`` says why, and what to do."""

    def __init__(self, reason: str, values: Mapping[str, object] | None = None) -> None:
        super().__init__(reason)
        self.reason: Text = text(reason, **(values or {}))


def clean_id(cell: str) -> str:
    """The id as text: without ``="..."``, quotes, an apostrophe, or TABs around it.

    Raises ``BadCell`` where digits are lost (scientific notation) or where it is no id at all.
    "" stays "".
    """
    if cell.isdigit() and cell.isascii():
        return cell
    cleaned = cell.strip(_WRAPPING).removeprefix("=").strip(_WRAPPING)
    cleaned = cleaned.strip('"').strip(_WRAPPING).lstrip("'`’‘").strip(_WRAPPING)
    if cleaned in NOTHING:
        return ""
    if _SCIENTIFIC.fullmatch(cleaned):
        raise BadCell(ID_ROUNDED)
    decimal = _POINT_ZERO.fullmatch(cleaned)
    if decimal:
        if int(decimal[1]) >= EXACT_LIMIT:
            raise BadCell(ID_ROUNDED)
        return decimal[1]
    if not _ID.fullmatch(cleaned):
        raise BadCell(ID_STRANGE)
    return cleaned


@lru_cache(maxsize=8192)
def amount(cell: str) -> Fen | None:
    """Fen from "1,234.00", "-12.00", "¥39.90"; None where the cell says that there is nothing.

    Raises ``BadCell`` for anything else.
    """
    cleaned = cell.strip(_WRAPPING)
    if cleaned in NOTHING:
        return None
    try:
        return money.parse_yuan(cleaned)
    except ValueError:
        raise BadCell(NO_AMOUNT) from None


def moment(cell: str) -> Millis | None:
    """Epoch milliseconds of a Beijing time or of a spreadsheet's day number; None for nothing.

    Raises ``BadCell`` for anything else.
    """
    try:
        if len(cell) == 19 and cell[0] == "2" and cell[10] == " ":
            return _since_epoch(datetime.fromisoformat(cell))
        return _other_moment(cell.strip(_WRAPPING))
    except (ValueError, OverflowError):
        raise BadCell(NO_TIME) from None


def _other_moment(cell: str) -> Millis | None:
    if cell in NOTHING or cell.startswith("0000-00-00"):
        return None
    found = _MOMENT.fullmatch(cell)
    if found:
        return _since_epoch(datetime(*(int(part or 0) for part in found.groups())))  # type: ignore[arg-type]  # noqa: DTZ001
    if _SERIAL.fullmatch(cell) and _SERIAL_DAYS[0] <= float(cell) < _SERIAL_DAYS[1]:
        seconds = round(float(cell) * 86_400)
        return _since_epoch(_SERIAL_ZERO + timedelta(seconds=seconds))
    raise ValueError(cell)


def _since_epoch(wall: datetime) -> Millis:
    """A naive Beijing wall time as epoch milliseconds (``beijing.from_datetime``, but faster)."""
    if wall.tzinfo is not None:
        raise ValueError(wall)
    gap = wall - _EPOCH
    return Millis(gap.days * 86_400_000 + gap.seconds * 1_000)


def count(cell: str) -> int | None:
    """A number of pieces; None for nothing. Raises ``BadCell`` for anything else."""
    cleaned = cell.strip(_WRAPPING)
    if cleaned in NOTHING:
        return None
    decimal = _POINT_ZERO.fullmatch(cleaned)
    digits = decimal[1] if decimal else cleaned
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 6):
        raise BadCell(NO_COUNT)
    return int(digits)


def words(cell: str, limit: int = 4_000) -> str:
    """Free text, its blanks already stripped; "" for nothing; cut with a mark above ``limit``."""
    if len(cell) <= _LONGEST_NOTHING and cell in NOTHING:
        return ""
    if cell[0] == "'":
        cell = restored(cell)
    return cell if len(cell) <= limit else cell[:limit] + "…(已截断)"


def defused(cell: str) -> str:
    """A text that no spreadsheet program takes for a formula: with an apostrophe in front."""
    return f"'{cell}" if cell.lstrip("'").startswith(DANGEROUS) else cell


def restored(cell: str) -> str:
    """What ``defused`` was given."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(DANGEROUS) else cell
