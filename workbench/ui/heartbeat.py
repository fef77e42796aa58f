"""The one repeating timer: paints time, hears the store, sends what is due, syncs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from workbench.base.clock import monotonic_ms
from workbench.services.queries import News

if TYPE_CHECKING:
    from workbench.base.texts import Text
    from workbench.services.model import ActResult
    from workbench.services.ports import Change
    from workbench.services.queries import Queries
    from workbench.services.workbench import SyncReport
    from workbench.ui.frame.overview import Overview
    from workbench.ui.session import Session

BEAT_MS = 1_000
HURRIED_MS = 100  # only while a line that runs out can be seen
FIRST_SYNC_MS = 3_000
PUMP_MS = 10_000  # while something waits in the outbox


@dataclass(frozen=True, slots=True)
class Synced:
    """How the last sync went: when, and (shop id, what is wrong) for those that failed."""

    at: int
    read: int
    failed: tuple[tuple[str, Text | None], ...]
    all_failed: bool


class Heartbeat(QObject):
    """Beats once a second (``Session.beat``), and hands on what happened elsewhere.

    ``synced`` with a ``Synced``; ``syncing`` while one is under way. Reading the store's version
    happens on the reading worker, syncing and sending on the network worker.
    """

    synced = Signal(object)
    syncing = Signal(bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._timer = QTimer(self)
        self._timer.setObjectName("heartbeat")
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._hurried: set[int] = set()
        self._version: int | None = None
        self._token = 0
        self._polling = self._again = False
        self._own: Counter[Change] = Counter()
        self._holds: list[int] = []
        self._outbox = 0
        self._second_at = self._pumped_at = self._synced_at = monotonic_ms()
        self._pumping = self._syncing = False
        session.hurried.connect(self._hurry)
        session.acted.connect(self._acted)
        session.summarised.connect(self._summarised)

    # -- running

    def prime(self) -> None:
        """Learn where the store stands, before anything is read for a screen."""

        def job(queries: Queries) -> tuple[int, int]:
            return queries.data_version(), queries.token()

        def come(found: tuple[int, int]) -> None:
            self._version, self._token = found

        self._session.operations.read(job, come)

    def start(self) -> None:
        """Begin to beat; the first sync comes a moment later, when the cards are there."""
        wait = self._session.settings.autosync_seconds * 1000
        self._synced_at = monotonic_ms() - wait + FIRST_SYNC_MS
        self._timer.start()

    def stop(self) -> None:
        """Beat no more."""
        self._timer.stop()

    @property
    def interval(self) -> int:
        """Milliseconds between two beats."""
        return self._timer.interval()

    def _hurry(self, who: object, on: bool) -> None:
        (self._hurried.add if on else self._hurried.discard)(id(who))
        self._timer.setInterval(HURRIED_MS if self._hurried else BEAT_MS)

    def _beat(self) -> None:
        now = self._session.now()
        self._session.beat.emit(now)
        if self._holds and self._holds[0] <= now:
            while self._holds and self._holds[0] <= now:
                heappop(self._holds)
            self.pump()
        real = monotonic_ms()
        if real - self._second_at >= BEAT_MS - HURRIED_MS // 2:
            self._second_at = real
            self._second(real)

    def _second(self, real: int) -> None:
        self.poll()
        if self._outbox and real - self._pumped_at >= PUMP_MS:
            self.pump()
        if real - self._synced_at >= self._session.settings.autosync_seconds * 1000:
            self.sync()

    # -- hearing

    def poll(self) -> None:
        """Ask whether the store has changed; ``Session.heard`` and ``changed`` tell."""
        if self._polling:
            self._again = True
            return
        self._polling, self._again = True, False
        version, token = self._version, self._token

        def job(queries: Queries) -> tuple[int, News] | None:
            current = queries.data_version()
            return None if current == version else (current, queries.news(token))

        self._session.operations.read(job, self._polled, self._poll_failed)

    def _polled(self, found: tuple[int, News] | None) -> None:
        self._polling = False
        if found is not None:
            self._version, news = found
            self._token = news.token
            self._session.heard.emit(news)
            self._session.news(self._foreign(news.changes))
        if self._again:
            self.poll()

    def _poll_failed(self, error: Exception) -> None:
        self._polling = False
        self._session.operations.failed.emit(error)

    def _foreign(self, changes: tuple[Change, ...]) -> tuple[Change, ...]:
        """What was not told already by the act of this window that did it."""
        found = []
        for change in changes:
            if self._own[change] > 0:
                self._own[change] -= 1
            else:
                found.append(change)
        self._own.clear()
        return tuple(found)

    def _acted(self, result: ActResult) -> None:
        self._own.update(set(result.changes))
        if result.hold_until is not None:
            heappush(self._holds, result.hold_until)
        self.poll()

    def _summarised(self, overview: Overview) -> None:
        self._outbox = overview.summary.outbox

    # -- sending and syncing

    def pump(self) -> None:
        """Send what is due; its changes come back as news."""
        if self._pumping:
            return
        self._pumping, self._pumped_at = True, monotonic_ms()

        def done(changes: tuple[Change, ...]) -> None:
            self._pumping = False
            if changes:
                self.poll()

        def failed(error: Exception) -> None:
            self._pumping = False
            self._session.operations.failed.emit(error)

        self._session.operations.reach(lambda door: door.pump(), done, failed)

    def sync(self) -> None:
        """Read what is new on the platforms, and send what waits."""
        if self._syncing:
            return
        self._syncing, self._synced_at = True, monotonic_ms()
        self.syncing.emit(True)

        def done(reports: list[SyncReport]) -> None:
            self._finish_sync()
            failed = tuple((r.shop, r.failed) for r in reports if r.failed is not None)
            self.synced.emit(
                Synced(
                    self._session.now(), sum(report.read for report in reports), failed,
                    bool(reports) and len(failed) == len(reports),
                )
            )  # fmt: skip
            self.poll()

        def failed(error: Exception) -> None:
            self._finish_sync()
            self._session.operations.failed.emit(error)

        self._session.operations.reach(lambda door: door.sync(), done, failed)
        self.pump()

    def _finish_sync(self) -> None:
        self._syncing = False
        self.syncing.emit(False)
