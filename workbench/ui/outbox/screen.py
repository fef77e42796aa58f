"""The outbox screen: what waits, what is unknown, what came back, what you do by hand (OUT)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QFocusEvent,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from workbench.base.errors import KnownError
from workbench.base.texts import N_, _, ngettext, phrase
from workbench.domain.case import CaseKey
from workbench.domain.kinds import CaseId, ShopId
from workbench.ui import phrases
from workbench.ui.outbox import phrasing, stock
from workbench.ui.outbox.screen_view import OutboxView
from workbench.ui.outbox.stock import Keeper, Parcel, Stock
from workbench.ui.theme.plain import visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.services.model import ActResult
    from workbench.ui.session import Session

SLOW_MS = 300
HINTS = (
    (("J", "K"), N_("move")),
    (("Z",), N_("take back")),
    (("C",), N_("copy the words")),
    (("O",), N_("platform page")),
    (("D",), N_("done on the platform")),
    (("Enter",), N_("see the case")),
    (("?",), N_("all keys")),
)


def _open(url: str) -> bool:
    return bool(QDesktopServices.openUrl(QUrl(url)))


class OutboxScreen(QWidget):
    """Everything on its way. ``open_at(command id)`` goes straight to one act.

    ``open_url`` opens a page of the platform outside.
    """

    def __init__(
        self,
        session: Session,
        open_url: Callable[[str], bool] = _open,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._open_url = open_url
        self.view = OutboxView(self)
        self.keeper = Keeper(session, self)
        self._stock = Stock()
        self._loaded_once = False
        self._wanted = ""
        self._slow = QTimer(self)
        self._slow.setObjectName("outbox is slow")
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(self.view.show_loading)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.view.asked.connect(self.do)
        self.view.sync.clicked.connect(lambda: session.asked.emit("sync", None))
        self.view.empty.acted.connect(self._reload)
        self.keeper.loaded.connect(self._loaded)
        self.keeper.failed.connect(self._failed)
        session.language_changed.connect(self._phrase)
        session.beat.connect(self._beat)
        session.acted.connect(lambda _result: self._reload_if_seen())
        self._phrase()

    def open_at(self, argument: object) -> None:
        """Show one act by its command id."""
        self._wanted = str(argument or "")
        self._choose_wanted()

    visit = open_at

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.session.hinted.emit(HINTS)
        if not self._loaded_once:
            self._slow.start()
        self.keeper.reload()

    def hideEvent(self, event: QHideEvent) -> None:
        self._slow.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_J, Qt.Key.Key_Down, Qt.Key.Key_K, Qt.Key.Key_Up}:
            self.view.step(1 if event.key() in {Qt.Key.Key_J, Qt.Key.Key_Down} else -1)
        elif event.matches(QKeySequence.StandardKey.Refresh):
            self._reload()
        else:
            super().keyPressEvent(event)

    # -- reading

    def _reload(self) -> None:
        self._slow.start()
        self.keeper.reload()

    def _reload_if_seen(self) -> None:
        if self.isVisible():
            self.keeper.reload()

    def _loaded(self, found: Stock) -> None:
        self._slow.stop()
        self._loaded_once = True
        self._stock = found
        self._say()
        self._choose_wanted()
        self._begin()

    def _failed(self, error: Exception) -> None:
        self._slow.stop()
        words = phrase(error.text) if isinstance(error, KnownError) else type(error).__name__
        self.view.show_error(visible(words))
        if not isinstance(error, KnownError):
            self.session.operations.failed.emit(error)

    def _choose_wanted(self) -> None:
        if self._wanted and self.view.choose(self._wanted):
            self._wanted = ""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._begin()

    def _begin(self) -> None:
        """The printed keys are a row's: where the screen has the focus, its first row takes it."""
        if self.hasFocus() and self.view.rows():
            self.view.step(1)

    # -- saying

    def _phrase(self) -> None:
        self.view.phrase()
        if self._loaded_once:
            self._say()

    def _beat(self, now: int) -> None:
        if self.isVisible() and self._loaded_once:
            del now
            self._say()

    def _say(self) -> None:
        now, soon = self.session.now(), self.session.thresholds().critical_ms
        views = {
            group: [phrasing.view(one, now, soon) for one in self._stock.groups.get(group, ())]
            for group in stock.GROUPS
        }
        self.view.show_groups(views, self._stock.more)
        missing = [one for one in self._stock.all() if stock.late(one, now)]
        first = min((one.due_at() or 0 for one in missing), default=0)
        words = ngettext(
            "{n} act will miss its deadline, the first {time}",
            "{n} acts will miss their deadlines, the first {time}", len(missing),
        ).format(n=len(missing), time=phrases.when(first or None, now))  # fmt: skip
        self.view.warn(words if missing else "")

    # -- acts

    def _parcel(self, command: str) -> Parcel | None:
        return next((one for one in self._stock.all() if one.id == command), None)

    def do(self, act: str, command: str) -> None:
        """One of the acts of a row."""
        parcel = self._parcel(command)
        if parcel is None:
            return
        acts: dict[str, Callable[[Parcel], None]] = {
            "undo": self._undo, "case": self._case, "copy": self._copy, "page": self._page,
            "done": self._done,
        }  # fmt: skip
        acts[act](parcel)

    def _undo(self, parcel: Parcel) -> None:
        actor = self.session.actor

        def told(result: ActResult) -> None:
            if result.ok:
                self.session.told.emit(_("Taken back; nothing was sent."), "ok")
            elif result.refused:
                self.session.told.emit(visible(phrase(result.refused[0].message)), "soon")
            self.session.report(result)
            self.keeper.reload()

        self.session.operations.write(lambda door: door.undo(parcel.id, actor), told)

    def _case(self, parcel: Parcel) -> None:
        if parcel.item.case_id:
            key = CaseKey(ShopId(parcel.item.shop), CaseId(parcel.item.case_id))
            self.session.asked.emit("queue", key)

    def _copy(self, parcel: Parcel) -> None:
        words = str(parcel.item.result.get("text") or "")
        if words:
            QGuiApplication.clipboard().setText(words)
            self.session.told.emit(_("The words are in the clipboard."), "ok")

    def _page(self, parcel: Parcel) -> None:
        url = phrasing.page(str(parcel.item.result.get("url") or ""), parcel.hosts)
        if not url:
            self.session.told.emit(_("There is no page that may be opened."), "info")
        elif not self.session.settings.open_links:
            QGuiApplication.clipboard().setText(url)
            self.session.told.emit(
                _("Opening pages is switched off: the address is in the clipboard."), "info"
            )
        elif not self._open_url(url):
            QGuiApplication.clipboard().setText(url)
            self.session.told.emit(
                _("No browser could be opened: the address is in the clipboard."), "soon"
            )

    def _done(self, parcel: Parcel) -> None:
        actor = self.session.actor

        def told(result: ActResult) -> None:
            self.session.told.emit(_("Ticked; the next import or sync confirms it."), "ok")
            self.session.report(result)
            self.keeper.reload()

        self.session.operations.write(lambda door: door.handoff_done(parcel.id, actor), told)
