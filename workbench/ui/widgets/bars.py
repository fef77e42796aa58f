"""Bars and boxes around content: panel bar, action bar, box, progress row."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.ui.widgets import paint
from workbench.ui.widgets.base import follow
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.labels import ElidedLabel, label
from workbench.ui.widgets.meters import PurseBar


class PanelBar(QFrame):
    """40 px head of a work panel: title, subtitle, room at the right, close with its key."""

    closed = Signal()

    def __init__(
        self,
        title: str = "",
        subtitle: str = "",
        *,
        close: str = "",
        key: str = "Esc",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = label(size=14, bold=True)
        self._subtitle = ElidedLabel(ink="text2")
        self._right = QHBoxLayout()
        self._own_close = close
        self._close = KeyButton(close or _("Close"), key=key, kind="ghost", small=True)
        self._close.clicked.connect(self.closed)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._outer = QHBoxLayout(self)
        self._outer.addWidget(self._title)
        self._outer.addWidget(self._subtitle, 1)
        self._outer.addLayout(self._right)
        self._outer.addWidget(self._close)
        self._theme = follow(self)
        self.set_title(title, subtitle)
        self.restyle()

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Change the words."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)

    def set_close(self, words: str) -> None:
        """Change the words of the close button."""
        self._own_close = words
        self._close.set_words(words)

    def add_right(self, widget: QWidget) -> None:
        """Put a widget before the close button."""
        self._right.addWidget(widget)

    def restyle(self) -> None:
        """Take new colours and measures."""
        px = self._theme.px
        self.setFixedHeight(px(40))
        self._outer.setContentsMargins(px(20), 0, px(12), 0)
        self._outer.setSpacing(px(8))
        self._right.setSpacing(px(8))
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and not self._own_close:
            self._close.set_words(_("Close"))
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("sunken"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.color("line"))


class ActionBar(QFrame):
    """56 px bar at the foot of a pane: put buttons into ``left`` and ``right``."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._outer = QHBoxLayout(self)
        self.left = QHBoxLayout()
        self.right = QHBoxLayout()
        self._outer.addLayout(self.left)
        self._outer.addStretch(1)
        self._outer.addLayout(self.right)
        self._theme = follow(self)
        self.restyle()

    def restyle(self) -> None:
        """Take new colours and measures."""
        px = self._theme.px
        self.setFixedHeight(px(56))
        self._outer.setContentsMargins(px(20), 0, px(20), 0)
        self._outer.setSpacing(px(8))
        self.left.setSpacing(px(8))
        self.right.setSpacing(px(8))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("sunken"))
        painter.fillRect(0, 0, self.width(), 1, self._theme.color("line"))


class Box(QFrame):
    """A rounded box; ``body`` (QVBoxLayout) takes what is in it, below an optional head.

    With ``ruled`` a hairline stands under the head. ``chosen`` draws the border in accent.
    """

    def __init__(
        self,
        title: str = "",
        right: str = "",
        *,
        ruled: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ruled, self._chosen = ruled, False
        self._title = label(bold=True)
        self._right = label(size=12, ink="text2")
        self._outer = QVBoxLayout(self)
        self._outer.setSpacing(0)
        self._head = QWidget()
        self._head_row = QHBoxLayout(self._head)
        self._head_row.addWidget(self._title)
        self._head_row.addStretch(1)
        self._head_row.addWidget(self._right)
        self.body = QVBoxLayout()
        self._outer.addWidget(self._head)
        self._outer.addLayout(self.body)
        self._theme = follow(self)
        self.set_title(title, right)
        self.restyle()

    def set_title(self, title: str, right: str = "") -> None:
        """Change the head; without words there is none."""
        self._title.setText(title)
        self._right.setText(right)
        self._head.setVisible(bool(title or right))
        self.update()

    def add_head(self, widget: QWidget) -> None:
        """Put a widget at the right end of the head."""
        self._head_row.addWidget(widget)
        self._head.setVisible(True)

    def set_chosen(self, chosen: bool) -> None:
        """Draw the border in accent, or not."""
        self._chosen = chosen
        self.update()

    def restyle(self) -> None:
        """Take new colours and measures."""
        px = self._theme.px
        self._outer.setContentsMargins(1, 1, 1, 1)
        self._head_row.setContentsMargins(px(11), px(9), px(11), px(8 if self._ruled else 2))
        self.body.setContentsMargins(px(11), px(8), px(11), px(11))
        self.body.setSpacing(px(8))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = self._theme
        painter = QPainter(self)
        border, width = ("accent", 2) if self._chosen else ("line", 1)
        rect = QRectF(self.rect())
        paint.box(painter, rect, theme.px(8), theme.color("surface"), theme.color(border), width)
        if self._ruled and not self._head.isHidden():
            y = self._head.geometry().bottom()
            painter.fillRect(1, y, self.width() - 2, 1, theme.color("line"))


class ProgressRow(QWidget):
    """A bar with counts and a stop key, for whatever takes over a second."""

    stopped = Signal()

    def __init__(self, *, key: str = "Esc", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = PurseBar()
        self._text = label(size=12, ink="text2")
        self._stop = KeyButton(_("Stop"), key=key, small=True)
        self._stop.clicked.connect(self.stopped)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._bar, 1)
        row.addWidget(self._text)
        row.addWidget(self._stop)

    def set_progress(self, done: int, total: int, text: str) -> None:
        """Show ``done`` of ``total`` and words that count."""
        self._bar.set_share(done / total if total else 0.0)
        self._text.setText(text)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._stop.set_words(_("Stop"))
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(320, self._stop.sizeHint().height())
