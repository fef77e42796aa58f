"""The limited child process that opens spreadsheets: bytes on stdin, rows as JSON lines on stdout.

Runs as a script of its own with nothing of the workbench loaded, so that a file that breaks the
parser breaks only this process. Lines: {"sheet", "rows"}, then [[line, ...], [[cell, ...], ...]],
at last {"end"} or {"error": encrypted|broken|memory|missing}.
"""

from __future__ import annotations

import datetime
import io
import json
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

BATCH = 256
BATCH_LETTERS = 2**20
COLUMNS = 256  # no export has more; a hostile one has 16,000
LONGEST_CELL = 32_767  # of a spreadsheet program
SHEETS = 20
EXACT = 2**53


def limit(memory_mb: int, seconds: int) -> None:
    """Bind this process: memory, processor time, no core file, no file written."""
    with suppress(ImportError):
        import resource

        size = memory_mb * 2**20
        for what, most in (
            (resource.RLIMIT_AS, size),
            (resource.RLIMIT_CPU, seconds),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, 0),
        ):
            with suppress(ValueError, OSError):
                resource.setrlimit(what, (most, most))


def cell_text(value: Any) -> str:
    """A cell that is no text, as text. Numbers that lost digits are written like 4.6E+18."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        if value != value:  # noqa: PLR0124 - not a number
            return ""
        if abs(value) >= EXACT:
            return f"{value:.14E}"
        return str(int(value)) if value == int(value) else f"{value:.15g}"
    if isinstance(value, datetime.datetime):
        half_up = value + datetime.timedelta(microseconds=500_000)
        return half_up.replace(microsecond=0, tzinfo=None).isoformat(" ")
    if isinstance(value, datetime.date):
        return f"{value.isoformat()} 00:00:00"
    return str(value)


def batches(sheet: Any) -> Iterator[tuple[list[int], list[list[str]]]]:
    """Rows that hold something, with their line numbers, as text."""
    lines: list[int] = []
    rows: list[list[str]] = []
    letters = 0  # of the longest cell of each row
    for line, row in enumerate(sheet.iter_rows(), 1):
        texts = [cell if cell.__class__ is str else cell_text(cell) for cell in row[:COLUMNS]]
        if any(texts):
            longest = max(map(len, texts))
            if longest > LONGEST_CELL:
                texts = [cell[:LONGEST_CELL] for cell in texts]
            letters += longest
            lines.append(line)
            rows.append(texts)
            if len(rows) >= BATCH or letters >= BATCH_LETTERS:
                yield lines, rows
                lines, rows, letters = [], [], 0
    if rows:
        yield lines, rows


def tell(value: object) -> None:
    """One line to the parent."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")


def run() -> None:
    """Read the workbook and tell its sheets one after the other."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    for name in book.sheet_names[:SHEETS]:
        sheet = book.get_sheet_by_name(name)
        tell({"sheet": name, "rows": sheet.height})
        for lines, rows in batches(sheet):
            tell([lines, rows])
    tell({"end": True})


def main() -> int:
    """Bind, read, tell; whatever goes wrong is one word to the parent."""
    limit(int(sys.argv[1]), int(sys.argv[2]))
    sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")  # type: ignore[union-attr]
    try:
        run()
    except ImportError:
        tell({"error": "missing"})
    except MemoryError:
        tell({"error": "memory"})
    except BrokenPipeError:
        return 1  # the parent has seen enough
    except Exception as error:  # noqa: BLE001 - the edge of the process: one word, never a traceback
        words = f"{type(error).__name__} {error}".lower()
        tell({"error": "encrypted" if "password" in words or "encrypt" in words else "broken"})
    return 0


if __name__ == "__main__":
    sys.exit(main())
