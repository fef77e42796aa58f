"""What may be proposed on a case now, with how it went in this shop before (NEG-3, NEG-12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain import beijing
from workbench.services import forms
from workbench.services.handlers import surroundings

if TYPE_CHECKING:
    from workbench.domain.case import Case
    from workbench.services.deps import Deps
    from workbench.services.workbench import NegotiationForm


def negotiation_form(deps: Deps, case: Case) -> NegotiationForm:
    """The form of the panel; results are read in the moment the case's surroundings are."""
    with deps.store.read() as uow:
        context = surroundings.context_of(deps, uow, case)
        rules = context.policy.negotiation.suggest
        shop, since = case.key.shop, context.now - rules.days * beijing.DAY
        tallies = uow.results.plans(shop, case.type, since=since, rules=rules)
        scripts = uow.results.scripts(shop, since=since)
    return forms.negotiation_form(case, context, tallies, scripts)
