"""A plain form: labels at the left, what is filled in at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLayout, QWidget

from workbench.ui.widgets.base import follow, set_ground
from workbench.ui.widgets.labels import label


class FormBody(QWidget):
    """Rows of words and a widget; ``across`` takes the whole width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(1, 1)
        self._theme = follow(self)
        self.restyle()

    def restyle(self) -> None:
        """Take new measures."""
        px = self._theme.px
        self._grid.setContentsMargins(px(20), px(12), px(20), px(12))
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(8))

    def add(self, widget: QWidget | QLayout, *, top: bool = False) -> QLabel:
        """A row; the label that comes back is given its words later."""
        at = self._grid.rowCount()
        words = label(ink="text2")
        side = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(words, at, 0, side)
        if isinstance(widget, QWidget):
            words.setBuddy(widget)
            self._grid.addWidget(widget, at, 1)
        else:
            self._grid.addLayout(widget, at, 1)
        return words

    def across(self, widget: QWidget | QLayout) -> None:
        """Something over both columns."""
        at = self._grid.rowCount()
        if isinstance(widget, QWidget):
            self._grid.addWidget(widget, at, 0, 1, 2)
        else:
            self._grid.addLayout(widget, at, 0, 1, 2)
