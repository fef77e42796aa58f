"""One picture large: fit, 100 %, wheel; arrows go through the others, Esc closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.ui.theme.plain import NAME_LIMIT, visible
from workbench.ui.widgets import paint
from workbench.ui.widgets.base import Painted, set_ground
from workbench.ui.widgets.buttons import IconButton, KeyButton
from workbench.ui.widgets.labels import ElidedLabel, label
from workbench.ui.widgets.pictures import Picture, desk

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workbench.ui.widgets.decode import Decoded

LEAST, MOST = 0.05, 8.0
_STEP = 1.25
_SIDE = 4_096  # decoded no larger than this: 64 MB at four bytes


class Canvas(Painted):
    """The picture itself: zoom at the pointer, drag to move."""

    zoomed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._words = ""
        self._zoom: float | None = None
        self._offset = QPointF()
        self._grip: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_image(self, image: QImage | None, words: str = "") -> None:
        """Show a picture, or words in its place."""
        self._image, self._words = image, words
        self._zoom, self._offset = None, QPointF()
        self.update()
        self.zoomed.emit()

    def image(self) -> QImage | None:
        """The picture shown."""
        return self._image

    def scale(self) -> float:
        """The zoom in force: 1.0 is one pixel of the picture per logical pixel."""
        return self._fit() if self._zoom is None else self._zoom

    def set_zoom(self, zoom: float | None, at: QPointF | None = None) -> None:
        """Zoom about a place; ``None`` fits the picture into the window."""
        if zoom is None:
            self._zoom, self._offset = None, QPointF()
        else:
            old = self.scale()
            zoom = min(MOST, max(LEAST, zoom))
            centre = QPointF(self.width() / 2, self.height() / 2)
            away = (at or centre) - centre - self._offset
            self._offset += away - away * (zoom / old)
            self._zoom = zoom
            self._hold()
        self.update()
        self.zoomed.emit()

    def step(self, up: bool, at: QPointF | None = None) -> None:
        """One step larger or smaller."""
        self.set_zoom(self.scale() * (_STEP if up else 1 / _STEP), at)

    def measure(self) -> QSize:
        return QSize(320, 240)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, painter = self.theme, QPainter(self)
        painter.fillRect(self.rect(), theme.color("sunken"))
        if self._image is None:
            wide = theme.width(self._words, 13)
            x, base = (self.width() - wide) / 2, paint.middle(theme, 0, self.height())
            paint.words(painter, x, base, self._words, theme, "text2")
            return
        scale = self.scale()
        wide_f, tall_f = self._image.width() * scale, self._image.height() * scale
        left = (self.width() - wide_f) / 2 + self._offset.x()
        top = (self.height() - tall_f) / 2 + self._offset.y()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < 2)
        painter.drawImage(QRectF(left, top, wide_f, tall_f), self._image)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().y():
            self.step(event.angleDelta().y() > 0, event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip = event.position() - self._offset

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._offset = event.position() - self._grip
            self._hold()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        del event
        self._grip = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.set_zoom(1.0 if self._zoom is None else None, event.position())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._hold()
        self.zoomed.emit()
        super().resizeEvent(event)

    def _fit(self) -> float:
        if self._image is None or self._image.isNull():
            return 1.0
        share = min(self.width() / self._image.width(), self.height() / self._image.height())
        return min(1.0, max(LEAST, share))

    def _hold(self) -> None:
        # The picture never leaves the window altogether.
        if self._image is None:
            return
        scale = self.scale()
        x = max(0.0, (self._image.width() * scale - self.width()) / 2)
        y = max(0.0, (self._image.height() * scale - self.height()) / 2)
        self._offset = QPointF(min(x, max(-x, self._offset.x())), min(y, max(-y, self._offset.y())))


class PictureViewer(QWidget):
    """Fills its parent (or is a window without one); ``closed`` when a person is done with it."""

    closed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures: tuple[Picture, ...] = ()
        self._index = 0
        self.canvas = Canvas()
        self._name = ElidedLabel(bold=True)
        self._figures = label(size=12, ink="text2")
        set_ground(self, "surface")
        self._back = IconButton("chevron-left", "")
        self._next = IconButton("chevron-right", "")
        self._fit = KeyButton(key="0", small=True)
        self._whole = KeyButton("100 %", key="1", small=True)
        self._close = KeyButton(key="Esc", kind="ghost", small=True)
        self._build()
        self._phrase()
        self.canvas.zoomed.connect(self._show_figures)
        self._back.clicked.connect(self.back)
        self._next.clicked.connect(self.forward)
        self._fit.clicked.connect(self.fit)
        self._whole.clicked.connect(self.whole)
        self._close.clicked.connect(self.done)

    def show_pictures(self, pictures: Sequence[Picture], index: int = 0) -> None:
        """Show one of these pictures over the whole parent."""
        self._pictures = tuple(pictures)
        parent = self.parentWidget()
        if parent is not None and not self.isWindow():
            self.setGeometry(parent.rect())
        self._go(index)
        self.show()
        self.raise_()
        self.canvas.setFocus()

    def index(self) -> int:
        """Which picture is shown."""
        return self._index

    def set_zoom(self, zoom: float | None) -> None:
        """``None`` fits the picture into the window, 1.0 is 100 %."""
        self.canvas.set_zoom(zoom)

    def fit(self) -> None:
        """Fit the picture into the window."""
        self.set_zoom(None)

    def whole(self) -> None:
        """Show its own size."""
        self.set_zoom(1.0)

    def back(self) -> None:
        """The picture before."""
        self._go(self._index - 1)

    def forward(self) -> None:
        """The picture after."""
        self._go(self._index + 1)

    def done(self) -> None:
        """Put it away."""
        self.hide()
        self.canvas.set_image(None)
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._phrase()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        acts = {
            keys.Key_Escape: self.done,
            keys.Key_Left: self.back,
            keys.Key_Right: self.forward,
            keys.Key_0: self.fit,
            keys.Key_1: self.whole,
            keys.Key_Plus: self.larger,
            keys.Key_Equal: self.larger,
            keys.Key_Minus: self.smaller,
        }
        act = acts.get(keys(event.key()))
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def larger(self) -> None:
        """One step larger."""
        self.canvas.step(True)

    def smaller(self) -> None:
        """One step smaller."""
        self.canvas.step(False)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 12, 6)
        head.setSpacing(8)
        head.addWidget(self._back)
        head.addWidget(self._next)
        head.addWidget(self._name, 1)
        for widget in (self._figures, self._fit, self._whole, self._close):
            head.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.canvas, 1)

    def _phrase(self) -> None:
        self._back.set_name(_("Picture before"))
        self._next.set_name(_("Next picture"))
        self._fit.set_words(_("Fit"))
        self._close.set_words(_("Close"))

    def _go(self, index: int) -> None:
        if not self._pictures:
            return
        self._index = min(len(self._pictures) - 1, max(0, index))
        picture = self._pictures[self._index]
        self._name.setText(visible(picture.name, NAME_LIMIT))
        self._back.setEnabled(self._index > 0)
        self._next.setEnabled(self._index < len(self._pictures) - 1)
        self.canvas.set_image(None, _("Opening the picture"))
        desk().ask(picture.source, _SIDE, self._take)

    def _take(self, source: Path | bytes, decoded: Decoded) -> None:
        wanted = self._pictures[self._index].source if self._pictures else None
        if not self.isHidden() and source is wanted:
            self.canvas.set_image(decoded.image, decoded.reason)

    def _show_figures(self) -> None:
        place = f"{self._index + 1} / {len(self._pictures)}"
        self._figures.setText(f"{self.canvas.scale():.0%}  {place}" if self._pictures else "")
