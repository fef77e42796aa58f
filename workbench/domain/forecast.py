"""The forecast of a verdict (VER-1): which rules of the table speak of a case.

Pure: a case and what was said in it become ``Facts``, facts and table become lines, the weightiest
first. Facts are taken as they stood when the platform stepped in, so that a verdict that is known
already cannot help to foretell itself (VER-2).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.domain.forecast_table import ForecastTable, Party, Rule, Trait
from workbench.domain.guards.refusing import reasons_for
from workbench.domain.kinds import Action, CaseType, GoodsStatus, Phase, Platform, ReasonClass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.domain.case import Case, TimelineEntry
    from workbench.domain.policy.model import Policy

_BY_KIND = {  # traits that follow from one kind of proof
    Trait.OPENED_ON_FILM: frozenset({"unpacking_video", "carrier_certificate"}),
    Trait.VOUCHERS: frozenset({"purchase_voucher"}),
}
_SIGNED = ("签收", "妥投")
_NOT_SIGNED = ("未签收", "拒签", "待签收")
_OTHERS = frozenset({"buyer", "platform"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What rules may ask of a case. ``proofs`` are kinds of files of ours; ``wanted`` holds, for
    every reason of the platform's list, the kinds it needs (alternatives joined by "|")."""

    act: Action
    platform: Platform
    type: CaseType
    goods: GoodsStatus
    phase: Phase
    reason_class: ReasonClass
    topics: frozenset[str]
    labels: frozenset[str]
    held: frozenset[Trait]
    proofs: frozenset[str] = frozenset()
    wanted: tuple[tuple[str, ...], ...] = ()

    @property
    def traits(self) -> frozenset[Trait]:
        """Everything that holds, the proofs' part worked out anew."""
        found = set(self.held)
        if self.proofs:
            found.add(Trait.PROOF)
        found |= {trait for trait, kinds in _BY_KIND.items() if self.proofs & kinds}
        if any(_covered(kinds, self.proofs) for kinds in self.wanted):
            found.add(Trait.FULL_PROOF)
        return frozenset(found)

    def with_proofs(self, kinds: Iterable[str], wanted: Sequence[str] | None = None) -> Facts:
        """The same with more proofs; ``wanted``: the kinds of the one reason that is chosen."""
        needs = self.wanted if wanted is None else (tuple(wanted),)
        return replace(self, proofs=self.proofs | frozenset(kinds), wanted=needs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lean:
    """Where the lines point together. ``side`` "buyer", "merchant" or "" (open, or nothing known);
    ``firm`` is the share of the weight on that side, 0 to 1; ``responsible`` of its first line."""

    side: str = ""
    firm: float = 0.0
    responsible: Party = Party.NONE


def facts_of(
    case: Case,
    table: ForecastTable,
    *,
    act: Action = Action.REFUSE,
    policy: Policy | None = None,
    timeline: Iterable[TimelineEntry] = (),
) -> Facts:
    """The facts of a case; with ``policy`` the platform's reasons say which proofs are wanted."""
    ours = frozenset(item.kind for item in case.evidence if item.by == "merchant")
    wanted: tuple[tuple[str, ...], ...] = ()
    if policy is not None:
        reasons = reasons_for(case, policy)
        wanted = tuple(one.proofs for one in reasons if one.proofs and not one.forbidden)
    return Facts(
        act=act,
        platform=case.platform,
        type=case.type,
        goods=case.goods_status,
        phase=case.phase,
        reason_class=case.reason_class,
        topics=table.about(f"{case.reason} {case.reason_label}"),
        labels=case.labels,
        held=frozenset(_held(case, table, timeline)),
        proofs=ours,
        wanted=wanted,
    )


def lines(table: ForecastTable, facts: Facts) -> tuple[Rule, ...]:
    """The rules that speak of these facts, the weightiest first."""
    found = [rule for rule in table.rules if matches(rule, facts)]
    return tuple(sorted(found, key=_place))


def _place(rule: Rule) -> tuple[int, str]:
    """Weight first; the id settles a tie, so that moving a row of the table changes nothing."""
    return -rule.weight, rule.id


def matches(rule: Rule, facts: Facts) -> bool:
    """Whether every condition of a rule holds."""
    when, traits = rule.when, facts.traits
    return (
        _any(when.acts, facts.act)
        and _any(when.platforms, facts.platform)
        and _any(when.types, facts.type)
        and _any(when.goods, facts.goods)
        and _any(when.phases, facts.phase)
        and _any(when.reason_classes, facts.reason_class)
        and (not when.topics or bool(facts.topics & set(when.topics)))
        and not facts.topics & set(when.not_topics)
        and (not when.labels or bool(facts.labels & set(when.labels)))
        and traits >= set(when.has)
        and not traits & set(when.lacks)
    )


def lean(found: Sequence[Rule]) -> Lean:
    """The side with more weight; open where neither has three fifths of it."""
    weights = {
        side: sum(rule.weight for rule in found if rule.side == side)
        for side in ("buyer", "merchant")
    }
    total = sum(weights.values())
    if not total:
        return Lean()
    side = max(weights, key=lambda name: weights[name])
    firm = weights[side] / total
    if firm < 0.6:
        return Lean(firm=firm)
    first = min((rule for rule in found if rule.side == side), key=_place)
    return Lean(side=side, firm=firm, responsible=first.responsible)


def _any(wanted: Sequence[object], value: object) -> bool:
    return not wanted or value in wanted


def _covered(kinds: Sequence[str], there: frozenset[str]) -> bool:
    return bool(kinds) and all(set(kind.split("|")) & there for kind in kinds)


def _held(case: Case, table: ForecastTable, timeline: Iterable[TimelineEntry]) -> set[Trait]:
    """What holds of a case, its proofs aside."""
    entries = tuple(timeline)
    found = {
        Trait.NEGOTIATED: any(_before(case, item.sent_at) for item in case.negotiations),
        Trait.REACHED: any(
            item.outcome == "reached" and _before(case, item.at) for item in case.local.contacts
        ),
        Trait.AGREED: _known_before(case, case.times.agreed_at)
        or case.reason_class is ReasonClass.AGREED,
        Trait.ADMITTED: _admitted(case, table, entries),
        Trait.SENT_UNSEEN: any(item.kind == "act:evidence" for item in entries)
        and not any(item.by == "merchant" for item in case.evidence),
        Trait.BUYER_PROOF: bool(case.buyer_pictures)
        or any(item.by == "buyer" for item in case.evidence),
        Trait.SHIPPED: case.times.shipped_at is not None
        or (case.outbound is not None and bool(case.outbound.waybill)),
        Trait.DELIVERED: _delivered(case),
        Trait.RETURNING: _known_before(case, case.times.returned_at),
        Trait.SIGNED_BACK: _known_before(case, case.times.signed_at),
        Trait.REASON_CHANGED: len({item.reason for item in case.applications if item.reason}) > 1,
        Trait.REFUSED_BEFORE: case.refusals > 0,
    }
    return {trait for trait, holds in found.items() if holds}


def _before(case: Case, at: int | None) -> bool:
    """Whether something of that time was there when the platform stepped in."""
    stepped_in = case.times.intervened_at
    return stepped_in is None or at is None or at <= stepped_in


def _known_before(case: Case, at: int | None) -> bool:
    return at is not None and _before(case, at)


def _delivered(case: Case) -> bool:
    parcel = case.outbound
    if parcel is None:
        return False
    said = any(word in parcel.state for word in _SIGNED)
    denied = any(word in parcel.state for word in _NOT_SIGNED)
    return parcel.signed_at is not None or (said and not denied)


def _admitted(case: Case, table: ForecastTable, entries: tuple[TimelineEntry, ...]) -> bool:
    """A word of ours that admits counterfeit goods, in a proposal or a message."""
    said = [item.message for item in case.negotiations]
    said += [plan.message for item in case.negotiations for plan in item.plans]
    said += [
        item.text
        for item in entries
        if item.actor not in _OTHERS and item.kind in ("message", "act:message", "act:negotiate")
    ]
    return any(word in words for words in said for word in table.admitting)
