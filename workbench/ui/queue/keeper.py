"""Lets snapshots in without a jump: who stays although gone, where the chosen card stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.ui.models import phrasing
from workbench.ui.models.difference import with_kept

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.services.queries import Snapshot
    from workbench.ui.models.difference import Difference
    from workbench.ui.models.queue_model import QueueModel
    from workbench.ui.queue.card_list import CardList


class Keeper:
    """Between loader, model and list. Cards leave only when the selection moves (design 5)."""

    def __init__(self, model: QueueModel, cards: CardList, now: Callable[[], int]) -> None:
        self._model, self._cards, self._now = model, cards, now

    def show(self, snapshot: Snapshot, *, keep: bool) -> None:
        """Put a snapshot into the list.

        ``keep``: the same view anew, so cards that are being taken leave of stay. Otherwise it is
        another view: the chosen card stays at its pixel where it is in it, else the first card is
        chosen and the list begins at its top.
        """
        if keep:
            kept = [number for number in self._model.left if self._undoable(number)]
            if self._cards.selected is not None:
                kept.append(self._cards.selected)
            merged = with_kept(snapshot, self._model.ids(), self._model.due(), kept)
            gone = set(kept) - set(snapshot.ids) if kept else set()
            self._cards.keep(lambda: self._take(merged, gone))
            return
        held = self._cards.selected
        if held is not None and held in snapshot.ids:
            self._cards.keep(lambda: self._take(snapshot, set()))
            return
        self._take(snapshot, set())
        self._cards.verticalScrollBar().setValue(0)
        self._cards.executeDelayedItemsLayout()
        self._cards.forget()
        first = snapshot.ids[0] if snapshot.ids else None
        self._cards.select(first)
        if first is None:  # ``select`` tells of changes only, and ``forget`` made this none
            self._cards.chosen.emit(None, None, False)

    def complete(self, snapshot: Snapshot) -> None:
        """The rest of the view behind its first rows, or all of it where those have changed."""
        if not self._model.complete_with(snapshot):
            self.show(snapshot, keep=True)

    def note(self, difference: Difference) -> None:
        """Mark the cards that have left the view, or come back; they stay where they are."""
        left = (self._model.left - difference.here) | difference.gone
        if left != self._model.left:
            self._model.left = left
            self._model.restate()
            self._cards.viewport().update()

    def leave(self, old: int | None, new: int | None, *, by_mouse: bool) -> None:
        """The selection has moved: cards that left the view go, the chosen one stays put.

        Going down by keys, the next card comes to where the last one stood. By the mouse nothing
        may move under the pointer: what cannot go without that stays for later.
        """
        gone = [n for n in self._model.left if n != new and not self._undoable(n)]
        row = self._model.row_of(new)
        if not gone or row < 0:
            return
        above = sum(0 <= self._model.row_of(number) < row for number in gone)
        if by_mouse and not self._cards.can_keep(above):
            return
        stepped = not by_mouse and self._model.row_of(old) == row - 1
        place = self._cards.y_of(old) if stepped and old in gone else None
        self._cards.keep(lambda: self._model.drop(gone), at=place)

    def undo_in_sight(self) -> bool:
        """Whether a line that runs out can be seen."""
        return any(self._undoable(number) for number in self._cards.ids_in_sight())

    def _take(self, snapshot: Snapshot, gone: set[int]) -> None:
        self._model.left = gone
        self._model.take(snapshot)

    def _undoable(self, number: int) -> bool:
        row = self._model.stored(number)
        return row is not None and phrasing.undo_left(row, self._now()) is not None
