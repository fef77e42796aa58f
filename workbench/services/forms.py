"""What panels and ``suggest`` offer: plans, explanations, reasons, what refusing may cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.base.texts import N_, Text, text
from workbench.domain import money
from workbench.domain.guards import acts, negotiating, refusing
from workbench.domain.kinds import Action, NegotiationKind, PlanKind
from workbench.domain.suggestion import advise
from workbench.services import actions
from workbench.services.model import ActOption
from workbench.services.workbench import NegotiationForm, RefusalForm, SuggestedPlan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.domain.case import Case
    from workbench.domain.guards.context import Context
    from workbench.domain.policy.model import Policy
    from workbench.domain.policy.offers import SuggestionPolicy
    from workbench.domain.suggestion import Advice, Tally

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


def suggestions(advice: Advice, rules: SuggestionPolicy) -> tuple[SuggestedPlan, ...]:
    """The plans of an advice, as the panel and ``suggest`` show them."""
    return tuple(
        SuggestedPlan(
            kind=str(plan.kind),
            amount_fen=plan.amount_fen,
            title=PLAN_TITLES[plan.kind],
            message=plan.message,
            explanation=plan.explanation,
            why=plan.why,
            accepted=plan.accepted,
            offered=plan.offered,
            least=rules.least_cases,
            cost_fen=plan.cost_fen,
        )
        for plan in advice.plans
    )


def negotiation_form(
    case: Case,
    context: Context,
    tallies: Sequence[Tally] = (),
    scripts: Mapping[str, tuple[int, int]] | None = None,
) -> NegotiationForm:
    """Everything the negotiation panel shows before anything is typed."""
    rules = context.policy.negotiation
    advice = advise(case, context, tallies)
    again = case.rounds >= 1
    return NegotiationForm(
        kinds=tuple(str(kind) for kind in rules.kinds),
        suggestions=suggestions(advice, rules.suggest),
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
        prepared=advice.prepared,
        basis=advice.basis,
        days=rules.suggest.days,
        nothing_fen=case.loss_fen,
        scripts=scripts or {},
        least=rules.suggest.least_cases,
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
