"""The table of running entries: order, goods, what is left with its bar, what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workbench.base.texts import _
from workbench.domain.kinds import Urgency
from workbench.ui.entries.phrasing import RunningView
from workbench.ui.models.cells import CellModel
from workbench.ui.theme.theme import Theme
from workbench.ui.values import CARD_ROLE, ID_ROLE, urgency_icon, urgency_ink
from workbench.ui.widgets import paint
from workbench.ui.widgets.base import Painted, follow
from workbench.ui.widgets.meters import paint_bar

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW, HEAD = 34, 28
_BARS = {Urgency.CRITICAL: "crit", Urgency.SOON: "soon_bar", Urgency.PAST_ZERO: "crit"}
_State = QStyle.StateFlag


def columns(width: int, theme: Theme) -> tuple[int, int, int, int]:
    """The left edges of order, goods, time left, and state."""
    px = theme.px
    inset = px(20)
    number = px(26) + theme.width("0000 0000 0000 0000 000", 13)
    left_over = width - 2 * inset - number - px(132)
    goods = inset + number + px(12)
    time = goods + max(px(80), int(left_over * 0.5))
    return inset, goods, time, time + px(132)


class RunningHead(Painted):
    """The names of the columns."""

    def measure(self) -> QSize:
        return QSize(self.theme.px(320), self.theme.px(HEAD))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, painter = self.theme, QPainter(self)
        painter.fillRect(self.rect(), theme.color("sunken"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("line"))
        base = paint.middle(theme, 0, self.height(), 12)
        names = (_("Order"), _("Goods bought"), _("Time left"), _("State"))
        for x, name in zip(columns(self.width(), theme), names, strict=True):
            paint.words(painter, x, base, name, theme, "text2", 12)


class RunningDelegate(QStyledItemDelegate):
    """Paints a ``RunningView``."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = Theme.current()

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        del option, index
        return QSize(self._theme.px(320), self._theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        view = index.data(CARD_ROLE)
        if not isinstance(view, RunningView):
            return
        rect: QRect = option.rect
        state = option.state
        focused = bool(state & _State.State_HasFocus)
        theme = self._theme
        painter.save()
        hover = bool(state & _State.State_MouseOver)
        painter.fillRect(rect, theme.color("hover" if hover else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line"))
        self._paint_cells(painter, rect, view)
        if focused:
            inner = QRectF(rect).adjusted(1, 1, -1, -2)
            paint.box(painter, inner, theme.px(4), None, theme.color("accent"), 2)
        painter.restore()

    def _paint_cells(self, painter: QPainter, rect: QRect, view: RunningView) -> None:
        theme, px = self._theme, self._theme.px
        number, goods, time, state = (rect.left() + x for x in columns(rect.width(), theme))
        base = paint.middle(theme, rect.top(), rect.height())
        paint.paint_mark(painter, number, rect.top() + (rect.height() - px(16)) // 2,
                         view.mark, theme)  # fmt: skip
        left = number + paint.mark_width(theme, view.mark) + px(8)
        words = paint.elide(theme, view.number, goods - left - px(8))
        paint.words(painter, left, base, words, theme, "text1")
        words = paint.elide(theme, view.title, time - goods - px(12))
        paint.words(painter, goods, base, words, theme, "text1")
        self._paint_left(painter, rect, view, time)
        room = rect.right() - px(20) - state
        if view.link:
            paint.draw_icon(painter, state, rect.top() + (rect.height() - px(16)) // 2,
                            "arrow-right", theme, "accent")  # fmt: skip
            state, room = state + px(20), room - px(20)
        words = paint.elide(theme, view.state, room)
        paint.words(painter, state, base, words, theme, "accent" if view.link else "text1")

    def _paint_left(self, painter: QPainter, rect: QRect, view: RunningView, x: int) -> None:
        theme, px = self._theme, self._theme.px
        ink = urgency_ink(view.urgency)
        bold = view.urgency in _BARS
        ink = ink if bold else "text1"
        top = rect.top()
        paint.draw_icon(painter, x, top + px(5), urgency_icon(view.urgency), theme, ink, 14)
        base = paint.middle(theme, top, px(24), 13, bold=bold)
        paint.words(painter, x + px(20), base, view.countdown, theme, ink, 13, bold=bold)
        bar = QRectF(x, top + px(25), px(112), px(3))
        paint_bar(painter, bar, view.share, theme, _BARS.get(view.urgency, "edge"))


class RunningList(QListView):
    """Running entries; Enter or a click on a used one goes to its case: ``opened(key)``."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = CellModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(RunningDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._theme = follow(self)

    def restyle(self) -> None:
        """Take new colours and measures."""
        self.doItemsLayout()
        self.viewport().update()

    def show_rows(self, rows: Sequence[tuple[str, RunningView]]) -> None:
        """Show these entries."""
        self.rows.set_rows([(key, view, view.spoken()) for key, view in rows])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex())
        elif event.key() in {Qt.Key.Key_J, Qt.Key.Key_K}:
            row = self.currentIndex().row() + (1 if event.key() == Qt.Key.Key_J else -1)
            if 0 <= row < self.rows.rowCount():
                self.setCurrentIndex(self.rows.index(row, 0))
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._open(self.indexAt(event.position().toPoint()))

    def _open(self, index: Any) -> None:
        view = index.data(CARD_ROLE) if index.isValid() else None
        if isinstance(view, RunningView) and view.link:
            self.opened.emit(str(index.data(ID_ROLE)))
