"""Reading for screens and commands: the read contracts of the services, answered by SQL."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from workbench.base import engine
from workbench.base.clock import wall_ms
from workbench.domain import beijing
from workbench.services.ports import Change
from workbench.services.queries import CaseDetail, News, Summary
from workbench.store import audit, cards, orders, outbox, views, words
from workbench.store.cases import Cases
from workbench.store.hits import Hits
from workbench.store.ledger import EVERYTHING, MANY, Ledger
from workbench.store.listing import Listing
from workbench.store.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.domain.case import CaseKey, Entry, Order
    from workbench.services.ports import AuditEntry, OutboxItem
    from workbench.services.queries import (
        CardRow,
        CasePage,
        CaseQuery,
        Snapshot,
        Thresholds,
    )
    from workbench.store.connections import Connections

SIBLINGS = 50


class SqlQueries:
    """One instance belongs to one thread; every answer is one consistent moment."""

    def __init__(self, connections: Connections) -> None:
        self._path = connections.path
        self._connection = connections.reader()
        self._session = Session(self._connection, writable=False)
        self._listing = Listing(self._session, Hits(self._connection))
        self._cases = Cases(self._session, Ledger(self._session))

    @contextmanager
    def _moment(self) -> Iterator[None]:
        with engine.translated(self._path):
            if self._connection.in_transaction:  # inside a unit of work that reads
                yield
                return
            self._connection.execute("begin")
            try:
                yield
            finally:
                self._connection.execute("rollback")

    # ----------------------------------------------------------------------------- lists

    def snapshot(
        self, query: CaseQuery, *, now: int, thresholds: Thresholds, limit: int | None = None
    ) -> Snapshot:
        """Ids of the view in its order; ``limit`` for the first page."""
        with self._moment():
            return self._listing.snapshot(
                query, now=now, thresholds=thresholds, limit=limit, token=self._last_change()
            )

    def counts(self, query: CaseQuery, *, now: int, thresholds: Thresholds) -> dict[str, int]:
        """Cases per view under the same filters (the query's own view is ignored)."""
        with self._moment():
            return self._listing.counts(query, now=now, thresholds=thresholds)

    def page(
        self, query: CaseQuery, *, now: int, thresholds: Thresholds, limit: int, after: str = ""
    ) -> CasePage:
        """Whole cases, with a cursor for the page that follows.

        Raises ``KnownError`` ``wrong_cursor`` for a cursor of another list.
        """
        with self._moment():
            return self._listing.page(
                query, now=now, thresholds=thresholds, limit=limit, after=after
            )

    def cards(self, ids: Sequence[int]) -> list[CardRow]:
        """Rows by id, in the order of ``ids``; ids that are gone are left out."""
        with self._moment():
            return cards.by_ids(self._session, ids)

    def card_id(self, key: CaseKey) -> int | None:
        """The row id of a case."""
        with self._moment():
            row = self._session.execute(
                "select id from cases where case_id = ? and shop = ?", (key.case_id, key.shop)
            ).fetchone()
        return None if row is None else int(row[0])

    def find_anything(self, text: str, limit: int) -> list[CardRow]:
        """Cases that ``text`` names: exact ids first, then open ones, then the newest others."""
        with self._moment():
            ids = [
                int(row[0])
                for row in self._session.execute(
                    "select id from cases where case_id = ?1 union"
                    " select id from cases where order_id = ?1 limit ?2",
                    (text.strip(), limit),
                )
            ]
            for final in (False, True):
                match = words.question(text, final=final)
                if match and len(ids) < limit:
                    found = self._session.execute(
                        "select rowid from search where search match ? order by rowid desc limit ?",
                        (match, limit),
                    )
                    ids += [row[0] for row in found]
            return cards.by_ids(self._session, list(dict.fromkeys(ids))[:limit])

    # ---------------------------------------------------------------------------- a case

    def detail(self, key: CaseKey) -> CaseDetail | None:
        """Everything the case page shows, or None."""
        with self._moment():
            case = self._cases.get(key)
            if case is None:
                return None
            of_order = cards.where(
                self._session,
                "c.order_id = ? and c.shop = ? and c.case_id <> ?"
                " order by c.applied_at desc, c.id desc limit ?",
                (case.order_id, key.shop, key.case_id, SIBLINGS),
            )
            of_buyer = (
                cards.where(
                    self._session,
                    "c.buyer_nick = ? and c.buyer_nick <> '' and c.shop = ? and c.case_id <> ?"
                    " and c.order_id <> ? order by c.applied_at desc, c.id desc limit ?",
                    (case.buyer_nick, key.shop, key.case_id, case.order_id, SIBLINGS),
                )
                if case.buyer_nick
                else []
            )
            book = orders.Orders(self._session, Ledger(self._session))
            return CaseDetail(
                case=case,
                timeline=tuple(self._cases.timeline(key)),
                order=book.get(key.shop, case.order_id),
                entry=book.entry(key.shop, case.order_id),
                of_order=tuple(of_order),
                of_buyer=tuple(of_buyer),
                row_as_it_came=self._cases.row_as_it_came(key),
            )

    # ---------------------------------------------------------------------------- header

    def summary(self, shop: str, *, now: int, thresholds: Thresholds) -> Summary:
        """The header; ``shop`` "" means all of them.

        ``due_today``: to do, not yet past, this Beijing day. ``overdue`` as the view of that
        name. ``critical`` and ``stake_fen``: to do. ``next_due``: the next of ours to come.
        """
        values = {**views.instants(now, thresholds), "shop": shop}
        values |= {"wall": wall_ms(), "midnight_before": int(str(values["midnight"])) - beijing.DAY}
        here = f"shop = {views.SHOP}" if shop else "true"
        with self._moment():
            today, overdue, critical, stake, following = self._session.execute(
                "select count(*) filter (where todo = 1 and lane = 0 and due > :now"
                " and due < :midnight),"
                " count(*) filter (where lane in (0, 1) and due <= :now),"
                " count(*) filter (where todo = 1 and lane = 0 and due > :now"
                " and due < :critical),"
                " coalesce(sum(loss_fen) filter (where todo = 1), 0),"
                " min(due) filter (where todo = 1 and lane = 0 and due > :now)"
                f" from cases {views.OPEN} where final = 0 and {here}",
                values,
            ).fetchone()
            waiting, late = self._waiting(here, values)
            decided = self._session.execute(
                "select count(*) from outbox where created_at >= :midnight_before"
                f" and state not in ('undone', 'refused') and {here}",
                values,
            ).fetchone()[0]
        return Summary(
            due_today=today,
            overdue=overdue,
            critical=critical,
            decided_today=decided,
            stake_fen=stake,
            outbox=waiting,
            outbox_late=late,
            next_due=following,
        )

    def _waiting(self, here: str, values: dict[str, object]) -> tuple[int, int]:
        """Acts on their way, and those of them that come too late (OUT-3)."""
        rows = self._session.execute(
            "select count(*), count(*) filter (where state <> 'handoff_done' and exists ("
            "  select 1 from cases as c where c.case_id = o.case_id and c.shop = o.shop"
            "  and c.final = 0 and c.paused_ms is null"
            "  and c.due_at <= max(o.hold_until, :now + max(0, o.next_try_wall - :wall))))"
            f" from (select * from outbox where {outbox.IS_OPEN} and {here}) as o",
            values,
        )
        waiting, late = rows.fetchone()
        return int(waiting), int(late)

    # -------------------------------------------------------------------------- changes

    def _last_change(self) -> int:
        row = self._session.execute("select coalesce(max(seq), 0) from changes").fetchone()
        return int(row[0])

    def token(self) -> int:
        """The newest change's number."""
        with self._moment():
            return self._last_change()

    def news(self, token: int) -> News:
        """What happened since ``token``.

        Where that is too much to tell one by one, or is forgotten (an import, a restored store, a
        token of long ago), ``changes`` is the single ``Change("all", "*")`` and ``case_ids`` is
        empty: read everything again.
        """
        with self._moment():
            last = self._last_change()
            oldest = self._session.execute("select coalesce(min(seq), 1) from changes").fetchone()
            rows = self._session.execute(
                "select kind, id, case_row from changes where seq > ? order by seq limit ?",
                (token, MANY + 1),
            ).fetchall()
        changes = dict.fromkeys(Change(kind, id_) for kind, id_, _ in rows)
        forgotten = token > last or token < int(oldest[0]) - 1
        if forgotten or len(rows) > MANY or EVERYTHING in changes:
            return News(token=last, changes=(EVERYTHING,), case_ids=())
        ids = dict.fromkeys(row for _, _, row in rows if row is not None)
        return News(token=last, changes=tuple(changes), case_ids=tuple(ids))

    def data_version(self) -> int:
        """Moves when any other connection has written."""
        with engine.translated(self._path):
            return int(self._connection.execute("pragma data_version").fetchone()[0])

    # ----------------------------------------------------------------------- other lists

    def orders(
        self,
        *,
        shop: str = "",
        sku: str = "",
        first: int | None = None,
        last: int | None = None,
        search: str = "",
        requested: bool | None = None,
        limit: int = 200,
    ) -> list[Order]:
        """Orders, the newest first. ``first`` and ``last`` are instants, both included.

        ``requested``: whether the buyer asked for the entry to be opened (OPEN-7).
        """
        conditions = ["true"]
        if shop:
            conditions.append(f"shop = {views.SHOP}")
        if sku:
            conditions.append("sku like :sku escape '\\'")
        if first is not None:
            conditions.append("created_at >= :first")
        if last is not None:
            conditions.append("created_at <= :last")
        if search:
            conditions.append(
                "(order_id like :search escape '\\' or item_title like :search escape '\\'"
                " or buyer_nick like :search escape '\\')"
            )
        if requested is not None:
            conditions.append(f"entry_requested_at is {'not ' if requested else ''}null")
        values = {
            "shop": shop, "first": first, "last": last, "limit": limit,
            "sku": f"%{views.escaped(sku)}%", "search": f"%{views.escaped(search)}%",
        }  # fmt: skip
        where = f"where {' and '.join(conditions)} order by created_at desc, id desc limit :limit"
        with self._moment():
            return orders.orders_where(self._session, where, values)

    def entries(self, *, shop: str = "", states: Sequence[str] = ()) -> list[Entry]:
        """Reopened entries, those that end first at the top."""
        chosen = _one_of("state", states)
        here = f"shop = {views.SHOP}" if shop else "true"
        where = f"where {here} and {chosen} order by valid_until is null, valid_until, order_id"
        values = {"shop": shop, **{f"s{at}": state for at, state in enumerate(states)}}
        with self._moment():
            return orders.entries_where(self._session, where, values)

    def outbox(self, *, states: Sequence[str] = (), limit: int = 200) -> list[OutboxItem]:
        """Acts, the newest first."""
        where = f"where {_one_of('state', states)} order by seq desc limit :limit"
        values = {"limit": limit, **{f"s{at}": state for at, state in enumerate(states)}}
        with self._moment():
            return outbox.items_where(self._session, where, values)

    def audit(self, *, limit: int = 200, before: int | None = None) -> list[AuditEntry]:
        """Entries of the audit, the newest first; ``before`` a sequence number."""
        where = "where seq < ? order by seq desc limit ?"
        with self._moment():
            return audit.entries_where(
                self._session, where, (2**62 if before is None else before, limit)
            )

    def tags(self) -> list[str]:
        """Every tag in use, without walking along all its cases."""
        with self._moment():
            rows = self._session.execute(
                "with recursive t (tag) as (select min(tag) from tags union all"
                " select (select min(tag) from tags where tag > t.tag) from t"
                " where t.tag is not null) select tag from t where tag is not null"
            )
            return [str(row[0]) for row in rows]

    def assignees(self) -> list[str]:
        """Everybody who has a case."""
        with self._moment():
            rows = self._session.execute(
                "select distinct assignee from counters where n > 0 and assignee <> ''"
                " order by assignee"
            )
            return [str(row[0]) for row in rows]


def _one_of(column: str, wanted: Sequence[str]) -> str:
    places = ", ".join(f":s{at}" for at in range(len(wanted)))
    return f"{column} in ({places})" if wanted else "true"
