"""Ports: what the services need of the store and of the platforms, and nothing else.

Store ports are used inside one unit of work; gateways are called outside any transaction.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from workbench.domain.case import Address, Case, CaseKey, Entry, Order, Shop, TimelineEntry
    from workbench.domain.kinds import Action, CaseType, CommandId, Delivery, Fault, Platform
    from workbench.domain.policy.offers import SuggestionPolicy
    from workbench.domain.reading import Reading
    from workbench.domain.suggestion import Tally


# ---------------------------------------------------------------- records the store keeps


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxItem:
    """One act on its way (OUT-1). ``key`` None for acts on an order (open_entry).

    Times are epoch ms on the directory's clock, but ``sent_wall`` and ``lease_until`` which are
    real time: the sandbox's clock may stand still while the network does not.
    """

    command_id: CommandId
    shop: str
    case_id: str
    order_id: str
    action: str
    args: dict[str, object]
    state: Delivery
    actor: str
    created_at: int
    hold_until: int
    platform_version: str = ""
    tries: int = 0
    last_error: str = ""
    platform_words: str = ""
    sent_at: int | None = None
    sent_wall: int | None = None
    next_try_wall: int = 0
    owner: str = ""  # who claimed it: "pid:start"
    lease_until: int = 0
    finished_at: int | None = None
    fingerprint: str = ""  # sha256 of action and arguments: same id, same arguments (OUT-1)
    result: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One entry of the chain (AUD-1); ``hash`` binds it to the one before."""

    seq: int
    at: int
    actor: str
    command: str
    subject: str
    decision: str
    facts: dict[str, object]
    hash: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a write changed, for screens: ``kind`` is case, shop, order, outbox, setting, entry."""

    kind: str
    id: str


# ---------------------------------------------------------------- store


class CaseRepository(Protocol):
    def get(self, key: CaseKey) -> Case | None: ...
    def get_many(self, keys: Sequence[CaseKey]) -> dict[CaseKey, Case]: ...
    def save(self, case: Case, timeline: Iterable[TimelineEntry] = ()) -> None:
        """Write the case, its search index and new timeline entries (those not there yet)."""
        ...

    def find(self, case_id: str, shop: str | None = None) -> list[CaseKey]:
        """Cases of that id; several where shops share it (CASE-1)."""
        ...

    def of_order(self, shop: str, order_id: str) -> list[Case]: ...
    def of_parcel(self, case: Case) -> list[Case]:
        """Cases of other orders under the same outbound waybill (CASE-8)."""
        ...

    def timeline(self, key: CaseKey) -> list[TimelineEntry]: ...
    def remember_row(self, key: CaseKey, file_id: str, row: dict[str, str]) -> None:
        """IMP-3: the row as it came, kept beside what was understood."""
        ...

    def open_keys(self, shop: str) -> list[CaseKey]:
        """Cases of the shop that are not final."""
        ...

    def owing_keys(self, shop: str) -> list[CaseKey]:
        """Cases of the shop with an open promise, final or not (PROM-1)."""
        ...


class OrderRepository(Protocol):
    def get(self, shop: str, order_id: str) -> Order | None: ...
    def find(self, order_id: str, shop: str | None = None) -> list[Order]: ...
    def save(self, order: Order) -> None: ...
    def entry(self, shop: str, order_id: str) -> Entry | None: ...
    def save_entry(self, entry: Entry) -> None: ...
    def entries_in(self, shop: str, states: Sequence[str]) -> list[Entry]: ...


class ShopRepository(Protocol):
    def all(self) -> list[Shop]: ...
    def get(self, name_or_id: str) -> Shop | None: ...
    def save(self, shop: Shop) -> None: ...
    def addresses(self, shop: str) -> list[Address]: ...
    def save_address(self, address: Address) -> None: ...
    def cursor(self, shop: str) -> str: ...
    def set_cursor(self, shop: str, cursor: str) -> None: ...


class OutboxRepository(Protocol):
    def get(self, command_id: str) -> OutboxItem | None: ...
    def add(self, item: OutboxItem) -> None:
        """Raises ``IntegrityError`` of the engine where the id is taken."""
        ...

    def update(self, item: OutboxItem) -> None: ...
    def claim(
        self,
        command_id: str,
        *,
        expected: Delivery,
        item: OutboxItem,
        seen: OutboxItem | None = None,
    ) -> bool:
        """Compare-and-set: write ``item`` only where the state is still ``expected``, and where
        it is the same try of the same sender as ``seen``."""
        ...

    def unfinished(self) -> list[OutboxItem]: ...
    def recent(self, limit: int) -> list[OutboxItem]: ...
    def spent_today(self, shop: str, since: int) -> int: ...


class AuditLog(Protocol):
    def append(
        self,
        *,
        at: int,
        actor: str,
        command: str,
        subject: str,
        decision: str,
        facts: dict[str, object],
    ) -> None: ...
    def verify(self) -> tuple[bool, int, int | None]:
        """(ok, entries, seq of the first bad entry or None)."""
        ...

    def head(self) -> str: ...


class KeyValues(Protocol):
    """Small things of the directory: clock, drafts, saved views, mappings."""

    def get(self, key: str) -> str | None: ...
    def set(self, key: str, value: str | None) -> None:
        """None removes it."""
        ...

    def prefixed(self, prefix: str) -> dict[str, str]: ...


class TalkResults(Protocol):
    """How plans and scripts went in a shop (NEG-3, NEG-12)."""

    def plans(
        self, shop: str, kind: CaseType, *, since: int, rules: SuggestionPolicy
    ) -> list[Tally]: ...
    def scripts(self, shop: str, *, since: int) -> dict[str, tuple[int, int]]:
        """(retained, ended) by the id of an explanation."""
        ...


class UnitOfWork(Protocol):
    """One write transaction. Leaving without ``commit()`` rolls everything back."""

    @property
    def cases(self) -> CaseRepository: ...
    @property
    def orders(self) -> OrderRepository: ...
    @property
    def shops(self) -> ShopRepository: ...
    @property
    def outbox(self) -> OutboxRepository: ...
    @property
    def audit(self) -> AuditLog: ...
    @property
    def values(self) -> KeyValues: ...
    @property
    def results(self) -> TalkResults: ...

    def changed(self, kind: str, id: str) -> None: ...  # noqa: A002
    def commit(self) -> tuple[Change, ...]: ...


class Store(Protocol):
    """The store as the services see it; safe to call from one thread at a time."""

    def write(self) -> AbstractContextManager[UnitOfWork]:
        """BEGIN IMMEDIATE; waits up to 5 s for another writer."""
        ...

    def read(self) -> AbstractContextManager[UnitOfWork]:
        """A consistent reading transaction; writing in it is an error."""
        ...


# ---------------------------------------------------------------- platforms


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act as it goes to a platform. ``files`` are (kind, absolute path)."""

    command_id: str
    shop: str
    case_id: str
    order_id: str
    action: str  # Action or "open_entry"
    args: dict[str, object]
    platform_version: str
    at: int
    files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a platform said to an act.

    ``state``: done, refused (``fault`` says why, ``words`` are the platform's own), or handoff
    (no endpoint: a person must do it on the platform's page).
    """

    state: Delivery
    fault: Fault | None = None
    words: str = ""
    result: dict[str, object] = field(default_factory=dict)


class GatewayError(Exception):
    """The act may or may not have happened, or cannot be tried now (OUT-5).

    ``fault`` NO_ANSWER means unknown: look before anything is sent again (OUT-2). RATE_LIMIT,
    SESSION_EXPIRED and PLATFORM_DOWN mean: it was certainly not executed; ``retry_ms`` is how long
    the platform asks to wait.
    """

    def __init__(self, fault: Fault, words: str = "", *, retry_ms: int = 0) -> None:
        super().__init__(f"{fault}: {words}")
        self.fault = fault
        self.words = words
        self.retry_ms = retry_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Readings changed since a cursor, oldest first; ``more`` says another page is waiting."""

    readings: tuple[Reading, ...]
    cursor: str
    more: bool
    unknown_words: int = 0
    orders: tuple[Order, ...] = ()
    entries: tuple[Entry, ...] = ()


class Gateway(Protocol):
    """One platform for one kind of shop. Every method may raise ``GatewayError``.

    ``by_id``: ``look_up`` knows every act by its command id, so facts need not be interpreted.
    """

    @property
    def by_id(self) -> bool: ...

    def deliver(self, act: Act) -> Answer: ...
    def look_up(self, act: Act) -> Answer | None:
        """What became of an act sent before, by its command id; None: the platform knows nothing
        of it YET (it may still execute it until ``settled``)."""
        ...

    def settled(self, *, sent_at: int, sent_wall: int, now: int, wall: int) -> bool:
        """True once "knows nothing of it" means it never will happen."""
        ...

    def read_case(self, shop: str, case_id: str) -> Reading | None: ...
    def changes(self, shop: str, cursor: str, limit: int = 500) -> Page: ...
    def now(self) -> int | None:
        """The platform's own time, for the offset (CLK-6); None where it gives none."""
        ...


class Gateways(Protocol):
    def of(self, shop: Shop) -> Gateway: ...
    def tick(self) -> None:
        """Let a simulated platform catch up with the clock (nothing for real ones)."""
        ...

    def alive(self, owner: str) -> bool:
        """Whether the process that claimed an act ("pid:start") still runs on this machine."""
        ...


class Attachments(Protocol):
    """Files that belong to cases, stored under their SHA-256 in the data directory."""

    def keep(self, path: Path) -> tuple[str, int]:
        """Copy it in; returns (sha256, size). Raises ``KnownError`` where it cannot be read."""
        ...

    def path(self, sha256: str) -> Path: ...


class BulkStore(Protocol):
    """Many rows at once, for imports and for making demo stores."""

    def save_cases(self, rows: Iterator[tuple[Case, tuple[TimelineEntry, ...]]]) -> int: ...


__all__ = [
    "Act",
    "Action",
    "Answer",
    "Attachments",
    "AuditEntry",
    "AuditLog",
    "BulkStore",
    "CaseRepository",
    "Change",
    "Gateway",
    "GatewayError",
    "Gateways",
    "KeyValues",
    "OrderRepository",
    "OutboxItem",
    "OutboxRepository",
    "Page",
    "Platform",
    "ShopRepository",
    "Store",
    "UnitOfWork",
]
