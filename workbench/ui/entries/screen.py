"""The entries screen: who asked, what may be opened and why not, one or many, what runs (OPEN)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.base.errors import KnownError
from workbench.base.texts import N_, _, phrase
from workbench.ui.entries.book import ORDERS, TABS, Book
from workbench.ui.entries.choice import Choice
from workbench.ui.entries.filters import Filter, numbers_in
from workbench.ui.entries.listing import Listing
from workbench.ui.entries.opening import Opener
from workbench.ui.entries.run import RunTeller
from workbench.ui.entries.screen_view import EntriesView
from workbench.ui.theme.plain import visible

if TYPE_CHECKING:
    from workbench.domain.case import Order, Shop
    from workbench.domain.refusal import Refusal
    from workbench.ui.entries.book import Pages
    from workbench.ui.session import Session

SLOW_MS = 300
HINTS = (
    (("J", "K"), N_("move")),
    (("Enter",), N_("open the entry")),
    (("Ctrl A",), N_("choose all")),
    (("Ctrl V",), N_("paste order numbers")),
    (("/",), N_("search orders")),
    (("?",), N_("all keys")),
)


class EntriesScreen(QWidget):
    """Everything about reopening. ``open_at(order id or SHOP/ORDER)`` goes straight there."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.view = EntriesView()
        self.book = Book(session, self)
        self.opener = Opener(session, self)
        self.choice = Choice(session, self.view, self.opener, self._shop_name)
        self.listing = Listing(session, self.view, self.book, self.choice)
        self.run = RunTeller(session, self.view, self.opener, self.choice)
        self._shops: dict[str, Shop] = {}
        self._wanted = ""
        self._fresh = False
        self._slow = QTimer(self)
        self._slow.setObjectName("entries are slow")
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(lambda: self.view.places.setCurrentWidget(self.view.skeleton))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.setFocusProxy(self.view.list)
        self._connect()
        self._phrase()

    def _connect(self) -> None:
        view, session = self.view, self.session
        view.tabs.currentChanged.connect(self._tab)
        view.filters.changed.connect(self._filter)
        view.list.pasted.connect(self.paste)
        view.paste.clicked.connect(self.paste)
        view.add.clicked.connect(lambda _on=False: self.add_order())
        view.form.closed.connect(self._close_form)
        view.form.saved.connect(self._save_order)
        view.note.acted.connect(self._note_acted)
        view.empty.acted.connect(self._empty_acted)
        view.running.opened.connect(self._open_running)
        self.book.loaded.connect(self._loaded)
        self.book.judged.connect(self._judged)
        self.book.failed.connect(self._failed)
        self.opener.moved.connect(self._opener_moved)
        session.language_changed.connect(self._phrase)
        session.settings_changed.connect(self._settings_changed)
        session.shop_changed.connect(lambda shop: self._ask(shop=shop))
        session.beat.connect(self._beat)

    # -- coming here

    def open_at(self, argument: object) -> None:
        """Show one order, given as its number or SHOP/ORDER."""
        words = str(argument or "").strip()
        if not words:
            return
        shop, _slash, number = words.rpartition("/")
        self._wanted = words if shop else number
        self.view.show_form(False)
        self.view.tabs.blockSignals(True)
        self.view.tabs.setCurrentIndex(TABS.index(ORDERS))
        self.view.tabs.blockSignals(False)
        self.view.filters.setVisible(True)
        self._ask(tab=ORDERS, ids=(number,), **_no_filter())
        self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)

    visit = open_at

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.session.hinted.emit(HINTS)
        if not self._fresh:
            self._fresh = True
            self._ask(shop=self.session.shop)
            self.session.operations.write(lambda door: door.shops(), self._have_shops)
        else:
            self.listing.say_running(self.session.now())

    def hideEvent(self, event: QHideEvent) -> None:
        self._slow.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.text() == "/":
            self.view.tabs.setCurrentIndex(TABS.index(ORDERS))
            self.view.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.key() == Qt.Key.Key_Escape and not self.view.form.isHidden():
            self._close_form()
        elif event.key() == Qt.Key.Key_Escape and not self.view.results.isHidden():
            self.run.close()
        else:
            super().keyPressEvent(event)

    # -- what is asked for

    def _ask(self, **changes: object) -> None:
        query = replace(self.book.query, **changes)  # type: ignore[arg-type]
        if self.isVisible():
            self._slow.start()
        self.book.ask(query)

    def _tab(self, index: int) -> None:
        tab = TABS[max(0, index)]
        self.view.filters.setVisible(tab == ORDERS)
        found = self.view.filters.current() if tab == ORDERS else Filter()
        self._ask(tab=tab, ids=(), **_filtered(found))

    def _filter(self, found: Filter) -> None:
        self._ask(ids=(), **_filtered(found))

    def paste(self) -> None:
        """Take the order numbers of the clipboard as the list."""
        numbers = numbers_in(QGuiApplication.clipboard().text())
        if not numbers:
            self.session.told.emit(_("There is no order number in the clipboard."), "info")
            return
        self.view.tabs.blockSignals(True)
        self.view.tabs.setCurrentIndex(TABS.index(ORDERS))
        self.view.tabs.blockSignals(False)
        self.view.filters.hide()
        self._wanted = "*"
        self._ask(tab=ORDERS, ids=numbers, **_no_filter())
        self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _note_acted(self) -> None:
        if self.listing.missing:
            self.add_order(self.listing.missing[0])
        else:
            self._tab(self.view.tabs.currentIndex())

    def _empty_acted(self) -> None:
        query = self.book.query
        if query.ids and self.listing.missing:
            self.add_order(self.listing.missing[0])
        elif query.tab == ORDERS and not self.view.filters.current().empty:
            self.view.filters.reset()
        else:
            self._ask()

    # -- what came

    def _loaded(self, pages: Pages) -> None:
        self._slow.stop()
        self.listing.lines = list(pages.lines)
        self.listing.running = list(pages.running)
        self.listing.missing = pages.missing
        for at, tab in enumerate(TABS):
            if tab in pages.counts:
                self.view.tabs.set_count(at, pages.counts[tab])
            elif tab == ORDERS:
                self.view.tabs.set_count(at, None)
        entries = {line.key: line.entry for line in (*self.listing.running, *self.listing.lines)}
        self._say_all()
        self.run.set_entries({key: entry for key, entry in entries.items() if entry is not None})
        self._choose_wanted()

    def _judged(self, found: dict[str, tuple[Refusal, ...]]) -> None:
        self.listing.lines = [
            replace(line, refusals=found[line.key]) if line.key in found else line
            for line in self.listing.lines
        ]
        self.listing.say_rows()

    def _choose_wanted(self) -> None:
        wanted, self._wanted = self._wanted, ""
        if wanted == "*":
            self.view.list.selectAll()
        elif wanted:
            keys = self.view.list.rows.all_keys()
            key = next((k for k in keys if k == wanted or k.endswith(f"/{wanted}")), "")
            self.view.list.select_key(key)

    def _failed(self, error: Exception) -> None:
        self._slow.stop()
        words = phrase(error.text) if isinstance(error, KnownError) else type(error).__name__
        self.view.empty.set_state(
            "circle-x", _("The orders could not be read"),
            _("{why} Nothing was changed.").format(why=visible(words)), action=_("Try again"),
            ink="crit",
        )  # fmt: skip
        self.view.places.setCurrentWidget(self.view.empty)
        if not isinstance(error, KnownError):
            self.session.operations.failed.emit(error)

    def _opener_moved(self, batch: object) -> None:
        del batch
        self.book.reload(judge_again=not self.opener.running)

    def _have_shops(self, shops: list[Shop]) -> None:
        self._shops = {shop.id: shop for shop in shops}
        self.view.form.set_shops(shops)
        self.choice.show()

    def _shop_name(self, shop: str) -> str:
        found = self._shops.get(shop)
        return found.name if found is not None else ""

    # -- orders by hand

    def add_order(self, number: str = "") -> None:
        """Open the form, perhaps with a number that nobody knows."""
        self.view.show_form(True)
        self.view.upper.verticalScrollBar().setValue(0)
        self.view.form.begin(number)

    def _close_form(self) -> None:
        self.view.show_form(False)
        self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save_order(self, order: Order) -> None:
        actor = self.session.actor

        def done(saved: Order) -> None:
            self._close_form()
            self.session.told.emit(_("The order is in."), "ok")
            self.open_at(f"{saved.shop}/{saved.order_id}")

        def failed(error: Exception) -> None:
            words = phrase(error.text) if isinstance(error, KnownError) else ""
            self.view.form.tell(visible(words) or _("It was not saved; what you typed is kept."))

        self.session.operations.write(lambda door: door.save_order(order, actor), done, failed)

    # -- saying

    def _phrase(self) -> None:
        self.view.phrase()
        self._say_all()

    def _settings_changed(self) -> None:
        self.listing.say_running(self.session.now())
        self.book.reload(judge_again=True)

    def _say_all(self) -> None:
        self.listing.say_rows()
        self.listing.say_running(self.session.now())
        self.run.show()

    def _beat(self, now: int) -> None:
        if self.isVisible():
            self.listing.say_running(now)

    def _open_running(self, key: str) -> None:
        line = next((line for line in self.listing.running if line.key == key), None)
        if line is not None:
            self.choice.see_case_of(line)


def _filtered(found: Filter) -> dict[str, object]:
    return {
        "search": found.search, "sku": found.sku, "first": found.first, "last": found.last,
        "eligible_only": found.eligible_only,
    }  # fmt: skip


def _no_filter() -> dict[str, object]:
    return _filtered(Filter())
