"""What stands before a refusal or an escalation: the forecast, its calibration, the budget."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from workbench.base import resources
from workbench.domain import forecast, penalties, verdicts
from workbench.domain.forecast_table import ForecastTable, parse_table
from workbench.domain.kinds import Action
from workbench.domain.penalties import Budget
from workbench.services.policies import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from workbench.domain.case import Case, TimelineEntry
    from workbench.domain.forecast import Facts, Lean
    from workbench.domain.forecast_table import Rule
    from workbench.domain.policy.model import Policy
    from workbench.domain.verdicts import Tally
    from workbench.services.queries import Queries

# Which budgets an act spends, or makes worth looking at: an escalation opens a ticket with a clock.
_OF_ACT = {
    Action.REFUSE: (penalties.REFUSALS, penalties.TICKETS),
    Action.ESCALATE: (penalties.TICKETS,),
}
HIGH, MEDIUM = 0.85, 0.7  # shares of the weight
MOST_VERDICTS = 400  # the newest ones; older ones say less about how the platform decides now


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The lines of a forecast, the weightiest first, where they point together, and the verdicts
    in cases of this type that went the same way (None: too few, or no side)."""

    lines: tuple[Rule, ...]
    lean: Lean
    alike: Tally | None

    @property
    def sure(self) -> str:
        """ "high", "medium" or "low": how much of the weight is on that side, but never more than
        the recorded verdicts bear out (VER-2)."""
        firm = self.lean.firm
        if self.alike is not None:
            firm = min(firm, max(self.alike.k / self.alike.n, MEDIUM) if self._borne_out else 0.0)
        return "high" if firm >= HIGH else "medium" if firm >= MEDIUM else "low"

    @property
    def _borne_out(self) -> bool:
        return self.alike is not None and 2 * self.alike.k > self.alike.n


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Everything shown before an act. ``tallies``: how often a rule was right, by its id (VER-2);
    ``alike``: verdicts in cases of this type, by side."""

    table: ForecastTable
    facts: Facts
    tallies: dict[str, Tally]
    alike: dict[str, Tally]
    budgets: tuple[Budget, ...]

    def told(self, proofs: Iterable[str] = (), wanted: Sequence[str] | None = None) -> Told:
        """The lines with these kinds of proof added; ``wanted``: the kinds of the chosen reason."""
        found = forecast.lines(self.table, self.facts.with_proofs(proofs, wanted))
        lean = forecast.lean(found)
        return Told(lines=found, lean=lean, alike=self.alike.get(lean.side))


def load_table(path: Path) -> ForecastTable:
    """The table of a file. Raises ``PackError`` with every problem."""
    return parse_table(read_toml(path), file=f"{path.parent.name}/{path.name}")


@cache
def shipped_table() -> ForecastTable:
    """The table that came with the program."""
    return load_table(resources.folder("forecast") / "rules.toml")


def forecast_of(
    queries: Queries,
    case: Case,
    *,
    act: Action,
    policy: Policy,
    now: int,
    timeline: Iterable[TimelineEntry] = (),
) -> Forecast:
    """The forecast of a case, read off the store; ``act`` is refuse or escalate."""
    table = shipped_table()
    judged = queries.judged(case.platform, limit=MOST_VERDICTS)
    return Forecast(
        table=table,
        facts=forecast.facts_of(case, table, act=act, policy=policy, timeline=timeline),
        tallies=verdicts.calibrate(table, judged, act=act, policy=policy),
        alike=verdicts.alike(case, judged, least=table.least),
        budgets=budgets_of(queries, case, act=act, policy=policy, now=now),
    )


def budgets_of(
    queries: Queries, case: Case, *, act: Action, policy: Policy, now: int
) -> tuple[Budget, ...]:
    """REF-6: the budgets that the act spends, with what the shop spent of them."""
    shop = case.key.shop
    found = []
    for terms in policy.budgets:
        if terms.act not in _OF_ACT[act]:
            continue
        since = penalties.since(terms.per, now)
        if terms.act == penalties.REFUSALS:
            refused = queries.refused(shop, since)
            spent = sum(penalties.unjustified(one, at) for one, at in refused)
            planned = int(penalties.unjustified(case, now))
        else:
            spent, planned = queries.late_tickets(shop, since, now), 0
        found.append(Budget(terms=terms, spent=spent, planned=planned))
    return tuple(found)
