"""Going to one case: in the view that is shown, or else in the view of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.base.texts import _
from workbench.domain.kinds import View
from workbench.services.queries import CaseQuery
from workbench.ui.queue import choice

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.domain.case import CaseKey
    from workbench.services.queries import Queries
    from workbench.ui.queue.parts import QueueParts


class Seeker:
    """Keeps a goal until its card is chosen, or is known to be gone."""

    def __init__(self, parts: QueueParts, show: Callable[[CaseQuery], None]) -> None:
        self._parts, self._show = parts, show
        self._goal: CaseKey | None = None

    def go_to(self, key: CaseKey) -> None:
        """Choose this case as soon as it is in the list."""
        self._goal = key
        self.seek()

    def seek(self) -> None:
        """Other cards are in the list: look whether the goal is among them."""
        goal = self._goal
        if goal is None:
            return

        def read(queries: Queries) -> int | None:
            return queries.card_id(goal)

        self._parts.session.operations.read(read, lambda number: self._found(goal, number))

    def _found(self, goal: CaseKey, number: int | None) -> None:
        if goal != self._goal:
            return
        parts = self._parts
        if number is None:
            self._goal = None
            parts.session.told.emit(_("This case is not here any more."), "soon")
        elif parts.model.row_of(number) >= 0:
            self._goal = None
            parts.cards.select(number)
        elif parts.loader.query.view is not View.ALL or choice.filtered(parts.loader.query):
            self._show(CaseQuery(view=View.ALL, sort=parts.loader.query.sort))
