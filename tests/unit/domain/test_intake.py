"""CASE-1, 5, 11, CLK-1, 2 and OUT-4: what a reading does to what we know."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.cases import DAY, HOUR, NOW
from workbench.domain.case import Case, CaseKey, Intent, Negotiation, StageTimes
from workbench.domain.intake import take_in
from workbench.domain.intents import shows
from workbench.domain.kinds import (
    Action,
    CaseId,
    CaseType,
    CommandId,
    DeadlineSource,
    Delivery,
    Fen,
    Millis,
    NegotiationKind,
    NegotiationState,
    OrderId,
    Platform,
    ShopId,
    Stage,
    Turn,
)
from workbench.domain.reading import Reading
from workbench.services.policies import default_book

BOOK = default_book()


def reading(**fields: Any) -> Reading:
    values: dict[str, Any] = {
        "key": CaseKey(ShopId("shop-1"), CaseId("1001")),
        "platform": Platform.TMALL,
        "order_id": OrderId("46012345"),
        "type": CaseType.RETURN_REFUND,
        "stage": Stage.MERCHANT_REVIEW,
        "claim_fen": Fen(12_800),
        "paid_fen": Fen(12_800),
        "applied_at": Millis(NOW - DAY),
        "as_of": NOW,
        "reason": "质量问题",
    }
    return Reading(**{**values, **fields})


def first(**fields: Any) -> Case:
    return take_in(None, reading(**fields), BOOK, NOW).case


def after(case: Case, **fields: Any) -> Case:
    values = {"as_of": Millis(case.as_of + 1), **fields}
    return take_in(case, reading(**values), BOOK, NOW).case


def test_the_first_reading_makes_the_case() -> None:
    case = first()
    assert (case.stage, case.turn, case.version) == (Stage.MERCHANT_REVIEW, Turn.MERCHANT, 1)
    assert case.deadline.at == NOW - DAY + 36 * HOUR
    assert case.deadline.ruleset == "tmall@2026-08-11"
    assert [a.claim_fen for a in case.applications] == [12_800]
    assert case.loss_fen == 12_800 * 30 // 100


def test_the_same_reading_again_changes_nothing() -> None:
    case = first()
    again = take_in(case, reading(), BOOK, NOW)
    assert not again.changed
    assert again.case == case
    assert again.timeline == ()


def test_an_older_reading_is_ignored() -> None:
    case = first()
    old = reading(as_of=Millis(NOW - 1), stage=Stage.CANCELLED)
    assert take_in(case, old, BOOK, NOW).case is case


MOVES = [
    ("stage", {"stage": Stage.BUYER_AFTER_REFUSAL}, True),
    ("claim", {"claim_fen": Fen(6_000)}, True),
    ("reason", {"reason": "少件"}, True),
    ("type", {"type": CaseType.REFUND_ONLY_SHIPPED}, True),
    ("deadline", {"given_due": Millis(NOW + 3 * HOUR)}, True),
    ("title", {"item_title": "新标题"}, False),
    ("nothing", {}, False),
]


@pytest.mark.parametrize(
    ("fields", "rises"), [row[1:] for row in MOVES], ids=[row[0] for row in MOVES]
)
def test_the_version_rises_when_a_decision_rests_on_it(fields: dict[str, Any], rises: bool) -> None:
    """CASE-5."""
    case = first()
    assert after(case, **fields).version == case.version + rises


def test_a_changed_application_is_a_new_entry_with_a_new_clock() -> None:
    case = first()
    at = Millis(NOW - HOUR)
    new = after(
        case, stage=Stage.MERCHANT_REVIEW_MODIFIED, claim_fen=Fen(6_000),
        times=StageTimes(modified_at=at),
    )  # fmt: skip
    assert new.deadline.at == at + 36 * HOUR
    assert [a.claim_fen for a in new.applications] == [12_800, 6_000]


def test_a_given_deadline_dies_with_its_entry() -> None:
    """CLK-1."""
    case = first(given_due=Millis(NOW + HOUR))
    kept = after(case)
    assert kept.deadline.at == NOW + HOUR
    moved = after(case, given_due=Millis(NOW + 2 * HOUR))
    assert moved.deadline.at == NOW + 2 * HOUR
    agreed = Millis(NOW)
    new = after(case, stage=Stage.BUYER_RETURN_WAYBILL, times=StageTimes(agreed_at=agreed))
    assert (new.deadline.at, new.deadline.source) == (
        agreed + 168 * HOUR,
        DeadlineSource.COMPUTED,
    )


def test_an_intervention_stops_the_clock_and_gives_it_back() -> None:
    """CLK-2."""
    case = first()
    left = 12 * HOUR  # due NOW + 12 h
    stopped = after(case, stage=Stage.INTERVENTION, times=StageTimes(intervened_at=NOW),
                    evidence_due_at=Millis(NOW + DAY))  # fmt: skip
    assert stopped.deadline.paused
    assert stopped.deadline.remaining_ms == left
    assert stopped.back_to is Stage.MERCHANT_REVIEW
    assert stopped.todo  # evidence is owed: our turn
    later = Millis(NOW + 5 * DAY)
    back = take_in(stopped, reading(as_of=later), BOOK, later).case
    assert back.deadline.at == later + left
    same = take_in(back, reading(as_of=Millis(later + 1)), BOOK, later).case
    assert same.deadline.at == later + left


def test_a_case_first_seen_in_intervention_knows_what_was_left() -> None:
    case = first(stage=Stage.INTERVENTION, times=StageTimes(intervened_at=NOW),
                 back_to=Stage.MERCHANT_REVIEW)  # fmt: skip
    assert (case.deadline.paused, case.deadline.remaining_ms) == (True, 12 * HOUR)
    unknown = first(stage=Stage.INTERVENTION, times=StageTimes(intervened_at=NOW))
    assert (unknown.deadline.paused, unknown.deadline.remaining_ms) == (True, None)


def test_wechat_gives_the_turn_to_the_buyer_while_talking() -> None:
    """CLK-4."""
    open_talk = Negotiation(
        id="n", kind=NegotiationKind.ASK_EVIDENCE, round=1, state=NegotiationState.OPEN
    )
    wechat = first(platform=Platform.WECHAT, negotiations=(open_talk,))
    assert wechat.turn is Turn.BUYER
    tmall = first(negotiations=(open_talk,))
    assert tmall.turn is Turn.MERCHANT


def test_a_jump_is_recorded_and_never_refused() -> None:
    case = first()
    taken = take_in(case, reading(as_of=Millis(NOW + 1), stage=Stage.BUYER_CONFIRM), BOOK, NOW)
    assert taken.jump
    assert taken.case.stage is Stage.BUYER_CONFIRM
    assert [e.kind for e in taken.timeline] == ["jump"]


def handed_off(action: Action, state: Delivery, ticked: int | None) -> Case:
    intent = Intent(
        command_id=CommandId("c1"), action=action, state=state, actor="owner",
        decided_at=NOW, hold_until=NOW,
        ticked_at=None if ticked is None else Millis(ticked),
    )  # fmt: skip
    return replace(first(), intent=intent)


HANDOFFS = [
    ("confirmed unticked", Delivery.HANDOFF, None, Stage.BUYER_RETURN_WAYBILL, Delivery.DONE, ""),
    ("confirmed", Delivery.HANDOFF_DONE, NOW, Stage.BUYER_RETURN_WAYBILL, Delivery.DONE, ""),
    ("further on", Delivery.HANDOFF_DONE, NOW, Stage.MERCHANT_CONFIRM_RECEIPT, Delivery.DONE, ""),
    ("not yet read", Delivery.HANDOFF, None, Stage.MERCHANT_REVIEW, Delivery.HANDOFF, ""),
    ("not done", Delivery.HANDOFF_DONE, NOW, Stage.MERCHANT_REVIEW, Delivery.REFUSED, "loud"),
    ("elsewhere", Delivery.HANDOFF, None, Stage.CANCELLED, Delivery.REFUSED, "loud"),
]


@pytest.mark.parametrize(
    ("state", "ticked", "stage", "becomes", "loud"),
    [row[1:] for row in HANDOFFS],
    ids=[row[0] for row in HANDOFFS],
)
def test_a_hand_off_is_confirmed_or_contradicted(
    state: Delivery, ticked: int | None, stage: Stage, becomes: Delivery, loud: str
) -> None:
    """OUT-4, CASE-11."""
    case = after(handed_off(Action.AGREE_RETURN, state, ticked), stage=stage)
    assert case.intent is not None
    assert case.intent.state is becomes
    assert bool(case.local.contradicted) == bool(loud)


ALONE = [
    ("the buyer modified", Action.REFUSE, {"stage": Stage.MERCHANT_REVIEW_MODIFIED}, False),
    ("it was closed", Action.REFUSE, {"stage": Stage.CLOSED}, False),
    ("the platform stepped in", Action.REFUSE, {"stage": Stage.INTERVENTION}, False),
    ("it was refused", Action.REFUSE, {"stage": Stage.BUYER_AFTER_REFUSAL}, True),
    ("refused, then modified", Action.REFUSE,
     {"stage": Stage.MERCHANT_REVIEW_MODIFIED, "refusals": 1}, True),
    ("the window closed", Action.EVIDENCE, {"evidence_due_at": None}, False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("action", "fields", "proves"), [row[1:] for row in ALONE], ids=[row[0] for row in ALONE]
)
def test_what_happens_without_us_proves_nothing(
    action: Action, fields: dict[str, Any], proves: bool
) -> None:
    """OUT-2: an act of unknown fate is not called done by what the buyer or the clock did."""
    before = replace(first(), evidence_due_at=Millis(NOW + HOUR))
    assert shows(action, before, after(before, **fields)) is proves


@pytest.mark.parametrize("action", [Action.NEGOTIATE, Action.WITHDRAW, Action.EVIDENCE])
def test_files_do_not_contradict_what_they_cannot_speak_of(action: Action) -> None:
    """OUT-4: a ticked hand-off that no export mentions is done."""
    case = handed_off(action, Delivery.HANDOFF_DONE, NOW)
    read = take_in(case, reading(as_of=Millis(NOW + 1), source=DeadlineSource.FILE), BOOK, NOW).case
    assert read.intent is not None
    assert read.intent.state is Delivery.DONE
    assert read.local.contradicted == ""


def test_a_stage_entered_again_does_not_keep_its_old_entry_time() -> None:
    """CLK-1: the second refusal, whose time nobody tells."""
    refused = Millis(NOW - 20 * DAY)
    case = first(stage=Stage.BUYER_AFTER_REFUSAL, times=StageTimes(refused_at=refused))
    modified = after(case, stage=Stage.MERCHANT_REVIEW_MODIFIED)
    again = after(modified, stage=Stage.BUYER_AFTER_REFUSAL)
    assert (again.deadline.at, again.deadline.how) == (None, "no_entry")


def test_a_changed_claim_ends_a_given_deadline_even_without_a_time() -> None:
    """CLK-1."""
    changed = Stage.MERCHANT_REVIEW_MODIFIED
    case = first(stage=changed, given_due=Millis(NOW + HOUR))
    assert after(case, stage=changed).deadline.at == NOW + HOUR
    assert after(case, stage=changed, claim_fen=Fen(5_000)).deadline.at is None


def test_an_intervention_pauses_the_clock_of_the_stage_it_came_from() -> None:
    """CLK-2: also where that stage was never seen."""
    seen = first()
    refused = StageTimes(refused_at=Millis(NOW - 10 * HOUR), intervened_at=NOW)
    stopped = after(
        seen, stage=Stage.INTERVENTION, times=refused, back_to=Stage.BUYER_AFTER_REFUSAL
    )
    assert stopped.deadline.remaining_ms == 110 * HOUR


def test_a_reading_never_ends_an_act_that_travels_by_itself() -> None:
    case = after(handed_off(Action.AGREE_RETURN, Delivery.SENDING, None), stage=Stage.CANCELLED)
    assert case.intent is not None
    assert case.intent.state is Delivery.SENDING


STAGES = st.sampled_from(
    [Stage.MERCHANT_REVIEW, Stage.BUYER_AFTER_REFUSAL, Stage.BUYER_RETURN_WAYBILL,
     Stage.MERCHANT_CONFIRM_RECEIPT, Stage.INTERVENTION, Stage.REFUNDING, Stage.REFUNDED]
)  # fmt: skip


@settings(max_examples=200)
@given(st.lists(STAGES, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_late_and_repeated_readings_converge(stages: list[Stage], order: Any) -> None:
    """The newest reading wins, in whatever order and however often they come."""
    said = [
        reading(stage=stage, as_of=Millis(NOW + i), claim_fen=Fen(100 + i))
        for i, stage in enumerate(stages)
    ]
    shuffled = [*said, *said]
    order.shuffle(shuffled)
    case: Case | None = None
    for item in shuffled:
        case = take_in(case, item, BOOK, NOW).case
    assert case is not None
    assert (case.stage, case.claim_fen) == (said[-1].stage, said[-1].claim_fen)
