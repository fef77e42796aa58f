"""Verdicts as they were recorded (DISP-4), and how often the forecast was right about them (VER-2).

No platform keeps a verdict as a fact of the case: it is an entry of the timeline ("verdict"), and
who is held responsible follows from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import TYPE_CHECKING

from workbench.domain.forecast import facts_of, lines
from workbench.domain.forecast_table import Party

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.domain.case import Case, TimelineEntry
    from workbench.domain.forecast_table import ForecastTable
    from workbench.domain.kinds import Action, Millis
    from workbench.domain.policy.model import Policy

ENTRY = "verdict"  # the kind of the timeline's entry
SHARES_FROM = 10  # under so many cases only counts are said, never a share
_Z = 1.96


class Ruling(StrEnum):
    """Whom the platform gave right; withdrawn: nobody, the case went back."""

    BUYER = "buyer"
    MERCHANT = "merchant"
    WITHDRAWN = "withdrawn"
    SHARED = "shared"


_RESPONSIBLE = {
    Ruling.BUYER: Party.MERCHANT,
    Ruling.MERCHANT: Party.BUYER,
    Ruling.SHARED: Party.SHARED,
    Ruling.WITHDRAWN: Party.NONE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One verdict; ``counted``: it stands against the shop in the platform's figures."""

    ruling: Ruling
    at: Millis

    @property
    def responsible(self) -> Party:
        """Who is held responsible."""
        return _RESPONSIBLE[self.ruling]

    @property
    def counted(self) -> bool:
        """DISP-4: only a verdict against the merchant counts."""
        return self.responsible is Party.MERCHANT


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A case the platform has decided, with what its timeline tells."""

    case: Case
    verdict: Verdict
    timeline: tuple[TimelineEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Of ``n`` verdicts ``k`` went this way; ``rule`` is the id of a rule, "" for all together."""

    rule: str
    n: int
    k: int

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the share (Wilson); None where there are too few for a share."""
        if self.n < SHARES_FROM:
            return None
        share, square = self.k / self.n, _Z * _Z
        scale = 1 + square / self.n
        centre = (share + square / (2 * self.n)) / scale
        half = _Z * sqrt(share * (1 - share) / self.n + square / (4 * self.n**2)) / scale
        return max(0.0, centre - half), min(1.0, centre + half)


def ruling_of(word: str) -> Ruling | None:
    """A verdict's word in the timeline; None for what nobody knows."""
    try:
        return Ruling(word)
    except ValueError:
        return None


def verdict_of(timeline: Iterable[TimelineEntry]) -> Verdict | None:
    """The last verdict of a case, or None."""
    found = None
    for entry in timeline:
        ruling = ruling_of(entry.text) if entry.kind == ENTRY else None
        if ruling is not None and (found is None or entry.at >= found.at):
            found = Verdict(ruling=ruling, at=entry.at)
    return found


def decided(judged: Iterable[Judged]) -> tuple[Judged, ...]:
    """Those in which somebody was given right: a withdrawal says nothing about a forecast."""
    return tuple(one for one in judged if one.verdict.ruling is not Ruling.WITHDRAWN)


def calibrate(
    table: ForecastTable, judged: Iterable[Judged], *, act: Action, policy: Policy | None = None
) -> dict[str, Tally]:
    """VER-2: by rule, the verdicts in cases of which it would have spoken, and how many went its
    way. Rules that take no side, and those with fewer than ``table.least`` verdicts, are left out:
    silence says more than three cases."""
    counts: dict[str, list[int]] = {}
    for one in decided(judged):
        facts = facts_of(one.case, table, act=act, policy=policy, timeline=one.timeline)
        for rule in lines(table, facts):
            if rule.side:
                count = counts.setdefault(rule.id, [0, 0])
                count[0] += 1
                count[1] += one.verdict.ruling == rule.side
    return {name: Tally(rule=name, n=n, k=k) for name, (n, k) in counts.items() if n >= table.least}


def alike(case: Case, judged: Iterable[Judged], *, least: int) -> dict[str, Tally]:
    """The verdicts in cases of this platform and type, by the side they went to ("buyer" and
    "merchant"); empty where there are fewer than ``least``."""
    ours = [
        one.verdict.ruling
        for one in decided(judged)
        if one.case.platform is case.platform and one.case.type is case.type
    ]
    if len(ours) < least:
        return {}
    sides = (Ruling.BUYER, Ruling.MERCHANT)
    return {str(side): Tally(rule="", n=len(ours), k=ours.count(side)) for side in sides}
