"""The words of countdowns: exact forms, never more time than there is, always inside column A."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.base import texts
from workbench.domain.beijing import DAY, HOUR, MINUTE, SECOND
from workbench.domain.kinds import AtZero, Confidence, Flag, Platform, Urgency
from workbench.ui import phrases
from workbench.ui.delegates.card import card_metrics, countdown_size
from workbench.ui.models.words import past_zero_word
from workbench.ui.theme import icons
from workbench.ui.theme.tokens import LIGHT
from workbench.ui.values import (
    CHIP_ORDER,
    LOOKS,
    ChipView,
    SecondsShown,
    countdown_text,
    flag_ink,
    grouped_id,
    ordered_chips,
    platform_mark,
    ticks,
    urgency_icon,
    urgency_ink,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.ui.theme.theme import Theme

U = Urgency
CASES = [
    (41 * MINUTE + 7 * SECOND, U.CRITICAL, "00:41:07", "00:41:07"),
    (41 * MINUTE + 7_999, U.CRITICAL, "00:41:07", "00:41:07"),
    (HOUR - 1, U.CRITICAL, "00:59:59", "00:59:59"),
    (HOUR, U.SOON, "1小时00分", "1h 00m"),
    (2 * HOUR + 5 * MINUTE, U.SOON, "2小时05分", "2h 05m"),
    (7 * HOUR + 12 * MINUTE, U.TODAY, "7小时12分", "7h 12m"),
    (DAY - 1, U.TODAY, "23小时59分", "23h 59m"),
    (DAY + 2 * HOUR + 59 * MINUTE, U.LATER, "1天2小时", "1d 2h"),
    (6 * DAY + 20 * HOUR, U.WAITING, "6天20小时", "6d 20h"),
    (-(2 * HOUR + 14 * MINUTE), U.OVERDUE, "超2小时14分", "+2h 14m"),
    (-1, U.OVERDUE, "超1分", "+1m"),
    (-30 * HOUR, U.OVERDUE, "超1天6小时", "+1d 6h"),
    (99 * DAY + 23 * HOUR, U.LATER, "99天23小时", "99d 23h"),
    (364 * DAY + 2 * HOUR, U.LATER, "364天", "364d"),
    (21 * HOUR + 4 * MINUTE, U.PAUSED, "余 21小时", "21h left"),
    (40 * MINUTE, U.PAUSED, "余 40分", "40m left"),
    (-5 * HOUR, U.PAST_ZERO, "已到点", "At zero"),
    (0, U.CRITICAL, "00:00:00", "00:00:00"),
    (-5, U.CRITICAL, "00:00:00", "00:00:00"),
]


@pytest.mark.parametrize(("left", "urgency", "chinese", "english"), CASES)
def test_a_countdown_reads_as_the_design_writes_it(
    left: int, urgency: Urgency, chinese: str, english: str
) -> None:
    assert countdown_text(left, urgency=urgency) == chinese
    assert countdown_text(left, urgency=urgency, language="en") == english


def test_seconds_show_from_when_the_person_wants_them() -> None:
    def said(left: int, shown: SecondsShown) -> str:
        return countdown_text(left, urgency=U.CRITICAL, seconds_shown=shown)

    assert said(41 * MINUTE, SecondsShown.TEN_MINUTES) == "41分"
    assert said(9 * MINUTE + 3 * SECOND, SecondsShown.TEN_MINUTES) == "00:09:03"
    assert said(7 * HOUR, SecondsShown.ALWAYS) == "07:00:00"
    assert said(30 * HOUR, SecondsShown.ALWAYS) == "1天6小时"
    assert countdown_text(5 * MINUTE, urgency=U.SOON, paused=True) == "余 5分"


@given(st.integers(min_value=1, max_value=400 * DAY), st.sampled_from(list(SecondsShown)))
def test_a_card_that_ticks_is_one_whose_words_change_each_second(
    left: int, shown: SecondsShown
) -> None:
    words = countdown_text(left, urgency=U.SOON, seconds_shown=shown)
    assert ticks(left, urgency=U.SOON, seconds_shown=shown) == (words.count(":") == 2)
    assert not ticks(left, urgency=U.PAUSED, seconds_shown=shown)


def too_wide(theme: Theme, texts: list[tuple[str, bool]]) -> list[str]:
    """Which countdowns do not fit column A even in the smallest size allowed."""
    room = card_metrics(theme).countdown_width
    return [
        text
        for text, bold in texts
        if theme.width(text, countdown_size(theme, text, room, bold=bold), bold=bold) > room
    ]


@pytest.mark.parametrize("percent", [90, 100, 125, 150])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_no_countdown_is_wider_than_its_column(theme: Theme, language: str, percent: int) -> None:
    theme.set_scale(percent)
    spans = [5 * SECOND, 59 * MINUTE, 23 * HOUR + 59 * MINUTE, 9 * DAY + 23 * HOUR,
             99 * DAY + 22 * HOUR, 365 * DAY + 23 * HOUR]  # fmt: skip
    words = [
        (countdown_text(span * sign, urgency=urgency, language=language), LOOKS[urgency].bold)
        for span in spans
        for urgency in Urgency
        for sign in (1, -1)
    ]
    assert too_wide(theme, words) == []


def test_a_countdown_too_wide_would_be_found(theme: Theme) -> None:
    assert too_wide(theme, [("超1234天12小时59分", True)]) == ["超1234天12小时59分"]


def too_wide_at_zero(theme: Theme, words: Iterable[str]) -> list[str]:
    """Which words do not fit beside the bar of a card, plain or bold."""
    room = card_metrics(theme).at_zero_width
    return [w for w in words if max(theme.width(w, 12), theme.width(w, 12, bold=True)) > room]


@pytest.mark.parametrize("percent", [90, 100, 125, 150])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_no_word_for_zero_is_wider_than_its_column(
    theme: Theme, language: str, percent: int
) -> None:
    theme.set_scale(percent)
    before = texts.language()
    texts.set_language(language)
    words = {
        *(phrases.at_zero(zero, sure) for zero in AtZero for sure in Confidence),
        *(past_zero_word(zero) for zero in AtZero),
    }
    texts.set_language(before)
    assert len(words) > 15
    assert too_wide_at_zero(theme, words) == []


def test_a_word_for_zero_too_wide_would_be_found(theme: Theme) -> None:
    assert too_wide_at_zero(theme, ["may agree to return"]) == ["may agree to return"]


def test_every_urgency_has_an_icon_and_an_ink_that_exist() -> None:
    for urgency in Urgency:
        assert urgency_icon(urgency) in icons.names()
        assert getattr(LIGHT, urgency_ink(urgency))
    assert len({look.icon for look in LOOKS.values()}) == len(Urgency)


def test_platforms_and_flags_have_their_signs() -> None:
    assert [platform_mark(p, language="zh_CN") for p in Platform] == ["淘", "猫", "抖", "视"]
    assert [platform_mark(p, language="en") for p in Platform] == ["TB", "TM", "DY", "WX"]
    assert all(getattr(LIGHT, flag_ink(flag)) for flag in Flag)


def test_the_two_weightiest_chips_are_kept_in_the_order_of_the_design() -> None:
    chips = {name: ChipView(name) for name in CHIP_ORDER}
    given_chips = [
        ("flag", chips["flag"]),
        ("talks", chips["talks"]),
        ("unknown", chips["unknown"]),
    ]
    assert [chip.text for chip in ordered_chips(given_chips)] == ["unknown", "talks"]
    design = ["unknown", "refused", "changed", "rules_disagree", "someone_else", "talks",
              "handoff", "flag"]  # fmt: skip
    assert [name for name in CHIP_ORDER if name in design] == design


def test_ids_are_shown_in_groups_of_four() -> None:
    assert grouped_id("1790440288162531") == "1790 4402 8816 2531"
    assert grouped_id("179044") == "1790 44"
