"""Faults on the wire, one by one, and honesty about what is still in flight."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.integration.sandbox import packs
from tests.integration.sandbox.bench import Bench
from workbench.base.errors import KnownError
from workbench.domain.kinds import CaseType, Delivery, Fault, Stage
from workbench.platforms.sandbox.gateway import SandboxGateway
from workbench.platforms.sandbox.sandbox import Sandbox
from workbench.services.ports import GatewayError

_T = CaseType


def test_no_answer_has_executed_and_the_ledger_knows(bench: Bench) -> None:
    case = bench.new_case(_T.REFUND_ONLY_SHIPPED)
    bench.sandbox.fail("no_answer")
    act = bench.make_act(case, "agree_refund")
    with pytest.raises(GatewayError) as caught:
        bench.gateway.deliver(act)
    assert caught.value.fault is Fault.NO_ANSWER
    found = bench.gateway.look_up(act)
    assert found is not None
    assert found.state is Delivery.DONE
    assert found.result["stage"] == "refunding"


def test_no_answer_without_execution_leaves_nothing_behind(bench: Bench) -> None:
    case = bench.new_case(_T.REFUND_ONLY_SHIPPED)
    bench.sandbox.fail("no_answer", execute=False)
    act = bench.make_act(case, "agree_refund")
    with pytest.raises(GatewayError):
        bench.gateway.deliver(act)
    assert bench.gateway.look_up(act) is None
    assert bench.stage(case) is Stage.MERCHANT_REVIEW


def test_late_is_unknown_until_it_arrives_by_real_time(bench: Bench) -> None:
    case = bench.new_case(_T.REFUND_ONLY_SHIPPED)
    bench.sandbox.fail("late")
    act, sent = bench.make_act(case, "agree_refund"), bench.wall.at
    with pytest.raises(GatewayError):
        bench.gateway.deliver(act)
    assert bench.gateway.look_up(act) is None
    bench.wall.at += 999
    assert bench.gateway.look_up(act) is None
    assert not _settled(bench, sent)
    bench.wall.at += 1
    assert bench.gateway.look_up(act) is not None
    bench.wall.at += 1_000
    assert _settled(bench, sent)


def test_late_arrives_by_the_platforms_clock_too_and_only_once(bench: Bench) -> None:
    case = bench.new_case(_T.RETURN_REFUND)
    bench.sandbox.fail("late")
    act, sent_at = bench.make_act(case, "message", {"text": "您好"}), bench.sandbox.now()
    with pytest.raises(GatewayError):
        bench.gateway.deliver(act)
    bench.sandbox.advance(59_999)
    assert bench.gateway.look_up(act) is None
    bench.sandbox.advance(1)
    assert bench.gateway.look_up(act) is not None
    bench.wall.at += 5_000
    bench.sandbox.advance(60_000)
    assert len(bench.executed()) == 1
    now = bench.sandbox.now()
    assert bench.gateway.settled(sent_at=sent_at, sent_wall=bench.wall.at, now=now, wall=0)


def test_a_settled_look_up_is_never_followed_by_an_execution(bench: Bench) -> None:
    """Reliability, check 9: the platform must not say "nothing" while something is in flight."""
    for delay in range(0, 4_000, 250):
        case = bench.new_case(_T.RETURN_REFUND)
        bench.sandbox.fail("late")
        act, sent = bench.make_act(case, "message", {"text": "您好"}), bench.wall.at
        with pytest.raises(GatewayError):
            bench.gateway.deliver(act)
        bench.wall.at += delay
        found = bench.gateway.look_up(act)
        if found is None and _settled(bench, sent):
            bench.wall.at += 100_000
            assert bench.gateway.look_up(act) is None
        bench.wall.at += 10_000


def _settled(bench: Bench, sent_wall: int) -> bool:
    now = bench.sandbox.now()
    return bench.gateway.settled(sent_at=now, sent_wall=sent_wall, now=now, wall=bench.wall.at)


def test_a_late_act_meets_the_lock_when_the_case_has_moved_on(bench: Bench) -> None:
    case = bench.new_case(_T.REFUND_ONLY_SHIPPED)
    bench.sandbox.fail("late")
    act = bench.make_act(case, "agree_refund")
    with pytest.raises(GatewayError):
        bench.gateway.deliver(act)
    bench.sandbox.buyer(case.key.case_id, "cancel")
    bench.wall.at += 2_000
    assert bench.gateway.look_up(act) is None
    assert bench.stage(case) is Stage.CANCELLED


def test_a_request_that_the_network_doubles_is_carried_out_once(bench: Bench) -> None:
    case = bench.new_case(_T.RETURN_REFUND)
    bench.sandbox.fail("twice", times=2)
    assert bench.act(case, "message", {"text": "您好"}).state is Delivery.DONE
    assert bench.act(case, "agree_return").state is Delivery.DONE
    assert [row["action"] for row in bench.executed()] == ["message", "agree_return"]
    received = bench.sandbox.state(case.key.case_id)["received"]
    assert [item["outcome"] for item in received] == ["done", "done", "stale"]


@pytest.mark.parametrize("kind", ["rate_limit", "session_expired"])
def test_turned_away_at_the_door_has_certainly_not_happened(bench: Bench, kind: str) -> None:
    case = bench.new_case(_T.REFUND_ONLY_SHIPPED)
    bench.sandbox.fail(kind, times=2)
    act = bench.make_act(case, "agree_refund")
    for _ in range(2):
        with pytest.raises(GatewayError) as caught:
            bench.gateway.deliver(act)
        assert str(caught.value.fault) == kind
        assert bool(caught.value.retry_ms) == (kind == "rate_limit")
    assert bench.executed() == []
    assert bench.gateway.deliver(act).state is Delivery.DONE


def test_stale_on_purpose_is_an_answer_not_an_error(bench: Bench) -> None:
    case = bench.new_case(_T.REFUND_ONLY_SHIPPED)
    bench.sandbox.fail("stale")
    assert bench.act(case, "agree_refund").fault is Fault.STALE
    assert bench.act(case, "agree_refund").state is Delivery.DONE


def test_a_fault_for_one_act_leaves_the_others_alone(bench: Bench) -> None:
    case = bench.new_case(_T.RETURN_REFUND)
    bench.sandbox.fail("rate_limit", action="agree_return")
    assert bench.act(case, "message", {"text": "您好"}).state is Delivery.DONE
    with pytest.raises(GatewayError):
        bench.act(case, "agree_return")


@pytest.mark.parametrize("what", ["sync", "read", "look_up"])
def test_reading_can_fail_too(bench: Bench, what: str) -> None:
    case = bench.new_case(_T.RETURN_REFUND)
    bench.sandbox.fail("session_expired", action=what)
    calls: dict[str, Callable[[], object]] = {
        "sync": lambda: bench.gateway.changes(case.key.shop, ""),
        "read": lambda: bench.gateway.read_case(case.key.shop, case.key.case_id),
        "look_up": lambda: bench.gateway.look_up(bench.make_act(case, "agree_return")),
    }
    with pytest.raises(GatewayError):
        calls[what]()
    calls[what]()


def test_an_unknown_fault_is_named_with_those_there_are(bench: Bench) -> None:
    with pytest.raises(KnownError, match="no_answer"):
        bench.sandbox.fail("earthquake")


def test_faults_outlive_the_process_and_each_is_used_once_among_threads(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.db"
    first = Sandbox(path, packs.book())
    first.new(cases=40, pending=40, seed=2, scripted=False, arrivals=0)
    first.fail("session_expired", times=5)
    first.close()
    sandbox = Sandbox(path, packs.book())
    gateway, met = SandboxGateway(sandbox), []

    def knock() -> None:
        for shop in sandbox.shops():
            page = gateway.changes(shop.id, "")
            for reading in page.readings[:2]:
                try:
                    gateway.deliver(
                        Bench(sandbox, wall=lambda: 0).make_act(  # type: ignore[arg-type]
                            reading, "message", {"text": "您好"}
                        )
                    )
                except GatewayError as error:
                    met.append(error.fault)
        sandbox.close()

    threads = [threading.Thread(target=knock) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert met == [Fault.SESSION_EXPIRED] * 5
    assert len(sandbox.ledger()["executed"]) == 4 * 4 * 2 - 5
    sandbox.close()
