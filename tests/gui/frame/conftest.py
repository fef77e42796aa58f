"""The theme as every test here finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.gui.looks import fresh_theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def theme(qapp: QApplication) -> Iterator[None]:
    """Light, 100 %, with motion, before and after."""
    del qapp
    fresh_theme()
    yield
    fresh_theme()
