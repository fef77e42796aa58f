"""Ids as the platforms write them: long, apart from each other, and readable back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.kinds import Platform
from workbench.platforms.sandbox import ids

numbers = st.integers(0, 10**9)
platforms = st.sampled_from(Platform)


@given(platform=platforms, number=numbers)
def test_a_case_id_can_be_read_back(platform: Platform, number: int) -> None:
    written = ids.case_id(platform, number)
    assert 16 <= len(written) <= 19
    assert written.isdigit()
    assert ids.case_number(platform, written) == number


@pytest.mark.parametrize("platform", Platform)
def test_a_hundred_thousand_ids_differ(platform: Platform) -> None:
    found = {ids.case_id(platform, number) for number in range(100_000)}
    found |= {ids.order_id(platform, number) for number in range(100_000)}
    assert len(found) == 200_000


@pytest.mark.parametrize("text", ["", "179", "abc", "17900000000000000x", "²79000000000000000"])
def test_what_is_no_id_is_no_number(text: str) -> None:
    assert ids.case_number(Platform.TMALL, text) is None


@pytest.mark.parametrize("company", ["顺丰速运", "中通快递", "圆通速递", "韵达快递", "某某物流"])
def test_a_waybill_passes_the_platforms_own_check(company: str) -> None:
    waybill = ids.waybill_of(company, 123_456_789_012)
    assert waybill.isascii()
    assert waybill.isalnum()
    assert 8 <= len(waybill) <= 20
