"""Small marks: chip, key cap, platform mark, icon, hairline, loader."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.ui.values import ChipKind, ChipView
from workbench.ui.widgets import paint
from workbench.ui.widgets.base import Painted

LOADER_STEPS = 8
LOADER_MS = 100


class Chip(Painted):
    """An 18 px chip; ``kind`` is plain, nego, soon, crit, ok or info, ``ink`` colours its icon."""

    def __init__(
        self,
        text: str = "",
        *,
        kind: str = "plain",
        icon: str = "",
        ink: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._view = ChipView(text)
        self.set_chip(text, kind=kind, icon=icon, ink=ink)

    def view(self) -> ChipView:
        """What the chip shows."""
        return self._view

    def set_chip(self, text: str, *, kind: str = "plain", icon: str = "", ink: str = "") -> None:
        """Show something else."""
        self.set_view(ChipView(text, ChipKind(kind), icon, ink))

    def set_view(self, view: ChipView) -> None:
        """Show a chip as a value."""
        self._view = view
        self.setAccessibleName(view.text)
        self.restyle()

    def measure(self) -> QSize:
        return QSize(paint.chip_width(self.theme, self._view), self.theme.px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        view, spare = self._view, self.measure().width() - self.width()
        if spare > 0:  # squeezed: the words give way
            room = self.theme.width(view.text, 12) - spare
            view = replace(view, text=self.theme.elided(view.text, room, 12))
        paint.paint_chip(QPainter(self), 0, 0, view, self.theme)


class KeyCap(Painted):
    """A key as a cap: ``KeyCap("Ctrl K")``."""

    def __init__(self, key: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._key = key
        self.setAccessibleName(key)

    def set_key(self, key: str) -> None:
        """Show another key."""
        self._key = key
        self.setAccessibleName(key)
        self.restyle()

    def measure(self) -> QSize:
        return QSize(paint.cap_width(self.theme, self._key), self.theme.px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        paint.paint_cap(QPainter(self), 0, 0, self._key, self.theme)


class PlatformMark(Painted):
    """The boxed sign of a platform (``values.platform_mark``)."""

    def __init__(self, mark: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._mark = mark

    def set_mark(self, mark: str, name: str = "") -> None:
        """Show another sign; ``name`` is read out."""
        self._mark = mark
        self.setAccessibleName(name or mark)
        self.restyle()

    def measure(self) -> QSize:
        return QSize(paint.mark_width(self.theme, self._mark), self.theme.px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        paint.paint_mark(QPainter(self), 0, 0, self._mark, self.theme)


class IconLabel(Painted):
    """An icon in a colour role that follows the theme."""

    def __init__(
        self,
        name: str = "",
        *,
        ink: str = "text2",
        size: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name, self._ink, self._size = name, ink, size

    def icon_name(self) -> str:
        """The icon now shown."""
        return self._name

    def set_icon(self, name: str, ink: str | None = None) -> None:
        """Show another icon, perhaps in another ink."""
        self._name = name
        self._ink = ink or self._ink
        self.update()

    def measure(self) -> QSize:
        side = self.theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self._name:
            top = (self.height() - self.theme.px(self._size)) / 2
            paint.draw_icon(QPainter(self), 0, top, self._name, self.theme, self._ink, self._size)


class Divider(Painted):
    """A hairline; ``vertical`` for an upright one."""

    def __init__(self, *, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        fixed, wide = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        self.setSizePolicy(fixed if vertical else wide, wide if vertical else fixed)

    def measure(self) -> QSize:
        return QSize(1, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self.theme.color("line"))


class LoaderIcon(Painted):
    """Eight rays, one step each 100 ms; stands still with reduced motion or while hidden."""

    def __init__(
        self, *, ink: str = "text2", size: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._ink, self._size = ink, size
        self._step = 0
        self._timer = QTimer(self)
        self._timer.setObjectName("loader")
        self._timer.setInterval(LOADER_MS)
        self._timer.timeout.connect(self._turn)

    def measure(self) -> QSize:
        side = self.theme.px(self._size)
        return QSize(side, side)

    def restyle(self) -> None:
        super().restyle()
        self._run(self.isVisible())

    def showEvent(self, event: QShowEvent) -> None:
        self._run(True)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._run(False)
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        side = self.theme.px(self._size)
        paint_loader(painter, (self.width() - side) / 2, (self.height() - side) / 2, side,
                     self._step, self.theme.hex(self._ink), self.theme.hex("track"))  # fmt: skip

    def _run(self, shown: bool) -> None:
        timer = getattr(self, "_timer", None)
        if timer is None:
            return
        if shown and not self.theme.reduced_motion:
            timer.start()
        else:
            timer.stop()

    def _turn(self) -> None:
        self._step = (self._step + 1) % LOADER_STEPS
        self.update()


def paint_loader(
    painter: QPainter, x: float, y: float, side: float, step: int, ink: str, faint: str
) -> None:
    """Eight rays around a centre; three of them dark, from ``step`` backwards."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.translate(x + side / 2, y + side / 2)
    width = max(1.5, side / 11)
    for ray in range(LOADER_STEPS):
        dark = (step - ray) % LOADER_STEPS < LOADER_STEPS - 3
        pen = QPen(ink if dark else faint)
        pen.setWidthF(width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(0, -side * 0.24), QPointF(0, -side * 0.42))
        painter.rotate(360 / LOADER_STEPS)
    painter.restore()
