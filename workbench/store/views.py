"""Views, filters and sorts of the queue as SQL: which index answers, and in which order.

A list is read as *pieces*, one after the other. Where the stored order of an index is the order
asked for, a piece follows the index and stops at its limit; else it sorts what the index holds.
Urgency here is that of ``domain.deadline.urgency``, told from lane and due (``order.py``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.domain import beijing
from workbench.domain.kinds import Sort, View

if TYPE_CHECKING:
    from workbench.services.queries import CaseQuery, Thresholds

OPEN, DONE = "indexed by cases_open", "indexed by cases_done"
PROMISED = "indexed by cases_promised"
OWED = "promise_what <> ''"  # PROM-1: the view of its own, final or not
LATE = f"final = 1 and {OWED} and promise_due_at <= :now"  # late after the case's own end
# What a snapshot shows as due: 0 where no clock runs.
DUE_SHOWN = "case when lane in (0, 1) then coalesce(due, 0) else 0 end"
_PROMISE_SHOWN = "coalesce(promise_due_at, 0)"
NARROW = "not indexed"  # by row id: a few cases are known to be meant
COVERED = ("shop", "platform", "type", "stage", "flag", "assignee")

_VIEWS = {
    View.TODO: "todo = 1",
    View.SOON: "todo = 1 and lane = 0 and due < :soon",
    View.OVERDUE: "lane in (0, 1) and due <= :now",
    View.NEGOTIATING: "negotiation_state in ('sending', 'open')",
    View.BUYER: "turn = 'buyer'",
    View.RECEIPT: "stage in ('merchant_confirm_receipt', 'merchant_ship')",
    View.INTERVENTION: "(stage = 'intervention' or evidence_due_at is not null)",
}
OPEN_COUNTS = ", ".join(f"count(*) filter (where {where})" for where in _VIEWS.values())
OPEN_VIEWS = tuple(_VIEWS)

# The place of a case in ``Urgency``.
URGENCY = """case
  when evidence_due_at <= :now or promise_due_at <= :now then 0
  when lane = 0 then case
    when due <= :now then 1
    when due < :critical then 2
    when due < :soon then 3
    when due is null or due < :midnight then 4
    else 5 end
  when lane = 1 and due <= :now then 1
  when paused_ms is not null then 7
  when turn = 'buyer' then 6
  else 8 end"""
_OWN_LATE = "(coalesce(evidence_due_at <= :now, 0) or coalesce(promise_due_at <= :now, 0))"
# The same, class by class; ``later`` is the first instant that is neither soon nor today.
_CLASSES = (
    f"lane = 0 and due <= :now and {_OWN_LATE}",
    f"lane in (0, 1) and due <= :now and not ({_OWN_LATE})",
    "lane = 0 and due > :now and due < :critical",
    "lane = 0 and due > :now and due >= :critical and due < :soon",
    "lane = 0 and (due is null or (due >= :calm and due < :midnight and due > :now))",
    "lane = 0 and due >= :later",
    "lane in (1, 2) and turn = 'buyer' and paused_ms is null and (lane = 2 or due > :now)",
    "lane = 2 and paused_ms is not null",
    "lane in (1, 2) and turn <> 'buyer' and paused_ms is null and (lane = 2 or due > :now)",
)
# An unknown deadline of ours stands at the end of the day (CLK-1).
_DUE = "coalesce(due, case lane when 0 then :midnight else 0 end)"


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions on cases, joined by "and", and the values they name."""

    conditions: tuple[str, ...] = ()
    values: dict[str, object] = field(default_factory=dict)
    narrow: bool = False  # few cases are meant: go by row id
    covered: bool = True  # the counters can answer

    def and_(self, condition: str, *, narrow: bool = False, **values: object) -> Filter:
        """The same with one condition more, which the counters know nothing of."""
        return Filter(
            (*self.conditions, condition), {**self.values, **values}, self.narrow or narrow, False
        )

    def where(self, *more: str) -> str:
        """The condition as one text; "true" where there is none."""
        return " and ".join([*more, *self.conditions]) or "true"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a list: ``index`` is a hint, ``keys`` its order, falling where ``falls``."""

    index: str
    where: str
    keys: tuple[str, ...]
    falls: bool = False
    shown: str = DUE_SHOWN

    def order(self) -> str:
        """The ORDER BY of the piece."""
        return ", ".join(f"{key} desc" if self.falls else key for key in self.keys)

    def after(self) -> str:
        """The condition for what comes after the keys :k0, :k1 ..."""
        names = ", ".join(f":k{place}" for place in range(len(self.keys)))
        return f"({', '.join(self.keys)}) {'<' if self.falls else '>'} ({names})"


def instants(now: int, thresholds: Thresholds) -> dict[str, int]:
    """The moments that views and urgency compare with."""
    critical, soon = now + thresholds.critical_ms, now + thresholds.soon_ms
    calm = max(critical, soon)  # nobody hinders a person from setting them the other way round
    midnight = beijing.midnight(beijing.day_of(now)) + beijing.DAY
    return {
        "now": now, "critical": critical, "soon": soon, "calm": calm, "midnight": midnight,
        "later": max(calm, midnight),
    }  # fmt: skip


def plain_filter(query: CaseQuery) -> Filter:
    """The filters of a query but for its view and its search words."""
    conditions: list[str] = []
    values: dict[str, object] = {}
    for name in COVERED:
        value = getattr(query, name)
        if value:
            conditions.append(f"{name} = :{name}")
            values[name] = value
    plain = len(conditions)
    if query.shop:
        conditions[0] = f"shop = {SHOP}"
    for name, sign in (("min_fen", ">="), ("max_fen", "<=")):
        value = getattr(query, name)
        if value is not None:
            conditions.append(f"claim_fen {sign} :{name}")
            values[name] = value
    if query.reason:
        conditions.append("reason like :reason escape '\\'")
        values["reason"] = f"%{escaped(query.reason)}%"
    if query.tag:
        conditions.append("id in (select case_row from tags where tag = :tag)")
        values["tag"] = query.tag
    if query.order:
        conditions.append(
            "id in (select id from cases indexed by cases_order where order_id = :order)"
        )
        values["order"] = query.order
    return Filter(
        tuple(conditions),
        values,
        narrow=bool(query.order or query.tag),
        covered=len(conditions) == plain,
    )


# A shop goes by its id or by its name.
SHOP = (
    "coalesce((select id from shops where id = :shop or name = :shop"
    " order by id <> :shop limit 1), :shop)"
)


def escaped(text: str) -> str:
    """``text`` as a LIKE pattern that means itself."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def sections(query: CaseQuery) -> list[bool | None]:
    """The parts of a list, by whether their cases are final; None: both, mixed by the order."""
    if query.view is View.DONE:
        return [True]
    if query.view is View.PROMISES:
        return [None]
    if query.view is View.OVERDUE:
        return [False, True]
    if query.view is not View.ALL:
        return [False]
    return [None] if query.sort in (Sort.AMOUNT, Sort.APPLIED) else [False, True]


