"""The evidence panel laid out: what is wanted, the files in their order, the statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.ui.case import facts, files
from workbench.ui.case.attach_view import picture_of
from workbench.ui.case.layouts import clear, narrow, row, tells
from workbench.ui.case.wording_view import FindingsBox
from workbench.ui.widgets.bars import Box
from workbench.ui.widgets.base import follow, set_ground
from workbench.ui.widgets.buttons import IconButton, KeyButton
from workbench.ui.widgets.choices import Combo
from workbench.ui.widgets.dropzone import DropZone
from workbench.ui.widgets.fields import TextArea
from workbench.ui.widgets.labels import ElidedLabel, label
from workbench.ui.widgets.marks import IconLabel, KeyCap
from workbench.ui.widgets.notes import Note
from workbench.ui.widgets.pictures import Thumbnail
from workbench.ui.widgets.scroll import ScrollBody

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.ui.case.attach import Attached

SIDE = 260
NARROW = 700


class KindLine(QFrame):
    """One kind of proof: there or not yet, and a button to add it."""

    wanted = Signal()

    def __init__(self, words: str, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        icon, ink = ("circle-check", "ok") if count else ("circle-dashed", "text3")
        self.add = KeyButton(_("Add"), icon="plus", small=True)
        self.add.setAccessibleName(_("Add: {kind}").format(kind=words))
        self.add.clicked.connect(tells(lambda _name: self.wanted.emit(), ""))
        said = _("{n} added").format(n=count) if count else _("nothing yet")
        line = row(IconLabel(icon, ink=ink), label(words, bold=bool(count)))
        line.addWidget(ElidedLabel(said, ink="text2"), 1)
        line.addWidget(self.add)
        line.setContentsMargins(0, 3, 0, 3)
        self.setLayout(line)
        self._theme = follow(self)

    def restyle(self) -> None:
        """Take new colours."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        line = self._theme.color("line")
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, line)


