"""Words of the platforms: the known ones are understood, the others stay unknown (CASE-2)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.kinds import CaseType, GoodsStatus, Phase, Platform, ReasonClass, Stage
from workbench.domain.policy.model import Policy
from workbench.domain.policy.words import ValueWords, plain
from workbench.services.policies import default_book

NOW = 1_795_392_000_000
LAST = {platform: default_book().at(platform, NOW) for platform in Platform}


def words(platform: str) -> ValueWords:
    return LAST[Platform(platform)].words


@pytest.mark.parametrize(
    ("platform", "text", "stage"),
    [
        ("tmall", "等待卖家同意", Stage.MERCHANT_REVIEW),
        ("tmall", "买家已经申请退款，等待卖家同意", Stage.MERCHANT_REVIEW),
        ("taobao", "买家已经申请退款,等待卖家同意", Stage.MERCHANT_REVIEW),
        ("taobao", " 卖家拒绝退款\t", Stage.BUYER_AFTER_REFUSAL),
        ("taobao", "等待买家退货", Stage.BUYER_RETURN_WAYBILL),
        ("taobao", "等待卖家确认收货", Stage.MERCHANT_CONFIRM_RECEIPT),
        ("tmall", "待发出换货商品", Stage.MERCHANT_SHIP),
        ("tmall", "WAIT_BUYER_RETURN_GOODS", Stage.BUYER_RETURN_WAYBILL),
        ("taobao", "退款成功", Stage.REFUNDED),
        ("taobao", "退款关闭", Stage.CLOSED),
        ("tmall", "换货成功", Stage.EXCHANGED),
        ("douyin", "待商家处理", Stage.MERCHANT_REVIEW),
        ("douyin", "待买家退货", Stage.BUYER_RETURN_WAYBILL),
        ("douyin", "待商家收货", Stage.MERCHANT_CONFIRM_RECEIPT),
        ("douyin", "同意退款，退款成功", Stage.REFUNDED),
        ("douyin", "售后关闭", Stage.CLOSED),
        ("douyin", "换货成功", Stage.EXCHANGED),
        ("wechat", "待商家处理", Stage.MERCHANT_REVIEW),
        ("wechat", "待用户退货", Stage.BUYER_RETURN_WAYBILL),
        ("wechat", "MERCHANT_WAIT_RECEIPT", Stage.MERCHANT_CONFIRM_RECEIPT),
        ("wechat", "RETURN_CLOSED", Stage.BUYER_AFTER_REFUSAL),  # not final there
        ("wechat", "USER_CANCELD", Stage.CANCELLED),
        ("wechat", "平台退款失败", Stage.REFUND_FAILED),
    ],
)
def test_a_known_state_is_understood(platform: str, text: str, stage: Stage) -> None:
    assert words(platform).stage(text) is stage


@pytest.mark.parametrize("platform", list(Platform))
@pytest.mark.parametrize("text", ["", "等待神仙", "退款", "成功", "待商家", "refunded", "6"])
def test_a_strange_state_stays_unknown(platform: Platform, text: str) -> None:
    assert LAST[platform].words.stage(text) is Stage.UNKNOWN


@given(st.text(max_size=12))
def test_no_text_is_ever_guessed(text: str) -> None:
    for pack in LAST.values():
        known = {word for word, _stage in pack.words.stages}
        if plain(text) not in known | set(pack.words.success):
            assert pack.words.stage(text, CaseType.EXCHANGE) is Stage.UNKNOWN
        if plain(text) not in {word for word, _type in pack.words.types}:
            assert pack.words.type(text) is CaseType.UNKNOWN


def test_what_success_means_depends_on_the_type() -> None:
    douyin = words("douyin")
    assert douyin.stage("售后成功", CaseType.RETURN_REFUND) is Stage.REFUNDED
    assert douyin.stage("售后成功", CaseType.EXCHANGE) is Stage.EXCHANGED
    assert douyin.stage("售后成功", CaseType.RESHIP) is Stage.RESHIPPED
    assert douyin.stage("售后成功", CaseType.REPAIR) is Stage.REPAIRED
    assert douyin.stage("售后成功") is Stage.UNKNOWN


@pytest.mark.parametrize(
    ("platform", "text", "shipped", "kind"),
    [
        ("taobao", "仅退款", True, CaseType.REFUND_ONLY_SHIPPED),
        ("taobao", "仅退款", False, CaseType.REFUND_ONLY_UNSHIPPED),
        ("taobao", "仅退款", None, CaseType.UNKNOWN),
        ("taobao", "退货退款", False, CaseType.RETURN_REFUND),
        ("tmall", "RESHIPPING", None, CaseType.RESHIP),
        ("tmall", "以旧换新", True, CaseType.UNKNOWN),
        ("douyin", "未发货仅退款", None, CaseType.REFUND_ONLY_UNSHIPPED),
        ("douyin", "已发货仅退款", None, CaseType.REFUND_ONLY_SHIPPED),
        ("douyin", "价保", None, CaseType.PRICE_PROTECT),
        ("wechat", "退款", False, CaseType.REFUND_ONLY_UNSHIPPED),
        ("wechat", "退款", True, CaseType.REFUND_ONLY_SHIPPED),
        ("wechat", "换货", True, CaseType.EXCHANGE),
    ],
)
def test_a_type_word_is_understood_with_what_else_is_known(
    platform: str, text: str, shipped: bool | None, kind: CaseType
) -> None:
    assert words(platform).type(text, shipped=shipped) is kind


def test_the_other_words() -> None:
    taobao, douyin, wechat = words("taobao"), words("douyin"), words("wechat")
    assert taobao.goods_status("买家已收到货") is GoodsStatus.RECEIVED
    assert taobao.goods_status("在月亮上") is GoodsStatus.UNKNOWN
    assert (taobao.phase("售中退款"), taobao.phase("售后")) == (Phase.ON_SALE, Phase.AFTER_SALE)
    assert taobao.phase("售前") is None
    assert (taobao.truth("是"), taobao.truth("否"), taobao.truth("也许")) == (True, False, None)
    assert (taobao.scope("部分退款"), taobao.scope("?")) == ("partial", "")
    assert (taobao.responsible_party("卖家责任"), taobao.responsible_party("?")) == ("merchant", "")
    assert (taobao.parcel("已签收"), taobao.parcel("?")) == ("signed", "")
    assert (douyin.was_shipped("未发货"), douyin.was_shipped("已收货")) == (False, True)
    assert douyin.was_shipped("?") is None
    assert wechat.waits_for_reply("待用户处理商家协商")
    assert wechat.stage("待用户处理商家协商") is Stage.MERCHANT_REVIEW
    assert not wechat.waits_for_reply("待商家处理")


def test_whether_the_platform_is_deciding() -> None:
    taobao, douyin = words("taobao"), words("douyin")
    assert taobao.intervention("客服已经介入") is True
    assert taobao.intervention("无需客服介入") is False
    assert taobao.intervention("") is False
    assert taobao.intervention("神仙介入") is None
    assert douyin.intervention("待商家举证") is True
    assert douyin.owes_evidence("待商家举证")
    assert not douyin.owes_evidence("仲裁中")


@pytest.mark.parametrize(
    ("platform", "code", "text", "found"),
    [
        ("wechat", "10000021", "", ReasonClass.MERCHANT),
        ("wechat", "", "拍错/多拍", ReasonClass.SUBJECTIVE),
        ("wechat", "10000014", "双方协商一致退款", ReasonClass.AGREED),
        ("tmall", "", "7天无理由退换货", ReasonClass.SUBJECTIVE),
        ("tmall", "", "商品破损", ReasonClass.MERCHANT),
        ("tmall", "", "未收到货", ReasonClass.LOGISTICS),
        ("taobao", "", "不想要了", ReasonClass.SUBJECTIVE),
        ("douyin", "1", "", ReasonClass.SUBJECTIVE),
        ("douyin", "", "非七天无理由", ReasonClass.OTHER),
        ("douyin", "", "非七天无理由退货原因", ReasonClass.OTHER),
        ("douyin", "", "七天无理由退货", ReasonClass.SUBJECTIVE),
    ],
)
def test_a_reason_has_its_class(platform: str, code: str, text: str, found: ReasonClass) -> None:
    reason = LAST[Platform(platform)].reason_of(code, text)
    assert reason is not None
    assert reason.reason_class is found


@pytest.mark.parametrize("pack", LAST.values(), ids=lambda pack: pack.ruleset)
def test_a_strange_reason_has_no_class(pack: Policy) -> None:
    assert pack.reason_of("", "") is None
    assert pack.reason_of("no such code", "猫把它吃了") is None
