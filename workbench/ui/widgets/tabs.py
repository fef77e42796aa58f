"""Tabs with counts, painted by hand so that choosing one moves nothing."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from workbench.ui.theme.plain import amp
from workbench.ui.widgets import paint
from workbench.ui.widgets.base import follow


@dataclass(frozen=True, slots=True)
class _Tab:
    text: str
    count: int | None
    icon: str
    ink: str


class Tabs(QTabBar):
    """A row of tabs: words, a count beside them, 2 px accent under the chosen one.

    Measured in bold. ``height`` is 40 for views and 36 inside a case. ``currentChanged`` as usual.
    """

    def __init__(self, *, height: int = 36, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = height
        self._tabs: list[_Tab] = []
        self._hover = -1
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setMouseTracking(True)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.theme = follow(self)

    def add_tab(
        self, text: str, count: int | None = None, *, icon: str = "", ink: str = "text2"
    ) -> int:
        """Add a tab at the end; its index."""
        self._tabs.append(_Tab(text, count, icon, ink))
        index = self.addTab(amp(text))
        self._name(index)
        return index

    def clear_tabs(self) -> None:
        """Take all tabs away."""
        while self.count():
            self.removeTab(0)
        self._tabs.clear()

    def set_count(self, index: int, count: int | None) -> None:
        """Change the count beside a tab; ``None`` shows none."""
        old = self._tabs[index]
        if old.count != count:
            self._tabs[index] = _Tab(old.text, count, old.icon, old.ink)
            self._name(index)

    def set_words(self, index: int, text: str) -> None:
        """Change the words of a tab."""
        old = self._tabs[index]
        self._tabs[index] = _Tab(text, old.count, old.icon, old.ink)
        self._name(index)

    def words(self, index: int) -> str:
        """The words of a tab, as given."""
        return self._tabs[index].text

    def restyle(self) -> None:
        """Take new colours and measures."""
        for index in range(self.count()):
            self._name(index)  # setTabText is what makes a QTabBar measure anew
        self.updateGeometry()
        self.update()

    def tabSizeHint(self, index: int) -> QSize:
        theme = self.theme
        if index >= len(self._tabs):
            return QSize(0, theme.px(self._height))
        return QSize(self._inside(index) + 2 * theme.px(12), theme.px(self._height))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def sizeHint(self) -> QSize:
        width = sum(self.tabSizeHint(index).width() for index in range(self.count()))
        return QSize(width, self.theme.px(self._height))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(96), self.theme.px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        for index in range(self.count()):
            self._paint_tab(painter, index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._set_hover(event.position().toPoint())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = -1
        self.update()
        super().leaveEvent(event)

    def _set_hover(self, at: QPoint) -> None:
        hover = self.tabAt(at)
        if hover != self._hover:
            self._hover = hover
            self.update()

    def _inside(self, index: int) -> int:
        tab, theme = self._tabs[index], self.theme
        bold = theme.metrics(13, bold=True)
        width = bold.horizontalAdvance(tab.text)
        if tab.count is not None:
            width += theme.px(5) + bold.horizontalAdvance(f"{tab.count:,}")
        if tab.icon:
            width += theme.px(16) + theme.px(5)
        return width

    def _paint_tab(self, painter: QPainter, index: int) -> None:
        tab, theme = self._tabs[index], self.theme
        rect = self.tabRect(index)
        chosen = index == self.currentIndex()
        if index == self._hover and not chosen:
            painter.fillRect(rect.adjusted(0, 0, 0, -2), theme.color("hover"))
        ink = "text1" if chosen or index == self._hover else "text2"
        base = paint.middle(theme, rect.top(), rect.height() - 2, 13, bold=chosen)
        x = rect.left() + theme.px(12)
        if tab.icon:
            side = theme.px(16)
            top = rect.top() + (rect.height() - side) // 2
            paint.draw_icon(painter, x, top, tab.icon, theme, tab.ink)
            x += side + theme.px(5)
        paint.words(painter, x, base, tab.text, theme, ink, 13, bold=chosen)
        x += theme.metrics(13, bold=chosen).horizontalAdvance(tab.text) + theme.px(5)
        if tab.count is not None:
            figure = f"{tab.count:,}"
            paint.words(painter, x, base, figure, theme, "text2", 13, bold=chosen)
        if chosen:
            left, width = rect.left() + theme.px(10), rect.width() - 2 * theme.px(10)
            painter.fillRect(left, rect.bottom() - 1, width, 2, theme.color("accent"))
            if self.hasFocus():
                inner = QRectF(rect).adjusted(1, 1, -1, -3)
                paint.box(painter, inner, theme.px(4), None, theme.color("accent"), 2)

    def _name(self, index: int) -> None:
        tab = self._tabs[index]
        self.setTabText(index, amp(tab.text) + ("" if tab.count is None else f" {tab.count}"))
        self.setAccessibleTabName(index, self.tabText(index))
