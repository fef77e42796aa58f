"""Read contracts: frozen rows for lists, counts and pages; answered off the UI thread."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from workbench.domain.kinds import Sort, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.domain.case import Case, CaseKey, Entry, Order, TimelineEntry
    from workbench.domain.verdicts import Judged
    from workbench.services.ports import AuditEntry, Change, OutboxItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """CLK-7 thresholds in ms, from the settings."""

    critical_ms: int = 3_600_000
    soon_ms: int = 6 * 3_600_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseQuery:
    """What a list shows. Empty values do not filter; ``search`` is words, ids or parts of them."""

    view: View = View.TODO
    shop: str = ""
    platform: str = ""
    type: str = ""
    stage: str = ""
    reason: str = ""  # part of the reason's text
    assignee: str = ""
    flag: str = ""
    tag: str = ""
    order: str = ""
    min_fen: int | None = None
    max_fen: int | None = None
    search: str = ""
    sort: Sort = Sort.DEADLINE
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A frozen view of the queue: row ids in order, with due (0 = none) and loss beside them.

    ``total_fen`` is the sum of the claims; ``as_of`` the instant it was taken; ``complete`` is
    False for the first page that is shown while the rest is read.
    """

    ids: array[int]
    due: array[int]
    loss: array[int]
    total_fen: int
    as_of: int
    complete: bool
    token: int  # last change seen: what came after is news for the pill


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """One card of the queue, as stored; urgency and words are computed where it is shown."""

    id: int
    shop: str
    shop_name: str
    platform: str
    case_id: str
    order_id: str
    type: str
    type_raw: str
    stage: str
    turn: str
    item_title: str
    sku: str
    quantity: int | None
    buyer_nick: str
    buyer_note: str
    reason: str
    claim_fen: int
    paid_fen: int | None
    loss_fen: int
    applied_at: int
    due_at: int | None
    due_source: str
    paused_ms: int | None
    at_zero: str
    at_zero_confidence: str
    evidence_due_at: int | None
    negotiation_state: str
    negotiation_round: int
    intent_action: str
    intent_state: str
    intent_command_id: str
    intent_hold_until: int
    platform_words: str
    flag: str
    tags: tuple[str, ...]
    assignee: str
    contradicted: str
    todo: bool
    final: bool
    version: int
    as_of: int
    shop_kind: str
    promise_what: str = ""  # the open promise that ends first (PROM-1); "" none
    promise_due_at: int | None = None
    promise_fen: int = 0
    promise_cost_fen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """One page for the command line; ``next`` is "" on the last one."""

    total: int
    items: tuple[Case, ...]
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDetail:
    """Everything the case page shows. ``siblings``: other cases of this order, then this buyer."""

    case: Case
    timeline: tuple[TimelineEntry, ...]
    order: Order | None
    entry: Entry | None
    of_order: tuple[CardRow, ...]
    of_buyer: tuple[CardRow, ...]
    row_as_it_came: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The header: cases due today, overdue or past zero, decided today, fen at stake (CLK-10)."""

    due_today: int
    overdue: int
    critical: int
    decided_today: int
    stake_fen: int
    outbox: int
    outbox_late: int  # waiting acts that will miss their deadline (OUT-3)
    next_due: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What happened since a token: changes in order, and the token to ask from next time.

    Where that is too much to tell one by one, or is forgotten (an import, a restored store, a
    token of long ago), ``everything`` is True and ``case_ids`` is empty: read all of it again.
    """

    token: int
    changes: tuple[Change, ...]
    case_ids: tuple[int, ...]  # row ids of changed cases

    @property
    def everything(self) -> bool:
        """Whatever is shown may have changed."""
        return any(change.kind == "all" for change in self.changes)


class Queries(Protocol):
    """Reading for screens and commands. One instance belongs to one thread."""

    def snapshot(
        self, query: CaseQuery, *, now: int, thresholds: Thresholds, limit: int | None = None
    ) -> Snapshot:
        """Ids of the view in its order; ``limit`` for the first page."""
        ...

    def cards(self, ids: Sequence[int]) -> list[CardRow]:
        """Rows by id, in the order of ``ids``; ids that are gone are left out."""
        ...

    def card_id(self, key: CaseKey) -> int | None: ...
    def counts(self, query: CaseQuery, *, now: int, thresholds: Thresholds) -> dict[str, int]:
        """Cases per view under the same filters (the query's own view is ignored)."""
        ...

    def page(
        self, query: CaseQuery, *, now: int, thresholds: Thresholds, limit: int, after: str = ""
    ) -> CasePage: ...
    def detail(self, key: CaseKey) -> CaseDetail | None: ...
    def summary(self, shop: str, *, now: int, thresholds: Thresholds) -> Summary: ...
    def news(self, token: int) -> News: ...
    def token(self) -> int:
        """The newest change's number."""
        ...

    def data_version(self) -> int:
        """Moves when any other connection has written (``PRAGMA data_version``)."""
        ...

    def find_anything(self, text: str, limit: int) -> list[CardRow]:
        """Ctrl+K: cases whose words or ids hold ``text``, all views."""
        ...

    def orders(
        self,
        *,
        shop: str = "",
        sku: str = "",
        first: int | None = None,
        last: int | None = None,
        search: str = "",
        requested: bool | None = None,
        limit: int = 200,
    ) -> list[Order]: ...
    def entries(self, *, shop: str = "", states: Sequence[str] = ()) -> list[Entry]: ...
    def outbox(self, *, states: Sequence[str] = (), limit: int = 200) -> list[OutboxItem]: ...
    def audit(self, *, limit: int = 200, before: int | None = None) -> list[AuditEntry]: ...
    def tags(self) -> list[str]: ...
    def assignees(self) -> list[str]: ...
    def judged(self, platform: str, *, limit: int) -> list[Judged]:
        """Cases of a platform whose verdict is recorded (DISP-4), the newest first."""
        ...

    def refused(self, shop: str, since: int) -> list[tuple[Case, int]]:
        """Refusals decided since an instant that were not taken back or turned down, with when."""
        ...

    def late_tickets(self, shop: str, since: int, now: int) -> int:
        """Cases whose time for evidence ran out since an instant, unanswered (REF-6)."""
        ...
