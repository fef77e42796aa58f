"""``orders``, ``order``, ``open-entry``: orders and their after-sale entry (OPEN)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workbench.base.errors import KnownError
from workbench.base.texts import _, text
from workbench.cli import acting, case_json, naming, speaking, usage
from workbench.domain import beijing
from workbench.domain.case import Order
from workbench.domain.kinds import Fen, Millis, OrderId, ShopId
from workbench.domain.money import yuan_signed

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction

    from workbench.cli.house import Desk, House
    from workbench.domain.refusal import Refusal
    from workbench.services.workbench import EntryResult


def add(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Declare the commands of this family."""
    listing = commands.add_parser("orders", help=_("orders, and which may be reopened"))
    listing.add_argument("--eligible", action="store_true")
    listing.add_argument("--requested", action="store_true")
    listing.add_argument("--shop", default="")
    listing.add_argument("--sku", default="")
    listing.add_argument("--search", default="")
    listing.add_argument("--from", dest="first", default="")
    listing.add_argument("--to", dest="last", default="")
    listing.add_argument("--limit", type=usage.whole(1, 100_000), default=500)
    listing.set_defaults(run=orders)
    one = commands.add_parser("order", help=_("one order; “order add --args JSON” enters one"))
    one.add_argument("order", metavar="ORDER|add")
    one.add_argument("--args", default="")
    one.set_defaults(run=order)
    opening = commands.add_parser("open-entry", help=_("reopen the after-sale entry of orders"))
    opening.add_argument("orders", nargs="+", metavar="ORDER")
    opening.add_argument("--confirm", action="append", default=[], metavar="RULE")
    opening.set_defaults(run=open_entry)


def orders(desk: Desk, args: Namespace) -> int:
    """A list of orders."""
    house = desk.house
    found = house.queries.orders(
        shop=naming.shop_id(house, args.shop) if args.shop else "",
        sku=args.sku,
        first=_day(args.first),
        last=_day(args.last, whole=True),
        search=args.search,
        requested=True if args.requested else None,
        limit=_ALL if args.eligible else args.limit,
    )
    checked = [(item, house.door.eligibility(item)) for item in found]
    if args.eligible:
        checked = [pair for pair in checked if all(r.confirmable for r in pair[1])]
        checked = checked[: args.limit]
    if desk.options.json:
        items = [_json(house, item, refused) for item, refused in checked]
        speaking.document({"total": len(items), "items": items})
        return 0
    rows = [
        (
            item.order_id,
            item.item_title[:24],
            yuan_signed(item.paid_fen),
            ", ".join(sorted({r.rule for r in refused})) or _("may be opened"),
        )
        for item, refused in checked
    ]
    speaking.table((_("order"), _("item"), _("paid"), _("reopening")), rows)
    return 0


_ALL = 10_000_000


def _day(typed: str, *, whole: bool = False) -> int | None:
    """The instant meant; ``whole``: a day without a time stands for its last millisecond."""
    if not typed:
        return None
    try:
        at = beijing.parse_iso(typed)
        return at + beijing.DAY - 1 if whole and len(typed) <= len("2026-11-23") else at
    except (ValueError, OverflowError):
        raise KnownError(
            "usage", text("“{typed}” is no date; write 2026-11-23.", typed=typed)
        ) from None


def _json(house: House, item: Order, refused: tuple[Refusal, ...]) -> dict[str, Any]:
    names = {shop.id: shop.name for shop in house.door.shops()}
    with house.door.deps.store.read() as uow:
        entry = uow.orders.entry(item.shop, item.order_id)
        cases = [case.key.case_id for case in uow.cases.of_order(item.shop, item.order_id)]
    return {
        **case_json.order(item, names.get(item.shop, item.shop)),
        "cases": cases,
        "entry": case_json.entry_of(entry),
        "eligible": all(r.confirmable for r in refused) if refused else True,
        "refused": [speaking.refusal(r) for r in refused],
    }


def order(desk: Desk, args: Namespace) -> int:
    """One order, or a new one entered by hand (IMP-6)."""
    house = desk.house
    if args.order == "add":
        saved = house.door.save_order(_typed(house, args.args), desk.options.actor)
        return _show(desk, house, saved)
    shop, order_id = naming.split_order(args.order)
    wanted = naming.shop_id(house, shop) if shop else None
    with house.door.deps.store.read() as uow:
        found = uow.orders.find(order_id, wanted)
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
    return _show(desk, house, found[0])


