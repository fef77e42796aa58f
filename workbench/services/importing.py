"""Taking in the exports of a shop: preview, merge, commit, one transaction for each file (IMP).

Knows files only through ``ExportReader``. A bad row is reported and the rest comes in, a bad file
changes nothing, the same file twice changes nothing.
"""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from workbench.base.errors import KnownError
from workbench.base.texts import counted, text
from workbench.domain import beijing
from workbench.domain.kinds import Millis
from workbench.services.import_merge import Cancelled, Merge, Seen, Twice, mark_absent
from workbench.services.import_ports import (
    ExportReader,
    ExportSource,
    RecognisedFile,
    Rejected,
    RowRead,
)
from workbench.services.import_report import Failed, FileReport, ImportReport
from workbench.services.import_shops import new_shop, platform_of, same_platform

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from workbench.base.texts import Text
    from workbench.domain.case import Case, CaseKey, Shop
    from workbench.domain.kinds import Platform
    from workbench.domain.policy.model import PolicyBook
    from workbench.services.deps import Deps
    from workbench.services.ports import Change, Store, UnitOfWork

    Progress = Callable[[int, int], bool]

__all__ = [
    "Cancelled",
    "ExportReader",
    "ExportSource",
    "FileReport",
    "ImportReport",
    "Importer",
    "RecognisedFile",
    "Rejected",
    "RowRead",
    "import_files",
]

# What is wrong with one file and leaves the others alone.
FILE_FAULTS = frozenset({"unreadable", "unrecognised", "other_platform"})
BATCH = 2_000


@dataclass(slots=True, kw_only=True)
class _Run:
    """One import while it runs."""

    shop: Shop
    known: Shop | None  # as it is stored; None for a new one
    dry_run: bool
    progress: Progress | None
    actor: str
    now: int
    report: ImportReport
    platform: Platform | None
    done: int = 0
    seen: Seen = field(default_factory=Seen)

    @property
    def known_as_of(self) -> int:
        """When the newest export so far was told, before this import."""
        return (self.known.as_of or 0) if self.known else 0

    def tell(self, rows: int, total: int) -> None:
        """Report progress. Raises ``Cancelled`` where the answer is False."""
        if self.progress is not None:
            done = self.done + rows
            if self.progress(done, max(done, self.done + total)) is False:
                raise Cancelled


def import_files(
    deps: Deps,
    reader: ExportReader,
    paths: Sequence[Path],
    *,
    shop: str,
    platform: str = "",
    dry_run: bool = False,
    progress: Progress | None = None,
    actor: str = "owner",
) -> dict[str, object]:
    """See ``Importer.run``; gives the JSON of the command line (cli.md)."""
    importer = Importer(store=deps.store, reader=reader, policies=deps.book, now=deps.now)
    report = importer.run(
        paths, shop=shop, platform=platform, dry_run=dry_run, progress=progress, actor=actor
    )
    return report.as_json()


