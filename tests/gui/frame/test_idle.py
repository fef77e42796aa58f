"""Ten idle seconds: only digits under an hour are painted, and hardly anything is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from tests.gui.looks import OFFSCREEN
from tests.helpers.desk import end_window, make_window, settle
from tests.helpers.fake_world import FakeWorld

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from workbench.ui.main_window import MainWindow

pytestmark = OFFSCREEN


class Painted(QObject):
    """Collects which widgets are painted."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            parent = watched.parent()
            self.names.append(type(parent if parent is not None else watched).__name__)
        return False


def idle(qtbot: QtBot, world: FakeWorld, window: MainWindow, seconds: int = 10) -> list[str]:
    """Let seconds pass without news; which widgets were painted (their parents' names)."""
    window.heartbeat._beat()
    settle(qtbot, window.session)
    painted = Painted()
    QApplication.instance().installEventFilter(painted)  # type: ignore[union-attr]
    world.calls.clear()
    for _ in range(seconds):
        world.advance(1_000)
        window.heartbeat._beat()
        settle(qtbot, window.session, 1)
    QApplication.instance().removeEventFilter(painted)  # type: ignore[union-attr]
    return painted.names


def test_nothing_is_painted_where_no_clock_is_under_an_hour(qtbot: QtBot, tmp_path: Path) -> None:
    world = FakeWorld(60)
    for number in list(world.specs):
        world.change(number, due=world.now + 30 * 3_600_000 + 1_800_000 + number * 7_000)
        world.change(number, intent=None, evidence_due_at=None)
    world, window = make_window(qtbot, tmp_path, world=world)
    assert idle(qtbot, world, window) == []
    assert {name for name, _ in world.calls} <= {"data_version"}
    end_window(window)


def test_ticking_digits_paint_the_list_and_nothing_else(qtbot: QtBot, tmp_path: Path) -> None:
    world, window = make_window(qtbot, tmp_path)
    painted = idle(qtbot, world, window)
    assert set(painted) == {"CardList"}
    assert len(painted) == 10
    end_window(window)


def test_the_check_notices_a_label_that_counts(qtbot: QtBot, tmp_path: Path) -> None:
    """The seeded bug: a bar that says the seconds."""
    world, window = make_window(qtbot, tmp_path)
    window.session.beat.connect(lambda now: window.top.outbox.set_words(f"{now}"))
    assert len(set(idle(qtbot, world, window))) > 1
    end_window(window)
