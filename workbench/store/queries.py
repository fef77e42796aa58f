"""Reading for screens and commands: the read contracts of the services, answered by SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.base import engine
from workbench.services.ports import Change
from workbench.services.queries import CaseDetail, News
from workbench.store import cards, header, words
from workbench.store.cases import Cases
from workbench.store.hits import Hits
from workbench.store.judging import Judging
from workbench.store.ledger import EVERYTHING, MANY, Ledger
from workbench.store.listing import Listing
from workbench.store.lists import OtherLists
from workbench.store.orders import Orders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.domain.case import CaseKey
    from workbench.services.queries import (
        CardRow,
        CasePage,
        CaseQuery,
        Snapshot,
        Summary,
        Thresholds,
    )
    from workbench.store.connections import Connections

SIBLINGS = 50
WHOLE_ID = 15  # characters; nobody searches for part of another id with so many


class SqlQueries(OtherLists, Judging):
    """One instance belongs to one thread; every answer is one consistent moment."""

    def __init__(self, connections: Connections) -> None:
        super().__init__(connections)
        self._listing = Listing(self._session, Hits(self._connection))
        self._cases = Cases(self._session, Ledger(self._session))

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
            if not (ids and len(text.strip()) >= WHOLE_ID):
                ids += self._newest(text, limit)
            return cards.by_ids(self._session, list(dict.fromkeys(ids))[:limit])

    def _newest(self, text: str, limit: int) -> list[int]:
        """Row ids of cases with these words, the newest first, open ones before the others."""
        found: list[int] = []
        for final in (False, True):
            match = words.question(text, final=final)
            if match and len(found) < limit:
                rows = self._session.execute(
                    "select rowid from search where search match ? order by rowid desc limit ?",
                    (match, limit),
                )
                found += [row[0] for row in rows]
        return found

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
            book = Orders(self._session, Ledger(self._session))
            return CaseDetail(
                case=case,
                timeline=tuple(self._cases.timeline(key)),
                order=book.get(key.shop, case.order_id),
                entry=book.entry(key.shop, case.order_id),
                of_order=tuple(of_order),
                of_buyer=tuple(of_buyer),
                row_as_it_came=self._cases.row_as_it_came(key),
            )

    def summary(self, shop: str, *, now: int, thresholds: Thresholds) -> Summary:
        """The header; ``shop`` "" means all of them."""
        with self._moment():
            return header.summary(self._session, shop, now=now, thresholds=thresholds)

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
