"""Words on screen: labels by size and ink, and one-line labels that elide."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QWidget

from workbench.ui.theme.fonts import SIZES
from workbench.ui.theme.plain import set_tip
from workbench.ui.theme.theme import Theme

INKS = (
    "text1", "text2", "text3", "accent", "crit", "soon", "ok", "nego", "on_accent", "on_over",
)  # fmt: skip


def label(
    text: str = "",
    *,
    size: int = 13,
    bold: bool = False,
    ink: str = "text1",
    wrap: bool = False,
    selectable: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """A plain-text QLabel of a design size, weight and colour role; follows theme and scale.

    Strangers' words go through ``plain.visible`` first.
    """
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    dress(made, size=size, bold=bold, ink=ink)
    made.setWordWrap(wrap)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    made.setText(text)
    return made


def dress(widget: QLabel, *, size: int = 13, bold: bool = False, ink: str = "text1") -> None:
    """Give a label the properties by which the style sheet knows size, weight and ink."""
    if size not in SIZES or ink not in INKS:
        raise ValueError(f"no such type: {size} {ink}")
    widget.setProperty("type", f"{size}b" if bold else str(size))
    widget.setProperty("ink", ink)


def set_ink(widget: QLabel, ink: str) -> None:
    """Change the colour role of a label."""
    if ink not in INKS:
        raise ValueError(ink)
    if widget.property("ink") != ink:
        widget.setProperty("ink", ink)
        repolish(widget)


def set_type(widget: QLabel, size: int, *, bold: bool = False) -> None:
    """Change size and weight of a label."""
    dress(widget, size=size, bold=bold, ink=str(widget.property("ink") or "text1"))
    repolish(widget)


def repolish(widget: QWidget) -> None:
    """Let the style sheet look at the properties of a widget again."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


class ElidedLabel(QLabel):
    """One line that ends in an ellipsis where it must; the whole text is then its tooltip.

    ``selectable``: a double click or focus takes the whole text, Ctrl+C copies it uncut.
    """

    def __init__(
        self,
        text: str = "",
        *,
        size: int = 13,
        bold: bool = False,
        ink: str = "text1",
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        dress(self, size=size, bold=bold, ink=ink)
        self._size, self._bold = size, bold
        self._selectable = selectable
        self._taken = False
        self._cut: bool | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if selectable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setText(text)

    def full_text(self) -> str:
        """The text, uncut."""
        return self.text()

    def is_cut(self) -> bool:
        """Whether the text does not fit its place."""
        width = self.fontMetrics().horizontalAdvance(self.text())
        return width > self.contentsRect().width()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._cut = None
        self._taken = False

    def minimumSizeHint(self) -> QSize:
        least = min(self.fontMetrics().horizontalAdvance("哈…"), super().sizeHint().width())
        return QSize(least, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        cut = self.is_cut()
        if cut != self._cut:
            self._cut = cut
            set_tip(self, self.text() if cut else "")
        theme = Theme.current()
        painter = QPainter(self)
        rect = self.contentsRect()
        text = self.text()
        if cut:
            elided = Qt.TextElideMode.ElideRight
            text = self.fontMetrics().elidedText(text, elided, rect.width())
        if self._taken:
            painter.fillRect(rect, theme.color("sel"))
        painter.setPen(theme.color(str(self.property("ink"))))
        flags = self.alignment() | Qt.TextFlag.TextSingleLine
        painter.drawText(rect, int(flags), text)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._selectable:
            self._take(True)
        super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._selectable and event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.text())
            return
        if self._selectable and event.matches(QKeySequence.StandardKey.SelectAll):
            self._take(True)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self._take(True)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._take(False)
        super().focusOutEvent(event)

    def _take(self, taken: bool) -> None:
        self._taken = taken
        self.update()
