"""``cases``, ``counts``, ``case``, ``suggest``: reading the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.base.errors import KnownError
from workbench.base.texts import _, phrase, text
from workbench.cli import case_json, naming, speaking, usage
from workbench.domain import beijing, deadline
from workbench.domain.kinds import Action, CaseType, Flag, Platform, Sort, Stage, View
from workbench.domain.money import yuan_signed
from workbench.services.queries import CaseQuery

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction
    from collections.abc import Sequence

    from workbench.cli.house import Desk, House
    from workbench.domain.case import Case, Entry
    from workbench.domain.shares import Interval
    from workbench.services.workbench import SuggestedPlan


def add(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Declare the commands of this family."""
    listing = commands.add_parser("cases", help=_("the queue, page by page"))
    _filters(listing)
    listing.add_argument("--sort", choices=[str(s) for s in Sort], default="deadline")
    listing.add_argument("--desc", action="store_true")
    listing.add_argument("--limit", type=usage.whole(1, 10_000), default=50)
    listing.add_argument("--after", default="", metavar="CURSOR")
    listing.add_argument("--count", action="store_true")
    listing.set_defaults(run=cases)
    counting = commands.add_parser("counts", help=_("how many cases each view has"))
    _filters(counting)
    counting.set_defaults(run=counts)
    one = commands.add_parser("case", help=_("one case with everything"))
    one.add_argument("case")
    one.set_defaults(run=case)
    plans = commands.add_parser("suggest", help=_("plans to offer to the buyer"))
    plans.add_argument("case")
    plans.set_defaults(run=suggest)


def _filters(parser: ArgumentParser) -> None:
    parser.add_argument("--view", default="todo")
    for name in ("shop", "platform", "type", "stage", "reason", "assignee", "flag", "tag", "order"):
        parser.add_argument(f"--{name}", default="")
    parser.add_argument("--min-fen", type=usage.fen)
    parser.add_argument("--max-fen", type=usage.fen)
    parser.add_argument("--search", default="", metavar="TEXT")


def _view(name: str) -> View:
    try:
        return View("todo" if name == "pending" else name)
    except ValueError:
        known = ", ".join(str(view) for view in View)
        raise KnownError(
            "usage", text("There is no view “{name}”; there are: {known}.", name=name, known=known)
        ) from None


def _query(house: House, args: Namespace, **more: Any) -> CaseQuery:
    return CaseQuery(
        view=_view(args.view),
        shop=naming.shop_id(house, args.shop) if args.shop else "",
        platform=usage.word("--platform", args.platform, Platform),
        type=usage.word("--type", args.type, CaseType),
        stage=usage.word("--stage", args.stage, Stage),
        reason=args.reason,
        assignee=args.assignee,
        flag=usage.word("--flag", args.flag, Flag),
        tag=args.tag,
        order=args.order,
        min_fen=args.min_fen,
        max_fen=args.max_fen,
        search=args.search,
        **more,
    )


def cases(desk: Desk, args: Namespace) -> int:
    """A page of the queue."""
    house = desk.house
    query = _query(house, args, sort=Sort(args.sort), descending=args.desc)
    now, thresholds = house.door.now(), house.thresholds()
    page = house.queries.page(
        query, now=now, thresholds=thresholds, limit=1 if args.count else args.limit,
        after=args.after,
    )  # fmt: skip
    names = {shop.id: shop.name for shop in house.door.shops()}
    if args.count:
        speaking.document({"total": page.total}) if desk.options.json else print(page.total)
        return 0
    if desk.options.json:
        items = [
            case_json.case(
                item,
                now=now,
                thresholds=thresholds,
                shop_name=names.get(item.key.shop, ""),
                entry=entry,
            )
            for item, entry in _with_entries(house, page.items)
        ]
        speaking.document({"total": page.total, "items": items, "next": page.next or None})
        return 0
    rows = [
        (
            names.get(item.key.shop, item.key.shop),
            item.key.case_id,
            str(item.type),
            str(item.stage),
            str(deadline.urgency_of(item, now)),
            _due(item.deadline.at),
            yuan_signed(item.claim_fen),
            item.item_title[:24],
        )
        for item in page.items
    ]
    header = ("shop", "case", "type", "stage", "urgency", "due", "claim", "item")
    speaking.table([_(name) for name in header], rows)
    print(_("{shown} of {total} cases").format(shown=len(rows), total=page.total))
    if page.next:
        print(_("more: --after {cursor}").format(cursor=page.next))
    return 0


