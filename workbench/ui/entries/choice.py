"""What is chosen in the list, what was ticked for it, and opening it: one order or many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from workbench.base.texts import _, ngettext
from workbench.domain.case import CaseKey
from workbench.domain.kinds import CaseId
from workbench.ui.entries import detail, phrasing

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.ui.entries.book import OrderLine
    from workbench.ui.entries.opening import Opener
    from workbench.ui.entries.screen_view import EntriesView
    from workbench.ui.session import Session


class Choice(QObject):
    """``lines`` are those of the list now; ``shop_name`` names a shop by its id.

    ``ticks_changed`` after a tick: verdicts differ then.
    """

    ticks_changed = Signal()

    def __init__(
        self,
        session: Session,
        view: EntriesView,
        opener: Opener,
        shop_name: Callable[[str], str],
    ) -> None:
        super().__init__(view)
        self._session, self._view, self._opener = session, view, opener
        self._shop_name = shop_name
        self.lines: dict[str, OrderLine] = {}
        self.ticked_keys: set[str] = set()
        view.list.chosen.connect(self.show)
        view.list.acted.connect(self.act)
        view.head.open_all.clicked.connect(self.open_chosen)
        view.head.leave.clicked.connect(self.leave)
        view.detail.ticked.connect(self._tick)
        view.detail.case_wanted.connect(self._see_case)

    # -- what is chosen

    def chosen(self) -> list[OrderLine]:
        """The lines chosen, in the order of the list."""
        keys = self._view.list.selected_keys()
        return [self.lines[key] for key in keys if key in self.lines]

    def ticked(self, line: OrderLine) -> frozenset[str]:
        """The rules ticked for an order."""
        if line.key not in self.ticked_keys:
            return frozenset()
        return frozenset(item.rule for item in line.refusals or () if item.confirmable)

    def openable(self) -> list[OrderLine]:
        """Of the chosen ones, those that may be opened now."""
        return [line for line in self.chosen() if self._can(line)]

    def _can(self, line: OrderLine) -> bool:
        can = phrasing.verdict(line, self.ticked(line)) == phrasing.CAN
        return can and not phrasing.taken(line)

    def show(self) -> None:
        """Say what is chosen, in the panel and in the head of the list."""
        lines, view = self.chosen(), self._view
        view.detail.setVisible(bool(lines))
        several = len(lines) > 1
        if several:
            rules = frozenset().union(*(self.ticked(line) for line in lines))
            shown = detail.of_several(lines, rules)
        elif lines:
            name = self._shop_name(lines[0].order.shop)
            shown = detail.of_one(lines[0], name, self._session.now())
        if lines:
            asked = [line for line in lines if _confirmable(line)]
            ticked = bool(asked) and all(line.key in self.ticked_keys for line in asked)
            view.detail.show_view(shown, ticked=ticked)
        self._say_head(lines)

    def _say_head(self, lines: list[OrderLine]) -> None:
        head, several = self._view.head, len(lines) > 1
        head.open_all.setVisible(several)
        head.leave.setVisible(several)
        head.count.setVisible(not several)
        if not several:
            return
        can = len(self.openable())
        head.title.setText(
            ngettext("{n} order chosen", "{n} orders chosen", len(lines)).format(n=len(lines))
        )
        head.hint.setText(_("{n} of them can be opened").format(n=can))
        head.open_all.set_words(ngettext("Open {n} entry", "Open {n} entries", can).format(n=can))
        head.open_all.set_blocked(
            None if can else _("None of the chosen orders can be opened: see the reasons.")
        )
        head.leave.set_words(_("Choose one"))

    # -- acts

    def act(self, key: str) -> None:
        """Enter, T or the button of a row."""
        line = self.lines.get(key)
        if line is None:
            return
        if len(self.chosen()) > 1:
            self.open_chosen()
            return
        if key != self._view.list.current_key():
            self._view.list.select_key(key)
        row = phrasing.row(line, self._session.now(), ticked=self.ticked(line))
        if row.act == "open":
            self._open([line])
        elif row.act == "tick":
            self.tick_first()
        elif row.act == "case":
            self._see_case()
        elif row.act == "outbox":
            self.outbox(line)
        elif row.reason:
            self._session.told.emit(row.reason, "info")

    def open_chosen(self) -> None:
        """Open what may be opened of the chosen ones."""
        self._open(self.openable())

    def open_again(self, lines: list[OrderLine]) -> None:
        """Try orders again that the platform refused."""
        self._open(lines)

    def _open(self, lines: list[OrderLine]) -> None:
        if self._opener.running:
            self._session.told.emit(_("The entries before are still being opened."), "info")
            return
        self._opener.start(lines, {line.key: self.ticked(line) for line in lines})

    def tick_first(self) -> None:
        """Lead to the tick that is missing."""
        self._view.detail.tick.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self._view.upper.ensureWidgetVisible(self._view.detail.tick)

    def outbox(self, line: OrderLine) -> None:
        """Go to where the opening waits."""
        command = line.entry.command_id if line.entry is not None else ""
        self._session.asked.emit("outbox", command or None)

    def see_case_of(self, line: OrderLine) -> None:
        """Go to the case of a used entry, or to the one that stands in the way."""
        entry = line.entry.case_id if line.entry is not None else ""
        found = entry or phrasing.case_of(line.refusals or ())
        if found:
            self._session.asked.emit("queue", CaseKey(line.order.shop, CaseId(found)))

    def leave(self) -> None:
        """Choose one row again."""
        self._view.list.select_key(self._view.list.current_key())
        self._view.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _see_case(self) -> None:
        lines = self.chosen()
        if lines:
            self.see_case_of(lines[0])

    def _tick(self, on: bool) -> None:
        keys = {line.key for line in self.chosen() if _confirmable(line)}
        self.ticked_keys = self.ticked_keys | keys if on else self.ticked_keys - keys
        self.show()
        self.ticks_changed.emit()


def _confirmable(line: OrderLine) -> bool:
    return any(item.confirmable for item in line.refusals or ())
