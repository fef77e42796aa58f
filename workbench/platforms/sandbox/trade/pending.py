"""The open cases with which a shop world begins: each is brought to where it stands, step by step.

They go through the same doors as later ones (apply, agree, refuse, propose ...), only with the
clock set back, so that deadlines, versions and histories are the platform's own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workbench.domain import beijing
from workbench.domain.kinds import CaseType, Millis, Stage
from workbench.domain.lifecycle import Event
from workbench.platforms.sandbox import buyers, ids, proposals, referee, stages, talks
from workbench.platforms.sandbox.refusals import matches
from workbench.platforms.sandbox.trade import arrivals
from workbench.platforms.sandbox.trade.catalogue import catalogue
from workbench.services.ports import Act

if TYPE_CHECKING:
    from random import Random

    from workbench.platforms.sandbox.desk import Desk
    from workbench.platforms.sandbox.model import Dossier, OrderBook
    from workbench.platforms.sandbox.trade.catalogue import ShopSeed

_T = CaseType
_H, _M = beijing.HOUR, beijing.MINUTE

# Weight, name: how the queue of a shop looks on a working morning.
PLOTS: tuple[tuple[int, str], ...] = (
    (5, "critical"),
    (11, "soon"),
    (10, "today"),
    (22, "later"),
    (9, "talks"),
    (5, "back_from_talks"),
    (9, "receipt"),
    (3, "to_ship"),
    (12, "returning"),
    (6, "refused"),
    (4, "confirming"),
    (3, "evidence"),
    (1, "evidence_sent"),
    (1, "past_zero"),
)
_TALKED = (_T.RETURN_REFUND, _T.RETURN_REFUND, _T.REFUND_ONLY_SHIPPED)
_KINDS: dict[str, tuple[CaseType, ...]] = {
    "talks": _TALKED,
    "back_from_talks": _TALKED,
    "refused": _TALKED,
    "evidence": _TALKED,
    "evidence_sent": _TALKED,
    "returning": (_T.RETURN_REFUND,) * 5 + (_T.EXCHANGE, _T.REPAIR),
    "receipt": (_T.RETURN_REFUND,) * 5 + (_T.EXCHANGE, _T.REPAIR),
    "to_ship": (_T.RESHIP, _T.EXCHANGE),
    "confirming": (_T.RESHIP, _T.EXCHANGE, _T.REPAIR),
}
_LEFT: dict[str, tuple[int, int]] = {
    "critical": (6, 58),
    "soon": (70, 350),
    "today": (370, 840),
    "later": (900, 2_100),
    "past_zero": (-9, -2),
}
_TYPES = (
    (_T.RETURN_REFUND,) * 16 + (_T.REFUND_ONLY_SHIPPED,) * 13 + (_T.REFUND_ONLY_UNSHIPPED,) * 5
    + (_T.EXCHANGE,) * 2 + (_T.RESHIP,) + (_T.REPAIR,) + (_T.PRICE_PROTECT,)
)  # fmt: skip


def plots(count: int, dice: Random) -> list[str]:
    """One plot per pending case: shares as above, every plot at least once where it fits."""
    total = sum(weight for weight, _ in PLOTS)
    found: list[str] = []
    for weight, name in PLOTS:
        found += [name] * round(weight * count / total)
    by_weight = sorted(PLOTS, reverse=True)
    while len(found) < count:
        found.append(by_weight[len(found) % len(by_weight)][1])
    dice.shuffle(found)
    return found[:count]


def make(desk: Desk, shop: ShopSeed, number: int, plot: str) -> Dossier:
    """One pending case; ``desk.floor`` is the present, and stays the clock afterwards."""
    present = desk.floor
    if present is None:
        raise LookupError("pending cases are made with the desk's floor set")
    desk.now = present
    plot, dice, order, case = _cast(desk, shop, number, plot)
    applied = present - _age(desk, case, plot, dice)
    _shift(case, order, applied - present)
    desk.now = applied
    desk.put(order)
    arrivals.start(desk, case)
    _LIVES.get(plot, _nothing)(desk, case, dice)
    desk.now = present
    return case


def _cast(
    desk: Desk, shop: ShopSeed, number: int, plot: str
) -> tuple[str, Random, OrderBook, Dossier]:
    """An order and a complaint that suit the plot; a shop may have none, then it just waits."""
    attempts = 8
    for attempt in range(attempts + 1):
        dice = desk.dice("pending", number, attempt)
        cast = plot if attempt < attempts else "later"
        kinds = _KINDS.get(cast, _TYPES)
        order, case = arrivals.invent(
            shop, dice, number=ids.PENDING + number, applied_at=desk.now, wanted=dice.choice(kinds)
        )
        if case.type in kinds and _suits(desk, case, cast):
            return cast, dice, order, case
    return "later", dice, order, case


def _suits(desk: Desk, case: Dossier, plot: str) -> bool:
    """What the platform's rules would not let happen is not made up either."""
    policy = desk.policy(case.platform)
    if plot in ("talks", "back_from_talks"):
        return any(matches(scene, case, policy) for scene in policy.negotiation.scenes)
    if plot in ("refused", "evidence", "evidence_sent"):
        barred = (*policy.cannot_refuse, *policy.refuse_blocked)
        return not any(matches(scene, case, policy) for scene in barred)
    return True


