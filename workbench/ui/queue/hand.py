"""What the hand does in the queue: choosing, deciding and going on, several at once, by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from workbench.base.texts import _
from workbench.domain.kinds import Action, Delivery, View
from workbench.ui.later import later
from workbench.ui.queue.choice import key_of
from workbench.ui.queue.keys import LETTERS, STAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from workbench.services.model import ActResult
    from workbench.services.queries import News
    from workbench.ui.models.difference import Difference
    from workbench.ui.queue.batch_results import Outcome
    from workbench.ui.queue.parts import QueueParts
    from workbench.ui.queue.showing import Showing

_KEY = Qt.Key


class Hand(QObject):
    """Selection, decisions and keys of one queue."""

    def __init__(self, parts: QueueParts, showing: Showing) -> None:
        super().__init__(parts)
        self._parts, self._showing = parts, showing
        self._going_on = False  # an act has moved the selection: let waiting cards in
        self._hurried = False
        view, cards = parts.view, parts.cards
        cards.chosen.connect(self._chosen)
        cards.seen.connect(parts.loader.want)
        cards.entered.connect(parts.pane.focus)
        cards.ticked.connect(self._ticked)
        parts.loader.rows_came.connect(self._rows_came)
        parts.loader.pending.connect(self._pending)
        parts.pane.panel_open.connect(view.set_panel_open)
        parts.pane.left.connect(cards.setFocus)
        parts.batch_done.connect(self._batch_done)
        view.list.head.several.connect(lambda: cards.set_multi(True))
        view.list.batch_ended.connect(lambda: cards.set_multi(False))
        view.list.batch_act.connect(lambda name, args: parts.batch.run(Action(name), args))
        view.results_closed.connect(parts.pane.come_back)
        view.result_opened.connect(self._open_result)
        view.taken_back.connect(lambda: parts.session.asked.emit("undo", None))

    # -- time and news

    def beat(self, now: int) -> None:
        """A moment has passed: paint what looks different now, and nothing else."""
        del now
        parts = self._parts
        if not parts.isVisible():
            return
        parts.cards.repaint_cards(parts.model.renew(parts.cards.ids_in_sight()))
        parts.loader.look()
        moving = parts.keeper.undo_in_sight() and not parts.view.theme.reduced_motion
        if moving != self._hurried:
            self._hurried = moving
            parts.session.hurried.emit(self, moving)
        self._showing.say_stake()

    def heard(self, news: News) -> None:
        """The store has changed."""
        self._parts.loader.hear(news, self._parts.cards.ids_in_sight())

    def _pending(self, difference: Difference) -> None:
        parts = self._parts
        parts.keeper.note(difference)
        if not difference:
            return
        going_on, self._going_on = self._going_on, False
        empty = not parts.model.rowCount()  # nothing is shown, so nothing can jump
        if (difference.new and empty) or (going_on and (difference.new or difference.moved)):
            parts.loader.take_in()

    def _rows_came(self, numbers: Sequence[int]) -> None:
        self._parts.cards.repaint_cards(numbers)
        if self._parts.cards.selected in numbers:
            self._show_case()

    # -- choosing

    def _chosen(self, old: int | None, new: int | None, by_mouse: bool) -> None:
        self._parts.keeper.leave(old, new, by_mouse=by_mouse)
        self._show_case()

    def _show_case(self) -> None:
        parts = self._parts
        row = parts.model.stored(parts.cards.selected)
        # A card that is not read yet shows nothing: no key may act on the one before it.
        parts.pane.show(None if row is None else key_of(row))
        self._showing.say_stake()

    def _open_result(self, number: int) -> None:
        self._parts.pane.come_back()
        self._parts.cards.select(number)

    # -- deciding

    def acted(self, result: ActResult) -> None:
        """An act of this window: repaint its card; after a decision the next card comes."""
        parts = self._parts
        row = parts.model.cache.find(result.shop, result.case_id)
        if row is None:
            return
        if result.ok and result.delivery == Delivery.UNDONE:
            parts.model.left.discard(row.id)
        parts.loader.hurry()
        parts.loader.refresh([row.id])
        decided = result.ok and result.action not in STAYS and result.delivery != Delivery.UNDONE
        if decided and row.id == parts.cards.selected and not parts.session.batching:
            following = parts.cards.next_after(row.id)
            if following is not None:
                self._going_on = True
                parts.cards.select(following)
                # A panel that closes leaves the focus in the pane: the next key is the list's.
                later(parts.cards, parts.cards.setFocus)

    def copy_order(self) -> None:
        """Put the order id of the chosen card on the clipboard, without gaps."""
        row = self._parts.model.stored(self._parts.cards.selected)
        if row is not None:
            QGuiApplication.clipboard().setText(row.order_id)
            self._parts.session.told.emit(
                _("Order id {id} is copied.").format(id=row.order_id), "ok"
            )

    # -- several

    def _ticked(self) -> None:
        parts = self._parts
        listing = parts.view.list
        parts.batch.choose(sorted(parts.model.ticked, key=parts.model.row_of))
        listing.set_several(parts.cards.multi)
        self._showing.hint()
        if parts.cards.multi:
            parts.session.operations.read(lambda queries: queries.assignees(), listing.batch.offer)

    def _batch_done(self, outcomes: tuple[Outcome, ...]) -> None:
        parts = self._parts
        undoable = any(outcome.result.hold_until is not None for outcome in outcomes)
        parts.cards.set_multi(False)
        parts.view.results.show_outcomes(outcomes, undoable=undoable)
        parts.view.right.setCurrentWidget(parts.view.results)

    # -- keys

    def key(self, event: QKeyEvent) -> bool:
        """Do what a key says; False where it says nothing here."""
        parts = self._parts
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.ControlModifier:
            return self._control(key)
        if held:
            return False
        letter = chr(key) if _KEY.Key_A <= key <= _KEY.Key_Z else ""
        if key == _KEY.Key_Period:
            parts.loader.take_in()
        elif key in (_KEY.Key_J, _KEY.Key_K):
            parts.cards.step(1 if key == _KEY.Key_J else -1)
        elif key == _KEY.Key_Escape:
            return self._escape()
        elif parts.cards.multi:
            return parts.view.list.batch.press(letter)
        elif letter in LETTERS:
            parts.pane.run(LETTERS[letter])
        else:
            return False
        return True

    def _control(self, key: int) -> bool:
        parts = self._parts
        if key == _KEY.Key_A:
            parts.cards.tick_all()
        elif key == _KEY.Key_C:
            self.copy_order()
        elif _KEY.Key_1 <= key <= _KEY.Key_9:
            self._parts.view.tabs.picked.emit(list(View)[key - _KEY.Key_1])
        else:
            return False
        return True

    def _escape(self) -> bool:
        parts = self._parts
        if parts.cards.multi:
            parts.cards.set_multi(False)
        elif parts.view.shows_results():
            parts.pane.come_back()
        else:
            parts.cards.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
