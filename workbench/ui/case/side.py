"""The right column beside the facts: talk first, if refused, the latest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.ui import phrases
from workbench.ui.case import acts, offers
from workbench.ui.case.layouts import clear
from workbench.ui.case.safe import prose
from workbench.ui.theme.plain import NAME_LIMIT, visible
from workbench.ui.widgets.bars import Box
from workbench.ui.widgets.base import follow
from workbench.ui.widgets.buttons import LinkButton
from workbench.ui.widgets.labels import ElidedLabel, label
from workbench.ui.widgets.marks import Divider, KeyCap
from workbench.ui.widgets.notes import Note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.services.workbench import NegotiationForm, RefusalForm, SuggestedPlan
    from workbench.ui.case.telling import Told

SHOWN_PLANS = 3
LATEST = 4


class PlanLine(QWidget):
    """One suggested plan: number, name, money, how it went; choosing it opens the negotiation."""

    chosen = Signal()

    def __init__(self, number: int, plan: SuggestedPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("ring_radius", 7)
        title = visible(offers.title(plan.title, plan.kind), NAME_LIMIT)
        amount = phrases.amount(plan.amount_fen)
        grid = QGridLayout(self)
        grid.setContentsMargins(11, 8, 11, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.addWidget(KeyCap(str(number)), 0, 0, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(ElidedLabel(title, bold=True), 0, 1)
        grid.addWidget(label(amount, bold=True), 0, 2)
        grid.addWidget(ElidedLabel(offers.result(plan), size=12, ink="text2"), 1, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        self.setAccessibleName(f"{number} {title} {amount}, {offers.result(plan)}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.chosen.emit()
        else:
            super().keyPressEvent(event)


class SideColumn(QWidget):
    """Talk first, if refused, the latest; ``asked`` with an act or ``plan_<n>``."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.talk = Box(ruled=True)
        self.refuse = Note("soon", icon="scale", stacked=True)
        self.refuse_link = LinkButton()
        self.refuse.body_layout.addWidget(self.refuse_link, 0, Qt.AlignmentFlag.AlignLeft)
        self.refuse_link.clicked.connect(lambda: self.asked.emit("refuse"))
        self.latest_title = label(bold=True)
        self.latest = QGridLayout()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.talk)
        column.addWidget(self.refuse)
        column.addWidget(self.latest_title)
        column.addLayout(self.latest)
        column.addStretch(1)
        self.latest.setContentsMargins(0, 0, 0, 0)
        self.latest.setHorizontalSpacing(10)
        self.latest.setVerticalSpacing(2)
        self.latest.setColumnStretch(1, 1)
        self._plans: tuple[SuggestedPlan, ...] | None = None
        self._language = ""
        self._told: tuple[Told, ...] | None = None
        self.theme = follow(self)

    def restyle(self) -> None:
        """Nothing but the children is painted."""

    def show_talks(self, form: NegotiationForm | None) -> None:
        """The first suggestions, or nothing."""
        plans = form.suggestions[:SHOWN_PLANS] if form is not None else ()
        self.talk.setVisible(bool(plans))
        self.talk.set_title(_("Talk first"), _("by this shop's history"))
        state = _("Talk first")
        if plans == self._plans and state == self._language:
            return
        self._plans, self._language = plans, state
        body = self.talk.body
        clear(body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        for number, plan in enumerate(plans, 1):
            if number > 1:
                body.addWidget(Divider())
            line = PlanLine(number, plan)
            line.chosen.connect(lambda n=number: self.asked.emit(f"plan_{n}"))
            body.addWidget(line)

    def show_refusing(self, form: RefusalForm | None) -> None:
        """What refusing may cost, or nothing."""
        self.refuse.setVisible(form is not None)
        if form is None:
            return
        cost = form.penalty_fen
        title = (
            _("If refused: may cost {amount}").format(amount=phrases.amount(cost))
            if cost else _("If refused")
        )  # fmt: skip
        words = [prose(form.penalty_text)] if form.penalty_text else []
        words += [acts.refusal_words(item) for item in form.refusals[:1]]
        body = phrases.sentences(*words) or _("Reasons and proofs stand in the panel.")
        self.refuse.set_note("soon", icon="scale", title=title, body=body)
        self.refuse_link.set_words(_("See everything before refusing"))

    def show_latest(self, told: Sequence[Told]) -> None:
        """The newest lines of the timeline."""
        shown = tuple(told[:LATEST])
        self.latest_title.setText(_("Latest"))
        self.latest_title.setVisible(bool(shown))
        if shown == self._told:
            return
        self._told = shown
        clear(self.latest)
        for row, line in enumerate(shown):
            self.latest.addWidget(label(line.short, size=12, ink="text2"), row, 0)
            words = visible(line.title, NAME_LIMIT)
            if line.who:
                words = f"{visible(line.who, NAME_LIMIT)}  {words}"
            self.latest.addWidget(ElidedLabel(words, size=12, ink="text2"), row, 1)
