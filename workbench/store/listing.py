"""Lists of cases: the frozen snapshot of a view, its counts, and pages with a cursor."""

from __future__ import annotations

import base64
import hashlib
import json
from array import array
from typing import TYPE_CHECKING, Any

from workbench.base.errors import KnownError
from workbench.base.texts import text
from workbench.domain.kinds import View
from workbench.services.queries import CasePage, Snapshot
from workbench.store import views, words
from workbench.store.cases import SELECT_CASE
from workbench.store.codec import decode
from workbench.store.hits import FEW, Hits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.services.queries import CaseQuery, Thresholds
    from workbench.store.session import Session
    from workbench.store.views import Filter, Piece

_DONE_STAGES = "('refunded', 'exchanged', 'reshipped', 'repaired', 'closed', 'cancelled')"


class Listing:
    """Reads lists in the transaction that its caller has opened."""

    def __init__(self, session: Session, hits: Hits) -> None:
        self._session = session
        self._hits = hits

    # -------------------------------------------------------------------------- snapshot

    def snapshot(
        self, query: CaseQuery, *, now: int, thresholds: Thresholds, limit: int | None, token: int
    ) -> Snapshot:
        """The ids of a view in its order."""
        moments = views.instants(now, thresholds)
        rows: list[tuple[int, int, int, int]] = []
        for final in views.sections(query):
            left = -1 if limit is None else limit - len(rows)
            if left:
                rows += self._section(query, moments, final=final, limit=left)
        ids, due, loss, claims = zip(*rows, strict=True) if rows else ((), (), (), ())
        return Snapshot(
            ids=array("q", ids),
            due=array("q", due),
            loss=array("q", loss),
            total_fen=sum(claims),
            as_of=now,
            complete=limit is None or len(rows) < limit,
            token=token,
        )

    def _section(
        self, query: CaseQuery, moments: dict[str, int], *, final: bool | None, limit: int
    ) -> list[Any]:
        limited = limit >= 0
        chosen = self._chosen(query, final=final, limited=limited)
        sql = " union all ".join(
            f"select * from (select id, {piece.shown}, loss_fen, claim_fen from cases {piece.index}"
            f" where {piece.where} order by {piece.order()} limit :limit)"
            for piece in views.pieces(query, chosen, final=final, limited=limited)
        )
        values = {**moments, **chosen.values, "limit": limit}
        return self._session.execute(f"{sql} limit :limit", values).fetchall()

    def _chosen(self, query: CaseQuery, *, final: bool | None, limited: bool) -> Filter:
        """The filters of a query, its search words included."""
        plain = views.plain_filter(query)
        if not query.search:
            return plain
        parts = [final] if final is not None else [False, True]
        ask = self._hits.few if limited else self._hits.of
        found = [ask(query.search, final=part) for part in parts]
        known = [one for one in found if one is not None]
        if len(known) < len(found):
            return plain.and_(
                "exists (select 1 from search where search match :match and rowid = cases.id)",
                match=words.question(query.search, final=final),
            )
        tables = " union all ".join(f"select id from {one.table}" for one in known)
        return plain.and_(f"id in ({tables})", narrow=sum(one.count for one in known) <= FEW)

    # ---------------------------------------------------------------------------- counts

    def counts(self, query: CaseQuery, *, now: int, thresholds: Thresholds) -> dict[str, int]:
        """Cases per view under the query's filters."""
        moments = views.instants(now, thresholds)
        chosen = self._chosen(query, final=False, limited=False)
        index = views.NARROW if chosen.narrow else views.OPEN
        row = self._session.execute(
            f"select count(*), {views.OPEN_COUNTS} from cases {index}"
            f" where {chosen.where('final = 0')}",
            {**moments, **chosen.values},
        ).fetchone()
        counts = dict(zip(map(str, views.OPEN_VIEWS), row[1:], strict=True))
        owed, late = self._promised(query, moments)
        counts[str(View.PROMISES)] = owed
        counts[str(View.OVERDUE)] += late
        done = self._done(query)
        counts[str(View.DONE)] = done
        counts[str(View.ALL)] = done + int(row[0])
        return counts

    def _promised(self, query: CaseQuery, moments: dict[str, int]) -> tuple[int, int]:
        """Cases with an open promise, and finished ones whose promise is late (PROM-1)."""
        chosen = self._chosen(query, final=None, limited=False)
        index = views.NARROW if chosen.narrow else views.PROMISED
        row = self._session.execute(
            f"select count(*), count(*) filter (where {views.LATE}) from cases {index}"
            f" where {chosen.where(views.OWED)}",
            {**moments, **chosen.values},
        ).fetchone()
        return int(row[0]), int(row[1])

    def _done(self, query: CaseQuery) -> int:
        plain = views.plain_filter(query)
        if query.search and not plain.conditions:
            return self._hits.count(query.search, final=True)
        chosen = self._chosen(query, final=True, limited=False)
        if chosen.covered:
            where = chosen.where(f"stage in {_DONE_STAGES}")
            sql = f"select coalesce(sum(n), 0) from counters where {where}"
        else:
            index = views.NARROW if chosen.narrow else views.DONE
            sql = f"select count(*) from cases {index} where {chosen.where('final = 1')}"
        return int(self._session.execute(sql, chosen.values).fetchone()[0])

    # ----------------------------------------------------------------------------- pages

    def page(
        self, query: CaseQuery, *, now: int, thresholds: Thresholds, limit: int, after: str
    ) -> CasePage:
        """Cases after a cursor, in the order of the moment when the first page was asked for."""
        start, keys, moment = _read_cursor(query, after) if after else (0, [], now)
        moments = views.instants(moment, thresholds)
        rows: list[tuple[Any, ...]] = []
        offset = 0
        for final in views.sections(query):
            if len(rows) > limit:
                break
            chosen = self._chosen(query, final=final, limited=True)
            parts = views.pieces(query, chosen, final=final, limited=True)
            first, offset = offset, offset + len(parts)
            if start >= offset:
                continue
            values = {**moments, **chosen.values, "limit": limit + 1 - len(rows)}
            if keys and start >= first:
                if len(parts[start - first].keys) != len(keys):
                    raise _wrong_cursor()
                values |= {f"k{at}": key for at, key in enumerate(keys)}
            sql = _page_sql(parts, first, start, resumed=bool(keys))
            rows += self._session.execute(sql, values).fetchall()
        if start >= offset:
            raise _wrong_cursor()
        total = self.counts(query, now=moment, thresholds=thresholds)[str(query.view)]
        following = ""
        if len(rows) > limit > 0:
            place, _, *last = rows[limit - 1]
            following = _write_cursor(
                query, place, [key for key in last if key is not None], moment
            )
        items = self._cases([row[1] for row in rows[:limit]])
        return CasePage(total=total, items=tuple(items), next=following)

    def _cases(self, ids: Sequence[int]) -> list[Any]:
        rows = self._session.execute(
            f"{SELECT_CASE} join (select key as place, value as number from json_each(?)) as j"
            " on cases.id = j.number order by j.place",
            (json.dumps(list(ids)),),
        )
        return [decode(row) for row in rows]


