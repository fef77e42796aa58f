"""Labelled facts in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from workbench.ui.widgets.base import follow
from workbench.ui.widgets.labels import ElidedLabel, label

if TYPE_CHECKING:
    from collections.abc import Sequence


class FactsGrid(QWidget):
    """Label and value pairs, filled column by column; values elide, can be selected and copied.

    Values of strangers go through ``plain.visible`` first.
    """

    def __init__(self, *, columns: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._facts: tuple[tuple[str, str], ...] = ()
        self._cells: list[tuple[QLabel, ElidedLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._theme = follow(self)
        self.restyle()

    def set_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these pairs; the same number of them keeps the labels and only changes words."""
        self._facts = tuple(facts)
        if len(facts) != len(self._cells):
            self._rebuild()
        for (name, value), (left, right) in zip(self._facts, self._cells, strict=True):
            left.setText(name)
            right.setText(value)
            right.setAccessibleName(f"{name} {value}")

    def facts(self) -> tuple[tuple[str, str], ...]:
        """What is shown."""
        return self._facts

    def restyle(self) -> None:
        """Take new colours and measures."""
        px = self._theme.px
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(4))
        for column in range(self._columns):
            self._grid.setColumnMinimumWidth(column * 2, px(64))

    def _rebuild(self) -> None:
        for pair in self._cells:
            for widget in pair:
                self._grid.removeWidget(widget)
                widget.deleteLater()
        self._cells = []
        rows = -(-len(self._facts) // self._columns)
        for index in range(len(self._facts)):
            column, row = divmod(index, rows)
            left = label(ink="text2")
            right = ElidedLabel(selectable=True)
            self._grid.addWidget(left, row, column * 2, Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(right, row, column * 2 + 1)
            self._cells.append((left, right))
        for column in range(self._columns):
            self._grid.setColumnStretch(column * 2 + 1, 1)
