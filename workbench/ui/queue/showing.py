"""What the queue shows: the query of the moment, its coming in, and the states of an empty list."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from workbench.base.texts import _
from workbench.domain.case import CaseKey
from workbench.domain.kinds import Sort, View
from workbench.services.queries import CaseQuery
from workbench.ui.later import later
from workbench.ui.models import phrasing
from workbench.ui.models.editors import typing
from workbench.ui.queue import choice, telling
from workbench.ui.queue.keys import EMPTY, SEVERAL, USUAL
from workbench.ui.queue.seeker import Seeker

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.services.queries import Queries, Snapshot, Summary
    from workbench.ui.models.difference import Difference
    from workbench.ui.queue.all_done import Upcoming
    from workbench.ui.queue.parts import QueueParts

HIGH_FIRST = (Sort.AMOUNT, Sort.APPLIED)


AFTER_PAINT_MS = 50


class Showing(QObject):
    """Views, filters, orders and saved views of one queue; ``settled`` comes once, when the first
    cards (or why there are none) have been painted."""

    settled = Signal()

    def __init__(self, parts: QueueParts) -> None:
        super().__init__(parts)
        self._parts = parts
        self._seeker = Seeker(parts, self.set_query)
        self._summary: Summary | None = None
        self._act = ""  # what the button of the empty state does
        self._first, self._settled = True, False
        view, loader = parts.view, parts.loader
        head, tabs = view.list.head, view.tabs
        loader.arrived.connect(self._arrived)
        loader.completed.connect(self._completed)
        loader.pending.connect(self._pending)
        loader.counted.connect(tabs.set_counts)
        loader.failed.connect(self._failed)
        tabs.picked.connect(self._pick_view)
        tabs.recalled.connect(self._recall)
        tabs.saving.connect(self._ask_name)
        head.sorted_by.connect(self._sort)
        head.filtering.connect(self._open_filters)
        head.taking.connect(loader.take_in)
        view.filtered.connect(self.set_query)
        view.named.connect(self._save_view)
        view.list.chips.removed.connect(self._remove_filter)
        view.list.state.acted.connect(lambda: self._do(self._act))
        view.list.view_asked.connect(self._pick_view)
        view.idle.acted.connect(lambda: self._do("sync"))
        parts.saved.changed.connect(self._saved_changed)
        parts.slow.timeout.connect(self._show_skeleton)
        self.settled.connect(parts.pane.make_ready)
        self.settled.connect(parts.saved.load)

    @property
    def query(self) -> CaseQuery:
        """What is shown."""
        return self._parts.loader.query

    def set_query(self, query: CaseQuery) -> None:
        """Show another view, filter or order."""
        parts = self._parts
        listing = parts.view.list
        parts.view.tabs.set_view(query.view)
        listing.head.set_sort(query.sort)
        listing.head.set_filters(choice.filtered(query))
        listing.chips.show_filters(choice.in_words(query))
        parts.view.show_filters(query)
        if parts.cards.multi:
            parts.cards.set_multi(False)
        parts.slow.start()
        parts.loader.show(query)

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        view = self._parts.view
        view.phrase()
        view.list.chips.show_filters(choice.in_words(self.query))
        view.show_filters(self.query)
        told = telling.idle()
        view.idle.set_state(told.icon, told.title, told.text, action=told.action, key=told.key)
        if view.list.says_why_empty() and self._act != "retry":
            self.show_list()

    def summarised(self, summary: Summary) -> None:
        """Figures for the empty state."""
        self._summary = summary
        if self._parts.view.list.says_why_empty() and self._act != "retry":
            self.show_list()

    def go_to(self, key: CaseKey) -> None:
        """Choose a case, in this view or else in the view of all."""
        self._seeker.go_to(key)

    # -- coming in

    def _arrived(self, snapshot: Snapshot, keep: bool) -> None:
        self._parts.slow.stop()
        self._parts.keeper.show(snapshot, keep=keep)
        self.show_list()
        self._seeker.seek()
        self._settle()

    def _completed(self, snapshot: Snapshot) -> None:
        self._parts.keeper.complete(snapshot)
        self.show_list()
        self._seeker.seek()

    def _pending(self, difference: Difference) -> None:
        self._parts.view.list.head.set_pending(difference)

    def _failed(self, error: Exception) -> None:
        self._parts.slow.stop()
        self._parts.pane.show(None)  # what could not be read must not be decided
        self._say(telling.failure(error))
        self._settle()

    @property
    def is_settled(self) -> bool:
        """Whether the first cards have been painted."""
        return self._settled

    def _settle(self) -> None:
        if self._first:
            self._first = False
            later(self, self._tell_settled, ms=AFTER_PAINT_MS)

    def _tell_settled(self) -> None:
        self._settled = True
        self.settled.emit()

    def show_list(self) -> None:
        """Show the cards, or why there are none."""
        listing, model = self._parts.view.list, self._parts.model
        listing.head.set_sum(model.rowCount() - len(model.left), model.total_fen)
        self.say_stake()
        self.hint()
        if model.rowCount():
            self._bring_cards()
            return
        told = telling.empty(self.query, self._summary, self._parts.session.now())
        if told.act == "done":
            self._say_done(told)
        else:
            self._say(told)
        if not typing():
            self._parts.view.tabs.tabs().setFocus(Qt.FocusReason.OtherFocusReason)

    def hint(self) -> None:
        """Print the keys of the moment in the status line."""
        parts = self._parts
        if parts.isVisible():
            keys = EMPTY if not parts.model.rowCount() else USUAL
            parts.session.hinted.emit(SEVERAL if parts.cards.multi else keys)

    def _bring_cards(self) -> None:
        listing, cards = self._parts.view.list, self._parts.cards
        if listing.body.currentWidget() is cards:
            return
        holder, typed = QApplication.focusWidget(), typing()
        listing.body.setCurrentWidget(cards)
        # The first cards of a window, or of a view that was empty: the keys belong to them,
        # unless somebody is typing (in the search field, say). Qt gives what comes to sight the
        # focus it was once meant to have: it goes back, or the next letters would be acts.
        if not typed:
            cards.setFocus(Qt.FocusReason.OtherFocusReason)
        elif holder is not None and not holder.hasFocus():
            holder.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_stake(self) -> None:
        """Say why the chosen card stands where it does, where the list goes by expected loss."""
        parts = self._parts
        row = parts.model.stored(parts.cards.selected)
        if self.query.sort is not Sort.STAKE or row is None:
            parts.view.list.stake.say("")
            return
        place = parts.model.row_of(row.id) + 1
        parts.view.list.stake.say(phrasing.stake_reason(row, parts.around(), place))

    def _say(self, told: telling.Told) -> None:
        listing = self._parts.view.list
        self._act = told.act
        listing.state.set_state(
            told.icon, told.title, told.text, action=told.action, key=told.key, ink=told.ink
        )
        listing.body.setCurrentWidget(listing.state)

    def _say_done(self, told: telling.Told) -> None:
        from workbench.ui.queue.all_done import upcoming

        parts, query = self._parts, self.query
        done, now = parts.view.list.done, parts.session.now()
        done.tell(told.title, told.text, (), now)
        parts.view.list.body.setCurrentWidget(done)
        limits = parts.session.thresholds()

        def read(queries: Queries) -> list[Upcoming]:
            return upcoming(queries, query, now=now, thresholds=limits)

        def come(coming: list[Upcoming]) -> None:
            if query == self.query and not parts.model.rowCount():
                done.tell(told.title, told.text, coming, now)

        parts.session.operations.read(read, come)

    def _show_skeleton(self) -> None:
        listing = self._parts.view.list
        listing.body.setCurrentWidget(listing.skeleton)

    # -- asked for by a person

    def _pick_view(self, view: View) -> None:
        self.set_query(replace(self.query, view=view))
        self._parts.cards.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sort(self, sort: Sort) -> None:
        self.set_query(replace(self.query, sort=sort, descending=sort in HIGH_FIRST))

    def _remove_filter(self, field: str) -> None:
        self.set_query(choice.without(self.query, field))

    def _open_filters(self) -> None:
        view = self._parts.view
        if view.filters.isVisible():
            view.filters.close_panel()
            return

        def read(queries: Queries) -> tuple[list[str], list[str]]:
            return queries.assignees(), queries.tags()

        self._parts.session.operations.read(read, lambda found: view.filters.offer(*found))
        view.filters.set_query(self.query)
        place = view.filters.under(view.list.head.filter_button())
        view.filters.open_at(place.x(), place.y(), width=self._parts.view.theme.px(420))
        view.filters.form.combos["platform"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_name(self) -> None:
        view = self._parts.view
        place = view.naming.under(view.tabs.save_button())
        view.naming.ask(place.x(), place.y())

    def _save_view(self, name: str) -> None:
        self._parts.saved.save(name, replace(self.query, shop=""))
        self._parts.session.told.emit(_("View “{name}” is saved.").format(name=name), "ok")

    def _recall(self, name: str) -> None:
        query = self._parts.saved.views.get(name)
        if query is not None:
            self.set_query(replace(query, shop=self._parts.session.shop))

    def _saved_changed(self) -> None:
        views = self._parts.saved.views
        self._parts.view.tabs.set_saved(list(views))
        self._parts.loader.saved = dict(views)
        self._parts.loader.count()

    def _do(self, act: str) -> None:
        acts: dict[str, Callable[[], object]] = {
            "retry": lambda: self.set_query(self.query),
            "clear": lambda: self.set_query(choice.cleared(self.query)),
            "todo": lambda: self._pick_view(View.TODO),
            "sync": lambda: self._parts.session.asked.emit("sync", None),
        }
        acts[act]()