def pieces(query: CaseQuery, chosen: Filter, *, final: bool | None, limited: bool) -> list[Piece]:
    """One section of a list, in its order."""
    if query.view is View.PROMISES:
        return [_promised(query, chosen.where(OWED), narrow=chosen.narrow)]
    if query.view is View.OVERDUE and final:
        return [_promised(query, chosen.where(LATE), narrow=chosen.narrow)]
    if final is None:
        return _whole(query, chosen, limited=limited)
    if final:
        return _done(query, chosen, limited=limited)
    where = chosen.where("final = 0", *([_VIEWS[query.view]] if query.view in _VIEWS else []))
    return _open(query, where, narrow=chosen.narrow, limited=limited)


def _open(query: CaseQuery, where: str, *, narrow: bool, limited: bool) -> list[Piece]:
    index = NARROW if narrow else OPEN
    falls = query.descending
    if query.sort is Sort.STAKE:
        return _by_stake(where, falls=falls, in_classes=limited and not narrow)
    if query.sort is not Sort.DEADLINE:
        column = _column(query.sort)
        own = f"indexed by cases_open_{column.split('_')[0]}"
        return [Piece(NARROW if narrow else own, where, (column, "id"), falls)]
    lanes = ["lane = 0 and due < :midnight", "lane = 0 and due is null",
             "lane = 0 and due >= :midnight"]  # fmt: skip
    if query.descending:
        lanes.reverse()
    lanes += ["lane = 1", "lane = 2 and due is null"]
    if not narrow:
        return [
            Piece(index, f"{lane} and {where}", ("id",) if "null" in lane else ("due", "id"), falls)
            for lane in lanes
        ]
    sign = "-" if falls else ""
    place = " ".join(f"when {lane} then {sign}{number}" for number, lane in enumerate(lanes))
    return [Piece(index, where, (f"case {place} end", "coalesce(due, 0)", "id"), falls)]


def _by_stake(where: str, *, falls: bool, in_classes: bool) -> list[Piece]:
    keys = ("-loss_fen", _DUE, "id")
    if not in_classes:
        return [Piece(OPEN, where, (URGENCY, *keys), falls)]
    # The loud classes are small ranges of the index: a first page seldom gets past them.
    classes = [Piece(OPEN, f"{chosen} and {where}", keys, falls) for chosen in _CLASSES]
    return classes[::-1] if falls else classes


def _promised(query: CaseQuery, where: str, *, narrow: bool) -> Piece:
    """Few at any time, so they are sorted as they are asked for."""
    by_time = query.sort in (Sort.STAKE, Sort.DEADLINE)
    key = "coalesce(promise_due_at, 9000000000000000)" if by_time else _column(query.sort)
    index = NARROW if narrow else PROMISED
    return Piece(index, where, (key, "id"), query.descending, _PROMISE_SHOWN)


def _done(query: CaseQuery, chosen: Filter, *, limited: bool) -> list[Piece]:
    where = chosen.where("final = 1")
    if query.sort in (Sort.STAKE, Sort.DEADLINE):
        return [Piece(NARROW if chosen.narrow else DONE, where, ("due", "id"), query.descending)]
    ordered = limited and not chosen.conditions
    return _by_column(query, chosen, where, "" if ordered else DONE)


def _whole(query: CaseQuery, chosen: Filter, *, limited: bool) -> list[Piece]:
    return _by_column(query, chosen, chosen.where(), "" if limited else "not indexed")


def _by_column(query: CaseQuery, chosen: Filter, where: str, index: str) -> list[Piece]:
    column = _column(query.sort)
    along = f"indexed by cases_{column.split('_')[0]}"
    index = NARROW if chosen.narrow else index or along
    return [Piece(index, where, (column, "id"), query.descending)]


def _column(sort: Sort) -> str:
    return "claim_fen" if sort is Sort.AMOUNT else "applied_at"
