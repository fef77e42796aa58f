"""What is done a little later is done once, and goes with its owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from tests.helpers.allergic import running_timers
from workbench.ui.later import later

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_it_is_done_once_after_the_events_under_way_and_leaves_nothing(qtbot: QtBot) -> None:
    owner, done = QObject(), list[str]()
    later(owner, lambda: done.append("first"))
    later(owner, lambda: done.append("second"), ms=1)
    assert done == []
    qtbot.waitUntil(lambda: len(done) == 2)
    qtbot.waitUntil(lambda: owner.children() == [])
    assert done == ["first", "second"]


def test_it_goes_with_its_owner(qtbot: QtBot) -> None:
    parent, done = QObject(), list[str]()
    owner = QObject(parent)
    before = len(running_timers())
    later(owner, lambda: done.append("late"), ms=20)
    assert len(running_timers()) == before + 1
    parent.deleteLater()
    qtbot.waitUntil(lambda: not isValid(owner))
    assert (len(running_timers()), done) == (before, [])
