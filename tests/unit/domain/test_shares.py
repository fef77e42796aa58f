"""Shares: the interval as it is published, and silence below a minimum."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain import shares


@pytest.mark.parametrize(
    ("hits", "cases", "low", "high"),
    [  # Newcombe 1998, Statistics in Medicine 17, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_the_published_one(hits: int, cases: int, low: float, high: float) -> None:
    found = shares.wilson(hits, cases)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)
    assert found.mid == hits / cases


@given(st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_share_lies_in_its_interval(counts: tuple[int, int]) -> None:
    found = shares.wilson(*counts)
    assert 0 <= found.low <= found.mid + 1e-12
    assert found.mid <= found.high + 1e-12 <= 1 + 2e-12


def test_too_few_cases_are_no_share() -> None:
    assert shares.share(3, 9) is None
    assert shares.share(None, 50) is None
    assert shares.share(0, 0, least=0) is None
    assert shares.share(3, 10) is not None
    assert shares.share(3, 10, least=11) is None


@pytest.mark.parametrize("counts", [(1, 0), (3, 2), (-1, 5)])
def test_impossible_counts_are_an_error(counts: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=str(counts[0])):
        shares.wilson(*counts)
