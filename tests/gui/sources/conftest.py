"""The theme as every test here finds it: light, 100 %, with motion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.gui.looks import fresh_theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

    from workbench.ui.theme.theme import Theme


@pytest.fixture(autouse=True)
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The application's theme; put back after the test."""
    del qapp
    yield fresh_theme()
    fresh_theme()
