"""A one-column table of fixed rows whose chosen row stays at its pixel, whatever the model does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from workbench.ui.models.queue_model import QueueModel


class StillTable(QTableView):
    """Geometry of a ``QueueModel`` on screen; ``selected`` is an id and outlives every change.

    ``seen`` tells the first and last row in sight.
    """

    seen = Signal(int, int)

    def __init__(self, model: QueueModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queue = model
        self._selected: int | None = None
        self._quiet = False
        self.setModel(model)
        self._dress()
        self.verticalScrollBar().valueChanged.connect(self._tell_seen)
        model.rowsInserted.connect(self._tell_seen)
        model.rowsRemoved.connect(self._tell_seen)

    def _dress(self) -> None:
        self.setObjectName("cards")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setAutoScroll(False)  # it would scroll whenever the current index is put back
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(0)
        # Cards paint all of their ground: a tick then paints nothing behind the list.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.hide()
        across.setMinimumSectionSize(1)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    @property
    def selected(self) -> int | None:
        """The id of the chosen card."""
        return self._selected

    @property
    def row_height(self) -> int:
        """Height of a card in pixels."""
        return self.verticalHeader().defaultSectionSize()

    def y_of(self, number: int | None) -> int | None:
        """Where a card's top stands in the viewport; None where it is not in the list."""
        row = self._queue.row_of(number)
        return None if row < 0 else row * self.row_height - self.verticalScrollBar().value()

    def rows_in_sight(self) -> tuple[int, int]:
        """First and last row that can be seen, also in part; (0, -1) when there is none."""
        value = self.verticalScrollBar().value()
        first = value // self.row_height
        last = (value + max(1, self.viewport().height()) - 1) // self.row_height
        return first, min(last, self._queue.rowCount() - 1)

    def ids_in_sight(self) -> list[int]:
        """The ids of the rows that can be seen."""
        first, last = self.rows_in_sight()
        return list(self._queue.ids()[first : last + 1])

    def repaint_cards(self, numbers: Iterable[int]) -> None:
        """Paint these cards again, and nothing else."""
        first, last = self.rows_in_sight()
        places = {self._queue.id_at(row): row for row in range(first, last + 1)}
        top = self.verticalScrollBar().value()
        for number in numbers:
            if number in places:
                y = places[number] * self.row_height - top
                self.viewport().update(QRect(0, y, self.viewport().width(), self.row_height))

    def keep(self, change: Callable[[], object], *, at: int | None = None) -> None:
        """Do ``change`` to the model or the measures with the chosen card at its pixel.

        Where the chosen card is out of sight, the first card in sight keeps its place. ``at``
        moves the chosen card to another pixel.
        """
        anchors = [(number, self.y_of(number)) for number in self._anchors()]
        self._quiet = True
        change()
        self._quiet = False
        self.executeDelayedItemsLayout()
        self.updateGeometries()
        for number, y in anchors:
            row = self._queue.row_of(number)
            if row >= 0 and y is not None:
                goal = at if at is not None and number == self._selected else y
                self.verticalScrollBar().setValue(row * self.row_height - goal)
                break
        row = self._queue.row_of(self._selected)
        if row < 0:
            self._selected = None
        self._point_at(row)
        self._tell_seen()

    def can_keep(self, rows_above: int) -> bool:
        """Whether so many cards above the chosen one can go without moving it."""
        return self.verticalScrollBar().value() >= rows_above * self.row_height

    def _anchors(self) -> list[int]:
        inside = self.ids_in_sight()
        if self._selected in inside:
            inside.remove(self._selected)
            inside.insert(0, self._selected)
        return inside

    def _point_at(self, row: int) -> None:
        """Put Qt's current index and selection where ``selected`` is."""
        chooser = self.selectionModel()
        self._quiet = True
        if row < 0:
            chooser.clear()
        else:
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            chooser.setCurrentIndex(self._queue.index(row, 0), flag)
        self._quiet = False

    def _tell_seen(self) -> None:
        if not self._quiet:
            first, last = self.rows_in_sight()
            self.seen.emit(first, last)

    def paintEvent(self, event: QPaintEvent) -> None:
        end = self._queue.rowCount() * self.row_height - self.verticalScrollBar().value()
        below = self.viewport().rect().adjusted(0, max(0, end), 0, 0)
        if event.rect().intersects(below):
            painter = QPainter(self.viewport())
            painter.fillRect(below, self.palette().base())
            painter.end()
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_seen()
