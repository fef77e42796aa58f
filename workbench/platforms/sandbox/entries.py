"""Reopened after-sale entries: asked for by buyers, opened by the merchant once, used once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.base.texts import text
from workbench.domain import beijing
from workbench.domain.kinds import Delivery, EntryState, Fault, Millis, Phase
from workbench.platforms.sandbox.model import EntryBook, OrderBook, SandboxError
from workbench.services.ports import Answer

if TYPE_CHECKING:
    from workbench.platforms.sandbox.desk import Desk
    from workbench.services.ports import Act

_YEAR_DAYS = 365
_LIVE = (EntryState.OPEN, EntryState.OPENING, EntryState.USED, EntryState.EXPIRED)


def open_entry(desk: Desk, act: Act) -> Answer:
    """OPEN-1..4 with the platform's own conclusions, which may differ from the merchant's."""
    order = desk.order(act.shop, act.order_id)
    if order is None:
        known = desk.connection.execute(
            "select 1 from orders where id = ?", (act.order_id,)
        ).fetchone()
        if known:
            return _no(Fault.NO_RIGHT, "无权操作此订单")
        return _no(Fault.BAD_REQUEST, "订单不存在，请核对订单编号")
    refused = conclusion(desk, order)
    if refused is not None:
        return _no(*refused)
    entry = desk.entry(order.shop, order.order_id) or EntryBook(
        shop=order.shop, order_id=order.order_id, state=EntryState.OPENING
    )
    policy = desk.policy(order.platform).entry
    dice = desk.dice("entry", order.order_id)
    days = _YEAR_DAYS if dice.randrange(12) == 0 else policy.valid_days
    entry.state = EntryState.OPEN
    entry.opened_at = desk.now
    entry.valid_until = desk.now + days * beijing.DAY
    entry.command_id = act.command_id
    desk.put(entry)
    desk.plan(entry.valid_until, "entry_expire", order.shop, order=order.order_id)
    if dice.randrange(100) < (85 if order.entry_requested_at else 30):
        when = desk.now + dice.randint(20, 3_600) * beijing.MINUTE
        desk.plan(when, "entry_apply", order.shop, order=order.order_id)
    result: dict[str, object] = {
        "at": desk.now,
        "state": str(entry.state),
        "opened_at": entry.opened_at,
        "valid_until": entry.valid_until,
    }
    desk.record(order, "open_entry", command_id=act.command_id, by="merchant", result=result)
    return Answer(state=Delivery.DONE, result=result)


def conclusion(desk: Desk, order: OrderBook) -> tuple[Fault, str] | None:
    """Why the platform does not open this order's entry; None: it does."""
    policy = desk.policy(order.platform).entry
    entry = desk.entry(order.shop, order.order_id)
    if entry is not None and entry.state in _LIVE:
        if entry.state is EntryState.OPEN:
            return Fault.ALREADY_DONE, "售后入口已经打开，请联系买家在用户端申请售后"
        return Fault.ALREADY_DONE, "每笔订单仅可打开一次售后入口，该订单已打开过"
    if order.after_sale_days >= policy.long_days:
        return Fault.BAD_REQUEST, f"{order.after_sale_days} 天售后类目，不支持打开售后入口"
    until = order.after_sale_until
    if until is None:
        return Fault.BAD_REQUEST, "交易尚未完成，买家可直接申请售后"
    if desk.now < until:
        return Fault.BAD_REQUEST, "订单仍在售后期内，买家可直接申请售后"
    if order.claimed or _after_sale_cases(desk, order):
        return Fault.BAD_REQUEST, "该订单已申请过售后，不支持打开售后入口"
    if order.created_at < desk.now - _YEAR_DAYS * beijing.DAY:
        return Fault.BAD_REQUEST, "历史订单不支持打开售后入口"
    return None


def _after_sale_cases(desk: Desk, order: OrderBook) -> bool:
    return any(case.phase is Phase.AFTER_SALE for case in desk.cases_of(order))


def request(desk: Desk, order: OrderBook) -> None:
    """OPEN-7: the buyer asks the merchant to open it.

    Raises ``SandboxError`` where it is open or was used already.
    """
    entry = desk.entry(order.shop, order.order_id)
    if entry is not None and entry.state in _LIVE:
        raise SandboxError(
            text("The entry of this order is {state} already.", state=str(entry.state))
        )
    order.entry_requested_at = Millis(desk.now)
    desk.put(order)
    desk.put(
        EntryBook(
            shop=order.shop,
            order_id=order.order_id,
            state=EntryState.REQUESTED,
            requested_at=desk.now,
        )
    )


def use(desk: Desk, order: OrderBook, case_id: str) -> None:
    """The buyer has applied through the open entry: it is used up."""
    entry = desk.entry(order.shop, order.order_id)
    if entry is not None and entry.state is EntryState.OPEN:
        entry.state = EntryState.USED
        entry.case_id = case_id
        desk.put(entry)


def expire(desk: Desk, shop: str, order_id: str) -> None:
    """Nobody applied in time."""
    entry = desk.entry(shop, order_id)
    if entry is not None and entry.state is EntryState.OPEN:
        entry.state = EntryState.EXPIRED
        desk.put(entry)


def is_open(desk: Desk, order: OrderBook) -> bool:
    """True while the buyer may apply through a reopened entry."""
    entry = desk.entry(order.shop, order.order_id)
    if entry is None or entry.state is not EntryState.OPEN:
        return False
    return entry.valid_until is None or desk.now < entry.valid_until


def _no(fault: Fault, words: str) -> Answer:
    return Answer(state=Delivery.REFUSED, fault=fault, words=words)
