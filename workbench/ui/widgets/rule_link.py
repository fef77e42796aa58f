"""A rule's id as a link into the rulebook."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from workbench.ui.widgets.buttons import LinkButton


@runtime_checkable
class ShowsRules(Protocol):
    """A window that has the rulebook in it."""

    def show_rule(self, rule: str) -> None:
        """Open the rulebook at this rule."""
        ...


def open_rule(widget: QWidget, rule: str) -> None:
    """Open the rulebook at a rule, in the window that ``widget`` stands in."""
    window = widget.window()
    if isinstance(window, ShowsRules):
        window.show_rule(rule)


class RuleLink(LinkButton):
    """An id such as OPEN-3; a click or Space opens the rulebook there. Without an id it hides."""

    def __init__(self, rule: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.clicked.connect(lambda: open_rule(self, self.words()))
        self.set_rule(rule)

    def set_rule(self, rule: str) -> None:
        """Name another rule, or none with ""."""
        self.set_words(rule)
        if not rule or self.parentWidget() is not None:  # alone it would show as a window
            self.setVisible(bool(rule))
