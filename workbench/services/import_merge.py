"""Merging the rows of one file into what is known, inside one unit of work (IMP-3, IMP-4)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from workbench.base.errors import KnownError
from workbench.base.texts import text
from workbench.domain.intake import take_in
from workbench.domain.kinds import Delivery, Millis
from workbench.services import entries
from workbench.services.import_newer import (
    happened_at,
    same_facts,
    standing_of_case,
    standing_of_reading,
)
from workbench.services.import_ports import ManySaver, RowMemory
from workbench.services.import_report import SHOWN_LINES, FileReport, Line
from workbench.services.recording import settle_handoff

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.domain.case import Case, CaseKey, TimelineEntry
    from workbench.domain.policy.model import PolicyBook
    from workbench.domain.reading import Reading
    from workbench.services.import_ports import RowRead
    from workbench.services.ports import UnitOfWork

    # The row that is to be remembered (None: the one before stays), the case, what is new in it.
    Merged = tuple[RowRead | None, Case, tuple[TimelineEntry, ...]]

LATER = 20_000  # rows put off until the whole file was seen; beyond it they stay as they are
_BY_HAND = (Delivery.HANDOFF, Delivery.HANDOFF_DONE)


class Cancelled(KnownError):
    """The person stopped the import; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(
            "cancelled", text("The import was stopped: nothing was changed."), exit_code=1
        )


class Twice(Exception):
    """A case id came a second time: which row is the last one must be known beforehand."""


@dataclass(slots=True, kw_only=True)
class Seen:
    """What the files of one import spoke of, for the cases they do not speak of."""

    cases: set[str] = field(default_factory=set)
    first: int | None = None  # of the application times
    last: int | None = None
    said_at: int = 0

    def add(self, reading: Reading) -> None:
        """Note a row."""
        at = reading.applied_at
        self.cases.add(reading.key.case_id)
        self.first = at if self.first is None else min(self.first, at)
        self.last = at if self.last is None else max(self.last, at)


