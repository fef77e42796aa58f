"""Places to type: one line, many lines, search; plain text only, and counters say what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from workbench.base.texts import _
from workbench.ui.theme.plain import set_tip
from workbench.ui.widgets import paint
from workbench.ui.widgets.base import follow
from workbench.ui.widgets.labels import label, repolish, set_ink

if TYPE_CHECKING:
    from collections.abc import Callable

SEARCH_MS = 150


def counter(used: int, limit: int, unit: str = "") -> str:
    """``287 / 400 bytes``, and what is too much, in words."""
    text = f"{used:,} / {limit:,} {unit}".rstrip()
    if used <= limit:
        return text
    return _("{count}, {over} too many").format(count=text, over=f"{used - limit:,}")


class Field(QLineEdit):
    """One line. ``limit`` shows used and limit inside at the right, counted by ``measure``.

    ``money`` stands right-aligned in bold. ``set_error`` draws the border in crit; say the reason
    beside the field too.
    """

    def __init__(
        self,
        placeholder: str = "",
        *,
        limit: int = 0,
        measure: Callable[[str], int] | None = None,
        money: bool = False,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._limit, self._measure = limit, measure or len
        self._reason: str | None = None
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        if money:
            self.setAlignment(Qt.AlignmentFlag.AlignRight)
            self.setProperty("weight", "bold")
        if small:
            self.setProperty("small", "true")
        self.theme = follow(self)
        self.textChanged.connect(self._make_room)
        self._make_room()

    def set_error(self, reason: str | None) -> None:
        """Mark it as wrong with a reason, or as right with ``None``."""
        if reason == self._reason:
            return
        self._reason = reason
        self.setProperty("state", "error" if reason else "")
        self.setAccessibleDescription(reason or "")
        set_tip(self, reason or "")
        repolish(self)

    def error(self) -> str | None:
        """Why it is wrong, or ``None``."""
        return self._reason

    def used(self) -> int:
        """How much of the limit is used."""
        return self._measure(self.text())

    def over_limit(self) -> bool:
        """Whether there is more in it than may be."""
        return bool(self._limit) and self.used() > self._limit

    def restyle(self) -> None:
        """Take new colours and measures."""
        self._make_room()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._limit:
            ink = "crit" if self.over_limit() else "text3"
            right = self.width() - self.theme.px(10)
            text = self._counter()
            x = right - self.theme.width(text, 12)
            base = paint.middle(self.theme, 0, self.height(), 12)
            paint.words(QPainter(self), x, base, text, self.theme, ink, 12)

    def _counter(self) -> str:
        return f"{self.used():,} / {self._limit:,}"

    def _make_room(self) -> None:
        if self._limit:
            wide = self.theme.metrics(12).horizontalAdvance(self._counter())
            self.setTextMargins(0, 0, wide + self.theme.px(8), 0)


class SearchBox(QLineEdit):
    """A field with a magnifier and a key cap.

    ``searched`` comes 150 ms after the last key, and at once on Enter; Esc empties it first and
    only then goes on to the window.
    """

    searched = Signal(str)

    def __init__(
        self, placeholder: str = "", *, key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._key = key
        self._said = ""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._timer = QTimer(self)
        self._timer.setObjectName("search pause")
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_MS)
        self._timer.timeout.connect(self._say)
        self.textChanged.connect(self._on_text)
        self.returnPressed.connect(self._say)
        self.theme = follow(self)
        self.restyle()

    def restyle(self) -> None:
        """Take new colours and measures."""
        px = self.theme.px
        right = paint.cap_width(self.theme, self._key) + px(4) if self._key else 0
        self.setTextMargins(px(20), 0, right, 0)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._say()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme, painter = self.theme, QPainter(self)
        top = (self.height() - theme.px(16)) // 2
        paint.draw_icon(painter, theme.px(10), top, "search", theme, "text2")
        if self._key and not self.text():
            x = self.width() - theme.px(8) - paint.cap_width(theme, self._key)
            paint.paint_cap(painter, x, (self.height() - theme.px(18)) // 2, self._key, theme)

    def _on_text(self) -> None:
        self._timer.start()

    def _say(self) -> None:
        self._timer.stop()
        if self.text() != self._said:
            self._said = self.text()
            self.searched.emit(self._said)


class PlainEdit(QPlainTextEdit):
    """A plain-text editor that hands pasted files and pictures on instead of their names."""

    mime_pasted = Signal(object)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasImage() or source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasImage() or (source.hasUrls() and all(u.isLocalFile() for u in source.urls())):
            self.mime_pasted.emit(source)
        elif source.hasText():
            self.insertPlainText(source.text())


class TextArea(QFrame):
    """Many lines of plain text in one border with a foot.

    ``foot`` (QHBoxLayout) takes buttons; the counter and ``set_note`` stand at its right.
    ``changed`` follows every change; ``mime_pasted(QMimeData)`` hands pasted files and pictures on
    (to ``DropZone.take``). The editor itself is ``edit``.
    """

    changed = Signal()
    mime_pasted = Signal(object)

    def __init__(
        self,
        placeholder: str = "",
        *,
        limit: int = 0,
        unit: str = "",
        measure: Callable[[str], int] | None = None,
        lines: int = 4,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self._limit, self._unit, self._measure = limit, unit, measure or len
        self.edit = PlainEdit()
        self.edit.setProperty("bare", "true")
        self.edit.setTabChangesFocus(True)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(placeholder)
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(self._on_text)
        self.edit.mime_pasted.connect(self.mime_pasted)
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._note = label(size=12, ink="text2")
        self._counter = label(size=12, ink="text2")
        self._build()
        self.theme = follow(self)
        self.restyle()
        self.set_limit(limit, unit, measure)

    def text(self) -> str:
        """What stands in it."""
        return self.edit.toPlainText()

    def set_text(self, text: str) -> None:
        """Put other words in, the cursor behind them; undo of the editor starts anew."""
        self.edit.setPlainText(text)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)

    def set_limit(
        self, limit: int, unit: str = "", measure: Callable[[str], int] | None = None
    ) -> None:
        """How much may be in it, in what unit, counted how; 0 shows no counter."""
        self._limit, self._unit, self._measure = limit, unit, measure or len
        self._count()

    def used(self) -> int:
        """How much of the limit is used."""
        return self._measure(self.text())

    def over_limit(self) -> bool:
        """Whether there is more in it than may be."""
        return bool(self._limit) and self.used() > self._limit

    def set_note(self, text: str) -> None:
        """Words before the counter."""
        self._note.setText(text)
        self._show_foot()

    def restyle(self) -> None:
        """Take new colours and measures."""
        px = self.theme.px
        self._outer.setContentsMargins(2, 2, 2, 2)
        self.foot.setContentsMargins(px(9), px(4), px(9), px(4))
        self.foot.setSpacing(px(12))
        line = self.theme.metrics(13).lineSpacing()
        self.edit.setMinimumHeight(line * min(2, self._lines) + px(16))
        self.update()

    def sizeHint(self) -> QSize:
        line = self.theme.metrics(13).lineSpacing()
        foot = 0 if self._foot.isHidden() else self._foot.sizeHint().height()
        return QSize(self.theme.px(320), line * self._lines + self.theme.px(20) + foot)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, painter = self.theme, QPainter(self)
        focused, off = self.edit.hasFocus(), not self.edit.isEnabled() or self.edit.isReadOnly()
        border, width = ("accent", 2) if focused else ("line2" if off else "edge", 1)
        ground = theme.color("sunken" if off else "surface")
        rect = QRectF(self.rect())
        paint.box(painter, rect, theme.px(6), ground, theme.color(border), width)
        if not self._foot.isHidden():
            y = self._foot.geometry().top()
            painter.fillRect(2, y, self.width() - 4, 1, theme.color("line"))

    def add_foot(self, widget: QWidget) -> None:
        """Put a widget at the left of the foot."""
        self.foot.insertWidget(self._buttons, widget)
        self._buttons += 1
        self._show_foot()

    def _build(self) -> None:
        self._buttons = 0
        self._foot = QWidget()
        self.foot = QHBoxLayout(self._foot)
        self.foot.addStretch(1)
        self.foot.addWidget(self._note)
        self.foot.addWidget(self._counter)
        self._outer = QVBoxLayout(self)
        self._outer.setSpacing(0)
        self._outer.addWidget(self.edit, 1)
        self._outer.addWidget(self._foot)

    def _on_text(self) -> None:
        self._count()
        self.changed.emit()

    def _count(self) -> None:
        if self._limit:
            self._counter.setText(counter(self.used(), self._limit, self._unit))
            set_ink(self._counter, "crit" if self.over_limit() else "text2")
        self._show_foot()

    def _show_foot(self) -> None:
        self._counter.setVisible(bool(self._limit))
        self._note.setVisible(bool(self._note.text()))
        self._foot.setVisible(bool(self._limit or self._note.text() or self._buttons))
        self.updateGeometry()
