"""The column maps against the header rows of the exports, and how the shapes are told apart."""

from __future__ import annotations

import unicodedata

import pytest

from tests.unit.policy.headers import DOUYIN_50, TAOBAO_38, TAOBAO_51, WECHAT_37
from workbench.domain.kinds import Platform
from workbench.domain.policy.columns import IMPORT_FIELDS, known_field
from workbench.services.policies import default_book

NOW = 1_795_392_000_000
PACKS = default_book().packs
LAST = {platform: default_book().at(platform, NOW) for platform in Platform}


@pytest.mark.parametrize(
    ("platform", "map_id", "headers"),
    [
        (Platform.TMALL, "taobao_38", TAOBAO_38),
        (Platform.TMALL, "taobao_51", TAOBAO_51),
        (Platform.TAOBAO, "taobao_38", TAOBAO_38),
        (Platform.TAOBAO, "taobao_51", TAOBAO_51),
        (Platform.DOUYIN, "douyin_50", DOUYIN_50),
        (Platform.WECHAT, "wechat_37", WECHAT_37),
    ],
)
def test_a_column_map_has_every_header_of_the_export_in_its_order(
    platform: Platform, map_id: str, headers: list[str]
) -> None:
    columns = next(one for one in LAST[platform].column_maps if one.id == map_id)
    wanted = [unicodedata.normalize("NFKC", header).strip() for header in headers]
    assert [header for header, _field in columns.columns] == wanted
    assert len(wanted) == int(map_id[-2:])
    assert set(columns.required) <= set(wanted)
    fields = {field for _header, field in columns.columns}
    assert {"case_id", "order_id", "stage_raw", "applied_at", "reason", "returned_at"} <= fields
    assert {field for field in fields if not field.startswith("ignore:")} <= IMPORT_FIELDS
    assert len(IMPORT_FIELDS & fields) == sum(
        field in IMPORT_FIELDS for _h, field in columns.columns
    )


def test_the_shapes_of_exports_are_told_apart_by_their_headers() -> None:
    shapes = {one.id: one for pack in PACKS for one in pack.column_maps}
    rows = {
        "taobao_38": TAOBAO_38,
        "taobao_51": TAOBAO_51,
        "douyin_50": DOUYIN_50,
        "wechat_37": WECHAT_37,
    }
    for name, headers in rows.items():
        there = {unicodedata.normalize("NFKC", header).strip() for header in headers}
        assert [one for one in shapes if set(shapes[one].required) <= there] == [name]


@pytest.mark.parametrize(
    ("map_id", "spelling", "header"),
    [
        ("taobao_51", "支付宝交易号", "支付单号"),
        ("taobao_51", "商品 ID", "商品id"),
        ("taobao_51", "商家编码", "商品编码"),
        ("taobao_51", "卖家真实姓名_新", "卖家真实姓名(新)"),
        ("taobao_51", "部分退款_全部退款", "部分退款/全部退款"),
        ("taobao_38", "支付单号", "支付宝交易号"),
        ("taobao_38", "手工退款_系统退款", "手工退款/系统退款"),
        ("wechat_37", "sku编码(自定义)", "SKU编码(自定义)"),
    ],
)
def test_other_spellings_of_a_header_are_known(map_id: str, spelling: str, header: str) -> None:
    found = [one for pack in PACKS for one in pack.column_maps if one.id == map_id]
    assert found
    assert all(dict(one.aliases)[spelling] == header for one in found)


def test_a_column_is_a_field_of_the_importer_or_kept_as_it_is() -> None:
    assert known_field("case_id")
    assert known_field("ignore:store")
    assert not known_field("ignore:")
    assert not known_field("shop")
    assert not known_field("case_id ")
