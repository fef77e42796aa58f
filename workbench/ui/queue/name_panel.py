"""Asks for the name under which a view is saved."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.ui.floating import Floating
from workbench.ui.queue.saved_views import NAME_LENGTH
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.fields import Field
from workbench.ui.widgets.labels import label


class NamePanel(Floating):
    """Asks for the name of the view to be saved; ``named(str)``."""

    named = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = label(size=14, bold=True)
        self._field = Field(limit=NAME_LENGTH)
        self._field.returnPressed.connect(self._save)
        self._button = KeyButton(key="Enter", kind="primary")
        self._button.clicked.connect(self._save)
        row = QHBoxLayout()
        row.addWidget(self._field, 1)
        row.addWidget(self._button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addLayout(row)
        self.phrase()

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        self._title.setText(_("Save this view with its filters and order"))
        self._field.setPlaceholderText(_("Name of the view"))
        self._field.setAccessibleName(_("Name of the view"))
        self._button.set_words(_("Save view"))

    def ask(self, left: int, top: int) -> None:
        """Open it, ready for typing."""
        self._field.clear()
        self.open_at(left, top, width=360)
        self._field.setFocus()

    def field(self) -> Field:
        """Where the name is typed."""
        return self._field

    def _save(self) -> None:
        name = self._field.text().strip()[:NAME_LENGTH]
        if not name:
            self._field.set_error(_("Give it a name first"))
            return
        self.close_panel()
        self.named.emit(name)
