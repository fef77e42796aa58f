"""The focus ring outside controls: one frame that goes where the focus goes."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFocusFrame,
    QPushButton,
    QRadioButton,
    QWidget,
)
from shiboken6 import isValid

from workbench.ui.theme.theme import Theme
from workbench.ui.widgets import paint

WIDTH = 2
_PLAIN: tuple[tuple[type[QWidget], int], ...] = (
    (QCheckBox, 6),
    (QRadioButton, 6),
    (QPushButton, 9),
)

_keeper: RingKeeper | None = None


def ring_radius(widget: QWidget | None) -> int | None:
    """The radius of the ring around a widget, or ``None`` where it draws its focus inside.

    A widget says its own by the property ``ring_radius`` (its radius and 3).
    """
    if widget is None:
        return None
    said = widget.property("ring_radius")
    if isinstance(said, int):
        return said
    return next((radius for kind, radius in _PLAIN if isinstance(widget, kind)), None)


class FocusRing(QFocusFrame):
    """2 px in the focus colour, 2 px outside the control it is set on. Not made by screens."""

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = Theme.current()
        radius = theme.px(ring_radius(self.widget()) or 0)
        painter = QPainter(self)
        paint.box(painter, QRectF(self.rect()), radius + 1, None, theme.color("accent"), WIDTH)

    @staticmethod
    def install() -> RingKeeper:
        """Let a ring follow the focus in every window from now on; safe to call again."""
        global _keeper  # noqa: PLW0603 - one focus, one ring
        if _keeper is None or not isValid(_keeper):
            _keeper = RingKeeper(Theme.current())
        return _keeper


class RingKeeper(QObject):
    """Moves the ring on every change of focus; makes a new one when its window took it along."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ring: FocusRing | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)
        self._follow(None, QApplication.focusWidget())

    def ring(self) -> FocusRing | None:
        """The ring, while there is one on screen."""
        ring = self._ring
        return ring if ring is not None and isValid(ring) and ring.isVisible() else None

    def _follow(self, old: QWidget | None, now: QWidget | None) -> None:
        del old
        if self._ring is not None and not isValid(self._ring):
            self._ring = None
        if now is None or ring_radius(now) is None or now.isWindow():
            if self._ring is not None:
                self._ring.setWidget(None)  # type: ignore[arg-type]  # Qt takes null, the stub not
            return
        if self._ring is None:
            # It belongs to the window: the frame is a child from its first moment, never a window.
            self._ring = FocusRing(now.window())
        self._ring.setWidget(now)
        self._ring.update()
