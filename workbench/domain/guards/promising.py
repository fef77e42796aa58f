"""Promises of ours (PROM): what may be written down, proven, released, and what they stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.base.texts import N_, Text, text
from workbench.domain import commands
from workbench.domain.guards.context import Context, refuse
from workbench.domain.guards.deciding import order_covers
from workbench.domain.guards.negotiating import purse
from workbench.domain.kinds import Action, Stage
from workbench.domain.promise import BY_HAND, MONEY, STOPS_REFUND, Promise, Promised

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.domain.case import Case
    from workbench.domain.refusal import Refusal

LONGEST_HOURS = 24 * 90
OWNER = "owner"  # the main account: it answers for whoever is not here any more
_PAID = frozenset({Stage.REFUNDING, Stage.REFUNDED})

NAMES: dict[Promised, str] = {
    Promised.PAYOUT: N_("a payout"),
    Promised.COUPON: N_("a coupon"),
    Promised.REFUND: N_("a refund"),
    Promised.RESHIP: N_("to send again"),
    Promised.EXCHANGE_SHIP: N_("to send the exchange"),
    Promised.REPAIR_ANSWER: N_("an answer on the repair"),
    Promised.WILL_SHIP: N_("to ship"),
    Promised.NO_REFUND: N_("that nothing is refunded"),
}


def name(what: Promised) -> Text:
    """What was promised, as half a sentence."""
    return Text(NAMES[what])


def stops_refund(case: Case) -> Iterator[Refusal]:
    """PROM-3: an open "will ship" or "no refund agreed" stops agreeing to a refund, for anyone."""
    for promise in case.promises:
        if promise.stops_refund:
            yield refuse(
                "PROM-3",
                text("The buyer was promised {what}.", what=name(promise.what)),
                helps=text("{holder} releases the promise first.", holder=promise.holder),
                help_action="release",
                promise=promise.id,
                what=str(promise.what),
                holder=promise.holder,
            )


def check(
    action: Action, case: Case, context: Context, command: commands.Command | None
) -> Iterator[Refusal]:
    """Every reason why a promise is not written down, proven or released like this."""
    match action, command:
        case Action.PROMISE, commands.MakePromise() as told:
            yield from _make(case, context, told)
        case Action.PROVE, (commands.ProvePromise() | None) as told:
            yield from _prove(case, context, told)
        case Action.RELEASE, (commands.ReleasePromise() | None) as told:
            yield from _release(case, context, told)
        case _:
            return


# ------------------------------------------------------------------------------- making


def _make(case: Case, context: Context, told: commands.MakePromise) -> Iterator[Refusal]:
    what = Promised(told.what)
    if any(one.open and one.what is what for one in case.promises):
        yield refuse(
            "PROM-1",
            text("The buyer was promised {what} already; it is still open.", what=name(what)),
            helps=text("Keep that one first."),
        )
    if told.hours is not None and not 0 < told.hours <= LONGEST_HOURS:
        yield refuse(
            "PROM-1",
            text("The countdown takes more than 0 and at most {n} hours.", n=LONGEST_HOURS),
        )
    if what in STOPS_REFUND:
        yield from _against_refund(case, what)
    if what not in MONEY and told.amount_fen:
        yield refuse("PROM-1", text("Only a payout, a coupon or a refund has an amount."))
    if what in MONEY:
        yield from _amount(case, context, what, told.amount_fen or 0)


def _against_refund(case: Case, what: Promised) -> Iterator[Refusal]:
    leaving = case.intent is not None and case.intent.unfinished
    agreed = leaving and case.intent is not None and case.intent.action is Action.AGREE_REFUND
    if agreed or case.stage in _PAID:
        yield refuse(
            "PROM-3",
            text("The refund is agreed already: the promise would be broken at once."),
            helps=text("Take the refund back first, while that is possible.") if agreed else None,
        )
    elif case.final:
        yield refuse("PROM-3", text("The case has ended: there is no refund to hold back."))
    if what is Promised.WILL_SHIP and case.outbound is not None and case.outbound.waybill:
        yield refuse(
            "PROM-3",
            text("The goods have left already."),
            helps=text("Tell the buyer the waybill."),
            help_action="message",
        )


def _amount(case: Case, context: Context, what: Promised, amount: int) -> Iterator[Refusal]:
    if amount <= 0:
        yield refuse("PROM-1", text("Say how much was promised."))
        return
    if what is not Promised.REFUND:
        yield from purse(context, amount)
    yield from order_covers(case, amount, context)


# ---------------------------------------------------------------- proving and releasing


def provable(case: Case) -> tuple[Promise, ...]:
    """Open promises that a proof and a reading end."""
    return tuple(one for one in case.promises if one.open and one.what not in STOPS_REFUND)


def releasable(case: Case) -> tuple[Promise, ...]:
    """Open promises that a person wrote down, so that a person can take them back."""
    return tuple(one for one in case.promises if one.open and one.source == BY_HAND)


def chosen(found: tuple[Promise, ...], wanted: str) -> Promise | None:
    """The one that is meant: by its id, or the only one."""
    if wanted:
        return next((one for one in found if one.id == wanted), None)
    return found[0] if len(found) == 1 else None


def _which(found: tuple[Promise, ...], wanted: str) -> Iterator[Refusal]:
    if found and chosen(found, wanted) is None:
        yield refuse(
            "PROM-1",
            text("Say which promise is meant: {ids}.", ids=", ".join(one.id for one in found)),
            promises=[one.id for one in found],
        )


def _prove(case: Case, context: Context, told: commands.ProvePromise | None) -> Iterator[Refusal]:
    found = provable(case)
    if not found:
        yield refuse("PROM-1", text("Nothing promised is waiting for a proof."))
        return
    if told is None:
        return
    yield from _which(found, told.promise)
    if not context.proofs:
        yield refuse(
            "PROM-1",
            text("A promise is kept by a proof, not by a button."),
            helps=text("Add the picture of the payment, the coupon or the waybill."),
        )


def _release(
    case: Case, context: Context, told: commands.ReleasePromise | None
) -> Iterator[Refusal]:
    found = releasable(case)
    if not found:
        kept = bool(provable(case))
        yield refuse(
            "PROM-3",
            text("What was agreed is owed; it ends with its proof and a reading.")
            if kept
            else text("No promise is open that could be released."),
            help_action="prove" if kept else "",
        )
        return
    wanted = told.promise if told is not None else ""
    if told is not None:
        yield from _which(found, wanted)
    one = chosen(found, wanted)
    if one is not None and context.actor not in ("", OWNER, one.holder):
        yield refuse(
            "PROM-3",
            text("Only {holder} releases this promise.", holder=one.holder),
            helps=text("Ask {holder}, or the main account.", holder=one.holder),
            holder=one.holder,
        )
