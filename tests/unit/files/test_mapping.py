"""Rows become readings: type, stage, money, times and parcels in the words of the field (IMP-1)."""

from __future__ import annotations

import pytest

from tests.unit.files import tables
from tests.unit.files.tables import at
from workbench.domain.kinds import (
    CaseType,
    DeadlineSource,
    GoodsStatus,
    Millis,
    Phase,
    Platform,
    ShopId,
    Stage,
)
from workbench.domain.reading import Reading
from workbench.platforms.files import recognise
from workbench.platforms.files.mapping import RowMapper, strange_words
from workbench.services.import_ports import Rejected

SAID_AT = at("2026-11-23T12:00:00")


def mapper(shape: str, said_at: Millis = SAID_AT) -> RowMapper:
    """The mapper of a shape's usual header."""
    known = recognise.shapes(tables.book(), tables.NOW)
    found = recognise.recognise(1, tables.headers(shape), known, None)
    assert found is not None
    return RowMapper(found, ShopId("s"), said_at)


def read(shape: str, **change: str) -> Reading:
    """The reading of the usual row with changes."""
    (row,) = tables.rows(shape, change)
    outcome = mapper(shape).read(2, row)
    assert isinstance(outcome, Reading), outcome
    return outcome


def rejected(shape: str, **change: str) -> Rejected:
    """Why the changed row does not come in."""
    (row,) = tables.rows(shape, change)
    outcome = mapper(shape).read(7, row)
    assert isinstance(outcome, Rejected), outcome
    return outcome


def test_a_taobao_row() -> None:
    told = read("taobao_51")
    assert (told.key.shop, told.key.case_id) == ("s", "171234567890123456")
    assert told.platform is Platform.TAOBAO
    assert told.order_id == "4601234567890123456"
    assert told.type is CaseType.RETURN_REFUND
    assert told.stage is Stage.MERCHANT_REVIEW
    assert (told.claim_fen, told.paid_fen) == (129_900, 129_900)
    assert told.applied_at == at("2026-11-22T09:00:00")
    assert told.given_due == at("2026-11-23T21:00:00")
    assert told.source is DeadlineSource.FILE
    assert told.as_of == SAID_AT
    assert told.goods_status is GoodsStatus.RECEIVED
    assert told.phase is Phase.AFTER_SALE
    assert told.reason == "七天无理由退换货"
    assert told.negotiations is None
    assert told.quantity is None


def test_douyin_claims_goods_freight_and_tax_less_the_discount() -> None:
    told = read("douyin_50")
    assert told.claim_fen == 6_950 + 500 + 0 - 500
    assert told.paid_fen == 13_900 - 1_000
    assert read("douyin_50", **{"退支付优惠(元)": "5.00"}).claim_fen == told.claim_fen


def test_wechat_says_how_many() -> None:
    told = read("wechat_37", 申请售后数量="3")
    assert told.quantity == 3
    assert told.claim_fen == 12_800
    assert told.given_due is None


@pytest.mark.parametrize(
    ("need", "parcel", "goods", "kind"),
    [
        ("是", "", "买家未收到货", CaseType.RETURN_REFUND),
        ("否", "", "买家未收到货", CaseType.REFUND_ONLY_UNSHIPPED),
        ("否", "", "", CaseType.REFUND_ONLY_UNSHIPPED),
        ("否", "中通快递 73100000000001", "买家未收到货", CaseType.REFUND_ONLY_SHIPPED),
        ("否", "", "买家已收到货", CaseType.REFUND_ONLY_SHIPPED),
        ("否", "", "买家已退货", CaseType.REFUND_ONLY_SHIPPED),
        ("看情况", "", "", CaseType.UNKNOWN),
    ],
)
def test_the_old_export_has_no_type(need: str, parcel: str, goods: str, kind: CaseType) -> None:
    told = read("taobao_38", 是否需要退货=need, 发货物流信息=parcel, 货物状态=goods)
    assert told.type is kind
    assert told.type_raw == need


@pytest.mark.parametrize(
    ("shape", "change", "kind"),
    [
        ("taobao_51", {"售后类型": "仅退款"}, CaseType.REFUND_ONLY_SHIPPED),
        (
            "taobao_51",
            {"售后类型": "仅退款", "货物状态": "卖家未发货"},
            CaseType.REFUND_ONLY_UNSHIPPED,
        ),
        ("taobao_51", {"售后类型": "换货"}, CaseType.EXCHANGE),
        ("taobao_51", {"售后类型": "以旧换新"}, CaseType.UNKNOWN),
        ("douyin_50", {"售后类型": "未发货仅退款"}, CaseType.REFUND_ONLY_UNSHIPPED),
        ("wechat_37", {"退款类型": "退款"}, CaseType.REFUND_ONLY_UNSHIPPED),
        ("wechat_37", {"退款类型": "退款", "发货状态": "已发货"}, CaseType.REFUND_ONLY_SHIPPED),
        ("wechat_37", {"退款类型": "退货退款"}, CaseType.RETURN_REFUND),
    ],
)
def test_types(shape: str, change: dict[str, str], kind: CaseType) -> None:
    assert read(shape, **change).type is kind


