"""The controls of settings: each tells what a person chose, and shows a value without telling."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from workbench.base.texts import _
from workbench.ui.settings.spec import CHOICE, MONEY, NUMBER, SWITCH, Row
from workbench.ui.widgets.base import follow
from workbench.ui.widgets.choices import Combo, Switch
from workbench.ui.widgets.fields import Field
from workbench.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable

_MONEY = re.compile(r"¥?\s*(\d{1,9})(?:\.(\d{1,2}))?")


def fen_of(words: str) -> int | None:
    """Money as it is typed, in fen. Raises ``ValueError``; None where nothing is written."""
    words = words.replace(",", "").strip()
    if not words:
        return None
    found = _MONEY.fullmatch(words)
    if found is None:
        raise ValueError(words)
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0") or 0)


class Control(QWidget):
    """``picked(value)`` only when a person chose."""

    picked = Signal(object)

    def __init__(self, row: Row, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(8)

    def show_value(self, value: object) -> None:
        """Show what is set, and tell nobody."""

    def phrase(self) -> None:
        """Say everything in the language now chosen."""


class SwitchControl(Control):
    """On or off."""

    def __init__(self, row: Row, parent: QWidget | None = None) -> None:
        super().__init__(row, parent)
        self.switch = Switch()
        self.switch.clicked.connect(lambda on: self.picked.emit(on))  # noqa: PLW0108
        self.line.addWidget(self.switch)
        self.setFocusProxy(self.switch)

    def show_value(self, value: object) -> None:
        self.switch.setChecked(bool(value))

    def phrase(self) -> None:
        self.switch.set_words(_("on"), _("off"), _(self.row.title))


class ChoiceControl(Control):
    """One of a few words."""

    def __init__(self, row: Row, parent: QWidget | None = None) -> None:
        super().__init__(row, parent)
        self.combo = Combo()
        self.combo.picked.connect(self.picked)
        self.line.addWidget(self.combo)
        self.setFocusProxy(self.combo)

    def show_value(self, value: object) -> None:
        self.combo.set_value(value)

    def phrase(self) -> None:
        self.combo.set_items([(_(words), value) for value, words in self.row.choices])
        self.combo.setAccessibleName(_(self.row.title))


class Spin(QSpinBox):
    """A number; the wheel changes nothing by accident, keys count once they are finished."""

    def __init__(self, row: Row, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(row.low, row.high)
        self.setSingleStep(row.step)
        self.setKeyboardTracking(False)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class NumberControl(Control):
    """A number with its unit."""

    def __init__(self, row: Row, parent: QWidget | None = None) -> None:
        super().__init__(row, parent)
        self.spin = Spin(row)
        self.unit = label(ink="text2")
        self.line.addWidget(self.spin)
        self.line.addWidget(self.unit)
        self.spin.valueChanged.connect(lambda value: self.picked.emit(value))  # noqa: PLW0108
        self.setFocusProxy(self.spin)
        self._theme = follow(self)
        self.restyle()

    def restyle(self) -> None:
        """Take new measures."""
        self.spin.setFixedWidth(self._theme.px(104))
        self.unit.setMinimumWidth(self._theme.px(28))

    def show_value(self, value: object) -> None:
        blocked = self.spin.blockSignals(True)
        if isinstance(value, int):
            self.spin.setValue(value)
        self.spin.blockSignals(blocked)

    def phrase(self) -> None:
        self.unit.setText(_(self.row.unit) if self.row.unit else "")
        self.spin.setAccessibleName(f"{_(self.row.title)} {self.unit.text()}".strip())


class MoneyControl(Control):
    """A sum, or nothing for no limit."""

    def __init__(self, row: Row, parent: QWidget | None = None) -> None:
        super().__init__(row, parent)
        self.field = Field(money=True)
        self.why = label(size=12, ink="crit")
        self.line.addWidget(self.why)
        self.line.addWidget(self.field)
        self.field.editingFinished.connect(self._finished)
        self.setFocusProxy(self.field)
        self._shown: int | None = None
        self._theme = follow(self)
        self.restyle()

    def restyle(self) -> None:
        """Take new measures."""
        self.field.setFixedWidth(self._theme.px(140))

    def show_value(self, value: object) -> None:
        self._shown = value if isinstance(value, int) else None
        if not self.field.hasFocus() or self.field.error() is None:
            self.field.setText("" if self._shown is None else f"{self._shown / 100:.2f}")

    def phrase(self) -> None:
        self.field.setPlaceholderText(_("no limit"))
        self.field.setAccessibleName(_(self.row.title))

    def _finished(self) -> None:
        try:
            found = fen_of(self.field.text())
        except ValueError:
            self._say(_("Write the sum as 128.00, or nothing."))
            return
        self._say("")
        if found != self._shown:
            self._shown = found
            self.picked.emit(found)

    def _say(self, why: str) -> None:
        self.field.set_error(why or None)
        self.why.setText(why)


MAKERS: dict[str, Callable[[Row], Control]] = {
    SWITCH: SwitchControl, CHOICE: ChoiceControl, NUMBER: NumberControl, MONEY: MoneyControl,
}  # fmt: skip
