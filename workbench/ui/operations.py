"""Work off the UI thread: one worker writes, one reads, one talks to platforms.

No SQL and no network ever runs on the UI thread (architecture). The workers are plain
``ThreadPoolExecutor``s of one thread each; what they need (a door, queries) is opened on that
thread once. Results come back on the UI thread.
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from workbench.base.errors import KnownError

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.services.queries import Queries
    from workbench.services.workbench import WorkbenchDoor

T = TypeVar("T")


def _at_once(action: Callable[[], None]) -> None:
    action()


class _Bridge(QObject):
    """Carries a finished job back to the UI thread."""

    finished = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.finished.connect(self._run, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _run(self, job: Callable[[], None]) -> None:
        job()


class Operations(QObject):
    """Runs jobs on the workers and hands results back.

    ``failed`` is emitted with a ``KnownError`` or another exception when a job without a handler
    of its own fails: failures end in one place. ``busy_changed`` follows the number of writes
    under way.
    """

    failed = Signal(object)
    busy_changed = Signal(int)

    def __init__(
        self,
        open_door: Callable[[], WorkbenchDoor],
        open_queries: Callable[[], Queries],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._open_door = open_door
        self._open_queries = open_queries
        self._local = threading.local()
        self._bridge = _Bridge()
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="reader")
        self._network = ThreadPoolExecutor(1, thread_name_prefix="network")
        self._closed = False
        self._writes = 0

    def write(
        self,
        job: Callable[[WorkbenchDoor], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run ``job`` with the door on the writing worker; ``then`` gets its result here."""
        if self._closed:
            return
        self._writes += 1
        self.busy_changed.emit(self._writes)

        def finish(action: Callable[[], None]) -> None:
            self._writes -= 1
            self.busy_changed.emit(self._writes)
            action()

        self._submit(self._writer, lambda: job(self._door()), then, failed, finish)

    def read(
        self,
        job: Callable[[Queries], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run ``job`` with the queries on the reading worker; ``then`` gets its result here."""
        if not self._closed:
            self._submit(self._reader, lambda: job(self._queries()), then, failed, _at_once)

    def warm(self) -> None:
        """Let the reading worker open its queries before anything is asked of them."""
        self.read(lambda _queries: None)

    def reach(
        self,
        job: Callable[[WorkbenchDoor], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run ``job`` with a door of its own where waiting for a platform holds up nobody."""
        if not self._closed:
            self._submit(self._network, lambda: job(self._door()), then, failed, _at_once)

    def close(self) -> None:
        """Finish what runs and every write that was asked for, drop what only reads; stop."""
        self._closed = True
        for pool in (self._reader, self._network):
            pool.shutdown(wait=False, cancel_futures=True)
        for pool in (self._writer, self._reader, self._network):
            pool.shutdown(wait=True)

    def _submit(
        self,
        pool: ThreadPoolExecutor,
        job: Callable[[], Any],
        then: Callable[[Any], None] | None,
        failed: Callable[[Exception], None] | None,
        finish: Callable[[Callable[[], None]], None],
    ) -> None:
        def run() -> None:
            try:
                result = job()
            except KnownError as error:
                self._back(finish, failed or self.failed.emit, error)
            except Exception as error:  # noqa: BLE001 - an edge: every failure ends in one place
                self._back(finish, failed or self.failed.emit, error)
            else:
                self._back(finish, then, result)

        pool.submit(run)

    def _back(
        self,
        finish: Callable[[Callable[[], None]], None],
        target: Callable[[Any], object] | None,
        value: object,
    ) -> None:
        def deliver() -> None:
            if self._closed:
                return

            def action() -> None:
                if target is not None:
                    target(value)

            finish(action)

        self._bridge.finished.emit(deliver)

    def _door(self) -> WorkbenchDoor:
        if not hasattr(self._local, "door"):
            self._local.door = self._open_door()
        door: WorkbenchDoor = self._local.door
        return door

    def _queries(self) -> Queries:
        if not hasattr(self._local, "queries"):
            self._local.queries = self._open_queries()
        queries: Queries = self._local.queries
        return queries
