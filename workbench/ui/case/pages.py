"""The tabs behind the facts: timeline, order and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from workbench.base.texts import _, ngettext
from workbench.ui import phrases
from workbench.ui.case import facts, telling
from workbench.ui.case.acts import ENTRIES, KEYS
from workbench.ui.case.layouts import clear, row, tells
from workbench.ui.case.safe import prose
from workbench.ui.theme.plain import CHAT_LIMIT, NAME_LIMIT, visible
from workbench.ui.widgets.buttons import KeyButton, LinkButton
from workbench.ui.widgets.facts import FactsGrid
from workbench.ui.widgets.labels import ElidedLabel, label
from workbench.ui.widgets.marks import Divider, IconLabel
from workbench.ui.widgets.notes import Note
from workbench.ui.widgets.scroll import ScrollBody
from workbench.ui.widgets.states import EmptyState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.domain.case import Case, Contact
    from workbench.domain.case import Note as Remark
    from workbench.ui.case.loading import Loaded
    from workbench.ui.case.telling import Told

DETAIL_LIMIT = 1_000  # of one line of the timeline
ID_LIMIT = 48
WHO, SOURCE = 128, 64  # widest names of people and sources
SHOWN = 60  # lines of the timeline before "show all"


class TimelinePage(ScrollBody):
    """What happened, newest first (CASE-6); changes by the buyer stand out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, spacing=4)
        self._told: tuple[Told, ...] | None = None
        self._all = False
        self.empty = EmptyState("history")
        self.more = LinkButton(size=13)
        self.more.clicked.connect(self._show_all)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(3, 1)
        self.body.addLayout(self._grid)
        self.body.addWidget(self.more)
        self.body.addWidget(self.empty)
        self.body.addStretch(1)

    def show_told(self, told: Sequence[Told], *, same: bool = False) -> None:
        """Show the lines; ``same`` case keeps "show all"."""
        self._all = self._all and same
        if self._told != tuple(told):
            self._told = tuple(told)
            self._build()
        self.empty.set_state("history", _("Nothing has been recorded yet"),
                             _("What the platform or a file tells appears here."))  # fmt: skip

    def lines(self) -> tuple[Told, ...]:
        """What is shown, newest first."""
        told = self._told or ()
        return told if self._all else told[:SHOWN]

    def _show_all(self) -> None:
        self._all = True
        self._build()

    def _build(self) -> None:
        clear(self._grid)
        told = self._told or ()
        for at, line in enumerate(self.lines()):
            self._add(at, line)
        hidden = len(told) - len(self.lines())
        self.more.set_words(
            ngettext("Show {n} older line", "Show {n} older lines", hidden).format(n=hidden)
        )
        self.more.setVisible(hidden > 0)
        self.empty.setVisible(not told)

    def _add(self, at: int, line: Told) -> None:
        top = Qt.AlignmentFlag.AlignTop
        ink = "soon" if line.loud else "text2"
        self._grid.addWidget(label(line.at, size=12, ink="text2"), at, 0, top)
        self._grid.addWidget(IconLabel(line.icon, ink=ink, size=14), at, 1, top)
        who = ElidedLabel(facts.name(line.who), size=12, ink="text2")
        who.setMaximumWidth(self._theme.px(WHO))
        who.setMinimumWidth(min(who.sizeHint().width(), self._theme.px(WHO)))
        self._grid.addWidget(who, at, 2, top)
        words = QVBoxLayout()
        words.setSpacing(0)
        title = label(prose(line.title, NAME_LIMIT), bold=line.loud, wrap=True, selectable=True)
        words.addWidget(title)
        said = prose(line.detail, DETAIL_LIMIT, lines=True)
        if said:
            words.addWidget(label(said, ink="text2", wrap=True, selectable=True))
        self._grid.addLayout(words, at, 3)
        source = ElidedLabel(facts.name(line.source), size=12, ink="text3")
        source.setMaximumWidth(min(source.sizeHint().width(), self._theme.px(SOURCE)))
        self._grid.addWidget(source, at, 4, top)


