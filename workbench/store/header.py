"""The header's figures: what is due, what is at stake, what is on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.base.clock import wall_ms
from workbench.domain import beijing
from workbench.services.queries import Summary
from workbench.store import outbox, views

if TYPE_CHECKING:
    from workbench.services.queries import Thresholds
    from workbench.store.session import Session


def summary(session: Session, shop: str, *, now: int, thresholds: Thresholds) -> Summary:
    """The header; ``shop`` "" means all of them.

    ``due_today``: to do, not yet past, this Beijing day. ``overdue`` as the view of that name.
    ``critical`` and ``stake_fen``: to do. ``next_due``: the next of ours to come.
    """
    moments = views.instants(now, thresholds)
    values = {
        **moments,
        "shop": shop,
        "wall": wall_ms(),
        "morning": moments["midnight"] - beijing.DAY,
    }
    here = f"shop = {views.SHOP}" if shop else "true"
    today, overdue, critical, stake, following = session.execute(
        "select"
        " count(*) filter (where todo = 1 and lane = 0 and due > :now and due < :midnight),"
        " count(*) filter (where lane in (0, 1) and due <= :now),"
        " count(*) filter (where todo = 1 and lane = 0 and due > :now and due < :critical),"
        " coalesce(sum(loss_fen) filter (where todo = 1), 0),"
        " min(due) filter (where todo = 1 and lane = 0 and due > :now)"
        f" from cases {views.OPEN} where final = 0 and {here}",
        values,
    ).fetchone()
    overdue += session.execute(
        f"select count(*) from cases {views.PROMISED} where {views.LATE} and {here}", values
    ).fetchone()[0]
    waiting, late = _on_their_way(session, here, values)
    decided = session.execute(
        "select count(*) from outbox where created_at >= :morning"
        f" and state not in ('undone', 'refused') and {here}",
        values,
    ).fetchone()[0]
    return Summary(
        due_today=today,
        overdue=overdue,
        critical=critical,
        decided_today=decided,
        stake_fen=stake,
        outbox=waiting,
        outbox_late=late,
        next_due=following,
    )


def _on_their_way(session: Session, here: str, values: dict[str, object]) -> tuple[int, int]:
    """Acts on their way, and those of them that come too late (OUT-3)."""
    row = session.execute(
        "select count(*), count(*) filter (where state <> 'handoff_done' and exists ("
        "  select 1 from cases as c where c.case_id = o.case_id and c.shop = o.shop"
        "  and c.final = 0 and c.paused_ms is null"
        "  and c.due_at <= max(o.hold_until, :now + max(0, o.next_try_wall - :wall))))"
        f" from (select * from outbox where {outbox.IS_OPEN} and {here}) as o",
        values,
    ).fetchone()
    return int(row[0]), int(row[1])
