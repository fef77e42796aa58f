"""``actions``, ``do``, ``undo``, ``outbox``, ``handoff``, ``sync``: deciding and delivering."""

from __future__ import annotations

import json
import re
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workbench.base import clock
from workbench.base.errors import KnownError
from workbench.base.texts import Text, _, phrase, text
from workbench.cli import naming, speaking, usage
from workbench.cli.case_json import when
from workbench.services import actions
from workbench.services.workbench import ActRequest

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction

    from workbench.cli.house import Desk, House
    from workbench.domain.kinds import Action
    from workbench.services.model import ActResult
    from workbench.services.ports import OutboxItem

WAIT_S = 10.0
_COMMAND_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")
_NOT_DELIVERED = ("waiting", "sending", "unknown", "review")


def add(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Declare the commands of this family."""
    commands.add_parser("actions", help=_("every act and its parameters")).set_defaults(run=listed)
    doing = commands.add_parser("do", help=_("do something on one case or several"))
    doing.add_argument("cases", metavar="CASE[,CASE...]")
    doing.add_argument("action")
    doing.add_argument("--set", action="append", default=[], metavar="K=V", dest="pairs")
    doing.add_argument("--args", default="", metavar="JSON|@FILE|-")
    doing.add_argument("--file", action="append", default=[], metavar="KIND=PATH", dest="files")
    doing.add_argument("--if-version", type=usage.whole(0, 10**9))
    doing.add_argument("--command-id")
    doing.add_argument("--confirm", action="append", default=[], metavar="RULE")
    pause = doing.add_mutually_exclusive_group()
    pause.add_argument("--hold", type=usage.seconds, metavar="SECONDS")
    pause.add_argument("--wait", type=usage.seconds, metavar="SECONDS", default=WAIT_S)
    doing.set_defaults(run=do)
    taking = commands.add_parser("undo", help=_("take a waiting act back"))
    taking.add_argument("command_id")
    taking.set_defaults(run=undo)
    out = commands.add_parser("outbox", help=_("what is on its way to the platforms"))
    out.add_argument("--all", action="store_true", help=_("finished ones too"))
    out.set_defaults(run=outbox)
    hand = commands.add_parser("handoff", help=_("what a person does on the platform's page"))
    kinds = hand.add_subparsers(dest="what", required=True)
    kinds.add_parser("list").set_defaults(run=handoffs)
    ticked = kinds.add_parser("done")
    ticked.add_argument("id")
    ticked.set_defaults(run=handoff_done)
    reading = commands.add_parser("sync", help=_("read what changed on the platforms"))
    reading.add_argument("--shop", default="")
    reading.set_defaults(run=sync)


def listed(desk: Desk, args: Namespace) -> int:
    """Every act with its parameters as JSON Schema."""
    del args
    found = [
        {
            "action": str(spec.action), "title": _(spec.title), "key": spec.key,
            "right": spec.right, "travel": str(spec.travel), "files": spec.files,
            "params": actions.schema(spec.action),
        }
        for spec in actions.SPECS.values()
    ]  # fmt: skip
    if desk.options.json:
        speaking.document({"actions": found})
    else:
        rows = [(f["action"], f["title"], f["key"], ", ".join(_names(f))) for f in found]
        speaking.table((_("act"), _("what"), _("key"), _("parameters")), rows)
    return 0


def _names(found: dict[str, Any]) -> list[str]:
    return list(found["params"].get("properties", {}))


def do(desk: Desk, args: Namespace) -> int:
    """Any act on one case or several, each with its own result."""
    house = desk.house
    action = actions.action_named(args.action)
    given = _arguments(action, args)
    typed = [name for name in args.cases.split(",") if name]
    if not typed:
        raise KnownError("usage", text("Name at least one case."))
    if len(typed) > 1 and args.command_id is not None:
        raise KnownError("usage", text("--command-id belongs to one case only."))
    if args.command_id is not None and not _COMMAND_ID.fullmatch(args.command_id):
        raise KnownError(
            "usage",
            text("--command-id takes 1 to 64 letters, digits and the signs . _ : -"),
        )
    requests = [
        ActRequest(
            key=naming.case_key(house, name),
            action=action,
            args=given,
            files=tuple(naming.proof_file(item) for item in args.files),
            if_version=args.if_version,
            command_id=args.command_id or "",
            confirm=frozenset(rules(args.confirm)),
            hold_seconds=args.hold if args.hold is not None else 0,
        )
        for name in typed
    ]
    results = house.door.act_many(requests, desk.options.actor)
    if args.hold is None:
        results = [_delivered(house, result, args.wait) for result in results]
    _say(desk, results)
    return _exit(results)


def rules(typed: list[str]) -> list[str]:
    """The rule ids of ``--confirm``, several in one or one by one."""
    return [rule.strip().upper() for item in typed for rule in item.split(",") if rule.strip()]


def _arguments(action: Action, args: Namespace) -> dict[str, Any]:
    given: dict[str, Any] = {}
    if args.args:
        given = naming.json_object(args.args)
    properties = actions.schema(action).get("properties", {})
    for pair in args.pairs:
        name, sign, value = pair.partition("=")
        if not sign:
            raise KnownError("usage", text("“{pair}” must be K=V.", pair=pair))
        name = name.replace("-", "_")
        given[name] = _value(value, properties.get(name, {}))
    return given


def _value(typed: str, schema: dict[str, Any]) -> Any:
    """Text as it is, but JSON where the parameter is a list, an object or may be nothing."""
    kinds = {schema.get("type")} | {part.get("type") for part in schema.get("anyOf", [])}
    if typed in ("none", "null") and "null" in kinds:
        return None
    if kinds & {"array", "object"}:
        try:
            return json.loads(typed)
        except (ValueError, RecursionError):
            raise KnownError("usage", text("“{typed}” is no JSON.", typed=typed[:60])) from None
    return typed


def _delivered(house: House, result: ActResult, wait_s: float) -> ActResult:
    """Send it now and wait until it rests, ``wait_s`` seconds at most."""
    if not result.ok or not result.delivery:
        return result
    wait_for(house, result.command_id, wait_s)
    return house.door.outcome(result)


def wait_for(house: House, command_id: str, wait_s: float) -> None:
    """Send it, and look again until it rests or the time is up."""
    until = clock.monotonic_ms() + round(wait_s * 1000)
    while True:
        house.door.pump(only=command_id)
        if house.door.resting(command_id) or clock.monotonic_ms() >= until:
            return
        time.sleep(0.1)


def _exit(results: list[ActResult]) -> int:
    if len(results) > 1:
        return 0 if all(r.ok and r.delivery not in _NOT_DELIVERED for r in results) else 1
    only = results[0]
    if only.denied:
        return 4
    if not only.ok:
        return 1
    return 5 if only.delivery in _NOT_DELIVERED else 0


def result_json(result: ActResult) -> dict[str, Any]:
    """One result; ``refused`` is the first rule in the way, ``all_refused`` every one."""
    return {
        "shop": result.shop,
        "case_id": result.case_id,
        "action": result.action,
        "command_id": result.command_id,
        "ok": result.ok,
        "delivery": result.delivery,
        "version": result.version,
        "negotiation_id": result.negotiation_id,
        "hold_until": when(result.hold_until),
        "message": phrase(result.words) if result.words is not None else "",
        "refused": speaking.refusal(result.refused[0]) if result.refused else None,
        "all_refused": [speaking.refusal(item) for item in result.refused],
    }


def _say(desk: Desk, results: list[ActResult]) -> None:
    names: dict[str, str] = {shop.id: shop.name for shop in desk.house.door.shops()}
    results = [replace(r, shop=names.get(r.shop, r.shop)) for r in results]
    if desk.options.json:
        found: dict[str, Any] = {"results": [result_json(r) for r in results]}
        if len(results) == 1 and results[0].refused:
            found["refused"] = speaking.refusal(results[0].refused[0])
        speaking.document(found)
        return
    for result in results:
        if result.refused:
            for item in result.refused:
                print(f"{result.case_id}: {speaking.sentence(item)}", file=sys.stderr)
        else:
            state = result.delivery or "done"
            print(f"{result.case_id}: {result.action} {state} ({result.command_id})")
            if result.words is not None:
                print(f"  {phrase(result.words)}")


def undo(desk: Desk, args: Namespace) -> int:
    """Take a waiting act back."""
    result = desk.house.door.undo(args.command_id, desk.options.actor)
    _say(desk, [result])
    return _exit([replace(result, delivery="")])


def _item_json(item: OutboxItem) -> dict[str, Any]:
    return {
        "command_id": item.command_id,
        "case_id": item.case_id,
        "order_id": item.order_id,
        "action": item.action,
        "state": str(item.state),
        "tries": item.tries,
        "last_error": item.last_error,
        "platform_words": item.platform_words,
        "hold_until": when(item.hold_until),
        "result": {**item.result, "check": _steps(item)} if _steps(item) else item.result,
    }


def _steps(item: OutboxItem) -> list[str]:
    """What a person does and checks on the platform's page (OUT-4), in the chosen language."""
    steps = item.result.get("check")
    if not isinstance(steps, list):
        return []
    return [phrase(Text(s["msgid"], s["values"], s["plural"])) for s in steps]


def outbox(desk: Desk, args: Namespace) -> int:
    """What is on its way."""
    states = () if args.all else _OPEN
    _items(desk, desk.house.queries.outbox(states=states, limit=100_000))
    return 0


_OPEN = ("waiting", "review", "sending", "unknown", "handoff", "handoff_done")


def _items(desk: Desk, items: list[OutboxItem]) -> None:
    if desk.options.json:
        speaking.document({"items": [_item_json(item) for item in items]})
        return
    rows = [
        (i.command_id, i.case_id or i.order_id, i.action, str(i.state), i.tries, i.last_error)
        for i in items
    ]
    header = (_("id"), _("case"), _("act"), _("state"), _("tries"), _("last error"))
    speaking.table(header, rows)


def handoffs(desk: Desk, args: Namespace) -> int:
    """What a person does on the platform's page."""
    del args
    items = desk.house.door.handoffs()
    _items(desk, items)
    if not desk.options.json:
        for item in items:
            print(f"\n{item.command_id}  {item.result.get('url', '')}")
            speaking.lines([*(f"  - {step}" for step in _steps(item)), ""])
            print(item.result.get("text", ""))
    return 0


def handoff_done(desk: Desk, args: Namespace) -> int:
    """Tick a hand-off; the next import or sync confirms or contradicts it."""
    result = desk.house.door.handoff_done(args.id, desk.options.actor)
    _say(desk, [result])
    return 0


def sync(desk: Desk, args: Namespace) -> int:
    """Read what changed."""
    house = desk.house
    shop = naming.shop_id(house, args.shop) if args.shop else ""
    reports = house.door.sync(shop)
    if desk.options.json:
        speaking.document(
            {
                "shops": [
                    {
                        "shop": r.shop, "read": r.read, "changed": r.changed,
                        "unknown_words": r.unknown_words,
                        "failed": phrase(r.failed) if r.failed is not None else None,
                    }
                    for r in reports
                ]
            }
        )  # fmt: skip
    else:
        rows = [
            (r.shop, r.read, r.changed, r.unknown_words, phrase(r.failed) if r.failed else "")
            for r in reports
        ]
        header = (_("shop"), _("read"), _("changed"), _("unknown words"), _("failed"))
        speaking.table(header, rows)
    return 5 if any(r.failed is not None for r in reports) else 0
