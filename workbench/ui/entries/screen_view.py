"""The entries screen laid out: tabs, list with its head, the choice at hand, what is running."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.ui.entries.add_order import AddOrder
from workbench.ui.entries.book import TABS
from workbench.ui.entries.detail import DetailPanel
from workbench.ui.entries.filters import FilterBar
from workbench.ui.entries.results import ResultsPanel
from workbench.ui.entries.rows import HEIGHT, OrderList
from workbench.ui.entries.running import RunningHead, RunningList
from workbench.ui.widgets.base import follow, set_ground
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.labels import ElidedLabel, label
from workbench.ui.widgets.marks import Divider, IconLabel
from workbench.ui.widgets.notes import Note
from workbench.ui.widgets.scroll import ScrollBody
from workbench.ui.widgets.states import EmptyState, SkeletonRows
from workbench.ui.widgets.tabs import Tabs


class ListHead(QWidget):
    """32 px over the list: what it is, its order, how many; for several the batch's buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "sunken")
        self.title = label(size=12, bold=True)
        self.hint = ElidedLabel(size=12, ink="text2")
        self.count = label(size=12, ink="text2")
        self.open_all = KeyButton(icon="door-open", kind="primary", small=True, key="Enter")
        self.leave = KeyButton(kind="ghost", small=True, key="Esc")
        self._row = QHBoxLayout(self)
        for widget in (self.title, self.hint, self.count, self.open_all, self.leave):
            self._row.addWidget(widget, int(widget is self.hint))
        self.open_all.hide()
        self.leave.hide()
        self._theme = follow(self)
        self.restyle()

    def restyle(self) -> None:
        """Take new measures."""
        px = self._theme.px
        self._row.setContentsMargins(px(16), 0, px(12), 0)
        self._row.setSpacing(px(10))
        self.setFixedHeight(px(36))


class EntriesView(QWidget):
    """Only places; the screen says what stands in them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self.tabs = Tabs(height=40)
        self.paste = KeyButton(icon="clipboard-paste", kind="ghost", small=True)
        self.add = KeyButton(icon="plus", kind="ghost", small=True)
        self.filters = FilterBar()
        self.head = ListHead()
        self.note = Note("info")
        self.list = OrderList()
        self.skeleton = SkeletonRows(8, row_height=HEIGHT)
        self.empty = EmptyState("door-open")
        self.places = QStackedWidget()
        self.foot_icon = IconLabel("info", size=14)
        self.foot = label(size=12, ink="text2", wrap=True)
        self.form = AddOrder()
        self.detail = DetailPanel()
        self.results = ResultsPanel()
        self.running_title = label(size=16, bold=True)
        self.running_hint = ElidedLabel(size=12, ink="text2")
        self.running_head = RunningHead()
        self.running = RunningList()
        self.running_empty = label(ink="text2", wrap=True)
        self.upper = ScrollBody(inset=0, spacing=0)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        for tab in TABS:
            self.tabs.add_tab(tab, 0)
        self._build()
        self._theme = follow(self)
        self.restyle()
        self.phrase()

    def _build(self) -> None:
        self._bar = QHBoxLayout()
        self._bar.addWidget(self.tabs, 1)
        self._bar.addWidget(self.paste)
        self._bar.addWidget(self.add)
        for widget in (self.list, self.skeleton, self.empty):
            self.places.addWidget(widget)
        self._left_side, self._right_side = self._left(), self._right()
        self.splitter.addWidget(self._left_side)
        self.splitter.addWidget(self._right_side)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.setStretchFactor(0, 47)
        self.splitter.setStretchFactor(1, 53)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar)
        column.addWidget(Divider())
        column.addWidget(self.splitter, 1)
        for hidden in (self.filters, self.note, self.form, self.results):
            hidden.hide()

    def _left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._note_place = QVBoxLayout()
        self._note_place.addWidget(self.note)
        column.addWidget(self.filters)
        column.addWidget(self.head)
        column.addWidget(Divider())
        column.addLayout(self._note_place)
        column.addWidget(self.places, 1)
        self._foot_row = QHBoxLayout()
        self._foot_row.addWidget(self.foot_icon, 0, Qt.AlignmentFlag.AlignTop)
        self._foot_row.addWidget(self.foot, 1)
        column.addWidget(Divider())
        column.addLayout(self._foot_row)
        return left

    def _right(self) -> QWidget:
        right = QWidget()
        set_ground(right, "surface")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        body = self.upper.body
        for widget in (self.form, self.results, Divider(), self.detail):
            body.addWidget(widget)
        body.addStretch(1)
        self._lower = QWidget()
        lower = QVBoxLayout(self._lower)
        lower.setContentsMargins(0, 0, 0, 0)
        lower.setSpacing(0)
        self._running_bar = QHBoxLayout()
        self._running_bar.addWidget(self.running_title)
        self._running_bar.addWidget(self.running_hint, 1)
        column.addWidget(self.upper, 5)
        lower.addWidget(Divider())
        lower.addLayout(self._running_bar)
        lower.addWidget(self.running_head)
        lower.addWidget(self.running, 1)
        lower.addWidget(self.running_empty)
        column.addWidget(self._lower, 6)
        return right

    def restyle(self) -> None:
        """Take new measures."""
        px = self._theme.px
        self._bar.setContentsMargins(px(10), 0, px(12), 0)
        self._bar.setSpacing(px(4))
        self._note_place.setContentsMargins(0, 0, 0, 0)
        self._foot_row.setContentsMargins(px(16), px(10), px(16), px(12))
        self._foot_row.setSpacing(px(8))
        self._running_bar.setContentsMargins(px(20), px(10), px(20), px(8))
        self._running_bar.setSpacing(px(10))
        self.running_empty.setContentsMargins(px(20), px(8), px(20), px(16))
        self._left_side.setMinimumWidth(px(420))
        self._right_side.setMinimumWidth(px(440))

    def show_form(self, shown: bool) -> None:
        """The form takes the whole side: its button must be seen on small screens too."""
        self.form.setVisible(shown)
        self._lower.setVisible(not shown)

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        names = (_("Buyers' requests"), _("Orders"), _("Running"), _("Used"), _("Over"))
        for at, name in enumerate(names):
            self.tabs.set_words(at, name)
        self.tabs.restyle()
        self.paste.set_words(_("Paste order numbers"))
        self.add.set_words(_("Add an order"))
        self.filters.phrase()
        self.form.phrase()
        self.running_title.setText(_("Running entries"))
        self.running_head.update()
        self.foot.setText(
            _("After opening, the buyer may apply once, for a refund or a return; unused it runs "
              "out after some weeks. What is open cannot be closed again.")
        )  # fmt: skip
        self.list.setAccessibleName(_("Orders"))
        self.running.setAccessibleName(_("Running entries"))
