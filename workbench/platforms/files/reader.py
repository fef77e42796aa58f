"""Opens the exports of platforms: finds tables, knows them by their header, tells row after row."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from workbench.domain.kinds import Millis, Platform, ShopId
from workbench.platforms.files import container, delimited, recognise, sheets
from workbench.platforms.files.container import Kind, Source
from workbench.platforms.files.mapping import RowMapper, strange_words
from workbench.services.import_ports import RowRead

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from workbench.base.texts import Text
    from workbench.domain.policy.model import PolicyBook
    from workbench.platforms.files.delimited import Plan
    from workbench.platforms.files.recognise import Recognised, Shape
    from workbench.platforms.files.sheets import ChildLimits, Row, Sheet
    from workbench.services.import_ports import ExportSource


class Export:
    """One recognised table (``services.import_ports.RecognisedFile``)."""

    def __init__(self, table: Table, found: Recognised, sheet: Sheet, *, now: int) -> None:
        source = table.source
        self._table = table
        self._found = found
        self._sheet = sheet.name
        self._begun: Iterator[Row] | None = sheet.rows  # read up to the header
        self._mapper: RowMapper | None = None
        self.name = source.name
        self.encoding = table.encoding
        self.recognised_as = found.shape.map.id
        self.title = found.shape.map.title
        self.platform = found.platform
        self.platform_assumed = found.assumed
        self.columns = tuple(zip(found.headers, found.fields, strict=True))
        self.total = max(sheet.height - found.line, 0)
        self.said_at = Millis(min(source.modified_at, now))
        self.file_id = table.digest()
        self.mapping_id = f"{found.platform}:{found.shape.digest}"

    @property
    def warnings(self) -> tuple[Text, ...]:
        """What is odd about the header."""
        return self._found.warnings

    def rows(self, shop: ShopId) -> Generator[RowRead]:
        """Every row below the header, understood or rejected. The first time costs no new start."""
        self._mapper = mapper = RowMapper(self._found, shop, self.said_at)
        read, headers = mapper.read, self._found.headers
        begun, self._begun = self._begun, None
        with self._below() if begun is None else nullcontext(begun) as rows:
            for line, row in rows:
                yield RowRead(line, read(line, row), headers, row)

    @contextmanager
    def _below(self) -> Iterator[Iterator[Row]]:
        """The rows below the header, read again from the beginning."""
        with self._table.open() as tables:
            sheet = next(one for one in tables if one.name == self._sheet)
            yield (row for row in sheet.rows if row[0] > self._found.line)

    def unknown(self) -> list[tuple[str, str, int]]:
        """(column, word, rows) nobody explained; after the rows were read."""
        return [] if self._mapper is None else strange_words(self._mapper.unknown)


class Table:
    """A source with the way to read it."""

    def __init__(self, source: Source, limits: ChildLimits) -> None:
        self.source = source
        self._limits = limits
        self._plan: Plan | None = None
        if source.kind is Kind.TEXT:
            self._plan = delimited.plan(source)

    @property
    def encoding(self) -> str:
        """What is shown: the encoding of a text, the format of a spreadsheet."""
        return self._plan.encoding if self._plan else str(self.source.kind)

    @contextmanager
    def open(self) -> Iterator[Iterator[Sheet]]:
        """Its sheets; a text file is one."""
        if self._plan is None:
            with sheets.open_workbook(self.source, self._limits) as found:
                yield found
        else:
            rows: Iterator[Row] = delimited.rows(self.source, self._plan)
            yield iter((sheets.Sheet("", self._plan.lines, rows),))

    def digest(self) -> str:
        """The SHA-256 of its bytes."""
        total = hashlib.sha256()
        with self.source.open() as handle:
            while chunk := handle.read(container.MB):
                total.update(chunk)
        return total.hexdigest()


class FileReader:
    """``services.import_ports.ExportReader`` over the packs in force."""

    def __init__(
        self,
        policies: PolicyBook,
        *,
        limits: container.Limits | None = None,
        child: ChildLimits | None = None,
    ) -> None:
        self._policies = policies
        self._limits = limits or container.LIMITS
        self._child = child or sheets.ChildLimits()

    def sources(self, path: Path) -> list[Source]:
        """The file itself, or every export in the archive that it is."""
        return container.sources(path, self._limits)

    @contextmanager
    def open(
        self, source: ExportSource, *, platform: Platform | None, now: int
    ) -> Iterator[Export]:
        """Find the header. Raises ``KnownError`` where there is none that is known."""
        assert isinstance(source, Source)
        known = recognise.shapes(self._policies, now)
        table = Table(source, self._child)
        heads: list[list[str]] = []
        with table.open() as tables:
            for sheet in tables:
                found = _header(sheet, known, platform, heads)
                if found is not None:
                    break
            else:
                raise recognise.unrecognised(heads, known, platform)
            yield Export(table, found, sheet, now=now)


def _header(
    sheet: Sheet, known: tuple[Shape, ...], platform: Platform | None, heads: list[list[str]]
) -> Recognised | None:
    """The header among the first filled rows of a sheet; what was looked at goes to ``heads``."""
    for place, (line, cells) in enumerate(sheet.rows):
        found = recognise.recognise(line, cells, known, platform)
        if found is not None:
            return found
        heads.append(cells)
        if place + 1 >= recognise.HEADER_ROWS:
            break
    return None
