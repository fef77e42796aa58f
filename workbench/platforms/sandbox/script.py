"""What buyers do by themselves: seeded, in character, and asleep at night."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain import beijing
from workbench.domain.kinds import (
    REVIEW_STAGES,
    CaseType,
    NegotiationKind,
    PlanKind,
    Stage,
)
from workbench.platforms.sandbox.model import Character
from workbench.platforms.sandbox.trade import talk

if TYPE_CHECKING:
    from random import Random

    from workbench.domain.case import Negotiation
    from workbench.platforms.sandbox.desk import Desk
    from workbench.platforms.sandbox.model import Dossier

_WAKES, _SLEEPS = 8 * beijing.HOUR, 23 * beijing.HOUR
_C = Character

# Minutes until a buyer answers, from and to.
_PACE: dict[Character, tuple[int, int]] = {
    _C.PATIENT: (120, 1_300),
    _C.ANGRY: (4, 90),
    _C.HONEST: (20, 420),
    _C.BARGAIN: (10, 300),
}
# Per cent of the claim from which a buyer is content with money and keeps the goods.
_CONTENT: dict[Character, tuple[int, int]] = {
    _C.PATIENT: (8, 30),
    _C.ANGRY: (45, 100),
    _C.HONEST: (5, 25),
    _C.BARGAIN: (15, 45),
}


def awake(at: int, dice: Random) -> int:
    """The same instant, or the next morning where it falls into the night."""
    into_day = (at + 8 * beijing.HOUR) % beijing.DAY
    if _WAKES <= into_day < _SLEEPS:
        return at
    morning = at - into_day + _WAKES + (beijing.DAY if into_day >= _SLEEPS else 0)
    return morning + dice.randint(2, 95) * beijing.MINUTE


def think(desk: Desk, case: Dossier) -> None:
    """Plan the buyer's next act in the situation as it is now; earlier plans are dropped."""
    desk.drop(case, "buyer", "reply")
    if case.final:
        return
    dice = desk.thought(case)
    if case.talk is not None:
        _answer(desk, case, case.talk, dice)
    elif case.stage in REVIEW_STAGES:
        _while_waiting(desk, case, dice)
    elif case.stage is Stage.BUYER_AFTER_REFUSAL:
        _after_refusal(desk, case, dice)
    elif case.stage is Stage.BUYER_RETURN_WAYBILL:
        _send_back(desk, case, dice)
    elif case.stage is Stage.BUYER_CONFIRM:
        if dice.randrange(100) < 70:
            _later(desk, case, dice, hours=(40, 160), act="confirm")
    elif case.stage is Stage.INTERVENTION and dice.randrange(100) < 60:
        _later(desk, case, dice, hours=(1, 20), act="evidence", note=talk.proof_note(dice, case))


def _later(
    desk: Desk, case: Dossier, dice: Random, *, hours: tuple[int, int], act: str, **args: object
) -> None:
    minutes = dice.randint(hours[0] * 60, hours[1] * 60)
    when = awake(desk.now + minutes * beijing.MINUTE, dice)
    desk.plan(when, "buyer", case.shop, case.case_id, act=act, version=case.version, args=args)


