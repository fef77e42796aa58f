"""Shops and files laid out: the list of shops, one shop, and the import in the place of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.ui.sources.add_shop import AddShop
from workbench.ui.sources.import_panel import ImportPanel
from workbench.ui.sources.shop_list import ROW, ShopList
from workbench.ui.sources.shop_page import ShopPage
from workbench.ui.widgets.base import follow, set_ground
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.labels import label
from workbench.ui.widgets.marks import Divider
from workbench.ui.widgets.notes import Banner
from workbench.ui.widgets.states import EmptyState, SkeletonRows

if TYPE_CHECKING:
    from workbench.ui.session import Session


class SourcesView(QWidget):
    """Only places; the screen says what stands in them."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self.title = label(size=16, bold=True)
        self.count = label(size=12, ink="text2")
        self.add = KeyButton(icon="plus", small=True)
        self.form = AddShop()
        self.list = ShopList()
        self.skeleton = SkeletonRows(4, row_height=ROW)
        self.empty = EmptyState("store")
        self.page = ShopPage()
        self.panel = ImportPanel(session)
        self.hanging = Banner("sel", icon="file-down")
        self._right = QStackedWidget()
        self._pages = QStackedWidget()
        self._left = QWidget()
        self._build(parent)
        self._theme = follow(self)
        self.restyle()

    def _build(self, parent: QWidget) -> None:
        self._bar = QHBoxLayout()
        for widget in (self.title, self.count, self.add):
            self._bar.addWidget(widget, int(widget is self.count))
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addLayout(self._bar)
        left.addWidget(Divider())
        left.addWidget(self.form)
        left.addWidget(self.list, 1)
        for place in (self.page, self.skeleton, self.empty):
            self._right.addWidget(place)
        shops = QWidget()
        row = QHBoxLayout(shops)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left)
        row.addWidget(Divider(vertical=True))
        row.addWidget(self._right, 1)
        self._pages.addWidget(shops)
        self._pages.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.hanging)
        column.addWidget(self._pages, 1)
        outer = QVBoxLayout(parent)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self)
        self.form.hide()
        self.hanging.hide()

    def restyle(self) -> None:
        """Take new measures."""
        px = self._theme.px
        self._left.setFixedWidth(px(360))
        self._bar.setContentsMargins(px(20), px(8), px(12), px(8))
        self._bar.setSpacing(px(8))

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        self.title.setText(_("Shops and files"))
        self.add.set_words(_("Add a shop"))
        self.hanging.set_banner(
            "sel", icon="file-down", title=_("Let go to import"),
            text=_("You see what would change before anything does."),
        )  # fmt: skip
        self.list.setAccessibleName(_("Shops"))
        self.form.phrase()
        self.page.phrase()
        self.panel.phrase()

    def say_count(self, count: int) -> None:
        """How many shops there are."""
        self.count.setText(f"{count:,}")

    # -- what is seen

    def show_page(self) -> None:
        """One shop."""
        self._right.setCurrentWidget(self.page)

    def show_loading(self) -> None:
        """It takes longer than a moment."""
        self._right.setCurrentWidget(self.skeleton)

    def show_none(self) -> None:
        """There is no shop."""
        self.empty.set_state(
            "store", _("No shop yet"),
            _("Import an export of the platform: the shop is made from it."),
            action=_("Import files"), key="I",
        )  # fmt: skip
        self._right.setCurrentWidget(self.empty)

    def show_error(self, words: str) -> None:
        """It could not be looked at."""
        self.empty.set_state(
            "circle-x", _("The shops could not be read"), words, action=_("Try again"), ink="crit"
        )
        self._right.setCurrentWidget(self.empty)

    def show_import(self) -> None:
        """The import in the place of the shops."""
        self._pages.setCurrentWidget(self.panel)

    def show_shops(self) -> None:
        """The shops."""
        self._pages.setCurrentIndex(0)

    def importing(self) -> bool:
        """Whether the import is seen."""
        return self._pages.currentWidget() is self.panel

    def hang(self, over: bool) -> None:
        """Something hangs over the screen, or no longer."""
        self.hanging.setVisible(over)
