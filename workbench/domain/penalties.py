"""The penalty budget (REF-6): what the platform bears before it fines, and what is spent of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from workbench.domain import beijing
from workbench.domain.guards.context import CONTACT_HOLDS_HOURS

if TYPE_CHECKING:
    from workbench.domain.case import Case
    from workbench.domain.policy.extras import PenaltyBudget

REFUSALS, TICKETS = "refuse", "late_ticket"  # the acts of budgets that can be counted here


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """A threshold of a platform with what is ``spent`` of it, and what this act would spend."""

    terms: PenaltyBudget
    spent: int
    planned: int = 0

    @property
    def left(self) -> int:
        """How many more there may be until the fine is due; 0 once it is."""
        return max(0, self.terms.limit - self.spent)

    @property
    def breaks(self) -> bool:
        """Whether this very act brings the fine."""
        return self.planned > 0 and self.spent < self.terms.limit <= self.spent + self.planned

    @property
    def over(self) -> bool:
        """Whether the threshold is passed already."""
        return self.spent >= self.terms.limit


def since(per: str, now: int) -> int:
    """When the running Beijing day, or the running week (from Monday), began; epoch ms."""
    day = beijing.day_of(now)
    if per == "week":
        day -= timedelta(days=day.weekday())
    return beijing.midnight(day)


def unjustified(case: Case, at: int) -> bool:
    """Whether a refusal at ``at`` may be taken as one without reason: nobody had talked to the
    buyer. No platform says how it counts; this is the part that can be seen from here."""
    talked = any(item.sent_at is not None and item.sent_at <= at for item in case.negotiations)
    first = at - CONTACT_HOLDS_HOURS * beijing.HOUR
    reached = any(
        item.outcome == "reached" and first <= item.at <= at for item in case.local.contacts
    )
    return not talked and not reached
