"""One act on its way as a row that can be focused; a hand-off with its words, page and ticks."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.ui.outbox import stock
from workbench.ui.outbox.phrasing import ParcelView
from workbench.ui.theme.plain import set_tip
from workbench.ui.widgets import paint
from workbench.ui.widgets.base import follow
from workbench.ui.widgets.buttons import KeyButton, LinkButton
from workbench.ui.widgets.choices import CheckItem, CheckList
from workbench.ui.widgets.labels import ElidedLabel, label
from workbench.ui.widgets.marks import Chip, IconLabel, PlatformMark


class Line(QWidget):
    """An icon and words that wrap."""

    def __init__(self, icon: str, ink: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.icon = IconLabel(icon, ink=ink, size=14)
        self.words = label(ink=ink, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        column = QVBoxLayout()
        column.setContentsMargins(0, 3, 0, 0)
        column.addWidget(self.icon)
        column.addStretch(1)
        row.addLayout(column)
        row.addWidget(self.words, 1)

    def say(self, words: str) -> None:
        """Say this, or nothing."""
        self.words.setText(words)
        self.setVisible(bool(words))


class ParcelRow(QFrame):
    """``asked(act, id)``: undo, case, copy, page, done. Enter does the first thing to do."""

    asked = Signal(str, str)
    stepped = Signal(int)

    def __init__(self, view: ParcelView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.mark = PlatformMark()
        self.title = label(bold=True)
        self.subject = ElidedLabel()
        self.chip = Chip()
        self.at = label(size=12, ink="text2")
        self.line = ElidedLabel(size=12, ink="text2")
        self.warning = Line("triangle-alert", "crit")
        self.words = Line("message-square-quote", "text1")
        self.advice = Line("arrow-right", "text2")
        self.undo_words = label(size=12, ink="accent")
        self.undo = KeyButton(icon="undo-2", key="Z", small=True)
        self.case = LinkButton(icon="arrow-right")
        self.sheet: HandoffSheet | None = None
        self._build()
        self._theme = follow(self)
        self.restyle()
        self.show_view(view)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for widget in (self.mark, self.title, self.subject, self.undo_words, self.undo, self.chip,
                       self.at):  # fmt: skip
            head.addWidget(widget, int(widget is self.subject))
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.line, 1)
        below.addWidget(self.case)
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        self._column.addLayout(below)
        for line in (self.warning, self.words, self.advice):
            self._column.addWidget(line)
        self.undo.clicked.connect(lambda _on=False: self.asked.emit("undo", self.view.id))
        self.case.clicked.connect(lambda _on=False: self.asked.emit("case", self.view.id))
        if self.view.group == stock.BY_HAND:
            self.sheet = HandoffSheet()
            self.sheet.asked.connect(lambda act: self.asked.emit(act, self.view.id))
            self._column.addWidget(self.sheet)

    def restyle(self) -> None:
        """Take new colours and measures."""
        px = self._theme.px
        self._column.setContentsMargins(px(20), px(10), px(20), px(11))
        self._column.setSpacing(px(4))
        self.update()

    def show_view(self, view: ParcelView) -> None:
        """Show the act as it is now; ticks and focus stay."""
        self.view = view
        self.mark.set_mark(view.mark)
        self.mark.setVisible(bool(view.mark))
        _say(self.title, view.title)
        _say(self.subject, view.subject)
        self.chip.set_view(view.chip)
        _say(self.at, view.at)
        _say(self.line, view.line)
        self.warning.say(view.warning)
        self.words.say(_("The platform says: {words}").format(words=view.words)
                       if view.words else "")  # fmt: skip
        self.advice.say(view.advice)
        _say(self.undo_words, view.undo)
        self.undo_words.setVisible(bool(view.undo))
        self.undo.set_words(_("Take back"))
        self.undo.setVisible(bool(view.undo))
        self.case.set_words(_("See the case"))
        self.case.setVisible(view.case)
        if self.sheet is not None:
            self.sheet.show_view(view)
        parts = (view.title, view.subject, view.chip.text, view.warning, view.words, view.advice)
        self.setAccessibleName(", ".join(part for part in parts if part))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, painter = self._theme, QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("line"))
        if self.hasFocus():
            inner = QRectF(self.rect()).adjusted(1, 1, -1, -2)
            paint.box(painter, inner, theme.px(4), None, theme.color("accent"), 2)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        handing = self.sheet is not None
        if event.matches(QKeySequence.StandardKey.Copy) and handing:
            self.asked.emit("copy", self.view.id)
        elif event.modifiers() not in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier,
        ):  # fmt: skip
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_J, Qt.Key.Key_Down}:
            self.stepped.emit(1)
        elif key in {Qt.Key.Key_K, Qt.Key.Key_Up}:
            self.stepped.emit(-1)
        elif key == Qt.Key.Key_Z and self.view.undo:
            self.asked.emit("undo", self.view.id)
        elif key == Qt.Key.Key_C and handing:
            self.asked.emit("copy", self.view.id)
        elif key == Qt.Key.Key_O and handing:
            self.asked.emit("page", self.view.id)
        elif key == Qt.Key.Key_D and handing:
            self.asked.emit("done", self.view.id)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.view.case:
            self.asked.emit("case", self.view.id)
        else:
            super().keyPressEvent(event)


class HandoffSheet(QFrame):
    """The words to copy, the page to open, what to check, and the tick that it is done (OUT-4)."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = label(wrap=True, selectable=True)
        self.copy = KeyButton(icon="copy", key="C", small=True)
        self.page = KeyButton(icon="external-link", key="O", small=True)
        self.done = KeyButton(icon="check", key="D", small=True)
        self.steps_title = label(size=12, ink="text2")
        self.steps = CheckList()
        self._checks: tuple[str, ...] = ()
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for name, button in (("copy", self.copy), ("page", self.page), ("done", self.done)):
            button.clicked.connect(self._tells(name))
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._box = QFrame()
        self._inside = QVBoxLayout(self._box)
        self._inside.addWidget(self.text)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._box)
        self._column.addWidget(self.steps_title)
        self._column.addWidget(self.steps)
        self._column.addLayout(buttons)
        self._theme = follow(self)
        self.restyle()

    def restyle(self) -> None:
        """Take new colours and measures."""
        px = self._theme.px
        self._column.setContentsMargins(0, px(6), 0, px(4))
        self._column.setSpacing(px(8))
        self._inside.setContentsMargins(px(12), px(8), px(12), px(8))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._box.isHidden():
            theme = self._theme
            rect = QRectF(self._box.geometry())
            paint.box(QPainter(self), rect, theme.px(6), theme.color("sunken"),
                      theme.color("line"))  # fmt: skip

    def show_view(self, view: ParcelView) -> None:
        """Show a hand-off; what was ticked stays ticked."""
        _say(self.text, view.shown_text)
        self._box.setVisible(bool(view.text))
        self.copy.set_words(_("Copy the words"))
        self.copy.setVisible(bool(view.text))
        self.page.set_words(_("Open the page"))
        self.page.set_blocked(
            None if view.url else _("There is no page that may be opened: use the platform's desk.")
        )
        self.done.set_words(_("Done on the platform"))
        self.steps_title.setText(_("Check on the page"))
        self.steps_title.setVisible(bool(view.checks))
        if view.checks != self._checks:
            before = set(self.steps.checked())
            self._checks = view.checks
            self.steps.set_items(
                [CheckItem(str(at), words, checked=str(at) in before)
                 for at, words in enumerate(view.checks)]
            )  # fmt: skip

    def _tells(self, name: str) -> object:
        def tell(*_what: object) -> None:
            self.asked.emit(name)

        return tell


def _say(place: QLabel, words: str) -> None:
    if place.text() != words:
        place.setText(words)
        set_tip(place, "")
