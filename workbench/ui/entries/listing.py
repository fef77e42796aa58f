"""What the list says: rows by verdict, its head and empty states, running entries (OPEN)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from workbench.base.texts import _, ngettext
from workbench.ui.entries import phrasing
from workbench.ui.entries.book import ORDERS, REQUESTS, STATES
from workbench.ui.theme.plain import visible

if TYPE_CHECKING:
    from workbench.ui.entries.book import Book, OrderLine, OrderQuery
    from workbench.ui.entries.choice import Choice
    from workbench.ui.entries.screen_view import EntriesView
    from workbench.ui.session import Session


class Listing(QObject):
    """``lines`` of the list, ``running`` entries and ``missing`` numbers, and saying them."""

    def __init__(self, session: Session, view: EntriesView, book: Book, choice: Choice) -> None:
        super().__init__(view)
        self._session, self._view, self._book, self._choice = session, view, book, choice
        self.lines: list[OrderLine] = []
        self.running: list[OrderLine] = []
        self.missing: tuple[str, ...] = ()
        choice.ticks_changed.connect(self.say_rows)

    def say_rows(self) -> None:
        """Say the rows, their head, or what is true where there are none."""
        now, query = self._session.now(), self._book.query
        lines = self.lines
        if query.eligible_only:
            lines = [line for line in lines if self._may(line)]
        self._choice.lines = {line.key: line for line in lines}
        asked = query.tab == REQUESTS and not query.ids
        self._view.list.show_rows(
            [
                (line.key, phrasing.row(line, now, ticked=self._choice.ticked(line), asked=asked))
                for line in lines
            ]
        )
        self._say_head(lines)
        self._say_empty(bool(lines))

    def _may(self, line: OrderLine) -> bool:
        return phrasing.verdict(line, self._choice.ticked(line)) == phrasing.CAN

    def _say_head(self, lines: list[OrderLine]) -> None:
        head, query = self._view.head, self._book.query
        can = sum(self._may(line) and not phrasing.taken(line) for line in lines)
        looking = sum(line.refusals is None for line in self.lines)
        if len(self._choice.chosen()) < 2:
            head.title.setText(_("Pasted orders") if query.ids else self._view.tabs.words(
                self._view.tabs.currentIndex()))  # fmt: skip
            head.hint.setText(_heads(query))
        n = len(lines)
        told = ngettext("{n} order, {can} can be opened", "{n} orders, {can} can be opened", n)
        words = _("looking at {n}").format(n=looking) if looking else told.format(n=n, can=can)
        head.count.setText(words)
        missing = self.missing
        self._view.note.setVisible(bool(missing) and bool(lines))
        if missing:
            shown = ", ".join(visible(item, 40) for item in missing[:3])
            self._view.note.set_note(
                "soon", title=_("{n} not found").format(n=len(missing)),
                body=shown + ("…" if len(missing) > 3 else ""), action=_("Add an order"),
            )  # fmt: skip

    def _say_empty(self, some: bool) -> None:
        view, query = self._view, self._book.query
        if some:
            view.places.setCurrentWidget(view.list)
            return
        if query.ids:
            title, act = _("No order has this number"), _("Add an order")
            why = _("No file has brought it yet. You can add it by hand.")
        elif query.tab == ORDERS and not view.filters.current().empty:
            title, why, act = _("No order fits the filter"), "", _("Clear the filter")
        elif query.tab == REQUESTS:
            title, act = _("No buyer is asking"), ""
            why = _("When a buyer asks for the entry, the request stands here.")
        elif query.tab in STATES:
            title, why, act = _("Nothing here"), "", ""
        else:
            title, act = _("No orders yet"), ""
            why = _("Import an order file, or add an order by hand.")
        view.empty.set_state("door-open", title, why, action=act)
        view.places.setCurrentWidget(view.empty)

    def say_running(self, now: int) -> None:
        """Say what runs and how long still."""
        limits, shown = self._session.thresholds(), self._session.settings.seconds_shown
        rows = [
            (line.key, phrasing.running(line, now, limits, seconds_shown=shown))
            for line in self.running
        ]
        self._view.running.show_rows(rows)
        self._view.running.setVisible(bool(rows))
        self._view.running_head.setVisible(bool(rows))
        self._view.running_empty.setVisible(not rows)
        self._view.running_empty.setText(_("No entry is open now."))
        hint = ngettext("{n} entry, the first to run out on top",
                        "{n} entries, the first to run out on top", len(rows))  # fmt: skip
        self._view.running_hint.setText(hint.format(n=len(rows)) if rows else "")


def _heads(query: OrderQuery) -> str:
    if query.tab == REQUESTS:
        return _("the newest first")
    return ""
