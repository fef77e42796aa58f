"""CASE-3: money is whole fen, read strictly and written one way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain import money


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("0", 0), ("1", 100), ("12.5", 1250), ("39.90", 3990), ("1,234.00", 123400),
        ("-12.00", -1200), ("¥1,299.00", 129900), ("￥8", 800), ("12.30元", 1230), (" 7.01 ", 701),
    ],
)  # fmt: skip
def test_documented_spellings_are_read(text: str, fen: int) -> None:
    assert money.parse_yuan(text) == fen


@pytest.mark.parametrize(
    "text",
    ["", "1e3", "１２３", "1_000", "-0", "NaN", "1.234", "1,23.00", "01", "True", "12.", "--1",
     "1000000000", "无退款申请", "1 000"],
)  # fmt: skip
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        money.parse_yuan(text)


@given(st.integers(1 - money.LIMIT, money.LIMIT - 1))
def test_what_is_written_is_read_back(fen: int) -> None:
    assert money.parse_yuan(money.yuan(fen)) == fen


@given(st.integers(0, money.LIMIT), st.integers(1, 50))
def test_shares_sum_to_the_whole(total: int, parts: int) -> None:
    shares = money.split(total, parts)
    assert sum(shares) == total
    assert max(shares) - min(shares) <= 1