def test_unknown_words_are_kept_and_counted() -> None:
    rows = tables.rows(
        "taobao_51", *({"退款状态": "卖家已同意待发券"},) * 3, {"售后类型": "以旧换新"}
    )
    reads = mapper("taobao_51")
    told = [reads.read(line, row) for line, row in enumerate(rows, 2)]
    first = told[0]
    assert isinstance(first, Reading)
    assert first.stage is Stage.UNKNOWN
    assert first.stage_raw == "卖家已同意待发券"
    assert strange_words(reads.unknown) == [
        ("退款状态", "卖家已同意待发券", 3),
        ("售后类型", "以旧换新", 1),
    ]


def test_a_given_deadline_of_an_unknown_stage_is_still_shown() -> None:
    assert read("taobao_51", 退款状态="卖家已同意待发券").given_due is not None


def test_a_final_case_has_no_deadline_and_an_end() -> None:
    told = read("taobao_51", 退款状态="退款成功", 完结时间="2026-11-23 10:00:00")
    assert told.stage is Stage.REFUNDED
    assert told.given_due is None
    assert told.times.final_at == at("2026-11-23T10:00:00")
    assert told.refunded_fen == told.claim_fen


def test_an_end_of_an_open_case_is_not_believed() -> None:
    assert read("taobao_51", 完结时间="2026-11-23 10:00:00").times.final_at is None


def test_intervention_keeps_the_stage_it_came_from_and_the_clock_of_the_evidence() -> None:
    told = read(
        "taobao_51", 退款状态="卖家拒绝退款", 客服介入状态="举证中", 超时时间="",
        举证超时="2026-11-25 09:00:00",
    )  # fmt: skip
    assert told.stage is Stage.INTERVENTION
    assert told.back_to is Stage.BUYER_AFTER_REFUSAL
    assert told.evidence_due_at == at("2026-11-25T09:00:00")


def test_evidence_is_no_longer_owed_when_the_intervention_is_over() -> None:
    told = read("taobao_51", 客服介入状态="客服处理完成", 举证超时="2026-11-25 09:00:00")
    assert told.stage is Stage.MERCHANT_REVIEW
    assert told.evidence_due_at is None


def test_times_of_the_stages() -> None:
    told = read(
        "douyin_50", 售后状态="待商家收货", 同意售后申请时间="2026-11-22 12:00:00",
        退货发货时间="2026-11-23 08:00:00",
    )  # fmt: skip
    assert told.stage is Stage.MERCHANT_CONFIRM_RECEIPT
    assert told.times.agreed_at == at("2026-11-22T12:00:00")
    assert told.times.returned_at == at("2026-11-23T08:00:00")
    assert [(entry.kind, entry.at) for entry in told.events] == [
        ("act:agree_return", told.times.agreed_at),
        ("waybill", told.times.returned_at),
    ]


def test_a_file_is_never_older_than_what_it_tells() -> None:
    (row,) = tables.rows("taobao_51", {})
    outcome = mapper("taobao_51", at("2026-01-01T00:00:00")).read(2, row)
    assert isinstance(outcome, Reading)
    assert outcome.as_of == outcome.applied_at


def test_parcels_out_and_back() -> None:
    told = read(
        "taobao_51",
        发货物流信息="中通快递 73100000000001 已签收",
        退货物流单号='="43200000000002"',
        退货物流公司="圆通速递",
    )
    assert told.outbound is not None
    assert told.back is not None
    assert (told.outbound.company, told.outbound.waybill) == ("中通快递", "73100000000001")
    assert told.outbound.state == "signed"
    assert (told.back.company, told.back.waybill) == ("圆通速递", "43200000000002")


def test_a_strange_waybill_is_kept_as_text() -> None:
    told = read("taobao_51", 退货物流单号="放门卫了")
    assert told.back is not None
    assert told.back.waybill == "放门卫了"


def test_the_after_sale_remark_goes_before_the_orders() -> None:
    both = {"订单备注": "老客", "售后备注": "等寄回"}
    assert read("douyin_50", **both).remark == "等寄回"
    assert read("douyin_50", 订单备注="老客").remark == "老客"
    assert read("taobao_51", 备注标签="待跟进", 商家备注="已联系").remark == "[待跟进] 已联系"
    assert read("taobao_51").remark is None


@pytest.mark.parametrize(
    ("shape", "column", "value"),
    [
        ("taobao_51", "买家退款金额", "1,2O9.00"),
        ("taobao_51", "买家退款金额", ""),
        ("taobao_51", "买家退款金额", "-42.00"),
        ("taobao_51", "买家退款金额", "无退款申请"),
        ("taobao_51", "订单编号", ""),
        ("taobao_51", "退款编号", "1.79044E+15"),
        ("taobao_51", "退款的申请时间", "昨天"),
        ("taobao_51", "退款的申请时间", ""),
        ("taobao_51", "超时时间", "2026-13-02 09:00"),
        ("douyin_50", "应付金额(元)", "5.00"),
        ("wechat_37", "申请售后数量", "两件"),
    ],
)
def test_a_bad_cell_is_named_with_line_column_and_value(
    shape: str, column: str, value: str
) -> None:
    bad = rejected(shape, **{column: value})
    assert (bad.line, bad.column, bad.value) == (7, column, value)
    assert bad.reason.english()
    id_column = "退款编号" if shape.startswith("taobao") else "售后单号"
    expected = "" if column == id_column else tables.USUAL[shape][id_column]
    assert bad.row_id == expected


def test_a_detail_tells_the_stage_where_the_state_does_not() -> None:
    told = read("wechat_37", 退款状态="处理中", 状态描述="待商家收货")
    assert told.stage is Stage.MERCHANT_CONFIRM_RECEIPT
