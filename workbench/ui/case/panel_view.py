"""The frame of a work panel: bar, notes, body, ticks, and the foot with the button that sends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.ui.case.layouts import clear, tells
from workbench.ui.widgets.bars import ActionBar, PanelBar
from workbench.ui.widgets.base import follow, set_ground
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.choices import CheckRow
from workbench.ui.widgets.labels import ElidedLabel, label
from workbench.ui.widgets.marks import Divider, IconLabel
from workbench.ui.widgets.notes import Note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.ui.case.facts import Notice
    from workbench.ui.case.panel import Other

_SENDS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


def _by_tab(widget: QWidget) -> bool:
    tabs = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tabs and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


class SheetBody(QScrollArea):
    """The body of a sheet: as high as it wants to be, but never more than half the pane."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def _wanted(self) -> int:
        inner = self.widget()
        if inner is None:
            return 0
        high = inner.sizeHint().height()
        if inner.hasHeightForWidth() and self.width() > 1:
            high = max(high, inner.heightForWidth(self.viewport().width()))
        window = self.window().height()
        return min(high, max(120, window // 2))

    def sizeHint(self) -> QSize:
        return QSize(320, self._wanted())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, min(96, self._wanted()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class PanelView(QFrame):
    """``closed``, ``sent``, ``discarded``; ``chosen(name)`` another way out; ``ticked``."""

    closed = Signal()
    sent = Signal()
    discarded = Signal()
    chosen = Signal(str)
    ticked = Signal()
    noted = Signal(str)  # the button of a note
    pressed = Signal(object)  # a key that nobody inside took

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self.bar = PanelBar()
        self.bar.closed.connect(self.closed)
        self.notes = QVBoxLayout()
        self.ticks = QVBoxLayout()
        self._rows: dict[str, CheckRow] = {}
        self._body: QWidget | None = None
        self._notices: tuple[Notice, ...] | None = None
        self._asked: tuple[tuple[str, str, str], ...] | None = None
        self.foot = ActionBar()
        foot = self.foot
        self.send = KeyButton(key="Ctrl ↵", kind="primary", parent=foot)
        self.send.clicked.connect(self.sent)
        self.why_icon = IconLabel("circle-x", ink="crit", size=14, parent=foot)
        self.why = ElidedLabel(ink="crit", parent=foot)
        self.beside = ElidedLabel(ink="soon", parent=foot)
        self.saved = label(size=12, ink="text2", parent=foot)
        self.discard = KeyButton(kind="ghost", small=True, parent=foot)
        self.discard.clicked.connect(self.discarded)
        self._others: list[KeyButton] = []
        self._ways: object = None
        self._column = QVBoxLayout(self)
        self._build()
        self._theme = follow(self)
        self.restyle()
        self.retranslate()

    def _build(self) -> None:
        column = self._column
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Divider())
        column.addWidget(self.bar)
        self._above = QWidget()
        self._above.setLayout(self.notes)
        column.addWidget(self._above)
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._place, 1)
        self._below = QWidget()
        self._below.setLayout(self.ticks)
        self._rule = Divider()
        column.addWidget(self._rule)
        column.addWidget(self._below)
        column.addWidget(self.foot)
        self.why.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.beside.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def restyle(self) -> None:
        """Take new measures."""
        px = self._theme.px
        self.notes.setContentsMargins(px(20), px(10), px(20), px(2))
        self.notes.setSpacing(px(8))
        self.ticks.setContentsMargins(px(20), px(4), px(20), px(10))
        self.ticks.setSpacing(px(6))

    def retranslate(self, *, keeps: bool = True) -> None:
        """Take the words of the language now chosen; ``keeps``: closing keeps a draft."""
        self.bar.set_close(_("Close (draft kept)") if keeps else _("Close"))
        self.discard.set_words(_("Discard the draft"))

    # -- what stands in it

    def set_body(self, body: QWidget | None, *, sheet: bool = False) -> None:
        """Put the panel's own layout in; that of a ``sheet`` scrolls where it is too high."""
        if self._body is not None:
            self._place.removeWidget(self._body)
            self._body.hide()
            self._body.setParent(None)
            self._body.deleteLater()
        self._body = body
        if body is not None and sheet:
            holder = SheetBody()
            holder.setWidget(body)
            body.installEventFilter(holder)
            self._body = holder
        if self._body is not None:
            self._place.addWidget(self._body)
            self._body.show()

    def set_notes(self, notices: Sequence[Notice]) -> None:
        """Notes above the body; the same ones stay where they are."""
        if tuple(notices) == self._notices:
            return
        self._notices = tuple(notices)
        clear(self.notes)
        for item in notices:
            note = Note(
                item.kind, icon=item.icon, title=item.title, body=item.body, action=item.action,
                key=item.key, rule=item.rule, stacked=True,
            )  # fmt: skip
            note.acted.connect(tells(self.noted.emit, item.name))
            self.notes.addWidget(note)
        self._above.setVisible(bool(notices))

    def set_ticks(self, ticks: Sequence[tuple[str, str, str]]) -> None:
        """(rule, words, hint) to tick; what is ticked stays so while it is still asked for."""
        if tuple(ticks) == self._asked:
            return
        self._asked = tuple(ticks)
        before = set(self.ticked_rules())
        clear(self.ticks)
        self._rows = {}
        for rule, words, hint in ticks:
            row = CheckRow(words, hint)
            row.set_checked(rule in before)
            row.toggled.connect(lambda _on: self.ticked.emit())
            self.ticks.addWidget(row)
            self._rows[rule] = row
        self._below.setVisible(bool(ticks))
        self._rule.setVisible(bool(ticks))

    def tick_row(self, rule: str) -> CheckRow:
        """The row of a rule."""
        return self._rows[rule]

    def ticked_rules(self) -> tuple[str, ...]:
        """The rules that were ticked."""
        return tuple(rule for rule, row in self._rows.items() if row.is_checked())

    def set_ways(self, others: Sequence[Other], *, send_right: bool) -> None:
        """The other ways out; with ``send_right`` they stand left and sending stands right."""
        ways = (tuple(others), send_right)
        if ways == self._ways:
            return
        self._ways = ways
        left, right = self.foot.left, self.foot.right
        for layout in (left, right):
            while layout.count():
                layout.takeAt(0)
        for button in self._others:
            button.hide()
            button.deleteLater()
        self._others = []
        for other in others:
            button = KeyButton(other.words, key=other.key, icon=other.icon, kind=other.kind)
            button.set_blocked(other.blocked)
            button.clicked.connect(tells(self.chosen.emit, other.action))
            left.addWidget(button)
            self._others.append(button)
        parts = (self.send, self.why_icon, self.why)
        if send_right:
            right.addWidget(self.saved)
            right.addWidget(self.discard)
            for part in (self.why_icon, self.why, self.beside, self.send):
                right.addWidget(part)
        else:
            for part in (*parts, self.beside):
                left.addWidget(part)
            right.addWidget(self.saved)
            right.addWidget(self.discard)

    def ways(self) -> list[KeyButton]:
        """The buttons of the other ways out."""
        return list(self._others)

    def set_why(self, words: str, *, silent: bool = False) -> None:
        """Why it cannot be sent yet, beside the button; ``silent``: the button says it itself."""
        shown = "" if silent else words
        self.why.setText(shown)
        width = self.why.fontMetrics().horizontalAdvance(shown) + 4
        self.why.setMinimumWidth(min(self._theme.px(360), width))
        self.why.setVisible(bool(shown))
        self.why_icon.setVisible(bool(shown))
        self.send.set_blocked(words or None)

    def set_beside(self, words: str) -> None:
        """What the act spends, beside the button (REF-6); it gives way to why it does not go."""
        self.beside.setText(words)
        self.beside.setVisible(bool(words) and self.why.isHidden())

    # -- keys

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            sends = (
                event.key() in _SENDS and event.modifiers() & Qt.KeyboardModifier.ControlModifier
            )
            if sends or event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        # Tab goes round inside: the window around an open panel is not where it leads to.
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            return super().focusNextPrevChild(forward)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        other = focus.nextInFocusChain() if forward else focus.previousInFocusChain()
        while other is not None and other is not focus:
            if self.isAncestorOf(other) and _by_tab(other):
                other.setFocus(reason)
                break
            other = other.nextInFocusChain() if forward else other.previousInFocusChain()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in _SENDS and control:
            self.sent.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            event.ignore()
            self.pressed.emit(event)
            if not event.isAccepted():
                super().keyPressEvent(event)
