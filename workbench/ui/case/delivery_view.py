"""The strip above the action bar: where our act stands, undo, and what is left to do by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.ui.case.layouts import row
from workbench.ui.case.safe import prose
from workbench.ui.widgets.base import follow
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.choices import CheckItem, CheckList
from workbench.ui.widgets.labels import label
from workbench.ui.widgets.marks import IconLabel, LoaderIcon
from workbench.ui.widgets.notes import NOTES

if TYPE_CHECKING:
    from workbench.ui.case.handoff import Handoff
    from workbench.ui.case.telling import Standing


class HandoffBox(QWidget):
    """Words to copy, the page, the steps."""

    copy_asked = Signal()
    page_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = label(wrap=True, selectable=True)
        self.copy = KeyButton(icon="copy", small=True)
        self.page = KeyButton(key="O", icon="external-link", small=True)
        self.copy.clicked.connect(self.copy_asked)
        self.page.clicked.connect(self.page_asked)
        self.steps = CheckList()
        self._shown: object = None
        buttons = row(self.copy, self.page)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 4, 0, 4)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addLayout(buttons)
        column.addWidget(self.steps)

    def show_handoff(self, handoff: Handoff) -> None:
        """Show it; what was ticked stays while it is the same."""
        self.copy.set_words(_("Copy the words"))
        self.page.set_words(_("Open the page"))
        self.page.set_blocked(
            None if handoff.url else _("No page is known for this platform: open it yourself.")
        )
        self.words.setText(handoff.shown)
        for part in (self.words, self.copy):
            part.setVisible(bool(handoff.text))
        if handoff.steps != self._shown:
            self._shown = handoff.steps
            self.steps.set_items(
                [CheckItem(str(at), words) for at, words in enumerate(handoff.steps)]
            )


class DeliveryStrip(QFrame):
    """``acted(name)``: undo, check, done or another act; ``copied``, ``page_asked``."""

    acted = Signal(str)
    copy_asked = Signal()
    page_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = "plain"
        self._share: float | None = None
        self._act = ""
        self.icon = IconLabel("send")
        self.loader = LoaderIcon()
        self.title = label(bold=True, wrap=True)
        self.body = label(ink="text2", wrap=True)
        self.button = KeyButton(small=True)
        self.button.clicked.connect(lambda: self.acted.emit(self._act))
        self.handoff = HandoffBox()
        self.handoff.copy_asked.connect(self.copy_asked)
        self.handoff.page_asked.connect(self.page_asked)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.body)
        words.addWidget(self.handoff)
        top = Qt.AlignmentFlag.AlignTop
        self._outer = QHBoxLayout(self)
        self._outer.addWidget(self.icon, 0, top)
        self._outer.addWidget(self.loader, 0, top)
        self._outer.addLayout(words, 1)
        self._outer.addWidget(self.button, 0, top)
        self._theme = follow(self)
        self.restyle()
        self.hide()

    def restyle(self) -> None:
        """Take new measures."""
        px = self._theme.px
        self._outer.setContentsMargins(px(20), px(9), px(20), px(9))
        self._outer.setSpacing(px(8))
        self.update()

    def act(self) -> str:
        """What the button does now."""
        return self._act

    def share(self) -> float | None:
        """What is left of the undo time, 1 to 0; None where no line runs."""
        return self._share

    def show_standing(self, standing: Standing | None, handoff: Handoff | None) -> None:
        """Where the act stands; None hides the strip."""
        self.setVisible(standing is not None)
        if standing is None:
            return
        self._kind, self._act = standing.kind, standing.act
        self.icon.set_icon(standing.icon, NOTES[standing.kind][2])
        self.icon.setVisible(not standing.loader)
        self.loader.setVisible(standing.loader)
        self.title.setText(prose(standing.title))
        self.body.setText(prose(standing.body))
        self.body.setVisible(bool(standing.body))
        self.button.set_words(standing.act_words)
        self.button.set_key(standing.key)
        self.button.setVisible(bool(standing.act))
        self.handoff.setVisible(handoff is not None)
        if handoff is not None:
            self.handoff.show_handoff(handoff)
        self.setAccessibleName(f"{standing.title} {standing.body}")
        self.update()

    def set_title(self, words: str) -> None:
        """Only the words move while seconds run."""
        if self.title.text() != words:
            self.title.setText(words)

    def set_share(self, share: float | None) -> None:
        """The undo line: 1 to 0, None for none."""
        if share != self._share:
            self._share = share
            self.update(0, self.height() - 2, self.width(), 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, color = QPainter(self), self._theme.color
        ground, border = NOTES[self._kind][:2]
        painter.fillRect(self.rect(), color("sunken" if self._kind == "plain" else ground))
        painter.fillRect(0, 0, self.width(), 1, color("line" if self._kind == "plain" else border))
        if self._share is not None:
            bottom = self.height() - 2
            painter.fillRect(0, bottom, self.width(), 2, color("track"))
            painter.fillRect(0, bottom, round(self.width() * self._share), 2, color("accent"))


class ReasonStrip(QFrame):
    """Why an act does not go, beside the bar: rule, sentence, what would help; Esc closes it."""

    helped = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = ""
        self.icon = IconLabel("ban", ink="text2")
        self.title = label(bold=True)
        self.words = label(wrap=True)
        self.button = KeyButton(small=True)
        self.button.clicked.connect(lambda: self.helped.emit(self._action))
        self.close_button = KeyButton(key="Esc", kind="ghost", small=True)
        self.close_button.clicked.connect(self.closed)
        self._outer = QHBoxLayout(self)
        for part in (self.icon, self.title):
            self._outer.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        self._outer.addWidget(self.words, 1)
        self._outer.addWidget(self.button)
        self._outer.addWidget(self.close_button)
        self._theme = follow(self)
        self.restyle()
        self.hide()

    def restyle(self) -> None:
        """Take new measures."""
        px = self._theme.px
        self._outer.setContentsMargins(px(20), px(9), px(12), px(9))
        self._outer.setSpacing(px(8))
        self.update()

    def say(self, title: str, words: str, action: str, action_words: str, key: str) -> None:
        """Show why, and what would help."""
        self._action = action
        self.title.setText(title)
        self.words.setText(words)
        self.button.set_words(action_words)
        self.button.set_key(key)
        self.button.setVisible(bool(action))
        self.close_button.set_words(_("Close"))
        self.setAccessibleName(f"{title} {words}")
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, color = QPainter(self), self._theme.color
        painter.fillRect(self.rect(), color("soon_soft"))
        painter.fillRect(0, 0, self.width(), 1, color("soon_line"))