class OrderPage(ScrollBody):
    """The order, its after-sale entry, and the row as it came."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, spacing=12)
        self._shown: object = None
        self.body.addStretch(1)

    def show_order(self, loaded: Loaded, now: int) -> None:
        """Show it; nothing moves where nothing changed."""
        detail, case = loaded.detail, loaded.case
        mark = (detail.order, detail.entry, tuple(detail.row_as_it_came.items()), case.order_id,
                phrases.chinese(), now // 60_000)  # fmt: skip
        if mark == self._shown:
            return
        self._shown = mark
        clear(self.body)
        self.body.addLayout(self._head(case))
        request = facts.entry_request(detail, now)
        if request is not None:
            note = Note(request.kind, icon=request.icon, title=request.title, body=request.body,
                        action=request.action, key=request.key, stacked=True)  # fmt: skip
            note.acted.connect(lambda: self.asked.emit(ENTRIES))
            self.body.addWidget(note)
        if detail.order is not None:
            grid = FactsGrid(columns=2)
            grid.set_facts(facts.order_rows(detail.order, now))
            self.body.addWidget(grid)
        else:
            self.body.addWidget(label(
                _("Nothing more is known of this order: import an order export or type it in."),
                ink="text2", wrap=True,
            ))  # fmt: skip
        self._add_entry(loaded, now)
        self._add_row(detail.row_as_it_came)
        self.body.addStretch(1)

    def _head(self, case: Case) -> QVBoxLayout:
        copy = KeyButton(_("Copy the order id"), key="Ctrl C", icon="copy", small=True)
        copy.clicked.connect(lambda: self.asked.emit("copy_order"))
        entries = KeyButton(_("After-sale entry"), key=KEYS[ENTRIES], icon="door-open", small=True)
        entries.clicked.connect(lambda: self.asked.emit(ENTRIES))
        line = row(label(_("Order {id}").format(
            id=visible(phrases.grouped(case.order_id), ID_LIMIT)
        ), bold=True, selectable=True))  # fmt: skip
        line.addStretch(1)
        line.addWidget(copy)
        line.addWidget(entries)
        column = QVBoxLayout()
        column.addLayout(line)
        return column

    def _add_entry(self, loaded: Loaded, now: int) -> None:
        entry = loaded.detail.entry
        if entry is None:
            return
        self.body.addWidget(Divider())
        self.body.addWidget(label(_("After-sale entry"), bold=True))
        grid = FactsGrid(columns=2)
        grid.set_facts([
            (_("State"), phrases.entry_state(entry.state)),
            (_("Opened"), phrases.stamp(entry.opened_at, now)),
            (_("Valid until"), phrases.stamp(entry.valid_until, now)),
            (_("Asked"), phrases.stamp(entry.requested_at, now)),
        ])  # fmt: skip
        self.body.addWidget(grid)

    def _add_row(self, row_as_it_came: dict[str, str]) -> None:
        if not row_as_it_came:
            return
        self.body.addWidget(Divider())
        self.body.addWidget(label(_("The row as it came from the file"), bold=True))
        grid = FactsGrid(columns=2)
        grid.set_facts([
            (facts.word(name), facts.name(value)) for name, value in row_as_it_came.items()
        ])  # fmt: skip
        self.body.addWidget(grid)


class NotesPage(ScrollBody):
    """What colleagues keep beside the case: remark, notes, contacts, flag, tags, owner."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, spacing=10)
        self._shown: object = None
        self._me = ""

    def show_notes(self, case: Case, now: int, me: str) -> None:
        """Show them; nothing moves where nothing changed."""
        mark = (case.key, case.local, phrases.chinese(), me)
        if mark == self._shown:
            return
        self._shown, self._me = mark, me
        clear(self.body)
        local = case.local
        self.body.addLayout(self._buttons())
        self._text(_("Merchant's remark"), local.remark, _("no remark"))
        if local.raised:
            self._text(_("Handed to a supervisor"), local.raised, "")
        self.body.addWidget(label(_("Notes for colleagues"), bold=True))
        for note in reversed(local.notes):
            self._note(note, now)
        if not local.notes:
            self.body.addWidget(label(_("no notes"), ink="text2"))
        self.body.addWidget(label(_("Contacts"), bold=True))
        for contact in reversed(local.contacts):
            self._contact(contact, now)
        if not local.contacts:
            self.body.addWidget(label(_("no contact recorded"), ink="text2"))
        self.body.addStretch(1)

    def _buttons(self) -> QVBoxLayout:
        line = row(gap=6)
        for name in ("note", "remark", "contact", "tag", "flag", "assign"):
            button = KeyButton(phrases.action(name), key=KEYS[name], small=True)
            button.clicked.connect(tells(self.asked.emit, name))
            line.addWidget(button)
        line.addStretch(1)
        column = QVBoxLayout()
        column.addLayout(line)
        return column

    def _text(self, title: str, said: str, nothing: str) -> None:
        self.body.addWidget(label(title, bold=True))
        shown = prose(said, CHAT_LIMIT, lines=True)
        ink = "text1" if shown else "text2"
        self.body.addWidget(label(shown or nothing, ink=ink, wrap=True, selectable=True))

    def _line(self, now: int, at: int, by: str, head: str, said: str) -> None:
        who = f"{phrases.stamp(at, now)}  {facts.name(telling.who(by, self._me))}"
        self.body.addWidget(ElidedLabel(f"{who}  {head}".rstrip(), size=12, ink="text2"))
        if said:
            self.body.addWidget(
                label(prose(said, CHAT_LIMIT, lines=True), wrap=True, selectable=True)
            )

    def _note(self, note: Remark, now: int) -> None:
        self._line(now, note.at, note.by, "", note.text)

    def _contact(self, contact: Contact, now: int) -> None:
        channel, outcome = phrases.channel(contact.channel), phrases.outcome(contact.outcome)
        head = f"{facts.word(channel)}  ·  {facts.word(outcome)}"
        self._line(now, contact.at, contact.by, head, contact.note)
