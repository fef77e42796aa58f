"""Several cards at once: what would be refused, one act for all, a result for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.base.texts import ngettext
from workbench.domain.kinds import Action
from workbench.services.workbench import ActRequest
from workbench.ui.queue.batch_results import Outcome
from workbench.ui.queue.choice import key_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.domain.case import Case
    from workbench.services.model import ActResult
    from workbench.services.queries import CardRow, Queries
    from workbench.services.workbench import WorkbenchDoor
    from workbench.ui.queue.batch_bar import BatchBar
    from workbench.ui.session import Session

MOST = 200  # one batch; more is an afternoon's work and no slip of the hand


def requests_for(
    rows: Sequence[CardRow], action: Action, args: Mapping[str, object]
) -> list[ActRequest]:
    """One request per card; a refund names the sum it was decided for (CASE-5)."""
    money = action is Action.AGREE_REFUND
    return [
        ActRequest(
            key=key_of(row),
            action=action,
            args={**args, "amount_fen": row.claim_fen} if money else args,
            if_version=row.version if money else None,
        )
        for row in rows
    ]


class Batch(QObject):
    """Looks after the chosen ids: previews and runs. ``finished`` with a tuple of ``Outcome``."""

    finished = Signal(object)

    def __init__(self, session: Session, bar: BatchBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._bar = bar
        self._ids: tuple[int, ...] = ()
        self._turn = 0

    def choose(self, ids: Sequence[int]) -> None:
        """Other cards are chosen: sum them up and look what could not be refunded."""
        self._ids = tuple(ids)
        self._turn += 1
        self._bar.set_chosen(len(ids), None, 0)
        if len(ids) > MOST:
            told = ngettext("At most {n} card in one go.", "At most {n} cards in one go.", MOST)
            self._bar.close_agree(told.format(n=MOST))
        elif ids:
            self._preview(self._turn)

    def run(self, action: Action, args: Mapping[str, object]) -> None:
        """Do one act with all chosen cards."""
        if not self._ids or self._bar.working() or len(self._ids) > MOST:
            return
        self._bar.set_working(True)
        ids = self._ids
        self._session.operations.read(
            lambda queries: queries.cards(ids),
            lambda rows: self._act(rows, action, args),
            self._failed,
        )

    def _act(self, rows: list[CardRow], action: Action, args: Mapping[str, object]) -> None:
        requests, actor = requests_for(rows, action, args), self._session.actor

        def done(results: list[ActResult]) -> None:
            self._bar.set_working(False)
            self._session.report_all(tuple(results))
            pairs = zip(rows, results, strict=True)
            self.finished.emit(tuple(Outcome(row, result) for row, result in pairs))

        self._session.operations.write(
            lambda door: door.act_many(requests, actor), done, self._failed
        )

    def _failed(self, error: Exception) -> None:
        self._bar.set_working(False)
        self._session.operations.failed.emit(error)

    def _preview(self, turn: int) -> None:
        ids = self._ids

        def read(queries: Queries) -> tuple[list[CardRow], list[Case]]:
            rows = queries.cards(ids)
            details = [queries.detail(key_of(row)) for row in rows]
            return rows, [detail.case for detail in details if detail is not None]

        def asked(found: tuple[list[CardRow], list[Case]]) -> None:
            rows, cases = found
            if turn != self._turn:
                return
            total = sum(row.claim_fen for row in rows)
            self._bar.set_chosen(len(ids), total, 0)
            self._session.operations.write(
                lambda door: refused_refunds(door, cases),
                lambda refused: self._shown(turn, total, refused),
            )

        self._session.operations.read(read, asked)

    def _shown(self, turn: int, total: int, refused: int) -> None:
        if turn == self._turn:
            self._bar.set_chosen(len(self._ids), total, refused)


def refused_refunds(door: WorkbenchDoor, cases: Sequence[Case]) -> int:
    """How many of the cases could not be refunded now, whatever is confirmed."""
    return sum(
        not any(
            option.action == Action.AGREE_REFUND and not option.blocking
            for option in door.options(case)
        )
        for case in cases
    )
