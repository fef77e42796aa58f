"""Negotiations on the platform: sent, answered, run out, taken back; accepted ones carried out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workbench.base.texts import counted, text
from workbench.domain import beijing
from workbench.domain.case import Application, Negotiation, Plan
from workbench.domain.kinds import (
    CaseType,
    Executor,
    Fen,
    GoodsStatus,
    Millis,
    NegotiationClock,
    NegotiationKind,
    NegotiationState,
    PlanKind,
    Stage,
    Turn,
)
from workbench.domain.lifecycle import Event, turn_of
from workbench.domain.money import yuan_signed
from workbench.platforms.sandbox import stages
from workbench.platforms.sandbox.model import SandboxError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.domain.policy.model import NegotiationPolicy
    from workbench.platforms.sandbox.desk import Desk
    from workbench.platforms.sandbox.model import Dossier

_REFUND_ONLY = (
    CaseType.REFUND_ONLY_SHIPPED,
    CaseType.REFUND_ONLY_UNSHIPPED,
    CaseType.PRICE_PROTECT,
)


def plans_of(args: Mapping[str, Any]) -> tuple[Plan, ...]:
    """The plans of an act's arguments. Raises ``ValueError`` where a kind is unknown."""
    return tuple(
        Plan(
            kind=PlanKind(item["kind"]),
            amount_fen=Fen(int(item.get("amount_fen") or 0)),
            message=str(item.get("message") or ""),
        )
        for item in args.get("plans") or ()
    )


def reply_by(desk: Desk, case: Dossier, policy: NegotiationPolicy) -> int:
    """NEG-6: the end of the window, or half an hour before the merchant's time is up."""
    window = desk.now + beijing.hours(policy.window_hours)
    if case.due is None:
        return window
    if policy.clock is NegotiationClock.BUYER or turn_of(case.stage) is not Turn.MERCHANT:
        return min(window, case.due)
    return min(window, case.due - policy.lead_minutes * beijing.MINUTE)


def propose(desk: Desk, case: Dossier, args: Mapping[str, Any]) -> Negotiation:
    """Send a proposal to the buyer; the rules have been checked."""
    policy = desk.policy(case.platform).negotiation
    kind = NegotiationKind(args["kind"])
    plans = plans_of(args) if kind is NegotiationKind.OFFER else ()
    new_type, new_claim = args.get("new_type"), args.get("new_claim_fen")
    talk = Negotiation(
        id=f"{case.case_id}-{len(case.negotiations) + 1}",
        kind=kind,
        round=len(case.negotiations) + 1,
        state=NegotiationState.OPEN,
        plans=plans,
        message=str(args.get("message") or ""),
        explanation=str(args.get("explanation") or ""),
        new_type=None if new_type is None else CaseType(new_type),
        new_claim_fen=None if new_claim is None else Fen(int(new_claim)),
        sent_at=Millis(desk.now),
        reply_by=Millis(reply_by(desk, case, policy)),
        executor=policy.executor(kind, plans[0].kind if plans else None),
    )
    case.negotiations = (*case.negotiations, talk)
    case.version += 1
    desk.note(case, "merchant", "negotiation", f"{kind}:{talk.round}:{talk.state}")
    desk.plan(talk.reply_by or 0, "expire", case.shop, case.case_id, id=talk.id)
    desk.stir(case)
    return talk


def accept(desk: Desk, case: Dossier, choice: int | None = None) -> None:
    """The buyer accepts; ``choice`` is the place of the plan, from 0.

    Raises ``SandboxError`` where there is nothing to accept or no such plan.
    """
    talk = case.talk
    if talk is None:
        raise SandboxError(text("There is no open negotiation."))
    chosen: int | None = None
    if talk.kind is NegotiationKind.OFFER:
        chosen = 0 if choice is None else choice
        if not 0 <= chosen < len(talk.plans):
            raise SandboxError(
                counted("The offer has {n} plan.", "The offer has {n} plans.", n=len(talk.plans))
            )
    elif choice is not None:
        raise SandboxError(text("Only an offer has plans to choose from."))
    plan = None if chosen is None else talk.plans[chosen].kind
    executor = desk.policy(case.platform).negotiation.executor(talk.kind, plan)
    case.negotiations = (*case.negotiations[:-1], replace(talk, executor=executor))
    stages.end_talk(desk, case, NegotiationState.ACCEPTED, chosen=chosen)
    if talk.kind is NegotiationKind.ASK_EVIDENCE or executor is Executor.MERCHANT:
        return
    if talk.kind is NegotiationKind.OFFER and chosen is not None:
        _carry_out(desk, case, talk.plans[chosen])
    elif talk.kind is NegotiationKind.INVITE_CANCEL:
        desk.record(case, "invite_cancel")
        stages.apply(desk, case, Event.CANCEL)
    elif talk.kind is NegotiationKind.MODIFY_CLAIM:
        _change_claim(desk, case, talk)


