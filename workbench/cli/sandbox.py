"""``sandbox``: the simulated platform, its clock, its buyers and its faults."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from workbench.base.errors import KnownError
from workbench.base.texts import _, text
from workbench.cli import naming, speaking, usage
from workbench.cli.case_json import when
from workbench.domain import beijing
from workbench.domain.kinds import CaseType, GoodsStatus, Platform
from workbench.services import actions

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction

    from workbench.cli.house import Desk

BUYER_ACTS = (
    "accept", "refuse", "modify", "cancel", "return", "sign", "evidence", "intervene", "confirm",
)  # fmt: skip
_FAULTY = {*map(str, actions.SPECS), "open_entry", "sync", "read", "look_up"}
_EARLIEST, _LATEST = beijing.parse_iso("2015-01-01"), beijing.parse_iso("2099-12-31")
FAULTS = ("no_answer", "late", "twice", "rate_limit", "session_expired", "stale")


def add(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Declare the commands of this family."""
    parser = commands.add_parser("sandbox", help=_("the simulated platform"))
    acts = parser.add_subparsers(dest="what", required=True)
    new = acts.add_parser("new")
    new.add_argument("--cases", type=usage.whole(1, 5_000_000), default=600)
    new.add_argument("--pending", type=usage.whole(0, 100_000))
    new.add_argument("--seed", type=usage.whole(0, 2**63 - 1), default=1)
    new.add_argument("--platform", action="append", choices=[str(p) for p in Platform])
    new.add_argument("--clock", default="", metavar="ISO")
    new.set_defaults(run=make)
    acts.add_parser("now").set_defaults(run=now)
    on = acts.add_parser("advance")
    on.add_argument("duration")
    on.add_argument("--no-sync", action="store_true")
    on.set_defaults(run=advance)
    _buyers(acts)
    judge = acts.add_parser("referee")
    judge.add_argument("case")
    judge.add_argument("verdict", choices=("merchant", "buyer", "withdrawn"))
    judge.set_defaults(run=referee)
    fault = acts.add_parser("fail")
    fault.add_argument("kind", choices=FAULTS)
    fault.add_argument("--action")
    fault.add_argument("--times", type=usage.whole(1, 1_000_000), default=1)
    fault.add_argument("--execute", choices=("yes", "no"))
    fault.set_defaults(run=fail)
    acts.add_parser("ledger").set_defaults(run=ledger)
    state = acts.add_parser("state")
    state.add_argument("case")
    state.set_defaults(run=state_of)


def _buyers(acts: _SubParsersAction[ArgumentParser]) -> None:
    buyer = acts.add_parser("buyer", help="CASE ACT | apply ORDER | request-entry ORDER")
    buyer.add_argument("subject")
    buyer.add_argument("act")
    buyer.add_argument("--plan", type=usage.whole(1, 99))
    buyer.add_argument("--args", default="")
    buyer.add_argument("--no-sync", action="store_true")
    buyer.set_defaults(run=buyer_acts)


def make(desk: Desk, args: Namespace) -> int:
    """Make the shops, their history and their clock."""
    pending = args.pending if args.pending is not None else max(1, args.cases // 10)
    if pending > args.cases:
        raise KnownError("usage", text("--cases must be above zero and --pending not above it."))
    clock = _clock(args.clock) if args.clock else None
    made = desk.house.sandbox.new(
        cases=args.cases, pending=pending, seed=args.seed,
        platforms=args.platform or [str(p) for p in Platform], clock=clock,
    )  # fmt: skip
    return _say(desk, made)


def _clock(typed: str) -> int:
    try:
        at = beijing.parse_iso(typed)
    except (ValueError, OverflowError):
        at = None
    if at is None or not _EARLIEST <= at <= _LATEST:
        raise KnownError(
            "usage", text("“{typed}” is no time; write 2026-11-23T09:00.", typed=typed)
        )
    return at


def _say(desk: Desk, value: dict[str, Any]) -> int:
    if desk.options.json:
        speaking.document(value)
    else:
        for name, item in value.items():
            plain = item if isinstance(item, str) else json.dumps(item, ensure_ascii=False)
            print(f"{name}: {plain}")
    return 0


def now(desk: Desk, args: Namespace) -> int:
    """The simulated platform's time."""
    del args
    return _say(desk, {"now": when(desk.house.sandbox.now())})


def advance(desk: Desk, args: Namespace) -> int:
    """Play buyers and acts at zero in time order, then sync."""
    house = desk.house
    at = house.sandbox.advance(naming.duration(args.duration))
    if not args.no_sync:
        house.door.sync()
    return _say(desk, {"now": when(at)})


def buyer_acts(desk: Desk, args: Namespace) -> int:
    """A buyer does something."""
    house = desk.house
    more = _told(args.args)
    if args.plan is not None:
        more["plan"] = args.plan
    if args.subject == "apply":
        done = house.sandbox.apply(naming.platform_order(house, args.act), more)
    elif args.subject == "request-entry":
        done = house.sandbox.request_entry(naming.platform_order(house, args.act))
    elif args.act in BUYER_ACTS:
        done = house.sandbox.buyer(naming.platform_case(house, args.subject), args.act, more)
    else:
        raise KnownError("usage", text("A buyer can: {acts}.", acts=", ".join(BUYER_ACTS)))
    if not args.no_sync:
        house.door.sync()
    return _say(desk, done)


_BUYER_WORDS: dict[str, frozenset[str]] = {
    "type": frozenset(CaseType) - {CaseType.UNKNOWN},
    "goods": frozenset(GoodsStatus) - {GoodsStatus.UNKNOWN},
    **dict.fromkeys(("reason", "reason_code", "note", "company", "waybill"), frozenset()),
}


def _told(raw: str) -> dict[str, Any]:
    """What a buyer says, checked: the simulated platform takes it as it is."""
    more = naming.json_object(raw) if raw else {}
    for name, value in more.items():
        if name in _BUYER_WORDS:
            known = _BUYER_WORDS[name]
            fits = isinstance(value, str) and (not known or value in known)
        elif name in ("claim_fen", "plan"):
            fits = isinstance(value, int) and not isinstance(value, bool) and value > 0
        elif name == "pictures":
            fits = isinstance(value, list) and all(isinstance(one, str) for one in value)
        else:
            fits = False
        if not fits:
            raise usage.wrong(text("“{value}” is no {name}.", name=name, value=str(value)[:60]))
    return more


def referee(desk: Desk, args: Namespace) -> int:
    """The platform decides an intervention."""
    house = desk.house
    done = house.sandbox.referee(naming.platform_case(house, args.case), args.verdict)
    house.door.sync()
    return _say(desk, done)


def fail(desk: Desk, args: Namespace) -> int:
    """Let the next acts meet a fault."""
    execute = None if args.execute is None else args.execute == "yes"
    action = args.action.replace("-", "_") if args.action else None
    if action is not None and action not in _FAULTY:
        known = ", ".join(sorted(_FAULTY))
        raise KnownError(
            "usage",
            text("{name}: {typed} is not among {known}", name="--action", typed=args.action,
                 known=known),
        )  # fmt: skip
    return _say(
        desk,
        desk.house.sandbox.fail(args.kind, action=action, times=args.times, execute=execute),
    )


def ledger(desk: Desk, args: Namespace) -> int:
    """What the platform executed, its own truth."""
    del args
    return _say(desk, desk.house.sandbox.ledger())


def state_of(desk: Desk, args: Namespace) -> int:
    """A case as the platform has it."""
    house = desk.house
    return _say(desk, house.sandbox.state(naming.platform_case(house, args.case)))
