"""The field's words as they are stored: platforms, types, stages, turns, kinds and states."""

from __future__ import annotations

from enum import StrEnum
from typing import NewType

ShopId = NewType("ShopId", str)
CaseId = NewType("CaseId", str)
OrderId = NewType("OrderId", str)
CommandId = NewType("CommandId", str)
AccountName = NewType("AccountName", str)
Fen = NewType("Fen", int)
Millis = NewType("Millis", int)  # UTC epoch milliseconds

NO_FEN = Fen(0)


class Platform(StrEnum):
    TAOBAO = "taobao"
    TMALL = "tmall"
    DOUYIN = "douyin"
    WECHAT = "wechat"


class ShopKind(StrEnum):
    SANDBOX = "sandbox"
    FILES = "files"
    API = "api"


class CaseType(StrEnum):
    """CASE-2."""

    REFUND_ONLY_UNSHIPPED = "refund_only_unshipped"
    REFUND_ONLY_SHIPPED = "refund_only_shipped"
    RETURN_REFUND = "return_refund"
    EXCHANGE = "exchange"
    RESHIP = "reship"
    REPAIR = "repair"
    PRICE_PROTECT = "price_protect"
    UNKNOWN = "unknown"


class Phase(StrEnum):
    ON_SALE = "on_sale"
    AFTER_SALE = "after_sale"


class GoodsStatus(StrEnum):
    NOT_RECEIVED = "not_received"
    RECEIVED = "received"
    RETURNED = "returned"
    UNKNOWN = "unknown"


class ReasonClass(StrEnum):
    SUBJECTIVE = "subjective"
    MERCHANT = "merchant"
    LOGISTICS = "logistics"
    AGREED = "agreed"
    OTHER = "other"


class Stage(StrEnum):
    """CASE-4."""

    MERCHANT_REVIEW = "merchant_review"
    MERCHANT_REVIEW_MODIFIED = "merchant_review_modified"
    BUYER_AFTER_REFUSAL = "buyer_after_refusal"
    BUYER_RETURN_WAYBILL = "buyer_return_waybill"
    MERCHANT_CONFIRM_RECEIPT = "merchant_confirm_receipt"
    MERCHANT_SHIP = "merchant_ship"
    BUYER_CONFIRM = "buyer_confirm"
    REFUNDING = "refunding"
    REFUND_FAILED = "refund_failed"
    INTERVENTION = "intervention"
    INTERCEPTING = "intercepting"
    REFUNDED = "refunded"
    EXCHANGED = "exchanged"
    RESHIPPED = "reshipped"
    REPAIRED = "repaired"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


FINAL_STAGES = frozenset(
    {
        Stage.REFUNDED,
        Stage.EXCHANGED,
        Stage.RESHIPPED,
        Stage.REPAIRED,
        Stage.CLOSED,
        Stage.CANCELLED,
    }
)
REVIEW_STAGES = frozenset({Stage.MERCHANT_REVIEW, Stage.MERCHANT_REVIEW_MODIFIED})


class Turn(StrEnum):
    MERCHANT = "merchant"
    BUYER = "buyer"
    PLATFORM = "platform"
    NONE = "none"


class AtZero(StrEnum):
    """What the platform does when the countdown reaches zero (POL-1)."""

    REFUND = "refund"
    AGREE_RETURN = "agree_return"
    AGREE_EXCHANGE = "agree_exchange"
    AGREE_RESHIP = "agree_reship"
    AGREE_REPAIR = "agree_repair"
    CLOSE = "close"
    COMPLETE = "complete"
    CONVERT_TO_REFUND = "convert_to_refund"
    MANUAL = "manual"
    UNKNOWN = "unknown"


class Confidence(StrEnum):
    OFFICIAL = "official"
    SEED = "seed"
    UNCONFIRMED = "unconfirmed"


class DeadlineSource(StrEnum):
    PLATFORM = "platform"
    FILE = "file"
    COMPUTED = "computed"
    NONE = "none"


