"""The queue: views, list and case pane together, by keys all the way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.domain.case import CaseKey
from workbench.domain.kinds import Action, Delivery, Sort, View
from workbench.services.queries import CaseQuery
from workbench.ui.models import phrasing
from workbench.ui.models.queue_model import QueueModel
from workbench.ui.queue import choice, telling
from workbench.ui.queue.batch import Batch, key_of
from workbench.ui.queue.card_list import CardList
from workbench.ui.queue.keeper import Keeper
from workbench.ui.queue.keys import LETTERS, STAYS
from workbench.ui.queue.loader import QueueLoader
from workbench.ui.queue.page_view import QueueView
from workbench.ui.queue.pane_host import PaneHost
from workbench.ui.queue.saved_views import SavedViews
from workbench.ui.values import Density

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.services.model import ActResult
    from workbench.services.queries import News, Snapshot, Summary
    from workbench.ui.models.difference import Difference
    from workbench.ui.queue.batch_results import Outcome
    from workbench.ui.session import Session

SKELETON_MS = 300


class QueueParts(QWidget):
    """The parts of the page, made and connected to nothing but each other."""

    def __init__(
        self,
        session: Session,
        make_pane: Callable[[Session], QWidget],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.model = QueueModel(self.around, self)
        self.cards = CardList(self.model, Density(session.settings.density))
        self.view = QueueView(self.cards)
        self.loader = QueueLoader(session, self.model, self)
        self.keeper = Keeper(self.model, self.cards, session.now)
        self.saved = SavedViews(session, self)
        self.pane = PaneHost(session, make_pane, self.view.right, self)
        self.batch = Batch(session, self.view.list.batch, self)
        self.slow = QTimer(self)
        self.slow.setObjectName("queue skeleton")
        self.slow.setSingleShot(True)
        self.slow.setInterval(SKELETON_MS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def around(self) -> phrasing.Around:
        """What cards are phrased by now."""
        settings = self.session.settings
        return phrasing.Around(
            now=self.session.now(),
            thresholds=self.session.thresholds(),
            actor=self.session.actor,
            language=settings.language,
            seconds_shown=phrasing.seconds_shown(settings.seconds_shown),
            rounds=settings.rounds,
            undo_ms=settings.undo_seconds * 1000,
        )


class QueuePage(QueueParts):
    """The screen. ``make_pane`` makes the case pane when the first card is chosen."""

    def __init__(
        self,
        session: Session,
        make_pane: Callable[[Session], QWidget],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, make_pane, parent)
        self._goal: CaseKey | None = None
        self._summary: Summary | None = None
        self._act = ""  # what the button of the empty state does
        self._hurried = False
        self._outcomes: tuple[Outcome, ...] = ()
        self._connect_parts()
        self._connect_session()
        self.phrase()
        self.saved.load()
        self.set_query(replace(CaseQuery(), shop=session.shop))

    # -- wiring

    def _connect_parts(self) -> None:
        view, loader = self.view, self.loader
        head, tabs = view.list.head, view.tabs
        loader.arrived.connect(self._arrived)
        loader.completed.connect(self._completed)
        loader.rows_came.connect(self._rows_came)
        loader.pending.connect(self._pending)
        loader.counted.connect(tabs.set_counts)
        loader.failed.connect(self._failed)
        self.cards.seen.connect(loader.want)
        self.cards.chosen.connect(self._chosen)
        self.cards.entered.connect(self.pane.focus)
        self.cards.ticked.connect(self._ticked)
        tabs.picked.connect(lambda found: self.set_query(replace(loader.query, view=found)))
        tabs.recalled.connect(self._recall)
        tabs.saving.connect(self._ask_name)
        head.sorted_by.connect(self._sort)
        head.filtering.connect(self._open_filters)
        head.taking.connect(loader.take_in)
        head.several.connect(lambda: self.cards.set_multi(True))
        view.filters.changed.connect(self.set_query)
        view.naming.named.connect(lambda name: self.saved.save(name, loader.query))
        view.list.chips.removed.connect(self._remove_filter)
        view.list.state.acted.connect(lambda: self._do(self._act))
        view.idle.acted.connect(lambda: self._do("sync"))
        view.list.batch.act.connect(lambda name, args: self.batch.run(Action(name), args))
        view.list.batch.ended.connect(lambda: self.cards.set_multi(False))
        view.results.closed.connect(self._close_results)
        view.results.opened.connect(self.cards.select)
        view.results.taken_back.connect(lambda: self.session.asked.emit("undo", None))
        self.batch.finished.connect(self._batch_done)
        self.saved.changed.connect(self._saved_changed)
        self.pane.panel_open.connect(view.set_panel_open)
        self.slow.timeout.connect(self._show_skeleton)

    def _connect_session(self) -> None:
        session = self.session
        session.beat.connect(self._beat)
        session.heard.connect(self._heard)
        session.acted.connect(self._acted)
        session.language_changed.connect(self.phrase)
        session.settings_changed.connect(self._settings_changed)
        session.summarised.connect(self._summarised)
        session.searched.connect(
            lambda text: self.set_query(replace(self.loader.query, search=text.strip()))
        )
        session.shop_changed.connect(
            lambda shop: self.set_query(replace(self.loader.query, shop=shop))
        )

    # -- what is shown

    def set_query(self, query: CaseQuery) -> None:
        """Show another view, filter or order."""
        if query.sort != self.loader.query.sort:
            query = replace(query, descending=query.sort in (Sort.AMOUNT, Sort.APPLIED))
        self.view.tabs.set_view(query.view)
        self.view.list.head.set_sort(query.sort)
        self.view.list.head.set_filters(choice.filtered(query))
        self.view.list.chips.show_filters(choice.in_words(query))
        self.view.filters.set_query(query)
        if self.cards.multi:
            self.cards.set_multi(False)
        self.slow.start()
        self.loader.show(query)

    def query(self) -> CaseQuery:
        """What is shown."""
        return self.loader.query

    def visit(self, argument: object) -> None:
        """Come here for something: a case (``CaseKey``), a ``View``, or a ``CaseQuery``."""
        self.cards.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(argument, CaseKey):
            self._goal = argument
            self._seek()
        elif isinstance(argument, CaseQuery):
            self.set_query(argument)
        elif isinstance(argument, View):
            self.set_query(replace(self.loader.query, view=argument))

    def _seek(self) -> None:
        goal = self._goal
        if goal is None:
            return

        def found(number: int | None) -> None:
            if goal != self._goal:
                return
            if number is not None and self.model.row_of(number) >= 0:
                self._goal = None
                self.cards.select(number)
            elif number is None:
                self._goal = None
                self.session.told.emit(_("This case is not here any more."), "soon")
            elif self.loader.query.view is not View.ALL or choice.filtered(self.loader.query):
                self.set_query(CaseQuery(view=View.ALL, sort=self.loader.query.sort))

        self.session.operations.read(lambda queries: queries.card_id(goal), found)

    def _arrived(self, snapshot: Snapshot, keep: bool) -> None:
        self.slow.stop()
        self.keeper.show(snapshot, keep=keep)
        self._show_list()
        self._show_case()
        self._seek()

    def _completed(self, snapshot: Snapshot) -> None:
        self.keeper.complete(snapshot)
        self._show_list()
        self._seek()

    def _show_list(self) -> None:
        listing, model = self.view.list, self.model
        listing.head.set_sum(model.rowCount(), model.total_fen)
        if model.rowCount():
            listing.body.setCurrentWidget(self.cards)
            return
        self._say(telling.empty(self.loader.query, self._summary, self.session.now()))

    def _say(self, told: telling.Told) -> None:
        self._act = told.act
        self.view.list.state.set_state(
            told.icon, told.title, told.text, action=told.action, key=told.key, ink=told.ink
        )
        self.view.list.body.setCurrentWidget(self.view.list.state)

    def _failed(self, error: Exception) -> None:
        self.slow.stop()
        self._say(telling.failure(error))

    def _show_skeleton(self) -> None:
        self.view.list.body.setCurrentWidget(self.view.list.skeleton)

    def _do(self, act: str) -> None:
        acts: dict[str, Callable[[], object]] = {
            "retry": lambda: self.set_query(self.loader.query),
            "clear": lambda: self.set_query(choice.cleared(self.loader.query)),
            "todo": lambda: self.visit(View.TODO),
            "buyer": lambda: self.visit(View.BUYER),
            "sync": lambda: self.session.asked.emit("sync", None),
        }
        acts[act]()
