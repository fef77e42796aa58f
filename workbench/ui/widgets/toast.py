"""A word above the status line that may take something back; no window, and it takes no focus."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from workbench.ui.widgets import paint
from workbench.ui.widgets.base import follow
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.labels import label
from workbench.ui.widgets.marks import IconLabel

TICK_MS = 100  # the undo line moves ten times a second


class Toast(QFrame):
    """Child frame, hidden until ``announce``; ``anchor`` says where its left bottom stands.

    ``acted`` comes from its button, ``gone`` when it leaves by itself or after ``dismiss``. The
    line shrinks with ``progress`` unless motion is reduced; then the words alone count.
    """

    acted = Signal()
    gone = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._left, self._bottom = 20, 0
        self._total = self._remaining = 0
        self._progress = False
        self._icon = IconLabel("info")
        self._text = label()
        self._strong = label(bold=True)
        self._button = KeyButton(small=True)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self._act)
        self._timer = QTimer(self)
        self._timer.setObjectName("toast")
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._outer = QHBoxLayout(self)
        for widget in (self._icon, self._text, self._strong, self._button):
            self._outer.addWidget(widget)
        self._theme = follow(self)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.restyle()
        self.hide()

    def anchor(self, left: int, bottom: int) -> None:
        """Where its left edge and its bottom stand, in pixels of the parent."""
        self._left, self._bottom = left, bottom
        self._place()

    def announce(
        self,
        text: str,
        *,
        strong: str = "",
        icon: str = "info",
        action: str = "",
        key: str = "",
        seconds: float = 6.0,
        progress: bool = False,
    ) -> None:
        """Show words for ``seconds``, with a button when there is an ``action``."""
        self._text.setText(text)
        self._strong.setText(strong)
        self._strong.setVisible(bool(strong))
        self._icon.set_icon(icon)
        self._button.set_words(action)
        self._button.set_key(key)
        self._button.setVisible(bool(action))
        self._total = self._remaining = round(seconds * 1000)
        self._progress = progress
        self.setAccessibleName(f"{text} {strong}".strip())
        self.show()
        self.raise_()
        self._place()
        self._timer.start()

    def set_strong(self, strong: str) -> None:
        """Change the bold words (the seconds left)."""
        self._strong.setText(strong)
        self._strong.setVisible(bool(strong))
        self._place()

    def words(self) -> tuple[str, str]:
        """What it says now, plain and bold."""
        return self._text.text(), self._strong.text()

    def share_left(self) -> float:
        """How much of its time is left, 1 to 0."""
        return self._remaining / self._total if self._total else 0.0

    def dismiss(self) -> None:
        """Let it go now."""
        self._timer.stop()
        if not self.isHidden():
            self.hide()
            self.gone.emit()

    def restyle(self) -> None:
        """Take new colours and measures."""
        px = self._theme.px
        self.setFixedHeight(px(44))
        self._outer.setContentsMargins(px(12), 0, px(8), 0)
        self._outer.setSpacing(px(12))
        self._place()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = self._theme
        painter = QPainter(self)
        fill, edge = theme.color("raised"), theme.color("edge")
        paint.box(painter, QRectF(self.rect()), theme.px(8), fill, edge)
        if self._progress and not theme.reduced_motion:
            left = self._text.x()
            width = self._button.x() - theme.px(12) - left
            y = self.height() - theme.px(8)
            painter.fillRect(left, y, width, 2, theme.color("track"))
            painter.fillRect(left, y, round(width * self.share_left()), 2, theme.color("accent"))

    def _place(self) -> None:
        size = self._outer.sizeHint()
        self.setGeometry(self._left, self._bottom - self.height(), size.width(), self.height())

    def _tick(self) -> None:
        self._remaining -= TICK_MS
        if self._remaining <= 0:
            self.dismiss()
        elif self._progress and not self._theme.reduced_motion:
            line = self.height() - self._theme.px(8)
            self.update(0, line, self.width(), 2)

    def _act(self) -> None:
        self._timer.stop()
        self.hide()
        self.acted.emit()
