"""The field's stored words in the agent's language: types, views, sorts, ends, acts, stages."""

from __future__ import annotations

from workbench.base.texts import N_, _
from workbench.domain.kinds import Action, AtZero, CaseType, Flag, Platform, Sort, Stage, View

VIEWS: dict[View, str] = {
    View.TODO: N_("To do"),
    View.SOON: N_("Soon"),
    View.OVERDUE: N_("Overdue"),
    View.NEGOTIATING: N_("In talks"),
    View.BUYER: N_("Buyer's turn"),
    View.RECEIPT: N_("Receipt"),
    View.INTERVENTION: N_("Disputes"),
    View.DONE: N_("Done"),
    View.ALL: N_("All"),
}
SORTS: dict[Sort, str] = {
    Sort.DEADLINE: N_("By deadline"),
    Sort.STAKE: N_("By expected loss"),
    Sort.AMOUNT: N_("By amount"),
    Sort.APPLIED: N_("By time applied"),
}
TYPES: dict[CaseType, str] = {
    CaseType.REFUND_ONLY_UNSHIPPED: N_("Refund only"),
    CaseType.REFUND_ONLY_SHIPPED: N_("Refund only"),
    CaseType.RETURN_REFUND: N_("Return"),
    CaseType.EXCHANGE: N_("Exchange"),
    CaseType.RESHIP: N_("Reship"),
    CaseType.REPAIR: N_("Repair"),
    CaseType.PRICE_PROTECT: N_("Price gap"),
    CaseType.UNKNOWN: N_("Unknown"),
}
TYPE_CHOICES: dict[CaseType, str] = {
    **TYPES,
    CaseType.REFUND_ONLY_UNSHIPPED: N_("Refund only, not shipped"),
    CaseType.REFUND_ONLY_SHIPPED: N_("Refund only, shipped"),
}
PLATFORMS: dict[Platform, str] = {
    Platform.TAOBAO: N_("Taobao"),
    Platform.TMALL: N_("Tmall"),
    Platform.DOUYIN: N_("Douyin"),
    Platform.WECHAT: N_("WeChat Channels"),
}
STAGES: dict[Stage, str] = {
    Stage.MERCHANT_REVIEW: N_("Our review"),
    Stage.MERCHANT_REVIEW_MODIFIED: N_("Our review, changed"),
    Stage.BUYER_AFTER_REFUSAL: N_("Buyer, after refusal"),
    Stage.BUYER_RETURN_WAYBILL: N_("Buyer sends back"),
    Stage.MERCHANT_CONFIRM_RECEIPT: N_("We confirm receipt"),
    Stage.MERCHANT_SHIP: N_("We ship"),
    Stage.BUYER_CONFIRM: N_("Buyer confirms"),
    Stage.REFUNDING: N_("Refunding"),
    Stage.REFUND_FAILED: N_("Refund failed"),
    Stage.INTERVENTION: N_("Platform decides"),
    Stage.INTERCEPTING: N_("Parcel stopped"),
    Stage.REFUNDED: N_("Refunded"),
    Stage.EXCHANGED: N_("Exchanged"),
    Stage.RESHIPPED: N_("Sent again"),
    Stage.REPAIRED: N_("Repaired"),
    Stage.CLOSED: N_("Closed"),
    Stage.CANCELLED: N_("Cancelled"),
    Stage.UNKNOWN: N_("Unknown"),
}
FLAGS: dict[Flag, str] = {
    Flag.RED: N_("Red flag"),
    Flag.YELLOW: N_("Yellow flag"),
    Flag.GREEN: N_("Green flag"),
    Flag.BLUE: N_("Blue flag"),
    Flag.PURPLE: N_("Purple flag"),
    Flag.GRAY: N_("Gray flag"),
}
# What the platform does by itself; beside the countdown, so no wider than column A of the card.
AT_ZERO: dict[AtZero, str] = {
    AtZero.REFUND: N_("refunds itself"),
    AtZero.AGREE_RETURN: N_("agrees to return"),
    AtZero.AGREE_EXCHANGE: N_("agrees itself"),
    AtZero.AGREE_RESHIP: N_("agrees to resend"),
    AtZero.AGREE_REPAIR: N_("agrees to repair"),
    AtZero.CLOSE: N_("closes itself"),
    AtZero.COMPLETE: N_("completes itself"),
    AtZero.CONVERT_TO_REFUND: N_("turns to refund"),
    AtZero.MANUAL: N_("platform decides"),
    AtZero.UNKNOWN: N_("end unknown"),
}
AT_ZERO_MAYBE: dict[AtZero, str] = {
    AtZero.REFUND: N_("may refund itself"),
    AtZero.AGREE_RETURN: N_("may agree, return"),
    AtZero.AGREE_EXCHANGE: N_("may agree itself"),
    AtZero.AGREE_RESHIP: N_("may agree, resend"),
    AtZero.AGREE_REPAIR: N_("may agree, repair"),
    AtZero.CLOSE: N_("may close itself"),
    AtZero.COMPLETE: N_("may complete"),
    AtZero.CONVERT_TO_REFUND: N_("may turn to refund"),
    AtZero.MANUAL: N_("platform decides"),
    AtZero.UNKNOWN: N_("end unknown"),
}
PAST_ZERO: dict[AtZero, str] = {
    AtZero.REFUND: N_("refund is due"),
    AtZero.CONVERT_TO_REFUND: N_("refund is due"),
    AtZero.AGREE_RETURN: N_("agreed by now"),
    AtZero.AGREE_EXCHANGE: N_("agreed by now"),
    AtZero.AGREE_RESHIP: N_("agreed by now"),
    AtZero.AGREE_REPAIR: N_("agreed by now"),
    AtZero.CLOSE: N_("closed by now"),
    AtZero.COMPLETE: N_("complete by now"),
}
ACTS: dict[Action, str] = {
    Action.AGREE_REFUND: N_("Agree to refund"),
    Action.AGREE_RETURN: N_("Agree to return"),
    Action.AGREE_EXCHANGE: N_("Agree to exchange"),
    Action.AGREE_RESHIP: N_("Agree to send again"),
    Action.AGREE_REPAIR: N_("Agree to repair"),
    Action.REFUSE: N_("Refuse"),
    Action.CONFIRM_RECEIPT: N_("Confirm receipt"),
    Action.SHIP: N_("Ship"),
    Action.NEGOTIATE: N_("Negotiate"),
    Action.WITHDRAW: N_("Withdraw the proposal"),
    Action.MESSAGE: N_("Message"),
    Action.ESCALATE: N_("Ask the platform"),
    Action.EVIDENCE: N_("Submit evidence"),
    Action.FLAG: N_("Flag"),
    Action.ASSIGN: N_("Assign"),
}
# What a decision has become, in the place of the countdown.
DECIDED: dict[Action, str] = {
    Action.AGREE_REFUND: N_("Agreed"),
    Action.AGREE_RETURN: N_("Agreed"),
    Action.AGREE_EXCHANGE: N_("Agreed"),
    Action.AGREE_RESHIP: N_("Agreed"),
    Action.AGREE_REPAIR: N_("Agreed"),
    Action.REFUSE: N_("Refused"),
    Action.CONFIRM_RECEIPT: N_("Received"),
    Action.SHIP: N_("Shipped"),
    Action.NEGOTIATE: N_("Plan sent"),
    Action.WITHDRAW: N_("Withdrawn"),
    Action.ESCALATE: N_("Platform asked"),
    Action.EVIDENCE: N_("Evidence sent"),
}
# Where a card goes next, under what it has become.
NEXT: dict[Stage, str] = {
    Stage.BUYER_RETURN_WAYBILL: N_("buyer sends back"),
    Stage.BUYER_AFTER_REFUSAL: N_("buyer's turn"),
    Stage.BUYER_CONFIRM: N_("buyer's turn"),
    Stage.REFUNDING: N_("refund on its way"),
    Stage.INTERVENTION: N_("platform decides"),
    Stage.MERCHANT_SHIP: N_("to be shipped"),
}


def type_word(case_type: str, raw: str = "") -> str:
    """The type in a word; what the platform wrote where it is none of ours."""
    if case_type == CaseType.UNKNOWN and raw:
        return raw
    return _(TYPES.get(CaseType(case_type), TYPES[CaseType.UNKNOWN]))


def type_words() -> tuple[str, ...]:
    """Every word the type column may show, for its width."""
    return tuple(dict.fromkeys(_(word) for word in TYPES.values()))


def act_word(action: str) -> str:
    """An act's title."""
    known = ACTS.get(Action(action))
    return _(known) if known else action


def at_zero_word(at_zero: str, *, sure: bool) -> str:
    """What happens at zero; carefully worded where it is not confirmed (CLK-5)."""
    table = AT_ZERO if sure else AT_ZERO_MAYBE
    return _(table[AtZero(at_zero)]) if at_zero else ""


def past_zero_word(at_zero: str) -> str:
    """What the platform should have done by now."""
    return _(PAST_ZERO.get(AtZero(at_zero or AtZero.UNKNOWN), N_("check the platform")))
