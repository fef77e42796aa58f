"""What panels and ``suggest`` offer: plans, explanations, reasons, what refusing may cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.base.texts import N_, Text, text
from workbench.domain import money
from workbench.domain.guards import acts, deciding, negotiating, refusing
from workbench.domain.kinds import Action, NegotiationKind, PlanKind
from workbench.services import actions
from workbench.services.model import ActOption
from workbench.services.workbench import NegotiationForm, RefusalForm, SuggestedPlan

if TYPE_CHECKING:
    from workbench.domain.case import Case
    from workbench.domain.guards.context import Context
    from workbench.domain.policy.model import Policy

PLAN_TITLES: dict[PlanKind, str] = {
    PlanKind.SOOTHE: N_("Kind words only"),
    PlanKind.COUPON_PAYOUT: N_("Coupon, goods stay"),
    PlanKind.CASH_PAYOUT: N_("Cash, goods stay"),
    PlanKind.PARTIAL_REFUND: N_("Partial refund"),
    PlanKind.AGREE_REFUND: N_("Full refund"),
    PlanKind.AGREE_RETURN: N_("Return and refund"),
    PlanKind.EXCHANGE: N_("Exchange"),
    PlanKind.RESHIP: N_("Send again"),
}

# First offers in per cent of the claim, by the kind of plan (a start, always editable).
_SHARE = {PlanKind.CASH_PAYOUT: 10, PlanKind.COUPON_PAYOUT: 15, PlanKind.PARTIAL_REFUND: 30}


def options(case: Case, context: Context) -> tuple[ActOption, ...]:
    """Every act with whether it goes now, in the order of the registry."""
    found = []
    for action in actions.SPECS:
        refusals = acts.check(action, case, context, None)
        allowed = all(item.confirmable for item in refusals)
        found.append(
            ActOption(
                action=str(action),
                allowed=allowed,
                refusals=refusals,
                note=_note(action, case) if allowed else None,
            )
        )
    return tuple(found)


def _note(action: Action, case: Case) -> Text | None:
    if action is Action.AGREE_REFUND:
        return text("{amount} goes back to the buyer.", amount=money.yuan_signed(case.claim_fen))
    if action in (Action.AGREE_RETURN, Action.AGREE_EXCHANGE, Action.AGREE_REPAIR):
        return text("The buyer gets the return address.")
    if action is Action.NEGOTIATE:
        return text("The countdown does not stop for it.")
    return None


def suggestions(case: Case, context: Context) -> tuple[SuggestedPlan, ...]:
    """Plans in the order of the policy, without what the buyer refused before (NEG-8)."""
    policy = context.policy
    refused = negotiating.refused_plans(case)
    offers = negotiating.explanations_for(case, policy, NegotiationKind.OFFER)
    explanation = offers[0] if offers else None
    found = []
    for kind in policy.negotiation.plans:
        if kind in refused or not _fits(kind, case):
            continue
        amount = _first_amount(kind, case)
        template = explanation.text if explanation is not None else ""
        found.append(
            SuggestedPlan(
                kind=str(kind),
                amount_fen=amount,
                title=PLAN_TITLES[kind],
                message=filled(template, case, amount),
                explanation=explanation.id if explanation is not None else "",
                why=text("In the order of the platform's plans; no results of this shop yet."),
            )
        )
    return tuple(found)


def _fits(kind: PlanKind, case: Case) -> bool:
    if kind in _SHARE:
        return case.claim_fen >= 200
    agreed = deciding.fitting_agreement(case)
    if kind is PlanKind.AGREE_RETURN:
        return agreed is not Action.AGREE_RETURN
    return not (kind is PlanKind.AGREE_REFUND and agreed is Action.AGREE_REFUND)


def _first_amount(kind: PlanKind, case: Case) -> int:
    """Whole yuan, at least one, always below the claim."""
    share = _SHARE.get(kind)
    if share is None:
        return case.claim_fen if kind is PlanKind.AGREE_REFUND else 0
    whole = max(100, case.claim_fen * share // 100 // 100 * 100)
    return min(whole, case.claim_fen - 1)


def filled(template: str, case: Case, amount: int) -> str:
    """An explanation's text with its places filled (NEG-4)."""
    return (
        template.replace("{amount}", money.yuan(amount))
        .replace("{item}", case.item_title)
        .replace("{buyer}", case.buyer_nick)
        .replace("{claim}", money.yuan(case.claim_fen))
    )


def negotiation_form(case: Case, context: Context) -> NegotiationForm:
    """Everything the negotiation panel shows before anything is typed."""
    rules = context.policy.negotiation
    again = case.rounds >= 1
    return NegotiationForm(
        kinds=tuple(str(kind) for kind in rules.kinds),
        suggestions=suggestions(case, context),
        explanations=tuple(
            item for kind in rules.kinds
            for item in negotiating.explanations_for(case, context.policy, kind)
        ),
        round=case.rounds + 1,
        max_rounds=context.rounds,
        reply_by=negotiating.reply_by(case, context.policy, context.now),
        limit=negotiating.limit(case, context.policy),
        message_bytes=rules.message_bytes,
        max_pictures=rules.max_pictures,
        picture_bytes=rules.picture_bytes,
        purse_case_fen=context.purse_case_fen,
        purse_day_fen=context.purse_day_fen,
        spent_day_fen=context.spent_day_fen,
        executor=str(rules.executor(NegotiationKind.OFFER, None)),
        reminder=text("One good offer beats many small ones.") if again else None,
        tried=tuple(sorted(str(kind) for kind in negotiating.refused_plans(case))),
    )  # fmt: skip


def refusal_form(case: Case, context: Context) -> RefusalForm:
    """REF-1..5: reasons, what stands in the way, and what it may cost."""
    policy: Policy = context.policy
    refusals = acts.check(Action.REFUSE, case, context, None)
    penalty = next((item for item in policy.penalties if item.act == "refuse"), None)
    paid = case.paid_fen if case.paid_fen is not None else case.claim_fen
    return RefusalForm(
        reasons=refusing.reasons_for(case, policy),
        refusals=refusals,
        penalty_fen=penalty.amount(paid) if penalty is not None else None,
        penalty_text=penalty.text if penalty is not None else "",
        proof_names=dict(policy.evidence.kinds),
        evidence_bytes=policy.evidence.max_bytes,
        evidence_files=policy.evidence.max_files,
    )