def refuse(desk: Desk, case: Dossier) -> None:
    """The buyer refuses. Raises ``SandboxError`` where there is nothing to refuse."""
    _end_unmet(desk, case, NegotiationState.REFUSED)


def expire(desk: Desk, case: Dossier) -> None:
    """The buyer did not answer in time."""
    _end_unmet(desk, case, NegotiationState.EXPIRED)


def withdraw(desk: Desk, case: Dossier) -> None:
    """The merchant takes it back."""
    _end_unmet(desk, case, NegotiationState.WITHDRAWN)


def _end_unmet(desk: Desk, case: Dossier, state: NegotiationState) -> None:
    """Where talks stop the merchant's clock, the time they took is given back (CLK-4)."""
    talk = case.talk
    if talk is None:
        raise SandboxError(text("There is no open negotiation."))
    stages.end_talk(desk, case, state)
    policy = desk.policy(case.platform).negotiation
    if policy.clock is NegotiationClock.BUYER and case.due is not None and talk.sent_at:
        stages.move_clock(desk, case, case.due + desk.now - talk.sent_at)


def _carry_out(desk: Desk, case: Dossier, plan: Plan) -> None:
    """NEG-7: the platform does what the buyer accepted; nobody has to send anything."""
    if plan.kind is PlanKind.AGREE_REFUND:
        _refund(desk, case, case.claim_fen, "agree_refund")
    elif plan.kind is PlanKind.PARTIAL_REFUND:
        _refund(desk, case, plan.amount_fen, "partial_refund")
    elif plan.kind in (PlanKind.CASH_PAYOUT, PlanKind.COUPON_PAYOUT, PlanKind.SOOTHE):
        _pay_out(desk, case, plan)
        stages.apply(desk, case, Event.CANCEL)
    elif plan.kind is PlanKind.AGREE_RETURN:
        stages.change_type(desk, case, CaseType.RETURN_REFUND)
        desk.record(case, "agree_return")
        stages.lead(desk, case, Event.AGREE_RETURN, Stage.BUYER_RETURN_WAYBILL)
    elif plan.kind is PlanKind.EXCHANGE:
        stages.change_type(desk, case, CaseType.EXCHANGE)
        desk.record(case, "agree_exchange")
        stages.lead(desk, case, Event.AGREE_EXCHANGE, Stage.BUYER_RETURN_WAYBILL)
    else:
        stages.change_type(desk, case, CaseType.RESHIP)
        desk.record(case, "agree_reship")
        stages.lead(desk, case, Event.AGREE_RESHIP, Stage.MERCHANT_SHIP)


def _pay_out(desk: Desk, case: Dossier, plan: Plan) -> None:
    order = desk.order_of(case)
    if plan.kind is PlanKind.CASH_PAYOUT:
        if plan.amount_fen > stages.room(desk, case):
            raise SandboxError(text("More would leave than was paid."))
        order.cash_fen += plan.amount_fen
    elif plan.kind is PlanKind.COUPON_PAYOUT:
        order.coupon_fen += plan.amount_fen
    desk.put(order)
    desk.record(case, plan.kind, plan.amount_fen)
    if plan.amount_fen:
        desk.note(case, "platform", "payout", f"{plan.kind}:{yuan_signed(plan.amount_fen)}")


def _refund(desk: Desk, case: Dossier, amount: int, action: str) -> None:
    if amount > stages.room(desk, case):
        raise SandboxError(text("More would leave than was paid."))
    case.claim_fen = amount
    desk.record(case, action, amount)
    stages.lead(desk, case, Event.AGREE_REFUND, Stage.REFUNDING)


def _change_claim(desk: Desk, case: Dossier, talk: Negotiation) -> None:
    """Refund-only with the new sum goes through at once; goods still have to be agreed on."""
    if talk.new_type is not None:
        stages.change_type(desk, case, talk.new_type)
    if talk.new_claim_fen is not None:
        case.claim_fen = talk.new_claim_fen
    if case.type in _REFUND_ONLY:
        _refund(desk, case, case.claim_fen, "modify_claim")
        return
    desk.record(case, "modify_claim")
    remember_application(desk, case)
    if case.goods_status is GoodsStatus.UNKNOWN:
        case.goods_status = GoodsStatus.RECEIVED
    stages.apply(desk, case, Event.MODIFY)


def remember_application(desk: Desk, case: Dossier) -> None:
    """CASE-1: the application as it stands now joins the others."""
    case.applications = (
        *case.applications,
        Application(
            at=Millis(desk.now),
            type=case.type,
            reason=case.reason,
            claim_fen=Fen(case.claim_fen),
        ),
    )
    desk.put(case)