def _with_entries(house: House, found: Sequence[Case]) -> list[tuple[Case, Entry | None]]:
    with house.door.deps.store.read() as uow:
        return [(item, uow.orders.entry(item.key.shop, item.order_id)) for item in found]


def _due(at: int | None) -> str:
    return "-" if at is None else beijing.to_datetime(at).strftime("%m-%d %H:%M")


def counts(desk: Desk, args: Namespace) -> int:
    """Cases per view."""
    house = desk.house
    found = house.queries.counts(
        _query(house, args), now=house.door.now(), thresholds=house.thresholds()
    )
    if desk.options.json:
        speaking.document(found)
    else:
        speaking.table((_("view"), _("cases")), list(found.items()))
    return 0


def case(desk: Desk, args: Namespace) -> int:
    """One case with its timeline and every act."""
    house = desk.house
    key = naming.case_key(house, args.case)
    found = house.queries.detail(key)
    if found is None:
        raise KnownError("no_case", text("There is no case {case} here.", case=args.case))
    names = {shop.id: shop.name for shop in house.door.shops()}
    value = case_json.detail(
        found,
        house.door.options(found.case),
        now=house.door.now(),
        thresholds=house.thresholds(),
        shop_name=names.get(key.shop, key.shop),
    )
    if desk.options.json:
        speaking.document(value)
        return 0
    clock = value["deadline"]
    speaking.lines(
        [
            f"{value['shop']}  {value['case_id']}  {value['type']}  {value['stage']}",
            f"{value['item_title']} {value['sku']}  {yuan_signed(value['claim_fen'])}",
            f"{value['reason']}  “{value['buyer_note']}”",
            _("due {at}, then: {what} ({source}, {ruleset})").format(
                at=clock["at"] or "-",
                what=clock["at_zero"],
                source=clock["source"],
                ruleset=clock["ruleset"],
            ),
            "",
        ]
    )
    for act in value["actions"]:
        mark = "+" if act["allowed"] else "-"
        why = f"  {act['rule']}: {act['message']}" if act["rule"] else ""
        print(f"  {mark} {act['action']} [{act['key']}]{why}")
    return 0


def suggest(desk: Desk, args: Namespace) -> int:
    """Plans that could be offered now, ranked by the shop's own results (NEG-3)."""
    house = desk.house
    found = house.queries.detail(naming.case_key(house, args.case))
    if found is None:
        raise KnownError("no_case", text("There is no case {case} here.", case=args.case))
    plans = house.door.negotiation_form(found.case).suggestions
    if not plans and not desk.options.json:
        options = {item.action: item for item in house.door.options(found.case)}
        stands = options[str(Action.NEGOTIATE)].blocking
        said = f"{stands[0].rule}: {phrase(stands[0].message)}" if stands else ""
        print(said or _("This platform has no plans to offer."))
        return 0
    if desk.options.json:
        speaking.document(
            {
                "plans": [
                    {
                        "kind": p.kind, "amount_fen": p.amount_fen, "message": p.message,
                        "why": phrase(p.why), "accepted": p.accepted, "offered": p.offered,
                        "interval": _span(p.interval),
                    }
                    for p in plans
                ]
            }
        )  # fmt: skip
    else:
        speaking.table(
            (_("plan"), _("amount"), _("accepted"), _("why")),
            [(p.kind, yuan_signed(p.amount_fen), _share(p), phrase(p.why)) for p in plans],
        )
    return 0


def _span(found: Interval | None) -> list[float] | None:
    """The bounds of a share; nothing where there are too few cases for one."""
    return None if found is None else [round(found.low, 4), round(found.high, 4)]


def _share(plan: SuggestedPlan) -> str:
    found = plan.interval
    if found is None:
        return "-"
    return f"{found.mid:.0%} ({found.low:.0%}-{found.high:.0%}, n={plan.offered})"
