"""A case goes from stage to stage: the table is the domain's, clock, money and history are ours."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.base.texts import text
from workbench.domain import beijing
from workbench.domain.kinds import (
    AtZero,
    CaseType,
    GoodsStatus,
    Millis,
    NegotiationState,
    Phase,
    Stage,
)
from workbench.domain.lifecycle import Event, next_stage
from workbench.platforms.sandbox import labelclock
from workbench.platforms.sandbox.flags import OWN_HOURS, own_at_zero
from workbench.platforms.sandbox.model import SandboxError

if TYPE_CHECKING:
    from workbench.platforms.sandbox.desk import Desk
    from workbench.platforms.sandbox.model import Dossier

_TIME_OF: dict[Event, str] = {
    Event.MODIFY: "modified_at",
    Event.REFUSE: "refused_at",
    Event.AGREE_RETURN: "agreed_at",
    Event.AGREE_EXCHANGE: "agreed_at",
    Event.AGREE_RESHIP: "agreed_at",
    Event.AGREE_REPAIR: "agreed_at",
    Event.AGREE_REFUND: "agreed_at",
    Event.VERDICT_REFUND: "agreed_at",
    Event.VERDICT_RETURN: "agreed_at",
    Event.WAYBILL: "returned_at",
    Event.CONFIRM_RECEIPT: "received_at",
    Event.SHIP: "shipped_at",
    Event.INTERVENE: "intervened_at",
}
_PAY_FAILS_ONE_IN = 250
# Whatever was planned for the stage that ends; talks and parcels have lives of their own.
_OF_A_STAGE = ("zero", "buyer", "verdict", "evidence_over", "instant", "pay")


def apply(desk: Desk, case: Dossier, event: Event) -> None:
    """Let an event lead the case where the table says.

    Raises ``SandboxError`` where the table does not know the event in this stage.
    """
    to = next_stage(case.stage, case.type, event)
    if to is None:
        raise SandboxError(
            text(
                "{event} is not possible in {stage} ({type}).",
                event=str(event),
                stage=str(case.stage),
                type=str(case.type),
            )
        )
    stamp = _TIME_OF.get(event)
    if stamp is not None:
        case.times = replace(case.times, **{stamp: Millis(desk.now)})
    enter(desk, case, to)


def lead(desk: Desk, case: Dossier, event: Event, to: Stage) -> None:
    """As ``apply``; where the table is silent (talks after we agreed) the stage is ``to``."""
    if next_stage(case.stage, case.type, event) is not None:
        apply(desk, case, event)
        return
    stamp = _TIME_OF.get(event)
    if stamp is not None:
        case.times = replace(case.times, **{stamp: Millis(desk.now)})
    enter(desk, case, to)


def enter(desk: Desk, case: Dossier, to: Stage) -> None:
    """A new stage entry: new version, new clock, open talks superseded, agenda made anew."""
    supersede(desk, case)
    leave_money = case.stage is Stage.REFUNDING
    if leave_money and to is not Stage.REFUNDED:
        _move_money(desk, case, refunding=-case.claim_fen)
    case.stage = to
    case.entered_at = desk.now
    case.version += 1
    case.left_ms = None
    case.back_to = None
    case.evidence_due_at = None
    case.must_negotiate = False
    desk.drop(case, *_OF_A_STAGE)
    if to is Stage.REFUNDING:
        _start_paying(desk, case)
    elif to is Stage.REFUNDED:
        _move_money(desk, case, refunding=-case.claim_fen if leave_money else 0,
                    refunded=case.claim_fen)  # fmt: skip
        case.refunded_fen += case.claim_fen
    if case.final:
        case.times = replace(case.times, final_at=Millis(desk.now))
        case.due = None
    else:
        wind_clock(desk, case)
    desk.put(case)
    desk.stir(case)


def _start_paying(desk: Desk, case: Dossier) -> None:
    _move_money(desk, case, refunding=case.claim_fen)
    dice = desk.dice("pay", case.case_id, case.version)
    fails = dice.randrange(_PAY_FAILS_ONE_IN) == 0
    desk.plan(
        desk.now + dice.randint(120, 480) * beijing.SECOND,
        "pay", case.shop, case.case_id, fails=fails,
    )  # fmt: skip


def _move_money(desk: Desk, case: Dossier, *, refunding: int = 0, refunded: int = 0) -> None:
    order = desk.order_of(case)
    order.refunding_fen += refunding
    order.refunded_fen += refunded
    desk.put(order)


def due_of(desk: Desk, case: Dossier) -> int | None:
    """When the running stage entry ends: the rules of the day on which it was ENTERED (POL-3)."""
    policy = desk.policy(case.platform, case.entered_at)
    label = policy.label_clock(frozenset(case.labels), case.stage)
    if label is not None:
        return labelclock.due(label, case.entered_at)
    rule = policy.stage_rule(case.type, case.stage, case.entered_at)
    if rule is None or rule.hours is None:
        own = OWN_HOURS.get(case.stage)
        return None if own is None else case.entered_at + beijing.hours(own)
    due = case.entered_at + beijing.hours(rule.hours)
    happened = getattr(case.times, rule.alt_event) if rule.alt_event else None
    if happened is not None and rule.alt_hours is not None:
        due = min(due, int(happened) + beijing.hours(rule.alt_hours))
    return due


def at_zero_of(desk: Desk, case: Dossier) -> AtZero:
    """What the platform will do when the countdown of this stage entry ends."""
    policy = desk.policy(case.platform, case.entered_at)
    label = policy.label_clock(frozenset(case.labels), case.stage)
    rule = label or policy.stage_rule(case.type, case.stage, case.entered_at)
    named = AtZero.UNKNOWN if rule is None else rule.at_zero
    if named in (AtZero.UNKNOWN, AtZero.MANUAL):
        return own_at_zero(case.stage, case.type)
    return named


def wind_clock(desk: Desk, case: Dossier, due: int | None = None) -> None:
    """Set the countdown of this stage entry (``due`` None: by the rules) and plan what ends it."""
    case.due = due_of(desk, case) if due is None else due
    desk.drop(case, "zero")
    if case.due is not None:
        desk.plan(case.due, "zero", case.shop, case.case_id)
    desk.put(case)


def move_clock(desk: Desk, case: Dossier, due: int) -> None:
    """The platform moves the running countdown: a new version."""
    if case.due == due:
        return
    case.version += 1
    wind_clock(desk, case, due)


def supersede(desk: Desk, case: Dossier) -> None:
    """NEG-6: an open negotiation ends because something bigger happened."""
    if case.talk is not None:
        end_talk(desk, case, NegotiationState.SUPERSEDED)


def end_talk(
    desk: Desk, case: Dossier, state: NegotiationState, *, chosen: int | None = None
) -> None:
    """The open negotiation ends. Refused or unanswered, refusing becomes possible (REF-1)."""
    talk = case.talk
    if talk is None:
        raise SandboxError(text("There is no open negotiation."))
    over = replace(talk, state=state, chosen=chosen, ended_at=Millis(desk.now))
    case.negotiations = (*case.negotiations[:-1], over)
    case.version += 1
    if state in (NegotiationState.REFUSED, NegotiationState.EXPIRED):
        case.must_negotiate = False
    desk.drop(case, "reply", "expire")
    by_buyer = state in (NegotiationState.ACCEPTED, NegotiationState.REFUSED)
    actor = "buyer" if by_buyer else "platform"
    if state is NegotiationState.WITHDRAWN:
        actor = "merchant"
    desk.note(case, actor, "negotiation", f"{over.kind}:{over.round}:{state}")
    desk.stir(case)


def change_type(desk: Desk, case: Dossier, new_type: CaseType) -> None:
    """The type changes by agreement; unshipped goods are never "received"."""
    case.type = new_type
    if new_type is CaseType.REFUND_ONLY_UNSHIPPED:
        case.goods_status = GoodsStatus.NOT_RECEIVED
    desk.put(case)


def room(desk: Desk, case: Dossier) -> int:
    """PROM-2: fen that could still leave for this case; other open cases keep their claims."""
    order = desk.order_of(case)
    held = sum(
        other.claim_fen
        for other in desk.cases_of(order)
        if other.case_id != case.case_id and not other.final and other.stage is not Stage.REFUNDING
    )
    ours = case.claim_fen if case.stage is Stage.REFUNDING else 0
    return order.paid_fen - order.spoken_fen + ours - held


def opened(desk: Desk, case: Dossier) -> None:
    """The first stage entry of a new case."""
    order = desk.order_of(case)
    order.applications += 1
    if case.phase is Phase.AFTER_SALE:
        order.claimed = True
    desk.put(order)
    wind_clock(desk, case)
    desk.note(case, "buyer", "applied", case.reason)
    desk.stir(case)
