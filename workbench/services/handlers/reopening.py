"""Opening the after-sale entry of orders, one by one, each with its own result (OPEN-8)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.base.errors import KnownError
from workbench.base.ids import new_id
from workbench.base.texts import text
from workbench.domain.case import Entry
from workbench.domain.guards import reopening
from workbench.domain.kinds import Delivery, EntryState
from workbench.services import authorize
from workbench.services.handlers.deciding import fingerprint
from workbench.services.handlers.surroundings import shop_of
from workbench.services.ports import OutboxItem
from workbench.services.workbench import EntryResult

if TYPE_CHECKING:
    from workbench.domain.case import Order, Shop
    from workbench.domain.refusal import Refusal
    from workbench.services.deps import Deps
    from workbench.services.ports import UnitOfWork

OPEN_ENTRY = "open_entry"


def eligibility(
    deps: Deps, uow: UnitOfWork, order: Order, confirm: frozenset[str] = frozenset()
) -> tuple[Refusal, ...]:
    """Every rule that stands against opening this order's entry now."""
    shop = shop_of(uow, order.shop)
    now = deps.now()
    return reopening.check(
        order,
        uow.orders.entry(order.shop, order.order_id),
        uow.cases.of_order(order.shop, order.order_id),
        deps.book.at(order.platform, now).entry,
        now=now,
        shop_kind=shop.kind,
        allow_old=deps.settings().allow_old_entries,
        confirmed=confirm,
    )


def open_entry(
    deps: Deps, shop_name: str, order_id: str, confirm: frozenset[str], actor: str
) -> EntryResult:
    """Store the opening of one order's entry for delivery, or say why not."""
    with deps.store.write() as uow:
        order = order_of(uow, shop_name, order_id)
        shop = shop_of(uow, order.shop)
        no_right = authorize.denied(actor, "entry.open", order.shop)
        refused = (no_right,) if no_right else eligibility(deps, uow, order, confirm)
        command_id = new_id()
        uow.audit.append(
            at=deps.now(), actor=actor, command=OPEN_ENTRY, subject=f"{order.shop}/{order_id}",
            decision="refused:" + ",".join(r.rule for r in refused) if refused else "accepted",
            facts={"command_id": command_id, "confirmed": sorted(confirm)},
        )  # fmt: skip
        if refused:
            entry = uow.orders.entry(order.shop, order_id)
            state = str(entry.state) if entry is not None else ""
            uow.commit()
            return EntryResult(order_id=order_id, opened=False, state=state, refused=refused)
        _store(deps, uow, order, shop, command_id, actor)
        uow.commit()
    return EntryResult(
        order_id=order_id, opened=False, state=str(EntryState.OPENING), command_id=command_id
    )


def _store(
    deps: Deps, uow: UnitOfWork, order: Order, shop: Shop, command_id: str, actor: str
) -> None:
    now = deps.now()
    uow.outbox.add(
        OutboxItem(
            command_id=command_id,  # type: ignore[arg-type]
            shop=shop.id,
            case_id="",
            order_id=order.order_id,
            action=OPEN_ENTRY,
            args={},
            state=Delivery.WAITING,
            actor=actor,
            created_at=now,
            hold_until=now,
            fingerprint=fingerprint(OPEN_ENTRY, f"{shop.id}/{order.order_id}", {}, []),
        )
    )
    before = uow.orders.entry(shop.id, order.order_id)
    entry = before or Entry(shop=shop.id, order_id=order.order_id, state="")
    uow.orders.save_entry(
        replace(entry, state=EntryState.OPENING, command_id=command_id, delivery=Delivery.WAITING)
    )
    uow.changed("entry", f"{shop.id}/{order.order_id}")
    uow.changed("outbox", command_id)


def order_of(uow: UnitOfWork, shop_name: str, order_id: str) -> Order:
    """The order; without a shop it must be the only one of that id. Raises ``KnownError``."""
    shop_id = shop_of(uow, shop_name).id if shop_name else None
    found = uow.orders.find(order_id, shop_id)
    if not found:
        raise KnownError(
            "no_order",
            text("There is no order {order}; “workbench order add” enters one.", order=order_id),
        )
    if len(found) > 1:
        raise KnownError(
            "ambiguous",
            text("Several shops have an order {order}: write SHOP/ORDER.", order=order_id),
        )
    return found[0]


def forget_opening(uow: UnitOfWork, item: OutboxItem) -> None:
    """The opening was taken back: the entry is as it was before."""
    entry = uow.orders.entry(item.shop, item.order_id)
    if entry is not None and entry.command_id == item.command_id:
        state = EntryState.REQUESTED if entry.requested_at else EntryState.REFUSED
        uow.orders.save_entry(replace(entry, state=state, command_id="", delivery=Delivery.UNDONE))
        uow.changed("entry", f"{item.shop}/{item.order_id}")
