"""The queue on a table, for every test of this folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.gui.looks import fresh_theme
from tests.helpers.desk import Desk, end_desk, make_desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture(autouse=True)
def theme(qapp: QApplication) -> Iterator[None]:
    """Light, 100 %, with motion, before and after."""
    del qapp
    fresh_theme()
    yield
    fresh_theme()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """200 cases, the first of them chosen."""
    made = make_desk(qtbot, tmp_path)
    yield made
    end_desk(made)
