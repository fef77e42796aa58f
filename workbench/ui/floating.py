"""A panel that lies over the screen without being a window: closes by Esc, takes no modality."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from workbench.ui.widgets import paint
from workbench.ui.widgets.base import follow

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

RADIUS = 8


class Floating(QFrame):
    """A raised child frame, hidden until ``open_at``. It closes by Esc or a click beside it, and
    gives the focus back to whoever had it; ``closed`` comes then."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._before: QWidget | None = None
        self._opened_by: QWidget | None = None
        self.theme = follow(self)
        self.hide()

    def restyle(self) -> None:
        """Take new colours and measures."""
        self.update()

    def open_at(self, left: int, top: int, *, width: int = 0) -> None:
        """Show it with its left top at a place of the parent, inside the parent."""
        self._before = QApplication.focusWidget()
        room = self._room().rect()
        if width:
            self.setFixedWidth(min(width, room.width() - 16))
        self.adjustSize()
        height = min(self.sizeHint().height(), room.height() - top - 8)
        self.resize(self.width(), max(40, height))
        self.move(max(8, min(left, room.width() - self.width() - 8)), top)
        self.show()
        self.raise_()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def close_panel(self) -> None:
        """Hide it and give the focus back."""
        if not self.isVisible() and self._before is None:
            return
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        inside = QApplication.focusWidget()
        self.hide()
        before, self._before = self._before, None
        if before is not None and before.isVisible() and (inside is None or self._holds(inside)):
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
            return
        event.accept()  # letters typed here are not acts of the page below

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.MouseButtonPress
            and isinstance(watched, QWidget)
            and self.isVisible()
            and watched.window() is self.window()
            and not self._holds(watched)
            and not self._opener(watched)
        ):
            self.close_panel()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        rect = QRectF(self.rect())
        painter.fillRect(rect, self.theme.color("surface"))
        paint.box(painter, rect, self.theme.px(RADIUS), self.theme.color("raised"),
                  self.theme.color("edge"))  # fmt: skip

    def set_opener(self, widget: QWidget) -> None:
        """A click on this widget is its own business (it toggles the panel)."""
        self._opened_by = widget

    def under(self, widget: QWidget, gap: int = 4) -> QPoint:
        """The place in the parent right below a widget."""
        place = widget.mapTo(self._room(), widget.rect().bottomLeft())
        place.setY(place.y() + gap)
        return place

    def _room(self) -> QWidget:
        parent = self.parentWidget()
        assert parent is not None
        return parent

    def _holds(self, widget: QWidget) -> bool:
        return widget is self or self.isAncestorOf(widget)

    def _opener(self, widget: QWidget) -> bool:
        return self._opened_by is widget
