"""What becomes of a reopened after-sale entry (OPEN-5): used by the buyer's case, or run out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.domain.kinds import Delivery, EntryState, Phase

if TYPE_CHECKING:
    from workbench.domain.case import Case, Entry
    from workbench.services.ports import OutboxItem, UnitOfWork

LIVE = (EntryState.OPENING, EntryState.OPEN, EntryState.EXPIRED)  # a case can still turn up
_BY_HAND = (Delivery.HANDOFF, Delivery.HANDOFF_DONE)


def on_new_case(uow: UnitOfWork, case: Case, now: int) -> None:
    """A case is seen for the first time: where it came through an entry, that is used now.

    A hand-off of the opening is over then, ticked or not (OUT-4).
    """
    if case.phase is not Phase.AFTER_SALE:
        return
    entry = uow.orders.entry(case.key.shop, case.order_id)
    if entry is None or entry.state not in LIVE:
        return
    item = uow.outbox.get(entry.command_id) if entry.command_id else None
    if not _came_through(case, entry, item):
        return
    used = replace(entry, state=EntryState.USED, case_id=case.key.case_id)
    _finish(uow, used, item, now)


def over(uow: UnitOfWork, shop: str, now: int) -> list[Entry]:
    """Entries of the shop that nobody used in time."""
    return [
        entry
        for entry in uow.orders.entries_in(shop, (EntryState.OPEN,))
        if entry.valid_until is not None and entry.valid_until <= now
    ]


def expire(uow: UnitOfWork, shop: str, now: int) -> None:
    """Close them."""
    for entry in over(uow, shop, now):
        item = uow.outbox.get(entry.command_id) if entry.command_id else None
        _finish(uow, replace(entry, state=EntryState.EXPIRED), item, now)


def _came_through(case: Case, entry: Entry, item: OutboxItem | None) -> bool:
    """Applied after the entry was opened (by hand: after it was asked for), and in time."""
    by_hand = item is not None and item.state in _BY_HAND
    since = item.created_at if item is not None and by_hand else entry.opened_at
    if since is None or case.applied_at < since:
        return False
    return entry.valid_until is None or case.applied_at < entry.valid_until


def _finish(uow: UnitOfWork, entry: Entry, item: OutboxItem | None, now: int) -> None:
    if item is not None and item.state in _BY_HAND:
        uow.outbox.update(replace(item, state=Delivery.DONE, finished_at=now))
        uow.changed("outbox", item.command_id)
        entry = replace(entry, delivery=Delivery.DONE)
    uow.orders.save_entry(entry)
    uow.changed("entry", f"{entry.shop}/{entry.order_id}")
