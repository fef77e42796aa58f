"""One transaction on the platform's books: records are taken out, changed, and put back at its end.

Everything the platform does goes over a desk: it knows what time it is there, throws the dice,
plans what will happen later and writes the ledger.
"""

from __future__ import annotations

import json
import random
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.domain import beijing
from workbench.domain.case import TimelineEntry
from workbench.domain.kinds import Millis, Platform
from workbench.platforms.sandbox import books
from workbench.platforms.sandbox.model import Dossier, EntryBook, OrderBook, dump, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workbench.base.engine import Connection
    from workbench.domain.policy.model import Policy, PolicyBook

    Recall = Callable[[str, str], tuple[Dossier, OrderBook] | None]

OWN = "own"

# Events of one instant: talks end before the countdown is looked at, the rest in their order.
_RANKS = {"expire": 0, "late": 0, "zero": 2}


class Rulebook:
    """The packs in force, found once per platform and Beijing day."""

    def __init__(self, book: PolicyBook) -> None:
        self._book = book
        self._found: dict[tuple[Platform, int], Policy] = {}

    def at(self, platform: Platform, at: int) -> Policy:
        """The pack of the Beijing day of ``at``."""
        day = (at + 8 * beijing.HOUR) // beijing.DAY
        found = self._found.get((platform, day))
        if found is None:
            found = self._found[(platform, day)] = self._book.at(platform, at)
        return found


@dataclass(frozen=True, slots=True)
class Item:
    """Something on the agenda."""

    seq: int
    at: int
    kind: str
    shop: str
    case_id: str
    args: dict[str, Any]


class Desk:
    """The books as one transaction sees them. ``now`` is the platform's own time.

    ``floor`` is set while a shop world is made: what would be planned before it comes soon after
    it instead. ``quiet`` keeps acts of the past out of the ledger. ``stirred`` are cases whose
    buyer has something new to think about. ``recall`` tells a case of the past that is not on the
    books, by shop and id.
    """

    def __init__(
        self,
        connection: Connection,
        rules: Rulebook,
        *,
        seed: str,
        now: int,
        recall: Recall | None = None,
    ) -> None:
        self.connection = connection
        self._recall = recall
        self.rules = rules
        self.seed = seed
        self.now = now
        self.floor: int | None = None
        self.quiet = False
        self.stirred: dict[tuple[str, str], None] = {}
        self._cases: dict[tuple[str, str], Dossier] = {}
        self._orders: dict[tuple[str, str], OrderBook] = {}
        self._entries: dict[tuple[str, str], EntryBook] = {}
        self._dirty: dict[tuple[str, str, str], None] = {}

    def policy(self, platform: Platform, at: int | None = None) -> Policy:
        """The pack in force at ``at`` (default: now)."""
        return self.rules.at(platform, self.now if at is None else at)

    def dice(self, *parts: object) -> random.Random:
        """Dice of their own for every purpose: the same seed and parts throw the same."""
        return random.Random("/".join((self.seed, *map(str, parts))))

    def thought(self, case: Dossier) -> random.Random:
        """The buyer's next dice."""
        case.thoughts += 1
        self.put(case)
        return self.dice("buyer", case.case_id, case.thoughts)

    # ------------------------------------------------------------------------- records

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
            "select id from cases where shop = ? and order_id = ? order by id",
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

    # ------------------------------------------------------------------------- what happens

    def note(self, case: Dossier, actor: str, kind: str, text: str = "") -> None:
        """An entry of the case's history, as buyer and merchant can read it.

        What the workbench did itself it knows by itself: that is kept here, but not told again.
        """
        source = OWN if actor == "merchant" and not self.quiet else "platform"
        entry = TimelineEntry(at=Millis(self.now), actor=actor, kind=kind, text=text, source=source)
        case.events = (*case.events, entry)
        self.put(case)

    def stir(self, case: Dossier) -> None:
        """The buyer has something new to think about."""
        self.stirred[(case.shop, case.case_id)] = None

    def plan(self, at: int, kind: str, shop: str, case_id: str = "", **args: Any) -> None:
        """Put something on the agenda."""
        if self.floor is not None and at <= self.floor:
            at = self.floor + self.dice("soon", shop, case_id, kind).randint(90, 1_500) * 1_000
        self.connection.execute(
            "insert into agenda (at, rank, kind, shop, case_id, args) values (?, ?, ?, ?, ?, ?)",
            (at, _RANKS.get(kind, 1), kind, shop, case_id, books.to_json(args)),
        )

    def drop(self, case: Dossier, *kinds: str) -> None:
        """Take things off the agenda of a case."""
        marks = ",".join("?" * len(kinds))
        self.connection.execute(
            f"delete from agenda where shop = ? and case_id = ? and kind in ({marks})",
            (case.shop, case.case_id, *kinds),
        )

    def next_item(self, until: int) -> Item | None:
        """Take the next thing off the agenda that is due by ``until``."""
        row = self.connection.execute(
            "select seq, at, kind, shop, case_id, args from agenda where at <= ? "
            "order by at, rank, seq limit 1",
            (until,),
        ).fetchone()
        if row is None:
            return None
        self.connection.execute("delete from agenda where seq = ?", (row[0],))
        return Item(row[0], row[1], row[2], row[3], row[4], json.loads(row[5]))

    def record(
        self,
        case: Dossier | OrderBook,
        action: str,
        amount_fen: int = 0,
        *,
        command_id: str = "",
        by: str = "platform",
        result: dict[str, object] | None = None,
    ) -> None:
        """Write the ledger: this was executed."""
        if self.quiet:
            return
        self.connection.execute(
            "insert into ledger (command_id, shop, case_id, order_id, action, amount_fen, at, by, "
            "result) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                command_id,
                case.shop,
                case.case_id if isinstance(case, Dossier) else "",
                case.order_id,
                action,
                amount_fen,
                self.now,
                by,
                books.to_json(result or {}),
            ),
        )

    # ------------------------------------------------------------------------- the end

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
