"""A window on a small simulated world, opened and closed as the program does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from tests.gui.looks import fresh_theme
from workbench.bootstrap.place import Place
from workbench.bootstrap.tour.player import Player
from workbench.bootstrap.tour.story import Scene
from workbench.bootstrap.window import build
from workbench.bootstrap.world import make_world
from workbench.ui.application import Application

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Opener = "Callable[[Place], Scene]"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Place]:
    """Forty open cases on four platforms, and settings that do not wait."""
    place = Place(tmp_path / "data")
    make_world(
        place, cases=60, pending=40, seed=11,
        platforms=["tmall", "taobao", "douyin", "wechat"], clock=None,
    )  # fmt: skip
    yield place
    place.close()


@pytest.fixture
def open_window(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[[Place], Scene]]:
    """Opens the window on a directory; closed again after the test."""
    fresh_theme()
    opened: list[Application] = []

    def start(place: Place) -> Scene:
        parts = build(place, demo=True)
        parts.session.apply_settings(
            parts.session.settings.changed(theme="light", sounds=False, notifications=False)
        )
        application = Application(qapp, parts)
        application.window.resize(1440, 900)
        application.begin()
        opened.append(application)
        return Scene(Player(application.window, tmp_path, []), place)

    yield start
    for application in opened:
        application.window.close()
        application.end()
        application.window.deleteLater()
    fresh_theme()
