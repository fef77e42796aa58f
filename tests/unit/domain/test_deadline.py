"""CLK: when a stage ends, where that comes from, how loud it is, and what is at stake."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.cases import DAY, HOUR, NOW, make_case
from workbench.domain import beijing, deadline
from workbench.domain.case import Case, Deadline, StageTimes
from workbench.domain.kinds import (
    AtZero,
    CaseType,
    Confidence,
    DeadlineSource,
    Millis,
    Platform,
    Stage,
    Turn,
    Urgency,
)
from workbench.services.policies import default_book

TMALL = default_book().at(Platform.TMALL, NOW)


def computed(case: Case, given_due: Millis | None = None) -> Deadline:
    return deadline.compute(case, TMALL, given=given_due, source=DeadlineSource.PLATFORM)


def test_a_review_runs_from_the_application() -> None:
    clock = computed(make_case(type=CaseType.RETURN_REFUND, applied_at=NOW))
    assert clock.at == NOW + 36 * HOUR
    assert (clock.source, clock.how) == (DeadlineSource.COMPUTED, "hours")
    assert clock.at_zero is AtZero.AGREE_RETURN
    assert clock.confidence is Confidence.OFFICIAL
    assert clock.at_zero_confidence is Confidence.UNCONFIRMED


def test_a_given_value_beats_the_computed_one() -> None:
    clock = computed(make_case(applied_at=NOW), Millis(NOW + 5 * HOUR))
    assert (clock.at, clock.source) == (NOW + 5 * HOUR, DeadlineSource.PLATFORM)


ENTRIES = [
    (Stage.MERCHANT_REVIEW_MODIFIED, "modified_at", 36),
    (Stage.BUYER_AFTER_REFUSAL, "refused_at", 120),
    (Stage.BUYER_RETURN_WAYBILL, "agreed_at", 168),
    (Stage.MERCHANT_CONFIRM_RECEIPT, "returned_at", 168),
]


@pytest.mark.parametrize(("stage", "field", "hours"), ENTRIES)
def test_every_stage_runs_from_its_own_event(stage: Stage, field: str, hours: int) -> None:
    at = Millis(NOW - 3 * HOUR)
    case = make_case(stage=stage, type=CaseType.RETURN_REFUND, times=StageTimes(**{field: at}))
    assert computed(case).at == at + hours * HOUR


def test_without_the_event_nothing_is_computed() -> None:
    case = make_case(stage=Stage.BUYER_RETURN_WAYBILL, type=CaseType.RETURN_REFUND)
    assert (computed(case).at, computed(case).how) == (None, "no_entry")


@pytest.mark.parametrize(
    ("signed_after", "due_after"), [(None, 168), (10, 58), (160, 168), (119, 167), (120, 168)]
)
def test_the_earlier_known_event_counts(signed_after: int | None, due_after: int) -> None:
    """CLK-3: 48 h after the parcel is signed for, else 7 days."""
    signed = None if signed_after is None else Millis(NOW + signed_after * HOUR)
    case = make_case(
        stage=Stage.MERCHANT_CONFIRM_RECEIPT,
        type=CaseType.RETURN_REFUND,
        times=StageTimes(returned_at=NOW, signed_at=signed),
    )
    assert computed(case).at == NOW + due_after * HOUR


@given(st.integers(-5 * DAY, 5 * DAY), st.integers(0, 30 * DAY))
def test_a_pause_keeps_what_was_left(left: int, away: int) -> None:
    """CLK-2: rem = max(0, due - paused_at); due = resumed_at + rem."""
    running = Deadline(at=Millis(NOW + left), source=DeadlineSource.COMPUTED)
    stopped = deadline.paused(running, NOW)
    assert stopped.at is None
    assert deadline.remaining(stopped, NOW + away) == max(0, left)
    again = deadline.resumed(stopped, Deadline(), Millis(NOW + away))
    assert again.at == NOW + away + max(0, left)


def test_a_value_given_after_a_pause_wins() -> None:
    stopped = deadline.paused(Deadline(at=Millis(NOW + HOUR)), NOW)
    fresh = Deadline(at=Millis(NOW + 9 * HOUR), source=DeadlineSource.PLATFORM)
    assert deadline.resumed(stopped, fresh, NOW) is fresh


MERCHANT, BUYER = Turn.MERCHANT, Turn.BUYER
LOUDNESS = [
    ("merchant, minutes", MERCHANT, HOUR - 1, None, False, Urgency.CRITICAL),
    ("exactly an hour", MERCHANT, HOUR, None, False, Urgency.SOON),
    ("just under six", MERCHANT, 6 * HOUR - 1, None, False, Urgency.SOON),
    ("later today", MERCHANT, 6 * HOUR, None, False, Urgency.TODAY),
    ("tomorrow", MERCHANT, 16 * HOUR, None, False, Urgency.LATER),
    ("no clock", MERCHANT, None, None, False, Urgency.TODAY),
    ("zero", MERCHANT, 0, None, False, Urgency.PAST_ZERO),
    ("buyer", BUYER, HOUR, None, False, Urgency.WAITING),
    ("buyer past zero", BUYER, -1, None, False, Urgency.PAST_ZERO),
    ("paused", Turn.PLATFORM, None, None, True, Urgency.PAUSED),
    ("paused, evidence owed", Turn.PLATFORM, None, 3 * HOUR, True, Urgency.SOON),
    ("evidence late", Turn.PLATFORM, None, -1, True, Urgency.OVERDUE),
    ("evidence nearer", MERCHANT, 20 * HOUR, HOUR - 1, False, Urgency.CRITICAL),
    ("platform", Turn.PLATFORM, 5 * HOUR, None, False, Urgency.NONE),
]  # NOW is 08:00 in Beijing


@pytest.mark.parametrize(
    ("turn", "due", "evidence", "stopped", "loud"),
    [row[1:] for row in LOUDNESS],
    ids=[row[0] for row in LOUDNESS],
)
def test_urgency(
    turn: Turn, due: int | None, evidence: int | None, stopped: bool, loud: Urgency
) -> None:
    found = deadline.urgency(
        turn=turn,
        final=False,
        due_at=None if due is None else NOW + due,
        paused=stopped,
        evidence_due_at=None if evidence is None else NOW + evidence,
        now=NOW,
    )
    assert found is loud


@pytest.mark.parametrize(
    ("at_zero", "loss"),
    [(AtZero.REFUND, 12_800), (AtZero.AGREE_RETURN, 3_840), (AtZero.UNKNOWN, 6_400),
     (AtZero.CLOSE, 0), (AtZero.CONVERT_TO_REFUND, 12_800)],
)  # fmt: skip
def test_stake_is_the_weight_of_the_act_at_zero(at_zero: AtZero, loss: int) -> None:
    case = make_case()
    case = replace(case, deadline=replace(case.deadline, at_zero=at_zero))
    assert deadline.loss(case, TMALL) == loss


def test_nothing_is_at_stake_when_it_is_not_our_turn() -> None:
    assert deadline.loss(make_case(stage=Stage.BUYER_RETURN_WAYBILL), TMALL) == 0


def test_days_begin_at_midnight_in_beijing() -> None:
    """CLK-6, whatever the desktop's own zone is."""
    eve = beijing.parse_iso("2026-11-23T23:59:59.999")
    assert beijing.day_of(eve).isoformat() == "2026-11-23"
    assert beijing.day_of(eve + 1).isoformat() == "2026-11-24"
    assert beijing.iso(eve + 1) == "2026-11-24T00:00:00+08:00"
    assert beijing.parse_iso("2026-11-23T16:00:00Z") == eve + 1
