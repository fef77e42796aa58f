"""What a word list says, and what is found with it; ``parse`` makes the list from data."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from workbench.domain.kinds import Platform


class Kind(StrEnum):
    """What is risky about some words (WORD-1; the last three only in statements, DISP-3)."""

    COUNTERFEIT = "counterfeit"
    OUTSIDE_MONEY = "outside_money"
    PROMISE = "promise"
    UNTRUE_REASON = "untrue_reason"
    INSULT = "insult"
    CONTACT = "contact"
    BYTES = "bytes"
    MOTIVE = "motive"
    UNRELATED = "unrelated"
    LENGTH = "length"


MEASURED = frozenset({Kind.BYTES, Kind.LENGTH})  # counted, not looked up in a list
OF_STATEMENTS = frozenset({Kind.MOTIVE, Kind.UNRELATED, Kind.LENGTH})


class Severity(StrEnum):
    """``block``: the text does not go; ``warn``: better change it."""

    BLOCK = "block"
    WARN = "warn"


class Use(StrEnum):
    """Who will read the text: the buyer, the platform's referee, or the merchant's own desk."""

    BUYER = "buyer"
    STATEMENT = "statement"
    REMARK = "remark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A thing with many spellings; a pattern names it as ``{name}``."""

    name: str
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the list: patterns, and what to do about them.

    A pattern is plain words, ``{token}`` for any spelling of a token, ``<4>`` for up to four
    characters of the same sentence. A match that meets an
    ``unless`` pattern is harmless. ``clause``:
    common words that also meet where one clause ends and another begins ("要不，发货了").
    ``confirm``: it goes once the person has confirmed it. ``platforms`` empty: all.
    """

    id: str
    kind: Kind
    severity: Severity
    words: tuple[str, ...]
    instead: str = ""
    confirm: bool = False
    clause: bool = False
    unless: tuple[str, ...] = ()
    uses: tuple[Use, ...] = (Use.BUYER, Use.STATEMENT)
    platforms: tuple[Platform, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Characters a statement may have (DISP-3), and whether more of them may be confirmed."""

    statement_chars: int = 500
    statement_confirm: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WordData:
    """The list as it is written. ``folds``: characters that stand for the first of their line."""

    limits: Limits = field(default_factory=Limits)
    folds: tuple[str, ...] = ()
    tokens: tuple[Token, ...] = ()
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Risky words at ``start:end`` of the text as typed (characters), and other words for them."""

    start: int
    end: int
    text: str
    kind: Kind
    severity: Severity
    instead: str = ""
    confirm: bool = False
    entry: str = ""

    @property
    def blocks(self) -> bool:
        """Whether the text does not go as it is, whatever is confirmed."""
        return self.severity is Severity.BLOCK and not self.confirm

    @property
    def asks(self) -> bool:
        """Whether the text goes only after a confirmation."""
        return self.confirm
