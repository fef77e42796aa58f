"""Reading what changed on the platforms, shop by shop, page by page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.base.errors import KnownError
from workbench.base.texts import Text, text
from workbench.domain import deadline
from workbench.domain.kinds import EntryState, Fault, Millis, ShopKind
from workbench.services import entries, recording
from workbench.services.outbox import WHAT_TO_DO, Outbox
from workbench.services.ports import GatewayError
from workbench.services.workbench import SyncReport

if TYPE_CHECKING:
    from workbench.domain.case import Case, CaseKey, Entry, Shop
    from workbench.services.deps import Deps
    from workbench.services.ports import Change, Gateway, Page, UnitOfWork

MOST_UNANSWERED = 50  # so many cases with a late answer are read in one sync; the others next time


def sync(deps: Deps, shop_name: str = "") -> list[SyncReport]:
    """Settle what is unknown, then read every shop's changes; a failing shop stops only itself."""
    deps.gateways.tick()
    Outbox(deps).pump(force=True)
    with deps.store.read() as uow:
        shops = [s for s in uow.shops.all() if shop_name in ("", s.id, s.name)]
    reports = [_shop(deps, shop) for shop in shops if shop.kind != ShopKind.FILES]
    for shop in shops:
        _run_out(deps, shop)
    Outbox(deps).pump()
    return reports


def look_again(deps: Deps, key: CaseKey) -> tuple[Change, ...]:
    """Read one case now, whatever its clock says ("check")."""
    with deps.store.read() as uow:
        shop = uow.shops.get(key.shop)
    if shop is None:
        return ()
    deps.gateways.tick()
    reading = deps.gateways.of(shop).read_case(key.shop, key.case_id)
    if reading is None:
        return ()
    with deps.store.write() as uow:
        recording.save_reading(deps, uow, reading)
        return uow.commit()


def _shop(deps: Deps, shop: Shop) -> SyncReport:
    read = changed = unknown = 0
    try:
        gateway = deps.gateways.of(shop)
    except KnownError as error:
        return SyncReport(shop=shop.name, read=0, changed=0, unknown_words=0, failed=error.text)
    try:
        more = True
        while more:
            with deps.store.read() as uow:
                cursor = uow.shops.cursor(shop.id)
            page = gateway.changes(shop.id, cursor)
            changed += _page(deps, shop, page, gateway)
            read += len(page.readings)
            unknown += page.unknown_words
            more = page.more
        again = _waiting_for_us(deps, shop, gateway)
        read, changed = read + again[0], changed + again[1]
    except GatewayError as error:
        return SyncReport(
            shop=shop.name, read=read, changed=changed, unknown_words=unknown,
            failed=_failed(error),
        )  # fmt: skip
    return SyncReport(shop=shop.name, read=read, changed=changed, unknown_words=unknown)


def _run_out(deps: Deps, shop: Shop) -> None:
    """OPEN-5: entries whose time is over, after the platform had its say."""
    now = deps.now()
    with deps.store.read() as uow:
        some = entries.over(uow, shop.id, now)
    if some:
        with deps.store.write() as uow:
            entries.expire(uow, shop.id, now)
            uow.commit()


def _waiting_for_us(deps: Deps, shop: Shop, gateway: Gateway) -> tuple[int, int]:
    """Read every case that something ran out on since we last read it; (read, changed).

    The platform tells only what changed: where it has not acted yet, only asking tells us so.
    A given time that is past zero (CLK-8), the time to answer a negotiation (NEG-6), or a proof
    that was added to a promise (PROM-2).
    """
    now = deps.now()
    with deps.store.read() as uow:
        cases = uow.cases.get_many(uow.cases.open_keys(shop.id)).values()
        zero = [
            case.key
            for case in cases
            if deadline.past_zero(case, now) and not deadline.read_since_zero(case)
        ]
        unanswered = [case.key for case in cases if _unanswered(case, now)][:MOST_UNANSWERED]
        owing = uow.cases.get_many(uow.cases.owing_keys(shop.id)).values()
        proven = [case.key for case in owing if _proven(case)][:MOST_UNANSWERED]
    keys = list(dict.fromkeys([*zero, *unanswered, *proven]))
    changed = 0
    for key in keys:
        reading = gateway.read_case(key.shop, key.case_id)
        if reading is not None:
            with deps.store.write() as uow:
                changed += recording.save_reading(deps, uow, reading)
                uow.commit()
    return len(keys), changed


def _unanswered(case: Case, now: int) -> bool:
    talk = case.open_negotiation
    return talk is not None and talk.reply_by is not None and case.as_of <= talk.reply_by <= now


def _proven(case: Case) -> bool:
    return any(one.open and one.proof for one in case.promises)


def _failed(error: GatewayError) -> Text:
    return text(
        "The platform could not be read: {why}", why=WHAT_TO_DO.get(error.fault, Text(""))
    ) if error.fault in Fault else text("The platform could not be read.")  # fmt: skip


def _page(deps: Deps, shop: Shop, page: Page, gateway: Gateway) -> int:
    now = deps.now()
    theirs = gateway.now()
    changed = 0
    with deps.store.write() as uow:
        for order in page.orders:
            uow.orders.save(order)
            uow.changed("order", f"{order.shop}/{order.order_id}")
        for entry in page.entries:
            _entry(uow, entry)
        for reading in page.readings:
            changed += recording.save_reading(deps, uow, reading)
        uow.shops.set_cursor(shop.id, page.cursor)
        current = uow.shops.get(shop.id) or shop  # it may have been renamed meanwhile
        offset = theirs - now if theirs is not None else current.offset_ms
        uow.shops.save(replace(current, as_of=Millis(now), offset_ms=offset))
        uow.changed("shop", shop.id)
        uow.commit()
    return changed


def _entry(uow: UnitOfWork, said: Entry) -> None:
    """The platform's word on an entry; a request does not overwrite our opening under way."""
    ours = uow.orders.entry(said.shop, said.order_id)
    if ours is None:
        uow.orders.save_entry(said)
    elif said.state == EntryState.REQUESTED:
        if ours.requested_at is not None:
            return
        uow.orders.save_entry(replace(ours, requested_at=said.requested_at))
    else:
        merged = replace(
            ours,
            state=said.state,
            opened_at=said.opened_at or ours.opened_at,
            valid_until=said.valid_until or ours.valid_until,
            case_id=said.case_id or ours.case_id,
        )
        if merged == ours:
            return
        uow.orders.save_entry(merged)
    uow.changed("entry", f"{said.shop}/{said.order_id}")
