"""The layout of the queue: views above, list at the left, pane at the right; widths of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.ui.queue.list_head import ListHead
from workbench.ui.queue.view_tabs import ViewTabs
from workbench.ui.widgets.base import follow, set_ground
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.labels import ElidedLabel
from workbench.ui.widgets.marks import Divider, IconLabel
from workbench.ui.widgets.states import EmptyState, SkeletonRows

if TYPE_CHECKING:
    from workbench.services.queries import CaseQuery
    from workbench.ui.queue.all_done import AllDone
    from workbench.ui.queue.batch_bar import BatchBar
    from workbench.ui.queue.batch_results import BatchResults
    from workbench.ui.queue.card_list import CardList
    from workbench.ui.queue.filter_panel import FilterPanel
    from workbench.ui.queue.name_panel import NamePanel

LIST, LIST_MIN, LIST_PANEL, COLUMN_A = 600, 420, 480, 116
PANE_MIN, PANE_GOOD, PANEL_MIN = 640, 704, 760


def list_width(total: int, wished: int, *, panel: bool) -> int:
    """How wide the list is (design 3), in pixels at 100 %.

    A work panel narrows it to 480, to column A alone where the panel would get under 760. The
    list gives way to the pane down to its least width of 420.
    """
    if panel:
        narrow = min(wished, LIST_PANEL)
        return COLUMN_A if total - narrow < PANEL_MIN else narrow
    return max(LIST_MIN, min(wished, total - PANE_GOOD))


class FilterChips(QWidget):
    """The filters that are set, each a button that takes it off; hidden when there are none."""

    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "sunken")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 12, 5)
        self._row.setSpacing(4)
        self._row.addStretch(1)
        self.hide()

    def show_filters(self, filters: list[tuple[str, str]]) -> None:
        """Offer (field, words) to be taken off."""
        while self._row.count() > 1:
            item = self._row.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, (field, words) in enumerate(filters):
            button = KeyButton(words[:24], kind="value", small=True)
            button.set_hint(_("Take this filter off"))
            button.set_icon("x")
            button.clicked.connect(lambda _on=False, field=field: self.removed.emit(field))
            self._row.insertWidget(place, button)
        self.setVisible(bool(filters))


class StakeLine(QWidget):
    """One line that says why the chosen card stands where it does (CLK-10)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "sunken")
        self._words = ElidedLabel(size=12, ink="text2")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 6)
        row.setSpacing(6)
        row.addWidget(IconLabel("arrow-up-narrow-wide", size=14))
        row.addWidget(self._words, 1)
        self.hide()

    def say(self, words: str) -> None:
        """Show words; none hides the line."""
        self._words.setText(words)
        self.setVisible(bool(words))

    def text(self) -> str:
        """What it says."""
        return self._words.full_text()


