"""Time goes on: what is on the agenda happens in order, buyers and acts at zero alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.domain import beijing
from workbench.domain.kinds import AtZero, NegotiationState, Stage
from workbench.domain.lifecycle import Event, stage_at_zero
from workbench.platforms.sandbox import buyers, entries, post, referee, script, stages, talks
from workbench.platforms.sandbox.model import SandboxError
from workbench.platforms.sandbox.trade import arrivals

if TYPE_CHECKING:
    from workbench.platforms.sandbox.desk import Desk, Item
    from workbench.platforms.sandbox.model import Dossier

_AGREED = {
    AtZero.AGREE_RETURN: "agree_return",
    AtZero.AGREE_EXCHANGE: "agree_exchange",
    AtZero.AGREE_RESHIP: "agree_reship",
    AtZero.AGREE_REPAIR: "agree_repair",
}


def play(desk: Desk, until: int, *, scripted: bool) -> int:
    """Let everything up to ``until`` happen; returns how many things did."""
    count = 0
    settle(desk, scripted=scripted)
    while (item := desk.next_item(until)) is not None:
        desk.now = max(desk.now, item.at)
        try:
            with desk.attempt():
                _happen(desk, item)
        except SandboxError:
            pass  # the world has moved on and this does not fit any more
        settle(desk, scripted=scripted)
        count += 1
        if count % 500 == 0:
            desk.forget()
    desk.now = max(desk.now, until)
    return count


def settle(desk: Desk, *, scripted: bool) -> None:
    """Write what happened; buyers whom it concerns think about what to do next."""
    while desk.stirred:
        stirred, desk.stirred = desk.stirred, {}
        if scripted:
            for shop, case_id in stirred:
                case = desk.case(shop, case_id)
                if case is not None:
                    script.think(desk, case)
    desk.flush()


def _happen(desk: Desk, item: Item) -> None:
    if item.kind in _WORLD:
        _WORLD[item.kind](desk, item)
        return
    case = desk.case(item.shop, item.case_id)
    if case is not None and not case.final:
        _CASE[item.kind](desk, case, item)


def _zero(desk: Desk, case: Dossier, item: Item) -> None:
    """The countdown has ended: the platform does what its rules say (CASE-4, t0)."""
    if case.due is None or case.due > item.at:
        return
    act = stages.at_zero_of(desk, case)
    to = stage_at_zero(case.stage, case.type, act)
    if to is None:
        case.due = None
        desk.note(case, "platform", "manual")
        return
    if act is AtZero.CLOSE:
        desk.record(case, "close")
        stages.enter(desk, case, to)
        desk.note(case, "platform", "closed", "timeout")
    elif act is AtZero.COMPLETE:
        desk.record(case, "complete")
        stages.enter(desk, case, to)
        desk.note(case, "platform", "completed", "timeout")
    elif to is Stage.REFUNDING:
        _refund_at_zero(desk, case, act)
    else:
        desk.record(case, _AGREED[act])
        stages.apply(desk, case, Event(_AGREED[act]))
        desk.note(case, "platform", "auto_agreed", "timeout")


def _refund_at_zero(desk: Desk, case: Dossier, act: AtZero) -> None:
    desk.record(case, str(act), case.claim_fen)
    stages.lead(desk, case, Event.AGREE_REFUND, Stage.REFUNDING)
    desk.note(case, "platform", "auto_refunded", "timeout")


def _expire(desk: Desk, case: Dossier, item: Item) -> None:
    talk = case.talk
    if talk is not None and talk.id == item.args["id"]:
        talks.expire(desk, case)


def _reply(desk: Desk, case: Dossier, item: Item) -> None:
    talk = case.talk
    if talk is not None and talk.id == item.args["id"] and talk.state is NegotiationState.OPEN:
        buyers.act(desk, case, item.args["act"], item.args["args"])


def _buyer(desk: Desk, case: Dossier, item: Item) -> None:
    said = item.args["act"] == "message"
    if item.args["version"] == case.version or said:
        buyers.act(desk, case, item.args["act"], item.args["args"])
        if said:
            desk.put(case)


def _pay(desk: Desk, case: Dossier, item: Item) -> None:
    if case.stage is not Stage.REFUNDING:
        return
    if item.args["fails"]:
        stages.apply(desk, case, Event.PAY_FAILED)
        desk.note(case, "platform", "pay_failed")
    else:
        stages.apply(desk, case, Event.PAID)
        desk.note(case, "platform", "paid")


def _track(desk: Desk, case: Dossier, item: Item) -> None:
    buyers.track(desk, case, item.args["state"])


def _evidence_over(desk: Desk, case: Dossier, _: Item) -> None:
    referee.evidence_over(desk, case)


def _verdict(desk: Desk, case: Dossier, _: Item) -> None:
    if case.stage is Stage.INTERVENTION:
        referee.decide(desk, case, referee.judge(desk, case))


def _instant(desk: Desk, case: Dossier, item: Item) -> None:
    """AUTO-1 and AUTO-2: acts of the platform, never of the merchant."""
    if case.stage is not Stage.MERCHANT_REVIEW:
        return
    if item.args["what"] == "lightning":
        desk.record(case, "lightning_return")
        stages.apply(desk, case, Event.AGREE_RETURN)
        desk.note(case, "platform", "lightning_return")
    else:
        desk.record(case, "instant_refund", case.claim_fen)
        stages.apply(desk, case, Event.AGREE_REFUND)
        desk.note(case, "platform", "instant_refund")


def _entry_expire(desk: Desk, item: Item) -> None:
    entries.expire(desk, item.shop, item.args["order"])


def _entry_apply(desk: Desk, item: Item) -> None:
    order = desk.order(item.shop, item.args["order"])
    if order is not None and entries.is_open(desk, order):
        arrivals.apply_late(desk, order)


def _day(desk: Desk, item: Item) -> None:
    arrivals.plan_day(desk, item.at)
    desk.plan(item.at + beijing.DAY, "day", "")


def _arrive(desk: Desk, item: Item) -> None:
    arrivals.arrive(desk, item.shop, item.args["number"])


def _late(desk: Desk, item: Item) -> None:
    post.execute_late(desk, item.args["late"])


_CASE: dict[str, Callable[[Desk, Dossier, Item], None]] = {
    "zero": _zero,
    "expire": _expire,
    "reply": _reply,
    "buyer": _buyer,
    "pay": _pay,
    "track": _track,
    "evidence_over": _evidence_over,
    "verdict": _verdict,
    "instant": _instant,
}
_WORLD: dict[str, Callable[[Desk, Item], None]] = {
    "entry_expire": _entry_expire,
    "entry_apply": _entry_apply,
    "day": _day,
    "arrive": _arrive,
    "late": _late,
}
