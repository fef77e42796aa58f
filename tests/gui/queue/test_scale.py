"""The shape of the work at 100 and at 100,000 cards: what is read, composed, painted and when."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from tests.gui.looks import OFFSCREEN
from tests.helpers.desk import Desk, end_desk, make_desk
from tests.helpers.fake_queries import FakeQueries
from tests.helpers.fake_world import FakeWorld
from workbench.domain.beijing import HOUR, MINUTE
from workbench.domain.kinds import View
from workbench.services.queries import CaseQuery, Thresholds
from workbench.ui.delegates import card
from workbench.ui.models import phrasing
from workbench.ui.models.watch import Watch
from workbench.ui.queue.loader import FIRST, MOST, PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainter
    from pytestqt.qtbot import QtBot

    from workbench.services.queries import CardRow
    from workbench.ui.values import CardView

MANY, FEW = 100_000, 300
READS = {
    "snapshot", "cards", "card_id", "counts", "detail", "summary", "news", "token", "data_version",
    "find_anything", "tags", "assignees", "outbox",
}  # fmt: skip
pytestmark = OFFSCREEN


@pytest.fixture(scope="module")
def crowd() -> FakeWorld:
    """100,000 cases, made once."""
    return FakeWorld(MANY)


@pytest.fixture
def big(qtbot: QtBot, tmp_path: Path, crowd: FakeWorld) -> Iterator[Desk]:
    """The queue over 100,000 cases."""
    crowd.calls.clear()
    made = make_desk(qtbot, tmp_path, world=crowd)
    made.settle(6)
    yield made
    end_desk(made)


def composed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int, list[str]]:
    """Cards composed and painted, and calls made, by one beat of the heart."""
    running = next(row for row, due in enumerate(desk.page.model.due()) if due > desk.world.now)
    desk.cards.verticalScrollBar().setValue(running * desk.cards.row_height)
    desk.settle()
    count = 0
    compose = phrasing.compose

    def counting(row: CardRow, around: phrasing.Around, **more: bool) -> CardView:
        nonlocal count
        count += 1
        return compose(row, around, **more)

    monkeypatch.setattr(phrasing, "compose", counting)
    painted = count_painted(desk, monkeypatch)
    desk.world.calls.clear()
    desk.pass_time(1_000)
    desk.settle(2)
    calls = [name for name, _thread in desk.world.calls]
    return count, len(painted), calls


def count_painted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The rows that are painted from now on."""
    painted: list[int] = []
    paint = card.paint_card

    def noting(painter: QPainter, rect: QRect, *more: Any) -> None:
        painted.append((rect.top() + desk.cards.verticalScrollBar().value()) // rect.height())
        paint(painter, rect, *more)

    monkeypatch.setattr(card, "paint_card", noting)
    return painted


def test_the_whole_queue_is_there(big: Desk) -> None:
    assert big.page.model.rowCount() > 60_000
    assert big.page.model.complete


def test_a_beat_is_the_same_work_at_100_and_at_100000(
    big: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        many = composed(big, patch)
    small = make_desk(qtbot, tmp_path, count=FEW)
    with monkeypatch.context() as patch:
        few = composed(small, patch)
    end_desk(small)
    in_sight = len(big.cards.ids_in_sight())
    assert many[0] <= in_sight
    assert few[0] <= in_sight
    assert 0 < many[1] <= in_sight
    assert many[2] == few[2] == [], "a beat without news reads nothing for the list"


def test_only_cards_that_look_different_are_painted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.pass_time(1_000)
    desk.settle(2)
    painted = count_painted(desk, monkeypatch)
    desk.pass_time(1_000)
    desk.settle(2)
    moving = {
        row
        for row in range(15)
        if ":" in desk.page.model.card(desk.page.model.ids()[row]).countdown
    }
    assert moving
    assert set(painted) == moving


def test_the_check_notices_a_list_that_repaints_everything(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The seeded bug: a beat that updates the whole viewport."""
    desk.settle(2)
    monkeypatch.setattr(
        type(desk.cards), "repaint_cards", lambda self, _numbers: self.viewport().update()
    )
    painted = count_painted(desk, monkeypatch)
    desk.pass_time(1_000)
    desk.settle(2)
    assert len(set(painted)) > 10


def test_rows_are_fetched_for_what_is_seen_and_a_page(big: Desk) -> None:
    big.world.calls.clear()
    asked: list[int] = []
    cards = FakeQueries.cards

    def noting(self: FakeQueries, ids: list[int]) -> list[CardRow]:
        asked.append(len(ids))
        return cards(self, ids)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FakeQueries, "cards", noting)
        big.cards.verticalScrollBar().setValue(30_000 * big.cards.row_height)
        big.settle()
    assert asked
    assert max(asked) <= MOST
    assert sum(asked) <= len(big.cards.ids_in_sight()) + 2 * PAGE + 2
    first, last = big.cards.rows_in_sight()
    shown = [big.page.model.card(n) for n in big.page.model.ids()[first : last + 1]]
    assert not any(view.placeholder for view in shown)


def test_scrolling_through_everything_keeps_the_memory_bounded(big: Desk) -> None:
    bar = big.cards.verticalScrollBar()
    for step in range(0, 60_000, 1_500):
        bar.setValue(step * big.cards.row_height)
    big.settle(8)
    assert len(big.page.model.cache) <= 600
    assert len(big.page.model._views) <= 700


def test_the_first_rows_are_shown_while_the_rest_is_read(
    qtbot: QtBot, tmp_path: Path, crowd: FakeWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = threading.Event()
    snapshot = FakeQueries.snapshot

    def waiting(self: FakeQueries, query: CaseQuery, **more: object) -> object:
        if more.get("limit") is None:
            held.wait(10)
        return snapshot(self, query, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(FakeQueries, "snapshot", waiting)
    desk = make_desk(qtbot, tmp_path, world=crowd, wait=False)
    qtbot.waitUntil(lambda: desk.page.model.rowCount() > 0)
    assert desk.page.model.rowCount() == FIRST
    first = desk.cards.selected
    held.set()
    desk.settle(6)
    assert desk.page.model.rowCount() > 60_000
    assert (desk.cards.selected, desk.row()) == (first, 0)
    end_desk(desk)


def test_nothing_is_read_or_written_on_the_ui_thread(desk: Desk) -> None:
    desk.key(Qt.Key.Key_J)
    desk.session.searched.emit("葡萄")
    desk.settle()
    desk.world.arrive()
    desk.hear()
    desk.key(Qt.Key.Key_Period)
    desk.page.showing.set_query(CaseQuery(view=View.ALL))
    desk.heart.sync()
    desk.settle()
    assert desk.world.calls
    for name, thread in desk.world.calls:
        worker = "reader" if name in READS else ("writer", "network")
        assert thread.startswith(worker), f"{name} ran on {thread}"


def test_the_check_notices_a_call_on_the_ui_thread(desk: Desk) -> None:
    """The seeded bug: a query asked for directly."""
    desk.world.calls.clear()
    FakeQueries(desk.world).tags()
    assert desk.world.calls == [("tags", threading.main_thread().name)]


def test_watching_thresholds_costs_what_crosses_not_what_there_is(crowd: FakeWorld) -> None:
    limits = Thresholds()
    steps = []
    for world in (FakeWorld(FEW), crowd):
        watch = Watch()
        queries = FakeQueries(world)
        watch.load(
            queries.snapshot(CaseQuery(), now=world.now, thresholds=limits), world.now, limits
        )
        crossed = watch.advance(world.now)
        assert not crossed
        steps.append(watch.steps)
    assert steps == [0, 0]


def test_the_watch_names_each_card_once_when_it_crosses() -> None:
    world = FakeWorld(0)
    soon, due = world.arrive(in_ms=HOUR + 90_000), world.now + HOUR + 90_000
    world.arrive(in_ms=9 * HOUR)
    watch = Watch()
    snapshot = FakeQueries(world).snapshot(CaseQuery(), now=world.now, thresholds=Thresholds())
    assert watch.load(snapshot, world.now, Thresholds()) == ()
    assert watch.advance(world.now + MINUTE).critical == ()
    assert watch.advance(world.now + 2 * MINUTE).critical == ((soon, due),)
    assert watch.advance(world.now + 3 * MINUTE).critical == ()
    assert watch.advance(world.now + 2 * HOUR).ended == ((soon, due),)
