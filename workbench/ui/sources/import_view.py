"""The import laid out: steps, files and where they go, what they would do, what is rejected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.domain.kinds import Platform
from workbench.ui import phrases
from workbench.ui.sources.figures import Counts
from workbench.ui.sources.file_rows import FileRows
from workbench.ui.sources.table import RejectedTable
from workbench.ui.widgets.bars import ActionBar, Box, ProgressRow
from workbench.ui.widgets.base import follow, set_ground
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.choices import Combo
from workbench.ui.widgets.dropzone import DropZone
from workbench.ui.widgets.fields import Field
from workbench.ui.widgets.labels import ElidedLabel, label
from workbench.ui.widgets.marks import Divider, IconLabel
from workbench.ui.widgets.notes import Note
from workbench.ui.widgets.scroll import ScrollBody
from workbench.ui.widgets.states import EmptyState
from workbench.ui.widgets.steps import Steps

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout

SUFFIXES = (".csv", ".xlsx", ".xls", ".txt", ".tsv", ".zip")


class TargetBar(QWidget):
    """Which shop the files belong to: a known one, or a new one by name and platform."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shop_words = label(size=12, ink="text2")
        self.shop = Combo()
        self.name = Field()
        self.platform_words = label(size=12, ink="text2")
        self.platform = Combo()
        self.change = KeyButton(icon="folder-open")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.shop_words, self.shop, self.name, self.platform_words, self.platform,
                       self.change):  # fmt: skip
            row.addWidget(widget)
        self.name.setMinimumWidth(160)

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        self.shop_words.setText(_("Belongs to"))
        self.shop.setAccessibleName(_("Shop"))
        self.name.setPlaceholderText(_("Name of the new shop"))
        self.name.setAccessibleName(_("Name of the new shop"))
        self.platform_words.setText(_("Platform"))
        self.platform.setAccessibleName(_("Platform"))
        self.platform.set_items(
            [(_("as recognised"), ""), *((phrases.platform(one), str(one)) for one in Platform)]
        )
        self.change.set_words(_("Other files"))


