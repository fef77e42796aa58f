"""Orders and their reopened after-sale entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.domain.case import Entry, Order
from workbench.domain.kinds import Delivery, Platform
from workbench.services.ports import Change

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.store.ledger import Ledger
    from workbench.store.session import Session, Values

_ORDER = (
    "shop", "platform", "order_id", "paid_fen", "created_at", "success_at", "after_sale_days",
    "item_title", "sku", "buyer_nick", "quantity", "entry_requested_at",
)  # fmt: skip
_ENTRY = (
    "shop", "order_id", "state", "requested_at", "opened_at", "valid_until", "case_id",
    "command_id", "delivery",
)  # fmt: skip


def _upsert(table: str, columns: tuple[str, ...]) -> str:
    places = ", ".join("?" * len(columns))
    new = ", ".join(f"{name} = excluded.{name}" for name in columns)
    return (
        f"insert into {table} ({', '.join(columns)}) values ({places})"
        f" on conflict (shop, order_id) do update set {new}"
    )


_SAVE_ORDER = _upsert("orders", _ORDER)
_SAVE_ENTRY = _upsert("entries", _ENTRY)


def read_order(row: tuple[Any, ...]) -> Order:
    """The order of a row."""
    values = dict(zip(_ORDER, row, strict=True))
    return Order(**{**values, "platform": Platform(values["platform"])})


def orders_where(session: Session, where: str, values: Values = ()) -> list[Order]:
    """Orders by a condition (and order) of our own making."""
    sql = f"select {', '.join(_ORDER)} from orders {where}"
    return [read_order(row) for row in session.execute(sql, values)]


def entries_where(session: Session, where: str, values: Values = ()) -> list[Entry]:
    """Entries by a condition (and order) of our own making."""
    sql = f"select {', '.join(_ENTRY)} from entries {where}"
    found = [dict(zip(_ENTRY, row, strict=True)) for row in session.execute(sql, values)]
    return [
        Entry(**{**item, "delivery": Delivery(item["delivery"]) if item["delivery"] else None})
        for item in found
    ]


class Orders:
    """The repository of one unit of work."""

    def __init__(self, session: Session, ledger: Ledger) -> None:
        self._session = session
        self._ledger = ledger

    def get(self, shop: str, order_id: str) -> Order | None:
        """The order, or None."""
        return next(iter(self.find(order_id, shop)), None)

    def find(self, order_id: str, shop: str | None = None) -> list[Order]:
        """Orders of that id, of one shop or of all."""
        if shop is None:
            return orders_where(self._session, "where order_id = ? order by shop", (order_id,))
        return orders_where(self._session, "where order_id = ? and shop = ?", (order_id, shop))

    def save(self, order: Order) -> None:
        """Write the order."""
        self._session.write(_SAVE_ORDER, [getattr(order, name) for name in _ORDER])
        self._ledger.dirty(order.shop, (order.created_at,))
        self._ledger.changed(Change("order", f"{order.shop}/{order.order_id}"))

    def entry(self, shop: str, order_id: str) -> Entry | None:
        """The entry of an order, or None."""
        found = entries_where(self._session, "where shop = ? and order_id = ?", (shop, order_id))
        return next(iter(found), None)

    def entries_in(self, shop: str, states: Sequence[str]) -> list[Entry]:
        """The shop's entries in one of the states."""
        places = ", ".join("?" * len(states))
        return entries_where(
            self._session, f"where shop = ? and state in ({places})", (shop, *states)
        )

    def save_entry(self, entry: Entry) -> None:
        """Write the entry; an order has at most one."""
        self._session.write(_SAVE_ENTRY, [getattr(entry, name) for name in _ENTRY])
        self._ledger.changed(Change("entry", f"{entry.shop}/{entry.order_id}"))
