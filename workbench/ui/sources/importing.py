"""Importing files off the UI thread: preview, then the import, with progress and a stop (IMP)."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from workbench.base.clock import monotonic_ms
from workbench.base.errors import KnownError
from workbench.ui.sources.report import Report, parse

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.services.workbench import WorkbenchDoor
    from workbench.ui.session import Session

# Where an import stands.
CHOOSE, READING, PREVIEW, IMPORTING, DONE, FAILED = (
    "choose", "reading", "preview", "importing", "done", "failed",
)  # fmt: skip
TELL_MS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where the files go: a shop's id, or the name of a new one; ``platform`` "" as recognised."""

    shop: str = ""
    platform: str = ""

    @property
    def known(self) -> bool:
        """Whether it says which shop."""
        return bool(self.shop.strip())


class _Progress(QObject):
    """Carries (run, rows done, about how many) from the worker to the UI thread."""

    moved = Signal(int, int, int)


class _Run:
    """One reading: its stop flag is set on the UI thread and looked at on the worker."""

    def __init__(self, number: int, bridge: _Progress) -> None:
        self.number = number
        self.stop = threading.Event()
        self._bridge = bridge
        self._told = 0

    def progress(self, done: int, total: int) -> bool:
        """Called on the worker; False stops."""
        now = monotonic_ms()
        if now - self._told >= TELL_MS:
            self._told = now
            self._bridge.moved.emit(self.number, done, total)
        return not self.stop.is_set()


class Importing(QObject):
    """The import under way. ``changed`` whenever state, report, error or target are others;
    ``moved(done, total)`` while it reads.

    A preview runs beside the agent's acts, on the network worker; the import itself on the
    writing worker, because the store has one writer.
    """

    changed = Signal()
    moved = Signal(int, int)
    imported = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._number = 0
        self._run: _Run | None = None
        self._bridge = _Progress()
        self._bridge.moved.connect(self._moved, Qt.ConnectionType.QueuedConnection)
        self.state = CHOOSE
        self.paths: tuple[Path, ...] = ()
        self.target = Target()
        self.report = Report()
        self.error = ""
        self.stopped = False

    # -- what is chosen

    def take(self, paths: list[Path], target: Target) -> None:
        """New files: look at them where the shop is known."""
        self.paths = tuple(dict.fromkeys(paths))
        self.target = target
        self.preview()

    def aim(self, target: Target) -> None:
        """Another shop or platform: look again."""
        if target != self.target:
            self.target = target
            self.preview()

    def clear(self) -> None:
        """Forget the files; what runs is stopped."""
        self._halt()
        self.paths, self.report, self.error, self.stopped = (), Report(), "", False
        self._stand(CHOOSE)

    def stop(self) -> None:
        """Stop what runs; nothing of the file under way comes in."""
        if self._run is not None:
            self._run.stop.set()

    # -- running

    def preview(self) -> None:
        """Read the files without changing anything."""
        self._halt()
        self.report, self.error, self.stopped = Report(), "", False
        if not self.paths or not self.target.known:
            self._stand(CHOOSE)
            return
        run = self._begin(READING)
        self._session.operations.reach(
            lambda door: self._read(door, run, dry_run=True),
            lambda document: self._have(run, document, PREVIEW),
            lambda error: self._fail(run, error),
        )

    def start(self) -> None:
        """Import what the preview has shown."""
        if self.state != PREVIEW or not self.report.good:
            return
        self.error, self.stopped = "", False
        run = self._begin(IMPORTING)
        self._session.operations.write(
            lambda door: self._read(door, run, dry_run=False),
            lambda document: self._have(run, document, DONE),
            lambda error: self._fail(run, error),
        )

    def _read(self, door: WorkbenchDoor, run: _Run, *, dry_run: bool) -> dict[str, object]:
        return door.import_files(
            self.paths, shop=self.target.shop.strip(), platform=self.target.platform,
            dry_run=dry_run, progress=run.progress, actor=self._session.actor,
        )  # fmt: skip

    def _begin(self, state: str) -> _Run:
        self._number += 1
        run = self._run = _Run(self._number, self._bridge)
        self._stand(state)
        return run

    def _halt(self) -> None:
        if self._run is not None:
            self._run.stop.set()
            self._run = None
        self._number += 1

    def _moved(self, number: int, done: int, total: int) -> None:
        if self._run is not None and number == self._run.number:
            self.moved.emit(done, total)

    def _have(self, run: _Run, document: dict[str, object], state: str) -> None:
        if self._run is not run:
            return
        self._run = None
        self.report = parse(document)
        self._stand(state)
        if state == DONE:
            self.imported.emit(self.report)

    def _fail(self, run: _Run, error: Exception) -> None:
        if self._run is not run:
            return
        self._run = None
        if not isinstance(error, KnownError):
            self._session.operations.failed.emit(error)
        was = self.state
        self.stopped = isinstance(error, KnownError) and error.kind == "cancelled"
        self.error = "" if self.stopped else _words(error)
        self._stand(PREVIEW if was == IMPORTING and self.stopped else FAILED)

    def _stand(self, state: str) -> None:
        self.state = state
        self.changed.emit()


def _words(error: Exception) -> str:
    from workbench.base.texts import phrase

    return phrase(error.text) if isinstance(error, KnownError) else type(error).__name__
