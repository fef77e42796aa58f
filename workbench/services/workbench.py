"""The door to the use cases: what window and command line call. Thin; the work is in handlers.

THREADING: one ``Workbench`` belongs to one thread (each opens its own store connection).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from workbench.domain import shares

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from workbench.base.texts import Text
    from workbench.domain.case import Address, Case, CaseKey, Order, Shop
    from workbench.domain.kinds import Action
    from workbench.domain.policy.model import Explanation, Policy, RefusalReason
    from workbench.domain.refusal import Refusal
    from workbench.domain.wording.model import WordData
    from workbench.services.model import ActOption, ActResult
    from workbench.services.ports import Change, OutboxItem


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRequest:
    """One act asked for by somebody. ``args`` plain values; ``files`` (kind of proof, path).

    ``hold_seconds`` None: the settings' undo seconds. ``if_version``: refused where the case has
    moved on (CASE-5). The same ``command_id`` and arguments give the same result (OUT-1).
    """

    key: CaseKey
    action: Action
    args: Mapping[str, object] = field(default_factory=dict)
    files: tuple[tuple[str, Path], ...] = ()
    if_version: int | None = None
    command_id: str = ""
    confirm: frozenset[str] = frozenset()
    hold_seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """What one shop's sync did."""

    shop: str
    read: int
    changed: int
    unknown_words: int
    failed: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryResult:
    """Opening one order's entry; ``opened`` only when the platform said so (OPEN-8)."""

    order_id: str
    opened: bool
    state: str
    valid_until: int | None = None
    refused: tuple[Refusal, ...] = ()
    command_id: str = ""
    delivery: str = ""  # a ``Delivery`` word, "" where nothing was sent


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedPlan:
    """A plan as the panel and ``suggest`` show it (NEG-3); no share below ``least`` cases.

    ``cost_fen`` None: it cannot be told in money before it happens.
    """

    kind: str
    amount_fen: int
    title: str
    message: str
    explanation: str
    why: Text
    accepted: int | None = None
    offered: int | None = None
    least: int = shares.LEAST
    cost_fen: int | None = None

    @property
    def interval(self) -> shares.Interval | None:
        """The share accepted with its interval; None where there are too few cases."""
        return shares.share(self.accepted, self.offered, self.least)


@dataclass(frozen=True, slots=True, kw_only=True)
class NegotiationForm:
    """What the negotiation panel offers now (NEG-1..12).

    ``prepared``: the kind that is found chosen, "" for none. ``basis`` says which cases the
    results are of, ``scene`` what makes them alike; ``scripts`` are (retained, ended) by
    explanation.
    """

    kinds: tuple[str, ...]
    suggestions: tuple[SuggestedPlan, ...]
    explanations: tuple[Explanation, ...]
    round: int
    max_rounds: int
    reply_by: int | None
    limit: int | None
    message_bytes: int
    max_pictures: int
    picture_bytes: int
    purse_case_fen: int | None
    purse_day_fen: int | None
    spent_day_fen: int
    executor: str
    reminder: Text | None  # from the second round on: one good offer beats many
    tried: tuple[str, ...]  # kinds the buyer already refused (NEG-8)
    prepared: str = ""
    basis: Text | None = None
    days: int = 0
    nothing_fen: int | None = None  # what doing nothing is likely to cost (CLK-10)
    scripts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    least: int = shares.LEAST


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalForm:
    """What refusing needs and may cost (REF-1..5)."""

    reasons: tuple[RefusalReason, ...]
    refusals: tuple[Refusal, ...]  # blocked or confirmable, before any input
    penalty_fen: int | None
    penalty_text: str
    proof_names: dict[str, str]
    evidence_bytes: int
    evidence_files: int


class WorkbenchDoor(Protocol):
    """Everything the outer rings may ask for; ``Workbench`` in ``bootstrap`` provides it."""

    def now(self) -> int: ...
    def act(self, request: ActRequest, actor: str = "owner") -> ActResult: ...
    def act_many(self, requests: Sequence[ActRequest], actor: str = "owner") -> list[ActResult]: ...
    def undo(self, command_id: str, actor: str = "owner") -> ActResult: ...
    def options(self, case: Case) -> tuple[ActOption, ...]: ...
    def policy_of(self, case: Case) -> Policy: ...
    def wording(self) -> WordData:
        """The list that texts are checked against before they leave (WORD-2)."""
        ...

    def negotiation_form(self, case: Case) -> NegotiationForm: ...
    def refusal_form(self, case: Case) -> RefusalForm: ...
    def eligibility(self, order: Order) -> tuple[Refusal, ...]: ...
    def open_entries(
        self, orders: Sequence[tuple[str, str]], confirm: frozenset[str], actor: str = "owner"
    ) -> list[EntryResult]: ...
    def pump(self) -> tuple[Change, ...]:
        """Send what is due, look after what is unknown; returns what changed."""
        ...

    def sync(self, shop: str = "") -> list[SyncReport]: ...
    def look_again(self, key: CaseKey) -> tuple[Change, ...]:
        """Read one case from its platform now ("check")."""
        ...

    def handoffs(self) -> list[OutboxItem]: ...
    def handoff_done(self, command_id: str, actor: str = "owner") -> ActResult: ...
    def shops(self) -> list[Shop]: ...
    def save_shop(self, shop: Shop, actor: str = "owner") -> Shop: ...
    def addresses(self, shop: str) -> list[Address]: ...
    def save_address(self, address: Address, actor: str = "owner") -> Address: ...
    def save_order(self, order: Order, actor: str = "owner") -> Order: ...
    def draft(self, key: str) -> dict[str, object] | None: ...
    def save_draft(self, key: str, value: dict[str, object] | None) -> None: ...
    def import_files(
        self,
        paths: Sequence[Path],
        *,
        shop: str,
        platform: str = "",
        dry_run: bool = False,
        progress: Callable[[int, int], bool] | None = None,
        actor: str = "owner",
    ) -> dict[str, object]:
        """The JSON of cli.md; ``progress(done, total)`` returning False cancels."""
        ...