def _age(desk: Desk, case: Dossier, plot: str, dice: Random) -> int:
    """How long ago the buyer applied, so that the countdown stands where the plot wants it."""
    due = stages.due_of(desk, case)
    whole = 48 * _H if due is None else due - case.entered_at
    if plot in _LEFT:
        low, high = _LEFT[plot]
        left = dice.randint(low * 60, high * 60) * beijing.SECOND
        return max(whole - left, 3 * _M)
    if plot in ("talks", "back_from_talks"):
        return whole * dice.randint(15, 80) // 100
    days = {"receipt": (3, 6), "to_ship": (2, 5), "confirming": (4, 8), "evidence": (3, 5),
            "evidence_sent": (4, 6), "refused": (1, 5), "returning": (1, 6)}[plot]  # fmt: skip
    return dice.randint(days[0] * 24 * 60, days[1] * 24 * 60) * _M


def _shift(case: Dossier, order: OrderBook, by: int) -> None:
    """Move the whole deal in time."""
    order.created_at += by
    if order.success_at is not None:
        order.success_at += by
    if order.outbound is not None:
        order.outbound = replace(
            order.outbound,
            at=Millis((order.outbound.at or 0) + by),
            signed_at=None
            if order.outbound.signed_at is None
            else Millis(order.outbound.signed_at + by),
        )
        case.outbound = order.outbound
    case.applied_at += by
    case.entered_at += by
    case.applications = tuple(replace(item, at=Millis(item.at + by)) for item in case.applications)


def _nothing(desk: Desk, case: Dossier, dice: Random) -> None:
    """The case just waits."""


