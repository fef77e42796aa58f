"""Small helpers for laying out: rows without margins, emptying a layout, the focus at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QLayout


def row(*widgets: QWidget, gap: int = 8) -> QHBoxLayout:
    """Widgets beside each other."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(gap)
    for widget in widgets:
        made.addWidget(widget)
    return made


def column(*widgets: QWidget, gap: int = 8) -> QVBoxLayout:
    """Widgets below each other."""
    made = QVBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(gap)
    for widget in widgets:
        made.addWidget(widget)
    return made


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete its widgets, in nested layouts too."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def focus_on(widget: QWidget) -> None:
    """Give the focus now, also to a widget a layout would only show in the next round.

    A key pressed in between would otherwise reach whoever had the focus before.
    """
    hidden: list[QWidget] = []
    part: QWidget | None = widget
    while part is not None and not part.isVisible():
        hidden.append(part)
        part = part.parentWidget()
    for part in reversed(hidden):
        QCoreApplication.sendPostedEvents(part, QEvent.Type.MetaCall.value)
    widget.setFocus()


def tells(emit: Callable[[str], None], name: str) -> Callable[..., None]:
    """A slot that passes ``name`` on, whatever the signal brings along."""

    def slot(*_brought: object) -> None:
        emit(name)

    return slot


def narrow(combo: QComboBox, least: int = 80) -> None:
    """A combo may be narrower than its longest item, which may be a stranger's."""
    combo.setMinimumWidth(least)
    combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
