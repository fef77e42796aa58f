"""Where the window stood is remembered, and never off the screen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect

from tests.gui.looks import OFFSCREEN
from tests.helpers.desk import end_window, make_window
from workbench.ui.frame import place
from workbench.ui.queue.page import QueuePage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from workbench.ui.main_window import MainWindow

pytestmark = OFFSCREEN


def queue(window: MainWindow) -> QueuePage:
    """The queue page."""
    page = window.navigation.built("queue")
    assert isinstance(page, QueuePage)
    return page


def test_the_window_is_remembered_and_comes_back_on_the_screen(
    qtbot: QtBot, tmp_path: Path
) -> None:
    _, window = make_window(qtbot, tmp_path, size=(1200, 700))
    queue(window).view.wish_width(520)
    end_window(window)
    kept = json.loads((tmp_path / place.FILE).read_text())
    assert (kept["width"], kept["height"], kept["list_width"]) == (1200, 700, 520)
    _, again = make_window(qtbot, tmp_path, size=(1200, 700))
    assert queue(again).list_width() == 520
    end_window(again)


@pytest.mark.parametrize(
    ("kept", "found"),
    [
        ({"x": 5000, "y": 5000, "width": 1200, "height": 700}, QRect(720, 380, 1200, 700)),
        ({"x": -300, "y": 10, "width": 1200, "height": 700}, QRect(0, 10, 1200, 700)),
        ({"x": 0, "y": 0, "width": 9000, "height": 9000}, QRect(0, 0, 1920, 1080)),
        ({"x": 0, "y": 0, "width": 10, "height": 10}, QRect(0, 0, 1024, 640)),
        ({"x": 0}, None),
    ],
)
def test_a_remembered_place_is_clamped_to_the_screen(
    kept: dict[str, int], found: QRect | None
) -> None:
    assert place.clamped(kept, [QRect(0, 0, 1920, 1080)]) == found


@pytest.mark.parametrize("content", ["", "[1]", "{", '{"x": "wide"}'])
def test_a_broken_file_of_the_place_costs_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / place.FILE).write_text(content)
    assert place.clamped(place.load(tmp_path), [QRect(0, 0, 800, 600)]) is None
