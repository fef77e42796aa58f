"""The pane laid out: heads, stripe, tabs and their pages, panel, strips, action bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from workbench.base.errors import KnownError
from workbench.base.texts import N_, _, phrase
from workbench.ui.case.acts_bar import ActsBar
from workbench.ui.case.clause_view import ClauseView
from workbench.ui.case.delivery_view import DeliveryStrip, ReasonStrip
from workbench.ui.case.facts_view import FactsPage
from workbench.ui.case.head_view import BigHead, SlimHead, WhyStripe
from workbench.ui.case.more_view import MoreSheet
from workbench.ui.case.pages import NotesPage, OrderPage, TimelinePage
from workbench.ui.case.pages_promises import PromisesPage
from workbench.ui.case.pages_talks import EvidencePage, PlansPage
from workbench.ui.case.panel_view import PanelView
from workbench.ui.case.safe import prose
from workbench.ui.widgets.base import set_ground
from workbench.ui.widgets.marks import Divider
from workbench.ui.widgets.states import EmptyState, SkeletonRows
from workbench.ui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TABS = (
    N_("Facts"),
    N_("Timeline"),
    N_("Plans"),
    N_("Evidence"),
    N_("Order"),
    N_("Notes"),
    N_("Promises"),
)


class PaneView(QWidget):
    """Parts and where they stand; what is in them is the pane's matter."""

    again = Signal()

    def __init__(self, find: Callable[[str], Path | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self.stack = QStackedWidget(self)
        self.empty = EmptyState("inbox")
        self.skeleton = SkeletonRows(10, row_height=56)
        self.trouble = EmptyState("circle-x", ink="crit")
        self.trouble.acted.connect(self.again)
        self.content = QWidget()
        self.big, self.slim, self.stripe = BigHead(), SlimHead(), WhyStripe()
        self.clause = ClauseView()
        self.tabs = Tabs(height=36)
        self.pages = QStackedWidget()
        self.facts, self.timeline, self.plans = FactsPage(), TimelinePage(), PlansPage()
        self.evidence, self.order, self.notes = EvidencePage(find), OrderPage(), NotesPage()
        self.promises = PromisesPage()
        self.asking = (
            self.facts, self.plans, self.evidence, self.order, self.notes, self.promises,
        )  # fmt: skip
        self.panel = PanelView(self)
        self.more = MoreSheet()
        self.delivery, self.reason = DeliveryStrip(), ReasonStrip()
        self.bar = ActsBar()
        self._build()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
        for page in (self.empty, self.skeleton, self.trouble, self.content):
            self.stack.addWidget(page)
        self.retranslate()

    def _build(self) -> None:
        for title in TABS:
            self.tabs.add_tab(_(title))
        for page in (
            self.facts, self.timeline, self.plans, self.evidence, self.order, self.notes,
            self.promises,
        ):  # fmt: skip
            self.pages.addWidget(page)
        self.tabs.currentChanged.connect(self.pages.setCurrentIndex)
        self._line = Divider()
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._wide = QVBoxLayout()
        self._sheet = QVBoxLayout()
        above: tuple[QWidget, ...] = (
            self.big, self.slim, self.stripe, self.clause, self.tabs, self._line,
        )  # fmt: skip
        for part in above:
            column.addWidget(part)
        column.addWidget(self.pages, 1)
        column.addLayout(self._wide, 1)
        below: tuple[QWidget, ...] = (self.delivery, self.reason, self.more)
        for part in below:
            column.addWidget(part)
        column.addLayout(self._sheet)
        column.addWidget(self.bar)
        self.panel.hide()
        self.slim.hide()

    def retranslate(self) -> None:
        """Take the words of the language now chosen."""
        for at, title in enumerate(TABS):
            self.tabs.set_words(at, _(title))
        self.empty.set_state(
            "inbox", _("No case chosen"), _("Choose a card in the list; Enter goes into it.")
        )
        self.big.retranslate()
        self.bar.retranslate()

    # -- what is in front

    def show_nothing(self) -> None:
        """No case is chosen."""
        self.stack.setCurrentWidget(self.empty)

    def show_skeleton(self) -> None:
        """It takes a moment."""
        self.stack.setCurrentWidget(self.skeleton)

    def show_gone(self) -> None:
        """There is no such case."""
        words = _("It was deleted, or belongs to a shop you may not see.")
        self._show_trouble(_("This case is not here any more"), words)

    def show_failed(self, error: Exception) -> None:
        """The case could not be read."""
        words = (
            prose(phrase(error.text)) if isinstance(error, KnownError)
            else _("Something went wrong in the workbench itself.")
        )  # fmt: skip
        safe = _("Your drafts are safe.")
        self._show_trouble(_("The case could not be read"), f"{words}\n{safe}")

    def _show_trouble(self, title: str, words: str) -> None:
        self.trouble.set_state("circle-x", title, words, action=_("Look again"), ink="crit")
        self.stack.setCurrentWidget(self.trouble)

    def show_content(self) -> None:
        """The case."""
        self.stack.setCurrentWidget(self.content)

    def open_panel(self, *, wide: bool) -> None:
        """A wide panel takes the place of tabs and facts, a sheet that of the action bar."""
        place = self._wide if wide else self._sheet
        place.addWidget(self.panel)
        vertical = QSizePolicy.Policy.Expanding if wide else QSizePolicy.Policy.Maximum
        self.panel.setSizePolicy(QSizePolicy.Policy.Preferred, vertical)
        for part in (self.big, self.stripe, self.tabs, self._line, self.pages):
            part.setVisible(not wide)
        self.slim.setVisible(wide)
        self.clause.hide()
        self.reason.hide()
        self.more.hide()
        self.bar.hide()
        self.panel.show()

    def close_panel(self) -> None:
        """Give everything its place back."""
        self.panel.hide()
        self.slim.hide()
        for part in (self.big, self.stripe, self.tabs, self._line, self.pages, self.bar):
            part.show()

    def open_more(self) -> None:
        """Show every act in place of the bar."""
        self.reason.hide()
        self.bar.hide()
        self.more.open()

    def close_more(self) -> None:
        """Put it away."""
        self.more.hide()
        if self.panel.isHidden():
            self.bar.show()

    def roll(self, step: int, *, page: bool) -> None:
        """Scroll the tab that is in front by lines or pages."""
        current = self.pages.currentWidget()
        scrollbar = getattr(current, "verticalScrollBar", None)
        if scrollbar is not None:
            bar = scrollbar()
            length = bar.pageStep() if page else bar.singleStep() * 2
            bar.setValue(bar.value() + step * length)
