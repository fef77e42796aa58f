"""Pictures in a strip: thumbnails made off the UI thread, opened and removed by mouse or key."""

from __future__ import annotations

import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget
from shiboken6 import isValid

from workbench.base.texts import _
from workbench.ui.theme.plain import NAME_LIMIT, set_tip, visible
from workbench.ui.widgets import paint
from workbench.ui.widgets.base import follow
from workbench.ui.widgets.decode import Decoded, decode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtCore import QEvent


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to show: a file or bytes, words under it and their ink."""

    source: Path | bytes
    name: str = ""
    caption: str = ""
    ink: str = "text2"


class _Desk(QObject):
    """One worker that decodes; results come back on the UI thread, to whoever still lives."""

    _done = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pictures")
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def ask(
        self, source: Path | bytes, side: int, receiver: Callable[[Path | bytes, Decoded], None]
    ) -> None:
        """Decode and hand source and result to a bound method of a QObject that still lives."""
        target = weakref.WeakMethod(receiver)
        self._pool.submit(self._work, source, side, target)

    def _work(
        self, source: Path | bytes, side: int, target: weakref.WeakMethod[Callable[..., None]]
    ) -> None:
        if target() is not None:
            self._done.emit((target, source, decode(source, side=side)))

    def _deliver(
        self, answer: tuple[weakref.WeakMethod[Callable[..., None]], Path | bytes, Decoded]
    ) -> None:
        target, source, decoded = answer
        method = target()
        if method is not None and isValid(method.__self__):  # type: ignore[attr-defined]
            method(source, decoded)


@cache
def desk() -> _Desk:
    """The one decoder of the window."""
    return _Desk()


class Thumbnail(QAbstractButton):
    """One picture, cropped to its place; a reason where it cannot be shown."""

    opened = Signal()
    removed = Signal()

    def __init__(
        self,
        picture: Picture,
        *,
        side: int = 64,
        removable: bool = False,
        number: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._picture, self._side, self._number = picture, side, number
        self._removable = removable
        self._image: QImage | None = None
        self._reason = ""
        self._waiting = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.theme = follow(self)
        name = visible(picture.name, NAME_LIMIT)
        self.setAccessibleName(name or _("Picture"))
        set_tip(self, name)
        self.clicked.connect(self.opened)
        desk().ask(picture.source, self._pixels(), self._take)

    def reason(self) -> str:
        """Why the picture cannot be shown, or nothing."""
        return self._reason

    def loaded(self) -> bool:
        """Whether the decoder has answered."""
        return not self._waiting

    def restyle(self) -> None:
        """Take new colours and measures."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = self.theme.px(self._side)
        words = self.theme.metrics(12).height() + self.theme.px(2) if self._picture.caption else 0
        return QSize(side, side + words)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, painter = self.theme, QPainter(self)
        frame = QRectF(0, 0, theme.px(self._side), theme.px(self._side))
        if self._image is not None:
            self._paint_image(painter, frame, self._image)
        else:
            paint.box(painter, frame, theme.px(4), theme.color("sunken"))
            if not self._waiting:
                at = (frame.width() - theme.px(20)) / 2
                paint.draw_icon(painter, at, at, "image-off", theme, "text3", 20)
        paint.box(painter, frame, theme.px(4), None, theme.color("line2"))
        if self._number:
            self._paint_number(painter)
        if self._removable and (self.underMouse() or self.hasFocus()):
            cross = self._cross()
            paint.box(
                painter, cross, cross.width() / 2, theme.color("surface"), theme.color("edge")
            )
            inset = (cross.width() - theme.px(12)) / 2
            left, top = cross.left() + inset, cross.top() + inset
            paint.draw_icon(painter, left, top, "x", theme, "text1", 12)
        if self._picture.caption:
            text = paint.elide(theme, self._picture.caption, frame.width(), 12)
            base = frame.height() + theme.px(2) + theme.metrics(12).ascent()
            paint.words(painter, 0, base, text, theme, self._picture.ink, 12)
        if self.hasFocus():
            inner = frame.adjusted(1, 1, -1, -1)
            paint.box(painter, inner, theme.px(4), None, theme.color("accent"), 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete and self._removable:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._removable and self._cross().contains(event.position()):
            self.setDown(False)
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def _pixels(self) -> int:
        # The longer side bounds the picture; three times covers crops and screens of ratio 2.
        return max(256, self.theme.px(self._side) * 3)

    def _cross(self) -> QRectF:
        side = self.theme.px(18)
        return QRectF(self.theme.px(self._side) - side - 2, 2, side, side)

    def _take(self, source: Path | bytes, decoded: Decoded) -> None:
        del source
        self._waiting = False
        self._image, self._reason = decoded.image, decoded.reason
        if decoded.reason:
            name = visible(self._picture.name, NAME_LIMIT)
            set_tip(self, f"{name}\n{decoded.reason}".strip())
            self.setAccessibleDescription(decoded.reason)
        self.update()

    def _paint_number(self, painter: QPainter) -> None:
        theme, text = self.theme, str(self._number)
        side = theme.px(18)
        place = QRectF(4, 4, side, side)
        paint.box(painter, place, 3, theme.color("surface"), theme.color("line2"))
        wide = theme.width(text, 12, bold=True)
        base = paint.middle(theme, 4, side, 12, bold=True)
        paint.words(painter, 4 + (side - wide) / 2, base, text, theme, "text1", 12, bold=True)

    def _paint_image(self, painter: QPainter, frame: QRectF, image: QImage) -> None:
        side = min(image.width(), image.height())
        part = QRectF((image.width() - side) / 2, (image.height() - side) / 2, side, side)
        shape = QPainterPath()
        shape.addRoundedRect(frame, self.theme.px(4), self.theme.px(4))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setClipPath(shape)
        painter.drawImage(frame, image, part)
        painter.restore()


class PictureStrip(QWidget):
    """Thumbnails in a row; a click or Enter opens, the small cross or Delete removes.

    ``add_trailing`` puts a widget (a drop zone) after the last one.
    """

    opened = Signal(int)
    removed = Signal(int)

    def __init__(
        self,
        *,
        side: int = 64,
        removable: bool = False,
        numbered: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._side, self._removable, self._numbered = side, removable, numbered
        self._thumbs: list[Thumbnail] = []
        self._pictures: tuple[Picture, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._row.addStretch(1)

    def set_pictures(self, pictures: Sequence[Picture]) -> None:
        """Show these pictures."""
        for thumb in self._thumbs:
            self._row.removeWidget(thumb)
            thumb.hide()
            thumb.deleteLater()
        self._pictures = tuple(pictures)
        self._thumbs = []
        for index, picture in enumerate(pictures):
            number = index + 1 if self._numbered else 0
            thumb = Thumbnail(
                picture, side=self._side, removable=self._removable, number=number, parent=self
            )
            thumb.opened.connect(self._on_opened)
            thumb.removed.connect(self._on_removed)
            self._row.insertWidget(index, thumb, 0, Qt.AlignmentFlag.AlignTop)
            self._thumbs.append(thumb)

    def pictures(self) -> tuple[Picture, ...]:
        """What is shown."""
        return self._pictures

    def count(self) -> int:
        """How many there are."""
        return len(self._thumbs)

    def thumbnail(self, index: int) -> Thumbnail:
        """One of them."""
        return self._thumbs[index]

    def add_trailing(self, widget: QWidget) -> None:
        """Put a widget after the pictures."""
        self._row.insertWidget(self._row.count() - 1, widget)

    def _on_opened(self) -> None:
        sender = self.sender()
        if sender in self._thumbs:
            self.opened.emit(self._thumbs.index(sender))

    def _on_removed(self) -> None:
        sender = self.sender()
        if sender in self._thumbs:
            self.removed.emit(self._thumbs.index(sender))
