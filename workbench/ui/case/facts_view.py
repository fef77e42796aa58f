"""The first tab: goods, reason and the buyer's words, the grid, what may be done, other cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.domain.case import CaseKey
from workbench.domain.kinds import CaseId, ShopId
from workbench.ui import phrases
from workbench.ui.case import acts, facts
from workbench.ui.case.act_rows import ActRows
from workbench.ui.case.flow import Flow
from workbench.ui.case.layouts import clear, tells
from workbench.ui.case.photo import Photo
from workbench.ui.case.side import SideColumn
from workbench.ui.widgets.buttons import KeyButton, LinkButton
from workbench.ui.widgets.facts import FactsGrid
from workbench.ui.widgets.labels import ElidedLabel, label, set_ink
from workbench.ui.widgets.marks import Chip, Divider, IconLabel
from workbench.ui.widgets.notes import Note
from workbench.ui.widgets.pictures import Picture, PictureStrip
from workbench.ui.widgets.scroll import ScrollBody

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.services.queries import CardRow
    from workbench.ui.case.acts import ActView
    from workbench.ui.case.facts import Notice
    from workbench.ui.case.loading import Loaded
    from workbench.ui.case.telling import Told

SIDE = 264  # width of the right column
NARROW = 640  # under it the right column goes below


class FactsPage(ScrollBody):
    """``asked(name)``: an act or place; ``went(key)``: another case; ``opened(n)``: a picture."""

    asked = Signal(str)
    went = Signal(object)
    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, spacing=12)
        self._notices: tuple[Notice, ...] | None = None
        self._siblings: tuple[tuple[str, tuple[CardRow, ...]], ...] | None = None
        self.notes = QVBoxLayout()
        self.notes.setSpacing(8)
        self.side = SideColumn()
        self.side.asked.connect(self.asked)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(20)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addLayout(self._goods())
        left.addWidget(Divider())
        left.addLayout(self._reason())
        left.addWidget(Divider())
        left.addLayout(self._grid())
        left.addWidget(Divider())
        left.addLayout(self._doing())
        left.addLayout(self._others())
        left.addStretch(1)
        self._columns.addLayout(left, 1)
        self._columns.addWidget(self.side)
        self.body.addLayout(self.notes)
        self.body.addLayout(self._columns, 1)

    def _goods(self) -> QHBoxLayout:
        self.photo = Photo(52)
        self.photo.opened.connect(lambda: self.opened.emit(0))
        self.item = ElidedLabel(bold=True, selectable=True)
        self.spec = ElidedLabel(ink="text2", selectable=True)
        self.labels = ElidedLabel(ink="text2")
        column = QVBoxLayout()
        column.setSpacing(0)
        for line in (self.item, self.spec, self.labels):
            column.addWidget(line)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.photo, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        return row

    def _reason(self) -> QVBoxLayout:
        self.reason = ElidedLabel(bold=True, selectable=True)
        self.reason.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.klass = Chip()
        self.reason_note = ElidedLabel(size=12, ink="text2")
        self.quote = label(wrap=True, selectable=True)
        self.quote.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.pictures = PictureStrip(side=64)
        self.pictures.opened.connect(self.opened)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.reason)
        first.addWidget(self.klass)
        first.addWidget(self.reason_note, 1)
        second = QHBoxLayout()
        second.setSpacing(16)
        second.addWidget(self.quote, 1)
        second.addWidget(self.pictures, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addLayout(first)
        column.addLayout(second)
        return column

    def _grid(self) -> QVBoxLayout:
        self.grid = FactsGrid(columns=2)
        self.parcels = FactsGrid(columns=1)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self.grid)
        column.addWidget(self.parcels)
        return column

    def _doing(self) -> QVBoxLayout:
        self.doing_title = label(bold=True)
        self.doing_wait = label(ink="text2")
        self.doing = ActRows()
        self.doing.chosen.connect(self.asked)
        self.beside = Flow(gap=6)
        self._beside: tuple[ActView, ...] | None = None
        self._small: list[KeyButton] = []
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(self.doing_title)
        column.addWidget(self.doing_wait)
        column.addWidget(self.doing)
        column.addSpacing(2)
        column.addLayout(self.beside)
        return column

    def _others(self) -> QVBoxLayout:
        self.others = QVBoxLayout()
        self.others.setSpacing(2)
        return self.others

    # -- what is shown

    def show_facts(self, loaded: Loaded, now: int, pictures: Sequence[Picture]) -> None:
        """Everything that comes from the case itself."""
        case = loaded.case
        self.show_notices(facts.notices(loaded, now))
        first = pictures[0] if pictures else None
        source = first.source if first is not None else None
        self.photo.set_path(source if not isinstance(source, bytes) else None)
        self.item.setText(facts.name(case.item_title) or "—")
        self.spec.setText(facts.item_line(case))
        self.labels.setText(facts.label_line(case))
        self.labels.setVisible(bool(case.labels))
        self.reason.setText(facts.name(case.reason) or _("No reason given"))
        self.klass.set_chip(phrases.reason_class(case.reason_class), icon="scale")
        self.reason_note.setText(facts.reason_note(case))
        set_ink(self.reason_note, "soon" if facts.changed_reason(case) else "text2")
        said = facts.quote(case)
        self.quote.setText(said or _("The buyer wrote nothing."))
        set_ink(self.quote, "text1" if said else "text3")
        if tuple(pictures) != self.pictures.pictures():
            self.pictures.set_pictures(pictures)
        self.pictures.setVisible(bool(pictures))
        self.grid.set_facts(facts.rows(loaded.detail, now))
        self.parcels.set_facts(facts.parcels(case, now))
        self._show_siblings(loaded, now)

    def show_acts(self, views: Sequence[ActView], *, asked: bool) -> None:
        """What may be done: what goes out as rows, what stays here as small buttons."""
        self.doing_title.setText(_("What may be done now"))
        self.doing_wait.setText(_("Looking it up …"))
        self.doing_wait.setVisible(not asked)
        self.doing.set_acts([item for item in views if acts.outgoing(item.action)])
        local = tuple(item for item in views if not acts.outgoing(item.action))
        if local == self._beside:
            return
        names = [item.action for item in self._beside or ()]
        if names != [item.action for item in local]:
            self.beside.clear()
            self._small = [self._small_button(item.action) for item in local]
        self._beside = local
        for button, item in zip(self._small, local, strict=True):
            button.set_icon(item.icon)
            button.set_key(item.key)
            button.set_words(item.title)
            button.set_blocked(item.reason)

    def _small_button(self, name: str) -> KeyButton:
        button = KeyButton(small=True)
        button.clicked.connect(tells(self.asked.emit, name))
        button.blocked_clicked.connect(tells(self.asked.emit, name))
        self.beside.addWidget(button)
        return button

    def show_told(self, told: Sequence[Told]) -> None:
        """The newest lines of the timeline."""
        self.side.show_latest(told)

    def show_notices(self, notices: Sequence[Notice]) -> None:
        """The notes above everything; the same ones stay as they are."""
        if tuple(notices) == self._notices:
            return
        self._notices = tuple(notices)
        clear(self.notes)
        for item in notices:
            note = Note(
                item.kind, icon=item.icon, title=item.title, body=item.body, action=item.action,
                key=item.key, rule=item.rule, stacked=True,
            )  # fmt: skip
            note.acted.connect(tells(self.asked.emit, item.name))
            self.notes.addWidget(note)

    def _show_siblings(self, loaded: Loaded, now: int) -> None:
        detail = loaded.detail
        groups = (
            (_("Other cases of this order"), detail.of_order),
            (_("Other cases of this buyer"), detail.of_buyer),
        )
        if groups == self._siblings:
            return
        self._siblings = groups
        clear(self.others)
        for title, rows in groups:
            if not rows:
                continue
            self.others.addWidget(Divider())
            self.others.addWidget(label(title, bold=True))
            for row in rows[:10]:
                self.others.addWidget(self._sibling(row, now))

    def _sibling(self, row: CardRow, now: int) -> QWidget:
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        link = LinkButton(phrases.grouped(row.case_id), size=12)
        key = CaseKey(ShopId(row.shop), CaseId(row.case_id))
        link.clicked.connect(lambda: self.went.emit(key))
        layout.addWidget(IconLabel("arrow-right", ink="text3", size=14))
        layout.addWidget(link)
        layout.addWidget(ElidedLabel(facts.sibling(row, now), size=12, ink="text2"), 1)
        return line

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.viewport().width() >= self._theme.px(NARROW)
        flow = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._columns.direction() != flow:
            self._columns.setDirection(flow)
        self.side.setMaximumWidth(self._theme.px(SIDE) if wide else 16_777_215)
        self.side.setMinimumWidth(self._theme.px(SIDE) if wide else 0)
