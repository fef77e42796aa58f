"""Time on the platform: acts at zero, pauses, standing and running clocks, the order of things."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.sandbox.bench import DAY, HOUR, Bench
from workbench.base import engine
from workbench.base.errors import KnownError
from workbench.domain import beijing
from workbench.domain.kinds import CaseType, Platform, Stage
from workbench.platforms.sandbox.clockwork import DEFAULT_CLOCK

_T = CaseType


@pytest.mark.parametrize(
    ("kind", "stage", "action"),
    [
        (_T.REFUND_ONLY_SHIPPED, Stage.REFUNDING, "refund"),
        (_T.REFUND_ONLY_UNSHIPPED, Stage.REFUNDING, "refund"),
        (_T.RETURN_REFUND, Stage.BUYER_RETURN_WAYBILL, "agree_return"),
        (_T.EXCHANGE, Stage.BUYER_RETURN_WAYBILL, "agree_exchange"),
        (_T.RESHIP, Stage.MERCHANT_SHIP, "agree_reship"),
    ],
)
def test_at_zero_the_platform_does_what_its_rules_say(
    bench: Bench, kind: CaseType, stage: Stage, action: str
) -> None:
    case = bench.new_case(kind)
    assert case.given_due == case.applied_at + 36 * HOUR
    bench.sandbox.advance(36 * HOUR - 1)
    assert bench.stage(case) is Stage.MERCHANT_REVIEW
    bench.sandbox.advance(1)
    assert bench.stage(case) is stage
    row = bench.executed()[-1]
    assert (row["action"], row["command_id"], row["by"]) == (action, "", "platform")
    assert row["at"] == beijing.iso(case.given_due or 0)


def test_a_long_jump_plays_everything_in_its_order(bench: Bench) -> None:
    case = bench.new_case(_T.RETURN_REFUND)
    bench.act(case, "agree_return")
    bench.sandbox.buyer(case.key.case_id, "return")
    bench.sandbox.advance(30 * DAY)
    after = bench.read(case)
    assert after.stage is Stage.REFUNDED
    assert after.times.signed_at is not None
    assert after.times.final_at is not None
    assert 0 < after.times.final_at - (after.times.signed_at + 2 * DAY) < HOUR


def test_an_intervention_keeps_what_was_left_and_gives_it_back(bench: Bench) -> None:
    case = bench.new_case(_T.RETURN_REFUND)
    bench.act(case, "refuse", {"reason": "used"})
    bench.sandbox.advance(20 * HOUR)
    bench.sandbox.buyer(case.key.case_id, "intervene")
    paused = bench.read(case)
    assert (paused.stage, paused.given_due) == (Stage.INTERVENTION, None)
    assert paused.back_to is Stage.BUYER_AFTER_REFUSAL
    assert paused.evidence_due_at == bench.sandbox.now() + 72 * HOUR
    bench.sandbox.advance(50 * HOUR)
    bench.sandbox.referee(case.key.case_id, "withdrawn")
    back = bench.read(case)
    assert back.stage is Stage.BUYER_AFTER_REFUSAL
    assert back.given_due == bench.sandbox.now() + 100 * HOUR


def test_the_clock_stands_still_until_it_is_moved(bench: Bench) -> None:
    before = bench.sandbox.now()
    bench.wall.at += DAY
    assert bench.sandbox.now() == before == DEFAULT_CLOCK
    bench.sandbox.play(before + HOUR)
    assert bench.sandbox.now() == before + HOUR
    with pytest.raises(KnownError, match="only goes ahead"):
        bench.sandbox.advance(-1)


def test_a_running_clock_goes_with_real_time_and_things_happen_by_themselves(
    bench: Bench,
) -> None:
    case = bench.new_case(_T.REFUND_ONLY_SHIPPED)
    start = bench.sandbox.now()
    bench.sandbox.set_mode("running")
    bench.wall.at += 37 * HOUR
    assert bench.sandbox.now() == start + 37 * HOUR
    assert bench.stage(case) is Stage.REFUNDED
    bench.sandbox.advance(HOUR)
    assert bench.sandbox.now() == start + 38 * HOUR
    bench.sandbox.set_mode("standing")
    bench.wall.at += DAY
    assert bench.sandbox.now() == start + 38 * HOUR


def test_a_demo_that_was_closed_resumes_where_it_was(bench: Bench) -> None:
    case = bench.new_case(_T.REFUND_ONLY_SHIPPED)
    bench.sandbox.set_mode("running")
    bench.wall.at += HOUR
    bench.sandbox.tick()
    seen = bench.sandbox.now()
    bench.wall.at += 5 * DAY
    bench.sandbox.resume()
    assert bench.sandbox.now() == seen
    assert bench.stage(case) is Stage.MERCHANT_REVIEW


def test_a_wall_clock_set_back_never_turns_the_platforms_back(bench: Bench) -> None:
    bench.sandbox.set_mode("running")
    bench.wall.at += HOUR
    bench.sandbox.tick()
    seen = bench.sandbox.now()
    bench.wall.at -= 10 * HOUR
    assert bench.sandbox.now() == seen


def test_lightning_return_and_instant_refund_are_acts_of_the_platform(bench: Bench) -> None:
    lucky = bench.new_case(
        _T.RETURN_REFUND, Platform.DOUYIN, reason="七天无理由退货", labels=("seven_day",),
        good_credit=True,
    )  # fmt: skip
    bench.sandbox.advance(60_000)
    with bench.sandbox.desk() as desk:
        paid = desk.order(lucky.key.shop, lucky.order_id)
        assert paid is not None
        cheap = paid.paid_fen <= 30_000
    expected = Stage.BUYER_RETURN_WAYBILL if cheap else Stage.MERCHANT_REVIEW
    assert bench.stage(lucky) is expected
    quick = bench.new_case(
        _T.REFUND_ONLY_UNSHIPPED, Platform.DOUYIN, labels=("instant_refund", "seven_day")
    )
    bench.sandbox.advance(20_000)
    assert bench.stage(quick) is Stage.REFUNDING
    assert bench.executed()[-1]["action"] == "instant_refund"


def test_looking_writes_nothing_while_nothing_happens(bench: Bench) -> None:
    """The window looks every second; a commit each time would keep the disk awake."""
    case = bench.new_case(_T.REFUND_ONLY_SHIPPED)
    bench.sandbox.set_mode("running")
    with bench.sandbox.reading() as connection:
        file = connection.execute("pragma database_list").fetchone()[2]
    other = engine.connect(Path(file), readonly=True)
    seen = other.execute("pragma data_version").fetchone()
    for _ in range(20):
        bench.wall.at += 1_000
        bench.sandbox.tick()
        bench.read(case)
    assert other.execute("pragma data_version").fetchone() == seen
    bench.wall.at += 11_000
    bench.sandbox.tick()
    assert other.execute("pragma data_version").fetchone() != seen
    other.close()
