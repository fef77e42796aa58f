"""What painted widgets share: the theme at hand, and repainting when it changes."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QSize
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from workbench.ui.theme.theme import Theme

_GROUNDS = {
    "app": QPalette.ColorRole.Window,
    "surface": QPalette.ColorRole.Base,
    "sunken": QPalette.ColorRole.AlternateBase,
    "raised": QPalette.ColorRole.ToolTipBase,
    "sel": QPalette.ColorRole.Highlight,
}


class Restyled(Protocol):
    """Something that has to do a thing when theme or scale change."""

    def restyle(self) -> None:
        """Take new colours and measures."""


def follow(widget: Restyled) -> Theme:
    """Call ``widget.restyle()`` on every change of the theme; the theme, for keeping at hand.

    Qt drops the connection with the widget.
    """
    theme = Theme.current()
    theme.changed.connect(widget.restyle)
    return theme


def set_ground(widget: QWidget, role: str) -> None:
    """Give a plain widget a ground: app, surface, sunken, raised or sel; it follows the theme."""
    widget.setBackgroundRole(_GROUNDS[role])
    widget.setAutoFillBackground(True)


class Painted(QWidget):
    """A small widget that paints itself from ``self.theme``; ``measure`` gives its size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = follow(self)

    def restyle(self) -> None:
        """Take new colours and measures."""
        self.updateGeometry()
        self.update()

    def measure(self) -> QSize:
        """The size wanted, in pixels at the scale now set."""
        return QSize(0, 0)

    def sizeHint(self) -> QSize:
        return self.measure()

    def minimumSizeHint(self) -> QSize:
        return self.measure()
