"""The refusal panel laid out: the warning, rule by rule, reason and proofs; cost and ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.services.manual import RULE_ID
from workbench.ui.case.forecast_view import BudgetBox, ForecastBox
from workbench.ui.case.layouts import clear, narrow, row, tells
from workbench.ui.case.wording_view import FindingsBox
from workbench.ui.widgets import paint
from workbench.ui.widgets.bars import Box
from workbench.ui.widgets.base import follow, set_ground
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.choices import Combo
from workbench.ui.widgets.fields import TextArea
from workbench.ui.widgets.labels import label, set_ink
from workbench.ui.widgets.marks import Chip, Divider, IconLabel
from workbench.ui.widgets.rule_link import RuleLink
from workbench.ui.widgets.scroll import ScrollBody

if TYPE_CHECKING:
    from collections.abc import Sequence

SIDE = 292
NARROW = 720


class WarningBox(QFrame):
    """The red box on top: what refusing means here, and what it may cost."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.icon = IconLabel("scale", ink="crit", size=24)
        self.title = label(size=16, bold=True, ink="crit", wrap=True)
        self.words = label(wrap=True)
        self._kind = "crit"
        self.cost = label(bold=True)
        self.cost_words = label(size=12, ink="text2")
        left = QVBoxLayout()
        left.setSpacing(2)
        left.addWidget(self.title)
        left.addWidget(self.words)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.cost_words, 0, Qt.AlignmentFlag.AlignRight)
        right.addWidget(self.cost, 0, Qt.AlignmentFlag.AlignRight)
        self._outer = QHBoxLayout(self)
        self._outer.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        self._outer.addLayout(left, 1)
        self._outer.addLayout(right)
        self._theme = follow(self)
        self.restyle()

    def restyle(self) -> None:
        """Take new measures."""
        px = self._theme.px
        self._outer.setContentsMargins(px(14), px(12), px(14), px(12))
        self._outer.setSpacing(px(12))
        self.update()

    def set_kind(self, kind: str) -> None:
        """``crit`` where it goes against the shop, ``soon`` where it may go either way, ``ok``."""
        if kind != self._kind:
            self._kind = kind
            self.icon.set_icon("scale", kind)
            set_ink(self.title, kind)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        color = self._theme.color
        paint.box(QPainter(self), QRectF(self.rect()), self._theme.px(8),
                  color(f"{self._kind}_soft"), color(f"{self._kind}_line"))  # fmt: skip