def _page_sql(parts: Sequence[Piece], first: int, start: int, *, resumed: bool) -> str:
    """Pieces from number ``start`` on; ``first`` is the number of the first of ``parts``."""
    widest = max(len(piece.keys) for piece in parts)
    selects = []
    for place, piece in enumerate(parts, first):
        if place < start:
            continue
        keys = [*piece.keys, *["null"] * (widest - len(piece.keys))]
        where = f"{piece.where} and {piece.after()}" if resumed and place == start else piece.where
        selects.append(
            f"select * from (select {place}, id, {', '.join(keys)} from cases {piece.index}"
            f" where {where} order by {piece.order()} limit :limit)"
        )
    return f"{' union all '.join(selects)} limit :limit"


def _stamp(query: CaseQuery) -> str:
    """What a cursor belongs to: it means nothing for another list."""
    return hashlib.sha256(repr(query).encode()).hexdigest()[:12]


def _write_cursor(query: CaseQuery, place: int, keys: Sequence[object], now: int) -> str:
    raw = json.dumps([_stamp(query), place, list(keys), now], separators=(",", ":"))
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def _read_cursor(query: CaseQuery, cursor: str) -> tuple[int, list[int], int]:
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        stamp, place, keys, now = json.loads(raw)
    except (ValueError, TypeError) as error:
        raise _wrong_cursor() from error
    numbers = [place, now, *keys] if isinstance(keys, list) and keys else [None]
    small = all(type(item) is int and abs(item) < 2**63 for item in numbers)
    if stamp != _stamp(query) or not small or place < 0:
        raise _wrong_cursor()
    return place, keys, now


def _wrong_cursor() -> KnownError:
    return KnownError(
        "wrong_cursor",
        text("This cursor does not belong to this list: ask for the first page again, without it."),
    )
