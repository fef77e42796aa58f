"""Policy packs of the tests' own, so that the packs that ship may change without touching them."""

from __future__ import annotations

from datetime import date

from workbench.domain.kinds import (
    AtZero,
    CaseType,
    Executor,
    GoodsStatus,
    NegotiationClock,
    NegotiationKind,
    PlanKind,
    Platform,
    ReasonClass,
    Stage,
)
from workbench.domain.policy.extras import InstantPolicy, LightningPolicy
from workbench.domain.policy.model import (
    EntryPolicy,
    EscalatePolicy,
    EvidencePolicy,
    ExecutorRule,
    Explanation,
    NegotiationPolicy,
    Policy,
    PolicyBook,
    Reason,
    RefusalReason,
    Scene,
    StageRule,
)

REVIEW = (Stage.MERCHANT_REVIEW, Stage.MERCHANT_REVIEW_MODIFIED)
_ZERO = {
    CaseType.RETURN_REFUND: AtZero.AGREE_RETURN,
    CaseType.EXCHANGE: AtZero.AGREE_EXCHANGE,
    CaseType.RESHIP: AtZero.AGREE_RESHIP,
    CaseType.REPAIR: AtZero.AGREE_REPAIR,
}


def _stages() -> tuple[StageRule, ...]:
    rows = [
        StageRule(stage=stage, type=kind, hours=36, at_zero=_ZERO.get(kind, AtZero.REFUND))
        for stage in REVIEW
        for kind in CaseType
        if kind is not CaseType.UNKNOWN
    ]
    rows += [
        StageRule(stage=Stage.BUYER_AFTER_REFUSAL, hours=120, at_zero=AtZero.CLOSE),
        StageRule(stage=Stage.BUYER_RETURN_WAYBILL, hours=168, at_zero=AtZero.CLOSE),
        StageRule(
            stage=Stage.MERCHANT_CONFIRM_RECEIPT, hours=168, at_zero=AtZero.REFUND,
            alt_event="signed_at", alt_hours=48,
        ),
        StageRule(stage=Stage.MERCHANT_SHIP, hours=120, at_zero=AtZero.CONVERT_TO_REFUND),
        StageRule(stage=Stage.BUYER_CONFIRM, hours=240, at_zero=AtZero.COMPLETE),
    ]  # fmt: skip
    return tuple(rows)


def _talks(
    clock: NegotiationClock, executor: Executor, plans: tuple[PlanKind, ...] = tuple(PlanKind)
) -> NegotiationPolicy:
    return NegotiationPolicy(
        clock=clock,
        scenes=tuple(Scene(stage=stage) for stage in REVIEW),
        kinds=tuple(NegotiationKind),
        plans=plans,
        executors=tuple(ExecutorRule(kind=kind, executor=executor) for kind in NegotiationKind),
        explanations=(
            Explanation(
                id="agreed", kind=NegotiationKind.INVITE_CANCEL, title="已协商一致", text="",
                picture=True,
            ),
        ),
    )  # fmt: skip


_REASONS = (
    Reason(text="七天无理由退换货", reason_class=ReasonClass.SUBJECTIVE),
    Reason(text="质量问题", code="10", reason_class=ReasonClass.MERCHANT),
)
_REFUSALS = (
    RefusalReason(id="used", scene="review", text="商品影响二次销售"),
    RefusalReason(id="chat", scene="review", text="买家取消申请", proofs=("chat_record",)),
    RefusalReason(id="untrue", scene="review", text="要求修改退款原因", forbidden=True),
    RefusalReason(id="wrong", scene="receipt", text="寄回商品不符", proofs=("unpacking_video",)),
)


def _pack(platform: Platform, **fields: object) -> Policy:
    values: dict[str, object] = {
        "stages": _stages(),
        "negotiation": _talks(NegotiationClock.RUNS, Executor.PLATFORM),
        "entry": EntryPolicy(way="platform"),
        "escalate": EscalatePolicy(offered=True),
        "evidence": EvidencePolicy(window_hours=72, kinds=(("chat_record", "聊天记录"),)),
        "reasons": _REASONS,
        "refusal_reasons": _REFUSALS,
        **fields,
    }
    return Policy(
        platform=platform, ruleset=f"{platform}@2020-01-01", valid_from=date(2020, 1, 1),
        **values,  # type: ignore[arg-type]
    )  # fmt: skip


def book() -> PolicyBook:
    """Four platforms with the differences that matter here."""
    return PolicyBook(
        (
            _pack(Platform.TMALL),
            _pack(Platform.TAOBAO),
            _pack(
                Platform.DOUYIN,
                escalate=EscalatePolicy(offered=False),
                negotiation=_talks(NegotiationClock.UNKNOWN, Executor.MERCHANT),
                lightning=LightningPolicy(
                    max_paid_fen=30_000, days_after_signed=8, reasons=("七天无理由", "拍错")
                ),
                instant=InstantPolicy(max_paid_fen=800_000, excluded_labels=("virtual",)),
            ),
            _pack(
                Platform.WECHAT,
                escalate=EscalatePolicy(offered=False),
                negotiation=_talks(NegotiationClock.BUYER, Executor.PLATFORM),
                refuse_blocked=(Scene(stage=Stage.MERCHANT_REVIEW, label="virtual"),),
                cannot_refuse=(
                    Scene(
                        type=CaseType.REFUND_ONLY_UNSHIPPED, goods=GoodsStatus.NOT_RECEIVED,
                        why="未发货的退款申请不支持拒绝，请先发货",
                    ),
                ),
                max_applications=5,
            ),
        )
    )  # fmt: skip
