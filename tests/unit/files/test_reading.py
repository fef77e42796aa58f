"""Tables come back row for row, whatever they are written in (checks 25, 26)."""

from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.unit.files import hostile, tables
from workbench.base.errors import KnownError
from workbench.domain.kinds import Platform, ShopId
from workbench.platforms.files import container, delimited, sheets
from workbench.platforms.files.container import Kind
from workbench.services.import_ports import Rejected, RowRead

SHOP = ShopId("s")


def read(path: Path, platform: Platform | None = None) -> tuple[str, list[RowRead]]:
    """(encoding, rows) of the only table in a file."""
    reader = tables.reader()
    (source,) = reader.sources(path)
    with reader.open(source, platform=platform, now=tables.NOW) as file:
        return file.encoding, list(file.rows(SHOP))


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le-bom", "utf-16"),
        ("utf-16-be-bom", "utf-16"),
    ],
)
def test_every_encoding_gives_the_same_rows(encoding: str, shown: str, tmp_path: Path) -> None:
    lines = tables.table("taobao_51", {"买家退款说明": "颜色𠮷利，价格€太高"}, {"商家备注": "=1+1"})
    path = tmp_path / "退款.csv"
    if encoding.endswith("-bom"):
        tables.write_csv(path, lines, encoding.removesuffix("-bom"))
        mark = b"\xff\xfe" if "le" in encoding else b"\xfe\xff"
        path.write_bytes(mark + path.read_bytes())
    else:
        tables.write_csv(path, lines, encoding)
    found, rows = read(path)
    assert found == shown
    assert [row.cells for row in rows] == lines[1:]
    assert [row.line for row in rows] == [2, 3]


def test_a_table_separated_by_tabs_is_read(tmp_path: Path) -> None:
    lines = tables.table("douyin_50", {})
    path = tables.write_csv(tmp_path / "d.txt", lines, "utf-16", delimiter="\t")
    assert [row.cells for row in read(path)[1]] == lines[1:]


def test_a_workbook_gives_the_same_rows_under_any_name(tmp_path: Path) -> None:
    lines = tables.table("taobao_51", {}, {"退款编号": "171234567890123457"})
    path = tables.write_xlsx(tmp_path / "退款.xls", lines)  # XlsxWriter minds the name not at all
    encoding, rows = read(path)
    assert encoding == "xlsx"
    assert [row.cells for row in rows] == lines[1:]


def test_the_first_sheet_with_a_known_header_is_taken(tmp_path: Path) -> None:
    lines: list[Any] = [["退款明细导出"], [], *tables.table("wechat_37", {})]
    path = tables.write_xlsx(tmp_path / "w.xlsx", lines, sheets=("说明",))
    (row,) = read(path)[1]
    assert row.line == 4
    assert not isinstance(row.outcome, Rejected)


def test_numbers_dates_and_truth_become_text(tmp_path: Path) -> None:
    lines: list[Any] = [
        ["a", "b", "c", "d", "e", "f"],
        [12.5, 3.0, True, date(2026, 11, 22), datetime(2026, 11, 22, 9, 0, 5, tzinfo=UTC)],
        [0.1 + 0.2, 4601234567890123456, 1790440288162531, -12.0, 46348.375],
    ]
    for line in lines:
        for place, cell in enumerate(line):
            if isinstance(cell, datetime):
                line[place] = cell.replace(tzinfo=None)
    path = tables.write_xlsx(tmp_path / "n.xlsx", lines)
    (source,) = container.sources(path)
    with sheets.open_workbook(source) as book:
        rows = [cells for sheet in book for _, cells in sheet.rows]
    assert rows[1][:3] == ["12.5", "3", "TRUE"]
    assert rows[2][:4] == ["0.3", "4.60123456789012E+18", "1790440288162531", "-12"]


def test_a_numeric_id_that_lost_digits_is_rejected_and_the_rest_comes_in(tmp_path: Path) -> None:
    lines: list[Any] = [*tables.table("taobao_51", {}, {"退款编号": "171234567890123457"})]
    lines[1][lines[0].index("退款编号")] = 171234567890123456
    rows = read(tables.write_xlsx(tmp_path / "n.xlsx", lines))[1]
    bad = rows[0].outcome
    assert isinstance(bad, Rejected)
    assert (bad.line, bad.column, bad.value) == (2, "退款编号", "1.71234567890123E+17")
    assert "as the platform gave it" in bad.reason.english()
    assert not isinstance(rows[1].outcome, Rejected)


