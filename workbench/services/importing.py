"""Taking in the exports of a shop: preview, merge row by row, commit, one transaction per file (IMP).

Knows files only through ``ExportReader``. A bad row is reported and the rest comes in, a bad file
changes nothing, the same file twice changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from workbench.base.errors import KnownError
from workbench.base.ids import new_id
from workbench.base.texts import counted, text
from workbench.domain import beijing
from workbench.domain.case import Case, Shop
from workbench.domain.kinds import Millis, Platform, ShopId, ShopKind
from workbench.services.import_merge import Cancelled, Merge, Twice
from workbench.services.import_report import Failed, FileReport, ImportReport, Rejected, RowRead

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from workbench.domain.policy.model import PolicyBook
    from workbench.services.ports import Change, Store, UnitOfWork

__all__ = [
    "Cancelled", "ExportReader", "FileReport", "ImportReport", "Importer", "RecognisedFile",
    "Rejected", "RowRead",
]  # fmt: skip

# What is wrong with one file and leaves the others alone.
FILE_FAULTS = frozenset({"unreadable", "unrecognised", "other_platform"})
BATCH = 2_000

Progress = "Callable[[int, int], bool | None]"


class RecognisedFile(Protocol):
    """A table whose header is known. Its rows may be asked for again, from the beginning."""

    name: str
    encoding: str
    recognised_as: str
    title: str
    platform: Platform
    platform_assumed: bool
    columns: tuple[tuple[str, str], ...]
    total: int  # about how many rows, for the progress
    said_at: Millis  # when the platform told this: the file's date, never later than now
    file_id: str  # digest of its bytes

    def warnings(self) -> list[object]: ...
    def rows(self, shop: ShopId) -> Iterator[RowRead]:
        """Row after row. Raises ``KnownError`` where the file breaks off."""
        ...

    def unknown(self) -> list[tuple[str, str, int]]:
        """(column, word, rows) of words nobody explained, after the rows were read."""
        ...


class ExportSource(Protocol):
    """One table file that was found, not yet opened."""

    @property
    def name(self) -> str: ...


class ExportReader(Protocol):
    """Finds and opens exports; ``platforms.files`` provides it. May raise ``KnownError``."""

    def sources(self, path: Path) -> Sequence[ExportSource]: ...
    def open(
        self, source: ExportSource, *, platform: Platform | None, now: int
    ) -> AbstractContextManager[RecognisedFile]: ...
