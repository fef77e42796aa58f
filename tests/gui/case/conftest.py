"""The desk of every test here, and the theme put back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.gui.case.desk import Desk
from tests.gui.looks import OFFSCREEN, fresh_theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What the offscreen platform cannot do means nothing here."""
    folder = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(folder):
            item.add_marker(OFFSCREEN)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """A pane over sixty cases; the first ones are those of the design's picture."""
    fresh_theme()
    made = Desk(qtbot, tmp_path)
    yield made
    made.close()
    fresh_theme()
