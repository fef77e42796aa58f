"""Exports are known by the set of their headers, not by name, order or spelling (IMP-1)."""

from __future__ import annotations

import random

import pytest

from tests.unit.files import tables
from workbench.base.errors import KnownError
from workbench.domain.kinds import Platform
from workbench.platforms.files import recognise
from workbench.platforms.files.recognise import Recognised

SHAPES = ("taobao_51", "taobao_38", "douyin_50", "wechat_37")


def known() -> tuple[recognise.Shape, ...]:
    """Every shape of the packs."""
    return recognise.shapes(tables.book(), tables.NOW)


def look(headers: list[str], platform: Platform | None = None) -> Recognised | None:
    """What the headers are."""
    return recognise.recognise(1, headers, known(), platform)


@pytest.mark.parametrize("shape", SHAPES)
def test_each_known_export_is_recognised_in_any_order(shape: str) -> None:
    headers = tables.headers(shape)
    random.Random(3).shuffle(headers)
    found = look([*headers, "店铺自己的列"])
    assert found is not None
    assert found.shape.map.id == shape
    assert found.fields[-1] == ""


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("卖家真实姓名（新）", "卖家真实姓名(新)"),
        ("卖家真实姓名新", "卖家真实姓名(新)"),
        ("部分退款 / 全部退款", "部分退款/全部退款"),
        ("商品 ID", "商品id"),
        (" 退款编号\t", "退款编号"),
        ("\ufeff退款编号", "退款编号"),
        ('"退款编号"', "退款编号"),
    ],
)
def test_other_spellings_are_the_same_column(written: str, means: str) -> None:
    headers = tables.headers("taobao_51")
    place = headers.index(means)
    usual = look(headers)
    headers[place] = written
    found = look(headers)
    assert usual is not None
    assert found is not None
    assert found.fields == usual.fields


def test_full_width_brackets_are_the_same_column() -> None:
    headers = [
        header.replace("(", "（").replace(")", "）") for header in tables.headers("douyin_50")
    ]
    found = look(headers)
    assert found is not None
    assert found.fields[headers.index("应付金额（元）")] == "payable"


def test_a_new_shop_with_a_taobao_or_tmall_file_is_taobao_and_assumed() -> None:
    found = look(tables.headers("taobao_51"))
    assert found is not None
    assert (found.platform, found.assumed) == (Platform.TAOBAO, True)


@pytest.mark.parametrize("platform", [Platform.TAOBAO, Platform.TMALL])
def test_a_known_shop_keeps_its_platform(platform: Platform) -> None:
    found = look(tables.headers("taobao_38"), platform)
    assert found is not None
    assert (found.platform, found.assumed) == (platform, False)


def test_a_douyin_file_says_that_it_is_douyin() -> None:
    found = look(tables.headers("douyin_50"))
    assert found is not None
    assert (found.platform, found.assumed) == (Platform.DOUYIN, False)


def test_a_file_of_another_platform_is_refused() -> None:
    with pytest.raises(KnownError) as refused:
        look(tables.headers("douyin_50"), Platform.TMALL)
    assert refused.value.kind == "other_platform"
    assert refused.value.exit_code == 3


def test_a_column_that_is_there_twice_counts_once_and_is_told() -> None:
    headers = [*tables.headers("taobao_51"), "买家退款金额"]
    found = look(headers)
    assert found is not None
    assert found.fields[-1] == ""
    assert "买家退款金额" in found.warnings[0].english()


def test_an_unknown_header_names_what_the_closest_export_would_need() -> None:
    headers = [one for one in tables.headers("douyin_50") if one not in {"售后单号", "售后状态"}]
    assert look(headers) is None
    error = recognise.unrecognised([headers], known(), None)
    assert error.kind == "unrecognised"
    assert error.exit_code == 3
    said = error.text.english()
    assert "售后单号" in said
    assert "售后状态" in said
    assert "抖店" in said


def test_a_table_of_something_else_is_no_export() -> None:
    error = recognise.unrecognised([["日期", "金额"]], known(), None)
    assert "no refund export" in error.text.english()


def test_a_renamed_column_is_refused_never_guessed() -> None:
    headers = tables.headers("wechat_37")
    headers[headers.index("退款金额")] = "退款金额（含运费）"
    assert look(headers) is None
