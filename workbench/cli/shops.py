"""``shops``, ``addresses``, ``settings``: what the directory is made of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workbench.base import settings as settings_file
from workbench.base.errors import KnownError
from workbench.base.texts import _, text
from workbench.cli import naming, speaking
from workbench.cli.case_json import when
from workbench.domain.case import Address, Shop
from workbench.domain.kinds import Platform, ShopId, ShopKind

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction
    from collections.abc import Sequence

    from workbench.cli.house import Desk


def add(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Declare the commands of this family."""
    shop = commands.add_parser("shops", help=_("the shops of this directory"))
    acts = shop.add_subparsers(dest="what", required=True)
    acts.add_parser("list").set_defaults(run=shops)
    for name in ("add", "set"):
        one = acts.add_parser(name)
        one.add_argument("name")
        one.add_argument("--platform", choices=[str(p) for p in Platform], required=name == "add")
        if name == "add":
            kinds = [str(ShopKind.SANDBOX), str(ShopKind.FILES)]
            one.add_argument("--kind", choices=kinds, default=str(ShopKind.FILES))
        else:
            one.add_argument("--rename")
        one.set_defaults(run=add_shop if name == "add" else set_shop)
    book = commands.add_parser("addresses", help=_("return addresses"))
    acts = book.add_subparsers(dest="what", required=True)
    listing = acts.add_parser("list")
    listing.add_argument("--shop", default="")
    listing.set_defaults(run=addresses)
    adding = acts.add_parser("add")
    for name in ("shop", "name", "phone", "text"):
        adding.add_argument(f"--{name}", required=True)
    adding.add_argument("--default", action="store_true")
    adding.set_defaults(run=add_address)
    default = acts.add_parser("default")
    default.add_argument("id")
    default.set_defaults(run=default_address)
    settings = commands.add_parser("settings", help=_("thresholds, language, theme, purse"))
    acts = settings.add_subparsers(dest="what", required=True)
    getting = acts.add_parser("get")
    getting.add_argument("key", nargs="?", default="")
    getting.set_defaults(run=get_setting)
    setting = acts.add_parser("set")
    setting.add_argument("key")
    setting.add_argument("value")
    setting.set_defaults(run=set_setting)


def _shop_json(shop: Shop) -> dict[str, Any]:
    return {
        "id": shop.id,
        "name": shop.name,
        "platform": str(shop.platform),
        "kind": str(shop.kind),
        "platform_assumed": shop.platform_assumed,
        "as_of": when(shop.as_of),
        "offset_ms": shop.offset_ms,
    }


def shops(desk: Desk, args: Namespace) -> int:
    """All shops."""
    del args
    found = desk.house.door.shops()
    if desk.options.json:
        speaking.document({"shops": [_shop_json(s) for s in found]})
    else:
        rows = [(s.name, s.platform, s.kind, when(s.as_of) or "-") for s in found]
        speaking.table((_("shop"), _("platform"), _("kind"), _("as of")), rows)
    return 0


def add_shop(desk: Desk, args: Namespace) -> int:
    """A new shop; real and simulated shops never share a directory (CLK-6)."""
    door = desk.house.door
    existing = door.shops()
    name = _free_name(args.name, existing)
    if any((s.kind == ShopKind.SANDBOX) != (args.kind == "sandbox") for s in existing):
        raise KnownError(
            "usage",
            text("Real and simulated shops never share a directory: use another --data-dir."),
        )
    if args.kind == ShopKind.SANDBOX:
        raise KnownError("usage", text("“workbench sandbox new” makes simulated shops."))
    shop = Shop(id=ShopId(""), name=name, platform=Platform(args.platform), kind=args.kind)
    return _said(desk, door.save_shop(shop, desk.options.actor))