class Importer:
    """The use case. One instance belongs to one thread, like the store it works on."""

    def __init__(
        self,
        *,
        store: Store,
        reader: ExportReader,
        policies: PolicyBook,
        now: Callable[[], int],
        batch: int = BATCH,
    ) -> None:
        self._store = store
        self._reader = reader
        self._policies = policies
        self._now = now
        self._batch = batch

    def run(
        self,
        paths: Sequence[Path],
        *,
        shop: str,
        platform: str = "",
        dry_run: bool = False,
        progress: Progress | None = None,
        actor: str = "owner",
    ) -> ImportReport:
        """Take in (or only preview) files of one shop, which is made where it does not exist.

        ``progress(rows done, about how many)`` may return False to stop: the file under way is
        rolled back and ``Cancelled`` raised. Files that cannot be used are in ``failed``.
        Raises ``KnownError`` for wrong arguments, and what the store raises.
        """
        run = self._begin(shop, platform, dry_run=dry_run, progress=progress, actor=actor)
        for path in paths:
            try:
                sources = self._reader.sources(path)
            except KnownError as error:
                self._failed(run, path.name, error)
                continue
            for source in sources:
                try:
                    self._one(run, source)
                except KnownError as error:
                    self._failed(run, source.name, error)
        if not dry_run and run.report.files and not run.report.failed:
            self._mark_absent(run)
        run.report.shop = run.shop.name
        return run.report

    def _failed(self, run: _Run, name: str, error: KnownError) -> None:
        if error.kind not in FILE_FAULTS:
            raise error
        run.report.entries.append(Failed(file=name, error=error))

    # ---------------------------------------------------------------------------- the shop

    def _begin(
        self,
        name: str,
        platform: str,
        *,
        dry_run: bool,
        progress: Progress | None,
        actor: str,
    ) -> _Run:
        wanted = platform_of(platform)
        if not name.strip():
            raise KnownError("usage", text("Say which shop the files belong to."))
        with self._store.read() as uow:
            known = uow.shops.get(name)
        shop = new_shop(name, wanted) if known is None else same_platform(known, wanted)
        return _Run(
            shop=shop,
            known=known,
            dry_run=dry_run,
            progress=progress,
            actor=actor,
            now=self._now(),
            report=ImportReport(),
            platform=shop.platform if known is not None else wanted,
        )

    # ----------------------------------------------------------------------------- one file

    def _one(self, run: _Run, source: ExportSource) -> None:
        with self._reader.open(source, platform=run.platform, now=run.now) as file:
            shop = self._shop_of(run, file)
            try:
                report, seen, changes = self._merge(run, shop, file, {})
            except Twice:
                last = self._last_lines(run, shop, file)
                report, seen, changes = self._merge(run, shop, file, last)
                report.warnings.append(_twice(last))
        run.shop, run.platform = shop, shop.platform
        run.done += report.rows
        run.report.entries.append(report)
        run.report.changes.extend(changes)
        _join(run.seen, seen)

    def _shop_of(self, run: _Run, file: RecognisedFile) -> Shop:
        as_of = max(run.shop.as_of or 0, file.said_at)
        shop = replace(run.shop, as_of=Millis(as_of))
        if run.platform is None:
            assumed = file.platform_assumed
            shop = replace(shop, platform=file.platform, platform_assumed=assumed)
        return shop

    def _merge(
        self, run: _Run, shop: Shop, file: RecognisedFile, last_lines: dict[str, int]
    ) -> tuple[FileReport, Seen, tuple[Change, ...]]:
        report = FileReport(
            file=file.name,
            encoding=file.encoding,
            recognised_as=file.recognised_as,
            title=file.title,
            platform=shop.platform,
            platform_assumed=shop.platform_assumed,
            columns=file.columns,
            warnings=list(file.warnings),
        )
        scope = self._store.read() if run.dry_run else self._store.write()
        with scope as uow:
            merge = Merge(
                uow,
                report,
                policies=self._policies,
                now=run.now,
                known_as_of=run.known_as_of,
                file_id=file.file_id,
                mapping_id=file.mapping_id,
                last_lines=last_lines,
                write=not run.dry_run,
            )
            merge.seen.said_at = file.said_at
            if not run.dry_run and shop != run.known:
                uow.shops.save(shop)
            with closing(file.rows(shop.id)) as rows:
                for batch in _batches(rows, self._batch):
                    merge.take(batch)
                    run.tell(report.rows, file.total)
            merge.finish()
            _tell_strange_words(report, file)
            changes: tuple[Change, ...] = ()
            if not run.dry_run:
                _keep_books(uow, run, report, file)
                changes = uow.commit()
        return report, merge.seen, changes

    def _last_lines(self, run: _Run, shop: Shop, file: RecognisedFile) -> dict[str, int]:
        """For every case id that comes more than once: the line that counts (IMP-4)."""
        last: dict[str, int] = {}
        twice: set[str] = set()
        with closing(file.rows(shop.id)) as rows:
            for batch in _batches(rows, self._batch):
                for row in batch:
                    if not isinstance(row.outcome, Rejected):
                        case_id = row.outcome.key.case_id
                        if case_id in last:
                            twice.add(case_id)
                        last[case_id] = row.line
                run.tell(0, file.total)
        return {case_id: last[case_id] for case_id in twice}

    # ------------------------------------------------------------------------------- absence

    def _mark_absent(self, run: _Run) -> None:
        """Mark open cases of the days these files cover that are in none of them (IMP-4)."""
        seen = run.seen
        if seen.first is None or seen.last is None:
            return
        days = (
            beijing.midnight(beijing.day_of(seen.first)),
            beijing.midnight(beijing.day_of(seen.last)) + beijing.DAY,
        )
        with self._store.read() as uow:
            keys = [
                key for key in uow.cases.open_keys(run.shop.id) if key.case_id not in seen.cases
            ]
            missing = [case.key for case in self._missing(uow, keys, seen, days)]
        if not missing:
            return
        with self._store.write() as uow:
            # As they are now: somebody may have decided one of them since they were looked at.
            marked = list(self._missing(uow, missing, seen, days))
            for case in marked:
                uow.cases.save(case)
            run.report.changes.extend(uow.commit())
        run.report.absent = len(marked)

    def _missing(
        self, uow: UnitOfWork, keys: list[CaseKey], seen: Seen, days: tuple[int, int]
    ) -> Iterator[Case]:
        """Those of the cases that are to be marked, with their mark."""
        for start in range(0, len(keys), self._batch):
            for case in uow.cases.get_many(keys[start : start + self._batch]).values():
                marked = mark_absent(case, seen, days)
                if marked is not None:
                    yield marked


