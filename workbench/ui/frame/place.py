"""Where the window stood and how wide the list was: one small file in the data folder."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect

from workbench.base import files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

log = logging.getLogger(__name__)
FILE = "window.json"
LEAST = (1024, 640)
USUAL = (1440, 900)


def load(data_dir: Path) -> dict[str, int]:
    """The numbers kept; nothing where there is no readable file."""
    try:
        found = json.loads((data_dir / FILE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(key): value for key, value in found.items() if type(value) is int}


def save(data_dir: Path, numbers: dict[str, int]) -> None:
    """Keep the numbers; a folder that cannot be written only costs the convenience."""
    try:
        files.write_durably(data_dir / FILE, json.dumps(numbers, indent=2).encode())
    except OSError as error:
        log.info("the window's place was not kept: %s", error.strerror)


def clamped(numbers: dict[str, int], screens: Sequence[QRect]) -> QRect | None:
    """The rectangle kept, moved and shrunk so that it can be seen; None where none was kept.

    A window whose title bar would be on no screen goes to the first one.
    """
    if not {"x", "y", "width", "height"} <= numbers.keys() or not screens:
        return None
    rect = QRect(numbers["x"], numbers["y"], numbers["width"], numbers["height"])
    bar = QRect(rect.left() + 40, rect.top(), max(1, rect.width() - 80), 24)
    screen = next((screen for screen in screens if screen.intersects(bar)), screens[0])
    width = min(max(rect.width(), LEAST[0]), max(screen.width(), LEAST[0]))
    height = min(max(rect.height(), LEAST[1]), max(screen.height(), LEAST[1]))
    left = min(max(rect.left(), screen.left()), max(screen.left(), screen.right() - width + 1))
    top = min(max(rect.top(), screen.top()), max(screen.top(), screen.bottom() - height + 1))
    return QRect(left, top, width, height)
