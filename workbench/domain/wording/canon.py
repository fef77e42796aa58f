"""A text with its disguises taken off, each character knowing where it stood before.

Full width, capitals, circled letters, traditional and look-alike characters become plain ones;
blanks, punctuation, emoji and what has no width at all are left out, but remembered as gaps.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LISTS = frozenset("、：:")  # the clause goes on behind them
_COMMAS = frozenset("，,；;")
_STOPS = frozenset("。！？!?\n\r\u2028\u2029")
# Squared and circled capitals that have no compatibility form of their own.
_BADGES = ((0x1F150, 26), (0x1F170, 26))


class Gap(IntEnum):
    """What stood between a character and the one before."""

    NONE = 0
    BLANK = 1
    LIST = 2
    COMMA = 3
    STOP = 4


@dataclass(frozen=True, slots=True)
class Canon:
    """Plain ``chars``; the i-th came from ``starts[i]:ends[i]`` after ``gaps[i]``."""

    chars: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    gaps: tuple[Gap, ...]


def folding(lines: Sequence[str]) -> dict[str, str]:
    """Each character of a line onto the first of it."""
    return {other: _plain(line[0]) for line in lines for one in line[1:] for other in _plain(one)}


def canon(text: str, folds: Mapping[str, str]) -> Canon:
    """``text`` without its disguises."""
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    gaps: list[Gap] = []
    gap = Gap.NONE
    for at, raw in enumerate(text):
        kept = [folds.get(one, one) for one in _plain(raw)]
        kept = [one for one in kept if one.isalnum()]
        if not kept:
            gap = max(gap, _gap(raw))
            if chars and unicodedata.combining(raw):
                ends[-1] = at + 1
            continue
        for one in kept:
            chars.append(one)
            starts.append(at)
            ends.append(at + 1)
            gaps.append(gap)
            gap = Gap.NONE
    return Canon("".join(chars), tuple(starts), tuple(ends), tuple(gaps))


def _plain(raw: str) -> str:
    if raw.isascii():
        return raw.lower()
    code = ord(raw)
    for first, count in _BADGES:
        if first <= code < first + count:
            return chr(ord("a") + code - first)
    return unicodedata.normalize("NFKC", raw).lower()


def _gap(raw: str) -> Gap:
    if raw in _STOPS:
        return Gap.STOP
    if raw in _COMMAS:
        return Gap.COMMA
    return Gap.LIST if raw in _LISTS else Gap.BLANK
