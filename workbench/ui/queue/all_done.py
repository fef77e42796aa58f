"""To do is empty: what was done today, and what comes next with its time and one link each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from workbench.base.texts import N_, _
from workbench.domain.kinds import View
from workbench.ui import phrases
from workbench.ui.models import words
from workbench.ui.widgets.base import follow, set_ground
from workbench.ui.widgets.buttons import LinkButton
from workbench.ui.widgets.labels import label
from workbench.ui.widgets.marks import Divider, IconLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.services.queries import CaseQuery, Queries, Thresholds

# View -> icon, and what its next clock means.
NEXT = {
    View.RECEIPT: ("file-check", N_("goods came back, {n} to look at")),
    View.NEGOTIATING: ("messages-square", N_("plans wait for an answer, {n} cards")),
    View.INTERVENTION: ("gavel", N_("the platform decides, {n} cards")),
    View.PROMISES: ("hourglass", N_("promises to keep, {n} cards")),
    View.BUYER: ("user-round", N_("the buyer's turn, {n} cards")),
}
_LOOK = 50  # rows of a view that are looked through for its next clock


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The next clock of a view: when (None: no clock), and how many cards it holds."""

    view: View
    at: int | None
    count: int


def upcoming(
    queries: Queries, query: CaseQuery, *, now: int, thresholds: Thresholds
) -> list[Upcoming]:
    """What comes next in the other views under the same shop; soonest first."""
    counts = queries.counts(query, now=now, thresholds=thresholds)
    found = []
    for view in NEXT:
        if counts.get(view.value):
            first = queries.snapshot(
                replace(query, view=view), now=now, thresholds=thresholds, limit=_LOOK
            )
            at = min((due for due in first.due if due > now), default=None)
            found.append(Upcoming(view, at, counts[view.value]))
    return sorted(found, key=lambda item: (item.at is None, item.at or 0))


class AllDone(QWidget):
    """``asked(View)`` from its links."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self.theme = follow(self)
        self._title = label(size=16, bold=True)
        self._text = label(ink="text2", wrap=True)
        self._next = label(bold=True)
        self._rows = QGridLayout()
        self._line = Divider()
        self._links: dict[View, LinkButton] = {}
        self._words = QVBoxLayout()
        self._words.setSpacing(2)
        self._words.addWidget(self._title)
        self._words.addWidget(self._text)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconLabel("circle-check", ink="ok", size=20), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(self._words, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        self._column.addWidget(self._line)
        self._column.addWidget(self._next)
        self._column.addLayout(self._rows)
        self._column.addStretch(1)
        self.restyle()

    def restyle(self) -> None:
        """Take the measures at the scale now set."""
        px = self.theme.px
        self._column.setContentsMargins(px(24), px(28), px(24), px(24))
        self._column.setSpacing(px(16))
        self._rows.setHorizontalSpacing(px(12))
        self._rows.setVerticalSpacing(px(14))

    def tell(self, title: str, text: str, coming: Sequence[Upcoming], now: int) -> None:
        """Show what is true and what comes next."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._next.setText(_("What comes next"))
        self.setAccessibleName(f"{title}. {text}")
        for place in range(self._rows.count() - 1, -1, -1):
            item = self._rows.takeAt(place)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._links = {}
        for row, next_one in enumerate(coming):
            self._add(row, next_one, now)
        self._next.setVisible(bool(coming))
        self._line.setVisible(bool(coming))

    def link(self, view: View) -> LinkButton:
        """The link to a view."""
        return self._links[view]

    def _add(self, row: int, item: Upcoming, now: int) -> None:
        icon, sentence = NEXT[item.view]
        when = phrases.when(item.at, now) if item.at is not None else _("no time")
        link = LinkButton(_("Go to “{view}”").format(view=_(words.VIEWS[item.view])), size=13)
        link.clicked.connect(lambda _on=False, view=item.view: self.asked.emit(view))
        self._links[item.view] = link
        self._rows.addWidget(IconLabel(icon), row, 0)
        self._rows.addWidget(label(when, bold=True), row, 1)
        told = _(sentence).format(n=item.count)
        self._rows.addWidget(label(told), row, 2)
        self._rows.addWidget(link, row, 3, Qt.AlignmentFlag.AlignRight)
        self._rows.setColumnStretch(2, 1)
