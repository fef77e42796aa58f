"""The rejected rows as a CSV file that no spreadsheet takes for formulas (IMP-5)."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from workbench.base.errors import KnownError
from workbench.base.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n")


def defused(cell: str) -> str:
    """``cell`` with a quote before what a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.lstrip().startswith(_BEGINS) or cell.startswith(_BEGINS) else cell


def write_csv(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write the rows as utf-8 with its mark. Raises ``KnownError`` where that does not go."""
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as handle:
            csv.writer(handle).writerows([defused(cell) for cell in row] for row in rows)
    except OSError as error:
        why = text(
            "{file} cannot be written ({why}): choose another place.",
            file=path.name,
            why=error.strerror or type(error).__name__,
        )
        raise KnownError("unwritable", why) from error
