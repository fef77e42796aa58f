"""The pattern language of the word list, compiled for canonical text."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from workbench.domain.wording.canon import Canon, Gap, canon, folding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbench.domain.wording.model import Entry, WordData

# Tokens that are shapes rather than words. A phone number may lead with the country's 86.
SHAPES = {
    "phone": r"(?:86)?1[3-9]\d{9}",
    "landline": r"0\d{9,11}",
    "digits": r"\d{5,11}",
    "id": r"(?=[a-z0-9]{0,19}\d)[a-z][a-z0-9]{4,19}",
    "mail": r"(?!)",  # its signs are gone from canonical text; ``check`` looks for it itself
}
PIECE = re.compile(r"\{(?P<token>[a-z_]+)\}|<(?P<reach>\d{1,2})>|(?P<words>[^{}<>]+)")


@dataclass(frozen=True, slots=True)
class Compiled:
    """An entry ready to search with. ``loose`` patterns have a ``<n>`` in them."""

    entry: Entry
    tight: re.Pattern[str] | None
    loose: re.Pattern[str] | None
    unless: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Matcher:
    """A whole list, compiled."""

    folds: Mapping[str, str]
    entries: tuple[Compiled, ...]


def pieces(pattern: str) -> list[re.Match[str]]:
    """The pieces of a pattern. Raises ``ValueError`` where it is none."""
    found = list(PIECE.finditer(pattern))
    if not found or "".join(piece[0] for piece in found) != pattern:
        raise ValueError(pattern)
    return found


@lru_cache(maxsize=32)
def matcher(data: WordData) -> Matcher:
    """The list compiled; the same list is compiled once."""
    folds = folding(data.folds)
    tokens = {
        one.name: _any(re.escape(canon(word, folds).chars) for word in one.spellings)
        for one in data.tokens
    } | SHAPES
    return Matcher(folds, tuple(_compiled(entry, tokens, folds) for entry in data.entries))


def _compiled(entry: Entry, tokens: Mapping[str, str], folds: Mapping[str, str]) -> Compiled:
    def joined(patterns: Sequence[str]) -> re.Pattern[str] | None:
        if not patterns:
            return None
        return re.compile(_any(_expression(one, tokens, folds) for one in patterns))

    return Compiled(
        entry,
        tight=joined([one for one in entry.words if "<" not in one]),
        loose=joined([one for one in entry.words if "<" in one]),
        unless=joined(entry.unless),
    )


def _expression(pattern: str, tokens: Mapping[str, str], folds: Mapping[str, str]) -> str:
    parts = []
    for piece in pieces(pattern):
        if piece["token"]:
            parts.append(f"()(?:{tokens[piece['token']]})()")  # the empty groups mark its ends
        elif piece["reach"]:
            parts.append(f".{{0,{piece['reach']}}}?")
        else:
            parts.append(re.escape(canon(piece["words"], folds).chars))
    return "".join(parts)


def _any(expressions: Iterator[str]) -> str:
    """One of them, the longest first."""
    return "|".join(sorted(set(expressions), key=lambda one: (-len(one), one)))


def spans(one: Compiled, text: Canon) -> list[tuple[int, int]]:
    """Where an entry stands in a text, in characters of the canonical text."""
    clause = Gap.LIST if one.entry.clause else None
    tight = list(_found(one.tight, text, clause))
    found = list(tight)
    for start, end in _found(one.loose, text, Gap.STOP):
        # "发货了，加微信" is about the second clause: its own words mark it closer.
        within = not _broken(text, start, end, Gap.COMMA, disguised=True)
        if within or not meets(tight, start, end):
            found.append((start, end))
    if not found or one.unless is None:
        return found
    harmless = list(_found(one.unless, text, Gap.COMMA, disguised=False))
    return [place for place in found if not meets(harmless, *place)]


def meets(places: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of some places, in order and apart from each other, meets ``start:end``."""
    at = bisect_left(places, (end, 0))
    return at > 0 and places[at - 1][1] > start


def _found(
    wanted: re.Pattern[str] | None, text: Canon, breaks: Gap | None, *, disguised: bool = True
) -> Iterator[tuple[int, int]]:
    if wanted is None:
        return
    at = 0
    while (match := wanted.search(text.chars, at)) is not None:
        start, end = match.span()
        marks = {start, end, *(place for place, _same in match.regs[1:])}
        good = not any(_runs_on(text, place) for place in marks) and not _broken(
            text, start, end, breaks, disguised=disguised
        )
        if good:
            yield start, end
        at = end if good else start + 1


def _runs_on(text: Canon, at: int) -> bool:
    """Latin words and numbers stand alone: ``wx`` is not in ``wxyz``, no phone in an order id."""
    if not 0 < at < len(text.chars) or text.gaps[at] is not Gap.NONE:
        return False
    before, after = text.chars[at - 1], text.chars[at]
    return (before.isdigit() and after.isdigit()) or (
        before.isascii() and after.isascii() and before.isalpha() and after.isalpha()
    )


def _broken(text: Canon, start: int, end: int, breaks: Gap | None, *, disguised: bool) -> bool:
    """Whether a match only came about because two parts of a text meet at a gap like ``breaks``.

    A disguise is told from a sentence by being everywhere: gaps between all characters. Where it
    is no excuse (``disguised`` False) a gap breaks all the same: "您说得对，这是高仿" is no
    quotation of the buyer.
    """
    gaps = text.gaps[start + 1 : end]
    if breaks is None or (disguised and all(gaps)):
        return False
    return max(gaps, default=Gap.NONE) >= breaks
