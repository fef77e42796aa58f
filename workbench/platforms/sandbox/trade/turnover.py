"""How many orders were paid per shop and day: what the rates of after-sale are measured against."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from workbench.domain import beijing

if TYPE_CHECKING:
    from workbench.platforms.sandbox.trade.plan import Plan

_CASES_PER_HUNDRED = {"tmall": 11, "taobao": 8, "douyin": 16, "wechat": 7}


def paid_orders(plan: Plan) -> Iterator[tuple[str, date, int, int]]:
    """(shop, Beijing day, orders paid, fen paid), the oldest day first, today left out."""
    shops = plan.shops
    if not shops:
        return
    today = beijing.midnight(beijing.day_of(plan.clock))
    daily = max(1.0, plan.cases / plan.days / len(shops))
    for back in range(plan.days, 0, -1):
        day = beijing.day_of(today - back * beijing.DAY)
        for shop in shops:
            dice = random.Random(f"{plan.seed}/turnover/{shop.id}/{day.isoformat()}")
            weekend = 1.15 if day.weekday() >= 5 else 1.0
            share = _CASES_PER_HUNDRED[shop.platform]
            orders = round(daily * 100 / share * weekend * (0.85 + 0.3 * dice.random()))
            yield shop.id, day, orders, orders * (14_000 + dice.randrange(6_000))
