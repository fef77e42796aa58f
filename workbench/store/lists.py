"""The smaller lists: orders, entries, acts on their way, audit, tags, people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.store import audit, orders, outbox, views
from workbench.store.asking import Asking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.domain.case import Entry, Order
    from workbench.services.ports import AuditEntry, OutboxItem


class OtherLists(Asking):
    """What ``SqlQueries`` answers beside the cases."""

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
