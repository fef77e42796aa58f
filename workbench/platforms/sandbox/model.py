"""What the simulated platform keeps of shops, orders, cases and entries, and how it is stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from pydantic import TypeAdapter

from workbench.base.texts import Text, text
from workbench.domain.case import (
    Application,
    Evidence,
    Negotiation,
    Parcel,
    StageTimes,
    TimelineEntry,
)
from workbench.domain.kinds import (
    FINAL_STAGES,
    CaseType,
    EntryState,
    GoodsStatus,
    NegotiationState,
    Phase,
    Platform,
    Stage,
)


class Character(StrEnum):
    """What a buyer is like; it drives the scripted answers (``script.py``)."""

    PATIENT = "patient"
    ANGRY = "angry"
    HONEST = "honest"
    BARGAIN = "bargain"


@dataclass(slots=True, kw_only=True)
class Dossier:
    """Everything the platform knows of one case. ``labels`` are sorted, so that files compare.

    ``due`` is the end of the running stage entry; ``left_ms`` what was left when an intervention
    stopped it. ``version`` grows with every fact a decision rests on and is what acts must send
    back. ``thoughts`` counts the dice thrown for the buyer, so that no throw is used twice.
    """

    shop: str
    case_id: str
    order_id: str
    platform: Platform
    type: CaseType
    stage: Stage
    claim_fen: int
    paid_fen: int
    applied_at: int
    entered_at: int
    version: int = 1
    line_id: str = ""
    phase: Phase = Phase.ON_SALE
    goods_status: GoodsStatus = GoodsStatus.UNKNOWN
    item_title: str = ""
    sku: str = ""
    seller_sku: str = ""
    quantity: int = 1
    buyer_nick: str = ""
    buyer_note: str = ""
    buyer_pictures: tuple[str, ...] = ()
    reason: str = ""
    reason_code: str = ""
    reason_label: str = ""
    labels: tuple[str, ...] = ()
    refunded_fen: int = 0
    times: StageTimes = field(default_factory=StageTimes)
    due: int | None = None
    left_ms: int | None = None
    evidence_due_at: int | None = None
    evidence_sent: bool = False
    back_to: Stage | None = None
    outbound: Parcel | None = None
    back: Parcel | None = None
    negotiations: tuple[Negotiation, ...] = ()
    must_negotiate: bool = False
    applications: tuple[Application, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    refusals: int = 0
    remark: str | None = None  # None: never set
    flag: str = ""
    events: tuple[TimelineEntry, ...] = ()
    character: Character = Character.PATIENT
    good_credit: bool = True
    reminded: bool = False
    thoughts: int = 0

    @property
    def final(self) -> bool:
        """True where nothing more happens."""
        return self.stage in FINAL_STAGES

    @property
    def talk(self) -> Negotiation | None:
        """The open negotiation, if there is one."""
        last = self.negotiations[-1] if self.negotiations else None
        return last if last is not None and last.state is NegotiationState.OPEN else None


@dataclass(slots=True, kw_only=True)
class OrderBook:
    """One order and its money: ``spoken_fen`` is refunded, being refunded and paid out in cash."""

    shop: str
    order_id: str
    platform: Platform
    paid_fen: int
    created_at: int
    success_at: int | None = None
    after_sale_days: int = 15
    item_title: str = ""
    sku: str = ""
    seller_sku: str = ""
    buyer_nick: str = ""
    quantity: int = 1
    labels: tuple[str, ...] = ()
    character: Character = Character.PATIENT
    good_credit: bool = True
    refunding_fen: int = 0
    refunded_fen: int = 0
    cash_fen: int = 0
    coupon_fen: int = 0
    claimed: bool = False  # it had a case of phase after_sale, whatever became of it (OPEN-2)
    applications: int = 0  # applying and changing both count
    outbound: Parcel | None = None
    entry_requested_at: int | None = None

    @property
    def spoken_fen(self) -> int:
        """Money that has left or is leaving to the buyer (PROM-2)."""
        return self.refunded_fen + self.refunding_fen + self.cash_fen

    @property
    def after_sale_until(self) -> int | None:
        """When the after-sale period ends; None while the trade is not finished."""
        if self.success_at is None:
            return None
        return self.success_at + self.after_sale_days * 86_400_000


@dataclass(slots=True, kw_only=True)
class EntryBook:
    """A reopened after-sale entry of an order."""

    shop: str
    order_id: str
    state: EntryState
    requested_at: int | None = None
    opened_at: int | None = None
    valid_until: int | None = None
    case_id: str = ""
    command_id: str = ""


class SandboxError(Exception):
    """Somebody asked the simulated platform for something that its rules forbid."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.english())
        self.text = why


def claim_bounds(room: int) -> Text:
    """Why a claim does not go."""
    return text("The claim must be between 1 and {room} fen.", room=room)


Record = Dossier | OrderBook | EntryBook
_T = TypeVar("_T", Dossier, OrderBook, EntryBook, Negotiation)


_ADAPTERS: dict[type[object], TypeAdapter[Any]] = {}


def _adapter(kind: type[object]) -> TypeAdapter[Any]:
    """Validators are made when they are first needed: making one takes milliseconds."""
    found = _ADAPTERS.get(kind)
    if found is None:
        found = _ADAPTERS[kind] = TypeAdapter(kind)
    return found


def dump(value: Record | Negotiation) -> str:
    """A record as JSON text."""
    return _adapter(type(value)).dump_json(value, exclude_defaults=True).decode()


def load(kind: type[_T], text: str) -> _T:
    """A record from JSON text."""
    loaded: _T = _adapter(kind).validate_json(text)
    return loaded
