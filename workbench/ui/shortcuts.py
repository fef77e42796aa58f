"""Every key of the window in one table (product.md settles them), and the panel that lists it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from workbench.base.texts import N_, _
from workbench.ui.floating import Floating
from workbench.ui.widgets.bars import PanelBar
from workbench.ui.widgets.labels import label
from workbench.ui.widgets.marks import KeyCap

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

WINDOW, LIST, CASE, PANEL = "window", "list", "case", "panel"
PLACES = {
    LIST: N_("In the list"),
    CASE: N_("On the chosen card"),
    PANEL: N_("In a work panel"),
    WINDOW: N_("Everywhere"),
}


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is printed, what it does, and where. ``sequence`` for those of the window."""

    caps: tuple[str, ...]
    title: str
    place: str
    command: str = ""
    sequence: str = ""


KEYS: tuple[Key, ...] = (
    Key(("J", "K"), N_("next card, card before"), LIST),
    Key(("PgUp", "PgDn"), N_("a page up or down"), LIST),
    Key(("Home", "End"), N_("first or last card"), LIST),
    Key(("Enter",), N_("go into the card"), LIST),
    Key(("Esc",), N_("back to the list"), LIST),
    Key((".",), N_("take new cards in"), LIST),
    Key(("Ctrl 1", "…", "9"), N_("choose a view"), LIST),
    Key(("Ctrl A",), N_("choose all cards"), LIST),
    Key(("Shift", "Ctrl"), N_("with a click: choose several"), LIST),
    Key(("N",), N_("negotiate"), CASE),
    Key(("A",), N_("agree, as it fits the card"), CASE),
    Key(("R",), N_("refuse"), CASE),
    Key(("C",), N_("confirm receipt"), CASE),
    Key(("S",), N_("ship"), CASE),
    Key(("E",), N_("evidence"), CASE),
    Key(("X",), N_("ask the platform"), CASE),
    Key(("W",), N_("withdraw the proposal"), CASE),
    Key(("T",), N_("open the after-sale entry"), CASE),
    Key(("O",), N_("platform page"), CASE),
    Key(("V",), N_("look at the platform again"), CASE),
    Key(("M",), N_("message to the buyer"), CASE),
    Key(("P",), N_("record a contact"), CASE),
    Key(("B",), N_("remark"), CASE),
    Key(("I",), N_("note for colleagues"), CASE),
    Key(("F",), N_("flag"), CASE),
    Key(("L",), N_("tag"), CASE),
    Key(("G",), N_("assign"), CASE),
    Key(("H",), N_("hand to a supervisor"), CASE),
    Key(("D",), N_("more acts"), CASE),
    Key(("Ctrl C",), N_("copy the order id"), CASE),
    Key(("1", "…", "9"), N_("choose a plan"), PANEL),
    Key(("Alt 1", "…", "9"), N_("take other words"), PANEL),
    Key(("Ctrl ↵",), N_("send"), PANEL),
    Key(("Esc",), N_("close, the draft is kept"), PANEL),
    Key(("Ctrl Z",), N_("take back within the undo seconds"), WINDOW, "undo", "Ctrl+Z"),
    Key(("Ctrl K",), N_("find anything"), WINDOW, "find", "Ctrl+K"),
    Key(("Ctrl F",), N_("search in the list"), WINDOW, "search", "Ctrl+F"),
    Key(("F5",), N_("sync now"), WINDOW, "sync", "F5"),
    Key(("?",), N_("all keys"), WINDOW, "keys"),  # a bare character: comes up like the letters
    Key(("Ctrl ,",), N_("settings"), WINDOW, "settings", "Ctrl+,"),
    Key(("F11",), N_("full screen"), WINDOW, "full_screen", "F11"),
    Key(("Ctrl Q",), N_("quit"), WINDOW, "quit", "Ctrl+Q"),
)


def install(window: QWidget, commands: Mapping[str, Callable[[], object]]) -> list[QShortcut]:
    """Bind the window's keys. Editors keep what they need: Qt asks them first.

    Raises ``KeyError`` where a command of the table is missing.
    """
    made = []
    for key in KEYS:
        if key.sequence:
            shortcut = QShortcut(QKeySequence(key.sequence), window)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(commands[key.command])
            made.append(shortcut)
    return made


class KeysPanel(Floating):
    """The ``?`` panel: every key by place, in columns."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._bar = PanelBar(key="Esc")
        self._bar.closed.connect(self.close_panel)
        self._body: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._column.addWidget(self._bar)
        self.phrase()

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        self._bar.set_title(_("Keys"), _("Bare letters work wherever nothing is being typed."))
        self._bar.set_close(_("Close"))
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = self._make_body()
        self._column.addWidget(self._body)

    def toggle(self) -> None:
        """Open it in the middle of the window, or close it."""
        if self.isVisible():
            self.close_panel()
            return
        room = self._room()
        width = min(860, room.width() - 32)
        self.open_at((room.width() - width) // 2, 56, width=width)
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _make_body(self) -> QWidget:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(20, 12, 20, 16)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        columns = ((LIST, WINDOW), (CASE,), (PANEL,))
        for column, places in enumerate(columns):
            row = 0
            for place in places:
                head = label(_(PLACES[place]), bold=True)
                grid.addWidget(head, row, 2 * column, 1, 2)
                row += 1
                for key in (key for key in KEYS if key.place == place):
                    grid.addWidget(_caps(key.caps), row, 2 * column)
                    grid.addWidget(label(_(key.title), ink="text2"), row, 2 * column + 1)
                    row += 1
                row += 1
            grid.setColumnStretch(2 * column + 1, 1)
        return body


def _caps(caps: tuple[str, ...]) -> QWidget:
    widget = QWidget()
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for cap in caps:
        row.addWidget(KeyCap(cap) if cap != "…" else label("…", ink="text3"))
    row.addStretch(1)
    return widget
