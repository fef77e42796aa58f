"""How the simulated platforms differ, as data; and what they do where a policy pack is silent.

A pack may say "unknown" or nothing at all; a platform always has a clock and always acts at zero.
These are the simulated platform's own answers, not facts of the field.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.domain.kinds import AtZero, CaseType, Platform, Stage

_T = CaseType
_S = Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Flags:
    """``buyer_waits_refusal``: the buyer may only call the platform in after a refusal."""

    zh: str
    case_prefix: str
    case_digits: int
    order_prefix: str
    order_digits: int
    goods_carrier: str
    buyer_waits_refusal: bool = False
    max_applications: int = 0  # 0: as many as the buyer likes; a pack's value goes first


FLAGS: dict[Platform, Flags] = {
    Platform.TMALL: Flags(
        zh="天猫", case_prefix="179", case_digits=18, order_prefix="38", order_digits=19,
        goods_carrier="中通快递",
    ),
    Platform.TAOBAO: Flags(
        zh="淘宝", case_prefix="182", case_digits=18, order_prefix="41", order_digits=19,
        goods_carrier="圆通速递",
    ),
    Platform.DOUYIN: Flags(
        zh="抖店", case_prefix="714", case_digits=19, order_prefix="692", order_digits=19,
        goods_carrier="顺丰速运",
    ),
    Platform.WECHAT: Flags(
        zh="微信小店", case_prefix="2000", case_digits=16, order_prefix="3726", order_digits=19,
        goods_carrier="韵达快递", buyer_waits_refusal=True, max_applications=5,
    ),
}  # fmt: skip

# Hours of a stage where the pack has no row for it.
OWN_HOURS: dict[Stage, float] = {
    _S.MERCHANT_REVIEW: 48,
    _S.MERCHANT_REVIEW_MODIFIED: 48,
    _S.BUYER_AFTER_REFUSAL: 168,
    _S.BUYER_RETURN_WAYBILL: 168,
    _S.MERCHANT_CONFIRM_RECEIPT: 240,
    _S.MERCHANT_SHIP: 120,
    _S.BUYER_CONFIRM: 240,
}

_REVIEW_ZERO: dict[CaseType, AtZero] = {
    _T.RETURN_REFUND: AtZero.AGREE_RETURN,
    _T.EXCHANGE: AtZero.AGREE_EXCHANGE,
    _T.RESHIP: AtZero.AGREE_RESHIP,
    _T.REPAIR: AtZero.AGREE_REPAIR,
}
_STAGE_ZERO: dict[Stage, AtZero] = {
    _S.BUYER_AFTER_REFUSAL: AtZero.CLOSE,
    _S.BUYER_RETURN_WAYBILL: AtZero.CLOSE,
    _S.MERCHANT_CONFIRM_RECEIPT: AtZero.REFUND,
    _S.MERCHANT_SHIP: AtZero.CONVERT_TO_REFUND,
    _S.BUYER_CONFIRM: AtZero.COMPLETE,
}


def own_at_zero(stage: Stage, case_type: CaseType) -> AtZero:
    """What the simulated platform does at zero where the pack does not name an act."""
    if stage in (_S.MERCHANT_REVIEW, _S.MERCHANT_REVIEW_MODIFIED):
        return _REVIEW_ZERO.get(case_type, AtZero.REFUND)
    return _STAGE_ZERO.get(stage, AtZero.UNKNOWN)


_TAOBAO_WORDS: dict[Stage, str] = {
    _S.MERCHANT_REVIEW: "WAIT_SELLER_AGREE",
    _S.MERCHANT_REVIEW_MODIFIED: "WAIT_SELLER_AGREE",
    _S.BUYER_AFTER_REFUSAL: "SELLER_REFUSE_BUYER",
    _S.BUYER_RETURN_WAYBILL: "WAIT_BUYER_RETURN_GOODS",
    _S.MERCHANT_CONFIRM_RECEIPT: "WAIT_SELLER_CONFIRM_GOODS",
    _S.MERCHANT_SHIP: "WAIT_SELLER_SEND_GOODS",
    _S.BUYER_CONFIRM: "WAIT_BUYER_CONFIRM_GOODS",
    _S.REFUNDING: "WAIT_SYSTEM_REFUND",
    _S.REFUND_FAILED: "REFUND_FAILED",
    _S.INTERVENTION: "CS_PROCESSING",
    _S.INTERCEPTING: "WAIT_INTERCEPT",
    _S.REFUNDED: "SUCCESS",
    _S.EXCHANGED: "EXCHANGE_SUCCESS",
    _S.RESHIPPED: "RESHIP_SUCCESS",
    _S.REPAIRED: "REPAIR_SUCCESS",
    _S.CLOSED: "CLOSED",
    _S.CANCELLED: "CLOSED",
}
_DOUYIN_WORDS: dict[Stage, str] = {
    _S.MERCHANT_REVIEW: "6",
    _S.MERCHANT_REVIEW_MODIFIED: "6",
    _S.BUYER_AFTER_REFUSAL: "27",
    _S.BUYER_RETURN_WAYBILL: "7",
    _S.MERCHANT_CONFIRM_RECEIPT: "11",
    _S.MERCHANT_SHIP: "8",
    _S.BUYER_CONFIRM: "13",
    _S.REFUNDED: "12",
    _S.EXCHANGED: "14",
    _S.RESHIPPED: "14",
    _S.REPAIRED: "14",
    _S.CLOSED: "28",
    _S.CANCELLED: "28",
}
_WECHAT_WORDS: dict[Stage, str] = {
    _S.MERCHANT_REVIEW: "MERCHANT_PROCESSING",
    _S.MERCHANT_REVIEW_MODIFIED: "MERCHANT_PROCESSING",
    _S.BUYER_AFTER_REFUSAL: "MERCHANT_REJECT_REFUND",
    _S.BUYER_RETURN_WAYBILL: "USER_WAIT_RETURN",
    _S.MERCHANT_CONFIRM_RECEIPT: "MERCHANT_WAIT_RECEIPT",
    _S.BUYER_CONFIRM: "USER_WAIT_RECEIPT",
    _S.REFUNDING: "PLATFORM_REFUNDING",
    _S.REFUND_FAILED: "PLATFORM_REFUND_FAIL",
    _S.INTERVENTION: "USER_WAIT_CONFIRM",
    _S.INTERCEPTING: "WAIT_PACKAGE_INTERCEPT",
    _S.REFUNDED: "MERCHANT_REFUND_SUCCESS",
    _S.EXCHANGED: "MERCHANT_EXCHANGE_SUCCESS",
    _S.CLOSED: "RETURN_CLOSED",
    _S.CANCELLED: "USER_CANCELD",
}
_STAGE_WORDS: dict[Platform, dict[Stage, str]] = {
    Platform.TMALL: _TAOBAO_WORDS,
    Platform.TAOBAO: _TAOBAO_WORDS,
    Platform.DOUYIN: _DOUYIN_WORDS,
    Platform.WECHAT: _WECHAT_WORDS,
}
_TYPE_WORDS: dict[Platform, dict[CaseType, str]] = {
    Platform.TMALL: {
        _T.REFUND_ONLY_UNSHIPPED: "仅退款",
        _T.REFUND_ONLY_SHIPPED: "仅退款",
        _T.RETURN_REFUND: "退货退款",
        _T.EXCHANGE: "换货",
        _T.RESHIP: "补寄",
        _T.REPAIR: "维修",
        _T.PRICE_PROTECT: "价保退款",
    },
    Platform.DOUYIN: {
        _T.REFUND_ONLY_UNSHIPPED: "未发货仅退款",
        _T.REFUND_ONLY_SHIPPED: "已发货仅退款",
        _T.RETURN_REFUND: "退货退款",
        _T.EXCHANGE: "换货",
        _T.RESHIP: "补寄",
        _T.REPAIR: "维修",
        _T.PRICE_PROTECT: "价保",
    },
    Platform.WECHAT: {
        _T.REFUND_ONLY_UNSHIPPED: "退款",
        _T.REFUND_ONLY_SHIPPED: "退款",
        _T.RETURN_REFUND: "退货退款",
        _T.EXCHANGE: "换货",
        _T.PRICE_PROTECT: "退差价",
    },
}


def stage_word(platform: Platform, stage: Stage) -> str:
    """The platform's own word for a stage."""
    return _STAGE_WORDS[platform].get(stage, stage.upper())


def type_word(platform: Platform, case_type: CaseType) -> str:
    """The platform's own word for a type."""
    words = _TYPE_WORDS.get(platform, _TYPE_WORDS[Platform.TMALL])
    return words.get(case_type, str(case_type))
