"""Saved views: a name and a query each, kept with the drafts of the data folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.ui.floating import Floating
from workbench.ui.queue import choice
from workbench.ui.theme.plain import visible
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.fields import Field
from workbench.ui.widgets.labels import label

if TYPE_CHECKING:
    from workbench.services.queries import CaseQuery
    from workbench.ui.session import Session

KEY = "views"
NAME_LENGTH = 20
MOST = 6


class SavedViews(QObject):
    """Loads and keeps them; ``changed`` comes when there are others."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.views: dict[str, CaseQuery] = {}

    def load(self) -> None:
        """Read them from the data folder."""
        self._session.operations.write(lambda door: door.draft(KEY), self._loaded)

    def save(self, name: str, query: CaseQuery) -> None:
        """Keep a view under a name; the same name replaces it, the oldest make room."""
        kept = {other: view for other, view in self.views.items() if other != name}
        self.views = dict([*kept.items(), (name, query)][-MOST:])
        self._keep()

    def remove(self, name: str) -> None:
        """Forget a view."""
        self.views.pop(name, None)
        self._keep()

    def _keep(self) -> None:
        data: dict[str, object] = {
            "views": [
                {"name": name, "query": choice.to_plain(query)}
                for name, query in self.views.items()
            ]
        }
        self._session.operations.write(lambda door: door.save_draft(KEY, data))
        self.changed.emit()

    def _loaded(self, draft: dict[str, object] | None) -> None:
        found = draft.get("views") if draft else None
        self.views = {
            visible(str(item["name"]), NAME_LENGTH): choice.from_plain(item["query"])
            for item in (found if isinstance(found, list) else [])
            if isinstance(item, dict) and item.get("name") and isinstance(item.get("query"), dict)
        }
        self.changed.emit()


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
