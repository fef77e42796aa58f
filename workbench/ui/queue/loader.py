"""Everything the queue reads, off the UI thread: snapshots, rows for what is seen, counts, news."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.base.clock import monotonic_ms
from workbench.domain.kinds import View
from workbench.services.queries import CaseQuery
from workbench.ui.models.difference import Difference, compare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from workbench.services.queries import CardRow, News, Queries, Snapshot
    from workbench.ui.models.queue_model import QueueModel
    from workbench.ui.session import Session

FIRST = 200  # rows of a view that are shown while the rest is read
PAGE = 30  # rows read before and behind what is seen
MOST = 150  # rows of one reading
LEAST_GAP_MS = 1_000  # between two looks at a changed store


@dataclass(frozen=True, slots=True)
class Counts:
    """Cases per view, and per saved view by its name."""

    views: dict[str, int]
    saved: dict[str, int]


class QueueLoader(QObject):
    """Reads for one ``QueueModel`` and tells what has come.

    ``arrived(snapshot, keep)``: show it; ``keep`` False for another query. ``completed``: the
    whole of what was begun. ``rows_came`` with ids. ``pending`` with the ``Difference`` that waits
    behind the pill. ``failed`` with the exception of a first reading.
    """

    arrived = Signal(object, bool)
    completed = Signal(object)
    rows_came = Signal(object)
    pending = Signal(object)
    counted = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, model: QueueModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._model = model
        self.query = CaseQuery()
        self.saved: dict[str, CaseQuery] = {}
        self._turn = 0  # answers to earlier questions are not looked at
        self._changed: set[int] = set()  # rows that changed since the shown snapshot
        self._all_changed = False  # or all of them
        self._bringing = False  # a snapshot to be shown is being read
        self._fresh: Snapshot | None = None
        self._looking = self._dirty = False
        self._looked_at = 0
        self.least_gap_ms = LEAST_GAP_MS
        self._gap = 0
        self._rows_asked: tuple[int, int] | None = None
        self._reading_rows = False
        self._absent: set[int] = set()
        self._counting = self._recount = False

    # -- a view

    def show(self, query: CaseQuery) -> None:
        """Another view, filter or order: its first rows first, the rest behind them."""
        self.query = query
        self._start_over(bringing=True)
        turn = self._turn
        now, limits = self._session.now(), self._session.thresholds()

        def first(queries: Queries) -> tuple[Snapshot, list[CardRow]]:
            snapshot = queries.snapshot(query, now=now, thresholds=limits, limit=FIRST)
            return snapshot, queries.cards(snapshot.ids[:PAGE])

        def come(found: tuple[Snapshot, list[CardRow]]) -> None:
            if turn != self._turn:
                return
            snapshot, rows = found
            self._bringing = False
            self._model.put_rows(rows)
            self.arrived.emit(snapshot, False)
            if not snapshot.complete:
                self._read_rest(turn)
            self.count()

        self._session.operations.read(first, come, self._guard(turn))

    def _read_rest(self, turn: int) -> None:
        def come(snapshot: Snapshot) -> None:
            if turn == self._turn:
                self.completed.emit(snapshot)

        self._session.operations.read(self._snapshot_job(), come, self._guard(turn))

    def _snapshot_job(self) -> Callable[[Queries], Snapshot]:
        query, now, limits = self.query, self._session.now(), self._session.thresholds()
        return lambda queries: queries.snapshot(query, now=now, thresholds=limits)

    def take_in(self) -> None:
        """Show the view as it is now, with the chosen card at its pixel (the pill, ``.``)."""
        fresh = self._fresh
        if fresh is not None and not self._dirty and not self._looking:
            self._start_over()
            self.arrived.emit(fresh, True)
            return
        self._start_over(bringing=True)
        turn = self._turn

        def come(snapshot: Snapshot) -> None:
            if turn == self._turn:
                self._bringing = False
                self.arrived.emit(snapshot, True)

        self._session.operations.read(self._snapshot_job(), come, self._guard(turn))

    def _start_over(self, *, bringing: bool = False) -> None:
        self._turn += 1
        self._bringing = bringing
        self._changed.clear()
        self._all_changed = False
        self._absent.clear()
        self._fresh = None
        self._dirty = self._looking = False
        self.pending.emit(Difference())

    def _guard(self, turn: int) -> Callable[[Exception], None]:
        def tell(error: Exception) -> None:
            if turn == self._turn:
                self._bringing = False
                self.failed.emit(error)

        return tell

    # -- rows

    def want(self, first: int, last: int) -> None:
        """These rows are in sight: read what is missing of them and of a page around."""
        if self._reading_rows:
            self._rows_asked = (first, last)
            return
        ids = self._model.ids()
        wanted = [*ids[first : last + 1], *ids[last + 1 : last + 1 + PAGE]]
        wanted += ids[max(0, first - PAGE) : first]
        missing = [n for n in self._model.cache.missing(wanted) if n not in self._absent]
        if missing:
            self._read_rows(missing[:MOST])

    def refresh(self, numbers: Iterable[int]) -> None:
        """Read these rows again although they are here; they are shown until then."""
        numbers = list(numbers)
        if numbers:
            self._session.operations.read(lambda queries: queries.cards(numbers), self._rows_here)

    def _read_rows(self, numbers: Sequence[int]) -> None:
        self._reading_rows = True

        def come(rows: list[CardRow]) -> None:
            self._reading_rows = False
            self._absent.update(set(numbers) - {row.id for row in rows})
            self._rows_here(rows)
            asked, self._rows_asked = self._rows_asked, None
            if asked is not None:
                self.want(*asked)

        def failed(error: Exception) -> None:
            self._reading_rows = False
            self._session.operations.failed.emit(error)

        self._session.operations.read(lambda queries: queries.cards(numbers), come, failed)

    def _rows_here(self, rows: list[CardRow]) -> None:
        self._model.put_rows(rows)
        self.rows_came.emit([row.id for row in rows])

    # -- news

    def hear(self, news: News, in_sight: Iterable[int]) -> None:
        """The store has changed: reload what is seen, look whether cards came or went."""
        if news.everything:
            seen = set(in_sight)
            self._model.cache.keep_only(seen)
            self._absent.clear()
            self._all_changed = True
        elif news.case_ids:
            changed = set(news.case_ids)
            seen = changed.intersection(in_sight)
            self._model.cache.forget(changed - seen)
            self._changed |= changed
        else:
            return
        self.refresh(seen)
        self._dirty = True
        self.look()

    def hurry(self) -> None:
        """An act of this window: its news are looked at without waiting for the gap."""
        self._gap = 0

    def look(self) -> None:
        """Compare the shown list with the store, unless that was done a moment ago."""
        if not self._dirty or self._looking or not self._model.complete:
            return
        if self._bringing:
            return  # what is shown is about to be another list: compared with that one, later
        began = monotonic_ms()
        if began - self._looked_at < self._gap:
            return  # the next beat asks again
        self._looking, self._dirty = True, False
        self._looked_at = began
        turn, read = self._turn, self._snapshot_job()
        ids, due = self._model.ids()[:], self._model.due()[:]
        changed = None if self._all_changed else frozenset(self._changed)

        def job(queries: Queries) -> tuple[Snapshot, Difference]:
            fresh = read(queries)
            return fresh, compare(ids, due, fresh, changed)

        def come(found: tuple[Snapshot, Difference]) -> None:
            self._gap = max(self.least_gap_ms, 5 * (monotonic_ms() - began))
            if turn == self._turn:
                self._looking = False
                self._fresh, difference = found
                self.pending.emit(difference)
                self.count()

        def failed(error: Exception) -> None:
            self._looking, self._dirty = False, True
            self._session.operations.failed.emit(error)

        self._session.operations.read(job, come, failed)

    # -- counts

    def count(self) -> None:
        """Count the views again under the filters of the moment."""
        if self._counting:
            self._recount = True
            return
        self._counting, self._recount = True, False
        query, saved = replace(self.query, view=View.ALL), dict(self.saved)
        now, limits = self._session.now(), self._session.thresholds()

        def job(queries: Queries) -> Counts:
            views = queries.counts(query, now=now, thresholds=limits)
            return Counts(
                views,
                {
                    name: queries.counts(mine, now=now, thresholds=limits)[mine.view.value]
                    for name, mine in saved.items()
                },
            )

        def come(counts: Counts) -> None:
            self._counting = False
            self.counted.emit(counts)
            if self._recount:
                self.count()

        def failed(error: Exception) -> None:
            self._counting = False
            self._session.operations.failed.emit(error)

        self._session.operations.read(job, come, failed)
