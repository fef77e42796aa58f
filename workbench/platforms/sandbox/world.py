"""Making a whole world of shops: addresses, pending cases, orders for reopening, and the past."""

from __future__ import annotations

import json
import threading
from dataclasses import asdict
from typing import TYPE_CHECKING

from workbench.domain import beijing
from workbench.domain.kinds import Platform
from workbench.platforms.sandbox import books, clockwork, player
from workbench.platforms.sandbox.desk import Desk
from workbench.platforms.sandbox.trade import arrivals, old_orders, pending, recall
from workbench.platforms.sandbox.trade.history import Past
from workbench.platforms.sandbox.trade.plan import Plan

if TYPE_CHECKING:
    from workbench.base.engine import Connection
    from workbench.platforms.sandbox.desk import Rulebook
    from workbench.platforms.sandbox.model import Dossier, OrderBook
    from workbench.platforms.sandbox.trade.catalogue import ShopSeed

_BATCH = 500


def make(connection: Connection, rules: Rulebook, plan: Plan) -> None:
    """Empty the books and fill them with a new world."""
    books.wipe(connection)
    for key, value in (
        ("plan", json.dumps(asdict(plan))),
        ("seed", str(plan.seed)),
        ("clock", str(plan.clock)),
        ("mode", clockwork.Mode.STANDING),
        ("scripted", "1" if plan.scripted else "0"),
        ("arrivals", str(_rate(plan))),
    ):
        books.set_value(connection, key, value)
    for place, shop in enumerate(plan.shops):
        _open_shop(connection, shop, place)
    desk = Desk(connection, rules, seed=str(plan.seed), now=plan.clock)
    desk.floor, desk.quiet = plan.clock, True
    _fill(desk, plan)
    desk.floor, desk.quiet, desk.now = None, False, plan.clock
    midnight = beijing.midnight(beijing.day_of(plan.clock))
    arrivals.plan_day(desk, midnight)
    desk.plan(midnight + beijing.DAY, "day", "")
    desk.flush()


def _rate(plan: Plan) -> int:
    return plan.pending // 6 if plan.arrivals is None else plan.arrivals


def _open_shop(connection: Connection, shop: ShopSeed, place: int) -> None:
    connection.execute(
        "insert into shops (id, name, platform, place) values (?, ?, ?, ?)",
        (shop.id, shop.name, shop.platform, place),
    )
    for number, (name, phone, where) in enumerate(shop.addresses, start=1):
        connection.execute(
            "insert into addresses (id, shop, name, phone, text, is_default) "
            "values (?, ?, ?, ?, ?, ?)",
            (f"{shop.id}-a{number}", shop.id, name, phone, where, int(number == 1)),
        )


def _fill(desk: Desk, plan: Plan) -> None:
    shops = plan.shops
    if not shops:
        return
    dice = desk.dice("plots")
    for number, plot in enumerate(pending.plots(plan.pending, dice)):
        with desk.attempt():
            pending.make(desk, shops[number % len(shops)], number, plot)
        player.settle(desk, scripted=plan.scripted)
        if number % _BATCH == _BATCH - 1:
            desk.forget()
    old_orders.make(desk, shops, max(8, min(plan.pending // 2, 2_000)))
    player.settle(desk, scripted=plan.scripted)
    desk.forget()


def stored_plan(connection: Connection) -> Plan | None:
    """The plan of the world on the books; None where none was made yet."""
    held = json.loads(books.get_value(connection, "plan", "{}"))
    if not held:
        return None
    held["platforms"] = tuple(Platform(name) for name in held["platforms"])
    return Plan(**held)


def past(plan: Plan, rules: Rulebook) -> Past:
    """The final cases of the past: all of them, or one by its id."""
    return Past(
        plan.seed,
        max(0, plan.cases - plan.pending),
        shops=plan.shops,
        until=plan.clock,
        days=plan.days,
        rules=rules,
    )


class Memory:
    """Tells single cases of the past; each thread remembers for itself."""

    def __init__(self) -> None:
        self._local = threading.local()

    def tell(
        self, connection: Connection, rules: Rulebook, shop: str, case_id: str
    ) -> tuple[Dossier, OrderBook] | None:
        """The case and its order, or None where the past has none of this id."""
        text = books.get_value(connection, "plan")
        if getattr(self._local, "text", None) != text:
            plan = stored_plan(connection)
            self._local.past = None if plan is None else past(plan, rules)
            self._local.text = text
        found = None if self._local.past is None else self._local.past.find(shop, case_id)
        if found is None:
            return None
        case = recall.dossier(*found)
        return case, recall.order(case)
