"""One question for every act: what stands in the way? (all failing rules, in a fixed order)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.base.texts import text
from workbench.domain import commands
from workbench.domain.guards import (
    deciding,
    disputing,
    negotiating,
    promising,
    refusing,
    wording,
)
from workbench.domain.guards.context import Context, refuse
from workbench.domain.kinds import Action, PlanKind, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.domain.case import Case
    from workbench.domain.refusal import Refusal

PROMISES = (Action.PROMISE, Action.PROVE, Action.RELEASE)
_LOCAL = frozenset(
    {
        Action.CONTACT,
        Action.RAISE,
        Action.TAG,
        Action.ASSIGN,
        Action.NOTE,
        Action.FLAG,
        Action.REMARK,
        *PROMISES,
    }
)


def check(
    action: Action,
    case: Case,
    context: Context,
    command: commands.Command | None,
    *,
    if_version: int | None = None,
) -> tuple[Refusal, ...]:
    """Refusals of an act; ``command`` None asks before anything is typed.

    Confirmable refusals that the person confirmed are left out, so an empty answer means: it goes.
    """
    found = [
        *deciding.stale(case, if_version),
        *(() if action in _LOCAL else _shared(action, case, context)),
        *_own(action, case, context, command),
        *wording.guard(context, command),
    ]
    kept = [r for r in found if not (r.confirmable and r.rule in context.confirmed)]
    seen: set[tuple[str, str]] = set()
    unique: list[Refusal] = []
    for item in kept:
        mark = (item.rule, item.message.msgid)
        if mark not in seen:
            seen.add(mark)
            unique.append(item)
    return tuple(sorted(unique, key=lambda item: item.confirmable))


def _shared(action: Action, case: Case, context: Context) -> Iterator[Refusal]:
    if action is Action.MESSAGE:
        return
    yield from deciding.common(action, case, context)


def _own(
    action: Action, case: Case, context: Context, command: commands.Command | None
) -> Iterator[Refusal]:
    match action, command:
        case Action.AGREE_REFUND, (commands.AgreeRefund() | None) as told:
            if not case.final:
                yield from promising.stops_refund(case)
            yield from deciding.agree_refund(case, context, told)
        case Action.AGREE_RETURN, (commands.AgreeReturn() | None) as told:
            yield from deciding.with_address(context, told)
            yield from deciding.amount_guard(case, told.amount_fen if told else None)
        case Action.AGREE_EXCHANGE, (commands.AgreeExchange() | None) as told:
            yield from deciding.with_address(context, told)
        case Action.AGREE_REPAIR, (commands.AgreeRepair() | None) as told:
            yield from deciding.with_address(context, told)
        case Action.CONFIRM_RECEIPT, (commands.ConfirmReceipt() | None) as told:
            yield from deciding.order_covers(case, deciding.money_out(action, case), context)
            yield from deciding.amount_guard(case, told.amount_fen if told else None)
        case Action.SHIP, (commands.Ship() | None) as told:
            yield from deciding.ship(told)
        case Action.REFUSE, (commands.Refuse() | None) as told:
            if refusing.refusable(case) or deciding.unknown(case):
                yield from refusing.check(case, context, told)
        case _:
            yield from _talks(action, case, context, command)


def _talks(
    action: Action, case: Case, context: Context, command: commands.Command | None
) -> Iterator[Refusal]:
    match action, command:
        case Action.NEGOTIATE, (commands.Negotiate() | None) as told:
            if not case.final:
                yield from negotiating.check(case, context, told)
            if told is not None and any(p.kind is PlanKind.AGREE_REFUND for p in told.plans):
                yield from promising.stops_refund(case)
        case Action.WITHDRAW, _:
            if case.open_negotiation is None:
                yield refuse("NEG-6", text("No proposal is open."))
        case Action.ESCALATE, (commands.Escalate() | None) as told:
            yield from disputing.escalate(case, context, told)
        case Action.EVIDENCE, (commands.SubmitEvidence() | None) as told:
            if not case.final:
                yield from disputing.evidence(case, context, told)
        case _ if action in PROMISES:
            yield from promising.check(action, case, context, command)
        case _:
            yield from _words(action, context, command)


def _words(action: Action, context: Context, command: commands.Command | None) -> Iterator[Refusal]:
    match command:
        case commands.Message(text=words):
            size, most = len(words.encode()), context.policy.negotiation.message_bytes
            if not words.strip():
                yield refuse("CASE-9", text("Write something first."))
            elif size > most:
                yield refuse(
                    "CASE-9",
                    text(
                        "The message has {size} bytes; the platform takes {limit}.",
                        size=size,
                        limit=most,
                    ),
                    helps=text("Shorten it."),
                    bytes=size,
                    limit=most,
                )
        case commands.AddNote(text=words) | commands.Raise(note=words) | commands.SetTag(tag=words):
            if not words.strip():
                yield refuse(_RULE.get(action, "TEAM-1"), text("Write something first."))
            elif len(words) > 2_000:
                yield refuse(
                    _RULE.get(action, "TEAM-1"),
                    text("Keep it under {limit} characters.", limit=2_000),
                )
        case _:
            return


_RULE = {Action.RAISE: "DISP-1", Action.NOTE: "TEAM-1", Action.TAG: "TEAM-1"}


def receipt_due(case: Case) -> bool:
    """DISP-6: the checklist for goods that come back applies."""
    return case.stage is Stage.MERCHANT_CONFIRM_RECEIPT
