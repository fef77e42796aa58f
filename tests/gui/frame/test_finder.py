"""Ctrl+K: cases of every view, pages and acts, by keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.gui.looks import OFFSCREEN
from tests.helpers.desk import end_window, make_window, settle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.helpers.fake_world import FakeWorld
    from workbench.ui.main_window import MainWindow
    from workbench.ui.queue.page import QueuePage

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
pytestmark = OFFSCREEN


@pytest.fixture
def house(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[FakeWorld, MainWindow]]:
    """A window over 200 cases with the finder open."""
    world, window = make_window(qtbot, tmp_path)
    page: QueuePage = window.navigation.built("queue")  # type: ignore[assignment]
    qtbot.keyClick(page.cards, KEY.Key_K, CONTROL)
    yield world, window
    end_window(window)


def look(qtbot: QtBot, window: MainWindow, words: str) -> None:
    """Type (as an input method would commit it) and wait for the answer."""
    window.finder.field.setText(words)
    with qtbot.waitSignal(window.finder.field.searched):
        pass
    settle(qtbot, window.session)


def test_ctrl_k_opens_it_over_the_search_field(
    house: tuple[FakeWorld, MainWindow],
) -> None:
    finder = house[1].finder
    assert finder.isVisible()
    assert finder.field.hasFocus()
    assert {line.kind for line in finder.model.lines()} == {"page", "command"}


def test_a_case_of_another_view_is_found_and_opened(
    house: tuple[FakeWorld, MainWindow], qtbot: QtBot
) -> None:
    world, window = house
    closed = next(n for n in range(20, 200) if world.case(n).final)
    look(qtbot, window, world.case(closed).order_id[-7:])
    kinds = [line.kind for line in window.finder.model.lines()]
    assert kinds == ["filter", "case"]
    qtbot.keyClick(window.finder.field, KEY.Key_Down)
    qtbot.keyClick(window.finder.field, KEY.Key_Return)
    settle(qtbot, window.session, 8)
    page: QueuePage = window.navigation.built("queue")  # type: ignore[assignment]
    assert not window.finder.isVisible()
    assert page.cards.selected == closed


def test_enter_filters_the_list_by_the_words(
    house: tuple[FakeWorld, MainWindow], qtbot: QtBot
) -> None:
    _, window = house
    look(qtbot, window, "葡萄")
    qtbot.keyClick(window.finder.field, KEY.Key_Return)
    settle(qtbot, window.session)
    page: QueuePage = window.navigation.built("queue")  # type: ignore[assignment]
    assert page.showing.query.search == "葡萄"
    assert window.top.search.text() == "葡萄"


def test_pages_and_acts_are_found_by_name(
    house: tuple[FakeWorld, MainWindow], qtbot: QtBot
) -> None:
    _, window = house
    look(qtbot, window, "设置")
    lines = window.finder.model.lines()
    assert ("page", "settings") in [(line.kind, line.target) for line in lines]
    row = next(i for i, line in enumerate(lines) if line.kind == "page")
    for _ in range(row):
        qtbot.keyClick(window.finder.field, KEY.Key_Down)
    qtbot.keyClick(window.finder.field, KEY.Key_Return)
    assert window.navigation.current == "settings"


def test_nothing_found_is_said(house: tuple[FakeWorld, MainWindow], qtbot: QtBot) -> None:
    _, window = house
    look(qtbot, window, "没有这样的词")
    assert window.finder._note.text() == "没有哪张单含有“没有这样的词”。"


def test_escape_empties_the_field_then_closes_and_gives_the_focus_back(
    house: tuple[FakeWorld, MainWindow], qtbot: QtBot
) -> None:
    _, window = house
    look(qtbot, window, "x")
    qtbot.keyClick(window.finder.field, KEY.Key_Escape)
    assert window.finder.isVisible()
    qtbot.keyClick(window.finder.field, KEY.Key_Escape)
    assert not window.finder.isVisible()
    page: QueuePage = window.navigation.built("queue")  # type: ignore[assignment]
    assert page.cards.hasFocus()


def test_a_click_beside_it_closes_it(house: tuple[FakeWorld, MainWindow], qtbot: QtBot) -> None:
    _, window = house
    qtbot.mouseClick(window.status, Qt.MouseButton.LeftButton)
    assert not window.finder.isVisible()
