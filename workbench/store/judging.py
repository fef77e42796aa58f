"""What a forecast is weighed with: recorded verdicts, refusals of the day, tickets that ran late.

Verdicts are entries of the timeline, which has no index of its own for them. The cases in question
are walked along the indexes of the queue, which hold platform and stage, and each is looked up in
the timeline by its key: a store of 100,000 cases answers in a few hundredths of a second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain.verdicts import ENTRY, Judged, verdict_of
from workbench.store.asking import Asking
from workbench.store.cases import SELECT_CASE, Cases
from workbench.store.codec import READ_COLUMNS, decode
from workbench.store.ledger import Ledger

if TYPE_CHECKING:
    from workbench.domain.case import Case
    from workbench.store.connections import Connections

# Where a case can stand after a verdict: nobody else is looked up in the timeline.
_AFTER = "('refunding', 'refunded', 'buyer_return_waybill', 'merchant_confirm_receipt', 'closed')"
_JUDGED = (
    "select c.id from cases as c indexed by {index} where c.final = {final}"
    f" and c.platform = :platform and c.stage in {_AFTER} and exists"
    f" (select 1 from timeline as t where t.case_row = c.id and t.kind = '{ENTRY}')"
    " order by c.due limit :limit"
)
_OPEN_STAGES = "final = 0 and shop = :shop and evidence_due_at between :since and :now"
_RAN_OUT = (
    "select count(*) from cases as c where c.shop = :shop and c.applied_at >= :oldest"
    " and exists (select 1 from timeline as t where t.case_row = c.id and t.at >= :since"
    " and t.kind = 'evidence_over')"
)
LONGEST_MS = 90 * 86_400_000  # nobody owes evidence in a case that is older


class Judging(Asking):
    """What ``SqlQueries`` answers of verdicts and budgets."""

    def __init__(self, connections: Connections) -> None:
        super().__init__(connections)
        self._timelines = Cases(self._session, Ledger(self._session))

    def judged(self, platform: str, *, limit: int) -> list[Judged]:
        """Cases of a platform whose verdict is recorded, open ones first, then the newest."""
        found: list[Judged] = []
        with self._moment():
            for index, final in (("cases_open", 0), ("cases_done", 1)):
                rows = self._session.execute(
                    _JUDGED.format(index=index, final=final),
                    {"platform": platform, "limit": limit - len(found)},
                ).fetchall()
                found += [one for (row,) in rows if (one := self._judged(row)) is not None]
        return found

    def _judged(self, row: int) -> Judged | None:
        found = self._session.execute(f"{SELECT_CASE} where id = ?", (row,)).fetchone()
        case = decode(found)
        timeline = tuple(self._timelines.timeline(case.key))
        verdict = verdict_of(timeline)
        return None if verdict is None else Judged(case=case, verdict=verdict, timeline=timeline)

    def refused(self, shop: str, since: int) -> list[tuple[Case, int]]:
        """Refusals decided since an instant that were not taken back or turned down, with when."""
        with self._moment():
            rows = self._session.execute(
                f"select o.created_at, {', '.join(f'c.{name}' for name in READ_COLUMNS)}"
                " from outbox as o indexed by outbox_day"
                " join cases as c on c.case_id = o.case_id and c.shop = o.shop"
                " where o.created_at >= ? and o.shop = ? and o.action = 'refuse'"
                " and o.state not in ('undone', 'refused') order by o.created_at",
                (since, shop),
            ).fetchall()
        return [(decode(row[1:]), row[0]) for row in rows]

    def late_tickets(self, shop: str, since: int, now: int) -> int:
        """Cases whose time for evidence ran out since an instant, unanswered."""
        values = {"shop": shop, "since": since, "now": now, "oldest": since - LONGEST_MS}
        with self._moment():
            waiting = self._session.execute(
                f"select count(*) from cases indexed by cases_open where {_OPEN_STAGES}", values
            ).fetchone()[0]
            return int(waiting) + int(self._session.execute(_RAN_OUT, values).fetchone()[0])
