"""Makes ``resources/samples``: believable exports of every known shape, the same for the same seed.

``python packaging/samples.py [--base-date 2026-11-23T09:30] [--seed 7] [--to DIR]``. Cases are
told as of the base date: some fall due within the hour, most are over. The quirks of real files
are in them: ids as ="...", TABs, numbers as text, serial dates, a row that cannot be read.
"""

from __future__ import annotations

import argparse
import io
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

import samples_words as words  # noqa: E402
import xlsxwriter  # type: ignore[import-untyped]  # noqa: E402
from samples_told import FORMAT, Teller, Told, douyin, taobao, wechat  # noqa: E402

from workbench.domain.kinds import Platform  # noqa: E402
from workbench.services.policies import load_book  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from samples_words import Item, Reasons

BASE_DATE = "2026-11-23T09:30"
SEED = 7
TIMES = ("时间", "超时")  # headers with these words hold times

# How real files spell headers that the packs have in one spelling.
SPELLINGS = {
    "taobao_51.csv": {
        "卖家真实姓名(新)": "卖家真实姓名（新）",
        "部分退款/全部退款": "部分退款 / 全部退款",
    },
    "tmall_51.xlsx": {"商品id": "商品 ID", "卖家真实姓名(新)": "卖家真实姓名新"},
    "wechat_37.csv": {"商品编码(平台)": "商品编码（平台）", "SKU编码(自定义)": "sku编码(自定义)"},
}


@dataclass(frozen=True)
class Sample:
    """One file: its shape, whose goods, how many rows, what is odd about it."""

    name: str
    platform: Platform
    shape: str
    goods: Sequence[Item]
    reasons: Reasons
    rows: int
    digits: tuple[int, int]
    lead: str
    row_of: Callable[[Told], dict[str, str]]


SAMPLES = (
    Sample(
        "taobao_51.csv", Platform.TAOBAO, "taobao_51", words.HOME, words.REASONS_HOME,
        52, (18, 19), "17", taobao,
    ),
    Sample(
        "taobao_38.xls", Platform.TAOBAO, "taobao_38", words.HOME, words.REASONS_HOME,
        30, (18, 19), "17", taobao,
    ),
    Sample(
        "tmall_51.xlsx", Platform.TMALL, "taobao_51", words.CLOTHES, words.REASONS_CLOTHES,
        48, (18, 19), "18", taobao,
    ),
    Sample(
        "douyin_50.xlsx", Platform.DOUYIN, "douyin_50", words.FRESH, words.REASONS_FRESH,
        40, (19, 19), "14", douyin,
    ),
    Sample(
        "wechat_37.csv", Platform.WECHAT, "wechat_37", words.CARDS, words.REASONS_CARDS,
        28, (19, 19), "20", wechat,
    ),
)  # fmt: skip
ODD_AMOUNT = "1,2O9.00"  # a letter O: this row is rejected, the rest comes in


def headers_of(sample: Sample, now: datetime) -> list[str]:
    """The header names in the order of the pack's column map."""
    book, _ = load_book()
    at = round((now - datetime(1970, 1, 1, 8)).total_seconds() * 1000)  # noqa: DTZ001 - Beijing
    policy = book.at(sample.platform, at)
    shape = next(one for one in policy.column_maps if one.id == sample.shape)
    return [header for header, _ in shape.columns]


def table(sample: Sample, seed: int, base: datetime) -> tuple[list[str], list[list[str]]]:
    """Header and rows of a sample."""
    names = headers_of(sample, base)
    told = Teller(sample.name, seed, base, sample.goods, sample.reasons).cases(
        sample.rows, sample.digits, sample.lead
    )
    if sample.name == "taobao_51.csv":
        told[-3].stage = "strange"
        told[-3].final = None
    rows = [[sample.row_of(one).get(name, "") for name in names] for one in told]
    if sample.name == "taobao_51.csv":
        rows[-2][names.index("买家退款金额")] = ODD_AMOUNT
    spelling = SPELLINGS.get(sample.name, {})
    titles = [spelling.get(name, name) for name in names]
    if sample.platform is Platform.DOUYIN:
        titles = [title.replace("(元)", "（元）") for title in titles]
    return titles, rows


def write_csv(path: Path, sample: Sample, titles: list[str], rows: list[list[str]]) -> None:
    """As the platform's CSV: Taobao in GB18030 with ="...", WeChat in UTF-8 with TABs."""
    lines = [",".join(guarded(sample, cell) for cell in row) for row in (titles, *rows)]
    encoding = "gb18030" if sample.platform is Platform.TAOBAO else "utf-8-sig"
    path.write_bytes("".join(f"{line}\r\n" for line in lines).encode(encoding))


def guarded(sample: Sample, cell: str) -> str:
    """A cell as this platform writes it: long digits kept from a spreadsheet program."""
    if len(cell) >= 11 and cell.isdigit():
        return f'="{cell}"' if sample.platform is Platform.TAOBAO else f"{cell}\t"
    return f'"{cell}"' if "," in cell else cell


def write_xlsx(
    path: Path, sample: Sample, titles: list[str], rows: list[list[str]], base: datetime
) -> None:
    """Ids as text; Tmall's times as serial dates, Douyin's money as numbers."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": base.replace(tzinfo=UTC)})
    sheet = book.add_worksheet("退款列表")
    date_format = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    sheet.write_row(0, 0, titles)
    for line, row in enumerate(rows, 1):
        for place, (title, cell) in enumerate(zip(titles, row, strict=True)):
            if not cell:
                continue
            if sample.platform is Platform.TMALL and any(word in title for word in TIMES):
                moment = datetime.strptime(cell, FORMAT)  # noqa: DTZ007 - Beijing wall time
                sheet.write_datetime(line, place, moment, date_format)
            elif sample.platform is Platform.DOUYIN and "元" in title and line % 3:
                sheet.write_number(line, place, float(cell))
            else:
                sheet.write_string(line, place, cell)
    book.close()
    path.write_bytes(content.getvalue())


def make(folder: Path, *, seed: int = SEED, base_date: str = BASE_DATE) -> list[Path]:
    """Write every sample into ``folder``; returns the files."""
    base = datetime.fromisoformat(base_date)
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for sample in SAMPLES:
        titles, rows = table(sample, seed, base)
        path = folder / sample.name
        if path.suffix == ".csv":
            write_csv(path, sample, titles, rows)
        else:
            write_xlsx(path, sample, titles, rows, base)
        made.append(path)
    return made


def main() -> int:
    """Write the samples and say where."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base-date", default=BASE_DATE, help="Beijing time of the exports")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--to", type=Path, default=ROOT / "resources" / "samples")
    given = parser.parse_args()
    for path in make(given.to, seed=given.seed, base_date=given.base_date):
        print(f"{path}: {path.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
