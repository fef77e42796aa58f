"""What we must carry out ourselves once a buyer accepted (NEG-7): one hand-off per negotiation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.base.texts import text
from workbench.domain import money
from workbench.domain.kinds import (
    Action,
    CommandId,
    Delivery,
    Executor,
    NegotiationKind,
    NegotiationState,
)
from workbench.services.ports import OutboxItem

if TYPE_CHECKING:
    from workbench.base.texts import Text
    from workbench.domain.case import Case, Negotiation, Plan
    from workbench.services.ports import UnitOfWork


def oblige(uow: UnitOfWork, before: Case, after: Case, now: int) -> None:
    """Make the hand-off of every negotiation that this reading shows as accepted.

    Where the platform is the executor nothing is made: it does what was accepted by itself.
    """
    accepted_before = {n.id for n in before.negotiations if n.state is NegotiationState.ACCEPTED}
    for talk in after.negotiations:
        fresh = talk.state is NegotiationState.ACCEPTED and talk.id not in accepted_before
        if fresh and talk.executor is Executor.MERCHANT and _something_to_do(talk):
            _make(uow, after, talk, now)


def owed(item: OutboxItem) -> bool:
    """True for such a hand-off: it cannot be taken back, and no reading settles it."""
    return item.case_id != "" and "accepted_negotiation" in item.args


def _something_to_do(talk: Negotiation) -> bool:
    return talk.kind is not NegotiationKind.ASK_EVIDENCE


def _chosen(talk: Negotiation) -> Plan | None:
    return None if talk.chosen is None else talk.plans[talk.chosen]


def _make(uow: UnitOfWork, case: Case, talk: Negotiation, now: int) -> None:
    command_id = CommandId(f"accepted:{case.key.shop}:{talk.id}")
    if uow.outbox.get(command_id) is not None:
        return
    plan = _chosen(talk)
    args: dict[str, object] = {"accepted_negotiation": talk.id, "kind": str(talk.kind)}
    if plan is not None:
        args |= {"plan": str(plan.kind), "sum_fen": plan.amount_fen}
    uow.outbox.add(
        OutboxItem(
            command_id=command_id,
            shop=case.key.shop,
            case_id=case.key.case_id,
            order_id=case.order_id,
            action=str(Action.NEGOTIATE),
            args=args,
            state=Delivery.HANDOFF,
            actor="platform",
            created_at=now,
            hold_until=now,
            platform_version=case.platform_version,
            result={
                "text": (plan.message if plan is not None else "") or talk.message,
                "url": "",
                "check": [_plain(step) for step in _steps(talk, plan)],
                "negotiation_id": talk.id,
            },
        )
    )
    uow.changed("outbox", command_id)


def _steps(talk: Negotiation, plan: Plan | None) -> tuple[Text, ...]:
    if plan is not None and plan.amount_fen:
        first = text(
            "The buyer accepted “{what}”: carry out {amount} on the platform.",
            what=str(plan.kind), amount=money.yuan_signed(plan.amount_fen),
        )  # fmt: skip
    else:
        what = str(plan.kind if plan is not None else talk.kind)
        first = text("The buyer accepted “{what}”: carry it out on the platform.", what=what)
    return (first, text("Do it once only, keep the proof, then tick “done”."))


def _plain(step: Text) -> dict[str, object]:
    return {"msgid": step.msgid, "values": dict(step.values), "plural": step.plural}
