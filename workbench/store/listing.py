"""Lists of cases: the frozen snapshot of a view, its counts, and pages with a cursor."""

from __future__ import annotations

import base64
import hashlib
import json
from array import array
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workbench.base.errors import KnownError
from workbench.base.texts import text
from workbench.domain.kinds import View
from workbench.services.queries import CasePage, Snapshot
from workbench.store import views
from workbench.store.cases import SELECT_CASE
from workbench.store.codec import decode
from workbench.store.hits import FEW, Hits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.services.queries import CaseQuery, Thresholds
    from workbench.store.session import Session
    from workbench.store.views import Filter, Piece

# What a snapshot shows as due: 0 where no clock runs.
_SHOWN = "case when lane in (0, 1) then coalesce(due, 0) else 0 end"
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
        parts, values = self._parts(query, now, thresholds, limited=limit is not None)
        values["limit"] = -1 if limit is None else limit
        sql = " union all ".join(
            f"select * from (select id, {_SHOWN}, loss_fen, claim_fen from cases {piece.index}"
            f" where {piece.where} order by {piece.order()} limit :limit)"
            for piece in parts
        )
        rows = self._session.execute(f"{sql} limit :limit", values).fetchall()
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

    def _parts(
        self, query: CaseQuery, now: int, thresholds: Thresholds, *, limited: bool
    ) -> tuple[list[Piece], dict[str, Any]]:
        chosen = views.plain_filter(query)
        values = {**views.instants(now, thresholds), **chosen.values}
        if not query.search:
            return views.pieces(query, chosen, limited=limited), values
        if query.view is not View.ALL:
            final = query.view is View.DONE
            return (
                views.pieces(query, self._searched(query, chosen, final=final), limited=limited),
                values,
            )
        return self._searched_everywhere(query, chosen, limited=limited), values

    def _searched(self, query: CaseQuery, chosen: Filter, *, final: bool) -> Filter:
        """The filter with the search in it."""
        found = self._hits.of(query.search, final=final)
        return replace(
            chosen,
            conditions=(*chosen.conditions, f"id in (select id from {found.table})"),
            narrow=chosen.narrow or found.count <= FEW,
            covered=False,
        )

    def _searched_everywhere(
        self, query: CaseQuery, chosen: Filter, *, limited: bool
    ) -> list[Piece]:
        """Searching all views: two sets of hits, so the list is put together from two views."""
        both = [self._hits.of(query.search, final=final) for final in (False, True)]
        tables = " union all ".join(f"select id from {found.table}" for found in both)
        whole = replace(
            chosen,
            conditions=(*chosen.conditions, f"id in ({tables})"),
            narrow=chosen.narrow or sum(found.count for found in both) <= FEW,
            covered=False,
        )
        return views.pieces(query, whole, limited=limited)

    # ---------------------------------------------------------------------------- counts

    def counts(self, query: CaseQuery, *, now: int, thresholds: Thresholds) -> dict[str, int]:
        """Cases per view under the query's filters."""
        chosen = views.plain_filter(query)
        values = {**views.instants(now, thresholds), **chosen.values}
        among = self._searched(query, chosen, final=False) if query.search else chosen
        index = views.NARROW if among.narrow else views.OPEN
        row = self._session.execute(
            f"select count(*), {views.OPEN_COUNTS} from cases {index}"
            f" where {among.where('final = 0')}",
            values,
        ).fetchone()
        counts = dict(zip(map(str, views.OPEN_VIEWS), row[1:], strict=True))
        done = self._done(query, chosen, values)
        counts[str(View.DONE)] = done
        counts[str(View.ALL)] = done + int(row[0])
        return counts

    def _done(self, query: CaseQuery, chosen: Filter, values: dict[str, Any]) -> int:
        if query.search and not chosen.conditions:
            return self._hits.count(query.search, final=True)
        if not query.search and chosen.covered:
            sql = (
                "select coalesce(sum(n), 0) from counters"
                f" where {chosen.where(f'stage in {_DONE_STAGES}')}"
            )
        else:
            if query.search:
                chosen = self._searched(query, chosen, final=True)
            index = views.NARROW if chosen.narrow else views.DONE
            sql = f"select count(*) from cases {index} where {chosen.where('final = 1')}"
        return int(self._session.execute(sql, values).fetchone()[0])

    # ----------------------------------------------------------------------------- pages

    def page(
        self, query: CaseQuery, *, now: int, thresholds: Thresholds, limit: int, after: str
    ) -> CasePage:
        """Cases after a cursor, in the order of the moment when the first page was asked for."""
        place, keys, moment = _read_cursor(query, after) if after else (0, [], now)
        parts, values = self._parts(query, moment, thresholds, limited=True)
        if place >= len(parts) or (keys and len(keys) != len(parts[place].keys)):
            raise _wrong_cursor()
        total = self.counts(query, now=moment, thresholds=thresholds)[str(query.view)]
        values |= {f"k{at}": key for at, key in enumerate(keys)} | {"limit": limit + 1}
        rows = self._session.execute(_page_sql(parts, place, resumed=bool(keys)), values).fetchall()
        items = self._cases([row[1] for row in rows[:limit]])
        following = ""
        if len(rows) > limit > 0:
            last = rows[limit - 1]
            used = len(parts[last[0]].keys)
            following = _write_cursor(query, last[0], last[2 : 2 + used], moment)
        return CasePage(total=total, items=tuple(items), next=following)

    def _cases(self, ids: Sequence[int]) -> list[Any]:
        rows = self._session.execute(
            f"{SELECT_CASE} join (select key as place, value as number from json_each(?)) as j"
            " on cases.id = j.number order by j.place",
            (json.dumps(list(ids)),),
        )
        return [decode(row) for row in rows]


def _page_sql(parts: Sequence[Piece], first: int, *, resumed: bool) -> str:
    widest = max(len(piece.keys) for piece in parts)
    selects = []
    for place, piece in enumerate(parts[first:], first):
        keys = [*piece.keys, *["null"] * (widest - len(piece.keys))]
        where = f"{piece.where} and {piece.after()}" if resumed and place == first else piece.where
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
