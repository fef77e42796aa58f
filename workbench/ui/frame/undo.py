"""Ctrl+Z: the last decision of this window that can still be taken back, a batch as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from workbench.base.texts import _, phrase
from workbench.domain.case import CaseKey
from workbench.domain.kinds import CaseId, Delivery, ShopId
from workbench.ui import phrases
from workbench.ui.theme.plain import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.services.model import ActResult
    from workbench.services.workbench import WorkbenchDoor
    from workbench.ui.session import Session


class Undo(QObject):
    """Remembers what this window decided, as long as it can be taken back."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._groups: list[tuple[ActResult, ...]] = []
        session.acted.connect(self._acted)
        session.batch_acted.connect(self._together)

    def available(self) -> bool:
        """Whether there is something to take back now."""
        self._forget()
        return bool(self._groups)

    def undo(self) -> None:
        """Take the last decision back, or say that there is none."""
        self._forget()
        if not self._groups:
            self._session.told.emit(_("Nothing left to take back."), "info")
            return
        group = self._groups.pop()
        actor = self._session.actor

        def job(door: WorkbenchDoor) -> list[ActResult]:
            return [door.undo(result.command_id, actor) for result in reversed(group)]

        self._session.operations.write(job, self._done)

    def _done(self, results: Sequence[ActResult]) -> None:
        for result in results:
            self._session.report(result)
        late = [result for result in results if not result.ok]
        if late:
            why = late[0].refused[0].message if late[0].refused else None
            said = visible(phrase(why)) if why else _("It has left already.")
            self._session.told.emit(_("Not taken back: {why}").format(why=said), "soon")
            return
        act = phrases.action(results[0].action)
        if len(results) > 1:
            told = _("Taken back: {act}, {n} cards.").format(act=act, n=len(results))
            self._session.told.emit(told, "ok")
        else:
            self._session.told.emit(_("Taken back: {act}.").format(act=act), "ok")
            key = CaseKey(ShopId(results[0].shop), CaseId(results[0].case_id))
            self._session.asked.emit("queue", key)

    def _acted(self, result: ActResult) -> None:
        if not self._session.batching:
            self._together((result,))

    def _together(self, results: Sequence[ActResult]) -> None:
        waiting = tuple(
            result
            for result in results
            if result.ok and result.hold_until is not None and result.delivery == Delivery.WAITING
        )
        if waiting:
            self._groups.append(waiting)

    def _forget(self) -> None:
        now = self._session.now()
        self._groups = [
            group for group in self._groups if any((r.hold_until or 0) > now for r in group)
        ]
