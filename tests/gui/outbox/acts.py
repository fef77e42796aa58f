"""Acts on their way for the outbox screen: one of every kind, with hostile words."""

from __future__ import annotations

from dataclasses import replace

from tests.gui.entries.orders import OrderWorld, picture_world
from tests.helpers.fake_world import NOW
from workbench.domain.beijing import HOUR, MINUTE, SECOND
from workbench.domain.kinds import Action, CommandId, Delivery, Fault
from workbench.services.ports import OutboxItem

PAGE = "https://refund2.taobao.com/dispute/detail.htm?disputeId=1"
WORDS = "您好，同意您退货。\n请寄到：杭州余杭仓 8 号，仓库收，0571-0000000。\n退货运费由我们承担。"


def item(
    number: int, state: Delivery, action: str = Action.AGREE_REFUND, row: int = 1,
    **more: object,
) -> OutboxItem:  # fmt: skip
    """One act on the case of a row of the fake world."""
    world = _WORLD
    case = world.case(row)
    made = OutboxItem(
        command_id=CommandId(f"c{number}"), shop=case.key.shop, case_id=case.key.case_id,
        order_id=case.order_id, action=action, args={}, state=state, actor="小满",
        created_at=NOW - number * MINUTE, hold_until=NOW,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


_WORLD = picture_world()


def check(*steps: str) -> list[dict[str, object]]:
    """Steps as a gateway gives them."""
    return [{"msgid": step, "values": {}, "plural": None} for step in steps]


def outbox_world(hosts_page: str = PAGE) -> OrderWorld:
    """A world with one act of every kind."""
    world = picture_world()
    items = [
        item(1, Delivery.WAITING, Action.NEGOTIATE, row=8, hold_until=NOW + 6 * SECOND,
             args={"amount_fen": 2000}),
        item(2, Delivery.WAITING, Action.AGREE_REFUND, row=13, last_error=Fault.PLATFORM_DOWN),
        item(3, Delivery.SENDING, Action.REFUSE, row=5),
        item(4, Delivery.UNKNOWN, Action.AGREE_REFUND, row=7, last_error=Fault.NO_ANSWER,
             args={"amount_fen": 19900}, tries=2),
        item(5, Delivery.REFUSED, Action.REFUSE, row=18, last_error=Fault.NEGOTIATE_FIRST,
             platform_words="<b>要先协商</b>\u202e，再拒绝", finished_at=NOW - 8 * MINUTE),
        item(6, Delivery.HANDOFF, Action.AGREE_RETURN, row=17, result={
            "text": WORDS, "url": hosts_page,
            "check": check("打开售后单，点“同意退货”", "核对退货地址是默认地址",
                           "办好后回来打勾；下次导入会核对"),
        }),
        item(7, Delivery.DONE, Action.AGREE_REFUND, row=9, finished_at=NOW - 2 * HOUR),
        item(8, Delivery.HANDOFF_DONE, Action.AGREE_RETURN, row=11, finished_at=NOW - 3 * HOUR),
    ]  # fmt: skip
    world.items = {one.command_id: one for one in items}
    return world
