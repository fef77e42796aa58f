"""Asking the platform and sending evidence (DISP-1, DISP-2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.base.texts import text
from workbench.domain import beijing
from workbench.domain.guards.context import Context, refuse
from workbench.domain.guards.deciding import unknown, where
from workbench.domain.guards.refusing import too_big
from workbench.domain.kinds import Action, CaseType, Delivery, GoodsStatus, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.domain.case import Case
    from workbench.domain.commands import Escalate, SubmitEvidence
    from workbench.domain.refusal import Refusal

STATEMENT_LIMIT = 500  # characters: complete and short (DISP-3)


def escalate(case: Case, context: Context, command: Escalate | None) -> Iterator[Refusal]:
    """DISP-1: when the merchant may ask the platform to step in."""
    policy = context.policy.escalate
    if not policy.offered:
        yield refuse(
            "DISP-1",
            text("This platform does not let merchants ask for its intervention."),
            helps=text("Hand the case to a supervisor instead."),
            help_action="raise",
        )
        return
    if case.stage is Stage.INTERVENTION:
        yield refuse(
            "DISP-1",
            text("The platform is already deciding this case."),
            helps=text("Send the evidence instead."),
            help_action="evidence",
        )
        return
    if case.final:
        return
    if not case.refusals and not unknown(case):
        yield refuse(
            "DISP-1",
            text("The platform can be asked only after you refused: {where}.", where=where(case)),
            help_action="refuse",
        )
    not_received = (
        case.type is CaseType.REFUND_ONLY_SHIPPED and case.goods_status is GoodsStatus.NOT_RECEIVED
    )
    earliest = case.applied_at + policy.not_received_wait_days * beijing.DAY
    if not_received and context.now < earliest:
        yield refuse(
            "DISP-1",
            text(
                "For goods not received the platform can be asked from {time} on.",
                time=beijing.to_datetime(earliest).strftime("%m-%d %H:%M"),
            ),
            earliest=earliest,
        )
    yield from _statement(command.statement if command else "")


def evidence(case: Case, context: Context, command: SubmitEvidence | None) -> Iterator[Refusal]:
    """DISP-2: once, complete, short, and only while somebody wants it."""
    if case.evidence_due_at is None and case.stage is not Stage.INTERVENTION:
        yield refuse(
            "DISP-2",
            text("Nobody has asked for evidence: the platform has not stepped in."),
            stage=str(case.stage),
        )
    if case.evidence_due_at is not None and case.evidence_due_at <= context.now:
        yield refuse(
            "DISP-2",
            text("The time for evidence has run out."),
            confirmable=True,
            due=case.evidence_due_at,
        )
    if _sent_already(case):
        yield refuse(
            "DISP-2",
            text("Evidence has been sent already; a second set looks like an afterthought."),
            helps=text("Tick that it must be."),
            confirmable=True,
        )
    if command is None:
        return
    if not context.proofs and not command.statement.strip():
        yield refuse("DISP-2", text("Add at least one file or a statement."))
    yield from _statement(command.statement)
    yield from too_big(context)


def _sent_already(case: Case) -> bool:
    """Evidence of this dispute has left: files that say so, or a statement alone.

    What proved an earlier refusal, or served an earlier dispute, does not count.
    """
    since = case.times.intervened_at or 0
    if any(e.by == "merchant" and e.sent and e.at >= since for e in case.evidence):
        return True
    last = case.intent
    return (
        last is not None
        and last.action is Action.EVIDENCE
        and last.state is Delivery.DONE
        and last.decided_at >= since
    )


def _statement(words: str) -> Iterator[Refusal]:
    if len(words) > STATEMENT_LIMIT:
        yield refuse(
            "DISP-3",
            text(
                "The statement has {n} characters; keep it under {limit}.",
                n=len(words),
                limit=STATEMENT_LIMIT,
            ),
        )
