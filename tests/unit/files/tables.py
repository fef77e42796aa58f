"""Tables for tests: real header sets with made-up rows, written in any format and encoding."""

from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from workbench.domain import beijing
from workbench.domain.kinds import Millis, Platform
from workbench.domain.policy.model import PolicyBook
from workbench.platforms.files.reader import FileReader
from workbench.services.policies import load_book

NOW = beijing.parse_iso("2026-11-23T12:00:00")

TAOBAO: dict[str, str] = {
    "订单编号": "4601234567890123456",
    "退款编号": "171234567890123456",
    "买家实际支付金额": "1,299.00",
    "买家退款金额": "1,299.00",
    "宝贝标题": "双面羊毛呢大衣",
    "售后类型": "退货退款",
    "退款的申请时间": "2026-11-22 09:00:00",
    "超时时间": "2026-11-23 21:00:00",
    "退款状态": "买家已经申请退款，等待卖家同意",
    "货物状态": "买家已收到货",
    "客服介入状态": "未介入",
    "买家退款原因": "七天无理由退换货",
    "买家退款说明": "尺码偏大，想退",
    "售中或售后": "售后退款",
}
DOUYIN: dict[str, str] = {
    "售后单号": "1420012345678901234",
    "订单号": "4602234567890123456",
    "应付金额(元)": "139.00",
    "支付优惠(元)": "-10.00",
    "商品发货状态": "已发货",
    "售后类型": "退货退款",
    "退商品金额(元)": "69.50",
    "退运费金额(元)": "5.00",
    "退支付优惠(元)": "-5.00",
    "退税费金额(元)": "0.00",
    "售后状态": "待商家处理",
    "售后申请时间": "2026-11-22 10:00:00",
    "自动处理截止时间": "2026-11-24 10:00:00",
    "商品名称": "丹东草莓 3 斤",
}
WECHAT: dict[str, str] = {
    "售后单号": "2000012345678901234",
    "订单编号": "4603234567890123456",
    "售后申请时间": "2026-11-22 11:00:00",
    "发货状态": "待发货",
    "商品名称": "刻字钢笔礼盒",
    "申请售后数量": "1",
    "实付款": "¥128.00",
    "退款类型": "退款",
    "退款原因": "拍错/多拍",
    "退款金额": "¥128.00",
    "退款状态": "待商家处理",
    "平台纠纷介入": "未介入",
}
USUAL = {"taobao_51": TAOBAO, "taobao_38": {**TAOBAO, "是否需要退货": "是"},
         "douyin_50": DOUYIN, "wechat_37": WECHAT}  # fmt: skip
PLATFORM_OF = {"taobao_51": Platform.TAOBAO, "taobao_38": Platform.TAOBAO,
               "douyin_50": Platform.DOUYIN, "wechat_37": Platform.WECHAT}  # fmt: skip


@cache
def book() -> PolicyBook:
    """The packs that come with the program."""
    return load_book()[0]


def reader() -> FileReader:
    """The reader over these packs."""
    return FileReader(book())


def headers(shape: str) -> list[str]:
    """The headers of a shape in the order of the file."""
    policy = book().at(PLATFORM_OF[shape], NOW)
    found = next(one for one in policy.column_maps if one.id == shape)
    return [header for header, _ in found.columns]


def rows(shape: str, *changes: dict[str, str]) -> list[list[str]]:
    """One row for each change of the usual one."""
    names = headers(shape)
    return [[{**USUAL[shape], **change}.get(name, "") for name in names] for change in changes]


def table(shape: str, *changes: dict[str, str]) -> list[list[str]]:
    """Header and rows."""
    return [headers(shape), *rows(shape, *changes)]


def write_csv(
    path: Path, lines: list[list[str]], encoding: str = "utf-8-sig", delimiter: str = ","
) -> Path:
    """A text table."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(lines)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def write_xlsx(path: Path, lines: list[list[Any]], *, sheets: tuple[str, ...] = ()) -> Path:
    """A workbook; ``sheets`` are empty ones in front. Numbers stay numbers."""
    workbook = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    for name in sheets:
        workbook.add_worksheet(name)
    sheet = workbook.add_worksheet("退款列表")
    for line, cells in enumerate(lines):
        for place, cell in enumerate(cells):
            if isinstance(cell, str):
                if cell:
                    sheet.write_string(line, place, cell)
            else:
                sheet.write(line, place, cell)
    workbook.close()
    return path


def at(text: str) -> Millis:
    """An instant from a Beijing time."""
    return beijing.parse_iso(text)
