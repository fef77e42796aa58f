"""Figures of offers in words: share accepted with its interval, purse (NEG-3, NEG-5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.base.texts import N_, _, ngettext, phrase
from workbench.domain import shares
from workbench.domain.kinds import PlanKind
from workbench.domain.shares import LEAST, Interval
from workbench.ui import phrases

if TYPE_CHECKING:
    from workbench.services.workbench import NegotiationForm, SuggestedPlan


_TO_BUYER: dict[str, str] = {
    PlanKind.SOOTHE: N_("Nothing else is offered"),
    PlanKind.COUPON_PAYOUT: N_("Coupon, you keep the goods"),
    PlanKind.CASH_PAYOUT: N_("Cash, you keep the goods"),
    PlanKind.PARTIAL_REFUND: N_("Part of the money back"),
    PlanKind.AGREE_REFUND: N_("All of the money back"),
    PlanKind.AGREE_RETURN: N_("Send back, then all of the money"),
    PlanKind.EXCHANGE: N_("Exchange for a new one"),
    PlanKind.RESHIP: N_("What is missing is sent"),
}


def to_buyer(kind: str) -> str:
    """What the buyer reads for a plan; our own name for it stays here."""
    return _(_TO_BUYER[kind]) if kind in _TO_BUYER else ""


def interval(accepted: int | None, offered: int | None, least: int = LEAST) -> Interval | None:
    """The interval of a share; None where there are too few cases to say anything."""
    return shares.share(accepted, offered, least)


def cost(fen: int | None, nothing_fen: int | None) -> str:
    """What a plan costs beside what doing nothing is likely to cost (NEG-11, CLK-10)."""
    if fen is None:
        return ""
    said = _("costs {amount}").format(amount=phrases.amount(fen))
    found = [said if fen else _("costs nothing")]
    if nothing_fen is not None:
        words = _("doing nothing about {amount}")
        found.append(words.format(amount=phrases.amount(nothing_fen)))
    return ("，" if phrases.chinese() else ", ").join(found)


def basis(form: NegotiationForm) -> str:
    """Which cases the results are of: ``last 180 days, same scene``."""
    if form.basis is None or not form.days:
        return _("ranked by this shop's results")
    return _("last {n} days, {scene}").format(n=form.days, scene=phrase(form.basis))


def script(retained: int, ended: int, least: int) -> str:
    """NEG-12: how much a script kept; "" below the minimum."""
    found = interval(retained, ended, least)
    if found is None:
        return ""
    return _("these words kept {share} ({span}), {times}").format(
        share=percent(found.mid), span=span(found), times=times(ended)
    )


def percent(share: float) -> str:
    """A share without decimals."""
    return f"{round(100 * share)}%"


def span(found: Interval) -> str:
    """An interval: ``27–50%``."""
    return f"{round(100 * found.low)}–{round(100 * found.high)}%"


def cases(count: int) -> str:
    """How many cases, in a narrow place: ``n 61``."""
    return _("n {n}").format(n=count)


def times(count: int) -> str:
    """How often: ``61 times``."""
    return ngettext("{n} time", "{n} times", count).format(n=count)


def result(plan: SuggestedPlan) -> str:
    """How a plan went in this shop, in one line."""
    found = plan.interval
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
