"""The line at the foot: keys of the moment at the left, the longest wait and the time at right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from workbench.base.texts import N_, _
from workbench.domain import beijing
from workbench.ui import phrases
from workbench.ui.widgets import paint
from workbench.ui.widgets.base import Painted, follow, set_ground
from workbench.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.ui.session import Hint


HEIGHT = 28

PLAIN: tuple[Hint, ...] = (
    (("F5",), N_("sync")),
    (("Ctrl K",), N_("find anything")),
    (("?",), N_("all keys")),
)


class KeyHints(Painted):
    """Caps and words in one row, as many as there is room for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints: Sequence[Hint] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_hints(self, hints: Sequence[Hint]) -> None:
        """Show other keys."""
        if hints != self._hints:
            self._hints = hints
            self.setAccessibleName(
                ", ".join(f"{' '.join(caps)}: {_(words)}" for caps, words in hints)
            )
            self.update()

    def measure(self) -> QSize:
        return QSize(0, self.theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, painter, x = self.theme, QPainter(self), 0
        top = (self.height() - theme.px(18)) // 2
        base = paint.middle(theme, 0, self.height(), 12)
        for caps, msgid in self._hints:
            words = _(msgid)
            wide = sum(paint.cap_width(theme, cap) + theme.px(4) for cap in caps)
            wide += theme.px(2) + theme.metrics(12).horizontalAdvance(words)
            if x + wide > self.width():
                return
            for cap in caps:
                paint.paint_cap(painter, x, top, cap, theme)
                x += paint.cap_width(theme, cap) + theme.px(4)
            x += theme.px(2)
            paint.words(painter, x, base, words, theme, "text2", 12)
            x += theme.metrics(12).horizontalAdvance(words) + theme.px(18)


class StatusBar(QWidget):
    """28 px at the foot of the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "app")
        self.theme = follow(self)
        self.hints = KeyHints()
        self._waited = label(size=12, ink="text2")
        self._time = label(size=12, ink="text2")
        self._since: int | None = None
        self._now = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 1, 14, 0)
        row.setSpacing(18)
        row.addWidget(self.hints, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._waited)
        row.addWidget(self._time)
        self.restyle()

    def restyle(self) -> None:
        """Take the height at the scale now set."""
        self.setFixedHeight(self.theme.px(HEIGHT))
        self.update()

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        hints, self.hints._hints = self.hints._hints, ()
        self.hints.set_hints(hints)
        self.set_now(self._now)

    def set_waiting_since(self, since: int | None) -> None:
        """When the card applied that has waited longest."""
        self._since = since
        self.set_now(self._now)

    def set_now(self, now: int) -> None:
        """The time, and how long the longest wait is by now; nothing repaints that is the same."""
        self._now = now
        time = beijing.to_datetime(now).strftime("%H:%M")
        _say(self._time, _("Beijing time {time}").format(time=time))
        waited = ""
        if self._since is not None:
            span = phrases.duration(now - self._since)
            waited = _("Longest wait {span}").format(span=span)
        _say(self._waited, waited)

    def texts(self) -> tuple[str, str]:
        """The longest wait and the time as shown."""
        return self._waited.text(), self._time.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QPainter(self).fillRect(0, 0, self.width(), 1, self.theme.color("line"))


def _say(place: QLabel, words: str) -> None:
    if place.text() != words:
        place.setText(words)
