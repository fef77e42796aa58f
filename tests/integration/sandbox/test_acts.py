"""Acts of the merchant: what the platform lets through, what it refuses, and with which fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.sandbox.bench import DAY, HOUR, Bench
from workbench.domain.kinds import CaseType, Delivery, Fault, Platform, Stage

_T = CaseType


def test_an_agreed_refund_is_paid_some_minutes_later_and_only_once(bench: Bench) -> None:
    case = bench.new_case(_T.REFUND_ONLY_SHIPPED)
    answer = bench.act(case, "agree_refund", {"amount_fen": case.claim_fen}, command_id="mine")
    assert answer.state is Delivery.DONE
    assert bench.stage(case) is Stage.REFUNDING
    bench.sandbox.advance(HOUR)
    assert bench.stage(case) is Stage.REFUNDED
    assert bench.read(case).refunded_fen == case.claim_fen
    again = bench.act(case, "agree_refund", command_id="mine")
    assert again.fault is Fault.ALREADY_DONE
    rows = [row for row in bench.executed() if row["command_id"] == "mine"]
    assert [(row["action"], row["amount_fen"]) for row in rows] == [
        ("agree_refund", case.claim_fen)
    ]


def test_a_guard_that_differs_from_the_claim_stops_the_money(bench: Bench) -> None:
    case = bench.new_case(_T.REFUND_ONLY_SHIPPED)
    answer = bench.act(case, "agree_refund", {"amount_fen": case.claim_fen + 1})
    assert answer.state is Delivery.REFUSED
    assert answer.fault is Fault.BAD_REQUEST
    assert "金额" in answer.words
    assert bench.stage(case) is Stage.MERCHANT_REVIEW


def test_a_decision_on_an_older_version_is_refused_as_stale(bench: Bench) -> None:
    case = bench.new_case(_T.RETURN_REFUND)
    bench.sandbox.buyer(case.key.case_id, "modify", {"claim_fen": case.claim_fen // 2})
    answer = bench.act(case, "agree_return")
    assert answer.fault is Fault.STALE
    assert bench.now_act(case, "agree_return").state is Delivery.DONE


def test_a_message_resent_is_carried_out_twice_because_nothing_locks_it(bench: Bench) -> None:
    case = bench.new_case(_T.RETURN_REFUND)
    for _ in range(2):
        assert bench.act(case, "message", {"text": "您好"}, command_id="m").state is Delivery.DONE
    assert [row["command_id"] for row in bench.executed()] == ["m", "m"]
    said = bench.sandbox.state(case.key.case_id)["messages"]
    assert [item["text"] for item in said] == ["您好", "您好"]


@pytest.mark.parametrize(
    ("action", "args", "words"),
    [
        ("message", {"text": ""}, "不能为空"),
        ("message", {"text": "好" * 200}, "字节"),
        ("ship", {"company": "中通快递", "waybill": "78400000000001"}, "不支持该操作"),
        ("confirm_receipt", {}, "不支持该操作"),
        ("withdraw", {}, "没有进行中的协商"),
        ("evidence", {"statement": "x"}, "平台未介入"),
        ("escalate", {}, "拒绝买家申请后"),
        ("refuse", {}, "请选择拒绝原因"),
        ("refuse", {"reason": "不想退"}, "不在可选范围"),
        ("refuse", {"reason": "untrue"}, "不能以"),
        ("refuse", {"reason": "chat"}, "聊天记录"),
        ("dance", {}, "不支持的操作"),
    ],
)
def test_what_the_platform_does_not_accept_it_says_in_its_own_words(
    bench: Bench, action: str, args: dict[str, object], words: str
) -> None:
    case = bench.new_case(_T.RETURN_REFUND)
    answer = bench.act(case, action, args)
    assert answer.state is Delivery.REFUSED
    assert words in answer.words
    assert bench.executed() == []
    assert bench.read(case).platform_version == case.platform_version


def test_refusing_with_the_proof_that_its_reason_requires(bench: Bench, tmp_path: Path) -> None:
    picture = tmp_path / "chat.png"
    picture.write_bytes(b"PNG" * 100)
    case = bench.new_case(_T.RETURN_REFUND)
    answer = bench.act(
        case, "refuse", {"reason": "chat", "text": "已沟通"}, files=(("chat_record", str(picture)),)
    )
    assert answer.state is Delivery.DONE
    after = bench.read(case)
    assert (after.stage, after.refusals) == (Stage.BUYER_AFTER_REFUSAL, 1)
    assert [(item.kind, item.size) for item in after.evidence] == [("chat_record", 300)]


def test_a_proof_that_cannot_be_read_changes_nothing(bench: Bench, tmp_path: Path) -> None:
    case = bench.new_case(_T.RETURN_REFUND)
    gone = (("chat_record", str(tmp_path / "gone.png")),)
    answer = bench.act(case, "refuse", {"reason": "chat"}, files=gone)
    assert answer.fault is Fault.BAD_REQUEST
    assert bench.read(case).refusals == 0


def test_goods_come_back_and_then_the_money_goes(bench: Bench) -> None:
    case = bench.new_case(_T.RETURN_REFUND)
    bench.act(case, "agree_return", {"address": "any"})
    bench.sandbox.buyer(case.key.case_id, "return", {"company": "中通快递", "waybill": "784001"})
    back = bench.read(case)
    assert back.stage is Stage.MERCHANT_CONFIRM_RECEIPT
    assert back.given_due == (back.times.returned_at or 0) + 7 * DAY
    bench.sandbox.buyer(case.key.case_id, "sign")
    signed = bench.read(case)
    assert signed.given_due == (signed.times.signed_at or 0) + 2 * DAY
    assert bench.act(back, "confirm_receipt").fault is Fault.STALE
    answer = bench.act(signed, "confirm_receipt", {"amount_fen": case.claim_fen})
    assert answer.state is Delivery.DONE
    assert bench.executed()[-1]["amount_fen"] == case.claim_fen


def test_an_exchange_needs_a_waybill_that_looks_like_one(bench: Bench) -> None:
    case = bench.new_case(_T.EXCHANGE)
    bench.act(case, "agree_exchange")
    bench.sandbox.buyer(case.key.case_id, "return")
    bench.now_act(case, "confirm_receipt")
    assert bench.stage(case) is Stage.MERCHANT_SHIP
    bad = bench.now_act(case, "ship", {"company": "中通快递", "waybill": "一二三"})
    assert bad.fault is Fault.BAD_REQUEST
    good = bench.now_act(case, "ship", {"company": "中通快递", "waybill": "78412345678901"})
    assert good.state is Delivery.DONE
    bench.sandbox.buyer(case.key.case_id, "confirm")
    assert bench.stage(case) is Stage.EXCHANGED


def test_a_shop_without_an_address_cannot_agree_to_a_return(bench: Bench) -> None:
    case = bench.new_case(_T.RETURN_REFUND)
    with bench.sandbox.desk() as desk:
        desk.connection.execute("delete from addresses")
    assert "退货地址" in bench.act(case, "agree_return").words
    assert bench.act(case, "agree_return", {"address": "杭州"}).state is Delivery.DONE


def test_wechat_wants_talks_before_a_refusal_of_virtual_goods(bench: Bench) -> None:
    case = bench.new_case(_T.REFUND_ONLY_SHIPPED, Platform.WECHAT, labels=("virtual",))
    answer = bench.act(case, "refuse", {"reason": "used"})
    assert answer.fault is Fault.NEGOTIATE_FIRST
    assert "10021068" in answer.words
    assert bench.read(case).must_negotiate is True
    bench.now_act(case, "negotiate", {"kind": "ask_evidence", "message": "请补充"})
    bench.sandbox.buyer(case.key.case_id, "refuse")
    assert bench.read(case).must_negotiate is False
    assert bench.now_act(case, "refuse", {"reason": "used"}).state is Delivery.DONE


def test_what_cannot_be_refused_names_the_way_out(bench: Bench) -> None:
    case = bench.new_case(_T.REFUND_ONLY_UNSHIPPED, Platform.WECHAT)
    answer = bench.act(case, "refuse", {"reason": "used"})
    assert answer.fault is Fault.BAD_REQUEST
    assert "先发货" in answer.words


def test_a_case_of_the_past_can_still_be_read_and_remarked_on(bench: Bench) -> None:
    bench.sandbox.new(cases=300, pending=0, seed=5, arrivals=0)
    final, _ = next(iter(bench.sandbox.history()))
    reading = bench.gateway.read_case(final.key.shop, final.key.case_id)
    assert reading is not None
    assert (reading.stage, reading.platform_version) == (final.stage, final.platform_version)
    assert bench.act(reading, "remark", {"text": "已登记"}).state is Delivery.DONE
    assert bench.read(reading).remark == "已登记"
    assert bench.act(reading, "agree_refund").fault is Fault.ALREADY_DONE


def test_a_case_that_does_not_exist_is_refused_and_read_as_nothing(bench: Bench) -> None:
    case = bench.new_case(_T.RETURN_REFUND)
    assert bench.gateway.read_case(case.key.shop, "179000000000000000") is None
    stray = bench.make_act(case, "agree_return")
    answer = bench.gateway.deliver(
        type(stray)(**{**{name: getattr(stray, name) for name in stray.__slots__},
                       "case_id": "179000000000000000"})
    )  # fmt: skip
    assert answer.words == "售后单不存在"
