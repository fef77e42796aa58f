"""The bar at the top: shop switch, search, outbox, sync, notifications, account."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from workbench.base.texts import _, ngettext, phrase
from workbench.domain.beijing import MINUTE
from workbench.domain.kinds import ShopKind
from workbench.ui import phrases
from workbench.ui.menus import MenuButton, act
from workbench.ui.theme.plain import visible
from workbench.ui.widgets.base import follow, set_ground
from workbench.ui.widgets.buttons import IconButton, KeyButton
from workbench.ui.widgets.fields import SearchBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.domain.case import Shop
    from workbench.ui.heartbeat import Synced

HEIGHT, SEARCH = 48, 380


class TopBarView(QWidget):
    """The bar laid out; its words come from ``TopBar``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self.theme = follow(self)
        self.shops = MenuButton(icon="store")
        self.search = SearchBox(key="Ctrl K")
        self.outbox = KeyButton(icon="send", kind="ghost")
        self.sync = KeyButton(icon="refresh-cw", kind="ghost")
        self.bell = IconButton("bell", "")
        self.account = KeyButton(icon="circle-user-round", kind="ghost", trail="chevron-down")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 1)
        row.setSpacing(2)
        row.addWidget(self.shops)
        row.addSpacing(10)
        row.addWidget(self.search, 1)
        row.addStretch(1)
        for widget in (self.outbox, self.sync, self.bell, self.account):
            row.addWidget(widget)
        self.restyle()

    def restyle(self) -> None:
        """Take the measures at the scale now set."""
        self.setFixedHeight(self.theme.px(HEIGHT))
        self.search.setMaximumWidth(self.theme.px(SEARCH))
        self.search.setMinimumWidth(self.theme.px(SEARCH // 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        line = self.theme.color("line")
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, line)


class TopBar(TopBarView):
    """``asked(command)``: outbox, sync, settings, keys, quit, notify."""

    asked = Signal(str)
    shop_chosen = Signal(str)

    def __init__(self, actor: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shops: Sequence[Shop] = ()
        self._counts = (0, 0)
        self._synced: Synced | None = None
        self._as_of: int | None = None
        self._shop = ""
        self._now, self._syncing, self._notify = 0, False, True
        self._menu = QMenu(self)
        self.account.set_words(visible(actor, 16))
        self.shops.picked.connect(lambda shop: self.shop_chosen.emit(str(shop)))
        self.outbox.clicked.connect(lambda: self.asked.emit("outbox"))
        self.sync.clicked.connect(lambda: self.asked.emit("sync"))
        self.bell.clicked.connect(lambda: self.asked.emit("notify"))
        self.account.clicked.connect(self._open_menu)
        self.phrase()

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        self.search.setPlaceholderText(_("Search buyer, order, goods, notes"))
        self.search.setAccessibleName(_("Search buyer, order, goods, notes"))
        self.set_shops(self._shops)
        self.set_outbox(*self._counts)
        self.set_notify(self._notify)
        self._say_sync()

    def set_shops(self, shops: Sequence[Shop]) -> None:
        """Offer these shops."""
        self._shops = shops
        everything = _("All shops ({n})").format(n=len(shops))
        named: list[tuple[str, object]] = [
            (visible(f"{shop.name} · {phrases.platform(shop.platform)}", 32), shop.id)
            for shop in shops
        ]
        self.shops.set_choices([(everything, ""), *named])
        self.set_shop(self._shop)

    def set_shop(self, shop: str) -> None:
        """Show which shop is chosen, and how old its truth is where it lives by files (CASE-13)."""
        self._shop = shop
        self.shops.set_value(shop)
        shown = [found for found in self._shops if shop in ("", found.id)]
        ages = [found.as_of for found in shown if found.kind == ShopKind.FILES and found.as_of]
        self._as_of = min(ages) if ages and len(ages) == len(shown) else None
        self._say_sync()

    def set_outbox(self, count: int, late: int) -> None:
        """Acts on their way, and how many would miss their deadline."""
        self._counts = (count, late)
        self.outbox.set_words(ngettext("{n} in outbox", "{n} in outbox", count).format(n=count))
        self.outbox.set_icon("triangle-alert" if late else "send")
        self.outbox.set_hint(
            ngettext(
                "{n} act would miss its deadline.", "{n} acts would miss their deadline.", late
            ).format(n=late)
            if late
            else _("Acts on their way to the platforms")
        )

    def set_syncing(self, on: bool) -> None:
        """A sync is under way."""
        self._syncing = on
        self._say_sync()

    def set_synced(self, synced: Synced) -> None:
        """A sync has ended."""
        self._synced = synced
        self._say_sync()

    def set_now(self, now: int) -> None:
        """The time has moved on."""
        self._now = now
        self._say_sync()

    def set_notify(self, on: bool) -> None:
        """Whether notifications are on."""
        self._notify = on
        self.bell.set_icon("bell" if on else "bell-dot", "text2" if on else "text3")
        self.bell.set_name(_("Notifications are on") if on else _("Notifications are off"))

    def _say_sync(self) -> None:
        if self._syncing and self._as_of is None:
            words, icon, hint = _("Syncing"), "refresh-cw", ""
        elif self._as_of is not None:
            words = _("As of {time}").format(time=phrases.when(self._as_of, self._now))
            icon, hint = "file-check", _("These shops live by imported files.")
        elif self._synced is not None and self._synced.failed:
            first = self._synced.failed[0][1]
            words, icon = _("Not synced"), "circle-alert"
            hint = visible(phrase(first)) if first else _("The platform did not answer.")
        elif self._synced is not None:
            words, icon, hint = _ago(self._now - self._synced.at), "circle-check", ""
        else:
            words, icon, hint = _("Not synced yet"), "refresh-cw", ""
        if self.sync.words() != words:
            self.sync.set_words(words)
        if self.sync.icon_name() != icon:
            self.sync.set_icon(icon)
        self.sync.set_hint(hint or _("Sync now (F5)"))

    def _open_menu(self) -> None:
        menu = self._menu
        menu.clear()
        for words, icon, command in (
            (_("Settings"), "settings", "settings"),
            (_("All keys"), "keyboard", "keys"),
            (_("Quit"), "log-out", "quit"),
        ):
            act(menu, words, partial(self.asked.emit, command), icon=icon)
        menu.popup(self.account.mapToGlobal(QPoint(0, self.account.height() + 2)))

    def menu(self) -> QMenu:
        """The account's menu."""
        return self._menu


def _ago(ms: int) -> str:
    # No seconds: only digits under one hour of a countdown may move (design, six rules).
    if ms < MINUTE:
        return _("Just synced")
    return _("Synced {ago} ago").format(ago=phrases.duration(ms))
