"""The action bar: one filled button, the acts that fit, the platform's page, more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent

from workbench.base.texts import _
from workbench.domain.kinds import Action
from workbench.ui.case.acts import KEYS, MORE, OPEN_PAGE
from workbench.ui.case.layouts import tells
from workbench.ui.widgets.bars import ActionBar
from workbench.ui.widgets.buttons import KeyButton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from workbench.ui.case.acts import ActView


class ActsBar(ActionBar):
    """``chosen(name)`` also where an act does not go: the pane says why."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._buttons: list[KeyButton] = []
        self._shown: object = None
        self.page = KeyButton(key=KEYS[OPEN_PAGE], icon="external-link", kind="ghost")
        self.more = KeyButton(key=KEYS[MORE], icon="ellipsis", kind="ghost")
        self.page.clicked.connect(tells(self.chosen.emit, OPEN_PAGE))
        self.page.blocked_clicked.connect(tells(self.chosen.emit, OPEN_PAGE))
        self.more.clicked.connect(tells(self.chosen.emit, MORE))
        self.right.addWidget(self.page)
        self.right.addWidget(self.more)
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of the language now chosen."""
        self.page.set_words(_("Platform page"))
        self.more.set_words(_("More"))

    def buttons(self) -> list[KeyButton]:
        """The acts, in order."""
        return list(self._buttons)

    def button(self, title_or_key: str) -> KeyButton:
        """One of them, by its key. Raises ``LookupError`` where it is not there."""
        for button in self._buttons:
            if title_or_key in (button.key(), button.words()):
                return button
        raise LookupError(title_or_key)

    def set_acts(self, acts: Sequence[ActView], primary: str) -> None:
        """Show these acts; the same ones keep their buttons and the focus."""
        mark = (tuple(acts), primary)
        if mark == self._shown:
            return
        self._shown = mark
        if len(acts) != len(self._buttons):
            self._rebuild(len(acts))
        for button, act in zip(self._buttons, acts, strict=True):
            kind = "primary" if act.action == primary else "default"
            if act.action == Action.REFUSE and act.state != "no":
                kind = "danger"
            button.set_kind(kind)
            button.set_icon(act.icon)
            button.set_key(act.key)
            button.set_words(act.title)
            button.set_blocked(act.reason)
            button.setProperty("act", act.action)
        self._fit()

    def set_page(self, reason: str | None) -> None:
        """Whether the platform's page can be opened."""
        self.page.set_blocked(reason)

    def _rebuild(self, count: int) -> None:
        while len(self._buttons) > count:
            button = self._buttons.pop()
            self.left.removeWidget(button)
            button.hide()
            button.deleteLater()
        while len(self._buttons) < count:
            button = KeyButton()
            button.clicked.connect(self._tell)
            button.blocked_clicked.connect(self._tell)
            self.left.addWidget(button)
            self._buttons.append(button)

    def _tell(self, *_brought: object) -> None:
        button = self.sender()
        if button is not None:
            self.chosen.emit(str(button.property("act")))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme_px(280), self.theme_px(56))

    def _fit(self) -> None:
        """What does not fit goes into "More": first the page, then the acts from the end."""
        room = self.width() - 2 * self.theme_px(20) - self.theme_px(16)
        gap = self.theme_px(8)
        parts = [self.more, *self._buttons[:1], *self._buttons[1:], self.page]
        used = 0
        for part in parts:
            used += part.sizeHint().width() + gap
            part.setVisible(used <= room or part is self.more or part in self._buttons[:1])

    def theme_px(self, length: int) -> int:
        """A length at the font scale."""
        return self._theme.px(length)
