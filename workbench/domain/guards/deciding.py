"""Checks that every decision shares, and those of agreeing, receiving and shipping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.base.texts import N_, Text, text
from workbench.domain import commands, deadline, lifecycle, money
from workbench.domain.guards.context import Context, refuse
from workbench.domain.kinds import (
    REVIEW_STAGES,
    Action,
    CaseType,
    Executor,
    GoodsStatus,
    NegotiationState,
    PlanKind,
    Stage,
)
from workbench.domain.promise import BY_HAND, Promised, PromiseState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.domain.case import Case, Negotiation
    from workbench.domain.promise import Promise
    from workbench.domain.refusal import Refusal

_WAIT: dict[Stage, str] = {
    Stage.MERCHANT_REVIEW: N_("the application is still to be reviewed"),
    Stage.MERCHANT_REVIEW_MODIFIED: N_("the changed application is still to be reviewed"),
    Stage.BUYER_AFTER_REFUSAL: N_("it was refused and the buyer has the next word"),
    Stage.BUYER_RETURN_WAYBILL: N_("the buyer has not sent the goods back yet"),
    Stage.MERCHANT_CONFIRM_RECEIPT: N_("the goods are on their way back to you"),
    Stage.MERCHANT_SHIP: N_("you are to send the goods"),
    Stage.BUYER_CONFIRM: N_("the buyer is to confirm that the goods came"),
    Stage.REFUNDING: N_("the money is already on its way to the buyer"),
    Stage.REFUND_FAILED: N_("the payment failed and has to be made good"),
    Stage.INTERVENTION: N_("the platform is deciding"),
    Stage.INTERCEPTING: N_("the parcel is being stopped"),
    Stage.REFUNDED: N_("the money has been paid back"),
    Stage.EXCHANGED: N_("the exchange is finished"),
    Stage.RESHIPPED: N_("what was missing has arrived"),
    Stage.REPAIRED: N_("the repair is finished"),
    Stage.CLOSED: N_("the case is closed"),
    Stage.CANCELLED: N_("the buyer withdrew the application"),
    Stage.UNKNOWN: N_("the platform used a word we do not know"),
}


def where(case: Case) -> Text:
    """Where the case stands, as half a sentence."""
    return Text(_WAIT[case.stage])


def unknown(case: Case) -> bool:
    """CASE-2: words we do not know; every act on such a case is a hand-off."""
    return case.type is CaseType.UNKNOWN or case.stage is Stage.UNKNOWN


def common(action: Action, case: Case, context: Context) -> Iterator[Refusal]:
    """What closes every decision: one under way, an end reached, a clock run out."""
    if case.busy and case.intent is not None:
        yield refuse(
            "CASE-11",
            text("A decision is already on its way to the platform."),
            helps=text("Take it back while that is possible, or wait for the answer."),
            action=str(case.intent.action),
            command_id=case.intent.command_id,
            state=str(case.intent.state),
        )
    if case.final:
        yield refuse(
            "CASE-4",
            text("Nothing can be decided any more: {where}.", where=where(case)),
            stage=str(case.stage),
        )
        return
    if deadline.past_zero(case, context.now) and not deadline.read_since_zero(case):
        yield refuse(
            "CLK-8",
            text("The time ran out, and the platform has probably acted by itself."),
            helps=text("Read the case again first."),
            help_action="look_again",
            due=case.deadline.at,
        )
    event = lifecycle.EVENT_OF_ACTION.get(action)
    if (
        event is not None
        and not unknown(case)
        and lifecycle.next_stage(case.stage, case.type, event) is None
    ):
        other_kind = bool(_instead_action(action, case)) and case.stage not in (
            Stage.MERCHANT_CONFIRM_RECEIPT,
            Stage.MERCHANT_SHIP,
        )
        yield refuse(
            "CASE-4",
            text("This act belongs to another kind of case.")
            if other_kind
            else text("Not at this point: {where}.", where=where(case)),
            helps=_instead(action, case),
            help_action=_instead_action(action, case),
            stage=str(case.stage),
            type=str(case.type),
        )


def _instead_action(action: Action, case: Case) -> str:
    fitting = fitting_agreement(case)
    agreeing = action in lifecycle.EVENT_OF_ACTION and action is not Action.REFUSE
    if agreeing and fitting is not None and fitting is not action:
        return str(fitting)
    return ""


def _instead(action: Action, case: Case) -> Text | None:
    other = _instead_action(action, case)
    titles = {
        "agree_refund": text("“Agree to refund” fits this case."),
        "agree_return": text("“Agree to return” fits this case."),
        "agree_exchange": text("“Agree to exchange” fits this case."),
        "agree_reship": text("“Agree to send again” fits this case."),
        "agree_repair": text("“Agree to repair” fits this case."),
        "confirm_receipt": text("“Confirm receipt” fits this case."),
        "ship": text("“Ship” fits this case."),
    }
    return titles.get(other)


def fitting_agreement(case: Case) -> Action | None:
    """The agreement that fits where the case stands (key A); None where there is none."""
    by_type = {
        CaseType.RETURN_REFUND: Action.AGREE_RETURN,
        CaseType.EXCHANGE: Action.AGREE_EXCHANGE,
        CaseType.RESHIP: Action.AGREE_RESHIP,
        CaseType.REPAIR: Action.AGREE_REPAIR,
    }
    if case.stage in REVIEW_STAGES or case.stage in (
        Stage.BUYER_AFTER_REFUSAL,
        Stage.INTERVENTION,
    ):
        return by_type.get(case.type, Action.AGREE_REFUND)
    if case.stage is Stage.MERCHANT_CONFIRM_RECEIPT:
        return Action.CONFIRM_RECEIPT
    if case.stage is Stage.MERCHANT_SHIP:
        return Action.SHIP
    return None


def money_out(action: Action, case: Case) -> int:
    """Fen that leave at once when the act is done (ACC-4 counts agree_return elsewhere)."""
    received = action is Action.CONFIRM_RECEIPT and case.type is CaseType.RETURN_REFUND
    return case.claim_fen if action is Action.AGREE_REFUND or received else 0


def already_out(case: Case, others: tuple[Case, ...]) -> int:
    """PROM-2: fen of this order that are refunded, being refunded, or promised in talks."""
    total = 0
    for item in (case, *others):
        if item.refunded_fen:
            total += item.refunded_fen
        elif item.stage in (Stage.REFUNDING, Stage.REFUNDED, Stage.REFUND_FAILED):
            total += item.claim_fen
        elif item is not case and item.intent is not None and item.intent.unfinished:
            total += money_out(item.intent.action, item)
        total += sum(_promised(item, talk) for talk in item.negotiations)
        total += sum(_written(item, promise) for promise in item.promises)
    return total


def _promised(case: Case, talk: Negotiation) -> int:
    """Fen that an accepted plan takes out beside the refund of the case itself."""
    if talk.chosen is None or talk.state is not NegotiationState.ACCEPTED:
        return 0
    plan = talk.plans[talk.chosen]
    if plan.kind is PlanKind.CASH_PAYOUT:
        return plan.amount_fen
    owed = plan.kind is PlanKind.PARTIAL_REFUND and talk.executor is Executor.MERCHANT
    return plan.amount_fen if owed and not case.refunded_fen else 0


def _written(case: Case, promise: Promise) -> int:
    """Fen of a promise that was written down by hand; those of talks are counted there."""
    if promise.source != BY_HAND or promise.state not in (PromiseState.OPEN, PromiseState.KEPT):
        return 0
    if promise.what is Promised.PAYOUT:
        return promise.amount_fen
    still = promise.open and promise.what is Promised.REFUND and not case.refunded_fen
    return promise.amount_fen if still else 0


def _same_line(case: Case, other: Case) -> bool:
    return (case.line_id, case.item_title, case.sku) == (other.line_id, other.item_title, other.sku)


def paid_and_out(case: Case, context: Context) -> tuple[int | None, int]:
    """Fen paid for what is counted together (None: unknown), and fen out or on their way."""
    others = context.siblings
    if context.order is not None:
        return context.order.paid_fen, already_out(case, others)
    # then ``paid_fen`` is what was paid for this line alone
    others = tuple(other for other in others if _same_line(case, other))
    return case.paid_fen, already_out(case, others)


def order_covers(case: Case, amount: int, context: Context) -> Iterator[Refusal]:
    """PROM-2: what an order gives back never exceeds what was paid for it."""
    paid, out = paid_and_out(case, context)
    if paid is None or amount == 0:
        return
    if out + amount > paid:
        yield refuse(
            "PROM-2",
            text(
                "This order would give back more than was paid: {out} is out or on its way, "
                "{amount} would follow, {paid} was paid.",
                out=money.yuan_signed(out),
                amount=money.yuan_signed(amount),
                paid=money.yuan_signed(paid),
            ),
            out_fen=out,
            amount_fen=amount,
            paid_fen=paid,
        )


def one_parcel(case: Case, context: Context) -> Iterator[Refusal]:
    """CASE-8: two orders in one parcel, and the other one still ships."""
    still = [other for other in context.same_parcel if _ships(other)]
    if still and case.outbound is not None:
        orders = ", ".join(dict.fromkeys(other.order_id for other in still))
        yield refuse(
            "CASE-8",
            text("Order {orders} is in the same parcel and still on its way.", orders=orders),
            helps=text("Tick that the parcel is not stopped for it, or look at that order first."),
            confirmable=True,
            waybill=case.outbound.waybill,
            orders=[other.order_id for other in still],
            cases=[other.key.case_id for other in still],
        )


def _ships(case: Case) -> bool:
    """The goods are on their way to the buyer and nobody has given their money back."""
    here = case.outbound is not None and case.outbound.signed_at is not None
    arrived = here or case.goods_status in (GoodsStatus.RECEIVED, GoodsStatus.RETURNED)
    return not arrived and case.stage not in (Stage.REFUNDING, Stage.REFUNDED)


def amount_guard(case: Case, amount: int | None) -> Iterator[Refusal]:
    """CASE-5: a money act names the sum it was decided on."""
    if amount is not None and amount != case.claim_fen:
        yield refuse(
            "CASE-5",
            text(
                "The claim is {claim} now, not {amount}.",
                claim=money.yuan_signed(case.claim_fen),
                amount=money.yuan_signed(amount),
            ),
            helps=text("Look at the case again and decide on the new sum."),
            claim_fen=case.claim_fen,
            amount_fen=amount,
        )


def stale(case: Case, if_version: int | None) -> Iterator[Refusal]:
    """CASE-5: decided on an older version."""
    if if_version is not None and if_version != case.version:
        yield refuse(
            "CASE-5",
            text(
                "The case has changed since you looked (version {old}, now {new}).",
                old=if_version,
                new=case.version,
            ),
            helps=text("Look at what changed, then decide again."),
            version=case.version,
            if_version=if_version,
            stage=str(case.stage),
            claim_fen=case.claim_fen,
        )


def agree_refund(
    case: Case, context: Context, command: commands.AgreeRefund | None
) -> Iterator[Refusal]:
    """Refund now. Without the goods coming back it wants a confirmation (CASE-4)."""
    if case.type is CaseType.RETURN_REFUND:
        here = case.stage is Stage.MERCHANT_CONFIRM_RECEIPT
        yield refuse(
            "CASE-4",
            text("The money goes back before the goods have been checked.")
            if here
            else text("The money goes back and the goods stay with the buyer."),
            helps=text("Tick that this is meant, or choose the other way."),
            confirmable=True,
            help_action="confirm_receipt" if here else "agree_return",
        )
    yield from one_parcel(case, context)
    yield from order_covers(case, case.claim_fen, context)
    yield from amount_guard(case, command.amount_fen if command else None)


def with_address(
    context: Context,
    command: commands.AgreeReturn | commands.AgreeExchange | commands.AgreeRepair | None,
) -> Iterator[Refusal]:
    """CASE-4: agreeing that goods come back names the address."""
    wanted = command.address if command is not None else ""
    if wanted and context.addresses is not None and wanted not in context.addresses:
        yield refuse(
            "CASE-4",
            text("The shop has no return address “{id}”.", id=wanted[:60]),
            helps=text("Choose one of the shop's address book, or leave it out for the default."),
            help_action="addresses",
            addresses=sorted(context.addresses),
        )
    if not context.has_address and not wanted:
        yield refuse(
            "CASE-4",
            text("The shop has no return address to give to the buyer."),
            helps=text("Add one in the shop's address book."),
            help_action="addresses",
        )


def ship(command: commands.Ship | None) -> Iterator[Refusal]:
    """A parcel needs a carrier and a waybill."""
    if command is None:
        return
    waybill = command.waybill.strip()
    if not command.company.strip() or not waybill:
        yield refuse("CASE-4", text("Shipping needs a carrier and a waybill number."))
    elif not (waybill.isascii() and waybill.replace("-", "").isalnum() and len(waybill) >= 6):
        yield refuse(
            "CASE-4",
            text("“{waybill}” does not look like a waybill number.", waybill=waybill[:40]),
            helps=text("Letters and digits only, six or more."),
        )