def _wait(desk: Desk, case: Dossier, share: int) -> None:
    """Go on by ``share`` per cent of the time between then and now, but not past the countdown."""
    present = desk.floor or desk.now
    then = desk.now + max(_M, (present - desk.now) * share // 100)
    desk.now = then if case.due is None else max(desk.now + _M, min(then, case.due - _M))


def _agreed(desk: Desk, case: Dossier, dice: Random) -> None:
    _wait(desk, case, dice.randint(5, 25))
    event = {
        _T.EXCHANGE: Event.AGREE_EXCHANGE,
        _T.REPAIR: Event.AGREE_REPAIR,
        _T.RESHIP: Event.AGREE_RESHIP,
    }.get(case.type, Event.AGREE_RETURN)
    if case.type in (_T.REFUND_ONLY_SHIPPED, _T.REFUND_ONLY_UNSHIPPED, _T.PRICE_PROTECT):
        return
    stages.apply(desk, case, event)
    desk.note(case, "merchant", f"act:{event}")


def _returned(desk: Desk, case: Dossier, dice: Random) -> None:
    _agreed(desk, case, dice)
    if case.stage is not Stage.BUYER_RETURN_WAYBILL:
        return
    _wait(desk, case, dice.randint(15, 40))
    buyers.act(desk, case, "return", {})
    if dice.random() < 0.7:
        _wait(desk, case, dice.randint(60, 95))
        buyers.track(desk, case, "已签收")


def _to_ship(desk: Desk, case: Dossier, dice: Random) -> None:
    if case.type is _T.RESHIP:
        _agreed(desk, case, dice)
        return
    _returned(desk, case, dice)
    if case.stage is Stage.MERCHANT_CONFIRM_RECEIPT:
        _wait(desk, case, 60)
        stages.apply(desk, case, Event.CONFIRM_RECEIPT)
        desk.note(case, "merchant", "act:confirm_receipt")


def _confirming(desk: Desk, case: Dossier, dice: Random) -> None:
    _to_ship(desk, case, dice)
    if case.stage is not Stage.MERCHANT_SHIP:
        return
    _wait(desk, case, 40)
    stages.apply(desk, case, Event.SHIP)
    company = dice.choice(catalogue().carriers)
    waybill = ids.waybill_of(company, dice.randrange(10**12))
    if case.outbound is not None:
        case.outbound = replace(
            case.outbound, company=company, waybill=waybill, state="运输中",
            at=Millis(desk.now), signed_at=None,
        )  # fmt: skip
    desk.note(case, "merchant", "act:ship", f"{company} {waybill}")


def _offer(case: Dossier, dice: Random) -> dict[str, Any]:
    """A plausible offer: money in the middle, kind words around it."""
    lines = catalogue().talk
    share = dice.choice((10, 15, 20, 30))
    cash = max(100, case.claim_fen * share // 100 // 100 * 100)
    plans: list[dict[str, object]] = [{"kind": "cash_payout", "amount_fen": cash}]
    if case.claim_fen > 2 * cash:
        plans.append({"kind": "partial_refund", "amount_fen": 2 * cash})
    return {"kind": "offer", "plans": plans, "message": dice.choice(lines["offer"])}


def _propose(desk: Desk, case: Dossier, dice: Random) -> bool:
    """Send the first proposal that the platform lets through here."""
    lines = catalogue().talk
    half = max(100, case.claim_fen // 2)
    tries: list[dict[str, Any]] = [
        {"kind": "ask_evidence", "message": dice.choice(lines["ask"])},
        {"kind": "modify_claim", "new_claim_fen": half, "message": dice.choice(lines["invite"])},
        {"kind": "invite_cancel", "message": dice.choice(lines["invite"])},
    ]
    dice.shuffle(tries)
    for proposal in (_offer(case, dice), *tries):
        if proposals.check(desk, case, _as_act(case, proposal)) is None:
            talks.propose(desk, case, proposal)
            return True
    return False


def _as_act(case: Dossier, proposal: dict[str, Any]) -> Act:
    return Act(
        command_id="", shop=case.shop, case_id=case.case_id, order_id=case.order_id,
        action="negotiate", args=proposal, platform_version="", at=0,
    )  # fmt: skip


def _talks(desk: Desk, case: Dossier, dice: Random) -> None:
    """A proposal is out and its time is not up."""
    present = desk.floor or desk.now
    latest = present - 5 * _M
    if case.due is not None and case.due - desk.now < 4 * _H:
        return
    desk.now = max(desk.now + _M, min(latest, present - dice.randint(10, 420) * _M))
    _propose(desk, case, dice)


def _back(desk: Desk, case: Dossier, dice: Random) -> None:
    """A proposal was refused or ran out; the case is back."""
    _wait(desk, case, dice.randint(10, 30))
    if not _propose(desk, case, dice):
        return
    _wait(desk, case, dice.randint(30, 80))
    if dice.random() < 0.7:
        buyers.act(desk, case, "refuse", {"note": dice.choice(catalogue().talk["decline"])})
    else:
        talks.expire(desk, case)


def _refused(desk: Desk, case: Dossier, dice: Random) -> None:
    _wait(desk, case, dice.randint(8, 25))
    case.refusals += 1
    stages.apply(desk, case, Event.REFUSE)
    desk.note(case, "merchant", "act:refuse", dice.choice(catalogue().talk["refusal"]))


def _evidence(desk: Desk, case: Dossier, dice: Random) -> None:
    """The platform has stepped in; the window for our evidence runs."""
    _refused(desk, case, dice)
    present = desk.floor or desk.now
    window = beijing.hours(desk.policy(case.platform).evidence.window_hours)
    earliest = max(desk.now + _M, present - window + dice.randint(2, 30) * _H)
    desk.now = max(desk.now + _M, min(earliest, present - _H))
    referee.step_in(desk, case)
    desk.note(case, "buyer", "buyer_message", dice.choice(catalogue().talk["threat"]))


def _evidence_sent(desk: Desk, case: Dossier, dice: Random) -> None:
    _evidence(desk, case, dice)
    if case.stage is Stage.INTERVENTION:
        _wait(desk, case, 50)
        desk.note(case, "merchant", "act:evidence")
        referee.take_evidence(desk, case)


_LIVES: dict[str, Callable[[Desk, Dossier, Random], None]] = {
    "talks": _talks,
    "back_from_talks": _back,
    "receipt": _returned,
    "to_ship": _to_ship,
    "returning": _agreed,
    "refused": _refused,
    "confirming": _confirming,
    "evidence": _evidence,
    "evidence_sent": _evidence_sent,
}
