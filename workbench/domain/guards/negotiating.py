"""Negotiating: where it is possible, what may be proposed, and until when (NEG-1..8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.base.texts import text
from workbench.domain import beijing, money
from workbench.domain.guards.context import Context, refuse, scene_of
from workbench.domain.guards.deciding import order_covers, unknown
from workbench.domain.kinds import (
    NegotiationClock,
    NegotiationKind,
    NegotiationState,
    PlanKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.domain.case import Case, Plan
    from workbench.domain.commands import Negotiate
    from workbench.domain.policy.model import Explanation, Policy
    from workbench.domain.refusal import Refusal

_PAYS = (PlanKind.CASH_PAYOUT, PlanKind.COUPON_PAYOUT, PlanKind.PARTIAL_REFUND)
_PAYOUT = (PlanKind.CASH_PAYOUT, PlanKind.COUPON_PAYOUT)


def limit(case: Case, policy: Policy) -> int | None:
    """NEG-6: until when a proposal makes sense; None without a clock."""
    due = case.deadline.at
    if due is None:
        return None
    if policy.negotiation.clock is NegotiationClock.BUYER:
        return due
    return due - policy.negotiation.lead_minutes * beijing.MINUTE


def reply_by(case: Case, policy: Policy, sent_at: int) -> int:
    """NEG-6: until when the buyer can answer."""
    window = sent_at + beijing.hours(policy.negotiation.window_hours)
    last = limit(case, policy)
    return window if last is None else min(window, last)


def refused_plans(case: Case) -> frozenset[PlanKind]:
    """NEG-8: what the buyer refused already is not suggested again."""
    return frozenset(
        plan.kind
        for talk in case.negotiations
        if talk.state is NegotiationState.REFUSED
        for plan in talk.plans
    )


def explanations_for(case: Case, policy: Policy, kind: NegotiationKind) -> tuple[Explanation, ...]:
    """The explanations of a kind that fit the type of the case."""
    return tuple(
        item
        for item in policy.negotiation.explanations
        if item.kind is kind and (not item.types or case.type in item.types)
    )


def place(case: Case, context: Context) -> Iterator[Refusal]:
    """NEG-1 and NEG-6 before anything is typed."""
    policy = context.policy
    if case.open_negotiation is not None:
        yield refuse(
            "NEG-6",
            text("One proposal is open already; the buyer has not answered."),
            helps=text("Wait for the answer, or withdraw it."),
            help_action="withdraw",
        )
    if unknown(case):
        return
    if scene_of(case, policy.negotiation.scenes) is None:
        yield refuse(
            "NEG-1",
            text("The platform does not offer negotiation at this point."),
            helps=text("Write to the buyer, or decide."),
            help_action="message",
        )
        return
    if case.rounds >= context.rounds:
        yield refuse(
            "NEG-6",
            text("{n} rounds have been used up.", n=case.rounds),
            helps=text("Decide now; the number of rounds is a setting."),
            rounds=case.rounds,
        )
    last = limit(case, policy)
    if last is not None and last - context.now < policy.negotiation.lead_minutes * beijing.MINUTE:
        yield refuse(
            "NEG-6",
            text("It is too late to negotiate: decide now."),
            limit=last,
        )


def check(case: Case, context: Context, command: Negotiate | None) -> Iterator[Refusal]:
    """Every reason why this proposal does not go."""
    yield from place(case, context)
    if command is None:
        return
    rules = context.policy.negotiation
    if command.kind not in rules.kinds:
        yield refuse(
            "NEG-2",
            text("This platform does not know “{kind}”.", kind=str(command.kind)),
            kinds=[str(kind) for kind in rules.kinds],
        )
    yield from _words(case, context, command)
    if command.kind is NegotiationKind.OFFER:
        yield from _plans(case, context, command)
    elif command.plans:
        yield refuse("NEG-2", text("Only an offer has plans to choose from."))
    if command.kind is NegotiationKind.MODIFY_CLAIM:
        yield from _claim(case, command)


def _words(case: Case, context: Context, command: Negotiate) -> Iterator[Refusal]:
    rules = context.policy.negotiation
    if not command.message.strip():
        yield refuse("NEG-4", text("Write a message to the buyer."))
    size = len(command.message.encode())
    if size > rules.message_bytes:
        yield refuse(
            "NEG-4",
            text(
                "The message has {size} bytes; the platform takes {limit}.",
                size=size,
                limit=rules.message_bytes,
            ),
            helps=text("Shorten it."),
            bytes=size,
            limit=rules.message_bytes,
        )
    known = {item.id: item for item in explanations_for(case, context.policy, command.kind)}
    if command.explanation:
        chosen = known.get(command.explanation)
        if chosen is None:
            yield refuse(
                "NEG-4",
                text("“{name}” is no explanation for this.", name=command.explanation[:60]),
                explanations=sorted(known),
            )
        elif chosen.picture and not context.proofs:
            yield refuse(
                "NEG-4",
                text("This explanation needs a picture."),
                helps=text("Add one by drop or paste."),
            )
    if len(context.proofs) > rules.max_pictures:
        yield refuse(
            "NEG-4", text("The platform takes {n} pictures at most.", n=rules.max_pictures)
        )
    if any(proof.size > rules.picture_bytes for proof in context.proofs):
        yield refuse(
            "NEG-4",
            text("A picture may have {limit} KB at most.", limit=rules.picture_bytes // 1000),
        )


def _plans(case: Case, context: Context, command: Negotiate) -> Iterator[Refusal]:
    rules = context.policy.negotiation
    if not command.plans:
        yield refuse("NEG-2", text("An offer needs at least one plan."))
    if len(command.plans) > rules.max_plans:
        yield refuse("NEG-2", text("An offer has {n} plans at most.", n=rules.max_plans))
    if len({plan.kind for plan in command.plans}) < len(command.plans):
        yield refuse("NEG-2", text("Every plan of an offer must be of another kind."))
    for plan in command.plans:
        if plan.kind not in rules.plans:
            yield refuse(
                "NEG-2",
                text("This platform has no plan “{kind}”.", kind=str(plan.kind)),
                plans=[str(kind) for kind in rules.plans],
            )
        yield from _amount(case, context, plan)


def _amount(case: Case, context: Context, plan: Plan) -> Iterator[Refusal]:
    if plan.kind not in _PAYS and plan.amount_fen not in _idle(case, plan.kind):
        yield refuse(
            "NEG-5", text("“{kind}” takes no amount of its own.", kind=str(plan.kind)),
            amount_fen=plan.amount_fen,
        )  # fmt: skip
        return
    if plan.kind in _PAYS and plan.amount_fen <= 0:
        yield refuse(
            "NEG-5", text("“{kind}” needs an amount above zero.", kind=str(plan.kind)),
            amount_fen=plan.amount_fen,
        )  # fmt: skip
        return
    if plan.kind is PlanKind.PARTIAL_REFUND and plan.amount_fen >= case.claim_fen:
        yield refuse(
            "NEG-5",
            text(
                "A partial refund must stay below the claim of {claim}.",
                claim=money.yuan_signed(case.claim_fen),
            ),
            helps=text("Offer less, or agree to the full refund."),
            amount_fen=plan.amount_fen,
            claim_fen=case.claim_fen,
        )
    if plan.kind in _PAYOUT:
        yield from purse(context, plan.amount_fen)
        yield from _above_paid(case, context, plan)
    if plan.kind is not PlanKind.COUPON_PAYOUT and plan.kind in _PAYS:
        yield from order_covers(case, plan.amount_fen, context)
    if plan.kind is PlanKind.AGREE_REFUND:
        yield from order_covers(case, case.claim_fen, context)


def _above_paid(case: Case, context: Context, plan: Plan) -> Iterator[Refusal]:
    """NEG-5: nobody gives more than the buyer paid, in coupons neither."""
    paid = context.order.paid_fen if context.order is not None else case.paid_fen
    if paid is not None and plan.amount_fen > paid:
        yield refuse(
            "NEG-5",
            text("The buyer paid {paid} in all: offer less.", paid=money.yuan_signed(paid)),
            paid_fen=paid,
            amount_fen=plan.amount_fen,
        )


def _idle(case: Case, kind: PlanKind) -> tuple[int, ...]:
    """Amounts that a plan may name without being about them: the claim, where all of it goes."""
    whole = kind in (PlanKind.AGREE_REFUND, PlanKind.AGREE_RETURN)
    return (0, case.claim_fen) if whole else (0,)


def purse(context: Context, amount: int) -> Iterator[Refusal]:
    """NEG-5: a payout stays within the shop's purse, per case and per day."""
    per_case, per_day = context.purse_case_fen, context.purse_day_fen
    if per_case is not None and amount > per_case:
        yield refuse(
            "NEG-5",
            text(
                "The shop's purse allows {limit} for one case.", limit=money.yuan_signed(per_case)
            ),
            limit_fen=per_case,
            amount_fen=amount,
        )
    if per_day is not None and context.spent_day_fen + amount > per_day:
        yield refuse(
            "NEG-5",
            text(
                "The shop's purse has {left} left for today.",
                left=money.yuan_signed(max(0, per_day - context.spent_day_fen)),
            ),
            limit_fen=per_day,
            spent_fen=context.spent_day_fen,
        )


def _claim(case: Case, command: Negotiate) -> Iterator[Refusal]:
    new_type = command.new_type if command.new_type is not case.type else None
    new_claim = command.new_claim_fen if command.new_claim_fen != case.claim_fen else None
    if new_type is None and new_claim is None:
        yield refuse("NEG-2", text("Change the amount or the type; nothing is different now."))
    if command.new_claim_fen is not None and not 0 < command.new_claim_fen <= case.claim_fen:
        yield refuse(
            "NEG-5",
            text(
                "The new amount must be above zero and not above {claim}.",
                claim=money.yuan_signed(case.claim_fen),
            ),
            claim_fen=case.claim_fen,
        )
