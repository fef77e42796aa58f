"""A queue or a whole window over a ``FakeWorld``, and waiting without fixed sleeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from tests.helpers.fake_door import fake_session
from tests.helpers.fake_pane import FakePane
from tests.helpers.fake_world import FakeWorld
from workbench.ui.heartbeat import Heartbeat
from workbench.ui.main_window import MainWindow, page_factory
from workbench.ui.navigation import ROOMS
from workbench.ui.queue.page import QueuePage
from workbench.ui.theme.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from workbench.ui.queue.card_list import CardList
    from workbench.ui.session import Session

LEFT = Qt.MouseButton.LeftButton


@dataclass
class Desk:
    """A page on its own, with a heart that beats when the test says so."""

    bot: QtBot
    world: FakeWorld
    session: Session
    page: QueuePage
    heart: Heartbeat

    @property
    def cards(self) -> CardList:
        """The list."""
        return self.page.cards

    @property
    def pane(self) -> FakePane:
        """The pane (made with the first chosen card)."""
        return cast("FakePane", self.page.pane.widget)

    def settle(self, rounds: int = 4) -> None:
        """Wait until everything that was asked of the workers has come back, and what followed."""
        settle(self.bot, self.session, rounds)

    def hear(self) -> None:
        """Let the heart ask for news, and everybody look."""
        self.heart.poll()
        self.settle()
        self.page.loader.look()
        self.settle()

    def pass_time(self, ms: int) -> None:
        """Let the clock run and beat once."""
        self.world.advance(ms)
        self.session.beat.emit(self.session.now())

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key on the list."""
        self.bot.keyClick(self.cards, key, held)

    def click(self, row: int, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A click on a row of the list."""
        self.bot.mouseClick(self.cards.viewport(), LEFT, held, self.middle(row))

    def middle(self, row: int) -> QPoint:
        """The middle of a row in the viewport."""
        top = row * self.cards.row_height - self.cards.verticalScrollBar().value()
        return QPoint(200, top + self.cards.row_height // 2)

    def row(self) -> int:
        """The chosen row."""
        return self.page.model.row_of(self.cards.selected)

    def y(self) -> int:
        """The pixel of the chosen card."""
        found = self.cards.y_of(self.cards.selected)
        assert found is not None
        return found


def settle(bot: QtBot, session: Session, rounds: int = 4) -> None:
    """Wait until the workers have answered what was asked, ``rounds`` times over."""
    for _ in range(rounds):
        _one_round(bot, session)


def _one_round(bot: QtBot, session: Session) -> None:
    left = {"writer", "reader", "network"}
    session.operations.write(lambda _door: None, lambda _r: left.discard("writer"))
    session.operations.read(lambda _queries: None, lambda _r: left.discard("reader"))
    session.operations.reach(lambda _door: None, lambda _r: left.discard("network"))
    bot.waitUntil(lambda: not left, timeout=20_000)


def make_desk(
    bot: QtBot,
    data_dir: Path,
    *,
    count: int = 200,
    world: FakeWorld | None = None,
    settings: Mapping[str, object] | None = None,
    size: tuple[int, int] = (1200, 760),
    wait: bool = True,
) -> Desk:
    """A queue page shown over a world; end it with ``end_desk``."""
    world = world or FakeWorld(count)
    session = fake_session(world, data_dir, settings=settings)
    Theme.current().set_theme("light")
    heart = Heartbeat(session)
    heart.prime()
    page = QueuePage(session, FakePane)
    page.loader.least_gap_ms = 0
    bot.addWidget(page)
    page.resize(*size)
    page.show()
    page.activateWindow()
    bot.waitExposed(page)
    desk = Desk(bot, world, session, page, heart)
    if wait:
        bot.waitUntil(lambda: page.showing.is_settled)
        desk.settle()
    return desk


def end_desk(desk: Desk) -> None:
    """Stop the workers."""
    desk.world.gate.set()
    desk.session.operations.close()


def make_window(
    bot: QtBot,
    data_dir: Path,
    *,
    world: FakeWorld | None = None,
    demo: bool = False,
    settings: Mapping[str, object] | None = None,
    size: tuple[int, int] = (1440, 900),
) -> tuple[FakeWorld, MainWindow]:
    """A whole window over a world; its heart beats only by ``heartbeat._beat``."""
    world = world or FakeWorld(200)
    session = fake_session(world, data_dir, demo=demo, settings=settings)
    Theme.current().set_theme("light")
    window = MainWindow(session)
    for name, (icon, title) in ROOMS.items():
        factory = page_factory(FakePane) if name == "queue" else lambda _session: QWidget()
        window.navigation.register(name, icon, title, factory, bottom=name == "settings")
    window.overlook.least_gap_ms = 0
    bot.addWidget(window)
    window.resize(*size)
    window.begin()
    window.heartbeat.stop()
    window.show()
    window.activateWindow()
    bot.waitExposed(window)
    page = window.navigation.built("queue")
    assert isinstance(page, QueuePage)
    bot.waitUntil(lambda: page.showing.is_settled)
    settle(bot, session)
    return world, window


def end_window(window: MainWindow) -> None:
    """Close it and stop the workers."""
    window.close()
    window.session.operations.close()
