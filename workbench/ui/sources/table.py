"""The table of rejected rows: line, column, value, why; any number of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHeaderView, QTableView

from workbench.base.texts import _
from workbench.ui.theme.plain import NAME_LIMIT, REASON_LIMIT, tip, visible
from workbench.ui.theme.theme import Theme
from workbench.ui.widgets.base import follow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from workbench.ui.sources.report import RejectedRow

ROW, HEAD = 32, 28
LINE, COLUMN, VALUE, REASON, CASE = range(5)
_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_Role = Qt.ItemDataRole


class RejectedModel(QAbstractTableModel):
    """Rejected rows; every word is made safe when it is asked for, so that thousands cost little.

    ``many`` writes the file before the line.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[RejectedRow, ...] = ()
        self._many = False

    def set_rows(self, rows: Sequence[RejectedRow], *, many: bool = False) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows, self._many = tuple(rows), many
        self.endResetModel()

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else 5

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == _Role.TextAlignmentRole and section == LINE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == _Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        names = (_("Line"), _("Column"), _("Value"), _("Why"), _("Case"))
        return names[section] if role == _Role.DisplayRole else None

    def words(self, row: int, column: int) -> str:
        """What a cell shows."""
        item = self._rows[row]
        if column == LINE:
            at = f"{item.line:,}"
            return f"{visible(item.file, 24)} {at}" if self._many else at
        if column == VALUE:
            return visible(item.value, NAME_LIMIT) or _("(empty)")
        if column == REASON:
            return visible(item.reason, REASON_LIMIT)
        return visible(item.column if column == COLUMN else item.row_id, NAME_LIMIT)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        theme, column = Theme.current(), index.column()
        if role == _Role.DisplayRole:
            return self.words(index.row(), column)
        if role == _Role.ToolTipRole:
            return tip(self.words(index.row(), column))
        if role == _Role.TextAlignmentRole and column == LINE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == _Role.ForegroundRole and column in {LINE, CASE}:
            return theme.color("text2")
        if role == _Role.BackgroundRole and column == VALUE:
            return theme.color("sunken")
        if role == _Role.FontRole and column == REASON:
            return theme.font(13, bold=True)
        return None

    def row(self, at: int) -> RejectedRow:
        """One row as it is."""
        return self._rows[at]


class RejectedTable(QTableView):
    """J/K move, Ctrl+C copies the value of the row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RejectedModel(self)
        self.setModel(self.rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        across.setSectionResizeMode(REASON, QHeaderView.ResizeMode.Stretch)
        self._theme = follow(self)
        self.restyle()

    def restyle(self) -> None:
        """Take new measures."""
        px = self._theme.px
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        self.horizontalHeader().setFixedHeight(px(HEAD))
        for column, wide in ((LINE, 72), (COLUMN, 150), (VALUE, 160), (CASE, 190)):
            self.setColumnWidth(column, px(wide))

    def show_rows(self, rows: Sequence[RejectedRow], *, many: bool) -> None:
        """Show these; ``many`` files need their names beside the lines."""
        self.rows.set_rows(rows, many=many)
        self.setColumnWidth(LINE, self._theme.px(220 if many else 72))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_J, Qt.Key.Key_K} and not event.modifiers():
            at = self.currentIndex().row() + (1 if event.key() == Qt.Key.Key_J else -1)
            if 0 <= at < self.rows.rowCount():
                self.selectRow(at)
        elif event.matches(QKeySequence.StandardKey.Copy) and self.currentIndex().isValid():
            value = self.rows.row(self.currentIndex().row()).value
            QGuiApplication.clipboard().setText(value)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}:
            event.ignore()  # the screen's
        else:
            super().keyPressEvent(event)
