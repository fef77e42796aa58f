"""What types cannot say of the plans a pack suggests: names that exist, shares that are shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.base.texts import text
from workbench.domain.kinds import NegotiationKind
from workbench.domain.policy.decode import Fault, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workbench.domain.policy.model import NegotiationPolicy
    from workbench.domain.policy.offers import PlanStep


def faults(talks: NegotiationPolicy) -> Iterator[Fault]:
    """Every problem of ``[negotiation.suggest]``."""
    place: Place = ("negotiation", "suggest")
    rules = talks.suggest
    for field, number in (
        ("round_fen", rules.round_fen),
        ("least_cases", rules.least_cases),
        ("days", rules.days),
    ):
        if number <= 0:
            wrong = text("expected more than 0, found {found}", found=str(number))
            yield Fault((*place, field), wrong)
    if list(rules.bands_fen) != sorted(set(rules.bands_fen)):
        yield Fault((*place, "bands_fen"), text("expected amounts that grow"))
    for at, kind in enumerate(rules.ladder):
        yield from _known((*place, "ladder", at), kind, talks.plans)
    for at, step in enumerate(rules.steps):
        yield from _step((*place, "steps", at), step, talks)


def _step(place: Place, step: PlanStep, talks: NegotiationPolicy) -> Iterator[Fault]:
    yield from _known((*place, "kind"), step.kind, talks.plans)
    if not 0 <= step.percent < 100:
        wrong = text("expected 0 to 99 per cent, found {found}", found=str(step.percent))
        yield Fault((*place, "percent"), wrong)
    if step.explanation:
        offers = [one.id for one in talks.explanations if one.kind is NegotiationKind.OFFER]
        yield from _known((*place, "explanation"), step.explanation, offers)


def _known(place: Place, value: str, known: Iterable[str]) -> Iterator[Fault]:
    if value not in known:
        said = ", ".join(known)
        yield Fault(place, text("expected one of: {words}, found {found}", words=said, found=value))
