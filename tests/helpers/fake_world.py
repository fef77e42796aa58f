"""An invented merchant in memory: any number of believable cases, made when they are looked at.

``FakeWorld(200)`` starts with the cards of the design's picture 01 and goes on by a seed.
"""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.helpers import fake_goods as goods
from workbench.base.clock import StandingClock
from workbench.domain import beijing
from workbench.domain.beijing import HOUR, MINUTE, SECOND
from workbench.domain.case import (
    Application,
    Case,
    CaseKey,
    Deadline,
    Intent,
    Local,
    Negotiation,
    Plan,
)
from workbench.domain.kinds import (
    FINAL_STAGES,
    Action,
    AtZero,
    CaseId,
    CaseType,
    CommandId,
    Confidence,
    DeadlineSource,
    Delivery,
    Fen,
    Flag,
    Millis,
    NegotiationKind,
    NegotiationState,
    OrderId,
    PlanKind,
    ShopId,
    Stage,
    Turn,
)
from workbench.domain.lifecycle import turn_of
from workbench.services.ports import Change

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.domain.verdicts import Judged

NOW = beijing.parse_iso("2026-11-23T09:31:00")
_WEIGHTS = {AtZero.REFUND: 100, AtZero.CLOSE: 0}


class Spec(NamedTuple):
    """What views and orders need of a case, without making it."""

    id: int
    stage: Stage
    turn: Turn
    due: int  # 0: none
    claim: int
    loss: int
    applied: int
    evidence_due: int  # 0: none
    paused: bool
    busy: bool
    negotiating: bool
    shop: str


def _pick(rng: random.Random, table: tuple[tuple[object, int], ...]) -> object:
    return rng.choices([item for item, _ in table], [weight for _, weight in table])[0]


