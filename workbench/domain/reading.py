"""A reading: everything a platform or a file said of one case at one time, before we take it in."""

from __future__ import annotations

from dataclasses import dataclass, field

from workbench.domain.case import (
    Application,
    CaseKey,
    Evidence,
    Negotiation,
    Parcel,
    StageTimes,
    TimelineEntry,
)
from workbench.domain.kinds import (
    CaseType,
    DeadlineSource,
    Fen,
    GoodsStatus,
    Millis,
    OrderId,
    Phase,
    Platform,
    Stage,
    Turn,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was said of one case. ``None`` and "" mean "not said", never "gone".

    ``negotiations`` None: the source does not speak of talks (files); else they replace ours by
    id. ``given_due`` is the deadline the source gives for THIS stage entry (CLK-1);
    ``source`` says whether a platform or a file spoke. ``events`` are entries for the timeline
    that we may not know yet (told apart by (at, kind, text)).
    """

    key: CaseKey
    platform: Platform
    order_id: OrderId
    type: CaseType
    stage: Stage
    claim_fen: Fen
    applied_at: Millis
    as_of: Millis
    source: DeadlineSource = DeadlineSource.PLATFORM
    platform_version: str = ""
    turn: Turn | None = None
    line_id: str = ""
    phase: Phase | None = None
    type_raw: str = ""
    stage_raw: str = ""
    goods_status: GoodsStatus = GoodsStatus.UNKNOWN
    item_title: str = ""
    sku: str = ""
    seller_sku: str = ""
    quantity: int | None = None
    buyer_nick: str = ""
    buyer_note: str = ""
    buyer_pictures: tuple[str, ...] = ()
    reason: str = ""
    reason_code: str = ""
    reason_label: str = ""
    labels: frozenset[str] = frozenset()
    paid_fen: Fen | None = None
    refunded_fen: Fen | None = None
    times: StageTimes = field(default_factory=StageTimes)
    given_due: Millis | None = None
    evidence_due_at: Millis | None = None
    back_to: Stage | None = None
    outbound: Parcel | None = None
    back: Parcel | None = None
    negotiations: tuple[Negotiation, ...] | None = None
    must_negotiate: bool | None = None
    applications: tuple[Application, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    refusals: int | None = None
    remark: str | None = None
    events: tuple[TimelineEntry, ...] = ()
