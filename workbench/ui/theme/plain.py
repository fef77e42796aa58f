"""Strangers' words stay words: no markup, no hidden characters, no mnemonics, no endless lines."""

from __future__ import annotations

import unicodedata
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel

from workbench.base.texts import _

NAME_LIMIT = 256
REASON_LIMIT = 4_000
CHAT_LIMIT = 16_000
TIP_LIMIT = 600
TIP_COLUMNS = 64  # narrow columns; a Han character takes two
_STACK = 3  # combining marks shown on one letter
_MARKED = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u3164\uffa0\ufff9\ufffa\ufffb"
)


class PlainLabels(QObject):
    """Application event filter: every QLabel shows plain text before it is ever laid out.

    It reaches message boxes, tooltips and progress dialogs too. A label whose text comes from the
    catalogue may set the property ``trusted_rich``. Lists and trees are laid out anew at the same
    moment: Qt may have measured their rows before the style sheet was looked at.
    """

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Polish:
            if isinstance(watched, QLabel):
                if not watched.property("trusted_rich"):
                    watched.setTextFormat(Qt.TextFormat.PlainText)
            elif isinstance(watched, QAbstractItemView):
                watched.scheduleDelayedItemsLayout()
        return False


def _hidden(char: str) -> bool:
    if char in _MARKED:
        return True
    category = unicodedata.category(char)
    return category in {"Cc", "Cf", "Zl", "Zp", "Cs", "Co"}


def visible(text: str, limit: int = REASON_LIMIT, *, lines: bool = False) -> str:
    """``text`` as it may be shown: capped, hidden characters as marks like ``[U+202E]``.

    Line ends stay with ``lines`` and become spaces without; tabs become spaces. More than three
    combining marks on one letter are dropped. What was cut is said at the end.
    """
    cut = len(text) > limit
    text = text[:limit].replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and text.isprintable():
        return text + _("… (cut)") if cut else text
    out: list[str] = []
    stack = 0
    for char in text:
        if char == "\n":
            out.append("\n" if lines else " ")
        elif char == "\t":
            out.append(" ")
        elif _hidden(char):
            out.append(f"[U+{ord(char):04X}]")
        elif unicodedata.combining(char) or unicodedata.category(char) in {"Mn", "Me"}:
            stack += 1
            if stack <= _STACK:
                out.append(char)
            continue
        else:
            out.append(char)
        stack = 0
    return "".join(out) + (_("… (cut)") if cut else "")


def amp(text: str) -> str:
    """``text`` for buttons, actions and tabs: every ``&`` doubled, so that none is a mnemonic."""
    return text.replace("&", "&&")


def columns(text: str) -> int:
    """Width of ``text`` in narrow columns: Han and full-width characters count two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def wrap(text: str, width: int = TIP_COLUMNS) -> str:
    """``text`` with line ends so that no line is wider than ``width`` narrow columns."""
    done: list[str] = []
    for paragraph in text.split("\n"):
        line, used = "", 0
        for char in paragraph:
            step = columns(char)
            if used + step > width:
                head, space, tail = line.rpartition(" ")
                keep = space and columns(head) > width // 2
                done.append(head if keep else line)
                line = tail if keep else ""
                used = columns(line)
            line += char
            used += step
        done.append(line)
    return "\n".join(done)


class Tipped(Protocol):
    """Whatever takes a tooltip: a widget, an action, the tray icon."""

    def setToolTip(self, tip: str, /) -> None:
        """Qt's own."""


def set_tip(target: Tipped, text: str) -> None:
    """The only way to give a tooltip: plain, capped, wrapped; an empty text removes it."""
    target.setToolTip(tip(text))


def tip(text: str) -> str:
    """What ``set_tip`` shows for ``text``; for models that answer ``ToolTipRole``."""
    return wrap(visible(text, TIP_LIMIT, lines=True)) if text else ""
