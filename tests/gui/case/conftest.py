"""The desk of every test here, and the theme put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.gui.case.desk import Desk
from tests.gui.looks import fresh_theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """A pane over sixty cases; the first ones are those of the design's picture."""
    fresh_theme()
    made = Desk(qtbot, tmp_path)
    yield made
    made.close()
    fresh_theme()
