"""The window: frame and navigation; its pages know nothing of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication

from workbench.base.texts import _
from workbench.ui import shortcuts
from workbench.ui.alerts import Alerts
from workbench.ui.frame import place
from workbench.ui.frame.herald import Herald
from workbench.ui.frame.overview import Overlook
from workbench.ui.frame.status_bar import PLAIN
from workbench.ui.frame.undo import Undo
from workbench.ui.frame.window_view import WindowView
from workbench.ui.heartbeat import Heartbeat
from workbench.ui.queue.page import QueuePage
from workbench.ui.theme import icons

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

    from workbench.ui.frame.finder import Finder
    from workbench.ui.frame.keys_panel import KeysPanel
    from workbench.ui.session import Session


class MainWindow(WindowView):
    """Register pages, then ``begin()``. ``closing`` comes when a person has closed it."""

    closing = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session
        self.heartbeat = Heartbeat(session, self)
        self.overlook = Overlook(session, self)
        self.undo = Undo(session, self)
        self.herald = Herald(self, session, self.overlook)
        self.alerts = Alerts(session, icons.icon("inbox", color_role="accent"), self)
        self._finder: Finder | None = None  # both panels are made when they are first asked for
        self._keys: KeysPanel | None = None
        self._list_width = 0
        self._commands: dict[str, Callable[[], object]] = {
            "undo": self.undo.undo,
            "find": self.open_finder,
            "search": self._search_list,
            "sync": self.heartbeat.sync,
            "keys": self._toggle_keys,
            "explain": self._explain,
            "settings": lambda: self.navigation.go("settings"),
            "outbox": lambda: self.navigation.go("outbox"),
            "notify": self._switch_notifications,
            "full_screen": self._switch_full_screen,
            "quit": self.close,
        }
        shortcuts.install(self, self._commands)
        self._connect()
        self._place_window()

    def _connect(self) -> None:
        session = self.session
        self.top.asked.connect(self.run)
        self.top.shop_chosen.connect(session.choose_shop)
        self.top.search.searched.connect(self._search)
        self.navigation.shown.connect(self._page_shown)
        self.heartbeat.synced.connect(self.herald.synced)
        self.heartbeat.syncing.connect(self.top.set_syncing)
        self.overlook.critical.connect(self.alerts.critical)
        self.alerts.raised.connect(self.bring_up)
        self.alerts.quitting.connect(self.close)
        self.retried.connect(self.heartbeat.sync)
        session.asked.connect(self._asked)
        session.hinted.connect(self.status.hints.set_hints)
        session.language_changed.connect(self._phrase)

    # -- life

    def begin(self) -> None:
        """Show the first page and start the heart; once, after the pages are registered."""
        self.heartbeat.prime()
        self.herald.phrase()
        self.herald.beat(self.session.now())
        names = self.navigation.names()
        if names:
            self.navigation.go("queue" if "queue" in names else names[0])
        self.overlook.refresh()
        self.heartbeat.start()
        # The door brings the use cases with it, half of the program: after the first cards.
        page = self.navigation.built("queue")
        if isinstance(page, QueuePage):
            page.showing.settled.connect(self.herald.read_shops)
        else:
            self.herald.read_shops()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.heartbeat.stop()
        if self._toast is not None:
            self._toast.dismiss()
        for panel in (self._finder, self._keys):
            if panel is not None:
                panel.close_panel()
        place.save(self.session.data_dir, self._numbers())
        self.alerts.close()
        event.accept()
        self.closing.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in ("?", "？"):  # nobody below was typing it
            self.keys.toggle()
        else:
            super().keyPressEvent(event)

    def bring_up(self) -> None:
        """Come to the front, from wherever."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _place_window(self) -> None:
        numbers = place.load(self.session.data_dir)
        screens = [screen.availableGeometry() for screen in QApplication.screens()]
        rect = place.clamped(numbers, screens)
        if rect is not None:
            self.setGeometry(rect)
        else:
            self.resize(*place.USUAL)
        if numbers.get("maximized"):
            self.setWindowState(Qt.WindowState.WindowMaximized)
        self._list_width = numbers.get("list_width", 0)

    def _numbers(self) -> dict[str, int]:
        rect = self.normalGeometry() if self.isMaximized() else self.geometry()
        queue = self.navigation.built("queue")
        width = queue.list_width() if isinstance(queue, QueuePage) else self._list_width
        return {
            "x": rect.x(), "y": rect.y(), "width": rect.width(), "height": rect.height(),
            "maximized": int(self.isMaximized()), "list_width": width,
        }  # fmt: skip

    def _phrase(self) -> None:
        for panel in (self._finder, self._keys):
            if panel is not None:
                panel.phrase()

    # -- panels

    @property
    def finder(self) -> Finder:
        """What Ctrl+K opens."""
        if self._finder is None:
            from workbench.ui.frame.finder import Finder

            self._finder = Finder(self.session, self.body)
            self._finder.chosen.connect(self._go_found)
        return self._finder

    @property
    def keys(self) -> KeysPanel:
        """What ? opens."""
        if self._keys is None:
            from workbench.ui.frame.keys_panel import KeysPanel

            self._keys = KeysPanel(self.body)
        return self._keys

    # -- going places

    def run(self, command: str) -> None:
        """Do one of the window's commands by name."""
        self._commands[command]()

    def open_finder(self) -> None:
        """Open the finder over the search field."""
        from workbench.ui.frame.finder import Found

        rooms = [
            Found(self.navigation.icon(name), self.navigation.title(name), _("page"), "page", name)
            for name in self.navigation.names()
        ]
        rooms += [
            Found("keyboard", _(key.title), " ".join(key.caps), "command", key.command)
            for key in shortcuts.KEYS
            if key.command and key.command != "find"
        ]
        corner = self.top.search.mapTo(self.body, self.top.search.rect().topLeft())
        self.finder.ask(rooms, corner.x() - 8, max(4, corner.y() - 8))

    def show_rule(self, rule: str) -> None:
        """Open the rulebook at a rule."""
        self.navigation.go("manual", rule)

    def _explain(self) -> None:
        from workbench.ui.frame.rule_at_hand import rule_at

        self.navigation.go("manual", rule_at(QApplication.focusWidget()) or None)

    def _go_found(self, kind: str, target: object) -> None:
        if kind == "case":
            self.navigation.go("queue", target)
        elif kind == "page":
            self.navigation.go(str(target))
        elif kind == "command":
            self.run(str(target))
        else:
            self.top.search.setText(str(target))
            self._search(str(target))

    def _search(self, text: str) -> None:
        if self.navigation.current != "queue":
            self.navigation.go("queue")
            self.top.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.session.searched.emit(text)

    def _search_list(self) -> None:
        self.top.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top.search.selectAll()

    def _asked(self, name: str, argument: object) -> None:
        if name in self._commands and name not in self.navigation.names():
            self.run(name)
        else:
            self.navigation.go(name, argument)

    def _page_shown(self, name: str) -> None:
        page = self.navigation.built(name)
        if isinstance(page, QueuePage) and self._list_width:
            page.set_list_width(self._list_width)
        if isinstance(page, QueuePage):
            page.view.arranged.connect(self.herald.place, Qt.ConnectionType.UniqueConnection)
            page.showing.hint()
        else:
            self.status.hints.set_hints(PLAIN)

    # -- switches

    def _toggle_keys(self) -> None:
        self.keys.toggle()

    def _switch_notifications(self) -> None:
        settings = self.session.settings
        on = not settings.notifications
        self.session.apply_settings(settings.changed(notifications=on))
        told = _("Notifications are on.") if on else _("Notifications are off.")
        self.session.told.emit(told, "info")

    def _switch_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)


def page_factory(make_pane: Callable[[Session], QWidget]) -> Callable[[Session], QWidget]:
    """The factory of the queue, for ``register("queue", ...)``: ``make_pane`` makes the pane."""
    return lambda session: QueuePage(session, make_pane)
