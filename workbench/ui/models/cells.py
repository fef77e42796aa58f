"""A list model of finished rows: a key, what is painted, and what is read out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from workbench.ui.values import CARD_ROLE, ID_ROLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()


class CellModel(QAbstractListModel):
    """Rows as (key, view, spoken). Only the rows that differ are painted again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, object, str]] = []

    def set_rows(self, rows: Sequence[tuple[str, object, str]]) -> None:
        """Show these rows."""
        fresh = list(rows)
        if [row[0] for row in fresh] != [row[0] for row in self._rows]:
            self.beginResetModel()
            self._rows = fresh
            self.endResetModel()
            return
        old, self._rows = self._rows, fresh
        for at, row in enumerate(fresh):
            if row != old[at]:
                self.dataChanged.emit(self.index(at, 0), self.index(at, 0))

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        key, view, spoken = self._rows[index.row()]
        if role == CARD_ROLE:
            return view
        if role == ID_ROLE:
            return key
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return spoken
        return None

    def row_of(self, key: str) -> int:
        """Where a key stands, -1 where it does not."""
        return next((at for at, row in enumerate(self._rows) if row[0] == key), -1)

    def all_keys(self) -> list[str]:
        """All keys, in order."""
        return [row[0] for row in self._rows]