class ImportView(QWidget):
    """Only places; ``import_panel`` says what stands in them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self.title = label(size=16, bold=True)
        self.steps = Steps(numbered=False)
        self.promise = ElidedLabel(size=12, ink="text2")
        self.target = TargetBar()
        self.zone = DropZone(icon="file-down", key="Ctrl V", suffixes=SUFFIXES)
        self.zone_hint = label(ink="text2", wrap=True)
        self.files = FileRows()
        self.counts = Counts()
        self.note = Note("soon", stacked=True)
        self.rejected_icon = IconLabel("circle-x", ink="crit")
        self.rejected_title = label(bold=True)
        self.rejected_hint = ElidedLabel(size=12, ink="text2")
        self.save = KeyButton(icon="download", small=True)
        self.table = RejectedTable()
        self.calm = EmptyState("circle-check")
        self.middle = QStackedWidget()
        self.after = Box(ruled=False)
        self.warnings = Box(ruled=False)
        self.progress = ProgressRow()
        self.problem = EmptyState("circle-x")
        self.places = QStackedWidget()
        self.foot = ActionBar()
        self.go = KeyButton(icon="check", kind="primary", key="Ctrl ↵")
        self.cancel = KeyButton(key="Esc")
        self.foot_words = label(size=12, ink="text2")
        self._build()
        self._theme = follow(self)
        self.restyle()
        self.phrase()

    def _build(self) -> None:
        self._bar = QHBoxLayout()
        for widget in (self.title, self.steps, self.promise):
            self._bar.addWidget(widget, int(widget is self.promise))
        self.promise.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._target_row = QHBoxLayout()
        self._target_row.addWidget(self.files, 1)
        self._target_row.addWidget(self.target, 0, Qt.AlignmentFlag.AlignTop)
        self._choose = self._centred()
        self._preview = self._preview_page()
        self._reading = QWidget()
        self._reading_column = QVBoxLayout(self._reading)
        self._reading_column.addWidget(self.progress)
        self._reading_column.addStretch(1)
        for page in (self._choose, self._reading, self._preview, self.problem):
            self.places.addWidget(page)
        for part in (self.go, self.cancel, self.foot_words):
            self.foot.left.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar)
        column.addWidget(Divider())
        column.addLayout(self._target_row)
        column.addWidget(Divider())
        column.addWidget(self.places, 1)
        column.addWidget(self.foot)

    def _centred(self) -> QWidget:
        page = QWidget()
        self._zone_column = QVBoxLayout(page)
        self._zone_column.addWidget(self.zone)
        self._zone_column.addWidget(self.zone_hint)
        self._zone_column.addStretch(1)
        return page

    def _preview_page(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.counts)
        left.addWidget(Divider())
        self._note_place = QVBoxLayout()
        self._note_place.addWidget(self.note)
        self._noting = QWidget()
        self._noting.setLayout(self._note_place)
        left.addWidget(self._noting)
        self._rejected = QWidget()
        set_ground(self._rejected, "sunken")
        self._rejected_bar = QHBoxLayout(self._rejected)
        for widget in (self.rejected_icon, self.rejected_title, self.rejected_hint, self.save):
            self._rejected_bar.addWidget(widget, int(widget is self.rejected_hint))
        left.addWidget(self._rejected)
        self.middle.addWidget(self.table)
        self.middle.addWidget(self.calm)
        left.addWidget(self.middle, 1)
        side = ScrollBody(inset=16, spacing=12)
        for box in (self.after, self.warnings):
            side.body.addWidget(box)
        side.body.addStretch(1)
        self._side = side
        row.addLayout(left, 1)
        row.addWidget(Divider(vertical=True))
        row.addWidget(side)
        return page

    def restyle(self) -> None:
        """Take new measures."""
        px = self._theme.px
        self._bar.setContentsMargins(px(20), px(12), px(20), px(12))
        self._bar.setSpacing(px(16))
        self._target_row.setContentsMargins(0, px(10), px(20), px(10))
        self._target_row.setSpacing(px(16))
        self._zone_column.setContentsMargins(px(20), px(20), px(20), px(20))
        self._zone_column.setSpacing(px(12))
        self.zone.setMinimumHeight(px(180))
        self._reading_column.setContentsMargins(px(20), px(24), px(20), px(20))
        self._note_place.setContentsMargins(px(20), px(10), px(20), px(10))
        self._rejected_bar.setContentsMargins(px(20), px(6), px(12), px(6))
        self._rejected_bar.setSpacing(px(8))
        self._side.setFixedWidth(px(328))

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        self.title.setText(_("Import"))
        self.target.phrase()
        self.zone.set_words(_("Drop the platform's export here, or press Enter to choose files"))
        self.zone_hint.setText(
            _("Refund and order exports of Taobao, Tmall, Douyin and WeChat; CSV or XLSX, any "
              "encoding. You see what would change before anything does.")
        )  # fmt: skip
        self.save.set_words(_("Save as CSV"))
        self.cancel.set_words(_("Cancel"))
        self.table.rows.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 4)
        self.table.setAccessibleName(_("Rejected rows"))

    def show_page(self, name: str) -> None:
        """choose, reading, preview or problem."""
        pages = {"choose": self._choose, "reading": self._reading, "preview": self._preview,
                 "problem": self.problem}  # fmt: skip
        self.places.setCurrentWidget(pages[name])

    def show_note(self, some: bool) -> None:
        """The note over the rows, or none."""
        self._noting.setVisible(some)

    def show_rejected(self, some: bool) -> None:
        """The table with its head, or the calm state."""
        self._rejected.setVisible(some)
        self.middle.setCurrentWidget(self.table if some else self.calm)


def clear(layout: QLayout) -> None:
    """Take every widget out of a box."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