def test_formulas_are_never_calculated(tmp_path: Path) -> None:
    import xlsxwriter  # type: ignore[import-untyped]

    path = tmp_path / "f.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for line, cells in enumerate(tables.table("taobao_51", {})):
            for place, cell in enumerate(cells):
                sheet.write_string(line, place, cell)
        place = tables.headers("taobao_51").index("商家备注")
        sheet.write_formula(1, place, '=HYPERLINK("http://evil.example","点我")', value="点我")
    (row,) = read(path)[1]
    assert not isinstance(row.outcome, Rejected)
    assert row.outcome.remark == "点我"


def test_an_archive_of_exports_is_unpacked_in_memory(tmp_path: Path) -> None:
    one = tables.write_csv(tmp_path / "a.csv", tables.table("taobao_51", {}), "gb18030")
    two = tables.write_xlsx(tmp_path / "b.xlsx", tables.table("taobao_38", {}))
    path = tmp_path / "导出.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(one, "2026/a.csv")
        archive.write(two, "2026/b.xlsx")
        archive.writestr("__MACOSX/2026/._a.csv", b"\0\0")
    found = container.sources(path)
    assert [(item.name, item.kind) for item in found] == [
        ("导出.zip/2026/a.csv", Kind.TEXT),
        ("导出.zip/2026/b.xlsx", Kind.XLSX),
    ]
    reader = tables.reader()
    for source in found:
        with reader.open(source, platform=None, now=tables.NOW) as file:
            assert len(list(file.rows(SHOP))) == 1


def test_rows_may_be_asked_for_again(tmp_path: Path) -> None:
    lines = tables.table("taobao_51", {}, {"退款编号": "171234567890123457"})
    for path in (
        tables.write_csv(tmp_path / "a.csv", lines),
        tables.write_xlsx(tmp_path / "a.xlsx", lines),
    ):
        reader = tables.reader()
        (source,) = reader.sources(path)
        with reader.open(source, platform=None, now=tables.NOW) as file:
            first = [row.cells for row in file.rows(SHOP)]
            assert [row.cells for row in file.rows(SHOP)] == first == lines[1:]


def test_line_breaks_in_a_message_keep_the_line_numbers_right(tmp_path: Path) -> None:
    lines = tables.table(
        "taobao_51", {"买家退款说明": "第一行\n第二行"}, {"退款编号": "171234567890123457"}
    )
    rows = read(tables.write_csv(tmp_path / "a.csv", lines))[1]
    assert [row.line for row in rows] == [2, 4]


@pytest.mark.parametrize(("cells", "found"), [(-1, 50), (1, 52)])
def test_a_row_of_another_length_is_rejected_never_shifted(
    cells: int, found: int, tmp_path: Path
) -> None:
    lines = tables.table("taobao_51", {})
    lines[1] = lines[1][:cells] if cells < 0 else [*lines[1][:9], "多", *lines[1][9:]]
    (row,) = read(tables.write_csv(tmp_path / "a.csv", lines))[1]
    assert isinstance(row.outcome, Rejected)
    assert str(found) in row.outcome.reason.english()


def test_columns_without_a_name_do_no_harm(tmp_path: Path) -> None:
    lines = [[*line, ""] for line in tables.table("taobao_51", {})]
    (row,) = read(tables.write_csv(tmp_path / "a.csv", lines))[1]
    assert not isinstance(row.outcome, Rejected)


def test_without_the_strict_order_of_encodings_words_turn_to_nonsense(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The seeded bug: trying GB18030 first takes UTF-8 files for something else."""
    lines = tables.table("taobao_51", {})
    path = tables.write_csv(tmp_path / "a.csv", lines, "utf-8")
    monkeypatch.setattr(delimited, "_encoding", lambda *_: "gb18030")
    with pytest.raises(KnownError):
        read(path)


def test_a_child_that_says_nonsense_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(hostile.good_xlsx(tmp_path))
    monkeypatch.setattr(sheets, "command", lambda _: ["/bin/echo", "not", "json"])
    with pytest.raises(KnownError) as refused:
        read(path)
    assert refused.value.kind == "unreadable"
