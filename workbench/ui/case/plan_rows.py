"""Rows to choose plans from: number, name, money, share accepted with its interval, why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QVBoxLayout, QWidget

from workbench.base.texts import _, phrase
from workbench.ui import phrases
from workbench.ui.case import offers
from workbench.ui.case.layouts import clear, focus_on, row
from workbench.ui.case.safe import prose
from workbench.ui.theme.plain import NAME_LIMIT, set_tip, visible
from workbench.ui.widgets.base import follow
from workbench.ui.widgets.labels import ElidedLabel, label
from workbench.ui.widgets.marks import IconLabel, KeyCap
from workbench.ui.widgets.meters import IntervalBar

if TYPE_CHECKING:
    from workbench.ui.case.negotiation import Proposal
    from workbench.ui.case.plans import Choice


class PlanRow(QFrame):
    """One plan. Click or Enter: exactly this; box, Space or its digit: also, or no more."""

    picked = Signal()
    toggled = Signal()

    def __init__(self, number: int, choice: Choice, *, tried: bool, several: bool,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self._chosen = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.theme = follow(self)
        self.title = ElidedLabel(
            visible(offers.title(choice.title, choice.kind), NAME_LIMIT), bold=True,
            ink="text3" if tried else "text1",
        )  # fmt: skip
        self.amount = label(bold=True)
        self.also = QCheckBox(self)
        self.also.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.also.setAccessibleName(_("Also offer this plan"))
        self.also.clicked.connect(self.toggled)
        self.also.setVisible(several)
        self._outer = QGridLayout(self)
        self._outer.setColumnStretch(1, 1)
        self._outer.addWidget(KeyCap(str(number)), 0, 0)
        self._outer.addWidget(self.title, 0, 1)
        self._outer.addWidget(self.amount, 0, 2)
        self._outer.addWidget(self.also, 0, 3)
        self._outer.addLayout(self._result(choice), 1, 0, 1, 4)
        self.cost = label(size=12, ink="text2", wrap=True)
        self._outer.addWidget(self.cost, 2, 0, 1, 4)
        words = prose(phrase(choice.why)) if choice.why is not None else ""
        if tried:
            words = phrases.sentences(_("The buyer has declined this already."), words)
        if words and (tried or choice.interval is None):  # a share speaks for itself
            self._outer.addWidget(label(words, size=12, ink="text3", wrap=True), 3, 0, 1, 4)
        set_tip(self, words)
        self.setAccessibleName(f"{number} {self.title.text()}")
        self.restyle()

    def _result(self, choice: Choice) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        found = choice.interval
        if found is not None and choice.offered is not None:
            bar = IntervalBar(found.low, found.mid, found.high)
            span = f"{offers.span(found)}{'，' if phrases.chinese() else ', '}"
            line = row(label(_("accepted"), size=12, ink="text2"),
                       label(offers.percent(found.mid), bold=True))  # fmt: skip
            line.addWidget(bar, 1)
            line.addWidget(label(span + offers.cases(choice.offered), size=12, ink="text2"))
            column.addLayout(line)
        elif choice.offered:
            line = row(IconLabel("circle-dashed", size=14, ink="text2"))
            words = _("{times}: too few for a share").format(times=offers.times(choice.offered))
            line.addWidget(ElidedLabel(words, size=12, ink="text2"), 1)
            column.addLayout(line)
        return column

    def restyle(self) -> None:
        """Take new measures."""
        px = self.theme.px
        self._outer.setContentsMargins(px(12), px(8), px(12), px(8))
        self._outer.setHorizontalSpacing(px(8))
        self._outer.setVerticalSpacing(px(2))
        self.update()

    def set_state(self, *, chosen: bool, amount: str, cost: str) -> None:
        """Whether it is in the offer, its amount and its cost now."""
        self.cost.setText(cost)
        self.cost.setVisible(bool(cost))
        self._chosen = chosen
        self.also.setChecked(chosen)
        self.amount.setText(amount)
        self.setAccessibleDescription(_("in the offer") if chosen else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, color = QPainter(self), self.theme.color
        painter.fillRect(self.rect(), color("sel" if self._chosen else "surface"))
        line = color("sel_line" if self._chosen else "line")
        painter.fillRect(0, self.height() - 1, self.width(), 1, line)
        if self.hasFocus():
            painter.setPen(color("accent"))
            for inset in (1, 2):
                painter.drawRect(self.rect().adjusted(inset, inset, -inset - 1, -inset - 1))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.toggled if shift else self.picked).emit()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not control:
            self.picked.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.toggled.emit()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)


class PlanList(QWidget):
    """All plans of a proposal; ``picked(n)``, ``toggled(n)`` with the index."""

    picked = Signal(int)
    toggled = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[PlanRow] = []
        self._shown: object = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def rows(self) -> list[PlanRow]:
        """The rows, in order."""
        return list(self._rows)

    def show_plans(self, proposal: Proposal) -> None:
        """Show the plans; the same ones keep their rows."""
        sheet = proposal.plans
        mark = (tuple(sheet.choices), phrases.chinese(), sheet.most)
        if mark != self._shown:
            self._shown = mark
            self._build(proposal)
        for at, shown in enumerate(self._rows):
            fen = sheet.amount(at)
            plain = not sheet.needs_amount(at) and not fen
            shown.set_state(
                chosen=at in sheet.picked,
                amount="" if plain else phrases.amount(fen),
                cost=offers.cost(sheet.cost(at), proposal.form.nothing_fen),
            )

    def _build(self, proposal: Proposal) -> None:
        focused = next((at for at, item in enumerate(self._rows) if item.hasFocus()), -1)
        clear(self._column)
        self._rows = []
        for at, choice in enumerate(proposal.plans.choices):
            tried = choice.kind in proposal.form.tried
            made = PlanRow(at + 1, choice, tried=tried, several=proposal.plans.most > 1)
            made.picked.connect(lambda at=at: self.picked.emit(at))
            made.toggled.connect(lambda at=at: self.toggled.emit(at))
            self._column.addWidget(made)
            self._rows.append(made)
        if 0 <= focused < len(self._rows):
            focus_on(self._rows[focused])
