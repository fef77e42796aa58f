"""Orders past their after-sale period: some may be reopened, the others each fail for a reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.domain import beijing
from workbench.domain.kinds import CaseType
from workbench.platforms.sandbox import entries
from workbench.platforms.sandbox.trade import deals

if TYPE_CHECKING:
    from workbench.platforms.sandbox.desk import Desk
    from workbench.platforms.sandbox.model import OrderBook
    from workbench.platforms.sandbox.trade.catalogue import ShopSeed

FIRST = 50_000_000  # numbers of their own, between history and pending
# eligible; asked for by the buyer; still running; 90-day category; older than 3 months; claimed
_FATES = ("fine", "asked", "fine", "running", "long", "old", "claimed", "asked", "fine", "ancient")
_AGES = {"running": (4, 12), "old": (100, 170), "ancient": (380, 500)}


def make(desk: Desk, shops: Sequence[ShopSeed], count: int) -> None:
    """Put ``count`` such orders on the books, dealt round to the shops."""
    present = desk.now
    for number in range(count):
        shop = shops[number % len(shops)]
        fate = _FATES[(number // len(shops)) % len(_FATES)]
        one(desk, shop, FIRST + number, fate)
        desk.now = present
        if number % 500 == 499:
            desk.forget()


def one(desk: Desk, shop: ShopSeed, number: int, fate: str) -> OrderBook:
    """Put one such order on the books; the desk's clock may be left at its last event."""
    dice = desk.dice("old", number)
    chosen = deals.pick(dice, shop, CaseType.RETURN_REFUND)
    low, high = _AGES.get(fate, (28, 80))
    created = desk.now - dice.randint(low * 24, high * 24) * beijing.HOUR
    order = deals.order_of(dice, shop, chosen, number=number, created_at=created)
    order.after_sale_days = 90 if fate == "long" else 15
    signed = created + dice.randint(40, 90) * beijing.HOUR
    if "virtual" not in order.labels:
        order.outbound = deals.ship(dice, order, signed_at=signed, now=desk.now)
    order.success_at = signed + dice.randint(2, 24) * beijing.HOUR
    order.claimed = fate == "claimed"
    desk.put(order)
    if fate == "asked":
        desk.now -= dice.randint(10, 2_600) * beijing.MINUTE
        entries.request(desk, order)
    return order
