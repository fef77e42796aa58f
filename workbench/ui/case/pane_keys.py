"""The keys of the pane: what a key asks for where nothing is being typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from workbench.ui.case import acts
from workbench.ui.case.pane_acts import AGREE, COPY_ORDER
from workbench.ui.case.panel import digit

CLOSE = "close"
SCROLLS = {
    Qt.Key.Key_Up: "scroll up",
    Qt.Key.Key_Down: "scroll down",
    Qt.Key.Key_PageUp: "scroll page up",
    Qt.Key.Key_PageDown: "scroll page down",
}
LETTERS = {
    **{key: name for name, key in acts.KEYS.items() if len(key) == 1 and name != "look_again"},
    "A": AGREE,
}


def meaning(event: QKeyEvent, *, panel: bool) -> str:
    """The name for ``run_action``, ``close`` or a scroll; "" where the key is not ours."""
    if event.matches(QKeySequence.StandardKey.Copy):
        return COPY_ORDER
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return ""
    key = Qt.Key(event.key())
    if key == Qt.Key.Key_Escape:
        return CLOSE
    if key in SCROLLS:
        return "" if panel else SCROLLS[key]
    if Qt.Key.Key_A <= key <= Qt.Key.Key_Z:
        return LETTERS.get(chr(int(key)), "")
    number, _shift = digit(event)
    return f"plan_{number}" if number > 0 and not panel else ""
