"""A button that opens a menu of choices: for switches that must not look like a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from workbench.ui.theme import icons
from workbench.ui.theme.plain import amp
from workbench.ui.widgets.buttons import KeyButton

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class MenuButton(KeyButton):
    """Shows the chosen one of some typed values; ``picked`` comes only from a person.

    ``set_choices`` takes (words, value). With ``fixed`` words the button keeps them, and the menu
    is a list of acts.
    """

    picked = Signal(object)

    def __init__(
        self,
        *,
        icon: str = "",
        kind: str = "default",
        small: bool = False,
        fixed: bool = False,
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            icon=icon, kind=kind, small=small, key=key, trail="chevron-down", parent=parent
        )
        self._fixed = fixed
        self._choices: list[tuple[str, object]] = []
        self._value: object = None
        self._menu = QMenu(self)
        self.clicked.connect(self.open)

    def set_choices(self, choices: Sequence[tuple[str, object]]) -> None:
        """Offer these; the chosen value stays where it is still there, else the first one."""
        self._choices = list(choices)
        self._menu.clear()
        group = QActionGroup(self._menu)
        for words, value in self._choices:
            action = self._menu.addAction(amp(words))
            action.setData(len(group.actions()))
            action.setCheckable(not self._fixed)
            action.triggered.connect(self._pick)
            if not self._fixed:
                group.addAction(action)
            action.setProperty("place", len(self._menu.actions()) - 1)
            del value
        self.set_value(self._value)

    def choices(self) -> list[tuple[str, object]]:
        """What is offered."""
        return self._choices

    def value(self) -> object:
        """What is chosen."""
        return self._value

    def set_value(self, value: object) -> None:
        """Choose without emitting."""
        if self._fixed or not self._choices:
            return
        values = [choice for _words, choice in self._choices]
        place = values.index(value) if value in values else 0
        self._value = values[place]
        self._menu.actions()[place].setChecked(True)
        self.set_words(self._choices[place][0])

    def open(self) -> None:
        """Open the menu under the button."""
        self._menu.setMinimumWidth(self.width())
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def menu_shown(self) -> QMenu:
        """The menu, for tests and for adding to."""
        return self._menu

    def _pick(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            value = self._choices[int(action.property("place"))][1]
            self.set_value(value)
            self.picked.emit(value)


def act(
    menu: QMenu, words: str, run: Callable[[], object], *, icon: str = "", key: str = ""
) -> QAction:
    """Add an act to a menu; ``key`` is only shown."""
    action = menu.addAction(amp(words))
    if icon:
        action.setIcon(icons.icon(icon))
    if key:
        action.setShortcut(QKeySequence(key))
        action.setShortcutVisibleInContextMenu(True)
        action.setEnabled(True)
    action.triggered.connect(lambda _on=False: run())
    return action
