"""The platform's records as one transaction sees them: taken out, changed, put back at its end."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from workbench.platforms.sandbox import books
from workbench.platforms.sandbox.model import Dossier, EntryBook, OrderBook, dump, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workbench.base.engine import Connection

    Recall = Callable[[str, str], tuple[Dossier, OrderBook] | None]


class Shelf:
    """Cases, orders and entries by their keys. ``recall`` tells a case of the past that is not on
    the books, by shop and id; ``stirred`` are cases whose buyer has something new to think about.
    """

    def __init__(self, connection: Connection, recall: Recall | None = None) -> None:
        self.connection = connection
        self.stirred: dict[tuple[str, str], None] = {}
        self._recall = recall
        self._cases: dict[tuple[str, str], Dossier] = {}
        self._orders: dict[tuple[str, str], OrderBook] = {}
        self._entries: dict[tuple[str, str], EntryBook] = {}
        self._dirty: dict[tuple[str, str, str], None] = {}

    def case(self, shop: str, case_id: str) -> Dossier | None:
        """The case, or None."""
        key = (shop, case_id)
        if key not in self._cases:
            row = self.connection.execute(
                "select doc from cases where shop = ? and id = ?", key
            ).fetchone()
            if row is None:
                return self._recalled(shop, case_id)
            self._cases[key] = load(Dossier, row[0])
        return self._cases[key]

    def _recalled(self, shop: str, case_id: str) -> Dossier | None:
        found = None if self._recall is None else self._recall(shop, case_id)
        if found is None:
            return None
        case, order = found
        self._cases[(shop, case_id)] = case
        if self.order(shop, order.order_id) is None:
            self._orders[(shop, order.order_id)] = order
        return case

    def order(self, shop: str, order_id: str) -> OrderBook | None:
        """The order, or None."""
        key = (shop, order_id)
        if key not in self._orders:
            row = self.connection.execute(
                "select doc from orders where shop = ? and id = ?", key
            ).fetchone()
            if row is None:
                return None
            self._orders[key] = load(OrderBook, row[0])
        return self._orders[key]

    def order_of(self, case: Dossier) -> OrderBook:
        """The order of a case; there always is one."""
        order = self.order(case.shop, case.order_id)
        if order is None:
            raise LookupError(case.order_id)
        return order

    def entry(self, shop: str, order_id: str) -> EntryBook | None:
        """The reopened entry of an order, or None."""
        key = (shop, order_id)
        if key not in self._entries:
            row = self.connection.execute(
                "select doc from entries where shop = ? and order_id = ?", key
            ).fetchone()
            if row is None:
                return None
            self._entries[key] = load(EntryBook, row[0])
        return self._entries[key]

    def cases_of(self, order: OrderBook) -> list[Dossier]:
        """Every case of an order, as this transaction sees it."""
        rows = self.connection.execute(
            "select id from cases where shop = ? and order_id = ?",
            (order.shop, order.order_id),
        ).fetchall()
        known = {str(row[0]) for row in rows} | {
            case_id
            for (shop, case_id), case in self._cases.items()
            if shop == order.shop and case.order_id == order.order_id
        }
        found = [self.case(order.shop, case_id) for case_id in sorted(known)]
        return [case for case in found if case is not None]

    def put(self, record: Dossier | OrderBook | EntryBook) -> None:
        """Write a record back at the end of the transaction."""
        if isinstance(record, Dossier):
            self._cases[(record.shop, record.case_id)] = record
            self._dirty[("cases", record.shop, record.case_id)] = None
        elif isinstance(record, OrderBook):
            self._orders[(record.shop, record.order_id)] = record
            self._dirty[("orders", record.shop, record.order_id)] = None
        else:
            self._entries[(record.shop, record.order_id)] = record
            self._dirty[("entries", record.shop, record.order_id)] = None

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """All of what follows or nothing of it: an exception puts the books back."""
        self.flush()
        stirred = dict(self.stirred)
        self.connection.execute("savepoint attempt")
        try:
            yield
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("rollback to attempt")
                self.connection.execute("release attempt")
            self._dirty.clear()
            self._cases.clear()
            self._orders.clear()
            self._entries.clear()
            self.stirred = stirred
            raise
        self.connection.execute("release attempt")

    def flush(self) -> None:
        """Write every changed record, each with the next number of the sequence of changes."""
        if not self._dirty:
            return
        change = int(books.get_value(self.connection, "change", "0"))
        for kind, shop, key in self._dirty:
            change += 1
            if kind == "cases":
                self._write_case(self._cases[(shop, key)], change)
            elif kind == "orders":
                self.connection.execute(
                    "insert into orders (shop, id, change, doc) values (?, ?, ?, ?) on conflict "
                    "(shop, id) do update set change = excluded.change, doc = excluded.doc",
                    (shop, key, change, dump(self._orders[(shop, key)])),
                )
            else:
                entry = self._entries[(shop, key)]
                self.connection.execute(
                    "insert into entries (shop, order_id, state, change, doc) "
                    "values (?, ?, ?, ?, ?) on conflict (shop, order_id) do update set "
                    "state = excluded.state, change = excluded.change, doc = excluded.doc",
                    (shop, key, entry.state, change, dump(entry)),
                )
        books.set_value(self.connection, "change", change)
        self._dirty.clear()

    def forget(self) -> None:
        """Flush and let go of every record: for making many in one transaction."""
        self.flush()
        self._cases.clear()
        self._orders.clear()
        self._entries.clear()
        self.stirred.clear()

    def _write_case(self, case: Dossier, change: int) -> None:
        self.connection.execute(
            "insert into cases (shop, id, order_id, stage, change, doc) "
            "values (?, ?, ?, ?, ?, ?) on conflict (shop, id) do update set "
            "stage = excluded.stage, change = excluded.change, doc = excluded.doc",
            (case.shop, case.case_id, case.order_id, case.stage, change, dump(case)),
        )