def _while_waiting(desk: Desk, case: Dossier, dice: Random) -> None:
    throw = dice.randrange(100)
    if case.character is _C.ANGRY and throw < 60:
        _later(desk, case, dice, hours=(2, 9), act="message", note=talk.press(dice, case))
    elif case.character is _C.HONEST and throw < 8:
        _later(desk, case, dice, hours=(3, 20), act="cancel", note=talk.give_up(dice, case))
    elif case.character is _C.BARGAIN and throw < 10 and case.claim_fen > 1_000:
        _later(desk, case, dice, hours=(3, 16), act="modify",
               claim_fen=case.claim_fen * dice.randint(55, 85) // 100)  # fmt: skip
    elif throw > 84:
        _later(desk, case, dice, hours=(4, 18), act="message", note=talk.press(dice, case))


def _after_refusal(desk: Desk, case: Dossier, dice: Random) -> None:
    throw = dice.randrange(100)
    calls = {_C.ANGRY: 70, _C.BARGAIN: 25, _C.PATIENT: 20, _C.HONEST: 12}[case.character]
    if throw < calls:
        _later(desk, case, dice, hours=(1, 14), act="intervene", note=talk.threat(dice, case))
    elif throw < calls + 25:
        args: dict[str, object] = {"note": talk.again(dice, case)}
        if case.character is _C.BARGAIN and case.claim_fen > 1_000:
            args["claim_fen"] = case.claim_fen * dice.randint(40, 80) // 100
        _later(desk, case, dice, hours=(2, 40), act="modify", **args)
    elif case.character is _C.HONEST and throw < 75:
        _later(desk, case, dice, hours=(4, 60), act="cancel", note=talk.give_up(dice, case))


def _send_back(desk: Desk, case: Dossier, dice: Random) -> None:
    throw = dice.randrange(100)
    if throw < 86:
        longest = 60 if case.character is _C.PATIENT else 40
        _later(desk, case, dice, hours=(2, longest), act="return")
    elif throw < 91:
        _later(desk, case, dice, hours=(6, 90), act="cancel", note=talk.give_up(dice, case))


def _answer(desk: Desk, case: Dossier, open_talk: Negotiation, dice: Random) -> None:
    """Accept a plan, refuse, bring proofs, or let the time run out."""
    low, high = _PACE[case.character]
    when = awake(desk.now + dice.randint(low, high) * beijing.MINUTE, dice)
    if dice.randrange(100) < (18 if case.character is _C.PATIENT else 9):
        return
    if open_talk.reply_by is not None and when >= open_talk.reply_by:
        return
    act, args = _mind(case, open_talk, dice)
    desk.plan(when, "reply", case.shop, case.case_id, id=open_talk.id, act=act, args=args)


def _mind(case: Dossier, open_talk: Negotiation, dice: Random) -> tuple[str, dict[str, object]]:
    """What the buyer makes of a proposal."""
    kindness = {_C.PATIENT: 45, _C.ANGRY: 12, _C.HONEST: 62, _C.BARGAIN: 40}[case.character]
    no: tuple[str, dict[str, object]] = ("refuse", {"note": talk.decline(dice, case)})
    if open_talk.kind is NegotiationKind.ASK_EVIDENCE:
        if dice.randrange(100) < 30 + kindness:
            return "evidence", {"note": talk.proof_note(dice, case)}
        return no
    if open_talk.kind is NegotiationKind.INVITE_CANCEL:
        return ("accept", {}) if dice.randrange(100) < kindness else no
    if open_talk.kind is NegotiationKind.MODIFY_CLAIM:
        new = open_talk.new_claim_fen or case.claim_fen
        fair = 100 * new // max(1, case.claim_fen)
        return ("accept", {}) if dice.randrange(100) < kindness // 2 + fair // 2 else no
    wanted = dice.randint(*_CONTENT[case.character])
    best, place = -1, 0
    for index, plan in enumerate(open_talk.plans, start=1):
        value = _value(case, plan.kind, plan.amount_fen)
        if value > best:
            best, place = value, index
    if best >= wanted:
        return "accept", {"plan": place}
    return no


def _value(case: Dossier, kind: PlanKind, amount: int) -> int:
    """What a plan is worth to this buyer, in per cent of the claim."""
    share = 100 * amount // max(1, case.claim_fen)
    if kind is PlanKind.AGREE_REFUND:
        return 100
    if kind in (PlanKind.PARTIAL_REFUND, PlanKind.CASH_PAYOUT):
        return share
    if kind is PlanKind.COUPON_PAYOUT:
        return share * 6 // 10
    if kind is PlanKind.SOOTHE:
        return {_C.PATIENT: 9, _C.ANGRY: 0, _C.HONEST: 10, _C.BARGAIN: 2}[case.character]
    if kind is PlanKind.AGREE_RETURN:
        return 70 if case.type is CaseType.RETURN_REFUND else 35
    return 30
