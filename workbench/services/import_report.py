"""What an import found and did, file by file; its JSON is what the command line prints (cli.md)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.base.texts import Text, phrase, text
from workbench.domain.reading import Reading

if TYPE_CHECKING:
    from workbench.base.errors import KnownError
    from workbench.domain.kinds import Platform
    from workbench.services.import_ports import Rejected, RowRead
    from workbench.services.ports import Change

KEPT_ROWS = 1_000  # rejected rows whose cells are kept as they came (IMP-3)
SHOWN_LINES = 200  # lines of the preview


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the preview. ``result``: added, updated, unchanged; ``moved`` says what changes
    ("stage", "before", "after") in stable words."""

    line: int
    case_id: str
    item_title: str
    result: str
    claim_fen: int
    stage: str
    due_at: int | None
    moved: tuple[tuple[str, str, str], ...] = ()


@dataclass(slots=True, kw_only=True)
class FileReport:
    """One file. ``rows`` = added + updated + unchanged + rejected; totals are of all but these."""

    file: str
    encoding: str
    recognised_as: str
    title: str
    platform: Platform
    platform_assumed: bool
    columns: tuple[tuple[str, str], ...] = ()  # header, field ("" = not known)
    rows: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    warnings: list[Text] = field(default_factory=list)
    claim_fen: int = 0
    paid_fen: int = 0
    unknown_words: int = 0
    lines: list[Line] = field(default_factory=list)
    kept: list[dict[str, str]] = field(default_factory=list)  # of the rejected rows

    def count(self, row: RowRead) -> Reading | None:
        """Count a row in; returns its reading, None where it was rejected."""
        self.rows += 1
        outcome = row.outcome
        if isinstance(outcome, Reading):
            self.claim_fen += outcome.claim_fen
            self.paid_fen += outcome.paid_fen or 0
            return outcome
        self.rejected.append(outcome)
        if len(self.kept) < KEPT_ROWS:
            self.kept.append(row.as_it_came())
        return None

    def as_json(self) -> dict[str, object]:
        """The document of cli.md, phrased in the chosen language."""
        return {
            "file": self.file,
            "encoding": self.encoding,
            "recognised_as": self.recognised_as,
            "platform": str(self.platform),
            "platform_assumed": self.platform_assumed,
            "rows": self.rows,
            "added": self.added,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "rejected": [
                {
                    "line": item.line,
                    "column": item.column,
                    "value": item.value,
                    "reason": phrase(item.reason),
                    "row_id": item.row_id,
                }
                for item in self.rejected
            ],
            "warnings": [phrase(item) for item in self.warnings],
            "totals": {"claim_fen": self.claim_fen, "paid_fen": self.paid_fen},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A file that could not be used at all; it changed nothing."""

    file: str
    error: KnownError

    def as_json(self) -> dict[str, object]:
        """What stands in the place of its report."""
        said = {"kind": self.error.kind, "message": phrase(self.error.text)}
        return {"file": self.file, "error": said}


@dataclass(slots=True, kw_only=True)
class ImportReport:
    """All files of one import, in their order. ``changes`` is empty for a preview."""

    entries: list[FileReport | Failed] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    absent: int = 0
    shop: str = ""

    @property
    def files(self) -> list[FileReport]:
        """The files that could be read."""
        return [item for item in self.entries if isinstance(item, FileReport)]

    @property
    def failed(self) -> list[Failed]:
        """The files that could not be used at all."""
        return [item for item in self.entries if isinstance(item, Failed)]

    @property
    def exit_code(self) -> int:
        """0, also with rejected rows; 3 where a file could not be read or recognised."""
        return self.failed[0].error.exit_code if self.failed else 0

    def as_json(self) -> dict[str, object]:
        """``{files}``; a file that could not be used has only ``file`` and ``error`` there, and
        the first such error stands beside ``files`` too."""
        document: dict[str, object] = {"files": [item.as_json() for item in self.entries]}
        if self.failed:
            first = self.failed[0]
            said = text("{file}: {why}", file=first.file, why=first.error.text)
            document["error"] = {"kind": first.error.kind, "message": phrase(said)}
        return document
