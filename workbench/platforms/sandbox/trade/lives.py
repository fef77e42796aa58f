"""How a case of the past went: agreed, talked over, refused, run out, decided by the platform."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.domain import beijing
from workbench.domain.case import Negotiation, Plan
from workbench.domain.kinds import (
    CaseType,
    Fen,
    Millis,
    NegotiationKind,
    NegotiationState,
    PlanKind,
    Platform,
    Stage,
)
from workbench.domain.lifecycle import FINAL_OF_TYPE

if TYPE_CHECKING:
    from workbench.platforms.sandbox.trade.lines import Line

_S, _H, _D = beijing.SECOND, beijing.HOUR, beijing.DAY
_T = CaseType


class Life:
    """One life under way; ``at`` is where its clock stands. ``said`` are timeline entries."""

    __slots__ = (
        "agent", "applied", "at", "back", "case_id", "claim", "line", "pace", "paid", "platform",
        "r", "refunded", "refusals", "said", "stage", "talks", "times", "waybill",
    )  # fmt: skip

    def __init__(
        self, r: Callable[[], float], line: Line, *, platform: Platform, case_id: str, at: int,
        claim: int, paid: int, agent: str, pace: int,
    ) -> None:  # fmt: skip
        self.r = r
        self.line = line
        self.platform = platform
        self.case_id = case_id
        self.applied = self.at = at
        self.claim = claim
        self.paid = paid
        self.agent = agent
        self.pace = pace  # minutes: how long this colleague usually takes
        self.refunded = 0
        self.refusals = 0
        self.back = False
        self.waybill = 0
        self.stage = Stage.REFUNDED
        self.times: dict[str, Millis] = {}
        self.talks: list[Negotiation] = []
        self.said: list[tuple[int, str, str, str]] = [(at, "buyer", "applied", line.reason)]

    def mark(self, name: str) -> None:
        """Something that the platform keeps the time of happens now."""
        self.times[name] = Millis(self.at)

    def say(self, actor: str, kind: str, text: str = "") -> None:
        """An entry of the timeline."""
        self.said.append((self.at, actor, kind, text))

    def wait(self, low: int, high: int) -> None:
        """Some minutes pass."""
        self.at += int((low + self.r() * (high - low)) * 60) * _S

    def work(self, act: str, text: str = "") -> None:
        """The colleague acts, after the usual time, and not at night."""
        throw = self.r()
        self.at += int((3 + throw * throw * 3 * self.pace) * 60) * _S
        into_day = (self.at + 8 * _H) % _D
        if into_day < 8 * _H or into_day >= 23 * _H:
            morning = self.at - into_day + 8 * _H + (_D if into_day >= 23 * _H else 0)
            self.at = morning + int(self.r() * 6_000) * _S
        self.say(self.agent, f"act:{act}", text)

    def pay(self) -> None:
        """The money arrives some minutes later."""
        self.at += int(120 + self.r() * 360) * _S
        self.refunded = self.claim
        self.stage = Stage.REFUNDED


def agree(life: Life) -> None:
    """The claim is met: goods back where they must come back, then money or new goods."""
    kind = life.line.type
    if kind in (_T.RETURN_REFUND, _T.EXCHANGE, _T.REPAIR):
        life.work({_T.EXCHANGE: "agree_exchange", _T.REPAIR: "agree_repair"}.get(
            kind, "agree_return"))  # fmt: skip
        life.mark("agreed_at")
        come_back(life)
        if kind is not _T.RETURN_REFUND:
            send_new(life)
            return
    elif kind is _T.RESHIP:
        life.work("agree_reship")
        life.mark("agreed_at")
        send_new(life)
        return
    else:
        life.work("agree_refund")
        life.mark("agreed_at")
    life.pay()


def come_back(life: Life) -> None:
    """The parcel comes back and is checked."""
    life.wait(120, 3_600)
    life.mark("returned_at")
    life.back = True
    life.waybill = int(life.r() * 10**12)
    life.say("buyer", "waybill")
    life.wait(1_500, 4_400)
    life.mark("signed_at")
    life.work("confirm_receipt")
    life.mark("received_at")


def send_new(life: Life) -> None:
    """New goods go out and are received."""
    life.work("ship")
    life.mark("shipped_at")
    life.wait(2_000, 7_000)
    life.stage = FINAL_OF_TYPE[life.line.type]


def run_out(life: Life) -> None:
    """Nobody answered: the platform acted at zero."""
    hours = 24 if life.line.type is _T.REFUND_ONLY_UNSHIPPED else 36
    life.at += hours * _H
    life.mark("agreed_at")
    if life.line.type is _T.RETURN_REFUND:
        life.say("platform", "auto_agreed", "timeout")
        come_back(life)
    elif life.line.type in (_T.EXCHANGE, _T.REPAIR, _T.RESHIP):
        life.say("platform", "auto_agreed", "timeout")
        if life.line.type is not _T.RESHIP:
            come_back(life)
        send_new(life)
        return
    else:
        life.say("platform", "auto_refunded", "timeout")
    life.pay()


def cancel(life: Life) -> None:
    """The buyer thinks better of it."""
    life.wait(20, 1_300)
    life.say("buyer", "cancelled")
    life.stage = Stage.CANCELLED


def never_sent(life: Life) -> None:
    """Agreed, but the goods never came."""
    if life.line.type not in (_T.RETURN_REFUND, _T.EXCHANGE, _T.REPAIR):
        cancel(life)
        return
    life.work("agree_return")
    life.mark("agreed_at")
    life.at += 7 * _D
    life.say("platform", "closed", "timeout")
    life.stage = Stage.CLOSED


def refuse(life: Life) -> None:
    """Refused, and the buyer left it at that."""
    life.work("refuse")
    life.mark("refused_at")
    life.refusals = 1
    life.at += 5 * _D
    life.say("platform", "closed", "timeout")
    life.stage = Stage.CLOSED


def dispute(life: Life) -> None:
    """Refused, and the platform had to decide."""
    life.work("refuse")
    life.mark("refused_at")
    life.refusals = 1
    life.wait(60, 1_200)
    life.mark("intervened_at")
    life.say("platform", "intervened")
    if life.r() < 0.7:
        life.work("evidence")
    life.wait(2_000, 6_000)
    if life.r() < 0.45:
        life.say("platform", "verdict", "merchant")
        life.stage = Stage.CLOSED
        return
    life.say("platform", "verdict", "buyer")
    life.mark("agreed_at")
    if life.line.type is _T.RETURN_REFUND:
        come_back(life)
    life.pay()


_OFFERS: tuple[tuple[PlanKind, float, float], ...] = (  # plan, share of the claim, accepted
    (PlanKind.CASH_PAYOUT, 0.12, 0.36),
    (PlanKind.COUPON_PAYOUT, 0.15, 0.24),
    (PlanKind.PARTIAL_REFUND, 0.30, 0.31),
    (PlanKind.SOOTHE, 0.0, 0.09),
    (PlanKind.CASH_PAYOUT, 0.20, 0.47),
)
_SCRIPTS = {  # explanations that every pack with plans has
    PlanKind.CASH_PAYOUT: "cash",
    PlanKind.COUPON_PAYOUT: "coupon",
    PlanKind.PARTIAL_REFUND: "keep_with_partial",
    PlanKind.SOOTHE: "soothe",
}


def talk(life: Life) -> None:
    """Talked over: some keep the goods, with others the claim is met in the end."""
    life.work("negotiate")
    kind = NegotiationKind.INVITE_CANCEL
    plans: tuple[Plan, ...] = ()
    accepts = 0.4
    if life.platform is not Platform.WECHAT:
        kind = NegotiationKind.OFFER
        plan, share, accepts = _OFFERS[int(life.r() * len(_OFFERS))]
        amount = int(life.claim * share) // 100 * 100
        plans = (Plan(kind=plan, amount_fen=Fen(max(100, amount) if share else 0)),)
    sent = life.at
    throw = life.r()
    silent = throw > 0.88
    life.wait(1_440, 1_440) if silent else life.wait(8, 700)
    state = NegotiationState.REFUSED
    if silent:
        state = NegotiationState.EXPIRED
    elif throw < accepts:
        state = NegotiationState.ACCEPTED
    life.talks.append(
        Negotiation(
            id=f"{life.case_id}-1",
            kind=kind,
            round=1,
            state=state,
            plans=plans,
            explanation=_SCRIPTS[plans[0].kind] if plans else "",
            chosen=0 if plans and state is NegotiationState.ACCEPTED else None,
            sent_at=Millis(sent),
            reply_by=Millis(sent + _D),
            ended_at=Millis(life.at),
        )
    )
    actor = "platform" if silent else "buyer"
    life.say(actor, "negotiation", f"{kind}:1:{state}")
    if state is not NegotiationState.ACCEPTED:
        (agree if life.r() < 0.85 else refuse)(life)
    elif plans and plans[0].kind is PlanKind.PARTIAL_REFUND:
        life.claim = min(life.claim, plans[0].amount_fen)
        life.mark("agreed_at")
        life.pay()
    else:
        life.stage = Stage.CANCELLED


Ending = Callable[[Life], None]

_MONEY_ONLY: tuple[tuple[int, Ending], ...] = (
    (52, agree), (20, talk), (12, cancel), (4, run_out), (7, refuse), (5, dispute),
)  # fmt: skip
_ENDINGS: dict[CaseType, tuple[tuple[int, Ending], ...]] = {
    _T.REFUND_ONLY_UNSHIPPED: ((86, agree), (10, cancel), (4, run_out)),
    _T.REFUND_ONLY_SHIPPED: _MONEY_ONLY,
    _T.PRICE_PROTECT: ((70, agree), (15, cancel), (15, refuse)),
    _T.RETURN_REFUND: (
        (58, agree), (17, talk), (10, cancel), (4, run_out), (6, never_sent), (3, refuse),
        (2, dispute),
    ),
    _T.EXCHANGE: ((74, agree), (14, cancel), (5, never_sent), (4, refuse), (3, run_out)),
    _T.RESHIP: ((86, agree), (11, cancel), (3, run_out)),
    _T.REPAIR: ((80, agree), (12, cancel), (8, never_sent)),
}  # fmt: skip
_RUNNING: dict[CaseType, tuple[list[int], list[Ending]]] = {}
for _kind, _rows in _ENDINGS.items():
    _sums: list[int] = []
    for _weight, _ in _rows:
        _sums.append((_sums[-1] if _sums else 0) + _weight)
    _RUNNING[_kind] = (_sums, [ending for _, ending in _rows])


def ending_of(kind: CaseType, throw: float) -> Ending:
    """How a case of this type ends, by one throw in [0, 1)."""
    sums, endings = _RUNNING.get(kind, _RUNNING[_T.REFUND_ONLY_SHIPPED])
    return endings[bisect_right(sums, int(throw * sums[-1]))]
