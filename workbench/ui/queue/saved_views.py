"""Saved views: a name and a query each, kept with the drafts of the data folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.ui.queue import choice
from workbench.ui.theme.plain import visible

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
