"""Recorded verdicts, how often the forecast was right, and what is left of a budget."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.helpers.cases import DAY, HOUR, NOW, make_case
from workbench.domain import beijing, penalties, verdicts
from workbench.domain.case import Contact, Local, Negotiation, StageTimes, TimelineEntry
from workbench.domain.forecast_table import Party
from workbench.domain.kinds import (
    Action,
    CaseType,
    Millis,
    NegotiationKind,
    NegotiationState,
    Platform,
    Stage,
)
from workbench.domain.penalties import Budget
from workbench.domain.policy.extras import PenaltyBudget
from workbench.domain.verdicts import Judged, Ruling, Tally, Verdict
from workbench.services.forecasting import shipped_table

if TYPE_CHECKING:
    from workbench.domain.case import Case

FIVE = PenaltyBudget(id="refusals_a_day", act="refuse", limit=5, per="day")


def entry(word: str, at: int = NOW, kind: str = "verdict") -> TimelineEntry:
    return TimelineEntry(at=Millis(at), actor="platform", kind=kind, text=word)


@pytest.mark.parametrize(
    ("word", "party", "counted"),
    [
        ("buyer", Party.MERCHANT, True),
        ("merchant", Party.BUYER, False),
        ("shared", Party.SHARED, False),
        ("withdrawn", Party.NONE, False),
    ],
)
def test_only_a_verdict_against_the_merchant_counts(word: str, party: Party, counted: bool) -> None:
    found = verdicts.verdict_of([entry("", kind="intervened"), entry(word)])
    assert found is not None
    assert (found.ruling, found.responsible, found.counted) == (word, party, counted)


def test_the_last_verdict_stands_and_strange_words_are_none() -> None:
    found = verdicts.verdict_of([entry("buyer", NOW), entry("merchant", NOW + 1), entry("x")])
    assert found is not None
    assert found.ruling is Ruling.MERCHANT
    assert verdicts.verdict_of([entry("x"), entry("buyer", kind="note")]) is None


def judged(case: Case, ruling: Ruling) -> Judged:
    return Judged(case=case, verdict=Verdict(ruling=ruling, at=NOW))


def wechat(**values: object) -> Case:
    bare = replace(
        make_case("1", type=CaseType.EXCHANGE, stage=Stage.CLOSED),
        platform=Platform.WECHAT, negotiations=(), evidence=(), times=StageTimes(), reason="换",
    )  # fmt: skip
    return replace(bare, **values)  # type: ignore[arg-type]


def tally(*rulings: Ruling) -> Tally | None:
    found = [judged(wechat(), ruling) for ruling in rulings]
    return verdicts.calibrate(shipped_table(), found, act=Action.REFUSE).get("wechat_no_talks")


B, M = Ruling.BUYER, Ruling.MERCHANT


def test_verdicts_are_held_against_the_line_and_few_of_them_are_silent() -> None:
    assert tally(B, B, B, M) is None
    assert tally(B, B, B, M, M) == Tally(rule="wechat_no_talks", n=5, k=3)
    assert tally(B, B, B, M, Ruling.WITHDRAWN) is None  # a withdrawal says nothing
    assert tally(B, B, B, M, Ruling.SHARED) == Tally(rule="wechat_no_talks", n=5, k=3)


def test_a_verdict_counts_only_for_lines_that_would_have_spoken() -> None:
    talk = Negotiation(id="n", kind=NegotiationKind.OFFER, round=1, sent_at=NOW,
                       state=NegotiationState.REFUSED)  # fmt: skip
    found = [judged(wechat(), B)] * 5 + [judged(wechat(negotiations=(talk,)), M)] * 5
    tallies = verdicts.calibrate(shipped_table(), found, act=Action.REFUSE)
    assert tallies["wechat_no_talks"] == Tally(rule="wechat_no_talks", n=5, k=5)
    assert tallies["talks_on_record"] == Tally(rule="talks_on_record", n=5, k=5)


def test_a_share_and_its_interval_come_from_ten_verdicts_on() -> None:
    assert Tally(rule="", n=9, k=9).interval is None
    low, high = Tally(rule="", n=14, k=11).interval or (0, 0)
    assert (round(100 * low), round(100 * high)) == (52, 92)


def test_cases_alike_are_of_the_same_platform_and_type() -> None:
    ours, other = wechat(), wechat(type=CaseType.REPAIR)
    found = [judged(ours, B)] * 4 + [judged(ours, M)] + [judged(other, M)] * 9
    sides = verdicts.alike(ours, found, least=5)
    assert (sides["buyer"].n, sides["buyer"].k, sides["merchant"].k) == (5, 4, 1)
    assert verdicts.alike(ours, found[1:], least=5) == {}


def test_days_and_weeks_begin_in_beijing() -> None:
    sunday = beijing.parse_iso("2026-11-22T23:59:59")
    monday = beijing.parse_iso("2026-11-23T00:00:00")
    assert beijing.iso(penalties.since("day", sunday)) == "2026-11-22T00:00:00+08:00"
    assert beijing.iso(penalties.since("week", sunday)) == "2026-11-16T00:00:00+08:00"
    assert penalties.since("week", monday) == penalties.since("day", monday) == monday
    assert penalties.since("week", monday - 1) < monday


@pytest.mark.parametrize(
    ("spent", "left", "breaks", "over"),
    [(0, 5, False, False), (3, 2, False, False), (4, 1, True, False), (5, 0, False, True),
     (9, 0, False, True)],
)  # fmt: skip
def test_what_is_left_of_a_budget(spent: int, left: int, breaks: bool, over: bool) -> None:
    budget = Budget(terms=FIVE, spent=spent, planned=1)
    assert (budget.left, budget.breaks, budget.over) == (left, breaks, over)
    assert not Budget(terms=FIVE, spent=spent).breaks  # an act that spends nothing breaks nothing


def test_a_refusal_after_talks_is_not_taken_as_one_without_reason() -> None:
    bare = wechat(local=Local())
    assert penalties.unjustified(bare, NOW)

    def called(outcome: str, ago: int) -> Case:
        contact = Contact(at=Millis(NOW - ago), channel="phone", outcome=outcome, note="", by="x")
        return replace(bare, local=Local(contacts=(contact,)))

    assert not penalties.unjustified(called("reached", HOUR), NOW)
    assert penalties.unjustified(called("no_answer", HOUR), NOW)
    assert penalties.unjustified(called("reached", 3 * DAY), NOW)
    assert penalties.unjustified(called("reached", -HOUR), NOW)  # afterwards does not help
    talk = Negotiation(id="n", kind=NegotiationKind.OFFER, round=1, sent_at=Millis(NOW - 1),
                       state=NegotiationState.REFUSED)  # fmt: skip
    assert not penalties.unjustified(replace(bare, negotiations=(talk,)), NOW)
    assert penalties.unjustified(replace(bare, negotiations=(talk,)), NOW - HOUR)
