"""A place to drop or paste files; only local ones are taken, and a refusal says why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QWidget

from workbench.base.texts import _
from workbench.ui.widgets import paint
from workbench.ui.widgets.base import follow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QUrl

MOST_FILES = 200


class DropZone(QFrame):
    """Dashed box: drop, Ctrl+V or a click (``clicked``, for a file dialog of the screen).

    ``files_dropped(list[Path])`` holds local files of the wanted ``suffixes`` (".png"; none means
    all); a picture without a file comes as ``image_pasted(QImage)``; ``refused(str)`` says what
    was not taken.
    """

    files_dropped = Signal(list)
    image_pasted = Signal(QImage)
    clicked = Signal()
    refused = Signal(str)

    def __init__(
        self,
        text: str = "",
        *,
        icon: str = "image-plus",
        key: str = "Ctrl V",
        suffixes: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text, self._icon, self._key = text, icon, key
        self._suffixes = frozenset(suffix.casefold() for suffix in suffixes)
        self._over = False
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("ring_radius", 9)
        self.setAccessibleName(f"{text} {key}".strip())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.theme = follow(self)

    def set_words(self, text: str) -> None:
        """Change the words."""
        self._text = text
        self.setAccessibleName(f"{text} {self._key}".strip())
        self.restyle()

    def paste(self) -> bool:
        """Take what the clipboard holds; ``False`` when there is nothing to take."""
        return self.take(QApplication.clipboard().mimeData())

    def take(self, mime: QMimeData) -> bool:
        """Take files, or else a picture, from what was dropped or pasted."""
        if mime.hasUrls():
            return self._take_urls(mime.urls())
        if mime.hasImage():
            image = QImage(mime.imageData())
            if not image.isNull():
                self.image_pasted.emit(image)
                return True
        return False

    def restyle(self) -> None:
        """Take new colours and measures."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self.theme
        width = max(theme.width(self._text, 12), theme.px(72)) + theme.px(24)
        return QSize(width, theme.px(84))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), self.theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, painter = self.theme, QPainter(self)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        pen = QPen(theme.color("accent" if self._over else "edge"), 1)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(theme.color("sel" if self._over else "surface"))
        painter.drawRoundedRect(rect, theme.px(6), theme.px(6))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if self.height() >= theme.px(72):
            self._paint_stacked(painter)
        else:
            self._paint_line(painter)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()
            self._hang(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hang(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._hang(False)
        if self.take(event.mimeData()):
            event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()
        super().mouseReleaseEvent(event)

    def _hang(self, over: bool) -> None:
        self._over = over
        self.update()

    def _take_urls(self, urls: Sequence[QUrl]) -> bool:
        paths: list[Path] = []
        for url in urls[:MOST_FILES]:
            reason = self._why_not(url)
            if reason:
                self.refused.emit(reason)
            else:
                paths.append(Path(url.toLocalFile()))
        if paths:
            self.files_dropped.emit(paths)
        return bool(paths)

    def _why_not(self, url: QUrl) -> str:
        # Looking at a path on another machine would already open a connection to it: the host and
        # the shape of the path are judged before the file system is asked anything.
        place = url.toLocalFile()
        name = Path(place).name
        if not url.isLocalFile() or url.host() or place.startswith(("//", "\\\\")):
            return _("Only files on this computer can be taken; save it first.")
        if self._suffixes and Path(place).suffix.casefold() not in self._suffixes:
            kinds = " ".join(sorted(suffix.lstrip(".").upper() for suffix in self._suffixes))
            return _("{name} is of another kind; this takes {kinds}.").format(
                name=name, kinds=kinds
            )
        if not Path(place).is_file():
            return _("{name} is no file that can be read.").format(name=name)
        return ""

    def _paint_stacked(self, painter: QPainter) -> None:
        theme, width = self.theme, self.width()
        tall = theme.px(20) + theme.px(4) + theme.metrics(12).height() + theme.px(4) + theme.px(18)
        y = (self.height() - tall) // 2
        paint.draw_icon(painter, (width - theme.px(20)) // 2, y, self._icon, theme, "text2", 20)
        y += theme.px(24)
        text = paint.elide(theme, self._text, width - theme.px(16), 12)
        x = (width - theme.width(text, 12)) // 2
        paint.words(painter, x, y + theme.metrics(12).ascent(), text, theme, "text2", 12)
        y += theme.metrics(12).height() + theme.px(4)
        if self._key:
            x = (width - paint.cap_width(theme, self._key)) // 2
            paint.paint_cap(painter, x, y, self._key, theme)

    def _paint_line(self, painter: QPainter) -> None:
        theme, height = self.theme, self.height()
        x = theme.px(12)
        paint.draw_icon(painter, x, (height - theme.px(16)) // 2, self._icon, theme, "text2")
        x += theme.px(24)
        cap = paint.cap_width(theme, self._key) + theme.px(20) if self._key else theme.px(12)
        text = paint.elide(theme, self._text, self.width() - x - cap, 12)
        paint.words(painter, x, paint.middle(theme, 0, height, 12), text, theme, "text2", 12)
        if self._key:
            left = self.width() - cap + theme.px(8)
            paint.paint_cap(painter, left, (height - theme.px(18)) // 2, self._key, theme)
