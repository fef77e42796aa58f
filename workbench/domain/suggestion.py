"""Plans worth offering on a case: from its scene, ranked by this shop's own results (NEG-3).

Candidates, amounts and their order are data of the pack; results come as counts. Nothing here is
sent: a suggestion is a draft, and what the guards would refuse is never suggested.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.base.texts import N_, Text, counted, text
from workbench.domain import money, shares
from workbench.domain.filling import fill
from workbench.domain.guards import acts, deciding, negotiating
from workbench.domain.kinds import (
    Action,
    CaseType,
    GoodsStatus,
    NegotiationKind,
    NegotiationState,
    PlanKind,
    ReasonClass,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.domain.case import Case
    from workbench.domain.guards.context import Context
    from workbench.domain.policy.model import Explanation, Policy
    from workbench.domain.policy.offers import PlanStep, SuggestionPolicy
    from workbench.domain.shares import Interval

PAYS = (PlanKind.CASH_PAYOUT, PlanKind.COUPON_PAYOUT, PlanKind.PARTIAL_REFUND)
_PURSE = (PlanKind.CASH_PAYOUT, PlanKind.COUPON_PAYOUT)
_SHORT = 20  # characters of a title or a name where the message would be too long

WIDTHS: tuple[tuple[str, Text], ...] = (
    ("band", Text(N_("same scene"))),
    ("goods_kind", Text(N_("same scene, any amount"))),
    ("goods", Text(N_("same scene, any goods and amount"))),
    ("reason_class", Text(N_("same type and reason"))),
    ("", Text(N_("same type"))),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What makes two cases alike when it comes to plans. ``band`` counts the bounds passed."""

    type: CaseType
    reason_class: ReasonClass
    goods: GoodsStatus
    goods_kind: str
    band: int
    again: bool  # whether a round went before

    def like(self, other: Scene, width: int) -> bool:
        """Whether the other is alike; each width looks at one part less than the one before."""
        dropped = {name for name, _ in WIDTHS[:width]}
        parts = ("type", "again", "reason_class", "goods", "goods_kind", "band")
        return all(
            getattr(self, part) == getattr(other, part) for part in parts if part not in dropped
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How one plan went in cases of one scene: each case counts once (NEG-9)."""

    scene: Scene
    plan: PlanKind
    offered: int
    accepted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A plan to offer. ``cost_fen`` None: it cannot be told in money before it happens.

    ``accepted`` and ``offered`` are counts; ``interval`` is None below the pack's minimum.
    """

    kind: PlanKind
    amount_fen: int
    message: str
    explanation: str
    why: Text
    cost_fen: int | None
    accepted: int | None = None
    offered: int | None = None
    interval: Interval | None = None
    yields: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """Plans in their order; ``prepared`` is the kind a hand may find chosen, "" for none."""

    plans: tuple[Suggestion, ...]
    prepared: str = ""
    basis: Text | None = None  # which cases the results are of


def goods_kind(labels: Iterable[str], rules: SuggestionPolicy) -> str:
    """The first service label that makes the goods another kind, or ""."""
    found = set(labels)
    return next((name for name in rules.goods_kinds if name in found), "")


def kept(goods: GoodsStatus) -> GoodsStatus:
    """Goods that went back later were with the buyer when it was talked about."""
    return GoodsStatus.RECEIVED if goods is GoodsStatus.RETURNED else goods


def scene_of(case: Case, rules: SuggestionPolicy) -> Scene:
    """The scene the case stands in now."""
    return Scene(
        type=case.type,
        reason_class=case.reason_class,
        goods=kept(case.goods_status),
        goods_kind=goods_kind(case.labels, rules),
        band=bisect_right(rules.bands_fen, case.claim_fen),
        again=case.rounds >= 1,
    )


def advise(case: Case, context: Context, tallies: Sequence[Tally]) -> Advice:
    """NEG-3, NEG-8, NEG-11: what to offer now. Nothing where an offer would be refused."""
    policy = context.policy
    rules = policy.negotiation.suggest
    if NegotiationKind.OFFER not in policy.negotiation.kinds or any(
        not item.confirmable for item in acts.check(Action.NEGOTIATE, case, context, None)
    ):
        return Advice(plans=())
    following = next_step(case, rules)
    steps = candidates(case, context)
    width, results = _results(scene_of(case, rules), tallies, [s.kind for s in steps], rules)
    made = [
        plan
        for step in steps
        if (plan := _suggest(step, case, context, results.get(step.kind), following)) is not None
    ]
    ordered = sorted(made, key=_rank)
    return Advice(
        plans=tuple(ordered), prepared=_prepared(ordered, following), basis=WIDTHS[width][1]
    )


def candidates(case: Case, context: Context) -> tuple[PlanStep, ...]:
    """The steps of the pack for this scene, one per kind, without what was declined (NEG-8)."""
    rules = context.policy.negotiation
    refused = negotiating.refused_plans(case)
    highest = _height(refused, rules.suggest)
    found: dict[PlanKind, PlanStep] = {}
    for step in rules.suggest.steps:
        kind = step.kind
        below = kind in rules.suggest.ladder and rules.suggest.ladder.index(kind) <= highest
        if kind in found or kind in refused or below or kind not in rules.plans:
            continue
        if _fits(step, case):
            found[kind] = step
    return tuple(found.values())


def _fits(step: PlanStep, case: Case) -> bool:
    agreed = deciding.fitting_agreement(case)
    if (step.kind, agreed) in (
        (PlanKind.AGREE_RETURN, Action.AGREE_RETURN),
        (PlanKind.AGREE_REFUND, Action.AGREE_REFUND),
    ):
        return False  # deciding so needs nobody's answer
    return (
        (not step.types or case.type in step.types)
        and (not step.goods or kept(case.goods_status) in step.goods)
        and (not step.reasons or case.reason_class in step.reasons)
        and not case.labels & set(step.not_for)
    )


def _height(refused: Iterable[PlanKind], rules: SuggestionPolicy) -> int:
    """The highest step of the ladder that was declined; -1 where none was."""
    return max((rules.ladder.index(kind) for kind in refused if kind in rules.ladder), default=-1)


def next_step(case: Case, rules: SuggestionPolicy) -> PlanKind | None:
    """NEG-11: the step after the highest declined one; it is prepared, never sent."""
    last = case.last_negotiation
    if last is None or last.state is not NegotiationState.REFUSED:
        return None
    height = _height(negotiating.refused_plans(case), rules)
    return rules.ladder[height + 1] if 0 <= height < len(rules.ladder) - 1 else None


def _prepared(plans: Sequence[Suggestion], following: PlanKind | None) -> str:
    """The step after a declined one, else the best by results; never a guess."""
    if any(plan.kind is following and not plan.yields for plan in plans):
        return str(following)
    best = plans[0] if plans else None
    known = best is not None and best.interval is not None and not best.yields
    return str(best.kind) if best is not None and known else ""


# ------------------------------------------------------------------------------- amounts


def ceiling(kind: PlanKind, case: Case, context: Context) -> int | None:
    """The most this plan may cost in fen by claim, purse and order; None: nothing bounds it."""
    paid, out = deciding.paid_and_out(case, context)
    bounds: list[int] = []
    if kind is PlanKind.PARTIAL_REFUND:
        bounds.append(case.claim_fen - 1)
    if kind in _PURSE:
        if context.purse_case_fen is not None:
            bounds.append(context.purse_case_fen)
        if context.purse_day_fen is not None:
            bounds.append(context.purse_day_fen - context.spent_day_fen)
        whole = context.order.paid_fen if context.order is not None else case.paid_fen
        if whole is not None:
            bounds.append(whole)
    if kind is not PlanKind.COUPON_PAYOUT and paid is not None:
        bounds.append(paid - out)
    return min(bounds, default=None)


def first_amount(step: PlanStep, case: Case, context: Context) -> int | None:
    """The first offer in fen; 0 where the plan has none, None where nothing can be offered."""
    most = ceiling(step.kind, case, context)
    if step.kind is PlanKind.AGREE_REFUND:
        return None if most is not None and case.claim_fen > most else case.claim_fen
    if step.kind not in PAYS:
        return 0
    unit = context.policy.negotiation.suggest.round_fen
    amount = max(step.least_fen, case.claim_fen * step.percent // 100 // unit * unit)
    for bound in (most, step.ceiling_fen, case.claim_fen - 1):
        amount = amount if bound is None else min(amount, bound)
    return amount if amount > 0 else None


# --------------------------------------------------------------------- results and words


def _results(
    scene: Scene, tallies: Sequence[Tally], kinds: Sequence[PlanKind], rules: SuggestionPolicy
) -> tuple[int, dict[PlanKind, tuple[int, int]]]:
    """The narrowest likeness that says something of two plans, else of one, else the widest."""
    found: list[dict[PlanKind, tuple[int, int]]] = []
    for width in range(len(WIDTHS)):
        sums: dict[PlanKind, tuple[int, int]] = {}
        for tally in tallies:
            if tally.plan in kinds and scene.like(tally.scene, width):
                hits, cases = sums.get(tally.plan, (0, 0))
                sums[tally.plan] = hits + tally.accepted, cases + tally.offered
        found.append(sums)
    for wanted in (2, 1):
        for width, sums in enumerate(found):
            if sum(cases >= rules.least_cases for _, cases in sums.values()) >= wanted:
                return width, sums
    return len(found) - 1, found[-1]


def _rank(plan: Suggestion) -> tuple[bool, bool, float]:
    """What gives in stands last; shares by their lower bound; the rest as the pack has it."""
    low = plan.interval.low if plan.interval is not None else 0.0
    return plan.yields, plan.interval is None, -low


def _suggest(
    step: PlanStep,
    case: Case,
    context: Context,
    result: tuple[int, int] | None,
    following: PlanKind | None,
) -> Suggestion | None:
    amount = first_amount(step, case, context)
    said = _words(step, case, context.policy, amount or 0)
    if amount is None or said is None:
        return None
    hits, cases = result if result is not None else (None, None)
    interval = shares.share(hits, cases, context.policy.negotiation.suggest.least_cases)
    costs = {PlanKind.SOOTHE: 0, PlanKind.AGREE_REFUND: case.claim_fen}
    return Suggestion(
        kind=step.kind,
        amount_fen=amount,
        message=said[1],
        explanation=said[0],
        why=_why(step, following, hits, cases, interval),
        cost_fen=amount if step.kind in PAYS else costs.get(step.kind),
        accepted=hits,
        offered=cases,
        interval=interval,
        yields=step.yields,
    )


def _why(
    step: PlanStep,
    following: PlanKind | None,
    hits: int | None,
    cases: int | None,
    interval: Interval | None,
) -> Text:
    if step.kind is following:
        return text("The buyer declined the step before; this is the next one.")
    if step.yields:
        return text("Gives the buyer what was asked for: the last step.")
    if interval is not None:
        return text("{hits} of {cases} like cases of this shop took it.", hits=hits, cases=cases)
    if cases:
        return counted(
            "Only {n} like case so far, so it stands in the order of the rules.",
            "Only {n} like cases so far, so it stands in the order of the rules.",
            n=cases,
        )
    return text("No like cases of this shop yet: in the order of the rules.")


def _words(step: PlanStep, case: Case, policy: Policy, amount: int) -> tuple[str, str] | None:
    """Explanation and message; long names are cut where the platform counts bytes."""
    found = _explanation(step, case, policy)
    if found is None:
        return None
    for most in (len(case.item_title) + len(case.buyer_nick), _SHORT, 0):
        values = {
            "amount": money.yuan_signed(amount),
            "item": case.item_title[:most],
            "buyer": case.buyer_nick[:most],
            "claim": money.yuan_signed(case.claim_fen),
        }
        message = fill(found.text, values)
        if len(message.encode()) <= policy.negotiation.message_bytes:
            return found.id, message
    return None


def _explanation(step: PlanStep, case: Case, policy: Policy) -> Explanation | None:
    """The step's own words where they fit the type; none that needs a picture nobody has."""
    usable = [
        item
        for item in negotiating.explanations_for(case, policy, NegotiationKind.OFFER)
        if not item.picture and item.text.strip()
    ]
    own = next((item for item in usable if item.id == step.explanation), None)
    return own or next(iter(usable), None)
