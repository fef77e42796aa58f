"""The two heads laid out: the large one above the facts, the slim one above a work panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.ui import phrases
from workbench.ui.case.layouts import row
from workbench.ui.case.photo import Photo
from workbench.ui.widgets.base import follow, set_ground
from workbench.ui.widgets.buttons import IconButton, LinkButton
from workbench.ui.widgets.labels import ElidedLabel, label, set_ink
from workbench.ui.widgets.marks import IconLabel, PlatformMark
from workbench.ui.widgets.steps import Steps

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.ui.case.clock import HeadClock
    from workbench.ui.case.head import HeadWords


class ClockView(QWidget):
    """Countdown with its icon; under it what happens at zero and the clocks behind it."""

    def __init__(self, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.icon = IconLabel("clock", size=24 if size == 26 else 20)
        self.countdown = label(size=size, bold=True)
        self.line = label(size=13 if size == 26 else 12, bold=size == 26)
        self.others = ElidedLabel(size=12, ink="text2")
        self.others.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for words in (self.countdown, self.line, self.others):
            words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        top = row(self.icon, self.countdown)
        top.insertStretch(0, 1)
        column.addLayout(top)
        column.addWidget(self.line)
        column.addWidget(self.others)
        self.others.setVisible(size == 26)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)

    def show_clock(self, clock: HeadClock, *, note: str = "") -> None:
        """Show a clock; ``note`` follows its line."""
        self.icon.set_icon(clock.icon, clock.ink)
        self.countdown.setText(clock.countdown)
        set_ink(self.countdown, clock.ink)
        line = (
            clock.line
            if not note
            else ("，" if phrases.chinese() else ", ").join(
                part for part in (clock.line, note) if part
            )
        )
        self.line.setText(line)
        self.line.setVisible(bool(line))
        self.others.setText("  ·  ".join(clock.others))
        self.others.setVisible(self._size == 26 and bool(clock.others))
        self.countdown.setAccessibleName(f"{clock.countdown} {line}")


class BigHead(QWidget):
    """Type, amount, paid; platform, shop, id; steps; the large clock at the right."""

    copy_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self.type = label(size=20, bold=True)
        self.amount = label(size=20, bold=True)
        self.paid = ElidedLabel(ink="text2")
        self.mark = PlatformMark()
        self.shop = label(size=12, ink="text2")
        self.truth = label(size=12, ink="soon")
        self.id = ElidedLabel(size=12, ink="text2", selectable=True)
        self.copy = IconButton("copy", "")
        self.copy.clicked.connect(self.copy_asked)
        self.steps = Steps()
        self.clock = ClockView(26)
        self._outer = QHBoxLayout(self)
        self._outer.addLayout(self._left(), 1)
        self._outer.addWidget(self.clock, 0, Qt.AlignmentFlag.AlignTop)
        self._theme = follow(self)
        self.restyle()
        self.retranslate()

    def _left(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(4)
        first = row(self.type, self.amount, gap=12)
        first.addWidget(self.paid, 1)
        second = row(self.mark, self.shop, self.truth)
        second.addWidget(self.id)
        second.addWidget(self.copy)
        second.addStretch(1)
        self.id.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        left.addLayout(first)
        left.addLayout(second)
        left.addWidget(self.steps)
        return left

    def restyle(self) -> None:
        """Take new measures."""
        px = self._theme.px
        self._outer.setContentsMargins(px(20), px(12), px(20), px(10))
        self._outer.setSpacing(px(16))

    def retranslate(self) -> None:
        """Take the words of the language now chosen."""
        self.copy.set_name(_("Copy the case id"))

    def show_words(self, words: HeadWords) -> None:
        """Show a case."""
        self.type.setText(words.type)
        self.amount.setText(words.amount)
        self.paid.setText(words.paid)
        self.mark.set_mark(words.mark, words.platform)
        self.shop.setText(words.shop)
        self.truth.setText(words.truth)
        self.truth.setVisible(bool(words.truth))
        self.id.setText(_("Case {id}").format(id=words.shown_id))
        self.steps.set_steps(list(words.steps), words.step)
        self.clock.show_clock(words.clock)


class SlimHead(QFrame):
    """64 px: photo, type, amount and goods, the clock at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.photo = Photo(40)
        self.type = label(size=16, bold=True)
        self.amount = label(size=16, bold=True)
        self.paid = ElidedLabel(ink="text2")
        self.mark = PlatformMark()
        self.line = ElidedLabel(size=12, ink="text2")
        self.clock = ClockView(20)
        self._outer = QHBoxLayout(self)
        self._outer.addWidget(self.photo)
        column = QVBoxLayout()
        column.setSpacing(2)
        first = row(self.type, self.amount)
        first.addWidget(self.paid, 1)
        second = row(self.mark)
        second.addWidget(self.line, 1)
        column.addStretch(1)
        column.addLayout(first)
        column.addLayout(second)
        column.addStretch(1)
        self._outer.addLayout(column, 1)
        self._outer.addWidget(self.clock, 0, Qt.AlignmentFlag.AlignVCenter)
        self._theme = follow(self)
        self.restyle()

    def restyle(self) -> None:
        """Take new measures."""
        px = self._theme.px
        self.setFixedHeight(px(64))
        self._outer.setContentsMargins(px(20), 0, px(20), 0)
        self._outer.setSpacing(px(12))

    def show_words(self, words: HeadWords, photo: Path | None, *, talks: bool) -> None:
        """Show a case; ``talks`` adds whether negotiating stops the clock."""
        self.photo.set_path(photo)
        self.type.setText(words.type)
        self.amount.setText(words.amount)
        self.paid.setText(words.paid)
        self.mark.set_mark(words.mark, words.platform)
        self.line.setText(f"{words.shop}  ·  {words.goods}")
        self.clock.show_clock(words.clock, note=words.talks if talks else "")


class WhyStripe(QFrame):
    """One line on ``sunken``: why the case is first, and the link to its clause."""

    clause_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.icon = IconLabel("arrow-up-narrow-wide", ink="text2")
        self.why = ElidedLabel(size=12, ink="text2")
        self.link = LinkButton(icon="book-open-text")
        self.link.clicked.connect(self.clause_asked)
        self._outer = QHBoxLayout(self)
        self._outer.addWidget(self.icon)
        self._outer.addWidget(self.why, 1)
        self._outer.addWidget(self.link)
        self._theme = follow(self)
        self.restyle()

    def restyle(self) -> None:
        """Take new measures."""
        px = self._theme.px
        self.setFixedHeight(px(28))
        self._outer.setContentsMargins(px(20), 0, px(20), 0)
        self._outer.setSpacing(px(8))
        self.update()

    def show_words(self, words: HeadWords) -> None:
        """Show a case."""
        self.why.setText(words.why)
        self.link.set_words(words.clause)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("sunken"))
        painter.fillRect(0, 0, self.width(), 1, self._theme.color("line"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.color("line"))
