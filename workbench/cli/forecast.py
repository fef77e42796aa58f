"""``forecast``: how the platform would probably decide, and what it would spend (VER, REF-6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.base import texts
from workbench.base.errors import KnownError
from workbench.base.texts import _, ngettext, text
from workbench.cli import naming, speaking
from workbench.domain.forecast_table import ACTS
from workbench.domain.kinds import Action
from workbench.services import forecasting

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction

    from workbench.cli.house import Desk
    from workbench.domain.forecast_table import ForecastTable, Rule
    from workbench.domain.verdicts import Tally
    from workbench.services.forecasting import Forecast, Told


def add(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Declare the commands of this family."""
    one = commands.add_parser("forecast", help=_("how the platform would probably decide"))
    one.add_argument("case")
    one.add_argument("--act", choices=[str(act) for act in ACTS], default=str(Action.REFUSE))
    one.set_defaults(run=forecast)


def forecast(desk: Desk, args: Namespace) -> int:
    """The lines, the weightiest first, with what recorded verdicts say of them."""
    house = desk.house
    detail = house.queries.detail(naming.case_key(house, args.case))
    if detail is None:
        raise KnownError("no_case", text("There is no case {case} here.", case=args.case))
    found = forecasting.forecast_of(
        house.queries,
        detail.case,
        act=Action(args.act),
        policy=house.door.policy_of(detail.case),
        now=house.door.now(),
        timeline=detail.timeline,
    )
    told = found.told()
    if desk.options.json:
        speaking.document(
            {
                "lines": [_line(rule, found.table) for rule in told.lines],
                "calibration": _calibration(found, told),
            }
        )
        return 0
    _say(found, told)
    return 0


def _line(rule: Rule, table: ForecastTable) -> dict[str, str]:
    language = texts.language()
    return {
        "condition": rule.condition.words(language),
        "outcome": str(rule.outcome),
        "responsible": str(rule.responsible),
        "would_change": rule.would_change.words(language),
        "source": _source(rule, table),
        "confidence": str(rule.confidence),
    }


def _source(rule: Rule, table: ForecastTable) -> str:
    source = table.source(rule)
    return f"{source.name.words(texts.language())} {source.date}".strip()


def _calibration(found: Forecast, told: Told) -> list[dict[str, Any]]:
    """Only what has enough verdicts; the share and its interval from ten on (design 2)."""
    shown = [found.tallies[rule.id] for rule in told.lines if rule.id in found.tallies]
    conditions = {rule.id: rule.condition.words(texts.language()) for rule in told.lines}
    return [
        {
            "condition": conditions[tally.rule], "n": tally.n, "k": tally.k,
            "interval": tally.interval,
        }
        for tally in shown
    ]  # fmt: skip


def _say(found: Forecast, told: Told) -> None:
    language = texts.language()
    if not told.lines:
        print(_("No rule of the table speaks of this case."))
    for rule in told.lines:
        mark = {"buyer": "-", "merchant": "+"}.get(rule.side, "=")
        print(f"{mark} {rule.condition.words(language)}")
        print(f"    {rule.consequence.words(language)}")
        print("    " + _("What would change it: {what}").format(
            what=rule.would_change.words(language)))  # fmt: skip
        print(f"    {_source(rule, found.table)}")
        if rule.id in found.tallies:
            print(f"    {_went(found.tallies[rule.id])}")
    for budget in found.budgets:
        print(_("{what}: {spent} of {limit}").format(
            what=budget.terms.text or budget.terms.id, spent=budget.spent,
            limit=budget.terms.limit))  # fmt: skip


def _went(tally: Tally) -> str:
    return ngettext(
        "Of {n} verdict like this, {k} went this way",
        "Of {n} verdicts like this, {k} went this way",
        tally.n,
    ).format(n=tally.n, k=tally.k)