@dataclass
class FakeWorld:
    """The store, the platform and the clock in one; safe to use from the two workers.

    ``calls`` lists every query and door call as (name, thread name). ``gate`` holds readers back
    while it is cleared; ``failures`` maps a method's name to the exception its next call raises.
    """

    count: int = 200
    seed: int = 7
    scene: bool = True
    now: int = NOW
    undo_seconds: float = 8
    clock: StandingClock = field(init=False)
    calls: list[tuple[str, str]] = field(default_factory=list)
    failures: dict[str, Exception] = field(default_factory=dict)
    drafts: dict[str, dict[str, object]] = field(default_factory=dict)
    on_sync: list[Callable[[], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clock = StandingClock(self.now)
        self.lock = threading.RLock()
        self.gate = threading.Event()
        self.gate.set()
        self.made: dict[int, Case] = {}
        self.log: list[tuple[Change, int]] = []  # change number n is at n - 1
        self.version = 1
        self.judged: list[Judged] = []  # what the platform decided, for forecasts
        self.refused: list[tuple[Case, int]] = []
        self.late_tickets = 0
        self.counted: dict[str, Any] = {}  # the last counts, for big worlds
        self.shops = list(goods.SHOPS)
        self.specs: dict[int, Spec] = {}
        self.ids: dict[CaseKey, int] = {}
        for number in range(1, self.count + 1):
            self._seed_one(number)

    # -- cases

    def _seed_one(self, number: int) -> None:
        if self.scene and number <= len(SCENE):
            self.put(number, SCENE[number - 1](number, self.now), quiet=True)
            return
        rng = random.Random(self.seed * 1_000_003 + number)
        stage = _pick(rng, goods.STAGES)
        assert isinstance(stage, Stage)
        turn = turn_of(stage)
        final = stage in FINAL_STAGES
        left = int(rng.triangular(-1, 72, 6) * HOUR) + rng.randrange(HOUR)
        if left < -5 * MINUTE and number % 5:
            left = -left
        paused = stage is Stage.INTERVENTION
        due = 0 if final or paused or stage is Stage.REFUNDING else self.now + left
        claim = goods.GOODS[number % len(goods.GOODS)][2]
        ours = turn is Turn.MERCHANT
        self.specs[number] = Spec(
            number, stage, turn, due, claim, claim * 30 // 100 if ours else 0,
            self.now - rng.randrange(2 * HOUR, 200 * HOUR), 0, paused, False,
            stage is Stage.MERCHANT_REVIEW and number % 9 == 0,
            self.shops[number % 4].id,
        )  # fmt: skip
        self.ids[self.key(number)] = number

    def key(self, number: int) -> CaseKey:
        """The key of the case with this row id."""
        shop = self.specs[number].shop
        return CaseKey(ShopId(shop), CaseId(f"179044028816{number:06d}"))

    def case(self, number: int) -> Case:
        """The case of a row id, made now if nobody looked at it before."""
        with self.lock:
            found = self.made.get(number)
            if found is None:
                found = self.made[number] = self._make(self.specs[number])
            return found

    def _make(self, spec: Spec) -> Case:
        rng = random.Random(self.seed * 7_919 + spec.id)
        title, sku, _ = goods.GOODS[spec.id % len(goods.GOODS)]
        reason, note, reason_class = rng.choice(goods.REASONS)
        kind = _pick(rng, goods.TYPES)
        assert isinstance(kind, CaseType)
        if spec.stage in (Stage.BUYER_RETURN_WAYBILL, Stage.MERCHANT_CONFIRM_RECEIPT):
            kind = CaseType.RETURN_REFUND
        shop = next(shop for shop in self.shops if shop.id == spec.shop)
        case = Case(
            key=self.key(spec.id), platform=shop.platform,
            order_id=OrderId(f"33129044028{spec.id:07d}"), type=kind, stage=spec.stage,
            turn=spec.turn, claim_fen=Fen(spec.claim), paid_fen=Fen(spec.claim),
            applied_at=Millis(spec.applied), as_of=Millis(self.now - 12 * SECOND),
            item_title=title, sku=sku, quantity=1, buyer_nick=rng.choice(goods.NICKS),
            buyer_note=note, reason=reason, reason_class=reason_class, loss_fen=Fen(spec.loss),
            applications=(
                Application(
                    at=Millis(spec.applied), type=kind, reason=reason, claim_fen=Fen(spec.claim)
                ),
            ),
            deadline=deadline(spec.due, kind, spec.stage, paused=spec.paused),
            local=Local(
                assignee=rng.choice(goods.AGENTS),
                flag=rng.choice(goods.FLAGS) if rng.random() < 0.15 else None,
                tags=(rng.choice(goods.TAGS),) if rng.random() < 0.2 else (),
            ),
        )  # fmt: skip
        return replace(case, negotiations=(talks(spec.applied),)) if spec.negotiating else case

    def put(self, number: int, case: Case, *, quiet: bool = False) -> Change:
        """Keep a case; everybody else learns of it through ``news`` unless ``quiet``."""
        with self.lock:
            self.made[number] = case
            self.ids[case.key] = number
            self.specs[number] = Spec(
                number, case.stage, case.turn, case.deadline.at or 0, case.claim_fen,
                case.loss_fen, case.applied_at, case.evidence_due_at or 0, case.deadline.paused,
                case.busy, case.open_negotiation is not None, case.key.shop,
            )  # fmt: skip
            change = Change("case", str(case.key))
            if not quiet:
                self.log.append((change, number))
                self.version += 1
            return change

    # -- what may happen outside

    def arrive(self, *, in_ms: int = 30 * MINUTE, claim: int = 19900) -> int:
        """A buyer applies: a new case on our turn, due in ``in_ms``; returns its row id."""
        with self.lock:
            number = max(self.specs, default=0) + 1
            now = self.clock.now()
            self.specs[number] = Spec(
                number, Stage.MERCHANT_REVIEW, Turn.MERCHANT, now + in_ms, claim, claim, now,
                0, False, False, False, self.shops[number % 4].id,
            )  # fmt: skip
            self.put(number, self._make(self.specs[number]))
            return number

    def change(self, number: int, **values: object) -> None:
        """Somebody else changes a case; ``due`` is short for its deadline."""
        with self.lock:
            case = self.case(number)
            if "due" in values:
                due = values.pop("due")
                assert isinstance(due, int)
                values["deadline"] = replace(case.deadline, at=Millis(due))
            self.put(number, replace(case, **values))  # type: ignore[arg-type]

    def advance(self, ms: int) -> None:
        """Let the clock run."""
        self.clock.at += ms


def deadline(
    due: int, case_type: CaseType, stage: Stage, *, paused: bool = False, sure: bool = True
) -> Deadline:
    """A deadline the platform gave; ``due`` 0 means none."""
    return Deadline(
        at=Millis(due) if due and not paused else None,
        source=DeadlineSource.PLATFORM if due else DeadlineSource.NONE,
        paused=paused, remaining_ms=21 * HOUR if paused else None,
        at_zero=goods.at_zero(case_type, stage),
        at_zero_confidence=Confidence.OFFICIAL if sure else Confidence.UNCONFIRMED,
        how="given", hours=36,
    )  # fmt: skip


def talks(at: int, state: NegotiationState = NegotiationState.OPEN, number: int = 1) -> Negotiation:
    """One round of talks with one plan."""
    return Negotiation(
        id=f"n{number}", kind=NegotiationKind.OFFER, round=number, state=state,
        plans=(Plan(kind=PlanKind.CASH_PAYOUT, amount_fen=Fen(2000)),), sent_at=Millis(at),
        reply_by=Millis(at + 24 * HOUR),
    )  # fmt: skip


# ---------------------------------------------------------------- the cards of picture 01

_T = CaseType
_S = Stage


def _card(
    left: int, case_type: CaseType, item: int, shop: int, reason: str, note: str, *,
    stage: Stage = Stage.MERCHANT_REVIEW, who: str = "小满", claim: int = 0,
    local: Local | None = None, **more: object,
) -> Callable[[int, int], Case]:  # fmt: skip
    def make(number: int, now: int) -> Case:
        title, sku, price = goods.GOODS[item]
        shown = goods.SHOPS[shop]
        fen = Fen(claim or price)
        zero = goods.at_zero(case_type, stage)
        intent = more.get("intent")
        extra = {key: value for key, value in more.items() if key != "intent"}
        case = Case(
            key=CaseKey(shown.id, CaseId(f"179044028816{number:06d}")), platform=shown.platform,
            order_id=OrderId(f"33129044028{number:07d}"), type=case_type, stage=stage,
            turn=turn_of(stage), claim_fen=fen, paid_fen=fen, applied_at=Millis(now - 35 * HOUR),
            as_of=Millis(now - 12 * SECOND), item_title=title, sku=sku, quantity=1,
            buyer_nick="晴**7", buyer_note=note, reason=reason,
            loss_fen=Fen(_WEIGHTS.get(zero, 30) * fen // 100),
            deadline=deadline(now + left, case_type, stage),
            local=local or Local(assignee=who),
        )  # fmt: skip
        case = replace(case, **extra)  # type: ignore[arg-type]
        if isinstance(intent, Intent):
            case = replace(
                case,
                intent=replace(
                    intent,
                    decided_at=Millis(now - 2_000),
                    hold_until=Millis(now + intent.hold_until),
                ),
            )
        return case

    return make


def _intent(action: Action, state: Delivery, hold: int = -1, **more: object) -> Intent:
    return Intent(
        command_id=CommandId(f"cmd-{action}-{state}"), action=action, state=state, actor="owner",
        decided_at=Millis(0), hold_until=Millis(hold), **more,  # type: ignore[arg-type]
    )  # fmt: skip


SCENE: tuple[Callable[[int, int], Case], ...] = (
    _card(41 * MINUTE + 7 * SECOND, _T.RETURN_REFUND, 0, 0, "与商品描述不符",
          "颜色偏黄，和详情页差别很大"),
    _card(-134 * MINUTE, _T.REFUND_ONLY_SHIPPED, 1, 0, "承诺 24 小时内到账，凭证未上传", "",
          claim=4000, evidence_due_at=Millis(NOW - 134 * MINUTE), stage=_S.INTERVENTION),
    _card(48 * MINUTE + 32 * SECOND, _T.REFUND_ONLY_SHIPPED, 2, 3, "质量问题", "有十几颗烂果",
          negotiations=(talks(NOW - HOUR),)),
    _card(18 * MINUTE + 44 * SECOND, _T.REFUND_ONLY_SHIPPED, 3, 1, "快递长时间未送达",
          "三天没更新", who="阿禾"),
    _card(86 * MINUTE, _T.RETURN_REFUND, 4, 2, "质量问题", "拉链头掉了，装不回去",
          local=Local(assignee="小满", flag=Flag.RED, tags=("大额",))),
    _card(125 * MINUTE, _T.RETURN_REFUND, 5, 0, "退件已签收，等我方验货", "",
          stage=_S.MERCHANT_CONFIRM_RECEIPT,
          local=Local(assignee="仓库", flag=Flag.YELLOW, tags=("待验货",))),
    _card(167 * MINUTE, _T.REFUND_ONLY_SHIPPED, 6, 2, "质量问题", "",
          intent=_intent(Action.AGREE_REFUND, Delivery.UNKNOWN)),
    _card(218 * MINUTE, _T.RETURN_REFUND, 7, 1, "与描述不符", "",
          intent=_intent(Action.NEGOTIATE, Delivery.WAITING, 6 * SECOND)),
    _card(250 * MINUTE, _T.EXCHANGE, 8, 0, "尺码不合", "偏大半码，想换 21 码"),
    _card(331 * MINUTE, _T.REFUND_ONLY_SHIPPED, 9, 3, "不想要了", "只看了两节",
          negotiations=(talks(NOW - 9 * HOUR, NegotiationState.REFUSED),)),
    _card(432 * MINUTE, _T.RETURN_REFUND, 10, 1, "与描述不符", "比图片薄，边角有点卷"),
    _card(520 * MINUTE, _T.REFUND_ONLY_SHIPPED, 11, 2, "少发漏发", "两盒只收到一盒"),
    _card(-20 * MINUTE, _T.REFUND_ONLY_UNSHIPPED, 12, 1, "本店走文件，请到平台看一眼再导入", ""),
    _card(605 * MINUTE, _T.RESHIP, 13, 0, "少件", "少一支"),
    _card(26 * HOUR, _T.RETURN_REFUND, 14, 3, "七天无理由", "", who="小序"),
    _card(30 * HOUR, _T.REPAIR, 15, 1, "跳线", "用了两天开始跳线", who="小满"),
    _card(8 * HOUR + 40 * MINUTE, _T.RETURN_REFUND, 16, 1, "七天无理由", "",
          intent=_intent(Action.AGREE_RETURN, Delivery.HANDOFF)),
    _card(4 * HOUR + 2 * MINUTE, _T.RETURN_REFUND, 5, 3, "质量问题", "",
          intent=_intent(Action.REFUSE, Delivery.REFUSED, platform_words="要先协商")),
)  # fmt: skip
