"""Shows a loaded case in the parts of the pane; what has not changed does not move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from workbench.base import texts
from workbench.base.texts import _
from workbench.domain.kinds import Action, Delivery
from workbench.ui.case import acts, clock, facts, files, telling
from workbench.ui.case.handoff import handoff
from workbench.ui.case.hands import page_of
from workbench.ui.case.head import head_words
from workbench.ui.theme.theme import Theme
from workbench.ui.widgets.pictures import Picture

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workbench.ui.case.acts import ActView
    from workbench.ui.case.loading import Loaded
    from workbench.ui.case.pane_view import PaneView
    from workbench.ui.case.telling import Told
    from workbench.ui.session import Session

_MINUTE = 60_000
LATE_MS = 300  # what the door said of another case may stand no longer than this


class PaneShow(QObject):
    """``show`` after a load, ``tick`` with every beat."""

    def __init__(self, session: Session, view: PaneView) -> None:
        super().__init__(view)
        self._session, self._view = session, view
        self._loaded: Loaded | None = None
        self._minute = 0
        self._ticking = False
        self._hurried = False
        self._told: list[Told] = []
        self._same = False
        self._language = ""
        self._stale_tabs: set[int] = set()
        self._late = QTimer(self)
        self._late.setObjectName("case acts")
        self._late.setSingleShot(True)
        self._late.setInterval(LATE_MS)
        self._late.timeout.connect(self._show_doing)
        view.tabs.currentChanged.connect(self.show_tab)
        self.talks = False  # an open panel wants to know whether talking stops the clock

    def find(self, name: str) -> Path | None:
        """Where a file of the case lies."""
        return files.resolve(name, self._session.data_dir)

    def pictures(self) -> list[Picture]:
        """The buyer's pictures."""
        if self._loaded is None:
            return []
        found = [(self.find(name), name) for name in self._loaded.case.buyer_pictures[:12]]
        return [Picture(path, facts.name(name)) for path, name in found if path is not None]

    def show(self, loaded: Loaded, *, same: bool) -> None:
        """Show everything; ``same`` case as before. What the door has not said yet stays as it
        was for a moment, so that nothing flickers."""
        view, session = self._view, self._session
        before, self._loaded = self._loaded, loaded
        now = session.now()
        language = texts.language()
        facts_too = (
            before is None or not loaded.asked or before.detail is not loaded.detail
            or before.shop != loaded.shop or language != self._language
        )  # fmt: skip
        self._language = language
        self._show_head(now)
        if facts_too:
            self._told = [
                telling.told(entry, now, session.actor)
                for entry in sorted(loaded.detail.timeline, key=lambda entry: -entry.at)
            ]
            view.facts.show_facts(loaded, now, self.pictures())
            view.facts.show_told(self._told)
            self._count(loaded)
        self._same = same
        self._stale_tabs = set(range(1, view.tabs.count()))
        self.show_tab(view.tabs.currentIndex())
        self._show_delivery(now)
        if loaded.asked or same:
            self._late.stop()
            self._show_doing()
        elif not self._late.isActive():
            self._late.start()

    def _count(self, loaded: Loaded) -> None:
        case = loaded.case
        counts = (
            None, len(self._told), len(case.negotiations),
            len(case.evidence) + len(case.buyer_pictures), None,
            len(case.local.notes) + len(case.local.contacts) + bool(case.local.remark),
            sum(one.open for one in case.promises),
        )  # fmt: skip
        for at, count in enumerate(counts):
            self._view.tabs.set_count(at, count or None)

    def _show_doing(self) -> None:
        """What may be done, as far as the door has said it."""
        loaded, view = self._loaded, self._view
        if loaded is None:
            return
        views = acts.views(loaded)
        view.facts.show_acts(views, asked=loaded.asked)
        view.facts.side.show_talks(loaded.talks)
        view.facts.side.show_refusing(loaded.refusing)
        self._show_bar(loaded, views)

    def show_tab(self, index: int) -> None:
        """Fill the tab in front; the others wait until somebody looks."""
        loaded, view = self._loaded, self._view
        if loaded is None or index not in self._stale_tabs:
            return
        self._stale_tabs.discard(index)
        now, case = self._session.now(), loaded.case
        if index == 1:
            view.timeline.show_told(self._told, same=self._same)
        elif index == 2:
            view.plans.show_talks(case, now, may=loaded.may(Action.NEGOTIATE))
        elif index == 3:
            view.evidence.show_evidence(case, now, loaded.policy)
        elif index == 4:
            view.order.show_order(loaded, now)
        elif index == 5:
            view.notes.show_notes(case, now, self._session.actor)
        elif index == 6:
            view.promises.show_promises(case, now)

    def _show_head(self, now: int) -> None:
        loaded, view, session = self._loaded, self._view, self._session
        if loaded is None:
            return
        words = head_words(loaded, now, session.settings, session.thresholds())
        view.big.show_words(words)
        pictures = self.pictures()
        source = pictures[0].source if pictures else None
        photo = source if not isinstance(source, bytes) else None
        view.slim.show_words(words, photo, talks=self.talks)
        view.stripe.show_words(words)
        if view.clause.isVisible():
            self.show_clause()
        self._ticking = words.clock.ticks
        self._minute = now // _MINUTE

    def show_clause(self) -> None:
        """Why the deadline is what it is."""
        loaded = self._loaded
        if loaded is not None:
            now = self._session.now()
            self._view.clause.show_clause(clock.clause(loaded.case, loaded.policy, now))

    def _show_bar(self, loaded: Loaded, views: Sequence[ActView]) -> None:
        view = self._view
        shown, primary = acts.bar(loaded)
        view.bar.set_acts(shown, primary)
        view.bar.set_page(
            None if page_of(loaded.case, loaded.policy) or not loaded.asked
            else _("No page is known for this platform.")
        )  # fmt: skip
        there = {act.action for act in shown}
        rest = [item for item in views if item.action not in there]
        view.more.show_acts([*rest, *(item for item in shown if item not in rest)])

    def _show_delivery(self, now: int) -> None:
        loaded = self._loaded
        intent = loaded.case.intent if loaded is not None else None
        if loaded is None or intent is None:
            self._view.delivery.show_standing(None, None)
            self._set_line(None)
            return
        still = Theme.current().reduced_motion
        sheet = handoff(loaded) if intent.state is Delivery.HANDOFF else None
        self._view.delivery.show_standing(telling.standing(intent, now, still=still), sheet)
        self._set_line(self._undo_share(now))

    def _undo_share(self, now: int) -> float | None:
        intent = self._loaded.case.intent if self._loaded is not None else None
        if intent is None or intent.state is not Delivery.WAITING or intent.hold_until <= now:
            return None
        whole = max(1, intent.hold_until - intent.decided_at)
        return min(1.0, (intent.hold_until - now) / whole)

    def _set_line(self, share: float | None) -> None:
        moving = not Theme.current().reduced_motion
        self._view.delivery.set_share(share if moving else None)
        self._hurry(share is not None and moving and self._view.isVisible())

    def _hurry(self, on: bool) -> None:
        if on != self._hurried:
            self._hurried = on
            self._session.hurried.emit(self, on)

    def rest(self) -> None:
        """Nobody looks: nothing moves."""
        self._hurry(False)

    def clear(self) -> None:
        """No case is shown."""
        self._late.stop()
        self._loaded = None
        self._ticking = False
        self._hurry(False)

    def tick(self, now: int) -> None:
        """A moment has passed: move what shows time, and nothing else."""
        loaded = self._loaded
        if loaded is None or not self._view.isVisible():
            return
        if now // _MINUTE != self._minute:
            self._show_head(now)
            self._show_delivery(now)
            return
        if self._ticking:
            self._tick_clock(loaded, now)
        intent = loaded.case.intent
        if intent is not None and intent.state is Delivery.WAITING:
            share = self._undo_share(now)
            if share is None and self._view.delivery.share() is not None:
                self._show_delivery(now)
                return
            self._set_line(share)
            said = telling.standing(intent, now, still=True)
            if said is not None:
                self._view.delivery.set_title(said.title)

    def _tick_clock(self, loaded: Loaded, now: int) -> None:
        session = self._session
        seen = clock.head_clock(
            loaded.case, now, session.thresholds(), seconds_shown=session.settings.seconds_shown,
            stale=facts.stale(loaded, now),
        )  # fmt: skip
        view = self._view
        for face in (view.big.clock, view.slim.clock):
            if face.countdown.text() != seen.countdown:
                face.countdown.setText(seen.countdown)
        if not seen.ticks:
            self._show_head(now)
