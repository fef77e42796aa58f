"""News: an empty list fills by itself, the pill goes when it was taken, and a flood is heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.gui.looks import OFFSCREEN
from tests.helpers.desk import Desk, end_desk, make_desk
from tests.helpers.fake_world import FakeWorld
from workbench.domain.beijing import HOUR
from workbench.services.ports import Change
from workbench.services.queries import News

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

KEY = Qt.Key
EVERYTHING = News(token=0, changes=(Change("all", "*"),), case_ids=())
pytestmark = OFFSCREEN


@pytest.fixture
def bare(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """A queue with nothing in it."""
    made = make_desk(qtbot, tmp_path, world=FakeWorld(0, scene=False))
    yield made
    end_desk(made)


def hear_all(desk: Desk) -> None:
    """Tell that all may have changed, and wait until everybody looked."""
    desk.session.heard.emit(EVERYTHING)
    desk.settle()
    desk.page.loader.look()
    desk.settle()


def pill(desk: Desk) -> str:
    """What the pill says."""
    return desk.page.view.list.head.pill_text()


def test_an_empty_list_lets_new_cards_in_by_itself(bare: Desk) -> None:
    assert bare.page.model.rowCount() == 0
    for _ in range(3):
        bare.world.arrive(in_ms=2 * HOUR)
    bare.hear()
    assert bare.page.model.rowCount() == 3
    assert pill(bare) == ""
    assert bare.page.view.list.body.currentWidget() is bare.cards
    bare.world.arrive(in_ms=2 * HOUR)
    bare.hear()
    assert (bare.page.model.rowCount(), pill(bare)) == (3, "1 张新单")


def test_an_import_into_an_empty_queue_is_seen(bare: Desk) -> None:
    for _ in range(48):
        bare.world.arrive(in_ms=2 * HOUR)
    hear_all(bare)
    assert bare.page.model.rowCount() == 48
    assert pill(bare) == ""


def test_after_an_import_the_pill_counts_all_that_is_new(desk: Desk) -> None:
    before = list(desk.page.model.ids())
    for _ in range(5):
        desk.world.arrive(in_ms=2 * HOUR)
    desk.world.change(before[3], claim_fen=6000)
    desk.world.change(before[9], due=desk.session.now() + 40 * HOUR)
    hear_all(desk)
    assert list(desk.page.model.ids()) == before
    assert pill(desk) == "5 张新单，1 张变了时限"
    assert desk.page.model.card(before[3]).amount == "¥60.00"


def test_news_without_cases_change_nothing(desk: Desk) -> None:
    desk.world.calls.clear()
    desk.session.heard.emit(News(token=0, changes=(Change("shop", "x"),), case_ids=()))
    desk.settle()
    assert desk.world.calls == []


def test_news_that_come_while_the_list_is_taken_in_do_not_bring_the_pill_back(desk: Desk) -> None:
    loader, before = desk.page.loader, desk.page.model.rowCount()
    numbers = tuple(desk.world.arrive(in_ms=2 * HOUR) for _ in range(11))
    news = News(token=0, changes=(), case_ids=numbers)
    desk.world.gate.clear()
    loader.hear(news, ())  # looks, and waits for the reader
    loader.hear(news, ())
    desk.key(KEY.Key_Period)  # so all of it is read again
    loader.hear(news, ())  # and is heard of once more meanwhile
    desk.world.gate.set()
    desk.settle()
    assert desk.page.model.rowCount() == before + 11
    assert pill(desk) == ""
    loader.look()
    desk.settle()
    assert pill(desk) == ""


def test_what_was_being_looked_at_while_the_list_was_taken_in_is_not_lost(desk: Desk) -> None:
    desk.world.arrive(in_ms=2 * HOUR)
    desk.hear()
    assert pill(desk) == "1 张新单"
    late = desk.world.arrive(in_ms=3 * HOUR)
    desk.world.gate.clear()
    desk.page.loader.hear(News(token=0, changes=(), case_ids=(late,)), ())
    desk.key(KEY.Key_Period)
    desk.world.gate.set()
    desk.settle()
    assert desk.page.model.row_of(late) >= 0
    assert pill(desk) == ""