class FileLine(QFrame):
    """One file at its place; Alt and arrows move it, Delete takes it out."""

    moved = Signal(int)
    removed = Signal()

    def __init__(
        self, number: int, item: Attached, kind: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring_radius", 7)
        name = facts.name(item.path.name)
        prepared = item.prepared
        bad = prepared is not None and bool(prepared.reason)
        caption = prepared.caption if prepared is not None else "…"
        line = row(KeyCap(str(number)))
        if item.path.suffix.casefold() in files.PICTURES:
            line.addWidget(Thumbnail(picture_of(item, bare=True), side=32))
        else:
            film = item.path.suffix.casefold() in (".mp4", ".mov")
            line.addWidget(IconLabel("film" if film else "file-check", size=20))
        line.addWidget(label(kind, bold=True))
        line.addWidget(ElidedLabel(name, ink="text2"), 1)
        line.addWidget(label(caption, size=12, ink="crit" if bad else "ok"))
        self.up = IconButton("chevron-up", _("Earlier: {name}").format(name=name))
        self.down = IconButton("chevron-down", _("Later: {name}").format(name=name))
        self.cross = IconButton("x", _("Remove {name}").format(name=name))
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.cross.clicked.connect(self.removed)
        for button in (self.up, self.down, self.cross):
            line.addWidget(button)
        self.setLayout(line)
        self.setAccessibleName(f"{number} {kind} {name} {caption}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class EvidenceView(ScrollBody):
    """Parts only; what stands in them is ``EvidencePanel``'s matter."""

    def __init__(self, suffixes: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, inset=20, spacing=12)
        set_ground(self, "surface")
        self.kinds_title, self.kinds_hint = label(bold=True), label(size=12, ink="text2")
        self.kinds = QGridLayout()
        self.kinds.setHorizontalSpacing(16)
        self.kinds.setVerticalSpacing(0)
        self.order_title, self.order_hint = label(bold=True), label(size=12, ink="text2")
        self.limits = label(size=12, ink="text2", wrap=True)
        self.order = QVBoxLayout()
        self.order.setSpacing(4)
        self.kind = Combo(small=True)
        narrow(self.kind, 140)
        self.zone = DropZone(suffixes=suffixes)
        self.fault = label(size=12, ink="crit", wrap=True)
        self.statement_title = label(bold=True)
        self.statement_hint = label(size=12, ink="text2")
        self.statement = TextArea(lines=4)
        self.findings = FindingsBox()
        self.statement.mime_pasted.connect(self.zone.take)
        self.once = Note("soon", icon="circle-alert", stacked=True)
        self.story = Box()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(16)
        self._columns.addLayout(self._left(), 1)
        self._right = QWidget()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(12)
        right.addWidget(self.once)
        right.addWidget(self.story)
        right.addStretch(1)
        self._columns.addWidget(self._right)
        self.body.addLayout(self._columns)
        self.body.addStretch(1)
        self.retranslate()

    def _left(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(8)
        for title, hint in (
            (self.kinds_title, self.kinds_hint),
            (self.order_title, self.order_hint),
            (self.statement_title, self.statement_hint),
        ):
            head = row(title, hint)
            head.addStretch(1)
            left.addLayout(head)
            if title is self.kinds_title:
                left.addLayout(self.kinds)
            elif title is self.order_title:
                left.addLayout(self.order)
                drop = QHBoxLayout()
                drop.setSpacing(12)
                drop.addWidget(self.kind)
                drop.addWidget(self.zone, 1)
                left.addLayout(drop)
                left.addWidget(self.limits)
                left.addWidget(self.fault)
            else:
                left.addWidget(self.statement)
                left.addWidget(self.findings)
        self.zone.setFixedHeight(36)
        self.fault.hide()
        left.addStretch(1)
        return left

    def retranslate(self) -> None:
        """Take the words of the language now chosen."""
        self.kinds_title.setText(_("The pack"))
        self.kinds_hint.setText(_("what decides such disputes"))
        self.order_title.setText(_("In this order the platform looks at it"))
        self.order_hint.setText(_("Alt ↑ ↓ moves"))
        self.statement_title.setText(_("Statement"))
        self.statement_hint.setText(_("facts only, the shorter the better"))
        self.statement.edit.setPlaceholderText(
            _("What happened when, and which file shows it (see 1)")
        )
        self.statement.edit.setAccessibleName(_("Statement"))
        self.kind.setAccessibleName(_("Kind of proof"))
        self.zone.set_words(_("Drop pictures, videos or PDF"))
        self.story.set_title(_("What happened"))

    def show_kinds(self, lines: Sequence[KindLine]) -> None:
        """The kinds of proof."""
        clear(self.kinds)
        rows = -(-len(lines) // 2)
        for at, line in enumerate(lines):
            self.kinds.addWidget(line, at % rows, at // rows)

    def show_order(self, lines: Sequence[FileLine], focus: int) -> None:
        """The files in their order; ``focus`` gets the focus back (-1: none)."""
        old = [self.order.itemAt(at) for at in range(self.order.count())]
        if focus < 0:
            focus = next(
                (at for at, item in enumerate(old)
                 if item is not None and (part := item.widget()) is not None and part.hasFocus()),
                -1,
            )  # fmt: skip
        clear(self.order)
        for line in lines:
            self.order.addWidget(line)
            line.show()
        if 0 <= focus < len(lines):
            lines[focus].setFocus()
        self.order_title.setVisible(bool(lines))
        self.order_hint.setVisible(bool(lines))

    def show_story(self, lines: Sequence[tuple[str, str]]) -> None:
        """What happened, time and words."""
        clear(self.story.body)
        for at, words in lines:
            line = row(label(at, size=12, ink="text2"))
            line.addWidget(ElidedLabel(words, size=12), 1)
            self.story.body.addLayout(line)
        self.story.setVisible(bool(lines))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.viewport().width() >= self._theme.px(NARROW)
        flow = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._columns.direction() != flow:
            self._columns.setDirection(flow)
        self._right.setMaximumWidth(self._theme.px(SIDE) if wide else 16_777_215)
        self._right.setMinimumWidth(self._theme.px(SIDE) if wide else 0)
