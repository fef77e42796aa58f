"""The negotiation panel laid out: plans at the left; words, pictures and preview at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.ui.case.attach_view import AttachView
from workbench.ui.case.flow import Flow
from workbench.ui.case.layouts import column, narrow, row
from workbench.ui.case.plan_rows import PlanList
from workbench.ui.case.preview import Following, Phone
from workbench.ui.case.wording_view import FindingsBox
from workbench.ui.widgets.base import follow, set_ground
from workbench.ui.widgets.buttons import KeyButton, LinkButton
from workbench.ui.widgets.choices import Combo
from workbench.ui.widgets.fields import Field, TextArea
from workbench.ui.widgets.labels import ElidedLabel, label
from workbench.ui.widgets.marks import Divider
from workbench.ui.widgets.meters import PurseBar
from workbench.ui.widgets.notes import Note
from workbench.ui.widgets.scroll import ScrollBody

if TYPE_CHECKING:
    from workbench.ui.case.attach import Attachments
    from workbench.ui.case.panel import Env

LEFT = 296


class NegotiationView(QWidget):
    """Parts only; what stands in them is ``NegotiationPanel``'s matter."""

    kind_chosen = Signal(str)
    put_back = Signal()

    def __init__(self, pictures: Attachments, env: Env, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self.kinds: dict[str, KeyButton] = {}
        self.left = ScrollBody(inset=0, spacing=0)
        self.right = ScrollBody(inset=16, spacing=8)
        self.strip = AttachView(pictures, env, side=80)
        self._build_left()
        self._build_right()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.left)
        outer.addWidget(Divider(vertical=True))
        outer.addWidget(self.right, 1)
        self._theme = follow(self)
        self.restyle()
        self.retranslate()

    def restyle(self) -> None:
        """Take new measures."""
        px = self._theme.px
        self.left.setFixedWidth(px(LEFT))
        self._head.setContentsMargins(px(12), px(10), px(12), px(6))
        self._claim.setContentsMargins(px(12), px(8), px(12), px(8))
        self._limits.setContentsMargins(px(12), px(10), px(12), px(12))

    def _build_left(self) -> None:
        self._head = QVBoxLayout()
        self._head.setSpacing(6)
        self.kind_flow = Flow(gap=6)
        self.plans_title = label(bold=True)
        self.plans_hint = ElidedLabel(size=12, ink="text2")
        self.plans_hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        title = row(self.plans_title)
        title.addWidget(self.plans_hint, 1)
        self._head.addLayout(self.kind_flow)
        self._head.addLayout(title)
        self.plans = PlanList()
        self.own = Combo(small=True)
        narrow(self.own)
        self._own_row = QWidget()
        own = QHBoxLayout(self._own_row)
        own.setContentsMargins(12, 8, 12, 8)
        own.addWidget(self.own, 1)
        self._claim = QGridLayout()
        self.claim_words, self.type_words = label(ink="text2"), label(ink="text2")
        self.claim, self.new_type = Field(money=True), Combo()
        narrow(self.new_type)
        self.claim_fault = label(size=12, ink="crit", wrap=True)
        self._claim.addWidget(self.claim_words, 0, 0)
        self._claim.addWidget(self.claim, 0, 1)
        self._claim.addWidget(self.claim_fault, 1, 0, 1, 2)
        self._claim.addWidget(self.type_words, 2, 0)
        self._claim.addWidget(self.new_type, 2, 1)
        self.claim_box = QWidget()
        self.claim_box.setLayout(self._claim)
        self._limits = QVBoxLayout()
        self._limits.setSpacing(4)
        self.case_limit, self.day_limit = label(), label()
        self.case_words, self.day_words = label(ink="text2"), label(ink="text2")
        self.purse = PurseBar()
        for words, figure in (
            (self.case_words, self.case_limit), (self.day_words, self.day_limit),
        ):  # fmt: skip
            line = row(words)
            line.addStretch(1)
            line.addWidget(figure)
            self._limits.addLayout(line)
        self._limits.addWidget(self.purse)
        body = self.left.body
        body.addLayout(self._head)
        body.addWidget(self.plans)
        body.addWidget(self._own_row)
        body.addWidget(self.claim_box)
        body.addLayout(self._limits)
        body.addStretch(1)

    def _build_right(self) -> None:
        self.reminder = Note("info", icon="info")
        self.explanation = Combo()
        narrow(self.explanation)
        self.explanation_words = label(ink="text2")
        self.amounts = QHBoxLayout()
        self.amounts.setSpacing(8)
        self.amount_fault = label(size=12, ink="crit", wrap=True)
        first = row(self.explanation_words)
        first.addWidget(self.explanation, 1)
        first.addLayout(self.amounts)
        self.message = TextArea(lines=5)
        self.findings = FindingsBox()
        self.back = LinkButton()
        self.back.clicked.connect(self.put_back)
        self.message.add_foot(self.back)
        self.message.mime_pasted.connect(self.strip.zone.take)
        self.pictures_title = label(bold=True)
        self.pictures_count = label(size=12, ink="text2")
        pictures = row(self.pictures_title, self.pictures_count)
        pictures.addStretch(1)
        self.preview_title = label(bold=True)
        self.phone = Phone()
        self.following = Following()
        last = QHBoxLayout()
        last.setSpacing(12)
        last.addLayout(column(self.phone), 1)
        last.addWidget(self.following, 1)
        body = self.right.body
        body.addWidget(self.reminder)
        body.addLayout(first)
        body.addWidget(self.amount_fault)
        body.addWidget(self.message)
        body.addWidget(self.findings)
        body.addLayout(pictures)
        body.addWidget(self.strip)
        body.addWidget(self.preview_title)
        body.addLayout(last)
        body.addStretch(1)

    def retranslate(self) -> None:
        """Take the words of the language now chosen."""
        self.plans_title.setText(_("Suggested plans"))
        self.claim_words.setText(_("New amount"))
        self.claim.setAccessibleName(_("New amount"))
        self.type_words.setText(_("New type"))
        self.new_type.setAccessibleName(_("New type"))
        self.case_words.setText(_("Purse, per case"))
        self.day_words.setText(_("Purse, left today"))
        self.explanation_words.setText(_("Explanation"))
        self.explanation.setAccessibleName(_("Explanation"))
        self.own.setAccessibleName(_("Another plan …"))
        self.message.edit.setPlaceholderText(_("What the buyer will read"))
        self.message.edit.setAccessibleName(_("Message to the buyer"))
        self.back.set_words(_("Put my words back"))
        self.pictures_title.setText(_("Pictures"))
        self.preview_title.setText(_("The buyer will see"))
        self.strip.retranslate()

    def show_offers(self, *, offers: bool, claim: bool) -> None:
        """Which parts belong to the kind of talk."""
        for part in (self.plans_title, self.plans_hint, self.plans, self._own_row):
            part.setVisible(offers)
        self.claim_box.setVisible(claim)

    def show_own(self, *, there: bool) -> None:
        """Whether more plans can be added."""
        self._own_row.setVisible(there)