class RuleLine(QWidget):
    """One rule: verdict, sentence in bold, what would help, rule or confidence as a chip."""

    def __init__(
        self, icon: str, ink: str, title: str, words: str, chip: str, source: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(label(title, bold=True, wrap=True, selectable=True))
        if words:
            column.addWidget(label(words, ink="text2", wrap=True))
        if source:
            line = row(IconLabel("book-open-text", size=14, ink="text3"), gap=4)
            line.addWidget(label(source, size=12, ink="text3"), 1)
            column.addLayout(line)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(12, 8, 12, 8)
        outer.setSpacing(8)
        outer.addWidget(IconLabel(icon, ink=ink), 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(column, 1)
        if chip:
            named = RuleLink(chip) if RULE_ID.fullmatch(chip) else Chip(chip)
            outer.addWidget(named, 0, Qt.AlignmentFlag.AlignTop)


class WayLine(QWidget):
    """One thing that would help, with its button."""

    chosen = Signal(str)

    def __init__(
        self, action: str, icon: str, title: str, words: str, button: str, key: str,
        blocked: str | None, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(label(title, bold=True, wrap=True))
        if words:
            column.addWidget(label(words, size=12, ink="text2", wrap=True))
        self.button = KeyButton(button, key=key, small=True)
        self.button.set_blocked(blocked)
        self.button.clicked.connect(tells(self.chosen.emit, action))
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 2, 0, 2)
        outer.setSpacing(8)
        outer.addWidget(IconLabel(icon, ink="accent"), 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(column, 1)
        outer.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)


class RefusalView(ScrollBody):
    """Parts only; what stands in them is ``RefusalPanel``'s matter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, inset=20, spacing=12)
        set_ground(self, "surface")
        self.warning = WarningBox()
        self.rules = ForecastBox()
        self.budget = BudgetBox()
        self.form = Box()
        self.reason = Combo()
        narrow(self.reason)
        self.reason_words, self.reason_count = label(ink="text2"), label(size=12, ink="text2")
        self.proofs_words = label(ink="text2")
        self.proofs = QVBoxLayout()
        self.proofs.setSpacing(10)
        self.text_words = label(ink="text2")
        self.text = TextArea(lines=2, limit=500)
        self.findings = FindingsBox()
        self.forbidden = QVBoxLayout()
        self.forbidden.setSpacing(4)
        self.cost = Box()
        self.help = Box()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(16)
        left, right = QVBoxLayout(), QVBoxLayout()
        for layout in (left, right):
            layout.setSpacing(12)
        self._build_form()
        for part in (self.warning, self.rules, self.form):
            left.addWidget(part)
        left.addStretch(1)
        for part in (self.budget, self.cost, self.help):
            right.addWidget(part)
        right.addStretch(1)
        self._right = QWidget()
        self._right.setLayout(right)
        right.setContentsMargins(0, 0, 0, 0)
        self._columns.addLayout(left, 1)
        self._columns.addWidget(self._right)
        self.body.addLayout(self._columns)
        self.body.addStretch(1)
        self.retranslate()

    def _build_form(self) -> None:
        first = row(self.reason_words)
        first.addWidget(self.reason, 1)
        first.addWidget(self.reason_count)
        body = self.form.body
        body.addLayout(first)
        body.addWidget(self.proofs_words)
        body.addLayout(self.proofs)
        body.addWidget(self.text_words)
        body.addWidget(self.text)
        body.addWidget(self.findings)
        body.addWidget(Divider())
        body.addLayout(self.forbidden)

    def retranslate(self) -> None:
        """Take the words of the language now chosen."""
        self.reason_words.setText(_("Reason of the refusal"))
        self.reason.setAccessibleName(_("Reason of the refusal"))
        self.proofs_words.setText(_("Proofs this reason needs"))
        self.text_words.setText(_("Words to the buyer"))
        self.text.edit.setPlaceholderText(_("Say what is so and what the buyer can do now"))
        self.text.edit.setAccessibleName(_("Words to the buyer"))
        self.cost.set_title(_("What it may cost"))
        self.help.set_title(_("What would help"))

    def show_cost(self, lines: Sequence[tuple[str, str]]) -> None:
        """Words at the left, a figure at the right."""
        clear(self.cost.body)
        for words, figure in lines:
            line = row()
            line.addWidget(label(words, ink="text2" if not figure else "text1", wrap=True), 1)
            if figure:
                line.addWidget(label(figure, bold=True, ink="crit"))
            self.cost.body.addLayout(line)
        self.cost.setVisible(bool(lines))

    def show_ways(self, lines: Sequence[WayLine]) -> None:
        """What would help."""
        clear(self.help.body)
        for line in lines:
            self.help.body.addWidget(line)
        self.help.setVisible(bool(lines))

    def show_forbidden(self, lines: Sequence[tuple[str, str]]) -> None:
        """Reasons that are never accepted, with why not."""
        clear(self.forbidden)
        if lines:
            self.forbidden.addWidget(label(_("Never accepted"), size=12, ink="text2"))
        for words, why in lines:
            line = row(IconLabel("ban", ink="text3", size=14))
            line.addWidget(label(f"{words}  —  {why}" if why else words, size=12, ink="text3",
                                 wrap=True), 1)  # fmt: skip
            self.forbidden.addLayout(line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.viewport().width() >= self._theme.px(NARROW)
        flow = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._columns.direction() != flow:
            self._columns.setDirection(flow)
        self._right.setMaximumWidth(self._theme.px(SIDE) if wide else 16_777_215)
        self._right.setMinimumWidth(self._theme.px(SIDE) if wide else 0)