def _batches(rows: Iterator[RowRead], size: int) -> Iterator[list[RowRead]]:
    batch: list[RowRead] = []
    for row in rows:
        batch.append(row)
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch


def _join(seen: Seen, more: Seen) -> None:
    seen.cases |= more.cases
    seen.first = min((at for at in (seen.first, more.first) if at is not None), default=None)
    seen.last = max((at for at in (seen.last, more.last) if at is not None), default=None)
    seen.said_at = max(seen.said_at, more.said_at)


def _twice(last: dict[str, int]) -> Text:
    case_id, line = next(iter(sorted(last.items(), key=lambda item: item[1])))
    return counted(
        "{n} case is in the file more than once; the last row counts ({case_id}: line {line}).",
        "{n} cases are in the file more than once; the last row counts ({case_id}: line {line}).",
        n=len(last),
        case_id=case_id,
        line=line,
    )


def _tell_strange_words(report: FileReport, file: RecognisedFile) -> None:
    """CASE-2: words nobody explained are kept as they came, and counted."""
    for column, word, rows in file.unknown():
        report.unknown_words += rows
        report.warnings.append(
            counted(
                "“{word}” in {column} is not known ({n} row): kept as it is.",
                "“{word}” in {column} is not known ({n} rows): kept as it is.",
                n=rows,
                word=word,
                column=column,
            )
        )


def _keep_books(uow: UnitOfWork, run: _Run, report: FileReport, file: RecognisedFile) -> None:
    """The audit entry, and the rejected rows as they came (IMP-3)."""
    uow.audit.append(
        at=run.now,
        actor=run.actor,
        command="import",
        subject=run.shop.id,
        decision="done",
        facts={
            "file": report.file,
            "file_id": file.file_id,
            "rows": report.rows,
            "added": report.added,
            "updated": report.updated,
            "unchanged": report.unchanged,
            "rejected": len(report.rejected),
            "claim_fen": report.claim_fen,
        },
    )
    rejected = f"import:{file.file_id}:rejected"
    uow.values.set(rejected, json.dumps(report.kept, ensure_ascii=False) if report.kept else None)