class ListColumn(QWidget):
    """Head, chips, and one of: cards, skeleton, an empty or failed state.

    ``batch_act(name, arguments)`` and ``batch_ended`` come from the bar for several cards.
    """

    batch_act = Signal(str, object)
    batch_ended = Signal()
    view_asked = Signal(object)  # by what stands there when everything is done

    def __init__(self, cards: CardList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self._cards = cards
        self.head = ListHead()
        self._batch: BatchBar | None = None
        self.chips, self.stake = FilterChips(), StakeLine()
        self.heads = QStackedWidget()
        self.heads.addWidget(self.head)
        self.no_head = QWidget()
        set_ground(self.no_head, "sunken")
        self.heads.addWidget(self.no_head)
        self._several = False
        self.state = EmptyState()
        self.skeleton = SkeletonRows(24)
        self.body = QStackedWidget()
        self.blank = QWidget()
        self._done: AllDone | None = None
        for widget in (cards, self.skeleton, self.state, self.blank):
            self.body.addWidget(widget)
        self.body.setCurrentWidget(self.blank)
        for widget in (self, self.heads, self.body):
            widget.setMinimumWidth(1)  # the splitter decides, down to column A alone
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.heads.setSizePolicy(self.head.sizePolicy())
        column.addWidget(self.heads)
        column.addWidget(self.chips)
        column.addWidget(self.stake)
        column.addWidget(Divider())
        column.addWidget(self.body, 1)
        self.theme = follow(self)
        self.restyle()

    @property
    def batch(self) -> BatchBar:
        """The bar for several chosen cards; made when several are first chosen."""
        if self._batch is None:
            from workbench.ui.queue.batch_bar import BatchBar

            self._batch = BatchBar()
            self._batch.act.connect(self.batch_act)
            self._batch.ended.connect(self.batch_ended)
            self.heads.addWidget(self._batch)
        return self._batch

    @property
    def done(self) -> AllDone:
        """What is said when everything is done; made when that first happens."""
        if self._done is None:
            from workbench.ui.queue.all_done import AllDone

            self._done = AllDone()
            self._done.asked.connect(self.view_asked)
            self.body.addWidget(self._done)
        return self._done

    def says_why_empty(self) -> bool:
        """Whether words stand in the place of the cards."""
        return self.body.currentWidget() in (self.state, self._done)

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        self.head.phrase()
        if self._batch is not None:
            self._batch.phrase()

    def restyle(self) -> None:
        """Take the height of the head at the scale now set."""
        self.heads.setFixedHeight(self.head.height())

    def set_several(self, on: bool) -> None:
        """Show the bar for several chosen cards in the place of the head, or the head again."""
        self._several = on
        self._choose_head()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._choose_head()
        super().resizeEvent(event)

    def _choose_head(self) -> None:
        # Column A alone: the head would only be cut words. Its place stays: rows keep their y.
        narrow = self.width() < self.theme.px(LIST_MIN) // 2
        usual: QWidget = self.batch if self._several else self.head
        self.heads.setCurrentWidget(self.no_head if narrow else usual)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        needed = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self._cards.setVerticalScrollBarPolicy(off if narrow else needed)


class QueueView(QWidget):
    """Everything on the page, laid out. ``right`` holds the idle state, the pane, results.

    What is seldom opened is made when it is: ``filtered``, ``named``, ``result_opened``,
    ``results_closed`` and ``taken_back`` come from there. ``arranged``: the pane stands elsewhere.
    """

    arranged = Signal()
    filtered = Signal(object)
    named = Signal(str)
    result_opened = Signal(int)
    results_closed = Signal()
    taken_back = Signal()

    def __init__(self, cards: CardList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self.tabs = ViewTabs()
        self.list = ListColumn(cards)
        self.idle = EmptyState()
        self.right = QStackedWidget()
        self.right.setMinimumWidth(1)
        self.right.addWidget(self.idle)
        self._filters: FilterPanel | None = None
        self._naming: NamePanel | None = None
        self._results: BatchResults | None = None
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setObjectName("queue split")
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.list)
        self.split.addWidget(self.right)
        self.split.setStretchFactor(0, 0)
        self.split.setStretchFactor(1, 1)
        self.split.splitterMoved.connect(self._dragged)
        self._wished, self._panel = LIST, False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(Divider())
        column.addWidget(self.split, 1)
        self.theme = follow(self)

    @property
    def filters(self) -> FilterPanel:
        """The panel of filters."""
        if self._filters is None:
            from workbench.ui.queue.filter_panel import FilterPanel

            self._filters = FilterPanel(self)
            self._filters.set_opener(self.list.head.filter_button())
            self._filters.changed.connect(self.filtered)
        return self._filters

    @property
    def naming(self) -> NamePanel:
        """The panel that asks for the name of a view."""
        if self._naming is None:
            from workbench.ui.queue.name_panel import NamePanel

            self._naming = NamePanel(self)
            self._naming.set_opener(self.tabs.save_button())
            self._naming.named.connect(self.named)
        return self._naming

    @property
    def results(self) -> BatchResults:
        """What a batch did, in the place of the pane."""
        if self._results is None:
            from workbench.ui.queue.batch_results import BatchResults

            self._results = BatchResults()
            self._results.opened.connect(self.result_opened)
            self._results.closed.connect(self.results_closed)
            self._results.taken_back.connect(self.taken_back)
            self.right.addWidget(self._results)
        return self._results

    def shows_results(self) -> bool:
        """Whether the results of a batch stand in the place of the pane."""
        return self._results is not None and self.right.currentWidget() is self._results

    def phrase(self) -> None:
        """Say everything that is laid out here in the language now chosen."""
        self.tabs.phrase()
        self.list.phrase()
        for panel in (self._filters, self._naming, self._results):
            if panel is not None:
                panel.phrase()

    def show_filters(self, query: CaseQuery) -> None:
        """Fill the panel of filters, where it was opened before."""
        if self._filters is not None:
            self._filters.set_query(query)

    def restyle(self) -> None:
        """Take new measures."""
        self.arrange()

    @property
    def wished_width(self) -> int:
        """The width of the list a person has chosen, at 100 %."""
        return self._wished

    def wish_width(self, width: int) -> None:
        """Take a width of the list from an earlier session."""
        self._wished = max(LIST_MIN, width)
        self.arrange()

    def set_panel_open(self, on: bool) -> None:
        """A work panel opened or closed: the list narrows, or gets its width back."""
        self._panel = on
        self.arrange()

    def arrange(self) -> None:
        """Give list and pane their widths."""
        scale = self.theme.percent / 100
        total = self.split.width() - self.split.handleWidth()
        if total > 0:
            width = list_width(round(total / scale), self._wished, panel=self._panel)
            left = min(total, round(width * scale))
            self.split.setSizes([left, total - left])
            self.arranged.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def _dragged(self, place: int, index: int) -> None:
        del index
        if not self._panel:
            self._wished = max(LIST_MIN, round(place * 100 / self.theme.percent))
        self.arranged.emit()
