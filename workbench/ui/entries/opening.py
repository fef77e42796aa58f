"""Opens entries one after another, each with its own result, and stops when told (OPEN-8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.base.errors import KnownError
from workbench.domain.refusal import Refusal
from workbench.services.workbench import EntryResult

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.services.workbench import WorkbenchDoor
    from workbench.ui.entries.book import OrderLine
    from workbench.ui.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One order and what became of opening it."""

    line: OrderLine
    result: EntryResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What one run did so far; ``total`` orders were asked for, ``at`` is when it began."""

    total: int
    at: int
    done: tuple[Opened, ...] = ()
    running: bool = True


class Opener(QObject):
    """One run at a time. ``moved(Batch)`` after every order, also after the last one."""

    moved = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: list[OrderLine] = []
        self._done: list[Opened] = []
        self._confirmed: Mapping[str, frozenset[str]] = {}
        self._total = self._at = 0
        self._running = False

    @property
    def running(self) -> bool:
        """Whether a run is under way."""
        return self._running

    def start(self, lines: list[OrderLine], confirmed: Mapping[str, frozenset[str]]) -> None:
        """Open these, one after another; ``confirmed`` are the rules ticked for a line's key.

        Does nothing while a run is under way.
        """
        if self._running or not lines:
            return
        self._waiting, self._done = list(lines), []
        self._confirmed, self._total = confirmed, len(lines)
        self._at = self._session.now()
        self._running = True
        self.moved.emit(self._batch())
        self._next()

    def stop(self) -> None:
        """Open no more; the one under way is still finished."""
        self._waiting = []

    def _next(self) -> None:
        if not self._waiting:
            self._running = False
            self.moved.emit(self._batch())
            return
        line = self._waiting.pop(0)
        order, actor = line.order, self._session.actor
        confirmed = self._confirmed.get(line.key, frozenset())

        def job(door: WorkbenchDoor) -> EntryResult:
            (result,) = door.open_entries([(order.shop, order.order_id)], confirmed, actor)
            return result

        self._session.operations.reach(
            job, lambda result: self._have(line, result), lambda error: self._fail(line, error)
        )

    def _have(self, line: OrderLine, result: EntryResult) -> None:
        self._done.append(Opened(line=line, result=result))
        if self._waiting:
            self.moved.emit(self._batch())
        self._next()

    def _fail(self, line: OrderLine, error: Exception) -> None:
        if isinstance(error, KnownError):
            refusal = Refusal(rule="OPEN-8", message=error.text)
            result = EntryResult(
                order_id=line.order.order_id, opened=False, state="", refused=(refusal,)
            )
            self._have(line, result)
            return
        self._waiting, self._running = [], False
        self._session.operations.failed.emit(error)
        self.moved.emit(self._batch())

    def _batch(self) -> Batch:
        return Batch(total=self._total, at=self._at, done=tuple(self._done), running=self._running)
