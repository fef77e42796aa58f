"""Reads orders and entries off the UI thread, and asks for each what stands against opening it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.domain.kinds import EntryState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.domain.case import Entry, Order
    from workbench.domain.refusal import Refusal
    from workbench.services.ports import Change
    from workbench.services.queries import Queries
    from workbench.services.workbench import WorkbenchDoor
    from workbench.ui.session import Session

REQUESTS, ORDERS, RUNNING, USED, OVER = "requests", "orders", "running", "used", "over"
TABS = (REQUESTS, ORDERS, RUNNING, USED, OVER)
STATES: dict[str, tuple[str, ...]] = {
    RUNNING: (EntryState.OPEN, EntryState.OPENING),
    USED: (EntryState.USED,),
    OVER: (EntryState.EXPIRED, EntryState.REFUSED),
}
PORTION = 20  # orders judged per job, so that acts of the agent come in between
MOST_PASTED = 500
_NEWS = frozenset({"order", "entry", "outbox", "shop", "setting"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderQuery:
    """What the list shows. Times are epoch ms; ``ids`` is a pasted batch."""

    tab: str = REQUESTS
    shop: str = ""
    search: str = ""
    sku: str = ""
    first: int | None = None
    last: int | None = None
    eligible_only: bool = False
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """One order, its entry, and what stands against opening it (None: not looked at yet)."""

    order: Order
    entry: Entry | None = None
    refusals: tuple[Refusal, ...] | None = None

    @property
    def key(self) -> str:
        """Shop and order: an order id may come in two shops."""
        return f"{self.order.shop}/{self.order.order_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """What one reading brought; ``counts`` per tab, ``missing`` pasted ids nobody knows."""

    lines: tuple[OrderLine, ...]
    running: tuple[OrderLine, ...]
    counts: dict[str, int]
    missing: tuple[str, ...] = ()


def read(queries: Queries, query: OrderQuery) -> Pages:
    """Everything the screen shows but the verdicts; runs on the reading worker."""
    entries = {f"{e.shop}/{e.order_id}": e for e in queries.entries(shop=query.shop)}
    requests = queries.orders(shop=query.shop, requested=True, limit=1_000)
    waiting = [order for order in requests if _still_asked(order, entries)]
    counts = {REQUESTS: len(waiting)} | {
        tab: sum(entry.state in states for entry in entries.values())
        for tab, states in STATES.items()
    }
    running = _of_entries(queries, entries, STATES[RUNNING])
    running.sort(key=_ends)
    orders, missing = _orders(queries, query, waiting)
    if query.tab == RUNNING:
        lines = running
    elif query.tab in STATES:
        lines = _of_entries(queries, entries, STATES[query.tab])
    else:
        lines = [OrderLine(order=o, entry=entries.get(f"{o.shop}/{o.order_id}")) for o in orders]
    return Pages(lines=tuple(lines), running=tuple(running), counts=counts, missing=missing)


def _still_asked(order: Order, entries: dict[str, Entry]) -> bool:
    entry = entries.get(f"{order.shop}/{order.order_id}")
    return entry is None or entry.state in (EntryState.REQUESTED, EntryState.REFUSED)


def _orders(
    queries: Queries, query: OrderQuery, waiting: list[Order]
) -> tuple[list[Order], tuple[str, ...]]:
    if query.ids:
        found: list[Order] = []
        missing = []
        for number in query.ids[:MOST_PASTED]:
            same = [
                order
                for order in queries.orders(shop=query.shop, search=number, limit=20)
                if order.order_id == number
            ]
            found += same
            if not same:
                missing.append(number)
        return found, tuple(missing)
    if query.tab == REQUESTS:
        return sorted(waiting, key=lambda order: -(order.entry_requested_at or 0)), ()
    if query.tab != ORDERS:
        return [], ()
    return queries.orders(
        shop=query.shop, sku=query.sku, first=query.first, last=query.last, search=query.search
    ), ()


def _of_entries(
    queries: Queries, entries: dict[str, Entry], states: Sequence[str]
) -> list[OrderLine]:
    lines = []
    for entry in entries.values():
        if entry.state in states:
            order = _order_of(queries, entry)
            if order is not None:
                lines.append(OrderLine(order=order, entry=entry))
    return lines


def _order_of(queries: Queries, entry: Entry) -> Order | None:
    for order in queries.orders(shop=entry.shop, search=entry.order_id, limit=20):
        if order.order_id == entry.order_id:
            return order
    return None


def _ends(line: OrderLine) -> int:
    until = line.entry.valid_until if line.entry is not None else None
    return until if until is not None else 1 << 62


class Book(QObject):
    """Keeps what the screen shows fresh.

    ``loaded(Pages)`` after every reading; ``judged(dict key -> refusals)`` portion by portion;
    ``failed(error)`` where nothing could be read.
    """

    loaded = Signal(object)
    judged = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._query = OrderQuery()
        self._turn = 0
        self._busy = self._again = False
        self._known: dict[str, tuple[Refusal, ...]] = {}
        session.changed.connect(self._on_changes)

    @property
    def query(self) -> OrderQuery:
        """What is shown now."""
        return self._query

    def ask(self, query: OrderQuery) -> None:
        """Show something else."""
        self._query = query
        self._busy = False
        self.reload()

    def reload(self, *, judge_again: bool = False) -> None:
        """Read again; while a reading is under way, once more after it."""
        if judge_again:
            self._known.clear()
        if self._busy:
            self._again = True
            return
        self._busy, self._again = True, False
        self._turn += 1
        turn, query = self._turn, self._query
        self._session.operations.read(
            lambda queries: read(queries, query),
            lambda pages: self._came(turn, pages),
            lambda error: self._fail(turn, error),
        )

    def _came(self, turn: int, pages: Pages) -> None:
        if turn != self._turn:
            return
        self._busy = False
        known = self._known
        lines = tuple(replace(line, refusals=known.get(line.key)) for line in pages.lines)
        self.loaded.emit(replace(pages, lines=lines))
        self._judge(turn, [line.order for line in lines if line.refusals is None])
        if self._again:
            self.reload()

    def _judge(self, turn: int, orders: list[Order]) -> None:
        if not orders or turn != self._turn:
            return
        portion, rest = orders[:PORTION], orders[PORTION:]

        def job(door: WorkbenchDoor) -> dict[str, tuple[Refusal, ...]]:
            return {f"{o.shop}/{o.order_id}": door.eligibility(o) for o in portion}

        def have(found: dict[str, tuple[Refusal, ...]]) -> None:
            self._known.update(found)
            if turn == self._turn:
                self.judged.emit(found)
                self._judge(turn, rest)

        self._session.operations.write(job, have, lambda error: self._fail(turn, error))

    def _fail(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            self._busy = self._again = False
            self.failed.emit(error)

    def _on_changes(self, changes: tuple[Change, ...]) -> None:
        if any(change.kind in _NEWS for change in changes):
            self.reload(judge_again=True)
