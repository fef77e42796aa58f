"""Checking a text against a list: where the risky words stand, and what to say instead."""

from __future__ import annotations

import re
from bisect import insort
from typing import TYPE_CHECKING

from workbench.domain.wording.canon import canon
from workbench.domain.wording.model import OF_STATEMENTS, Finding, Kind, Severity, Use
from workbench.domain.wording.patterns import matcher, meets, spans

if TYPE_CHECKING:
    from workbench.domain.wording.model import WordData

_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+[@＠][\w-]+(?:\.[\w-]+)+", re.ASCII)
MAIL = "{mail}"  # a shape that is looked for in the text as typed
LONGEST = 20_000  # characters looked at; what is longer than that does not go


def check(
    text: str, rules: WordData, *, use: Use = Use.BUYER, platform: str = "", max_bytes: int = 0
) -> tuple[Finding, ...]:
    """Findings of a text, in the order of the text; they never overlap, but for what is too long.

    ``platform`` "" looks at what holds everywhere; ``max_bytes`` 0 counts no bytes.
    """
    found = _listed(text[:LONGEST], rules, use, platform)
    kept: list[Finding] = []
    taken: list[tuple[int, int]] = []
    for one in sorted(found, key=_weight):
        if not meets(taken, one.start, one.end):
            insort(taken, (one.start, one.end))
            kept.append(one)
    kept += _too_long(text, rules, use, max_bytes)
    return tuple(sorted(kept, key=lambda one: (one.start, one.end)))


def _weight(one: Finding) -> tuple[bool, bool, int, int]:
    """The gravest first, then the longest, then the first in the text."""
    return one.severity is not Severity.BLOCK, one.confirm, one.start - one.end, one.start


def _listed(text: str, rules: WordData, use: Use, platform: str) -> list[Finding]:
    compiled = matcher(rules)
    plain = canon(text, compiled.folds)
    found = []
    for one in compiled.entries:
        entry = one.entry
        elsewhere = entry.platforms and platform not in entry.platforms
        if (
            use not in entry.uses
            or elsewhere
            or (entry.kind in OF_STATEMENTS and use is not Use.STATEMENT)
        ):
            continue
        places = [(plain.starts[a], plain.ends[b - 1]) for a, b in spans(one, plain)]
        if MAIL in entry.words:
            places += [match.span() for match in _MAIL.finditer(text)]
        found += [
            Finding(
                start=start, end=end, text=text[start:end], kind=entry.kind,
                severity=entry.severity, instead=entry.instead, confirm=entry.confirm,
                entry=entry.id,
            )
            for start, end in places
        ]  # fmt: skip
    return found


def _too_long(text: str, rules: WordData, use: Use, max_bytes: int) -> list[Finding]:
    found = []
    if len(text) > LONGEST:
        found.append(_rest(text, LONGEST, Kind.BYTES))
    elif max_bytes and len(text.encode(errors="replace")) > max_bytes:
        start = len(text.encode(errors="replace")[:max_bytes].decode(errors="ignore"))
        found.append(_rest(text, start, Kind.BYTES))
    most = rules.limits.statement_chars
    if use is Use.STATEMENT and most and len(text) > most:
        found.append(_rest(text, most, Kind.LENGTH, confirm=rules.limits.statement_confirm))
    return found


def _rest(text: str, start: int, kind: Kind, *, confirm: bool = False) -> Finding:
    severity = Severity.WARN if confirm else Severity.BLOCK
    return Finding(
        start=start, end=len(text), text=text[start:], kind=kind, severity=severity,
        confirm=confirm,
    )  # fmt: skip


def replaced(text: str, finding: Finding) -> str:
    """The text with other words in the place of the risky ones."""
    return text[: finding.start] + finding.instead + text[finding.end :]
