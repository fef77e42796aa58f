"""The head of the list: order, filters, sum and count, the pill of news, choosing several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workbench.base.texts import _, ngettext
from workbench.domain.kinds import Sort
from workbench.domain.money import yuan_signed
from workbench.ui.menus import MenuButton
from workbench.ui.models import words
from workbench.ui.widgets.base import follow, set_ground
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.labels import ElidedLabel

if TYPE_CHECKING:
    from workbench.ui.models.difference import Difference

HEIGHT = 32


class ListHead(QWidget):
    """32 px above the cards. ``taking`` is the pill: take the waiting cards in."""

    sorted_by = Signal(object)
    filtering = Signal()
    taking = Signal()
    several = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "sunken")
        self.theme = follow(self)
        self._sort = MenuButton(icon="arrow-down-wide-narrow", kind="ghost", small=True)
        self._sort.picked.connect(self.sorted_by)
        self._filter = KeyButton(icon="list-filter", kind="ghost", small=True)
        self._filter.clicked.connect(self.filtering)
        self._pill = KeyButton(kind="value", small=True, key=".")
        self._pill.clicked.connect(self.taking)
        self._pill.hide()
        self._sum = ElidedLabel(size=12, ink="text2")
        self._sum.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._several = KeyButton(icon="square-check", kind="ghost", small=True)
        self._several.clicked.connect(self.several)
        self._count, self._fen, self._filters = 0, 0, 0
        self._difference: Difference | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(2)
        row.addWidget(self._sort)
        row.addWidget(self._filter)
        row.addWidget(self._pill)
        row.addWidget(self._sum, 1)
        row.addWidget(self._several)
        self.phrase()
        self.restyle()

    def restyle(self) -> None:
        """Take the height at the scale now set."""
        self.setFixedHeight(self.theme.px(HEIGHT))

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        self._sort.set_choices([(_(words.SORTS[sort]), sort) for sort in Sort])
        self._sort.setAccessibleName(_("Order of the list"))
        self._several.set_words(_("Select"))
        self.set_filters(self._filters)
        self.set_sum(self._count, self._fen)
        self.set_pending(self._difference)

    def set_sort(self, sort: Sort) -> None:
        """Show the order now chosen."""
        self._sort.set_value(sort)

    def set_filters(self, count: int) -> None:
        """Show how many filters are set."""
        self._filters = count
        self._filter.set_words(_("Filter {n}").format(n=count) if count else _("Filter"))
        self._filter.set_kind("value" if count else "ghost")

    def set_sum(self, count: int, fen: int) -> None:
        """Show how many cases the view holds and what they claim together."""
        self._count, self._fen = count, fen
        cases = ngettext("{n} case", "{n} cases", count).format(n=f"{count:,}")
        text = _("{cases}, {money}").format(cases=cases, money=yuan_signed(fen)) if fen else cases
        self._sum.setText(text)

    def set_pending(self, difference: Difference | None) -> None:
        """Show the pill with what waits, or hide it."""
        self._difference = difference
        parts = []
        if difference is not None and difference.new:
            n = len(difference.new)
            parts.append(ngettext("{n} new", "{n} new", n).format(n=n))
        if difference is not None and difference.moved:
            n = len(difference.moved)
            parts.append(ngettext("{n} moved", "{n} moved", n).format(n=n))
        self._pill.set_words((_(", ")).join(parts))
        self._pill.setVisible(bool(parts))

    def pill(self) -> KeyButton:
        """The pill."""
        return self._pill

    def pill_text(self) -> str:
        """What the pill says; "" while it is hidden."""
        return self._pill.words() if self._pill.isVisibleTo(self) else ""

    def sum_text(self) -> str:
        """The count and sum as shown."""
        return self._sum.full_text()

    def sort_button(self) -> MenuButton:
        """The choice of an order."""
        return self._sort

    def filter_button(self) -> KeyButton:
        """The button that opens the filters."""
        return self._filter

    def several_button(self) -> KeyButton:
        """The button that begins choosing several."""
        return self._several