def _show(desk: Desk, house: House, item: Order) -> int:
    refused = house.door.eligibility(item)
    value = _json(house, item, refused)
    if desk.options.json:
        speaking.document(value)
        return 0
    print(f"{value['shop']}  {item.order_id}  {item.item_title}  {yuan_signed(item.paid_fen)}")
    for rule in refused:
        print("  " + speaking.sentence(rule))
    if not refused:
        print("  " + _("may be opened"))
    return 0


def _typed(house: House, raw: str) -> Order:
    value = naming.json_object(raw or "{}")
    stray = sorted(set(value) - set(_REQUIRED) - set(_OPTIONAL))
    missing = [name for name in _REQUIRED if value.get(name) in (None, "")]
    if stray or missing:
        raise usage.wrong(
            text("An order needs JSON with shop, order_id, paid_fen, created_at and, where it is "
                 "finished, success_at."),
        )  # fmt: skip
    order_id = str(value["order_id"]).strip()
    if isinstance(value["order_id"], (bool, float, list, dict)) or not _ID.fullmatch(order_id):
        raise _not_so("order_id", value["order_id"])
    shop = naming.shop_id(house, str(value["shop"]))
    created, success = _moment(value, "created_at"), _moment(value, "success_at")
    if created is None or (success is not None and success < created):
        raise _not_so("success_at", value.get("success_at"))
    with house.door.deps.store.read() as uow:
        known = uow.orders.get(shop, order_id)
    platform = next(s.platform for s in house.door.shops() if s.id == shop)
    fresh = known or Order(
        shop=ShopId(shop), platform=platform, order_id=OrderId(order_id), paid_fen=Fen(0),
        created_at=created,
    )  # fmt: skip
    days = value.get("after_sale_days", fresh.after_sale_days)
    return replace(
        fresh,
        paid_fen=Fen(_count(value["paid_fen"], "paid_fen", usage.MOST_FEN)),
        created_at=created,
        success_at=success,
        after_sale_days=_count(days, "after_sale_days", 3_650),
        item_title=str(value.get("item_title", fresh.item_title)),
        sku=str(value.get("sku", fresh.sku)),
        buyer_nick=str(value.get("buyer_nick", fresh.buyer_nick)),
    )


_REQUIRED = ("shop", "order_id", "paid_fen", "created_at")
_OPTIONAL = ("success_at", "after_sale_days", "item_title", "sku", "buyer_nick")
_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")


def _moment(value: dict[str, Any], name: str) -> Millis | None:
    typed = value.get(name)
    if typed in (None, ""):
        return None
    try:
        return beijing.parse_iso(str(typed))
    except (ValueError, OverflowError):
        raise _not_so(name, typed) from None


def _count(value: object, name: str, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise _not_so(name, value)
    return value


def _not_so(name: str, value: object) -> KnownError:
    return usage.wrong(text("“{value}” is no {name}.", name=name, value=str(value)[:60]))


def open_entry(desk: Desk, args: Namespace) -> int:
    """Reopen; every order has its own result."""
    house = desk.house
    confirm = frozenset(acting.rules(args.confirm))
    pairs = [naming.split_order(name) for name in args.orders]
    results = [
        _rested(house, result)
        for result in house.door.open_entries(pairs, confirm, desk.options.actor)
    ]
    if desk.options.json:
        speaking.document(
            {
                "orders": [
                    {
                        "order_id": r.order_id,
                        "opened": r.opened,
                        "state": r.state,
                        "valid_until": case_json.when(r.valid_until),
                        "refused": [speaking.refusal(item) for item in r.refused],
                        "command_id": r.command_id,
                        "delivery": r.delivery,
                    }
                    for r in results
                ]
            }
        )
    else:
        for r in results:
            print(f"{r.order_id}: {r.state or '-'}")
            for item in r.refused:
                print("  " + speaking.sentence(item))
    if any(item.rule == "ACC-2" for r in results for item in r.refused):
        return 4
    if any(r.refused for r in results):
        return 1
    return 0 if all(r.opened or r.delivery == "handoff" for r in results) else 5


def _rested(house: House, result: EntryResult) -> EntryResult:
    """Wait for the platform's answer as ``do`` does, ten seconds at most."""
    if not result.command_id:
        return result
    acting.wait_for(house, result.command_id, acting.WAIT_S)
    return house.door.entry_outcome(result)
