"""A share of counted cases with its interval, and silence where there are too few of them."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

LEAST = 10  # under ten cases only counts are told, never a share
_Z = 1.959964  # the normal quantile of a two-sided 95 %


@dataclass(frozen=True, slots=True)
class Interval:
    """A share between 0 and 1 with its 95 % interval."""

    low: float
    mid: float
    high: float


def wilson(hits: int, cases: int) -> Interval:
    """Wilson's score interval without correction (Wilson 1927, JASA 22, 209-212).

    Raises ``ValueError`` where there are no cases, or more hits than cases.
    """
    if not 0 <= hits <= cases or not cases:
        raise ValueError((hits, cases))
    share, square = hits / cases, _Z * _Z
    scale = 1 + square / cases
    centre = (share + square / (2 * cases)) / scale
    half = _Z * sqrt(share * (1 - share) / cases + square / (4 * cases**2)) / scale
    return Interval(max(0.0, centre - half), share, min(1.0, centre + half))


def share(hits: int | None, cases: int | None, least: int = LEAST) -> Interval | None:
    """The share with its interval; None below ``least`` cases or where nothing was counted."""
    if hits is None or cases is None or cases < max(1, least):
        return None
    return wilson(hits, cases)
