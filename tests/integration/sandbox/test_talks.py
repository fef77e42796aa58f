"""Negotiations on the platform: limits, answers, endings, and who carries an accepted plan out."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.sandbox.bench import DAY, HOUR, Bench
from workbench.base.errors import KnownError
from workbench.domain.kinds import (
    CaseType,
    Delivery,
    Executor,
    NegotiationState,
    Platform,
    Stage,
    Turn,
)
from workbench.domain.reading import Reading

_T = CaseType
CASH: dict[str, Any] = {"kind": "offer", "plans": [{"kind": "cash_payout", "amount_fen": 500}]}


def last(bench: Bench, case: Reading) -> NegotiationState:
    """The state of the latest round."""
    talks = bench.read(case).negotiations
    assert talks
    return talks[-1].state


def test_reply_by_is_a_day_or_half_an_hour_before_our_own_time_is_up(bench: Bench) -> None:
    case = bench.new_case(_T.RETURN_REFUND)
    bench.act(case, "negotiate", CASH)
    talk = (bench.read(case).negotiations or ())[-1]
    assert talk.reply_by == bench.sandbox.now() + DAY
    late = bench.new_case(_T.RETURN_REFUND)
    bench.sandbox.advance(20 * HOUR)
    bench.act(late, "negotiate", CASH)
    talk = (bench.read(late).negotiations or ())[-1]
    assert talk.reply_by == (late.given_due or 0) - HOUR // 2


def test_too_little_time_is_left_to_talk(bench: Bench) -> None:
    case = bench.new_case(_T.RETURN_REFUND)
    bench.sandbox.advance(35 * HOUR + HOUR // 2)
    assert "剩余处理时间不足" in bench.act(case, "negotiate", CASH).words


def test_one_open_negotiation_per_case_and_no_refusal_beside_it(bench: Bench) -> None:
    case = bench.new_case(_T.RETURN_REFUND)
    bench.act(case, "negotiate", CASH)
    assert "不能重复发起" in bench.now_act(case, "negotiate", CASH).words
    assert "先撤回" in bench.now_act(case, "refuse", {"reason": "used"}).words
    assert bench.now_act(case, "withdraw").state is Delivery.DONE
    assert last(bench, case) is NegotiationState.WITHDRAWN
    assert bench.now_act(case, "refuse", {"reason": "used"}).state is Delivery.DONE


@pytest.mark.parametrize(
    ("plans", "words"),
    [
        ([], "至少选择一个"),
        ([{"kind": "cash_payout", "amount_fen": 0}], "大于 0"),
        ([{"kind": "partial_refund", "amount_fen": 10**9}], "小于申请金额"),
        ([{"kind": "cash_payout", "amount_fen": 10**9}], "超过订单可退金额"),
        ([{"kind": "soothe"}] * 4, "最多 3 个"),
        ([{"kind": "gift"}], "参数有误"),
    ],
)
def test_plans_outside_the_bounds_are_refused(
    bench: Bench, plans: list[dict[str, object]], words: str
) -> None:
    case = bench.new_case(_T.RETURN_REFUND)
    answer = bench.act(case, "negotiate", {"kind": "offer", "plans": plans})
    assert words in answer.words
    assert bench.read(case).negotiations == ()


def test_an_accepted_partial_refund_is_paid_by_the_platform_itself(bench: Bench) -> None:
    case = bench.new_case(_T.REFUND_ONLY_SHIPPED)
    part = case.claim_fen // 3
    plans = [*CASH["plans"], {"kind": "partial_refund", "amount_fen": part}]
    bench.act(case, "negotiate", {"kind": "offer", "plans": plans})
    bench.sandbox.buyer(case.key.case_id, "accept", {"plan": 2})
    bench.sandbox.advance(HOUR)
    after = bench.read(case)
    assert (after.stage, after.refunded_fen) == (Stage.REFUNDED, part)
    row = bench.executed()[-1]
    assert (row["action"], row["amount_fen"], row["command_id"]) == ("partial_refund", part, "")


def test_an_accepted_payout_ends_the_case_by_agreement(bench: Bench) -> None:
    case = bench.new_case(_T.RETURN_REFUND)
    bench.act(case, "negotiate", CASH)
    bench.sandbox.buyer(case.key.case_id, "accept")
    assert bench.stage(case) is Stage.CANCELLED
    assert bench.executed()[-1]["action"] == "cash_payout"
    assert bench.sandbox.state(case.key.case_id)["order"]["cash_fen"] == 500


def test_where_the_merchant_executes_nothing_happens_by_itself(bench: Bench) -> None:
    case = bench.new_case(_T.RETURN_REFUND, Platform.DOUYIN, reason="质量问题")
    bench.act(case, "negotiate", CASH)
    bench.sandbox.buyer(case.key.case_id, "accept")
    after = bench.read(case)
    assert after.stage is Stage.MERCHANT_REVIEW
    assert after.negotiations is not None
    assert after.negotiations[-1].executor is Executor.MERCHANT
    assert [row["action"] for row in bench.executed()] == ["negotiate"]


@pytest.mark.parametrize(
    ("args", "stage"),
    [
        ({"kind": "invite_cancel"}, Stage.CANCELLED),
        ({"kind": "offer", "plans": [{"kind": "soothe"}]}, Stage.CANCELLED),
        ({"kind": "offer", "plans": [{"kind": "agree_refund"}]}, Stage.REFUNDING),
        ({"kind": "offer", "plans": [{"kind": "agree_return"}]}, Stage.BUYER_RETURN_WAYBILL),
        ({"kind": "offer", "plans": [{"kind": "exchange"}]}, Stage.BUYER_RETURN_WAYBILL),
        ({"kind": "offer", "plans": [{"kind": "reship"}]}, Stage.MERCHANT_SHIP),
        ({"kind": "modify_claim", "new_claim_fen": 700}, Stage.REFUNDING),
        ({"kind": "modify_claim", "new_type": "return_refund"}, Stage.MERCHANT_REVIEW_MODIFIED),
    ],
)
def test_each_kind_leads_where_it_says(bench: Bench, args: dict[str, object], stage: Stage) -> None:
    case = bench.new_case(_T.REFUND_ONLY_SHIPPED)
    answer = bench.act(case, "negotiate", args)
    assert answer.state is Delivery.DONE, answer.words
    bench.sandbox.buyer(case.key.case_id, "accept")
    assert bench.stage(case) is stage
    assert last(bench, case) is NegotiationState.ACCEPTED


def test_evidence_of_the_buyer_answers_the_request_and_leaves_the_case(bench: Bench) -> None:
    case = bench.new_case(_T.REFUND_ONLY_SHIPPED)
    bench.act(case, "negotiate", {"kind": "ask_evidence", "message": "请补充照片"})
    bench.sandbox.buyer(case.key.case_id, "evidence", {"note": "补了"})
    after = bench.read(case)
    assert last(bench, case) is NegotiationState.ACCEPTED
    assert (after.stage, len(after.evidence)) == (Stage.MERCHANT_REVIEW, 1)


def test_silence_lets_it_run_out_while_the_merchants_clock_goes_on(bench: Bench) -> None:
    case = bench.new_case(_T.RETURN_REFUND)
    bench.act(case, "negotiate", CASH)
    bench.sandbox.advance(25 * HOUR)
    assert last(bench, case) is NegotiationState.EXPIRED
    after = bench.read(case)
    assert (after.stage, after.given_due) == (Stage.MERCHANT_REVIEW, case.given_due)
    assert (after.turn, after.must_negotiate) == (Turn.MERCHANT, False)


def test_on_wechat_the_turn_is_the_buyers_and_the_time_is_given_back(bench: Bench) -> None:
    case = bench.new_case(_T.RETURN_REFUND, Platform.WECHAT)
    bench.act(case, "negotiate", CASH)
    assert bench.read(case).turn is Turn.BUYER
    bench.sandbox.advance(5 * HOUR)
    bench.sandbox.buyer(case.key.case_id, "refuse")
    after = bench.read(case)
    assert after.turn is Turn.MERCHANT
    assert after.given_due == (case.given_due or 0) + 5 * HOUR


def test_something_bigger_supersedes_an_open_negotiation(bench: Bench) -> None:
    agreed, changed = bench.new_case(_T.RETURN_REFUND), bench.new_case(_T.RETURN_REFUND)
    for case in (agreed, changed):
        bench.act(case, "negotiate", CASH)
    bench.now_act(agreed, "agree_return")
    bench.sandbox.buyer(changed.key.case_id, "modify")
    assert last(bench, agreed) is NegotiationState.SUPERSEDED
    assert last(bench, changed) is NegotiationState.SUPERSEDED


@pytest.mark.parametrize("plan", [0, 2])
def test_a_plan_that_was_not_offered_cannot_be_accepted(bench: Bench, plan: int) -> None:
    case = bench.new_case(_T.RETURN_REFUND)
    bench.act(case, "negotiate", CASH)
    with pytest.raises(KnownError, match="has 1 plan"):
        bench.sandbox.buyer(case.key.case_id, "accept", {"plan": plan})
    assert last(bench, case) is NegotiationState.OPEN


def test_an_explanation_that_needs_a_picture_is_refused_without_one(bench: Bench) -> None:
    case = bench.new_case(_T.RETURN_REFUND)
    answer = bench.act(case, "negotiate", {"kind": "invite_cancel", "explanation": "agreed"})
    assert "需上传图片" in answer.words