class Urgency(StrEnum):
    """CLK-7, the loudest first."""

    OVERDUE = "overdue"
    PAST_ZERO = "past_zero"
    CRITICAL = "critical"
    SOON = "soon"
    TODAY = "today"
    LATER = "later"
    WAITING = "waiting"
    PAUSED = "paused"
    NONE = "none"


class Action(StrEnum):
    """Every act on a case, by its name on the command line."""

    AGREE_REFUND = "agree_refund"
    AGREE_RETURN = "agree_return"
    AGREE_EXCHANGE = "agree_exchange"
    AGREE_RESHIP = "agree_reship"
    AGREE_REPAIR = "agree_repair"
    REFUSE = "refuse"
    CONFIRM_RECEIPT = "confirm_receipt"
    SHIP = "ship"
    NEGOTIATE = "negotiate"
    WITHDRAW = "withdraw"
    MESSAGE = "message"
    CONTACT = "contact"
    ESCALATE = "escalate"
    EVIDENCE = "evidence"
    RAISE = "raise"
    REMARK = "remark"
    FLAG = "flag"
    TAG = "tag"
    ASSIGN = "assign"
    NOTE = "note"
    PROMISE = "promise"
    PROVE = "prove"
    RELEASE = "release"
    CHECK = "check"


class NegotiationKind(StrEnum):
    """NEG-2."""

    OFFER = "offer"
    INVITE_CANCEL = "invite_cancel"
    MODIFY_CLAIM = "modify_claim"
    ASK_EVIDENCE = "ask_evidence"


class PlanKind(StrEnum):
    SOOTHE = "soothe"
    COUPON_PAYOUT = "coupon_payout"
    CASH_PAYOUT = "cash_payout"
    PARTIAL_REFUND = "partial_refund"
    AGREE_REFUND = "agree_refund"
    AGREE_RETURN = "agree_return"
    EXCHANGE = "exchange"
    RESHIP = "reship"


class NegotiationState(StrEnum):
    """NEG-6."""

    SENDING = "sending"
    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


class Executor(StrEnum):
    """NEG-7: who carries an accepted plan out."""

    PLATFORM = "platform"
    MERCHANT = "merchant"


class NegotiationClock(StrEnum):
    """CLK-4."""

    RUNS = "runs"
    BUYER = "buyer"
    UNKNOWN = "unknown"


class Delivery(StrEnum):
    """OUT-1: where an intent stands on its way to the platform."""

    WAITING = "waiting"
    REVIEW = "review"
    SENDING = "sending"
    DONE = "done"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    HANDOFF = "handoff"
    HANDOFF_DONE = "handoff_done"
    UNDONE = "undone"


UNFINISHED = frozenset(
    {
        Delivery.WAITING,
        Delivery.REVIEW,
        Delivery.SENDING,
        Delivery.UNKNOWN,
        Delivery.HANDOFF,
        Delivery.HANDOFF_DONE,
    }
)


class EntryState(StrEnum):
    """OPEN-5."""

    REQUESTED = "requested"
    OPENING = "opening"
    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    REFUSED = "refused"


class Fault(StrEnum):
    """OUT-5: how a platform can fail to do what was asked."""

    NO_ANSWER = "no_answer"
    RATE_LIMIT = "rate_limit"
    SESSION_EXPIRED = "session_expired"
    NO_RIGHT = "no_right"
    ALREADY_DONE = "already_done"
    NEGOTIATE_FIRST = "negotiate_first"
    STALE = "stale"
    BAD_REQUEST = "bad_request"
    PLATFORM_DOWN = "platform_down"


class View(StrEnum):
    """The queue's views (they overlap)."""

    TODO = "todo"
    SOON = "soon"
    OVERDUE = "overdue"
    NEGOTIATING = "negotiating"
    BUYER = "buyer"
    RECEIPT = "receipt"
    INTERVENTION = "intervention"
    PROMISES = "promises"
    DONE = "done"
    ALL = "all"


class Sort(StrEnum):
    DEADLINE = "deadline"
    STAKE = "stake"
    AMOUNT = "amount"
    APPLIED = "applied"


class Flag(StrEnum):
    """Flags by colour; platforms number the colours differently (POL, TEAM-1)."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PURPLE = "purple"
    GRAY = "gray"
