"""Figures of offers in words: share accepted with its interval, purse (NEG-3, NEG-5)."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from workbench.base.texts import _, ngettext
from workbench.ui import phrases

if TYPE_CHECKING:
    from workbench.services.workbench import SuggestedPlan

LEAST = 10  # under ten cases only counts are shown, never a share (design 2)
_Z = 1.96


@dataclass(frozen=True, slots=True)
class Interval:
    """A share between 0 and 1 with its 95 % interval (Wilson)."""

    low: float
    mid: float
    high: float


def interval(accepted: int | None, offered: int | None) -> Interval | None:
    """The interval of a share; None where there are too few cases to say anything."""
    if accepted is None or offered is None or offered < LEAST:
        return None
    share = accepted / offered
    square = _Z * _Z
    scale = 1 + square / offered
    centre = (share + square / (2 * offered)) / scale
    half = _Z * sqrt(share * (1 - share) / offered + square / (4 * offered**2)) / scale
    return Interval(max(0.0, centre - half), share, min(1.0, centre + half))


def percent(share: float) -> str:
    """A share without decimals."""
    return f"{round(100 * share)}%"


def span(found: Interval) -> str:
    """An interval: ``27–50%``."""
    return f"{round(100 * found.low)}–{round(100 * found.high)}%"


def times(count: int) -> str:
    """How often: ``61 times``."""
    return ngettext("{n} time", "{n} times", count).format(n=count)


def result(plan: SuggestedPlan) -> str:
    """How a plan went in this shop, in one line."""
    found = interval(plan.accepted, plan.offered)
    if found is not None and plan.offered is not None:
        return _("{accepted} of {offered} accepted, {share} ({span})").format(
            accepted=plan.accepted, offered=plan.offered, share=percent(found.mid),
            span=span(found),
        )  # fmt: skip
    if plan.offered:
        return _("only {times}: too few for a share").format(times=times(plan.offered))
    return _("no results here yet, in the order of the rules")


def title(said: str, kind: str) -> str:
    """What a plan is called: the words of the rules (a catalogue sentence), else its kind."""
    return _(said) if said else phrases.plan(kind)


def purse(spent: int, whole: int | None) -> tuple[str, float] | None:
    """What is left of the day's purse, and the spent share; None without a limit."""
    if whole is None:
        return None
    left = max(0, whole - spent)
    share = 0.0 if whole <= 0 else min(1.0, spent / whole)
    words = f"{phrases.amount(left)} / {phrases.amount(whole)}"
    return words, share
