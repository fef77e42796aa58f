"""What an import needs of the files: rows, understood or rejected, told one by one (IMP)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from workbench.base.texts import Text
    from workbench.domain.case import Case, CaseKey, TimelineEntry
    from workbench.domain.kinds import Platform, ShopId
    from workbench.domain.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A row that does not come in: where, what it says there, why, and which case it was about."""

    line: int
    column: str
    value: str
    reason: Text
    row_id: str


@dataclass(slots=True)
class RowRead:
    """One row of an export: understood or rejected, and as it came. ``line`` counts from 1."""

    line: int
    outcome: Reading | Rejected
    headers: tuple[str, ...]
    cells: list[str]

    def as_it_came(self) -> dict[str, str]:
        """Header and cell; where a header comes twice, the first one is kept."""
        row: dict[str, str] = {}
        for header, cell in zip(self.headers, self.cells, strict=False):
            row.setdefault(header, cell)
        return row


class RecognisedFile(Protocol):
    """A table whose header is known. Its rows may be asked for again, from the beginning.

    ``total`` is about how many rows there are; ``said_at`` when the platform told this (the
    file's date, never later than now); ``file_id`` a digest of its bytes, ``mapping_id`` one of
    the column map and the words it is read by; ``columns`` header and field of every column (""
    where it is not known).
    """

    @property
    def name(self) -> str: ...
    @property
    def encoding(self) -> str: ...
    @property
    def recognised_as(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def platform(self) -> Platform: ...
    @property
    def platform_assumed(self) -> bool: ...
    @property
    def columns(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def total(self) -> int: ...
    @property
    def said_at(self) -> int: ...
    @property
    def file_id(self) -> str: ...
    @property
    def mapping_id(self) -> str: ...
    @property
    def warnings(self) -> tuple[Text, ...]: ...

    def rows(self, shop: ShopId) -> Generator[RowRead]:
        """Row after row; close the iterator when done. Raises ``KnownError`` where it breaks."""
        ...

    def unknown(self) -> list[tuple[str, str, int]]:
        """(column, word, rows) of words nobody explained, once the rows were read."""
        ...


class ExportSource(Protocol):
    """One table file that was found, not yet opened."""

    @property
    def name(self) -> str: ...


class ExportReader(Protocol):
    """Finds and opens exports; ``platforms.files`` provides it.

    Raises ``KnownError`` of kind ``unreadable``, ``unrecognised`` or ``other_platform``.
    """

    def sources(self, path: Path) -> Sequence[ExportSource]:
        """The file itself, or every export in the archive that it is."""
        ...

    def open(
        self, source: ExportSource, *, platform: Platform | None, now: int
    ) -> AbstractContextManager[RecognisedFile]:
        """Recognise it for a shop of ``platform`` (None: a new shop, nobody said which)."""
        ...


class Remembered(NamedTuple):
    """The newest row that was taken in for a case (``CaseRepository.remember_row``).

    ``quiet``: the case has no unfinished intent, open promise or absent mark, so that the very
    same row cannot change anything.
    """

    file_id: str
    names: tuple[str, ...]
    cells: list[str]
    quiet: bool


@runtime_checkable
class ManySaver(Protocol):
    """A case repository that also takes many cases at once."""

    def save_many(self, items: Iterable[tuple[Case, tuple[TimelineEntry, ...]]]) -> int: ...


@runtime_checkable
class RowMemory(Protocol):
    """A case repository that also keeps and finds many rows as they came at once."""

    def remember_rows(
        self, file_id: str, rows: Iterable[tuple[CaseKey, tuple[str, ...], Sequence[str]]]
    ) -> None:
        """As ``remember_row``, for (case, headers, cells)."""
        ...

    def remembered(self, shop: str, case_ids: Sequence[str]) -> dict[str, Remembered]:
        """What is kept, by case id; cases without a row are left out."""
        ...
