"""A small picture of the goods, or a quiet block where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from workbench.ui.widgets import paint
from workbench.ui.widgets.base import Painted
from workbench.ui.widgets.pictures import Picture, Thumbnail

if TYPE_CHECKING:
    from pathlib import Path


class _Blank(Painted):
    """A grey block with an icon."""

    def __init__(self, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def measure(self) -> QSize:
        side = self.theme.px(self._side)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, theme = QPainter(self), self.theme
        paint.box(painter, QRectF(self.rect()), theme.px(4), theme.color("sunken"),
                  theme.color("line"))  # fmt: skip
        at = (self.width() - theme.px(20)) // 2
        paint.draw_icon(painter, at, at, "store", theme, "text3", 20)


class Photo(QWidget):
    """``side`` pixels square; ``opened`` when the picture is clicked."""

    opened = Signal()

    def __init__(self, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._path: Path | None = None
        self._shown: QWidget = _Blank(side)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._shown)

    def path(self) -> Path | None:
        """The file shown, if there is one."""
        return self._path

    def set_path(self, path: Path | None, name: str = "") -> None:
        """Show another picture; the same one stays as it is."""
        if path == self._path:
            return
        self._path = path
        old = self._shown
        if path is None:
            self._shown = _Blank(self._side)
        else:
            thumb = Thumbnail(Picture(path, name), side=self._side)
            thumb.opened.connect(self.opened)
            self._shown = thumb
        self._row.replaceWidget(old, self._shown)
        old.deleteLater()
