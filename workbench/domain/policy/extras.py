"""What a pack says beside stages and talks: label clocks, promises, budgets, automata."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.domain.kinds import AtZero, Confidence, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelClock:
    """A clock of a service label of an order, not of a type (POL-4, CLK-3).

    ``counts`` is "wall", "business" (only in the shop's opening hours) or "night_from_8" (what is
    applied for from 23:00 to 08:00 counts from 08:00). It stands before the row of ``stages``;
    where ``at_zero`` is unknown, that row says what happens to a case of its type.
    """

    label: str  # flash_sale, ticket ...
    stage: Stage
    hours: float
    counts: str = "wall"
    hours_source: str = ""
    hours_confidence: Confidence = Confidence.UNCONFIRMED
    at_zero: AtZero = AtZero.UNKNOWN
    at_zero_source: str = ""
    at_zero_confidence: Confidence = Confidence.UNCONFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyBudget:
    """REF-6: what the platform bears before it fines. ``per`` is "day" or "week" (Beijing)."""

    id: str
    act: str
    limit: int
    per: str
    text: str = ""
    source: str = ""
    confidence: Confidence = Confidence.UNCONFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseTerm:
    """PROM-1: the hours in which something promised must be done.

    ``what`` is payout, coupon, reship, exchange_ship, repair_answer or refund; ``penalty`` the id
    of a penalty of the pack.
    """

    what: str
    hours: float
    penalty: str = ""
    text: str = ""
    source: str = ""
    confidence: Confidence = Confidence.UNCONFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class LightningPolicy:
    """AUTO-1: the platform's own lightning return; predicted, never executed by us.

    The window ends at the Beijing midnight ``days_after_signed`` days after the day of signing.
    ``reasons`` are parts of a subjective reason's text.
    """

    max_paid_fen: int
    days_after_signed: int
    reasons: tuple[str, ...]
    source: str = ""
    confidence: Confidence = Confidence.UNCONFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class InstantPolicy:
    """AUTO-2: the platform's own instant refund before shipping."""

    max_paid_fen: int
    excluded_labels: tuple[str, ...] = ()
    source: str = ""
    confidence: Confidence = Confidence.UNCONFIRMED
