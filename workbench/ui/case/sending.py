"""Sends one act at a time: the same attempt keeps its command id, so nothing goes out twice."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.base.ids import new_id

if TYPE_CHECKING:
    from workbench.services.model import ActResult
    from workbench.services.workbench import ActRequest
    from workbench.ui.session import Session


class Sender(QObject):
    """``went(request, result)`` and ``refused(result)`` once the door answered; ``failed(error)``
    where it could not be asked. An answer that nobody waits for any more is reported all the
    same, and only ``went`` follows it."""

    went = Signal(object, object)
    refused = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._attempt = ("", "")
        self._turn = 0
        self.busy = False

    def leave(self) -> None:
        """Nobody waits for the answer any more."""
        self._turn += 1
        self.busy = False

    def send(self, request: ActRequest) -> None:
        """Send it, unless one is under way."""
        if self.busy:
            return
        mark = json.dumps(
            [str(request.key), request.action, dict(request.args), sorted(request.confirm),
             [str(path) for _kind, path in request.files]], default=str,
        )  # fmt: skip
        if mark != self._attempt[0]:
            self._attempt = (mark, new_id())
        marked = replace(request, command_id=self._attempt[1])
        self.busy, turn, actor = True, self._turn, self._session.actor
        self._session.operations.write(
            lambda door: door.act(marked, actor),
            lambda result: self._answered(turn, marked, result),
            lambda error: self._failed(turn, error),
        )

    def _answered(self, turn: int, request: ActRequest, result: ActResult) -> None:
        self._attempt = ("", "")
        waited = turn == self._turn
        if waited:
            self.busy = False
        if result.ok:
            self.went.emit(request, result)
            self._session.report(result)
            return
        self._session.report(result)
        if waited:
            self.refused.emit(result)

    def _failed(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            self.busy = False
            self.failed.emit(error)
        else:
            self._session.operations.failed.emit(error)
