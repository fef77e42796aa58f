"""Which telling is the newer one (IMP-4)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.files import tables
from tests.unit.files.test_mapping import read
from workbench.domain.intake import take_in
from workbench.domain.kinds import Millis, Stage
from workbench.services.import_newer import Standing, standing_of_case, standing_of_reading

standings = st.builds(Standing, final=st.booleans(), at=st.integers(0, 3), filled=st.integers(0, 3))


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        (Standing(True, 1, 1), Standing(False, 9, 9)),
        (Standing(False, 2, 1), Standing(False, 1, 9)),
        (Standing(False, 1, 2), Standing(False, 1, 1)),
    ],
)
def test_final_beats_open_then_the_later_time_then_more_cells(
    newer: Standing, older: Standing
) -> None:
    assert newer.beats(older)
    assert not older.beats(newer)


@given(standings, standings, standings)
def test_it_is_an_order(a: Standing, b: Standing, c: Standing) -> None:
    assert not (a.beats(b) and b.beats(a))
    assert a == b or a.beats(b) or b.beats(a)
    if a.beats(b) and b.beats(c):
        assert a.beats(c)


@pytest.mark.parametrize("shape", ["taobao_51", "taobao_38", "douyin_50", "wechat_37"])
def test_a_case_stands_where_its_row_stood(shape: str) -> None:
    told = read(shape)
    case = take_in(None, told, tables.book(), tables.NOW).case
    assert standing_of_case(case) == standing_of_reading(told)


def test_a_case_that_ended_stands_where_its_row_stood() -> None:
    told = read("taobao_51", 退款状态="退款成功", 完结时间="2026-11-23 10:00:00")
    case = take_in(None, told, tables.book(), tables.NOW).case
    assert standing_of_case(case) == standing_of_reading(told)


def test_a_later_deadline_is_a_later_telling() -> None:
    told = read("taobao_51")
    assert told.given_due is not None
    later = replace(told, given_due=Millis(told.given_due + 1))
    assert standing_of_reading(later).beats(standing_of_reading(told))


def test_an_end_beats_everything_that_is_open() -> None:
    told = read("taobao_51")
    ended = replace(told, stage=Stage.CLOSED, given_due=None)
    assert standing_of_reading(ended).beats(standing_of_reading(told))
