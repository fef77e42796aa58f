"""Tables out: no formulas, no rounded ids, whole or not at all, and back in exactly (IMP-5)."""

from __future__ import annotations

import csv
import io
import stat
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.files import tables
from tests.unit.files.fakes import MemoryStore
from tests.unit.files.test_hostile import run
from workbench.base.errors import KnownError
from workbench.platforms.files import cells, container, sheets, writing
from workbench.platforms.files.writing import Column

COLUMNS = (
    Column("售后单号", "id"),
    Column("买家留言"),
    Column("金额", "money"),
    Column("件数", "number"),
    Column("申请时间", "time"),
)
ROW = ("4601234567890123456", "=HYPERLINK(1)", -1_250, 2, tables.at("2026-11-22T09:00:00"))

values = st.tuples(
    st.from_regex(r"[0-9]{12,20}", fullmatch=True),
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")),
    st.integers(-(10**9), 10**9),
    st.integers(0, 999),
    st.just(tables.at("2026-11-22T09:00:00")),
)


def csv_rows(path: Path) -> list[list[str]]:
    """The rows of a CSV that we wrote."""
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def xlsx_rows(path: Path) -> list[list[str]]:
    """The rows of a workbook that we wrote, read the way imports are."""
    (source,) = container.sources(path)
    with sheets.open_workbook(source) as book:
        return [row for sheet in book for _, row in sheet.rows]


def test_csv_is_text_for_every_spreadsheet_program(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    assert writing.write_table(path, COLUMNS, [ROW]) == 1
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert csv_rows(path)[1] == [
        "4601234567890123456\t", "'=HYPERLINK(1)", "-12.50", "2", "2026-11-22 09:00:00",
    ]  # fmt: skip


def test_xlsx_has_texts_and_numbers_and_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    writing.write_table(path, COLUMNS, [ROW])
    assert xlsx_rows(path)[1] == [
        "4601234567890123456", "=HYPERLINK(1)", "-12.5", "2", "2026-11-22 09:00:00",
    ]  # fmt: skip
    assert b"<f>" not in path.read_bytes()


@given(st.lists(values, max_size=5))
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
def test_what_goes_out_comes_back(rows: list[tuple[str, str, int, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.csv"
        writing.write_table(path, COLUMNS, rows)
        back = csv_rows(path)[1:]
        book = Path(folder) / "out.xlsx"
        writing.write_table(book, COLUMNS, rows)
        sheet = xlsx_rows(book)[1:]
    for row, told, shown in zip(rows, back, sheet, strict=True):
        assert cells.clean_id(told[0]) == cells.clean_id(shown[0]) == row[0]
        assert not told[1].startswith(cells.DANGEROUS)
        assert cells.restored(told[1]) == row[1]
        assert shown[1] == row[1][:32_767]
        assert cells.amount(told[2]) == cells.amount(shown[2]) == row[2]


def test_without_the_guard_a_formula_would_get_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The seeded bug."""
    monkeypatch.setattr(writing, "defused", lambda cell: cell)
    path = tmp_path / "out.csv"
    writing.write_table(path, COLUMNS, [ROW])
    assert csv_rows(path)[1][1].startswith(cells.DANGEROUS)


def test_a_file_appears_whole_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")

    def broken() -> object:
        yield ROW
        raise OSError(28, "No space left on device")

    with pytest.raises(KnownError) as refused:
        writing.write_table(path, COLUMNS, broken())  # type: ignore[arg-type]
    assert refused.value.kind == "unwritable"
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["out.csv"]
    writing.write_table(path, COLUMNS, [ROW])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnownError):
        writing.write_table(tmp_path / "out.doc", COLUMNS, [ROW])


def test_the_list_of_rejected_rows_has_the_reason_and_the_row(tmp_path: Path) -> None:
    path = tables.write_csv(
        tmp_path / "a.csv", tables.table("taobao_51", {"买家退款金额": "1,2O9.00"})
    )
    (report,) = run(path, MemoryStore()).files
    out = tmp_path / "rejected.csv"
    assert writing.write_rejected(out, report) == 1
    header, row = csv_rows(out)
    assert row[:3] == ["2", "买家退款金额", "1,2O9.00"]
    assert row[3]
    assert row[header.index("宝贝标题")] == "双面羊毛呢大衣"


def test_the_clipboard_gets_the_same_table() -> None:
    told = writing.as_text(COLUMNS, [ROW])
    assert told.splitlines()[1].split("\t") == [
        "4601234567890123456", "'=HYPERLINK(1)", "-12.50", "2", "2026-11-22 09:00:00",
    ]  # fmt: skip