def _free_name(typed: str, existing: Sequence[Shop]) -> str:
    """A name that nobody else has. Raises ``KnownError``."""
    name = typed.strip()
    if not name or len(name) > 60 or not name.isprintable():
        raise KnownError("usage", text("A shop needs a name of 1 to 60 signs."))
    if any(name in (shop.name, shop.id) for shop in existing):
        raise KnownError("usage", text("A shop “{name}” is there already.", name=name))
    return name


def set_shop(desk: Desk, args: Namespace) -> int:
    """Change a shop's platform or name."""
    door = desk.house.door
    wanted = naming.shop_id(desk.house, args.name)
    shop = next(s for s in door.shops() if s.id == wanted)
    if args.platform:
        shop = replace(shop, platform=Platform(args.platform), platform_assumed=False)
    if args.rename is not None and args.rename.strip() != shop.name:
        shop = replace(shop, name=_free_name(args.rename, door.shops()))
    return _said(desk, door.save_shop(shop, desk.options.actor))


def _said(desk: Desk, shop: Shop) -> int:
    if desk.options.json:
        speaking.document({"shop": _shop_json(shop)})
    else:
        print(f"{shop.name}  {shop.platform}  {shop.kind}")
    return 0


def _address_json(item: Address, shop_name: str) -> dict[str, Any]:
    return {
        "id": item.id,
        "shop": shop_name,
        "name": item.name,
        "phone": item.phone,
        "text": item.text,
        "default": item.default,
    }


def addresses(desk: Desk, args: Namespace) -> int:
    """The address book of one shop or of all."""
    house = desk.house
    wanted = naming.shop_id(house, args.shop) if args.shop else ""
    found = [
        _address_json(item, shop.name)
        for shop in house.door.shops()
        if wanted in ("", shop.id)
        for item in house.door.addresses(shop.id)
    ]
    if desk.options.json:
        speaking.document({"addresses": found})
    else:
        header = (_("id"), _("shop"), _("name"), _("phone"), _("address"), _("default"))
        rows = [
            (a["id"], a["shop"], a["name"], a["phone"], a["text"], "*" if a["default"] else "")
            for a in found
        ]
        speaking.table(header, rows)
    return 0


def add_address(desk: Desk, args: Namespace) -> int:
    """A new return address; the first of a shop is its default."""
    house = desk.house
    shop = naming.shop_id(house, args.shop)
    saved = house.door.save_address(
        Address(
            id="", shop=ShopId(shop), name=args.name, phone=args.phone, text=args.text,
            default=args.default,
        ),
        desk.options.actor,
    )  # fmt: skip
    return _address_said(desk, saved, args.shop)


def default_address(desk: Desk, args: Namespace) -> int:
    """Make an address the default of its shop."""
    house = desk.house
    for shop in house.door.shops():
        for item in house.door.addresses(shop.id):
            if item.id == args.id:
                saved = house.door.save_address(replace(item, default=True), desk.options.actor)
                return _address_said(desk, saved, shop.name)
    raise KnownError("usage", text("There is no address {id}.", id=args.id))


def _address_said(desk: Desk, item: Address, shop_name: str) -> int:
    if desk.options.json:
        speaking.document({"address": _address_json(item, shop_name)})
    else:
        print(f"{item.id}  {item.name}  {item.text}")
    return 0


def get_setting(desk: Desk, args: Namespace) -> int:
    """All settings, or one."""
    values = desk.house.settings().as_dict()
    if args.key:
        if args.key not in values:
            raise KnownError("usage", text("There is no setting “{key}”.", key=args.key))
        values = {args.key: values[args.key]}
    if desk.options.json:
        speaking.document(values)
    else:
        speaking.table((_("setting"), _("value")), list(values.items()))
    return 0


def set_setting(desk: Desk, args: Namespace) -> int:
    """Change one setting."""
    changed = settings_file.set_value(desk.house.folder, args.key, args.value)
    value = changed.as_dict()[args.key]
    desk.house.door.record_setting(args.key, value, desk.options.actor)
    if desk.options.json:
        speaking.document({args.key: value})
    else:
        print(f"{args.key} = {value}")
    return 0
