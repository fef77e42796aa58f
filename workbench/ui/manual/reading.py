"""One rule in words: what it says, what helps, its neighbours, and for CASE-4 the table itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.domain import lifecycle
from workbench.domain.kinds import FINAL_STAGES, Stage
from workbench.services import manual
from workbench.ui import phrases
from workbench.ui.widgets.base import set_ground
from workbench.ui.widgets.buttons import LinkButton
from workbench.ui.widgets.labels import label
from workbench.ui.widgets.marks import Divider
from workbench.ui.widgets.notes import Note
from workbench.ui.widgets.scroll import ScrollBody

if TYPE_CHECKING:
    from workbench.services.manual import Article

WIDTH = 680


class RuleReading(ScrollBody):
    """Shows one rule. ``wanted(rule)`` when a neighbour is asked for."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(inset=24, spacing=14, parent=parent)
        self.shown: Article | None = None
        self._page: QWidget | None = None
        self._line = QHBoxLayout()  # the page keeps a readable width at the left
        self._line.addStretch(1)
        self.body.addLayout(self._line)
        self.body.addStretch(1)

    def show_rule(self, one: Article, neighbours: tuple[Article, ...]) -> None:
        """Show a rule; ``neighbours`` are the other rules of its family."""
        self.shown = one
        if self._page is not None:
            self._line.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._page = self._make(one, neighbours)
        self._line.insertWidget(0, self._page, 1_000)
        self.verticalScrollBar().setValue(0)

    def _make(self, one: Article, neighbours: tuple[Article, ...]) -> QWidget:
        page = QWidget()
        page.setMaximumWidth(self._theme.px(WIDTH))
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px(12))
        head = f"{one.rule} · {_(manual.FAMILIES[one.family])}"
        column.addWidget(label(head, size=12, ink="text2", selectable=True))
        column.addWidget(label(one.title, size=20, bold=True, wrap=True))
        column.addWidget(label(one.says, size=14, wrap=True, selectable=True))
        if one.helps:
            column.addWidget(
                Note("info", icon="hand", title=_("What helps"), body=one.helps, stacked=True)
            )
        if one.rule == "CASE-4":
            column.addWidget(_stages())
        column.addWidget(Divider())
        column.addWidget(label(_("Near it"), size=12, bold=True, ink="text2"))
        for other in neighbours:
            column.addLayout(self._link(other))
        return page

    def _link(self, other: Article) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(self._theme.px(10))
        link = LinkButton(other.rule)
        link.clicked.connect(lambda: self.wanted.emit(other.rule))
        link.setFixedWidth(self._theme.width("CASE-13", 12) + self._theme.px(4))
        line.addWidget(link)
        line.addWidget(label(other.title, ink="text2", wrap=True), 1)
        return line


def _stages() -> QWidget:
    """CASE-4 drawn from the table the program itself goes by."""
    page = QWidget()
    set_ground(page, "sunken")
    grid = QGridLayout(page)
    grid.setContentsMargins(12, 10, 12, 10)
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(6)
    for column, name in enumerate((_("Stage"), _("Turn"), _("May become"))):
        grid.addWidget(label(name, size=12, ink="text2"), 0, column)
    for at, stage in enumerate(Stage, 1):
        after = sorted(
            {row.to for row in lifecycle.TABLE if stage in row.stages}, key=list(Stage).index
        )
        words = phrases.listed([phrases.stage(one) for one in after]) or (
            _("final") if stage in FINAL_STAGES else "—"
        )
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(label(phrases.stage(stage), bold=True), at, 0, top)
        grid.addWidget(label(phrases.turn(lifecycle.turn_of(stage)), ink="text2"), at, 1, top)
        grid.addWidget(label(words, wrap=True), at, 2, top)
    grid.setColumnStretch(2, 1)
    return page
