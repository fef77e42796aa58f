"""The findings under an editor: what must change, what is better changed, other words on a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from workbench.base.texts import _, ngettext, phrase
from workbench.domain.wording.model import MEASURED, Finding, Severity
from workbench.domain.wording.risks import RISKS
from workbench.ui.case.layouts import clear, tells
from workbench.ui.case.safe import prose
from workbench.ui.widgets import paint
from workbench.ui.widgets.base import follow
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.labels import label
from workbench.ui.widgets.marks import IconLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 9  # rows with a key; more are counted
SHOWN = 16  # characters of the words themselves
_BESIDE = Qt.AlignmentFlag.AlignVCenter


class FindingRow(QFrame):
    """One finding: icon, how grave, the words and their risk, other words on a button."""

    chosen = Signal()

    def __init__(self, one: Finding, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grave = one.severity is Severity.BLOCK
        ink = "crit" if self._grave else "soon"
        icon = IconLabel("circle-x" if self._grave else "triangle-alert", ink=ink)
        title = _("Must change") if self._grave else _("Better change")
        self.title = label(title, bold=True, ink=ink)
        self.risk = label(_said(one), wrap=True)
        self.button = KeyButton(_("Use “{words}”").format(words=one.instead), key=key, small=True)
        self.button.clicked.connect(tells(lambda _name: self.chosen.emit(), ""))
        self._head = QHBoxLayout()
        self._head.addWidget(icon)
        self._head.addWidget(self.title)
        self._head.addWidget(self.risk, 1)
        self._outer = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._outer.addLayout(self._head, 1)
        self._outer.addWidget(self.button, 0, _BESIDE)
        self.button.setHidden(not one.instead)  # only now: a shown widget of nobody is a window
        self.setAccessibleName(f"{title}: {self.risk.text()}")
        self._theme = follow(self)
        self.restyle()

    def restyle(self) -> None:
        """Take new colours and measures."""
        px = self._theme.px
        self._outer.setContentsMargins(px(11), px(4), px(8), px(4))
        self._outer.setSpacing(px(8))
        self._head.setSpacing(px(8))
        self._arrange()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """The button stands beside the words, and below them where they would wrap twice."""
        theme = self._theme
        words = theme.width(self.risk.text(), 13) / 2 + theme.width(self.title.text(), 13)
        room = self.width() - self.button.sizeHint().width() - theme.px(60)
        below = bool(self.button.words()) and words > room
        self._outer.setDirection(
            QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        )
        self._outer.setAlignment(self.button, Qt.AlignmentFlag.AlignRight if below else _BESIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        ground = self._theme.color("crit_soft" if self._grave else "soon_soft")
        line = self._theme.color("crit_line" if self._grave else "soon_line")
        paint.box(QPainter(self), QRectF(self.rect()), self._theme.px(6), ground, line)


def _said(one: Finding) -> str:
    risk = phrase(RISKS[one.kind])
    if one.kind in MEASURED:
        return risk
    words = one.text if len(one.text) <= SHOWN else one.text[: SHOWN - 1] + "…"
    return _("“{words}”: {risk}").format(words=prose(words), risk=risk)


class FindingsBox(QWidget):
    """The rows of one editor; hidden while there is nothing to say. ``chosen(row)``."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[FindingRow] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.hide()

    def show_findings(self, found: Sequence[Finding]) -> None:
        """Show these, in this order; only those with other words have a number."""
        clear(self._column)
        self.rows = []
        number = 0
        for one in found[:MOST]:
            key = ""
            if one.instead:
                number += 1
                key = f"Alt {number}"
            row = FindingRow(one, key)
            if key:
                row.chosen.connect(lambda at=number - 1: self.chosen.emit(at))
            self._column.addWidget(row)
            self.rows.append(row)
        more = len(found) - MOST
        if more > 0:
            words = ngettext("{n} more place", "{n} more places", more).format(n=more)
            self._column.addWidget(label(words, size=12, ink="text2"))
        self.setVisible(bool(found))
