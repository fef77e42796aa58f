"""Who pays the way back, where nobody said (CASE-10; facts: the policy's reasons, fault first)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain.kinds import ReasonClass

if TYPE_CHECKING:
    from workbench.domain.case import Case
    from workbench.domain.commands import Freight
    from workbench.domain.policy.model import Policy

INSURED = "freight_insurance"  # a service label of the order


def bearer(case: Case, policy: Policy) -> Freight:
    """``buyer``, ``merchant`` or ``insurance`` by the reason of the case.

    What is left to fault follows the class of the reason; where policy is silent the shop pays,
    as it does where a return is agreed without a word. An insured buyer is paid by the insurance.
    """
    reason = policy.reason_of(case.reason_code, case.reason)
    said = reason.freight if reason is not None else ""
    if said == "by_fault":
        said = "buyer" if case.reason_class is ReasonClass.SUBJECTIVE else "merchant"
    if said != "buyer":
        return "merchant"
    return "insurance" if INSURED in case.labels else "buyer"
