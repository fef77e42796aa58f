"""Commands in the imperative: what an act needs to be told. Values only; the rules are elsewhere.

``file`` arguments travel apart, as (kind of proof, path), because a terminal, a drop and a paste
give them in different ways.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workbench.domain.case import Plan
from workbench.domain.kinds import (
    CaseType,
    Fen,
    Flag,
    NegotiationKind,
)

Freight = Literal["buyer", "merchant", "insurance"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeRefund:
    """Give the money back. ``amount_fen`` is a guard: refused where the claim differs (CASE-5)."""

    amount_fen: Fen | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeReturn:
    """Agree to the return; ``address`` is an address id, empty for the shop's default."""

    address: str = ""
    return_freight: Freight | None = None
    message: str = ""
    amount_fen: Fen | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeExchange:
    """Agree to exchange; the buyer sends the goods to ``address`` first."""

    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeRepair:
    """Agree to repair; the buyer sends the goods to ``address`` first."""

    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeReship:
    """Agree to send what was missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuse:
    """Refuse with a reason of the platform's list (its id, code or text) and words to the buyer."""

    reason: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmReceipt:
    """The goods are back and in order."""

    amount_fen: Fen | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ship:
    """Goods go out (exchange, reship, repair)."""

    company: str
    waybill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Negotiate:
    """Propose something to the buyer (NEG-2). ``plans`` only for offers."""

    kind: NegotiationKind
    message: str = ""
    explanation: str = ""
    plans: tuple[Plan, ...] = ()
    new_type: CaseType | None = None
    new_claim_fen: Fen | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """Take the open negotiation back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Words to the buyer (CASE-9)."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordContact:
    """A call or chat outside this program (CASE-9)."""

    channel: Literal["phone", "chat", "sms", "other"]
    outcome: Literal["reached", "no_answer"]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalate:
    """Ask the platform to step in (DISP-1)."""

    statement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitEvidence:
    """Send the evidence, once and complete (DISP-2)."""

    statement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raise:
    """Hand to a supervisor (DISP-1)."""

    note: str
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRemark:
    """The merchant's remark on the case; an empty text removes it."""

    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFlag:
    """A flag by colour; None removes it."""

    flag: Flag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTag:
    """Put a tag on, or take it off."""

    tag: str
    remove: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign:
    """Give the case to somebody; empty gives it back to everybody."""

    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddNote:
    """A note for colleagues."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MakePromise:
    """Something promised to the buyer outside a proposal (PROM-1, PROM-3).

    ``hours`` None: those of the policy, where it has a term for ``what``.
    """

    what: Literal[
        "payout", "coupon", "refund", "reship", "exchange_ship", "repair_answer",
        "will_ship", "no_refund_agreed",
    ]  # fmt: skip
    amount_fen: Fen | None = None
    hours: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvePromise:
    """The proof that a promise was carried out; ``promise`` is its id where several are open."""

    promise: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasePromise:
    """Take a promise back that was written down by hand; its holder's matter (PROM-3)."""

    promise: str = ""
    note: str = ""


Command = (
    AgreeRefund
    | AgreeReturn
    | AgreeExchange
    | AgreeRepair
    | AgreeReship
    | Refuse
    | ConfirmReceipt
    | Ship
    | Negotiate
    | Withdraw
    | Message
    | RecordContact
    | Escalate
    | SubmitEvidence
    | Raise
    | SetRemark
    | SetFlag
    | SetTag
    | Assign
    | AddNote
    | MakePromise
    | ProvePromise
    | ReleasePromise
)
