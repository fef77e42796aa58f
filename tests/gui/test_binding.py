"""The Qt binding keeps its books: a signal must not lose references to the constants."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

EMITS = 100_000
SLACK = 1_000


class Bell(QObject):
    """Something that rings with nothing, a flag and a number."""

    rung = Signal()
    flagged = Signal(bool)
    counted = Signal(int)


def test_a_hundred_thousand_emits_lose_no_reference(qtbot: QtBot) -> None:
    """PySide6 6.12.0 lost one to ``True`` per emit and aborted after some hundred (PYSIDE-3474)."""
    del qtbot  # only so that the guards of the suite watch
    bell, heard = Bell(), [0]

    def hear(*_values: object) -> None:
        heard[0] += 1

    for signal in (bell.rung, bell.flagged, bell.counted):
        signal.connect(hear)
    before = [sys.getrefcount(value) for value in (True, False, None)]
    for number in range(EMITS // 4):
        bell.rung.emit()
        bell.flagged.emit(True)
        bell.flagged.emit(False)
        bell.counted.emit(number)
    after = [sys.getrefcount(value) for value in (True, False, None)]
    assert heard == [EMITS]
    assert all(abs(new - old) < SLACK for old, new in zip(before, after, strict=True))
