"""Alerts: once for each card that becomes critical, grouped, without a buyer's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from tests.gui.looks import OFFSCREEN
from tests.helpers.desk import end_window, make_window, settle
from tests.helpers.fake_queries import row_of
from tests.helpers.fake_world import NOW, FakeWorld
from workbench.domain.beijing import HOUR, MINUTE
from workbench.domain.kinds import Turn
from workbench.ui.alerts import Alerts, notice, title

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from workbench.ui.main_window import MainWindow

pytestmark = OFFSCREEN


class Tray:
    """Remembers what the desktop would show."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, str]] = []

    def showMessage(self, head: str, body: str, *_more: object) -> None:
        """Remember a notification."""
        self.shown.append((head, body))

    def hide(self) -> None:
        """Nothing to hide."""


@pytest.fixture
def house(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[FakeWorld, MainWindow, Tray, list[int]]]:
    """A window with a tray and a beeper that remember."""
    beeps: list[int] = []
    monkeypatch.setattr(QApplication, "beep", lambda: beeps.append(1))
    world, window = make_window(qtbot, tmp_path)
    tray = Tray()
    monkeypatch.setattr(window.alerts, "_tray", tray)
    yield world, window, tray, beeps
    end_window(window)


def beat(qtbot: QtBot, world: FakeWorld, window: MainWindow, ms: int) -> None:
    """Let time pass in one step."""
    world.advance(ms)
    window.heartbeat._beat()
    window.heartbeat.poll()
    settle(qtbot, window.session)
    window.heartbeat._beat()
    settle(qtbot, window.session)


def test_what_is_critical_at_the_start_makes_no_noise(
    house: tuple[FakeWorld, MainWindow, Tray, list[int]],
) -> None:
    _, window, tray, beeps = house
    assert window.overlook.latest is not None
    assert window.overlook.latest.summary.critical == 3
    assert (tray.shown, beeps) == ([], [])


def test_a_card_that_becomes_critical_is_told_once(
    house: tuple[FakeWorld, MainWindow, Tray, list[int]], qtbot: QtBot
) -> None:
    world, window, tray, beeps = house
    beat(qtbot, world, window, 27 * MINUTE)
    assert [head for head, _ in tray.shown] == ["1 单快到点了"]
    beat(qtbot, world, window, 1_000)
    beat(qtbot, world, window, 1_000)
    assert len(tray.shown) == len(beeps) == 1


def test_a_card_that_comes_back_is_no_news_but_a_new_deadline_is(
    house: tuple[FakeWorld, MainWindow, Tray, list[int]], qtbot: QtBot
) -> None:
    world, window, tray, _ = house
    world.change(1, turn=Turn.BUYER)
    beat(qtbot, world, window, 1_000)
    world.change(1, turn=Turn.MERCHANT)
    beat(qtbot, world, window, 1_000)
    assert tray.shown == []
    world.change(1, due=world.clock.now() + 50 * MINUTE)
    beat(qtbot, world, window, 1_000)
    assert len(tray.shown) == 1


def test_several_at_once_are_one_notification(
    house: tuple[FakeWorld, MainWindow, Tray, list[int]], qtbot: QtBot
) -> None:
    world, window, tray, _ = house
    for _number in range(5):
        world.arrive(in_ms=HOUR + 5_000)
    window.heartbeat.poll()
    settle(qtbot, window.session)
    assert tray.shown == []
    beat(qtbot, world, window, 10_000)
    assert len(tray.shown) == 1
    head, body = tray.shown[0]
    assert head == "5 单快到点了"
    assert body.splitlines()[-1] == "还有 2 单"


def test_a_card_that_arrives_critical_is_told_too(
    house: tuple[FakeWorld, MainWindow, Tray, list[int]], qtbot: QtBot
) -> None:
    world, window, tray, _ = house
    world.arrive(in_ms=20 * MINUTE)
    beat(qtbot, world, window, 1_000)
    assert len(tray.shown) == 1


def test_sounds_and_notifications_can_be_switched_off(
    house: tuple[FakeWorld, MainWindow, Tray, list[int]], qtbot: QtBot
) -> None:
    world, window, tray, beeps = house
    window.top.bell.click()
    assert not window.session.settings.notifications
    world.arrive(in_ms=20 * MINUTE)
    beat(qtbot, world, window, 1_000)
    assert (tray.shown, len(beeps)) == ([], 1)
    settings = window.session.settings.changed(sounds=False)
    window.session.apply_settings(settings)
    world.arrive(in_ms=20 * MINUTE)
    beat(qtbot, world, window, 1_000)
    assert len(beeps) == 1


def test_no_word_of_a_buyer_stands_in_a_notification() -> None:
    world = FakeWorld(18)
    rows = [row_of(number, world.case(number)) for number in (1, 3, 4)]
    said = " ".join(notice(rows, NOW))
    for row in rows:
        for private in (row.buyer_note, row.buyer_nick, row.item_title, row.reason):
            assert private not in said
    assert "¥1,299.00" in said
    assert "岚屿旗舰店" in said


def test_the_title_counts_only_where_there_is_something_to_count() -> None:
    assert title(0) == "售后工作台"
    assert title(1200) == "(1,200) 售后工作台"


def test_without_a_tray_nothing_is_missing(qtbot: QtBot, tmp_path: Path) -> None:
    assert not QSystemTrayIcon.isSystemTrayAvailable()
    _, window = make_window(qtbot, tmp_path)
    alerts = Alerts(window.session, QIcon(), window)
    alerts.critical([1])
    settle(qtbot, window.session)
    alerts.close()
    end_window(window)


def test_a_click_on_a_notification_of_one_card_opens_it(
    house: tuple[FakeWorld, MainWindow, Tray, list[int]], qtbot: QtBot
) -> None:
    world, window, _, _ = house
    number = world.arrive(in_ms=20 * MINUTE)
    beat(qtbot, world, window, 1_000)
    window.navigation.go("settings")
    window.alerts._clicked()
    settle(qtbot, window.session, 8)
    assert window.navigation.current == "queue"
    assert window.navigation.built("queue").cards.selected == number  # type: ignore[union-attr]
