"""CASE-4 as one declarative table: who is on turn in a stage, and where an event leads.

The table says what normally follows; a reading may jump anywhere (recorded, never refused). The
simulated platform and the checks of our own acts read the same table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.kinds import (
    FINAL_STAGES,
    REVIEW_STAGES,
    Action,
    AtZero,
    CaseType,
    Stage,
    Turn,
)


class Event(StrEnum):
    """What can happen to a case, by whomever."""

    AGREE_REFUND = "agree_refund"
    AGREE_RETURN = "agree_return"
    AGREE_EXCHANGE = "agree_exchange"
    AGREE_RESHIP = "agree_reship"
    AGREE_REPAIR = "agree_repair"
    REFUSE = "refuse"
    MODIFY = "modify"
    CANCEL = "cancel"
    WAYBILL = "waybill"
    CONFIRM_RECEIPT = "confirm_receipt"
    SHIP = "ship"
    BUYER_CONFIRM = "buyer_confirm"
    INTERVENE = "intervene"
    PAID = "paid"
    PAY_FAILED = "pay_failed"
    OFFLINE_PROOF = "offline_proof"
    CLOSE = "close"
    COMPLETE = "complete"
    CAUGHT = "caught"
    VERDICT_REFUND = "verdict_refund"
    VERDICT_RETURN = "verdict_return"
    VERDICT_CLOSED = "verdict_closed"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; ``types`` None stands for every type."""

    stages: frozenset[Stage]
    types: frozenset[CaseType] | None
    event: Event
    to: Stage


_T = CaseType
_S = Stage
_REFUND_ONLY = frozenset({_T.REFUND_ONLY_UNSHIPPED, _T.REFUND_ONLY_SHIPPED, _T.PRICE_PROTECT})
_MONEY = _REFUND_ONLY | {_T.RETURN_REFUND}
_GOODS_BACK = frozenset({_T.EXCHANGE, _T.REPAIR})
_AGREED_LATE = frozenset({*REVIEW_STAGES, _S.BUYER_AFTER_REFUSAL, _S.INTERVENTION})
_OPEN = frozenset(Stage) - FINAL_STAGES - {_S.UNKNOWN}
_BEFORE_MONEY = _OPEN - {_S.REFUNDING, _S.REFUND_FAILED}


def _row(
    stages: frozenset[Stage] | set[Stage],
    types: frozenset[CaseType] | None,
    event: Event,
    to: Stage,
) -> Row:
    return Row(frozenset(stages), types, event, to)


TABLE: tuple[Row, ...] = (
    # the merchant reviews, or agrees after all
    _row(_AGREED_LATE, _MONEY, Event.AGREE_REFUND, _S.REFUNDING),
    _row(_AGREED_LATE, frozenset({_T.RETURN_REFUND}), Event.AGREE_RETURN, _S.BUYER_RETURN_WAYBILL),
    _row(_AGREED_LATE, frozenset({_T.EXCHANGE}), Event.AGREE_EXCHANGE, _S.BUYER_RETURN_WAYBILL),
    _row(_AGREED_LATE, frozenset({_T.REPAIR}), Event.AGREE_REPAIR, _S.BUYER_RETURN_WAYBILL),
    _row(_AGREED_LATE, frozenset({_T.RESHIP}), Event.AGREE_RESHIP, _S.MERCHANT_SHIP),
    _row(REVIEW_STAGES | {_S.MERCHANT_CONFIRM_RECEIPT}, None, Event.REFUSE, _S.BUYER_AFTER_REFUSAL),
    # the buyer
    _row(
        REVIEW_STAGES | {_S.BUYER_AFTER_REFUSAL, _S.BUYER_RETURN_WAYBILL},
        None,
        Event.MODIFY,
        _S.MERCHANT_REVIEW_MODIFIED,
    ),
    _row(_BEFORE_MONEY, None, Event.CANCEL, _S.CANCELLED),
    _row({_S.BUYER_RETURN_WAYBILL}, None, Event.WAYBILL, _S.MERCHANT_CONFIRM_RECEIPT),
    _row(
        {*REVIEW_STAGES, _S.BUYER_AFTER_REFUSAL, _S.MERCHANT_CONFIRM_RECEIPT},
        None,
        Event.INTERVENE,
        _S.INTERVENTION,
    ),
    # goods back, goods out
    _row(
        {_S.MERCHANT_CONFIRM_RECEIPT, _S.INTERVENTION},
        frozenset({_T.RETURN_REFUND}),
        Event.CONFIRM_RECEIPT,
        _S.REFUNDING,
    ),
    _row({_S.MERCHANT_CONFIRM_RECEIPT}, _GOODS_BACK, Event.CONFIRM_RECEIPT, _S.MERCHANT_SHIP),
    _row({_S.MERCHANT_SHIP}, None, Event.SHIP, _S.BUYER_CONFIRM),
    _row(
        {_S.MERCHANT_CONFIRM_RECEIPT, _S.MERCHANT_SHIP},
        _GOODS_BACK | {_T.RESHIP},
        Event.AGREE_REFUND,
        _S.REFUNDING,
    ),
    _row(
        {_S.MERCHANT_CONFIRM_RECEIPT},
        frozenset({_T.RETURN_REFUND}),
        Event.AGREE_REFUND,
        _S.REFUNDING,
    ),
    _row({_S.BUYER_CONFIRM}, frozenset({_T.EXCHANGE}), Event.BUYER_CONFIRM, _S.EXCHANGED),
    _row({_S.BUYER_CONFIRM}, frozenset({_T.RESHIP}), Event.BUYER_CONFIRM, _S.RESHIPPED),
    _row({_S.BUYER_CONFIRM}, frozenset({_T.REPAIR}), Event.BUYER_CONFIRM, _S.REPAIRED),
    # the platform
    _row({_S.REFUNDING}, None, Event.PAID, _S.REFUNDED),
    _row({_S.REFUNDING}, None, Event.PAY_FAILED, _S.REFUND_FAILED),
    _row({_S.REFUND_FAILED}, None, Event.OFFLINE_PROOF, _S.REFUNDED),
    _row({_S.BUYER_AFTER_REFUSAL, _S.BUYER_RETURN_WAYBILL}, None, Event.CLOSE, _S.CLOSED),
    _row({_S.INTERVENTION}, None, Event.VERDICT_REFUND, _S.REFUNDING),
    _row({_S.INTERVENTION}, None, Event.VERDICT_RETURN, _S.BUYER_RETURN_WAYBILL),
    _row({_S.INTERVENTION}, None, Event.VERDICT_CLOSED, _S.CLOSED),
    _row({_S.INTERCEPTING}, None, Event.CAUGHT, _S.REFUNDING),
)

