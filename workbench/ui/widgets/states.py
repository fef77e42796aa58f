"""Empty and loading: what is shown where there is nothing, or nothing yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from workbench.ui.widgets import paint
from workbench.ui.widgets.base import Painted
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.labels import label
from workbench.ui.widgets.marks import IconLabel

if TYPE_CHECKING:
    from workbench.ui.theme.theme import Theme


class EmptyState(QWidget):
    """What is true, what comes next, and one useful act. "Could not look" is an own state."""

    acted = Signal()

    def __init__(
        self,
        icon: str = "inbox",
        title: str = "",
        text: str = "",
        *,
        action: str = "",
        key: str = "",
        ink: str = "text2",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = IconLabel(icon, ink=ink, size=26)
        self._title = label(size=16, bold=True, wrap=True)
        self._text = label(ink="text2", wrap=True)
        self._button = KeyButton()
        self._button.clicked.connect(self.acted)
        centre = Qt.AlignmentFlag.AlignHCenter
        for words in (self._title, self._text):
            words.setAlignment(centre)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self._icon, 0, centre)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(4)
        column.addWidget(self._button, 0, centre)
        column.addStretch(1)
        self.set_state(icon, title, text, action=action, key=key, ink=ink)

    def set_state(
        self,
        icon: str,
        title: str,
        text: str = "",
        *,
        action: str = "",
        key: str = "",
        ink: str = "text2",
    ) -> None:
        """Say something else."""
        self._icon.set_icon(icon, ink)
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._button.set_words(action)
        self._button.set_key(key)
        self._button.setVisible(bool(action))
        self.setAccessibleName(". ".join(part for part in (title, text) if part))


class SkeletonRows(Painted):
    """Grey blocks where the words of cards will stand; no shimmer."""

    def __init__(
        self, rows: int = 8, *, row_height: int = 48, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._rows, self._row = rows, row_height

    def measure(self) -> QSize:
        return QSize(self.theme.px(240), self.theme.px(self._row) * self._rows)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(120), self.theme.px(self._row))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        tall = self.theme.px(self._row)
        for row in range(self._rows):
            rect = QRectF(0, row * tall, self.width(), tall)
            paint_skeleton(painter, rect, self.theme, row)


def paint_skeleton(painter: QPainter, rect: QRectF, theme: Theme, row: int = 0) -> None:
    """One row of blocks with a hairline under it; the widths differ a little by ``row``."""
    px, color = theme.px, theme.color("track")
    top, tall = rect.top() + px(12), px(9)
    second = rect.bottom() - px(12) - tall
    share = (0.46, 0.36, 0.41)[row % 3]
    left, right = rect.left() + px(12), rect.right() - px(12)
    blocks = [
        QRectF(left, top, px(76), tall),
        QRectF(rect.left() + px(124), top, rect.width() * share, tall),
        QRectF(right - px(56), top, px(56), tall),
    ]
    if rect.height() >= px(40):
        blocks += [
            QRectF(left, second, px(60), tall),
            QRectF(rect.left() + px(124), second, rect.width() * share * 0.7, tall),
        ]
    for block in blocks:
        if block.right() <= rect.right():
            paint.box(painter, block, 3, color)
    line = QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1)
    painter.fillRect(line, theme.color("line"))
