"""Night rest of buyers, and label clocks that stand still at night."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain import beijing
from workbench.domain.kinds import AtZero, CaseType, Platform, Stage
from workbench.domain.policy.extras import LabelClock
from workbench.platforms.sandbox import flags, labelclock, script

MONDAY = beijing.parse_iso("2026-11-23T00:00")
H = beijing.HOUR


@given(at=st.integers(MONDAY, MONDAY + 10 * beijing.DAY))
def test_buyers_answer_by_day_only(at: int) -> None:
    then = script.awake(at, random.Random(at))
    assert then >= at
    assert 8 <= beijing.to_datetime(then).hour < 23
    if 8 <= beijing.to_datetime(at).hour < 23:
        assert then == at


@pytest.mark.parametrize(
    ("counts", "hours", "entered", "due"),
    [
        ("wall", 5, "2026-11-23T22:00", "2026-11-24T03:00"),
        ("night_from_8", 3, "2026-11-23T12:00", "2026-11-23T15:00"),
        ("night_from_8", 3, "2026-11-23T23:30", "2026-11-24T11:00"),
        ("night_from_8", 3, "2026-11-24T04:00", "2026-11-24T11:00"),
        ("business", 5, "2026-11-23T10:00", "2026-11-23T15:00"),
        ("business", 5, "2026-11-23T19:00", "2026-11-24T12:00"),
        ("business", 5, "2026-11-23T22:00", "2026-11-24T14:00"),
        ("business", 5, "2026-11-24T03:00", "2026-11-24T14:00"),
        ("business", 30, "2026-11-23T09:00", "2026-11-25T15:00"),
    ],
)
def test_a_label_clock_counts_as_its_pack_says(
    counts: str, hours: float, entered: str, due: str
) -> None:
    clock = LabelClock(label="x", stage=Stage.MERCHANT_REVIEW, hours=hours, counts=counts)
    assert labelclock.due(clock, beijing.parse_iso(entered)) == beijing.parse_iso(due)


def test_the_platform_always_has_an_answer_at_zero() -> None:
    for stage in flags.OWN_HOURS:
        for kind in CaseType:
            assert flags.own_at_zero(stage, kind) is not AtZero.UNKNOWN


@pytest.mark.parametrize("platform", Platform)
def test_every_stage_and_type_has_a_word_of_the_platform(platform: Platform) -> None:
    assert all(flags.stage_word(platform, stage) for stage in Stage)
    assert all(flags.type_word(platform, kind) for kind in CaseType)