_TURNS: dict[Stage, Turn] = {
    _S.MERCHANT_REVIEW: Turn.MERCHANT,
    _S.MERCHANT_REVIEW_MODIFIED: Turn.MERCHANT,
    _S.MERCHANT_CONFIRM_RECEIPT: Turn.MERCHANT,
    _S.MERCHANT_SHIP: Turn.MERCHANT,
    _S.REFUND_FAILED: Turn.MERCHANT,
    _S.BUYER_AFTER_REFUSAL: Turn.BUYER,
    _S.BUYER_RETURN_WAYBILL: Turn.BUYER,
    _S.BUYER_CONFIRM: Turn.BUYER,
    _S.REFUNDING: Turn.PLATFORM,
    _S.INTERVENTION: Turn.PLATFORM,
    _S.INTERCEPTING: Turn.PLATFORM,
}

_INDEX: dict[tuple[Stage, CaseType, Event], Stage] = {
    (stage, case_type, row.event): row.to
    for row in TABLE
    for stage in row.stages
    for case_type in (row.types if row.types is not None else frozenset(CaseType))
}

_AT_ZERO: dict[AtZero, Event] = {
    AtZero.AGREE_RETURN: Event.AGREE_RETURN,
    AtZero.AGREE_EXCHANGE: Event.AGREE_EXCHANGE,
    AtZero.AGREE_RESHIP: Event.AGREE_RESHIP,
    AtZero.AGREE_REPAIR: Event.AGREE_REPAIR,
    AtZero.CLOSE: Event.CLOSE,
    AtZero.COMPLETE: Event.BUYER_CONFIRM,
}

FINAL_OF_TYPE: dict[CaseType, Stage] = {
    _T.EXCHANGE: _S.EXCHANGED,
    _T.RESHIP: _S.RESHIPPED,
    _T.REPAIR: _S.REPAIRED,
}

EVENT_OF_ACTION: dict[Action, Event] = {
    Action.AGREE_REFUND: Event.AGREE_REFUND,
    Action.AGREE_RETURN: Event.AGREE_RETURN,
    Action.AGREE_EXCHANGE: Event.AGREE_EXCHANGE,
    Action.AGREE_RESHIP: Event.AGREE_RESHIP,
    Action.AGREE_REPAIR: Event.AGREE_REPAIR,
    Action.REFUSE: Event.REFUSE,
    Action.CONFIRM_RECEIPT: Event.CONFIRM_RECEIPT,
    Action.SHIP: Event.SHIP,
}


def turn_of(stage: Stage) -> Turn:
    """Whose turn a stage is; nobody's where it is final or unknown."""
    return _TURNS.get(stage, Turn.NONE)


def next_stage(stage: Stage, case_type: CaseType, event: Event) -> Stage | None:
    """Where an event leads; None where the table does not know it there."""
    return _INDEX.get((stage, case_type, event))


def stage_at_zero(stage: Stage, case_type: CaseType, at_zero: AtZero) -> Stage | None:
    """Where the platform's act at zero leads; None where policy does not name an act (t0)."""
    if at_zero in (AtZero.REFUND, AtZero.CONVERT_TO_REFUND):
        return Stage.REFUNDING
    event = _AT_ZERO.get(at_zero)
    return None if event is None else next_stage(stage, case_type, event)


def reachable(stage: Stage, case_type: CaseType) -> frozenset[Stage]:
    """Every stage one event away; used to tell a jump from a step (a jump is recorded)."""
    steps = {to for (at, kind, _), to in _INDEX.items() if at is stage and kind is case_type}
    if stage not in FINAL_STAGES:
        steps |= {Stage.REFUNDING, Stage.INTERCEPTING}
    if stage is Stage.INTERVENTION:
        steps |= _BEFORE_MONEY
    return frozenset(steps | {stage})
