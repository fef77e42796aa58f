"""Interventions, evidence, verdicts; and entries reopened long after."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.sandbox.bench import DAY, HOUR, Bench
from workbench.base.errors import KnownError
from workbench.domain.kinds import CaseType, Delivery, EntryState, Fault, Phase, Platform, Stage
from workbench.domain.reading import Reading
from workbench.services.ports import Act, Answer

_T = CaseType


def _disputed(bench: Bench, kind: CaseType = _T.RETURN_REFUND) -> Reading:
    case = bench.new_case(kind)
    bench.act(case, "refuse", {"reason": "used"})
    assert bench.now_act(case, "escalate").state is Delivery.DONE
    return bench.read(case)


def test_evidence_once_and_again_only_when_confirmed(bench: Bench, tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(b"x")
    files = (("picture", str(picture)),)
    case = _disputed(bench)
    assert bench.now_act(case, "evidence", {"statement": "说明"}, files=files).state == "done"
    assert bench.read(case).evidence_due_at is None
    again = bench.now_act(case, "evidence", {"statement": "补充"})
    assert again.fault is Fault.ALREADY_DONE
    more = {"statement": "补充", "confirm": ["DISP-2"]}
    assert bench.now_act(case, "evidence", more).state is Delivery.DONE


def test_evidence_after_its_window_is_too_late(bench: Bench) -> None:
    case = _disputed(bench)
    bench.sandbox.advance(73 * HOUR)
    late = bench.read(case)
    assert late.stage is Stage.INTERVENTION
    assert "已截止" in bench.act(late, "evidence", {"statement": "x"}).words


@pytest.mark.parametrize(
    ("verdict", "kind", "stage"),
    [
        ("merchant", _T.RETURN_REFUND, Stage.CLOSED),
        ("buyer", _T.RETURN_REFUND, Stage.BUYER_RETURN_WAYBILL),
        ("buyer", _T.REFUND_ONLY_SHIPPED, Stage.REFUNDING),
        ("withdrawn", _T.RETURN_REFUND, Stage.BUYER_AFTER_REFUSAL),
    ],
)
def test_a_verdict_leads_where_it_says(
    bench: Bench, verdict: str, kind: CaseType, stage: Stage
) -> None:
    case = bench.new_case(kind)
    bench.act(case, "refuse", {"reason": "used"})
    bench.sandbox.buyer(case.key.case_id, "intervene")
    bench.sandbox.referee(case.key.case_id, verdict)
    assert bench.stage(case) is stage


def test_the_platform_decides_by_itself_in_the_end(bench: Bench) -> None:
    case = _disputed(bench)
    bench.sandbox.advance(7 * DAY)
    assert bench.stage(case) is not Stage.INTERVENTION


def test_no_verdict_where_nobody_stepped_in(bench: Bench) -> None:
    case = bench.new_case(_T.RETURN_REFUND)
    with pytest.raises(KnownError, match="not stepped in"):
        bench.sandbox.referee(case.key.case_id, "buyer")


def test_not_received_goods_wait_three_days_before_the_platform_is_asked(bench: Bench) -> None:
    from workbench.domain.kinds import GoodsStatus

    case = bench.new_case(_T.REFUND_ONLY_SHIPPED, goods_status=GoodsStatus.NOT_RECEIVED)
    bench.act(case, "refuse", {"reason": "used"})
    assert "满 3 天" in bench.now_act(case, "escalate").words
    bench.sandbox.advance(3 * DAY)
    assert bench.now_act(case, "escalate").state is Delivery.DONE


def test_douyin_and_wechat_do_not_offer_it_to_merchants(bench: Bench) -> None:
    case = bench.new_case(_T.RETURN_REFUND, Platform.DOUYIN, reason="质量问题")
    bench.act(case, "refuse", {"reason": "used"})
    assert bench.now_act(case, "escalate").fault is Fault.NO_RIGHT


def test_a_failed_payment_is_mended_by_a_proof(bench: Bench) -> None:
    case = bench.new_case(_T.REFUND_ONLY_SHIPPED)
    bench.act(case, "agree_refund")
    with bench.sandbox.desk() as desk:
        desk.connection.execute("update agenda set args = '{\"fails\":true}' where kind = 'pay'")
    bench.sandbox.advance(HOUR)
    assert bench.stage(case) is Stage.REFUND_FAILED
    assert bench.now_act(case, "evidence", {"statement": "已线下转账"}).state is Delivery.DONE
    assert bench.stage(case) is Stage.REFUNDED


# ------------------------------------------------------------------------------- entries


def _open(bench: Bench, shop: str, order_id: str, command_id: str = "e1") -> Answer:
    return bench.gateway.deliver(
        Act(command_id=command_id, shop=shop, case_id="", order_id=order_id, action="open_entry",
            args={}, platform_version="", at=bench.sandbox.now())
    )  # fmt: skip


def _orders(bench: Bench, fate: str) -> tuple[str, str]:
    """An order of the made world that stands for a fate."""
    bench.sandbox.new(cases=0, pending=0, seed=4, scripted=False, arrivals=0)
    now = bench.sandbox.now()
    from workbench.platforms.sandbox.trade import old_orders
    from workbench.platforms.sandbox.trade.plan import Plan

    plan = Plan(cases=0, pending=0, seed=4, platforms=(), clock=now, arrivals=0, scripted=False)
    with bench.sandbox.desk() as desk:
        shop = plan.shops[0]
        order = old_orders.one(desk, shop, old_orders.FIRST + 9_000, fate)
        desk.now = now
        return shop.id, order.order_id


def test_an_entry_opens_once_is_used_once_and_the_case_is_after_sale(bench: Bench) -> None:
    shop, order = _orders(bench, "asked")
    page = bench.gateway.changes(shop, "")
    asked = {entry.order_id: entry.state for entry in page.entries}
    assert asked[order] == EntryState.REQUESTED  # type: ignore[index]
    answer = _open(bench, shop, order)
    assert answer.result["state"] == "open"
    assert answer.result["valid_until"] in {bench.sandbox.now() + days * DAY for days in (30, 365)}
    assert _open(bench, shop, order, "e2").fault is Fault.ALREADY_DONE
    case_id = bench.sandbox.apply(order, {"type": "return_refund"})
    reading = bench.gateway.read_case(shop, case_id)
    assert reading is not None
    assert reading.phase is Phase.AFTER_SALE
    with pytest.raises(KnownError, match="period is over"):
        bench.sandbox.apply(order)
    used = bench.gateway.changes(shop, page.cursor).entries[-1]
    assert (used.state, used.case_id) == (EntryState.USED, case_id)


@pytest.mark.parametrize(
    ("fate", "words"),
    [
        ("running", "仍在售后期内"),
        ("long", "90 天"),
        ("claimed", "已申请过售后"),
        ("ancient", "历史订单"),
    ],
)
def test_the_platform_has_conclusions_of_its_own(bench: Bench, fate: str, words: str) -> None:
    shop, order = _orders(bench, fate)
    answer = _open(bench, shop, order)
    assert answer.state is Delivery.REFUSED
    assert words in answer.words


def test_an_entry_nobody_uses_runs_out(bench: Bench) -> None:
    shop, order = _orders(bench, "fine")
    _open(bench, shop, order)
    with bench.sandbox.desk() as desk:
        desk.connection.execute("delete from agenda where kind = 'entry_apply'")
    bench.sandbox.advance(366 * DAY)
    states = [
        entry.state for entry in bench.gateway.changes(shop, "").entries if entry.order_id == order
    ]
    assert states == [EntryState.EXPIRED]


def test_an_order_of_another_shop_is_nobodys_business(bench: Bench) -> None:
    _, order = _orders(bench, "fine")
    assert _open(bench, "xiaoman", order).fault is Fault.NO_RIGHT
    assert _open(bench, "xiaoman", "1").fault is Fault.BAD_REQUEST


def test_more_than_was_paid_cannot_be_claimed_over_several_cases(bench: Bench) -> None:
    case = bench.new_case(_T.PRICE_PROTECT)
    rest = (case.paid_fen or 0) - case.claim_fen
    with pytest.raises(KnownError, match="between 1 and"):
        bench.sandbox.apply(case.order_id, {"claim_fen": rest + 1})
    bench.sandbox.apply(case.order_id, {"claim_fen": rest})
    with pytest.raises(KnownError, match="1 and 0 fen"):
        bench.sandbox.apply(case.order_id)


def test_on_wechat_five_applications_are_all(bench: Bench) -> None:
    case = bench.new_case(_T.RETURN_REFUND, Platform.WECHAT)
    for _ in range(4):
        bench.sandbox.buyer(case.key.case_id, "modify")
    with pytest.raises(KnownError, match="applied 5 times"):
        bench.sandbox.buyer(case.key.case_id, "modify")
