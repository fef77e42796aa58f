"""The after-sale case: what the platform or a file last said (facts), and what we keep beside it.

A ``Case`` is a frozen value. Its facts change only by a ``Reading`` (``reading.py``); a decision
of ours is an ``Intent`` beside it and never touches stage, turn, money or deadline (CASE-11).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from workbench.domain import promise
from workbench.domain.kinds import (
    FINAL_STAGES,
    NO_FEN,
    Action,
    AtZero,
    CaseId,
    CaseType,
    CommandId,
    Confidence,
    DeadlineSource,
    Delivery,
    Executor,
    Fen,
    Flag,
    GoodsStatus,
    Millis,
    NegotiationKind,
    NegotiationState,
    OrderId,
    Phase,
    PlanKind,
    Platform,
    ReasonClass,
    ShopId,
    Stage,
    Turn,
)


@dataclass(frozen=True, slots=True, order=True)
class CaseKey:
    """CASE-1: a shop belongs to one platform, so (shop, case id) names a case. Ids are text."""

    shop: ShopId
    case_id: CaseId

    def __str__(self) -> str:
        return f"{self.shop}/{self.case_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTimes:
    """When things happened, as far as they are known."""

    modified_at: Millis | None = None
    refused_at: Millis | None = None
    agreed_at: Millis | None = None
    returned_at: Millis | None = None  # the buyer gave the waybill
    signed_at: Millis | None = None  # the return parcel was signed for
    received_at: Millis | None = None  # we confirmed the receipt
    shipped_at: Millis | None = None
    intervened_at: Millis | None = None
    final_at: Millis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """Outbound or return logistics. ``state`` is the platform's word or the file's text."""

    company: str = ""
    waybill: str = ""
    state: str = ""
    at: Millis | None = None
    signed_at: Millis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One choice inside an offer; ``amount_fen`` 0 where it moves no money."""

    kind: PlanKind
    amount_fen: Fen = NO_FEN
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Negotiation:
    """One round (NEG). ``new_type`` and ``new_claim_fen`` belong to ``modify_claim``."""

    id: str
    kind: NegotiationKind
    round: int
    state: NegotiationState
    plans: tuple[Plan, ...] = ()
    chosen: int | None = None  # index into plans
    message: str = ""
    explanation: str = ""
    new_type: CaseType | None = None
    new_claim_fen: Fen | None = None
    sent_at: Millis | None = None
    reply_by: Millis | None = None
    ended_at: Millis | None = None
    executor: Executor = Executor.PLATFORM


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """One application of the buyer on this case: the first, and every change of it (CASE-1)."""

    at: Millis
    type: CaseType
    reason: str
    claim_fen: Fen


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A file that belongs to the case; ``path`` is relative to the attachments folder.

    ``by`` is "merchant" or "buyer"; ``sent`` says whether it left for the platform.
    """

    id: str
    kind: str
    by: str
    sha256: str
    name: str
    at: Millis
    size: int = 0
    path: str = ""
    sent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """CASE-9: a call or a chat outside this program. ``outcome`` is reached or no_answer."""

    at: Millis
    channel: str
    outcome: str
    note: str
    by: str
    picture: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    at: Millis
    by: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """CLK-1: when the stage ends, where that comes from, and what happens then.

    ``at`` None: no countdown. While ``paused``, ``remaining_ms`` is what was left (CLK-2).
    """

    at: Millis | None = None
    entered_at: Millis | None = None
    source: DeadlineSource = DeadlineSource.NONE
    ruleset: str = ""
    confidence: Confidence = Confidence.UNCONFIRMED
    paused: bool = False
    remaining_ms: int | None = None
    at_zero: AtZero = AtZero.UNKNOWN
    at_zero_confidence: Confidence = Confidence.UNCONFIRMED
    how: str = ""  # stable word: given, hours, event, paused, no_entry, no_rule
    hours: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """A decision made here and not yet confirmed by the platform (CASE-11, OUT-1)."""

    command_id: CommandId
    action: Action
    state: Delivery
    actor: str
    decided_at: Millis
    hold_until: Millis
    args: dict[str, object] = field(default_factory=dict)
    tries: int = 0
    last_error: str = ""  # a Fault word or ""
    platform_words: str = ""  # what the platform said when it refused
    ticked_at: Millis | None = None  # when a hand-off was ticked "done"

    @property
    def unfinished(self) -> bool:
        """True until the platform confirmed or refused it, or it was undone."""
        return self.state not in (Delivery.DONE, Delivery.REFUSED, Delivery.UNDONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Local:
    """What we keep beside the platform's facts; changing it never raises ``version``."""

    flag: Flag | None = None
    tags: tuple[str, ...] = ()
    assignee: str = ""
    remark: str = ""
    notes: tuple[Note, ...] = ()
    contacts: tuple[Contact, ...] = ()
    raised: str = ""  # the note with which it was handed to a supervisor
    absent: bool = False  # missing from a newer export (IMP-4)
    contradicted: str = ""  # what the platform said against our decision, loudly


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One application of a buyer on one order line, as the platform last told it."""

    key: CaseKey
    platform: Platform
    order_id: OrderId
    type: CaseType
    stage: Stage
    claim_fen: Fen
    applied_at: Millis
    as_of: Millis
    turn: Turn = Turn.NONE
    version: int = 1
    platform_version: str = ""
    line_id: str = ""
    phase: Phase = Phase.ON_SALE
    type_raw: str = ""
    stage_raw: str = ""
    goods_status: GoodsStatus = GoodsStatus.UNKNOWN
    item_title: str = ""
    sku: str = ""
    seller_sku: str = ""
    quantity: int | None = None
    buyer_nick: str = ""
    buyer_note: str = ""
    buyer_pictures: tuple[str, ...] = ()  # file names in resources or attachments
    reason: str = ""
    reason_code: str = ""
    reason_label: str = ""
    reason_class: ReasonClass = ReasonClass.OTHER
    labels: frozenset[str] = frozenset()  # service labels of the order: virtual, custom, fresh
    paid_fen: Fen | None = None
    refunded_fen: Fen | None = None
    times: StageTimes = field(default_factory=StageTimes)
    deadline: Deadline = field(default_factory=Deadline)
    evidence_due_at: Millis | None = None  # evidence owed by us (CLK-7)
    back_to: Stage | None = None  # where an intervention came from
    outbound: Parcel | None = None
    back: Parcel | None = None
    negotiations: tuple[Negotiation, ...] = ()
    must_negotiate: bool = False  # the platform answered "negotiate first" (REF-1)
    applications: tuple[Application, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    refusals: int = 0
    loss_fen: Fen = NO_FEN
    ruleset: str = ""
    local: Local = field(default_factory=Local)
    intent: Intent | None = None
    promises: tuple[promise.Promise, ...] = ()  # PROM-1: they outlive the case's own end

    @property
    def final(self) -> bool:
        """True where nothing more happens on the platform."""
        return self.stage in FINAL_STAGES

    @property
    def open_negotiation(self) -> Negotiation | None:
        """The one negotiation under way, if there is one."""
        for item in self.negotiations:
            if item.state in (NegotiationState.SENDING, NegotiationState.OPEN):
                return item
        return None

    @property
    def last_negotiation(self) -> Negotiation | None:
        """The latest round, whatever became of it."""
        return self.negotiations[-1] if self.negotiations else None

    @property
    def owed(self) -> promise.Promise | None:
        """The open promise that ends first (PROM-1)."""
        return promise.nearest(self.promises) if self.promises else None

    @property
    def owed_due_at(self) -> Millis | None:
        """The earliest instant by which something of ours must be done: evidence or a promise."""
        owed = self.owed
        due = None if owed is None else owed.due_at
        known = [at for at in (self.evidence_due_at, due) if at is not None]
        return min(known, default=None)

    @property
    def rounds(self) -> int:
        """How many rounds have been sent."""
        return len(self.negotiations)

    @property
    def full_refund(self) -> bool | None:
        """Whether the claim is all the buyer paid (CASE-3); None where that is unknown."""
        return None if self.paid_fen is None else self.claim_fen >= self.paid_fen

    @property
    def busy(self) -> bool:
        """An intent of ours is under way."""
        return self.intent is not None and self.intent.unfinished

    @property
    def our_turn(self) -> bool:
        """CLK-7: our stage, or evidence owed by us."""
        return not self.final and (self.turn is Turn.MERCHANT or self.evidence_due_at is not None)

    @property
    def todo(self) -> bool:
        """The view "To do": our turn, not final, no unfinished intent."""
        return self.our_turn and not self.busy


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order as far as cases and reopening need it (IMP-6)."""

    shop: ShopId
    platform: Platform
    order_id: OrderId
    paid_fen: Fen
    created_at: Millis
    success_at: Millis | None = None
    after_sale_days: int = 15
    item_title: str = ""
    sku: str = ""
    buyer_nick: str = ""
    quantity: int | None = None
    entry_requested_at: Millis | None = None  # OPEN-7


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A reopened after-sale entry of an order (OPEN)."""

    shop: ShopId
    order_id: OrderId
    state: str  # EntryState
    requested_at: Millis | None = None
    opened_at: Millis | None = None
    valid_until: Millis | None = None
    case_id: str = ""
    command_id: str = ""
    delivery: Delivery | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """One account on one platform. ``id`` is stable, ``name`` is what people type."""

    id: ShopId
    name: str
    platform: Platform
    kind: str  # ShopKind
    platform_assumed: bool = False
    as_of: Millis | None = None
    offset_ms: int = 0  # the platform's clock minus ours (CLK-6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A return address of a shop; one is the default."""

    id: str
    shop: ShopId
    name: str
    phone: str
    text: str
    default: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """CASE-6. ``kind`` is a stable word; ``text`` is phrased data (a person's words, a reason)."""

    at: Millis
    actor: str  # an account, "buyer", "platform", "merchant", "rule:..."
    kind: str
    text: str = ""
    source: str = ""  # platform, file, here
