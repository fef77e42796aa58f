"""What we owe a buyer beside the platform's own clock: one promise, and what each kind is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.kinds import NO_FEN, Confidence, Fen, Millis


class Promised(StrEnum):
    """What was promised (PROM-1, PROM-3); the first six are the words of the policy's terms."""

    PAYOUT = "payout"
    COUPON = "coupon"
    REFUND = "refund"
    RESHIP = "reship"
    EXCHANGE_SHIP = "exchange_ship"
    REPAIR_ANSWER = "repair_answer"
    WILL_SHIP = "will_ship"
    NO_REFUND = "no_refund_agreed"


class PromiseState(StrEnum):
    """``kept`` and ``void`` only a reading says, ``released`` only its holder."""

    OPEN = "open"
    KEPT = "kept"
    RELEASED = "released"
    VOID = "void"


MONEY = frozenset({Promised.PAYOUT, Promised.COUPON, Promised.REFUND})
STOPS_REFUND = frozenset({Promised.WILL_SHIP, Promised.NO_REFUND})
BY_HAND = "hand"  # the source of a promise that a person wrote down


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One obligation. ``due_at`` None: its countdown has not begun, or it has none.

    ``source`` says what made it: "hand", "talk:ID" or a stage. ``proof`` is the SHA-256 of the
    file that shows it was carried out; it is kept only once a reading agrees (PROM-2).
    ``cost_fen`` and ``cost_text`` are what breaking it costs by the policy.
    """

    id: str
    what: Promised
    made_at: Millis
    holder: str
    source: str
    state: PromiseState = PromiseState.OPEN
    amount_fen: Fen = NO_FEN
    due_at: Millis | None = None
    cost_fen: Fen = NO_FEN
    cost_text: str = ""
    confidence: Confidence = Confidence.UNCONFIRMED
    note: str = ""
    proof: str = ""
    proof_at: Millis | None = None
    ended_at: Millis | None = None

    @property
    def open(self) -> bool:
        """It is still to be kept."""
        return self.state is PromiseState.OPEN

    @property
    def stops_refund(self) -> bool:
        """PROM-3: while it is open nobody agrees to a refund."""
        return self.open and self.what in STOPS_REFUND


def nearest(promises: tuple[Promise, ...]) -> Promise | None:
    """The open promise that ends first; those without a countdown come last."""
    still = [one for one in promises if one.open]
    return min(
        still, key=lambda one: (one.due_at is None, one.due_at or 0, one.made_at), default=None
    )
