"""List and pane share the window: the list gives way to a work panel and gets its width back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.gui.looks import OFFSCREEN
from tests.helpers.desk import Desk, end_desk, make_desk
from workbench.ui.queue.page_view import COLUMN_A, list_width
from workbench.ui.theme.theme import Theme

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

pytestmark = OFFSCREEN


@pytest.mark.parametrize(
    ("total", "wished", "panel", "width"),
    [
        (1376, 600, False, 600),  # 1440 wide
        (1376, 600, True, 480),
        (1216, 600, False, 512),  # 1280 wide
        (1216, 600, True, 116),
        (960, 600, False, 420),  # 1024 wide
        (960, 600, True, 116),
        (1856, 900, False, 900),
        (1856, 430, True, 430),
    ],
)
def test_the_width_of_the_list(total: int, wished: int, panel: bool, width: int) -> None:
    assert list_width(total, wished, panel=panel) == width


def test_a_work_panel_narrows_the_list_and_rows_keep_their_place(
    qtbot: QtBot, tmp_path: Path
) -> None:
    desk = make_desk(qtbot, tmp_path, size=(1376, 800))
    listing = desk.page.view.list
    top = desk.cards.viewport().mapTo(desk.page, desk.cards.viewport().rect().topLeft())
    y = desk.y()
    desk.pane.panel_open_changed.emit(True)
    desk.settle(1)
    assert listing.width() == 480
    assert desk.cards.viewport().mapTo(desk.page, desk.cards.viewport().rect().topLeft()) == top
    assert desk.y() == y
    desk.pane.panel_open_changed.emit(False)
    desk.settle(1)
    assert listing.width() == 600
    end_desk(desk)


def test_column_a_alone_is_still_a_list(desk: Desk) -> None:
    listing = desk.page.view.list
    top = desk.cards.viewport().mapTo(desk.page, desk.cards.viewport().rect().topLeft()).y()
    desk.pane.panel_open_changed.emit(True)
    desk.settle(1)
    assert listing.width() == COLUMN_A == desk.cards.viewport().width()
    assert not listing.head.isVisible()
    after = desk.cards.viewport().mapTo(desk.page, desk.cards.viewport().rect().topLeft()).y()
    assert after == top, "rows keep their y"
    desk.key(Qt.Key.Key_J)
    assert desk.row() == 1


def test_a_width_chosen_by_hand_is_kept(qtbot: QtBot, tmp_path: Path) -> None:
    desk = make_desk(qtbot, tmp_path, size=(1500, 800))
    split = desk.page.view.split
    split.moveSplitter(660, 1)
    assert desk.page.list_width() == 660
    desk.page.resize(1600, 800)
    assert desk.page.view.list.width() == 660
    end_desk(desk)


def test_a_larger_font_makes_cards_and_widths_larger(desk: Desk) -> None:
    y, height = desk.y(), desk.cards.row_height
    Theme.current().set_scale(150)
    desk.settle(1)
    assert desk.cards.row_height == height * 3 // 2
    assert desk.y() == y


@pytest.mark.parametrize(
    ("size", "density", "least"),
    [((1376, 824), "normal", 14), ((1376, 824), "compact", 17), ((1216, 644), "compact", 13)],
)
def test_a_laptop_shows_enough_cards(
    qtbot: QtBot, tmp_path: Path, size: tuple[int, int], density: str, least: int
) -> None:
    """1440x900 and 1280x720 less rail, top bar and status line."""
    desk = make_desk(qtbot, tmp_path, size=size, settings={"density": density})
    whole = desk.cards.viewport().height() // desk.cards.row_height
    assert whole >= least
    end_desk(desk)
