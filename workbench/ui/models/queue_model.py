"""The list's model: a frozen snapshot of ids; rows come for what is seen, cards at the last."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from workbench.ui.models import phrasing
from workbench.ui.models.row_cache import RowCache
from workbench.ui.theme.plain import tip
from workbench.ui.values import CARD_ROLE, ID_ROLE, CardView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from workbench.services.queries import CardRow, Snapshot

Index = QModelIndex | QPersistentModelIndex
PLACEHOLDER = CardView(placeholder=True)


class QueueModel(QAbstractTableModel):
    """One column of up to 100,000 cards. It holds ids; rows come by ``put_rows``.

    ``left`` are ids that stand in the view no more and wait for the selection to leave them;
    ``ticked`` are the ids chosen among several. Both outlive a new snapshot.
    """

    def __init__(
        self, around: Callable[[], phrasing.Around], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._around = around
        self._ids: array[int] = array("q")
        self._due: array[int] = array("q")
        self._total_fen = 0
        self._complete = True
        self._token = 0
        self._views: dict[int, CardView] = {}
        self.cache = RowCache()
        self.left: set[int] = set()
        self.ticked: set[int] = set()

    # -- what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._ids):
            return None
        number = self._ids[index.row()]
        if role == CARD_ROLE:
            return self.card(number)
        if role == ID_ROLE:
            return str(number)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return self.card(number).spoken()
        if role == Qt.ItemDataRole.ToolTipRole:
            view = self.card(number)
            return tip("\n".join(part for part in (view.goods, view.reason, view.quote) if part))
        return None

    # -- what the list asks

    @property
    def total_fen(self) -> int:
        """Sum of the claims of the whole view, in fen."""
        return self._total_fen

    @property
    def complete(self) -> bool:
        """False while only the first rows of the view are here."""
        return self._complete

    @property
    def token(self) -> int:
        """The last change the shown snapshot knows."""
        return self._token

    def ids(self) -> array[int]:
        """The ids in their order (not a copy; do not change it)."""
        return self._ids

    def due(self) -> array[int]:
        """The deadlines beside the ids; 0 for none."""
        return self._due

    def id_at(self, row: int) -> int | None:
        """The id of a row; None outside."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, number: int | None) -> int:
        """The row of an id, -1 where it is not shown."""
        if number is None:
            return -1
        try:
            return self._ids.index(number)
        except ValueError:
            return -1

    def card(self, number: int) -> CardView:
        """The card of an id as it is now, or the placeholder."""
        found = self._views.get(number)
        if found is not None:
            return found
        row = self.cache.get(number)
        if row is None:
            return PLACEHOLDER
        view = self._compose(row, self._around())
        self._views[number] = view
        return view

    def stored(self, number: int | None) -> CardRow | None:
        """The row behind a card, where it is loaded."""
        return None if number is None else self.cache.get(number)

    # -- what changes it

    def take(self, snapshot: Snapshot) -> None:
        """Show another snapshot; the list keeps selection and pixel."""
        self.beginResetModel()
        self._keep(snapshot)
        self._views.clear()
        self.endResetModel()

    def complete_with(self, snapshot: Snapshot) -> bool:
        """Append the rest behind the first rows; False where those are no longer the first."""
        shown = len(self._ids)
        if snapshot.ids[:shown] != self._ids:
            return False
        if len(snapshot.ids) > shown:
            self.beginInsertRows(QModelIndex(), shown, len(snapshot.ids) - 1)
            self._keep(snapshot)
            self.endInsertRows()
        else:
            self._keep(snapshot)
        return True

    def drop(self, numbers: Iterable[int]) -> None:
        """Take cards out of the list, one by one (they are few)."""
        for number in numbers:
            row = self.row_of(number)
            if row >= 0:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._ids[row]
                del self._due[row]
                self.endRemoveRows()
            self.left.discard(number)
            self.ticked.discard(number)
            self._views.pop(number, None)

    def put_rows(self, rows: Iterable[CardRow]) -> None:
        """Rows have come; their cards are composed again when they are painted."""
        rows = list(rows)
        self.cache.put(rows)
        for row in rows:
            self._views.pop(row.id, None)

    def renew(self, numbers: Iterable[int]) -> list[int]:
        """Compose these cards again; returns the ids that look different now."""
        around = self._around()
        seen: dict[int, CardView] = {}
        changed: list[int] = []
        for number in numbers:
            row = self.cache.get(number)
            if row is None:
                continue
            view = self._compose(row, around)
            if view != self._views.get(number):
                changed.append(number)
            seen[number] = view
        self._views = seen  # what is out of sight is composed afresh when it comes in
        return changed

    def restate(self) -> None:
        """Words or settings have changed: compose everything again."""
        self._views.clear()

    def _compose(self, row: CardRow, around: phrasing.Around) -> CardView:
        number = row.id
        return phrasing.compose(row, around, left=number in self.left, ticked=number in self.ticked)

    def _keep(self, snapshot: Snapshot) -> None:
        self._ids, self._due = snapshot.ids[:], snapshot.due[:]
        self._total_fen = snapshot.total_fen
        self._complete, self._token = snapshot.complete, snapshot.token
