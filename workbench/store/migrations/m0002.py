"""Step 2: the open promise that ends first (PROM-1), waybills (CASE-8), results (NEG-3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_STEPS = (
    "alter table cases add column promise_what text not null default ''",
    "alter table cases add column promise_due_at integer",
    "alter table cases add column promise_fen integer not null default 0",
    "alter table cases add column promise_cost_fen integer not null default 0",
    "alter table cases add column waybill text not null default ''",
    "update cases set waybill = coalesce(doc ->> '$.outbound.waybill', '')",
    # Suggestions read the results of talks: only cases that were talked about, newest first.
    "create index cases_talks on cases (shop, applied_at) where negotiation_round > 0",
    "create index cases_parcel on cases (waybill, shop) where waybill <> ''",
    "drop index cases_open",
    """
    create index cases_open on cases (
      lane, due, id, loss_fen, claim_fen, todo, turn, stage, evidence_due_at, promise_due_at,
      paused_ms, negotiation_state, shop, platform, type, flag, assignee, reason
    ) where final = 0
    """,
    """
    create index cases_promised on cases (
      promise_due_at, id, final, loss_fen, claim_fen, shop, platform, type, stage, flag, assignee
    ) where promise_what <> ''
    """,
)


def apply(db: Database) -> None:
    """Columns and indexes; what was stored before gets its promises with its next reading."""
    for statement in _STEPS:
        db.execute(" ".join(statement.split()))
