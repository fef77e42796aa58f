"""The bar above the list while several cards are chosen: how many, what may be done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workbench.base.texts import _, ngettext
from workbench.domain.kinds import Flag
from workbench.domain.money import yuan_signed
from workbench.ui.menus import MenuButton
from workbench.ui.models import words
from workbench.ui.queue.list_head import HEIGHT
from workbench.ui.widgets.base import follow, set_ground
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.labels import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOMY = 560  # from this width on the menus have words


class BatchBar(QWidget):
    """In the place of the list head, and as high. ``act(name, arguments)`` asks for one act."""

    act = Signal(str, object)
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "sel")
        self.theme = follow(self)
        self._words = ElidedLabel(size=12, bold=True)
        self._agree = KeyButton(icon="check", key="A", small=True)
        self._agree.clicked.connect(lambda: self.act.emit("agree_refund", {}))
        self._flag = MenuButton(icon="flag", key="F", small=True, fixed=True)
        self._flag.picked.connect(lambda flag: self.act.emit("flag", {"flag": flag}))
        self._assign = MenuButton(icon="user-plus", key="G", small=True, fixed=True)
        self._assign.picked.connect(lambda name: self.act.emit("assign", {"to": name}))
        self._end = KeyButton(key="Esc", kind="ghost", small=True)
        self._end.clicked.connect(self.ended)
        self._people: Sequence[str] = ()
        self._chosen: tuple[int, int | None, int] = (0, 0, 0)
        self._working = self._narrow = False
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 4, 0)
        row.setSpacing(6)
        row.addWidget(self._words, 1)
        for widget in (self._agree, self._flag, self._assign, self._end):
            row.addWidget(widget)
        self.phrase()
        self.restyle()

    def restyle(self) -> None:
        """Take the height at the scale now set."""
        self.setFixedHeight(self.theme.px(HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self.theme.px(ROOMY)
        if narrow != self._narrow:
            self._narrow = narrow
            self._name_menus()

    def minimumSizeHint(self) -> QSize:
        return QSize(1, super().minimumSizeHint().height())

    def _name_menus(self) -> None:
        """Words on the menus where there is room for them, else in their tooltips."""
        for button, words_on in ((self._flag, _("Flag")), (self._assign, _("Assign"))):
            button.set_words("" if self._narrow else words_on)
            button.setAccessibleName(words_on)
            button.set_hint(words_on if self._narrow else "")

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        flags: list[tuple[str, object]] = [(_(words.FLAGS[flag]), flag.value) for flag in Flag]
        self._flag.set_choices([*flags, (_("No flag"), None)])
        self._name_menus()
        self._end.set_words(_("Finish"))
        self.offer(self._people)
        self.set_chosen(*self._chosen)

    def offer(self, people: Sequence[str]) -> None:
        """Whom cards may be given to."""
        self._people = people
        named: list[tuple[str, object]] = [(name, name) for name in people]
        self._assign.set_choices([*named, (_("Nobody"), "")])

    def set_chosen(self, count: int, fen: int | None, refused: int) -> None:
        """How many are chosen, their sum (None: not known), and how many cannot be refunded."""
        self._chosen = (count, fen, refused)
        text = ngettext("{n} chosen", "{n} chosen", count).format(n=f"{count:,}")
        if refused:
            text = _("{chosen}, {n} of them cannot be refunded").format(chosen=text, n=refused)
        self._words.setText(text)
        self._agree.set_words(
            _("Refund {amount}").format(amount=yuan_signed(fen)) if fen else _("Agree to refund")
        )
        nothing = _("Choose at least one card first.") if not count else None
        for button in (self._agree, self._flag, self._assign):
            button.set_blocked(nothing)
        if count and refused == count:
            self._agree.set_blocked(_("None of the chosen cards can be refunded now."))

    def close_agree(self, reason: str) -> None:
        """Close the money act with a reason."""
        self._agree.set_blocked(reason)

    def set_working(self, on: bool) -> None:
        """Show that a batch is under way."""
        self._working = on
        self._agree.set_busy(_("Working") if on else None)

    def working(self) -> bool:
        """Whether a batch is under way."""
        return self._working

    def press(self, key: str) -> bool:
        """Do what a key's button does; False where the key is none of the bar's."""
        button = {"A": self._agree, "F": self._flag, "G": self._assign}.get(key)
        if button is not None:
            button.click()
        return button is not None

    def text(self) -> str:
        """What the bar says."""
        return self._words.full_text()

    def agree_button(self) -> KeyButton:
        """The money act."""
        return self._agree

    def flag_button(self) -> MenuButton:
        """The flags."""
        return self._flag

    def assign_button(self) -> MenuButton:
        """The people."""
        return self._assign
