"""Cells as platforms and spreadsheet programs write them (IMP-2)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.files.tables import at
from workbench.platforms.files import cells
from workbench.platforms.files.cells import BadCell

LONG = "4601234567890123456"


@pytest.mark.parametrize(
    "cell",
    [LONG, f'="{LONG}"', f"'{LONG}", f"{LONG}\t", f'"{LONG}"', f' ="{LONG}"\t', f"\ufeff{LONG}"],
)
def test_an_id_is_text_whatever_is_wrapped_around_it(cell: str) -> None:
    assert cells.clean_id(cell) == LONG


def test_leading_zeros_stay() -> None:
    assert cells.clean_id("00123456789") == "00123456789"


@pytest.mark.parametrize("cell", ["4.60123456789012E+18", "4.60123E+18", "9007199254740993.0"])
def test_an_id_that_a_spreadsheet_rounded_is_refused_with_advice(cell: str) -> None:
    with pytest.raises(BadCell) as refused:
        cells.clean_id(cell)
    assert refused.value.reason.msgid == cells.ID_ROUNDED


@pytest.mark.parametrize("cell", ["见备注", "12 34", '=HYPERLINK("http://x","1")', "１２３４５"])
def test_what_is_no_id_is_refused(cell: str) -> None:
    with pytest.raises(BadCell):
        cells.clean_id(cell)


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        ("1,234.00", 123_400), ("-12.00", -1_200), ("¥39.90", 3_990), ("￥39.9", 3_990),
        ("39.90元", 3_990), ("0", 0), ("0.00", 0), (" 12.50 ", 1_250), ("", None), ("-", None),
        ("无退款申请", None),
    ],
)  # fmt: skip
def test_money_in_every_spelling(cell: str, fen: int | None) -> None:
    assert cells.amount(cell) == fen


@pytest.mark.parametrize(
    "cell",
    ["1,2O9.00", "1e3", "１２３", "1_000", "-0", "NaN", "12.345", "12,34.00", "True", "一百"],
)
def test_what_is_no_amount_is_refused(cell: str) -> None:
    with pytest.raises(BadCell):
        cells.amount(cell)


@pytest.mark.parametrize(
    ("cell", "iso"),
    [
        ("2026-11-22 09:00:05", "2026-11-22T09:00:05"),
        ("2026/11/22 9:05", "2026-11-22T09:05:00"),
        ("2026-11-22", "2026-11-22T00:00:00"),
        ("2026年11月22日 09:00", "2026-11-22T09:00:00"),
        ("46348.375", "2026-11-22T09:00:00"),
        ("2026-11-22T09:00:00", "2026-11-22T09:00:00"),
    ],
)
def test_times_are_beijing_times(cell: str, iso: str) -> None:
    assert cells.moment(cell) == at(iso)


@pytest.mark.parametrize(
    "cell", ["昨天", "2026-13-02 09:00:00", "2026-11-22 25:00:00", "12345", "2026", "99999999"]
)
def test_what_is_no_time_is_refused(cell: str) -> None:
    with pytest.raises(BadCell):
        cells.moment(cell)


def test_no_time_is_no_time() -> None:
    assert cells.moment("") is None
    assert cells.moment("0000-00-00 00:00:00") is None


@pytest.mark.parametrize(("cell", "count"), [("2", 2), ("2.0", 2), ("", None), ("-", None)])
def test_a_number_of_pieces(cell: str, count: int | None) -> None:
    assert cells.count(cell) == count


@pytest.mark.parametrize("cell", ["-1", "1.5", "两件", "12345678"])
def test_what_is_no_number_of_pieces_is_refused(cell: str) -> None:
    with pytest.raises(BadCell):
        cells.count(cell)


def test_a_very_long_text_is_cut_visibly() -> None:
    assert cells.words("长" * 5_000).endswith("…(已截断)")


@given(st.text())
def test_a_defused_text_comes_back_and_starts_no_formula(text: str) -> None:
    safe = cells.defused(text)
    assert not safe.startswith(cells.DANGEROUS)
    assert cells.restored(safe) == text
