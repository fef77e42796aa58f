"""``sandbox``: the simulated platform, its clock, its buyers and its faults."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from workbench.base.errors import KnownError
from workbench.base.texts import _, text
from workbench.cli import naming, speaking
from workbench.cli.case_json import when
from workbench.domain import beijing
from workbench.domain.kinds import Platform

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction

    from workbench.cli.house import Desk

BUYER_ACTS = (
    "accept", "refuse", "modify", "cancel", "return", "sign", "evidence", "intervene", "confirm",
)  # fmt: skip
FAULTS = ("no_answer", "late", "twice", "rate_limit", "session_expired", "stale")


def add(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Declare the commands of this family."""
    parser = commands.add_parser("sandbox", help=_("the simulated platform"))
    acts = parser.add_subparsers(dest="what", required=True)
    new = acts.add_parser("new")
    new.add_argument("--cases", type=int, default=600)
    new.add_argument("--pending", type=int)
    new.add_argument("--seed", type=int, default=1)
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
    fault.add_argument("--times", type=int, default=1)
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
    buyer.add_argument("--plan", type=int)
    buyer.add_argument("--args", default="")
    buyer.add_argument("--no-sync", action="store_true")
    buyer.set_defaults(run=buyer_acts)


def make(desk: Desk, args: Namespace) -> int:
    """Make the shops, their history and their clock."""
    pending = args.pending if args.pending is not None else max(1, args.cases // 10)
    if args.cases < 1 or not 0 <= pending <= args.cases:
        raise KnownError("usage", text("--cases must be above zero and --pending not above it."))
    clock = None
    if args.clock:
        try:
            clock = beijing.parse_iso(args.clock)
        except ValueError:
            raise KnownError(
                "usage", text("“{typed}” is no time; write 2026-11-23T09:00.", typed=args.clock)
            ) from None
    made = desk.house.sandbox.new(
        cases=args.cases, pending=pending, seed=args.seed,
        platforms=args.platform or [str(p) for p in Platform], clock=clock,
    )  # fmt: skip
    return _say(desk, made)


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
    try:
        more = json.loads(args.args or "{}")
    except ValueError:
        raise KnownError("usage", text("--args takes one JSON object.")) from None
    if args.plan is not None:
        more["plan"] = args.plan
    if args.subject == "apply":
        done = house.sandbox.apply(args.act.rpartition("/")[2], more)
    elif args.subject == "request-entry":
        done = house.sandbox.request_entry(args.act.rpartition("/")[2])
    elif args.act in BUYER_ACTS:
        done = house.sandbox.buyer(args.subject.rpartition("/")[2], args.act, more)
    else:
        raise KnownError("usage", text("A buyer can: {acts}.", acts=", ".join(BUYER_ACTS)))
    if not args.no_sync:
        house.door.sync()
    return _say(desk, done)


def referee(desk: Desk, args: Namespace) -> int:
    """The platform decides an intervention."""
    house = desk.house
    done = house.sandbox.referee(args.case.rpartition("/")[2], args.verdict)
    house.door.sync()
    return _say(desk, done)


def fail(desk: Desk, args: Namespace) -> int:
    """Let the next acts meet a fault."""
    execute = None if args.execute is None else args.execute == "yes"
    action = args.action.replace("-", "_") if args.action else None
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
    return _say(desk, desk.house.sandbox.state(args.case.rpartition("/")[2]))
