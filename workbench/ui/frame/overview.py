"""The figures of the header, read off the UI thread, and who has just become critical."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.base.clock import monotonic_ms
from workbench.domain.kinds import Sort, View
from workbench.services.queries import CaseQuery
from workbench.ui.models.watch import LIMIT, Watch

if TYPE_CHECKING:
    from workbench.services.queries import News, Queries, Snapshot, Summary
    from workbench.ui.session import Session

LEAST_GAP_MS = 1_000
WAITED_GAP_MS = 60_000  # the longest waiting card is looked for once a minute


@dataclass(frozen=True, slots=True)
class Overview:
    """Header figures; ``waiting_since`` is when the card applied that has waited longest."""

    summary: Summary
    waiting_since: int | None


class Overlook(QObject):
    """Keeps the ``Overview`` fresh (``Session.summarised``) and watches the thresholds.

    ``critical`` with row ids that have become critical since they were last looked at; not with
    those that were so at the start. Without news a second costs two comparisons.
    """

    critical = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.watch = Watch()
        self.latest: Overview | None = None
        # (id, due) that were told of, or critical at the start: a card that comes back by an undo
        # is no news, one whose deadline has moved is.
        self._known: set[tuple[int, int]] | None = None
        self._reading = False
        self._stale = True
        self.least_gap_ms = LEAST_GAP_MS
        self._read_at = -LEAST_GAP_MS
        self._waited_at = -WAITED_GAP_MS
        session.beat.connect(self.beat)
        session.heard.connect(self._heard)
        session.settings_changed.connect(self.refresh)
        session.shop_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Read again at the next chance."""
        self._stale = True
        self._read()

    def beat(self, now: int) -> None:
        """A moment has passed."""
        crossed = self.watch.advance(now)
        if crossed.critical:
            self._tell(set(crossed.critical))
        if crossed or self.watch.runs_out:
            self._stale = True
        if self._stale:
            self._read()

    def _heard(self, news: News) -> None:
        if news.case_ids or news.changes:
            self.refresh()

    def _read(self) -> None:
        began = monotonic_ms()
        if self._reading or began - self._read_at < self.least_gap_ms:
            return
        self._reading, self._stale, self._read_at = True, False, began
        now, limits, shop = self._session.now(), self._session.thresholds(), self._session.shop
        before = self.latest.waiting_since if self.latest else None
        look_for_waiting = began - self._waited_at >= WAITED_GAP_MS or before is None
        if look_for_waiting:
            self._waited_at = began

        def job(queries: Queries) -> tuple[Overview, Snapshot]:
            summary = queries.summary(shop, now=now, thresholds=limits)
            since = before
            if look_for_waiting:
                first = queries.snapshot(
                    CaseQuery(view=View.TODO, sort=Sort.APPLIED),
                    now=now, thresholds=limits, limit=1,
                )  # fmt: skip
                rows = queries.cards(list(first.ids))
                since = rows[0].applied_at if rows else None
            nearest = queries.snapshot(
                CaseQuery(view=View.TODO), now=now, thresholds=limits, limit=LIMIT
            )
            return Overview(summary, since), nearest

        self._session.operations.read(job, self._came, self._failed)

    def _came(self, found: tuple[Overview, Snapshot]) -> None:
        self._reading = False
        self.latest, nearest = found
        now = self._session.now()
        critical = set(self.watch.load(nearest, now, self._session.thresholds()))
        self._session.summarised.emit(self.latest)
        if self._known is None:
            self._known = critical
        self._known = {pair for pair in self._known if pair[1] > now}
        self._tell(critical)

    def _tell(self, critical: set[tuple[int, int]]) -> None:
        if self._known is None:
            return
        fresh = critical - self._known
        self._known |= critical
        if fresh:
            self.critical.emit(tuple(sorted(number for number, _due in fresh)))

    def _failed(self, error: Exception) -> None:
        self._reading = False
        self._stale = True
        self._session.operations.failed.emit(error)
