"""The report of an import as values: what each file was, what it did, and what was rejected."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedRow:
    """One row that does not come in; every word came from the file."""

    file: str
    line: int
    column: str
    value: str
    reason: str
    row_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """One file. ``error`` says why it could not be used at all."""

    name: str
    encoding: str = ""
    recognised_as: str = ""
    platform: str = ""
    platform_assumed: bool = False
    rows: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: tuple[RejectedRow, ...] = ()
    warnings: tuple[str, ...] = ()
    claim_fen: int = 0
    paid_fen: int = 0
    error: str = ""

    @property
    def coming(self) -> int:
        """Rows that come in."""
        return self.rows - len(self.rejected)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All files of one import."""

    files: tuple[FileView, ...] = field(default=())

    @property
    def good(self) -> tuple[FileView, ...]:
        """The files that could be read."""
        return tuple(item for item in self.files if not item.error)

    @property
    def bad(self) -> tuple[FileView, ...]:
        """The files that could not be used."""
        return tuple(item for item in self.files if item.error)

    @property
    def rejected(self) -> tuple[RejectedRow, ...]:
        """Every rejected row, file by file."""
        return tuple(row for item in self.files for row in item.rejected)

    def total(self, name: str) -> int:
        """The sum of one count over all files."""
        return sum(int(getattr(item, name)) for item in self.good)


def parse(document: Mapping[str, object]) -> Report:
    """The JSON of ``import`` (cli.md) as a report; what is missing counts as nothing."""
    files = document.get("files")
    items = files if isinstance(files, list) else []
    return Report(files=tuple(_file(item) for item in items if isinstance(item, dict)))


def _file(item: dict[str, object]) -> FileView:
    name = str(item.get("file") or "")
    error = item.get("error")
    if isinstance(error, dict):
        return FileView(name=name, error=str(error.get("message") or error.get("kind") or "?"))
    totals = item.get("totals")
    sums = totals if isinstance(totals, dict) else {}
    rejected, warnings = item.get("rejected"), item.get("warnings")
    return FileView(
        name=name,
        encoding=str(item.get("encoding") or ""),
        recognised_as=str(item.get("title") or item.get("recognised_as") or ""),
        platform=str(item.get("platform") or ""),
        platform_assumed=bool(item.get("platform_assumed")),
        rows=_int(item.get("rows")),
        added=_int(item.get("added")),
        updated=_int(item.get("updated")),
        unchanged=_int(item.get("unchanged")),
        rejected=tuple(_row(name, row) for row in rejected) if isinstance(rejected, list) else (),
        warnings=tuple(str(one) for one in warnings) if isinstance(warnings, list) else (),
        claim_fen=_int(sums.get("claim_fen")),
        paid_fen=_int(sums.get("paid_fen")),
    )


def _row(name: str, row: Mapping[str, object]) -> RejectedRow:
    return RejectedRow(
        file=name, line=_int(row.get("line")), column=str(row.get("column") or ""),
        value=str(row.get("value") or ""), reason=str(row.get("reason") or ""),
        row_id=str(row.get("row_id") or ""),
    )  # fmt: skip


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0
