"""Which rule F1 explains: the one named where the focus is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.services.manual import RULE_ID

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def rule_at(widget: QWidget | None) -> str:
    """The first rule id that a widget or what it stands in is described by, or ""."""
    while widget is not None:
        found = RULE_ID.search(f"{widget.accessibleDescription()} {widget.accessibleName()}")
        if found is not None:
            return found.group()
        if widget.isWindow():
            break
        widget = widget.parentWidget()
    return ""
