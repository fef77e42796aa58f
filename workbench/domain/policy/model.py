"""What the rules read of a policy pack: frozen values, one ``Policy`` per platform and date."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date

from workbench.domain import beijing
from workbench.domain.kinds import (
    AtZero,
    CaseType,
    Confidence,
    Executor,
    Flag,
    GoodsStatus,
    NegotiationClock,
    NegotiationKind,
    Phase,
    PlanKind,
    Platform,
    ReasonClass,
    Stage,
)
from workbench.domain.policy.extras import (
    InstantPolicy,
    LabelClock,
    LightningPolicy,
    PenaltyBudget,
    PromiseTerm,
)
from workbench.domain.policy.offers import SuggestionPolicy
from workbench.domain.policy.words import ValueWords as ValueWords  # noqa: PLC0414 - asked for here


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRule:
    """Hours of one stage and what happens at zero. ``type`` None stands for every type.

    ``hours`` None: the platform gives no hours, so nothing can be computed. ``alt_event`` names a
    field of ``StageTimes`` ("signed_at", ...) from which ``alt_hours`` run (CLK-3).
    """

    stage: Stage
    type: CaseType | None = None
    hours: float | None = None
    hours_source: str = ""
    hours_confidence: Confidence = Confidence.UNCONFIRMED
    alt_event: str | None = None
    alt_hours: float | None = None
    at_zero: AtZero = AtZero.UNKNOWN
    at_zero_source: str = ""
    at_zero_confidence: Confidence = Confidence.UNCONFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """Hours for stages entered on a Beijing day in [first, end) (half-open, POL-3)."""

    name: str
    first: date
    end: date
    stages: tuple[StageRule, ...]
    evidence_hours: float | None = None  # the evidence window in these days (DISP-2)
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A buyer's reason and what follows from its class. ``text`` matches where there is no code."""

    text: str
    code: str = ""
    reason_class: ReasonClass = ReasonClass.OTHER
    buyer_evidence: str = ""  # yes, no, maybe
    freight: str = ""  # buyer, merchant, by_fault, by_agreement, none
    source: str = ""
    confidence: Confidence = Confidence.UNCONFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalReason:
    """REF-3: a reason of the platform's list and the kinds of proof it requires.

    ``scene`` is "review" (refusing an application) or "receipt" (refusing goods that came back);
    ``types`` empty means every type. ``forbidden`` reasons are shown with why, never offered
    (REF-4). Proof kinds are those of ``evidence.kinds``.
    """

    id: str
    scene: str
    text: str
    code: str = ""
    types: tuple[CaseType, ...] = ()
    proofs: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()  # any one of these stands for all of ``proofs``
    forbidden: bool = False
    risk: str = ""
    default_text: str = ""
    source: str = ""
    confidence: Confidence = Confidence.UNCONFIRMED

    def missing(self, have: frozenset[str]) -> tuple[str, ...]:
        """The proof kinds still wanted, given those at hand."""
        if have & set(self.instead):
            return ()
        return tuple(kind for kind in self.proofs if kind not in have)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A place in a case's life; None stands for any value."""

    type: CaseType | None = None
    stage: Stage | None = None
    goods: GoodsStatus | None = None
    phase: Phase | None = None
    reason_class: ReasonClass | None = None
    reason_text: str = ""  # part of the reason's text
    label: str = ""  # a service label of the order: virtual, custom, fresh, agreed_cancel ...
    why: str = ""  # zh sentence: why it is so here
    way_out: str = ""  # an action's name that works instead
    source: str = ""
    confidence: Confidence = Confidence.UNCONFIRMED

    def matches(
        self,
        *,
        type: CaseType,  # noqa: A002 - the field's word
        stage: Stage,
        goods: GoodsStatus,
        phase: Phase,
        reason_class: ReasonClass,
        reason: str,
        labels: frozenset[str],
    ) -> bool:
        """True where every named part fits."""
        return (
            self.type in (None, type)
            and self.stage in (None, stage)
            and self.goods in (None, goods)
            and self.phase in (None, phase)
            and self.reason_class in (None, reason_class)
            and (not self.reason_text or self.reason_text in reason)
            and (not self.label or self.label in labels)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """NEG-4: choosing it fills the message; ``{amount}``, ``{item}``, ``{buyer}`` are places."""

    id: str
    kind: NegotiationKind
    title: str
    text: str
    code: str = ""
    picture: bool = False
    types: tuple[CaseType, ...] = ()
    source: str = ""
    confidence: Confidence = Confidence.UNCONFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutorRule:
    """NEG-7; ``plan`` None stands for every plan of the kind."""

    kind: NegotiationKind
    executor: Executor
    plan: PlanKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NegotiationPolicy:
    """NEG-1..7 as data. Bytes are counted in the platform's encoding (UTF-8 here)."""

    clock: NegotiationClock
    scenes: tuple[Scene, ...]
    kinds: tuple[NegotiationKind, ...]
    plans: tuple[PlanKind, ...]
    executors: tuple[ExecutorRule, ...]
    explanations: tuple[Explanation, ...]
    window_hours: float = 24
    lead_minutes: int = 30
    rounds: int = 2
    max_plans: int = 3
    max_pictures: int = 4
    picture_bytes: int = 500_000
    message_bytes: int = 400
    elsewhere: str = ""  # zh: why not, where no scene fits (NEG-1)
    suggest: SuggestionPolicy = field(default_factory=SuggestionPolicy)

    def executor(self, kind: NegotiationKind, plan: PlanKind | None) -> Executor:
        """Who carries out an accepted plan; the merchant where policy is silent."""
        for rule in self.executors:
            if rule.kind is kind and rule.plan in (None, plan):
                return rule.executor
        return Executor.MERCHANT


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPolicy:
    """OPEN: ``way`` is "platform" (an API), "handoff" or "absent"."""

    way: str
    way_confidence: Confidence = Confidence.UNCONFIRMED
    valid_days: int = 30
    after_sale_days: int = 15
    long_days: int = 90
    history_months: int = 3
    instead: str = ""  # zh: what to do where it is absent
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalatePolicy:
    """DISP-1."""

    offered: bool
    not_received_wait_days: int = 3
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePolicy:
    """DISP-2; ``kinds`` are proof kinds with their zh names; ``receipt_checklist`` is DISP-6."""

    window_hours: float
    window_confidence: Confidence = Confidence.UNCONFIRMED
    max_files: int = 4
    max_bytes: int = 5_000_000
    kinds: tuple[tuple[str, str], ...] = ()
    receipt_checklist: tuple[str, ...] = ()
    after_buyer_hours: float | None = None  # ours once the buyer brought everything
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchPolicy:
    """Limits of one batch of money acts on the platform; None where it has none."""

    max_cases: int | None = None
    max_fen: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagColour:
    number: int
    flag: Flag
    meaning: str = ""  # zh


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMap:
    """One known shape of the platform's refund export (IMP-1).

    ``required`` headers must all be there (NFKC, stripped); ``columns`` maps a header to a field
    of the importer, in the order of the file; ``aliases`` maps other spellings to a header.
    """

    id: str
    title: str
    required: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    aliases: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty:
    """What an act may cost, as zh text with its arithmetic (facts.md 5.6)."""

    id: str
    act: str  # refuse, late_ship, broken_promise ...
    percent: float = 0
    least_fen: int = 0
    most_fen: int = 0
    text: str = ""
    source: str = ""
    confidence: Confidence = Confidence.UNCONFIRMED

    def amount(self, paid_fen: int) -> int:
        """The share of ``paid_fen`` within its bounds, in fen."""
        share = (paid_fen * round(self.percent * 100) + 5_000) // 10_000  # half a fen goes up
        return min(max(share, self.least_fen), self.most_fen)


DEFAULT_LOSS_WEIGHTS: tuple[tuple[AtZero, int], ...] = (
    (AtZero.REFUND, 100),
    (AtZero.CONVERT_TO_REFUND, 100),
    (AtZero.AGREE_RETURN, 30),
    (AtZero.AGREE_EXCHANGE, 30),
    (AtZero.AGREE_REPAIR, 30),
    (AtZero.AGREE_RESHIP, 30),
    (AtZero.UNKNOWN, 50),
    (AtZero.MANUAL, 50),
    (AtZero.CLOSE, 0),
    (AtZero.COMPLETE, 0),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One pack in force from the Beijing day ``valid_from`` on; ``ruleset`` is its name."""

    platform: Platform
    ruleset: str
    valid_from: date
    stages: tuple[StageRule, ...]
    negotiation: NegotiationPolicy
    entry: EntryPolicy
    escalate: EscalatePolicy
    evidence: EvidencePolicy
    holidays: tuple[Holiday, ...] = ()
    pause_in_intervention: bool = True
    reasons: tuple[Reason, ...] = ()
    refusal_reasons: tuple[RefusalReason, ...] = ()
    refuse_blocked: tuple[Scene, ...] = ()  # REF-1 (b)
    cannot_refuse: tuple[Scene, ...] = ()  # REF-2
    batch: BatchPolicy = field(default_factory=BatchPolicy)
    flags: tuple[FlagColour, ...] = ()
    loss_weights: tuple[tuple[AtZero, int], ...] = DEFAULT_LOSS_WEIGHTS
    penalties: tuple[Penalty, ...] = ()
    column_maps: tuple[ColumnMap, ...] = ()
    page_url: str = ""  # https page of a case: {case_id} and {order_id} are places
    order_url: str = ""
    hosts: tuple[str, ...] = ()  # the only hosts these pages may be on
    words: ValueWords = field(default_factory=ValueWords)
    label_clocks: tuple[LabelClock, ...] = ()
    promises: tuple[PromiseTerm, ...] = ()
    budgets: tuple[PenaltyBudget, ...] = ()
    lightning: LightningPolicy | None = None
    instant: InstantPolicy | None = None
    max_applications: int | None = None  # of one buyer on one item (WeChat)

    def stage_rule(self, type: CaseType, stage: Stage, entered_at: int) -> StageRule | None:  # noqa: A002
        """The rule of the Beijing day on which the stage was ENTERED (POL-3); holidays first."""
        day = beijing.day_of(entered_at)
        for holiday in self.holidays:
            if holiday.first <= day < holiday.end:
                found = _find(holiday.stages, type, stage)
                if found is not None:
                    return found
        return _find(self.stages, type, stage)

    def label_clock(self, labels: frozenset[str], stage: Stage) -> LabelClock | None:
        """The clock of a service label of the order; it stands before ``stage_rule`` (CLK-3)."""
        ours = (one for one in self.label_clocks if one.stage is stage and one.label in labels)
        return min(ours, key=lambda one: one.hours, default=None)

    def loss_weight(self, at_zero: AtZero) -> int:
        """CLK-10: per cent of the claim that is lost when the platform acts."""
        return dict(self.loss_weights).get(at_zero, 50)

    def reason_of(self, code: str, text: str) -> Reason | None:
        """The reason by its code, else by equal text, else by a text it contains."""
        for reason in self.reasons:
            if code and reason.code == code:
                return reason
        for reason in self.reasons:
            if text and text in (reason.text, *reason.text.split("/")):
                return reason
        for reason in self.reasons:
            if any(part and part in text for part in reason.text.split("/")):
                return reason
        return None


def _find(rules: tuple[StageRule, ...], type: CaseType, stage: Stage) -> StageRule | None:  # noqa: A002
    general = None
    for rule in rules:
        if rule.stage is stage:
            if rule.type is type:
                return rule
            if rule.type is None:
                general = rule
    return general


@dataclass(frozen=True, slots=True)
class PolicyBook:
    """All packs of all platforms; the one in force is found by platform and Beijing day."""

    packs: tuple[Policy, ...]

    def at(self, platform: Platform, at: int) -> Policy:
        """The pack in force on the Beijing day of ``at``; the oldest one for days before it.

        Raises ``LookupError`` where the platform has no pack at all.
        """
        ours = sorted((p for p in self.packs if p.platform is platform), key=lambda p: p.valid_from)
        if not ours:
            raise LookupError(platform)
        place = bisect_right([p.valid_from for p in ours], beijing.day_of(at)) - 1
        return ours[max(place, 0)]

    def ruleset(self, name: str) -> Policy | None:
        """The pack by its ruleset name, without the overrides' suffix."""
        wanted = name.partition("+")[0]
        return next((p for p in self.packs if p.ruleset == wanted), None)
