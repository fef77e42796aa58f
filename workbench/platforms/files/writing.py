"""Tables out: CSV and XLSX that no spreadsheet program takes for formulas or rounds (IMP-5).

A file appears at once and whole, readable by its owner only.
"""

from __future__ import annotations

import csv
import io
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.base.errors import KnownError
from workbench.base.files import OWNER_ONLY, replace_durably, sibling_temp
from workbench.base.texts import N_, phrase, text
from workbench.domain import beijing, money
from workbench.platforms.files.cells import defused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from workbench.services.import_report import FileReport

Value = str | int | float | None

LONGEST_CELL = 32_767  # of a spreadsheet
ROUNDED_FROM = 12  # digits: from here on spreadsheet programs show 1.2E+11


@dataclass(frozen=True, slots=True)
class Column:
    """A column and what its values are: text, id (text), money (fen), number, time (epoch ms)."""

    title: str
    kind: str = "text"


def write_table(path: Path, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> int:
    """Write ``.csv`` or ``.xlsx``, by the name; returns the number of rows.

    Raises ``KnownError`` for another ending, or where the place cannot be written.
    """
    writers: dict[str, Callable[[Path, Sequence[Column], Iterable[Sequence[Value]]], int]] = {
        ".csv": _write_csv,
        ".xlsx": _write_xlsx,
    }
    write = writers.get(path.suffix.lower())
    if write is None:
        why = text("{file}: write a table as .csv or .xlsx.", file=path.name)
        raise KnownError("usage", why)
    temp = sibling_temp(path)
    try:
        os.close(os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
        count = write(temp, columns, rows)
        replace_durably(temp, path)
    except OSError as error:
        why = text(
            "{file} cannot be written ({why}): choose another place.",
            file=path.name,
            why=error.strerror or type(error).__name__,
        )
        raise KnownError("unwritable", why) from error
    finally:
        temp.unlink(missing_ok=True)
    return count


def _write_csv(path: Path, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow([defused(column.title) for column in columns])
        for row in rows:
            writer.writerow(
                [_csv_cell(column.kind, cell) for column, cell in zip(columns, row, strict=True)]
            )
            count += 1
    return count


def _csv_cell(kind: str, value: Value) -> str:
    if value is None:
        return ""
    if kind == "money" and isinstance(value, int):
        return money.yuan(value).replace(",", "")
    if kind == "number" and isinstance(value, int | float):
        return str(value)
    said = _text_of(kind, value)
    if kind == "id" and said.isdigit() and len(said) >= ROUNDED_FROM:
        return f"{said}\t"  # the platforms' own way: with the TAB it stays text everywhere
    return defused(said)


def _text_of(kind: str, value: Value) -> str:
    if kind == "time" and isinstance(value, int):
        return beijing.to_datetime(value).strftime("%Y-%m-%d %H:%M:%S")
    return "" if value is None else str(value)


def _write_xlsx(path: Path, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> int:
    import xlsxwriter  # type: ignore[import-untyped]

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    count = 0
    with path.open("wb") as handle, xlsxwriter.Workbook(handle, options) as book:
        sheet = book.add_worksheet()
        amount = book.add_format({"num_format": "0.00"})
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column.title)
        for count, row in enumerate(rows, 1):
            for place, (column, cell) in enumerate(zip(columns, row, strict=True)):
                if cell is None or cell == "":
                    continue
                if column.kind == "money" and isinstance(cell, int):
                    sheet.write_number(count, place, cell / 100, amount)
                elif column.kind == "number" and isinstance(cell, int | float):
                    sheet.write_number(count, place, cell)
                else:
                    sheet.write_string(count, place, _text_of(column.kind, cell)[:LONGEST_CELL])
    return count


REJECTED_TITLES = (N_("Line"), N_("Column"), N_("Value"), N_("Why it was rejected"), N_("Case"))


def write_rejected(path: Path, report: FileReport) -> int:
    """The rejected rows of a file with the reason, and each as it came (IMP-3)."""
    headers = [header for header, _ in report.columns]
    columns = [
        Column(phrase(text(title)), kind)
        for title, kind in zip(
            REJECTED_TITLES, ("number", "text", "text", "text", "id"), strict=True
        )
    ]
    return write_table(
        path, [*columns, *(Column(header) for header in headers)], _rejected(report, headers)
    )


def _rejected(report: FileReport, headers: Sequence[str]) -> Iterator[list[Value]]:
    for place, item in enumerate(report.rejected):
        kept = report.kept[place] if place < len(report.kept) else {}
        yield [
            item.line,
            item.column,
            item.value,
            phrase(item.reason),
            item.row_id,
            *(kept.get(header, "") for header in headers),
        ]


def as_text(columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> str:
    """The same table as TAB separated text, for the clipboard."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow([defused(column.title) for column in columns])
    for row in rows:
        writer.writerow(
            [
                _csv_cell(column.kind, cell).strip("\t")
                for column, cell in zip(columns, row, strict=True)
            ]
        )
    return out.getvalue()
