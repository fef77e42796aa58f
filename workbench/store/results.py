"""How plans and scripts went in a shop: the newest talked-over cases, counted in one statement."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from workbench.domain.kinds import CaseType, GoodsStatus, PlanKind, ReasonClass
from workbench.domain.suggestion import Scene, Tally, goods_kind, kept

if TYPE_CHECKING:
    from workbench.domain.policy.offers import SuggestionPolicy
    from workbench.store.session import Session

NEWEST = 2_000  # cases looked at: a bound on the work, and more than a share needs

# ``cases_talks`` holds exactly the cases that were talked about, by shop and time.
_TALKED = """
with c as (
  select id, type, reason_class, claim_fen, refunded_fen, final, doc from cases
  where negotiation_round > 0 and shop = :shop and applied_at >= :since
  order by applied_at desc limit :newest
)"""

# A case counts once per plan (NEG-9). Type and claim are those applied for: what was accepted
# may have changed them since.
_PLANS = f"""{_TALKED}, offered as (
  select coalesce(c.doc ->> '$.applications[0].type', c.type) as type, c.reason_class,
    coalesce(c.doc ->> '$.goods_status', '') as goods,
    coalesce(c.doc ->> '$.labels', '[]') as labels,
    coalesce(c.doc ->> '$.applications[0].claim_fen', c.claim_fen) as claim,
    max(n.value ->> 'round') > 1 as again, p.value ->> 'kind' as kind,
    max(n.value ->> 'state' = 'accepted' and coalesce(n.value ->> 'chosen' = p.key, 0)) as taken
  from c, json_each(c.doc, '$.negotiations') as n, json_each(n.value, '$.plans') as p
  where n.value ->> 'state' in ('accepted', 'refused', 'expired')
  group by c.id, p.value ->> 'kind'
)
select type, reason_class, goods, labels,
  (select count(*) from json_each(:bands) where value <= claim) as band,
  again, kind, count(*), sum(taken)
from offered where type = :type group by 1, 2, 3, 4, 5, 6, 7"""

# Credited to the script of the accepted round, else to the last one; only ended cases count, and
# one is retained where less than was first asked for has gone back.
_SCRIPTS = f"""{_TALKED}, credited as (
  select (
    select n.value ->> 'explanation' from json_each(c.doc, '$.negotiations') as n
    where n.value ->> 'state' in ('accepted', 'refused', 'expired')
    order by n.value ->> 'state' = 'accepted' desc, n.key desc limit 1
  ) as script,
  coalesce(c.refunded_fen, 0)
    < coalesce(c.doc ->> '$.applications[0].claim_fen', c.claim_fen) as retained
  from c where c.final = 1
)
select script, sum(retained), count(*) from credited where script is not null group by 1"""


class Results:
    """Counts for suggestions; reads only."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def plans(
        self, shop: str, kind: CaseType, *, since: int, rules: SuggestionPolicy
    ) -> list[Tally]:
        """Offered and accepted per scene and plan, of cases applied for at ``since`` or later."""
        rows = self._session.execute(
            _PLANS,
            {"shop": shop, "type": kind, "since": since, "newest": NEWEST,
             "bands": json.dumps(rules.bands_fen)},
        )  # fmt: skip
        return [
            Tally(
                scene=Scene(
                    type=CaseType(type_),
                    reason_class=ReasonClass(reason),
                    goods=kept(GoodsStatus(goods) if goods else GoodsStatus.UNKNOWN),
                    goods_kind=goods_kind(json.loads(labels), rules),
                    band=band,
                    again=bool(again),
                ),
                plan=PlanKind(plan),
                offered=offered,
                accepted=taken,
            )
            for type_, reason, goods, labels, band, again, plan, offered, taken in rows
        ]

    def scripts(self, shop: str, *, since: int) -> dict[str, tuple[int, int]]:
        """NEG-12: cases retained and ended, by the id of the explanation they are credited to."""
        rows = self._session.execute(_SCRIPTS, {"shop": shop, "since": since, "newest": NEWEST})
        return {str(name): (int(kept_), int(ended)) for name, kept_, ended in rows if name}
