"""Acts of the platform on a fresh application: lightning return and instant refund (AUTO-1, 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain import beijing
from workbench.domain.kinds import CaseType

if TYPE_CHECKING:
    from workbench.platforms.sandbox.desk import Desk
    from workbench.platforms.sandbox.model import Dossier

_SOON_MS = 5 * beijing.SECOND


def consider(desk: Desk, case: Dossier) -> None:
    """Plan the platform's own answer to a first application, where its conditions are met."""
    if desk.floor is not None:
        return
    if lightning(desk, case):
        desk.plan(desk.now + _SOON_MS, "instant", case.shop, case.case_id, what="lightning")
    elif refund_at_once(desk, case):
        desk.plan(desk.now + _SOON_MS, "instant", case.shop, case.case_id, what="refund")


def lightning(desk: Desk, case: Dossier) -> bool:
    """The six conditions of the lightning return, as the platform sees them."""
    rule = desk.policy(case.platform).lightning
    signed = case.outbound.signed_at if case.outbound is not None else None
    if rule is None or case.type is not CaseType.RETURN_REFUND or signed is None:
        return False
    ends = beijing.midnight(beijing.day_of(signed)) + rule.days_after_signed * beijing.DAY
    addresses = desk.connection.execute(
        "select count(*) from addresses where shop = ?", (case.shop,)
    ).fetchone()[0]
    return (
        case.good_credit
        and signed <= case.applied_at < ends
        and any(part in case.reason for part in rule.reasons)
        and desk.order_of(case).paid_fen <= rule.max_paid_fen
        and "seven_day" in case.labels
        and addresses == 1
    )


def refund_at_once(desk: Desk, case: Dossier) -> bool:
    """The instant refund before shipping."""
    rule = desk.policy(case.platform).instant
    return (
        rule is not None
        and case.type is CaseType.REFUND_ONLY_UNSHIPPED
        and "instant_refund" in case.labels
        and desk.order_of(case).paid_fen <= rule.max_paid_fen
        and not set(case.labels) & set(rule.excluded_labels)
    )
