"""The screen "shops and files": the shops, one of them at length, and importing files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from workbench.base import texts
from workbench.base.errors import KnownError
from workbench.base.texts import N_, _, phrase
from workbench.ui import phrases, values
from workbench.ui.sources.screen_view import SourcesView
from workbench.ui.sources.shop_acts import ShopActs
from workbench.ui.sources.shop_list import ShopView
from workbench.ui.sources.shop_page import age
from workbench.ui.theme.plain import NAME_LIMIT, visible

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.domain.case import Address, Shop
    from workbench.services.ports import Change
    from workbench.services.workbench import WorkbenchDoor
    from workbench.ui.session import Session

SLOW_MS = 300
Shops = tuple[list["Shop"], dict[str, list["Address"]]]
HINTS = (
    (("J", "K"), N_("move")),
    (("I",), N_("import files")),
    (("Y",), N_("sync this shop")),
    (("Ctrl V",), N_("paste files")),
    (("?",), N_("all keys")),
)


def _load(door: WorkbenchDoor) -> Shops:
    shops = door.shops()
    return shops, {str(shop.id): door.addresses(shop.id) for shop in shops}


class SourcesScreen(QWidget):
    """``open_at`` takes a shop's id, "import", or a list of paths to import."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.view = SourcesView(self, session)
        self._shops: list[Shop] = []
        self._books: dict[str, list[Address]] = {}
        self.acts = ShopActs(session, self)
        self._wanted = ""
        self._busy = self._again = self._known = False
        self._files: list[Path] | None = None
        self._slow = QTimer(self)
        self._slow.setObjectName("shops are slow")
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(self.view.show_loading)
        self.setAcceptDrops(True)
        self.setFocusProxy(self.view.list)
        self._connect()
        self._phrase()

    def _connect(self) -> None:
        view, page, session = self.view, self.view.page, self.session
        view.list.chosen.connect(self._choose)
        view.add.clicked.connect(self.add_shop)
        view.form.saved.connect(self._add)
        view.form.closed.connect(self._close_form)
        view.empty.acted.connect(self._empty_acted)
        page.renamed.connect(self._rename)
        page.moved.connect(self._move)
        page.sync_wanted.connect(self.sync)
        page.last.acted.connect(self.sync)
        page.import_wanted.connect(self.import_files)
        page.book.saved.connect(self.acts.keep_address)
        self.acts.changed.connect(self._changed)
        self.acts.syncing.connect(self._syncing)
        view.panel.closed.connect(self._leave_import)
        view.panel.imported.connect(self.reload)
        session.language_changed.connect(self._phrase)
        session.changed.connect(self._on_changes)
        session.beat.connect(self._beat)

    # -- coming here

    def open_at(self, argument: object) -> None:
        """Go to a shop, to the import, or import files."""
        if argument == "import":
            self.import_files()
        elif isinstance(argument, list | tuple):
            self.take(list(argument))
        elif argument:
            self.view.show_shops()
            self.view.list.choose(str(argument))

    visit = open_at

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.session.hinted.emit(HINTS)
        if not self._known:
            self._slow.start()
        self.reload()

    def hideEvent(self, event: QHideEvent) -> None:
        self._slow.stop()
        super().hideEvent(event)

    # -- reading

    def reload(self) -> None:
        """Read the shops again; while a reading is under way, once more after it."""
        if self._busy:
            self._again = True
            return
        self._busy, self._again = True, False
        self.session.operations.write(_load, self._have, self._failed)

    def _have(self, found: Shops) -> None:
        self._slow.stop()
        self._busy, self._known = False, True
        self._shops, self._books = found
        self.view.panel.set_shops(self._shops)
        self._say()
        if self._wanted and self._wanted != "*":
            self.view.list.choose(self._wanted)
            self._wanted = ""
        if self._files is not None:
            files, self._files = self._files, None
            self.take(files)
        if self._again:
            self.reload()

    def _failed(self, error: Exception) -> None:
        self._slow.stop()
        self._busy = self._again = False
        words = phrase(error.text) if isinstance(error, KnownError) else type(error).__name__
        self.view.show_error(visible(words))
        if not isinstance(error, KnownError):
            self.session.operations.failed.emit(error)

    def _on_changes(self, changes: tuple[Change, ...]) -> None:
        if self._known and any(change.kind in ("shop", "address") for change in changes):
            self.reload()

    # -- saying

    def _phrase(self) -> None:
        self.view.phrase()
        if self._known:
            self._say()

    def _beat(self, now: int) -> None:
        if self.isVisible() and self._known and now // 1000 % 30 == 0:
            self._say()

    def _say(self) -> None:
        now = self.session.now()
        rows = []
        for shop in self._shops:
            words, old = age(shop, now)
            rows.append(
                ShopView(
                    id=shop.id, name=visible(shop.name, NAME_LIMIT), as_of=words, old=old,
                    kind=phrases.shop_kind(shop.kind),
                    mark=values.platform_mark(shop.platform, language=texts.language()),
                )
            )  # fmt: skip
        self.view.list.show_rows(rows)
        self.view.say_count(len(rows))
        if not rows:
            self.view.show_none()
            return
        self.view.show_page()
        self._choose(self.view.list.current())

    def _choose(self, number: str) -> None:
        shop = self.current()
        if shop is not None:
            self.view.page.show_shop(shop, self.session.now(), self.acts.synced.get(number))
            self.view.page.book.show_addresses(number, self._books.get(number, []))

    def current(self) -> Shop | None:
        """The shop that is shown."""
        number = self.view.list.current()
        return next((shop for shop in self._shops if shop.id == number), None)

    # -- shops

    def add_shop(self) -> None:
        """Open the form for a shop that lives from files."""
        self.view.form.begin(frozenset(shop.name for shop in self._shops))

    def _close_form(self) -> None:
        self.view.form.hide()
        self.view.list.setFocus()

    def _add(self, shop: Shop) -> None:
        self._close_form()
        self._wanted = "*"
        self.acts.keep(shop)

    def _changed(self, number: str) -> None:
        self._wanted = number if self._wanted == "*" else ""
        self._say()
        self.reload()

    def _rename(self, name: str) -> None:
        shop = self.current()
        if any(one.name == name for one in self._shops):
            self.view.page.name.set_error(_("There is a shop of this name already."))
        elif shop is not None:
            self.acts.keep(replace(shop, name=name))

    def _move(self, platform: object) -> None:
        shop = self.current()
        if shop is not None:
            self.acts.move(shop, platform)

    def sync(self) -> None:
        """Read the shown shop's changes now."""
        shop = self.current()
        if shop is not None and not self.view.page.sync.isHidden():
            self.acts.sync(shop)

    def _syncing(self, busy: bool) -> None:
        self.view.page.sync.set_busy(_("Syncing") if busy else None)

    # -- files

    def import_files(self) -> None:
        """Go to the import, for the shop that is shown where it can take files."""
        shop = self.current()
        self.view.show_import()
        if shop is not None:
            self.view.panel.prefer(shop.id)
        self.view.panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self, paths: list[Path]) -> None:
        """Import these files, once the shops are known."""
        if not self._known:
            self._files = paths
            self.reload()
            return
        self.import_files()
        self.view.panel.take(paths)

    def _leave_import(self) -> None:
        self.view.show_shops()
        self._say()
        self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _empty_acted(self) -> None:
        if self._known:
            self.import_files()
        else:
            self._slow.start()
            self.reload()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self.view.hang(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.view.hang(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.view.hang(False)
        if self.view.panel.view.zone.take(event.mimeData()):
            event.acceptProposedAction()
            self.view.show_import()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            if self.view.panel.view.zone.paste():
                self.view.show_import()
        elif event.modifiers() or self.view.importing():
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_I:
            self.import_files()
        elif event.key() == Qt.Key.Key_Y:
            self.sync()
        elif event.key() == Qt.Key.Key_Escape and not self.view.form.isHidden():
            self._close_form()
        else:
            super().keyPressEvent(event)
