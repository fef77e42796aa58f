"""What a pack says about suggesting plans: which, for whom, how much at first, in which order."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.domain.kinds import CaseType, GoodsStatus, PlanKind, ReasonClass


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStep:
    """NEG-3: a plan to suggest, and the scene it is for; what is empty fits everything.

    The first offer is ``percent`` of the claim (half a step goes down), at least ``least_fen``
    and never above ``ceiling_fen`` (None: only purse and claim bound it). ``yields``: it gives
    the buyer what was asked for, so it stands behind everything else.
    """

    kind: PlanKind
    percent: int = 0
    least_fen: int = 0
    ceiling_fen: int | None = None
    types: tuple[CaseType, ...] = ()
    goods: tuple[GoodsStatus, ...] = ()
    reasons: tuple[ReasonClass, ...] = ()
    not_for: tuple[str, ...] = ()  # service labels
    explanation: str = ""
    yields: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionPolicy:
    """NEG-3 and NEG-11 as data; all of it is ours, no platform gives it.

    ``bands_fen`` part claims into like ones; ``goods_kinds`` are the service labels that make
    goods another kind, the first that fits counts. Below ``least_cases`` no share is told;
    results count for ``days``.
    """

    steps: tuple[PlanStep, ...] = ()
    ladder: tuple[PlanKind, ...] = ()
    bands_fen: tuple[int, ...] = ()
    goods_kinds: tuple[str, ...] = ()
    round_fen: int = 100
    least_cases: int = 10
    days: int = 180
