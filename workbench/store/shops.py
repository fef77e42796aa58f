"""Shops, their return addresses, and how far each has been read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain.case import Address, Shop
from workbench.domain.kinds import Platform
from workbench.services.ports import Change

if TYPE_CHECKING:
    from workbench.store.ledger import Ledger
    from workbench.store.session import Session

_SHOP = "select id, name, platform, kind, platform_assumed, as_of, offset_ms from shops"


class Shops:
    """The repository of one unit of work."""

    def __init__(self, session: Session, ledger: Ledger) -> None:
        self._session = session
        self._ledger = ledger

    def all(self) -> list[Shop]:
        """Every shop by name."""
        return self._where("order by name")

    def get(self, name_or_id: str) -> Shop | None:
        """A shop by its id or by its name; the id goes first."""
        found = self._where("where id = ?1 or name = ?1 order by id <> ?1 limit 1", name_or_id)
        return next(iter(found), None)

    def _where(self, where: str, *values: str) -> list[Shop]:
        return [
            Shop(
                id=id_,
                name=name,
                platform=Platform(platform),
                kind=kind,
                platform_assumed=bool(assumed),
                as_of=as_of,
                offset_ms=offset,
            )
            for id_, name, platform, kind, assumed, as_of, offset in self._session.execute(
                f"{_SHOP} {where}", values
            )
        ]

    def save(self, shop: Shop) -> None:
        """Write the shop; its cursor stays. ``IntegrityError`` where the name is taken."""
        self._session.write(
            "insert into shops (id, name, platform, kind, platform_assumed, as_of, offset_ms)"
            " values (?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set name = excluded.name,"
            " platform = excluded.platform, kind = excluded.kind,"
            " platform_assumed = excluded.platform_assumed, as_of = excluded.as_of,"
            " offset_ms = excluded.offset_ms",
            (
                shop.id, shop.name, shop.platform, shop.kind, int(shop.platform_assumed),
                shop.as_of, shop.offset_ms,
            ),
        )  # fmt: skip
        self._ledger.changed(Change("shop", shop.id))

    def addresses(self, shop: str) -> list[Address]:
        """The shop's addresses, the default first."""
        rows = self._session.execute(
            "select id, shop, name, phone, text, standard from addresses where shop = ?"
            " order by standard desc, id",
            (shop,),
        )
        return [
            Address(id=id_, shop=owner, name=name, phone=phone, text=text, default=bool(first))
            for id_, owner, name, phone, text, first in rows
        ]

    def save_address(self, address: Address) -> None:
        """Write the address; a new default replaces the old one."""
        if address.default:
            self._session.write("update addresses set standard = 0 where shop = ?", (address.shop,))
        self._session.write(
            "insert into addresses (id, shop, name, phone, text, standard)"
            " values (?, ?, ?, ?, ?, ?) on conflict (id) do update set shop = excluded.shop,"
            " name = excluded.name, phone = excluded.phone, text = excluded.text,"
            " standard = excluded.standard",
            (
                address.id, address.shop, address.name, address.phone, address.text,
                int(address.default),
            ),
        )  # fmt: skip
        self._ledger.changed(Change("shop", address.shop))

    def cursor(self, shop: str) -> str:
        """How far the shop has been read; "" before the first time."""
        row = self._session.execute("select cursor from shops where id = ?", (shop,)).fetchone()
        return str(row[0]) if row else ""

    def set_cursor(self, shop: str, cursor: str) -> None:
        """Remember how far the shop has been read."""
        self._session.write("update shops set cursor = ? where id = ?", (cursor, shop))
