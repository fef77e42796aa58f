"""Every key of the window in one table (product.md settles them); ``frame.keys_panel`` lists it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from workbench.base.texts import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

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
    Key(("Q",), N_("write a promise down"), CASE),
    Key(("U",), N_("prove a promise"), CASE),
    Key(("Y",), N_("release a promise"), CASE),
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
    Key(("F1",), N_("what the rule at hand says"), WINDOW, "explain", "F1"),
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
