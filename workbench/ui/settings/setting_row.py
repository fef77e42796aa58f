"""A row of the settings: name and what it changes at the left, the control at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.ui.widgets.bars import Box
from workbench.ui.widgets.base import follow
from workbench.ui.widgets.labels import label
from workbench.ui.widgets.marks import Divider

if TYPE_CHECKING:
    from workbench.ui.settings.controls import Control


class SettingRow(QWidget):
    """One setting."""

    def __init__(self, control: Control, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self.title = label(bold=True)
        self.why = label(size=12, ink="text2", wrap=True)
        self.title.setBuddy(control)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.why)
        self._line = QHBoxLayout(self)
        self._line.addLayout(words, 1)
        self._line.addWidget(control, 0, Qt.AlignmentFlag.AlignRight)
        self._theme = follow(self)
        self.restyle()

    def restyle(self) -> None:
        """Take new measures."""
        px = self._theme.px
        self._line.setContentsMargins(0, px(4), 0, px(4))
        self._line.setSpacing(px(24))

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        row = self.control.row
        self.title.setText(_(row.title))
        self.why.setText(_(row.why))
        self.control.phrase()
        self.control.setAccessibleDescription(self.why.text())


class Section(Box):
    """Rows under one head."""

    def __init__(self, msgid: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._msgid = msgid
        self._any = False

    def add(self, widget: QWidget) -> None:
        """One row more, below a hairline."""
        if self._any:
            self.body.addWidget(Divider())
        self._any = True
        self.body.addWidget(widget)

    def phrase(self) -> None:
        """Say the head in the language now chosen."""
        self.set_title(_(self._msgid))
