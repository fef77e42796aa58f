"""The rulebook: search, the rules by family, and the one that is read."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.base import texts
from workbench.base.texts import N_, _
from workbench.services import manual
from workbench.ui.manual.listing import RuleList
from workbench.ui.manual.reading import RuleReading
from workbench.ui.manual.rows import RuleRow, row_of
from workbench.ui.widgets.base import follow, set_ground
from workbench.ui.widgets.fields import SearchBox
from workbench.ui.widgets.labels import label
from workbench.ui.widgets.marks import Divider

if TYPE_CHECKING:
    from workbench.ui.session import Session

HINTS = (
    (("J", "K"), N_("next rule")),
    (("/",), N_("search the rules")),
    (("?",), N_("all keys")),
)
WIDTH = 380


class ManualScreen(QWidget):
    """``visit("OPEN-3")`` opens the book at that rule; small letters do as well."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self._session = session
        self.title = label(size=16, bold=True)
        self.count = label(size=12, ink="text2")
        self.search = SearchBox(key="/")
        self.list = RuleList()
        self.nothing = label(ink="text2", wrap=True)
        self.reading = RuleReading()
        self._build()
        self._theme = follow(self)
        self.restyle()
        self.setFocusProxy(self.list)
        self.search.searched.connect(self._fill)
        self.list.picked.connect(self._show)
        self.reading.wanted.connect(self.visit)
        session.language_changed.connect(self.phrase)
        self.phrase()

    def _build(self) -> None:
        left = QWidget()
        self._left = left
        self._head = QHBoxLayout()
        self._head.addWidget(self.title)
        self._head.addWidget(self.count)
        self._head.addStretch(1)
        self._find = QHBoxLayout()
        self._find.addWidget(self.search)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addLayout(self._find)
        column.addWidget(Divider())
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(Divider(vertical=True))
        row.addWidget(self.reading, 1)

    def restyle(self) -> None:
        """Take new measures."""
        px = self._theme.px
        self._left.setFixedWidth(px(WIDTH))
        self._head.setContentsMargins(px(16), px(12), px(16), px(8))
        self._head.setSpacing(px(8))
        self._find.setContentsMargins(px(16), 0, px(16), px(12))
        self.nothing.setContentsMargins(px(16), px(12), px(16), px(12))

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        self.title.setText(_("Rulebook"))
        self.search.setPlaceholderText(_("Words or an id such as OPEN-3"))
        self.search.setAccessibleName(_("search the rules"))
        self.list.setAccessibleName(_("Rules"))
        self.nothing.setText(_("No rule holds these words: try fewer of them."))
        self._fill(self.search.text())
        if self.reading.shown is not None:
            self._show(self.reading.shown.rule)

    def visit(self, argument: object) -> None:
        """Open the book at a rule; what no rule is called becomes the search."""
        found = manual.article(str(argument), texts.language())
        self.search.setText("" if found is not None else str(argument))
        self._fill(self.search.text())
        if found is not None:
            self.list.choose(found.rule)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() == "/":
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()
        else:
            super().keyPressEvent(event)

    def _fill(self, words: str) -> None:
        found = manual.search(words, texts.language())
        rows: list[RuleRow] = []
        for family, members in groupby(found, key=lambda one: one.family):
            rows.append(RuleRow(_(manual.FAMILIES[family])))
            rows += [row_of(one) for one in members]
        self.list.show_rows(rows)
        self.nothing.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self.count.setText(str(len(found)))
        if rows and not self.list.chosen():
            self.list.step(0)

    def _show(self, rule: str) -> None:
        language = texts.language()
        found = manual.article(rule, language)
        if found is None:
            return
        near = [one for one in manual.articles(language) if one.family == found.family]
        self.reading.show_rule(found, tuple(one for one in near if one.rule != found.rule))
        self._session.hinted.emit(HINTS)
