"""Things to choose: switch, combo, ticks with words that wrap, lists of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from workbench.ui.theme.plain import set_tip
from workbench.ui.widgets import paint
from workbench.ui.widgets.base import follow
from workbench.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence


class Switch(QAbstractButton):
    """On or off, said by the place of the knob, the fill and a word. ``toggled(bool)`` as usual."""

    def __init__(
        self, on: str = "", off: str = "", *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._on, self._off, self._name = on, off, name
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("ring_radius", 11)
        self.theme = follow(self)
        self.toggled.connect(self._speak)
        self._speak()

    def set_words(self, on: str, off: str, name: str | None = None) -> None:
        """Change the words for on and off, and perhaps what is switched."""
        self._on, self._off = on, off
        self._name = self._name if name is None else name
        self._speak()
        self.restyle()

    def restyle(self) -> None:
        """Take new colours and measures."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self.theme
        metrics = theme.metrics(13)
        words = max(metrics.horizontalAdvance(self._on), metrics.horizontalAdvance(self._off))
        return QSize(theme.px(30) + (theme.px(8) + words if words else 0), theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, painter = self.theme, QPainter(self)
        wide, tall = theme.px(30), theme.px(18)
        top = (self.height() - tall) / 2
        on, off = self.isChecked(), not self.isEnabled()
        track = QRectF(0, top, wide, tall)
        if on and not off:
            ground, border, knob = "accent", "accent", "on_accent"
        elif off:
            ground, border, knob = "sunken", "line2", "text3"
        else:
            ground, border, knob = "hover" if self.underMouse() else "surface", "edge", "edge"
        paint.box(painter, track, tall / 2, theme.color(ground), theme.color(border))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(knob))
        x = wide - tall / 2 if on else tall / 2
        radius = tall / 2 - theme.px(3)
        painter.drawEllipse(QPointF(x, top + tall / 2), radius, radius)
        base = paint.middle(theme, 0, self.height())
        text = self._on if on else self._off
        paint.words(painter, wide + theme.px(8), base, text, theme, "text3" if off else "text1")

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def _speak(self) -> None:
        word = self._on if self.isChecked() else self._off
        self.setAccessibleName(f"{self._name} {word}".strip())
        self.update()


class Combo(QComboBox):
    """A choice among typed values; the popup has rows of 28 px.

    ``picked(value)`` comes only when a person chose; the wheel changes nothing by accident.
    """

    picked = Signal(object)

    def __init__(
        self,
        items: Sequence[tuple[str, object]] = (),
        *,
        small: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._values: list[object] = []
        view = QListView(self)
        view.setUniformItemSizes(True)
        self.setView(view)
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setMaxVisibleItems(12)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setAccessibleName(name)
        if small:
            self.setProperty("small", "true")
        self.activated.connect(self._on_activated)
        self.currentTextChanged.connect(self._on_text)
        self.set_items(items)

    def set_items(self, items: Sequence[tuple[str, object]]) -> None:
        """Offer these (words, value); the value now chosen stays chosen where it is still there."""
        old = self.value()
        self.blockSignals(True)
        self.clear()
        self._values = [value for _words, value in items]
        self.addItems([words for words, _value in items])
        self.setCurrentIndex(self._values.index(old) if old in self._values else 0)
        self.blockSignals(False)
        self._on_text(self.currentText())
        self.updateGeometry()

    def value(self) -> object:
        """The value chosen, or ``None`` when there is nothing to choose from."""
        at = self.currentIndex()
        return self._values[at] if 0 <= at < len(self._values) else None

    def set_value(self, value: object) -> None:
        """Choose a value without telling. Raises ``ValueError`` where it is not on offer."""
        at = self._values.index(value)
        self.blockSignals(True)
        self.setCurrentIndex(at)
        self.blockSignals(False)
        self._on_text(self.currentText())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _on_activated(self, index: int) -> None:
        self.picked.emit(self._values[index])

    def _on_text(self, text: str) -> None:
        set_tip(self, text)


class CheckRow(QWidget):
    """A check box whose words wrap, with a hint under them; a click on the words ticks too."""

    toggled = Signal(bool)

    def __init__(self, text: str = "", hint: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox()
        self._text = label(wrap=True)
        self._hint = label(size=12, ink="text2", wrap=True)
        self.box.toggled.connect(self.toggled)
        self.setFocusProxy(self.box)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)  # an empty check box keeps its own gap
        grid.setVerticalSpacing(0)
        grid.addWidget(self.box, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._text, 0, 1)
        grid.addWidget(self._hint, 1, 1)
        grid.setColumnStretch(1, 1)
        self.set_words(text, hint)

    def is_checked(self) -> bool:
        """Whether it is ticked."""
        return self.box.isChecked()

    def set_checked(self, on: bool) -> None:
        """Tick it, or not."""
        self.box.setChecked(on)

    def set_words(self, text: str, hint: str = "") -> None:
        """Change the words."""
        self._text.setText(text)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.box.setAccessibleName(text)
        self.box.setAccessibleDescription(hint)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.box.setFocus(Qt.FocusReason.MouseFocusReason)
            self.box.toggle()
        super().mouseReleaseEvent(event)


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One thing to tick."""

    id: str
    text: str
    hint: str = ""
    checked: bool = False


class CheckList(QWidget):
    """Things to tick one by one; ``changed`` follows every tick."""

    changed = Signal()

    def __init__(self, items: Sequence[CheckItem] = (), *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, CheckRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.set_items(items)

    def set_items(self, items: Sequence[CheckItem]) -> None:
        """Show these things."""
        for row in self._rows.values():
            self._column.removeWidget(row)
            row.deleteLater()
        self._rows = {}
        for item in items:
            row = CheckRow(item.text, item.hint)
            row.set_checked(item.checked)
            row.toggled.connect(self.changed)
            self._column.addWidget(row)
            self._rows[item.id] = row

    def row(self, item_id: str) -> CheckRow:
        """One of its rows."""
        return self._rows[item_id]

    def checked(self) -> tuple[str, ...]:
        """The ids ticked, in order."""
        return tuple(name for name, row in self._rows.items() if row.is_checked())

    def all_checked(self) -> bool:
        """Whether everything is ticked."""
        return all(row.is_checked() for row in self._rows.values())
