"""The rail at the left: where one is, where one can go, and where something waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from workbench.ui.theme.plain import amp, set_tip
from workbench.ui.widgets import paint
from workbench.ui.widgets.base import follow, set_ground

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 64
ITEM = 56


@dataclass(frozen=True, slots=True)
class RailItem:
    """One room of the window; ``bottom`` items stand at the foot."""

    id: str
    text: str
    icon: str
    bottom: bool = False


class RailButton(QAbstractButton):
    """Icon 20 above a 12 px label, a badge at the icon, a bar at the left when chosen."""

    def __init__(self, item: RailItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self._count, self._loud = 0, False
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setText(amp(item.text))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.theme = follow(self)
        self.set_badge(0)

    def set_badge(self, count: int, *, loud: bool = False) -> None:
        """Show a count at the icon; 0 shows none, ``loud`` fills it."""
        self._count, self._loud = count, loud
        self.setAccessibleName(f"{self.item.text} {count}" if count else self.item.text)
        self.update()

    def badge(self) -> int:
        """The count shown."""
        return self._count

    def restyle(self) -> None:
        """Take new colours and measures."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(WIDTH), self.theme.px(ITEM))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, painter = self.theme, QPainter(self)
        px, chosen = theme.px, self.isChecked()
        if self.underMouse() and not chosen:
            painter.fillRect(self.rect(), theme.color("pressed"))
        ink = "accent" if chosen else "text2"
        if chosen:
            painter.fillRect(0, px(8), px(3), self.height() - 2 * px(8), theme.color("accent"))
        side = px(20)
        x = (self.width() - side) // 2
        paint.draw_icon(painter, x, px(9), self.item.icon, theme, ink, 20)
        text = paint.elide(theme, self.item.text, self.width() - 4, 12, bold=chosen)
        wide = theme.width(text, 12, bold=chosen)
        base = px(9) + side + px(4) + theme.metrics(12).ascent()
        paint.words(painter, (self.width() - wide) / 2, base, text, theme, ink, 12, bold=chosen)
        if self._count:
            self._paint_badge(painter, x + side)
        if self.hasFocus():
            inner = QRectF(self.rect()).adjusted(2, 2, -2, -2)
            paint.box(painter, inner, px(4), None, theme.color("accent"), 2)

    def _paint_badge(self, painter: QPainter, right: int) -> None:
        theme = self.theme
        text = str(self._count) if self._count < 1000 else "999+"
        bold = self._loud
        inside = theme.width(text, 12, bold=bold)
        tall = theme.px(16)
        wide = max(tall, inside + theme.px(8))
        left = min(right - theme.px(6), self.width() - wide - 2)
        rect = QRectF(left, theme.px(3), wide, tall)
        ground, border, ink = (
            ("over", None, "on_over") if bold else ("app", theme.color("line2"), "text2")
        )
        paint.box(painter, rect, tall / 2, theme.color(ground), border)
        base = paint.middle(theme, rect.top(), tall, 12, bold=bold)
        paint.words(painter, left + (wide - inside) / 2, base, text, theme, ink, 12, bold=bold)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)


class Rail(QWidget):
    """64 px wide; emits ``chosen(id)`` when a person picks a room."""

    chosen = Signal(str)

    def __init__(self, items: Sequence[RailItem] = (), *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, RailButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        set_ground(self, "app")
        self._theme = follow(self)
        self.set_items(items)
        self.restyle()

    def set_items(self, items: Sequence[RailItem]) -> None:
        """Show these rooms; badges and the chosen one stay where the id stays."""
        current = self.current()
        badges = {name: (button._count, button._loud) for name, button in self._buttons.items()}
        for button in self._buttons.values():
            button.deleteLater()
        while self._column.count():
            self._column.takeAt(0)
        self._buttons = {}
        for item in sorted(items, key=lambda item: item.bottom):
            if item.bottom and not any(b.item.bottom for b in self._buttons.values()):
                self._column.addStretch(1)
            button = RailButton(item, self)
            button.clicked.connect(self._on_click)
            set_tip(button, item.text)
            count, loud = badges.get(item.id, (0, False))
            button.set_badge(count, loud=loud)
            self._column.addWidget(button)
            self._buttons[item.id] = button
        if not any(item.bottom for item in items):
            self._column.addStretch(1)
        if current in self._buttons:
            self.set_current(current)

    def set_current(self, item_id: str) -> None:
        """Mark a room as the one shown, without emitting."""
        self._buttons[item_id].setChecked(True)

    def current(self) -> str:
        """The id of the room shown, or nothing."""
        return next((name for name, button in self._buttons.items() if button.isChecked()), "")

    def set_badge(self, item_id: str, count: int, *, loud: bool = False) -> None:
        """Show how much waits there; ``loud`` fills the badge (critical cards)."""
        self._buttons[item_id].set_badge(count, loud=loud)

    def button(self, item_id: str) -> RailButton:
        """The button of a room."""
        return self._buttons[item_id]

    def restyle(self) -> None:
        """Take new colours and measures."""
        self.setFixedWidth(self._theme.px(WIDTH))

    def _on_click(self) -> None:
        sender = self.sender()
        if isinstance(sender, RailButton):
            self.chosen.emit(sender.item.id)
