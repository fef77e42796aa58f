"""The forecast and the budget in words: where it points, how sure, how many more before a fine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.base import texts
from workbench.base.texts import N_, _, ngettext
from workbench.domain.forecast_table import Certainty, Outcome, Party
from workbench.domain.kinds import Action
from workbench.domain.penalties import REFUSALS, TICKETS
from workbench.ui import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.domain.forecast import Lean
    from workbench.domain.forecast_table import ForecastTable, Rule, Said
    from workbench.domain.penalties import Budget
    from workbench.domain.verdicts import Tally
    from workbench.services.forecasting import Told

_SURE = {"high": N_("high"), "medium": N_("medium"), "low": N_("low")}
_TITLES = {
    (Action.REFUSE, "buyer"): N_("Refused now, it will probably end for the buyer"),
    (Action.REFUSE, "merchant"): N_("Refused now, it will probably end for the shop"),
    (Action.REFUSE, ""): N_("Refused now, it may go either way"),
    (Action.ESCALATE, "buyer"): N_("Asked now, the platform will probably side with the buyer"),
    (Action.ESCALATE, "merchant"): N_("Asked now, the platform will probably side with the shop"),
    (Action.ESCALATE, ""): N_("Asked now, it may go either way"),
}
_OUTCOMES = {
    Outcome.BUYER: N_("usually for the buyer"),
    Outcome.RETURN_REFUND: N_("usually a return and refund"),
    Outcome.REFUND_ONLY: N_("usually a refund without a return"),
    Outcome.MERCHANT: N_("usually for the shop"),
    Outcome.NO_EFFECT: N_("changes nothing"),
}
_PARTIES = {
    Party.BUYER: N_("the buyer is responsible"),
    Party.MERCHANT: N_("the shop is responsible"),
    Party.CARRIER: N_("the carrier is responsible"),
    Party.SHARED: N_("both are responsible"),
}
_CHIPS = {
    Certainty.OFFICIAL: N_("official"),
    Certainty.SEED: N_("from experience"),
    Certainty.UNCONFIRMED: N_("unconfirmed"),
    Certainty.CASE_FACT: N_("this case"),
}
_LOOKS = {"buyer": ("circle-x", "crit"), "merchant": ("circle-check", "ok")}


def said(words: Said) -> str:
    """A sentence of the table in the language now chosen."""
    return words.words(texts.language())


def title(act: Action, lean: Lean) -> str:
    """The headline: where it points."""
    return _(_TITLES[act, lean.side])


def weighed(told: Told) -> str:
    """Who is held responsible, and how sure that is."""
    if not told.lean.side:
        return _("The rules below speak for both sides; proofs and talks will tip it.")
    first = (
        _("The shop is held responsible, and it counts as a dispute")
        if told.lean.responsible is Party.MERCHANT
        else _("The shop is not held responsible")
    )
    return _("{what}; how sure: {sure}").format(what=first, sure=_(_SURE[told.sure]))


def look(rule: Rule) -> tuple[str, str]:
    """Icon and ink of a line."""
    return _LOOKS.get(rule.side, ("circle-minus", "text2"))


def chip(rule: Rule) -> str:
    """How sure the rule itself is."""
    return _(_CHIPS[rule.confidence])


def verdict(rule: Rule) -> str:
    """What the icon says, in words: how it goes and who is responsible."""
    parts = [_(_OUTCOMES[rule.outcome])]
    if rule.responsible in _PARTIES:
        parts.append(_(_PARTIES[rule.responsible]))
    return _(", ").join(parts)


def source(rule: Rule, table: ForecastTable) -> str:
    """Where the rule stands, with its date."""
    found = table.source(rule)
    return f"{said(found.name)} {found.date}".strip()


def change(rule: Rule) -> str:
    """What would change it."""
    return _("What would change it: {what}").format(what=said(rule.would_change))


def went(tally: Tally) -> str:
    """Recorded verdicts against the line; a share and its interval from ten on (design 2)."""
    words = ngettext(
        "Of {n} verdict like this, {k} went this way",
        "Of {n} verdicts like this, {k} went this way",
        tally.n,
    ).format(n=tally.n, k=tally.k)
    return words if tally.interval is None else _("{what}: {share}").format(
        what=words, share=share(tally)
    )  # fmt: skip


def share(tally: Tally) -> str:
    """A share with its interval; under ten verdicts only the counts."""
    span = tally.interval
    if span is None:
        return f"{tally.k} / {tally.n}"
    low, high = (round(100 * end) for end in span)
    return _("{share}% ({low}–{high}%)").format(
        share=round(100 * tally.k / tally.n), low=low, high=high
    )


def alike(tally: Tally) -> str:
    """How many verdicts there are in cases like this one."""
    return ngettext(
        "{n} verdict in cases like this", "{n} verdicts in cases like this", tally.n
    ).format(n=tally.n)


def alike_share(side: str, tally: Tally) -> str:
    """How many of them went to a side."""
    who = _("for the buyer") if side == "buyer" else _("for the shop")
    return phrases.spaced(f"{who} {share(tally)}")


def budget_title(budget: Budget) -> str:
    """What is counted, and since when."""
    day = budget.terms.per == "day"
    if budget.terms.act == TICKETS:
        return _("Tickets answered late, today") if day else _("Tickets answered late, this week")
    return _("Refused without talks, today") if day else _("Refused without talks, this week")


def budget_line(budget: Budget) -> str:
    """How many more before a fine, and what this act does to it (REF-6)."""
    if budget.over:
        return _("The threshold is passed: the fine is due.")
    refusing = budget.terms.act == REFUSALS
    if refusing and not budget.planned:
        return _("You talked to the buyer: this one does not count.")
    if budget.breaks:
        return _("This one is number {n}: it brings the fine.").format(
            n=budget.spent + budget.planned
        )
    if refusing:
        return ngettext(
            "{n} more refusal like this brings a fine", "{n} more refusals like this bring a fine",
            budget.left,
        ).format(n=budget.left)  # fmt: skip
    return ngettext(
        "{n} more late ticket brings a fine", "{n} more late tickets bring a fine", budget.left
    ).format(n=budget.left)


def beside(budgets: Sequence[Budget]) -> str:
    """What stands beside the button: the budget this act spends that is nearest to its end."""
    spending = [budget for budget in budgets if budget.planned]
    if not spending:
        return ""
    return budget_line(min(spending, key=lambda budget: budget.left))