class Merge:
    """One file on its way in. ``write`` False only counts (the preview)."""

    def __init__(
        self,
        uow: UnitOfWork,
        report: FileReport,
        *,
        policies: PolicyBook,
        now: int,
        known_as_of: int,
        file_id: str,
        mapping_id: str,
        last_lines: dict[str, int],
        write: bool,
    ) -> None:
        self._uow = uow
        self._report = report
        self._policies = policies
        self._now = now
        self._known_as_of = known_as_of
        self._file_id = f"{mapping_id}:{file_id}"
        self._mapping = f"{mapping_id}:"
        self._last_lines = last_lines
        self._write = write
        self._later: list[RowRead] = []
        self._first: list[Case] = []  # seen for the first time, not yet written
        self._entries: set[str] | None = None  # orders with an entry that a case may have used
        self._floor = 0  # the file was told after this had happened
        self.seen = Seen()

    def take(self, rows: list[RowRead]) -> None:
        """A batch of rows. Raises ``Twice`` where an id repeats that nobody announced."""
        readings = [(row, reading) for row in rows if (reading := self._counted(row)) is not None]
        readings = self._without_repeated(readings)
        known = self._uow.cases.get_many([reading.key for _, reading in readings])
        self._save(self._merged(readings, known))

    def _without_repeated(
        self, readings: list[tuple[RowRead, Reading]]
    ) -> list[tuple[RowRead, Reading]]:
        """Drop rows that are, cell for cell, what was taken in last: they cannot change anything.

        The first ones stay, so that the preview can show them.
        """
        cases = self._uow.cases
        if not isinstance(cases, RowMemory) or len(self._report.lines) < SHOWN_LINES:
            return readings
        shop = readings[0][1].key.shop if readings else ""
        kept = cases.remembered(shop, [reading.key.case_id for _, reading in readings])
        fresh = []
        for row, reading in readings:
            old = kept.get(reading.key.case_id)
            if (
                old is not None
                and old.cells == row.cells
                and old.quiet
                and old.names == row.headers
                and old.file_id.startswith(self._mapping)
            ):
                self._report.unchanged += 1
            else:
                fresh.append((row, reading))
        return fresh

    def _counted(self, row: RowRead) -> Reading | None:
        """The reading that is to be merged; None for what is rejected or superseded further on."""
        reading = self._report.count(row)
        if reading is None:
            return None
        case_id = reading.key.case_id
        if self._last_lines.get(case_id, row.line) != row.line:
            self._report.unchanged += 1
            return None
        if case_id in self.seen.cases:
            raise Twice
        self.seen.add(reading)
        happened = happened_at(reading)
        if self._floor < happened <= self._now:
            self._floor = happened
        return reading

    def _merged(
        self, readings: list[tuple[RowRead, Reading]], known: dict[CaseKey, Case]
    ) -> Iterator[Merged]:
        for row, reading in readings:
            case = known.get(reading.key)
            verdict = "new" if case is None else self._verdict(case, reading)
            if case is not None and case.platform is not reading.platform:
                yield from self._set_right(row, reading, case, newer=verdict == "new")
            elif verdict == "later":
                self._later.append(row)
            elif verdict == "older" and case is not None:
                yield from self._left(row, reading, case)
            else:
                yield from self._taken(row, reading, case)

    def _verdict(self, case: Case, reading: Reading) -> str:
        """new, older (or equal: nothing to do), or later (the rest of the file decides)."""
        ours, theirs = standing_of_case(case), standing_of_reading(reading)
        if theirs.beats(ours):
            return "new"
        if theirs == ours and case.intent is not None and case.intent.state in _BY_HAND:
            return "new"  # a hand-off is confirmed or contradicted by any newer telling (OUT-4)
        if case.final or reading.as_of <= case.as_of or same_facts(case, reading):
            return "older"
        return "later" if len(self._later) < LATER else "older"

    def finish(self) -> None:
        """Rows whose own times do not make them newer, though the file as a whole is.

        A deadline can move back (after an intervention, a change by the buyer), and some exports
        have no time for a refusal. Where the file speaks of something that happened after we last
        heard of the case, it was told later, whatever the row's times are.
        """
        for start in range(0, len(self._later), 500):
            rows = self._later[start : start + 500]
            readings = [(row, row.outcome) for row in rows]
            known = self._uow.cases.get_many([reading.key for _, reading in readings])  # type: ignore[union-attr]
            self._save(self._decided(readings, known))  # type: ignore[arg-type]

    def _decided(
        self, readings: list[tuple[RowRead, Reading]], known: dict[CaseKey, Case]
    ) -> Iterator[Merged]:
        for row, reading in readings:
            case = known[reading.key]
            if self._floor > case.as_of:
                yield from self._taken(row, reading, case)
                continue
            yield from self._left(row, reading, case)

    def _left(self, row: RowRead, reading: Reading, case: Case) -> Iterator[Merged]:
        """The case stays as it is; only that it is in the export again may be news."""
        self._report.unchanged += 1
        self._show(row, reading, case, case, "unchanged")
        if self._present(case):
            yield None, _not_absent(case), ()

    def _set_right(
        self, row: RowRead, reading: Reading, case: Case, *, newer: bool
    ) -> Iterator[Merged]:
        """The platform of the shop was only assumed, and has been set right."""
        after = replace(case, platform=reading.platform)
        timeline: tuple[TimelineEntry, ...] = ()
        if newer:
            told = replace(reading, as_of=max(reading.as_of, case.as_of))
            taken = take_in(after, told, self._policies, self._now)
            after, timeline = taken.case, taken.timeline
        self._report.updated += 1
        self._show(row, reading, case, after, "updated")
        yield row if newer else None, after, timeline

    def _taken(self, row: RowRead, reading: Reading, case: Case | None) -> Iterator[Merged]:
        if case is not None and reading.as_of < case.as_of:
            reading = replace(reading, as_of=case.as_of)
        taken = take_in(case, reading, self._policies, self._now)
        after = taken.case
        present = case is not None and self._present(case)
        if case is None:
            self._report.added += 1
            self._first.append(after)
            result = "added"
        elif taken.changed:
            self._report.updated += 1
            result = "updated"
        else:
            self._report.unchanged += 1
            result = "unchanged"
        self._show(row, reading, case, after, result)
        if present:
            after = _not_absent(after)
        if result != "unchanged" or present:
            yield row, after, taken.timeline if result != "unchanged" else ()

    def _present(self, case: Case) -> bool:
        """It was missing from the newest export, and this one is not older than that."""
        return case.local.absent and self.seen.said_at >= self._known_as_of

    def _save(self, merged: Iterator[Merged]) -> None:
        done = list(merged)
        first, self._first = self._first, []
        if not (self._write and done):
            return
        cases = self._uow.cases
        items = [(case, timeline) for _, case, timeline in done]
        if isinstance(cases, ManySaver):
            cases.save_many(items)
        else:
            for case, timeline in items:
                cases.save(case, timeline)
        for case, _ in items:
            settle_handoff(self._uow, case, self._now)
        for case in first:
            if case.order_id in self._reopened(case):
                entries.on_new_case(self._uow, case, self._now)
        rows = [(row, case.key) for row, case, _ in done if row is not None]
        if isinstance(cases, RowMemory):
            kept = ((key, row.headers, row.cells) for row, key in rows)
            cases.remember_rows(self._file_id, kept)
        else:
            for row, key in rows:
                cases.remember_row(key, self._file_id, row.as_it_came())

    def _reopened(self, case: Case) -> set[str]:
        if self._entries is None:
            found = self._uow.orders.entries_in(case.key.shop, entries.LIVE)
            self._entries = {entry.order_id for entry in found}
        return self._entries

    def _show(
        self, row: RowRead, reading: Reading, before: Case | None, after: Case, result: str
    ) -> None:
        lines = self._report.lines
        if len(lines) < SHOWN_LINES:
            lines.append(
                Line(
                    line=row.line,
                    case_id=after.key.case_id,
                    item_title=after.item_title,
                    result=result,
                    claim_fen=reading.claim_fen,
                    stage=str(after.stage),
                    due_at=after.deadline.at,
                    moved=_moved(before, after) if before is not None else (),
                )
            )


def _not_absent(case: Case) -> Case:
    return replace(case, local=replace(case.local, absent=False))


def _moved(before: Case, after: Case) -> tuple[tuple[str, str, str], ...]:
    """What a preview shows of a change: fact, before, after, in stable words and numbers."""
    pairs: tuple[tuple[str, object, object], ...] = (
        ("stage", before.stage, after.stage),
        ("type", before.type, after.type),
        ("claim_fen", before.claim_fen, after.claim_fen),
        ("due_at", before.deadline.at, after.deadline.at),
        ("refunded_fen", before.refunded_fen, after.refunded_fen),
        ("reason", before.reason, after.reason),
        ("remark", before.local.remark, after.local.remark),
    )
    return tuple(
        (name, "" if old is None else str(old), "" if new is None else str(new))
        for name, old, new in pairs
        if old != new
    )


def mark_absent(case: Case, seen: Seen, days: tuple[int, int]) -> Case | None:
    """The case with its mark, where a newer export of its days does not have it (IMP-4).

    None where nothing changes: final, marked already, or not of those days.
    """
    first, end = days
    told_before = case.as_of < seen.said_at and first <= case.applied_at < Millis(end)
    if case.final or case.local.absent or not told_before:
        return None
    return replace(case, local=replace(case.local, absent=True))
