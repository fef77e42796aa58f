"""Reopening an order's after-sale entry (OPEN-1..5): every failing rule, and what would help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.base.texts import text
from workbench.domain import beijing
from workbench.domain.guards.context import refuse
from workbench.domain.kinds import EntryState, Phase, ShopKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.domain.case import Case, Entry, Order
    from workbench.domain.policy.model import EntryPolicy
    from workbench.domain.refusal import Refusal

_TAKEN = frozenset({EntryState.OPENING, EntryState.OPEN, EntryState.USED, EntryState.EXPIRED})


def after_sale_until(order: Order) -> int | None:
    """OPEN-2: when the after-sale period ends; None while the order is still running."""
    if order.success_at is None:
        return None
    return order.success_at + order.after_sale_days * beijing.DAY


def _months_before(at: int, months: int) -> int:
    """Midnight of the same Beijing day ``months`` earlier, or of that month's last day."""
    day = beijing.day_of(at)
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    for date in range(day.day, 27, -1):
        try:
            return beijing.midnight(day.replace(year=year, month=month + 1, day=date))
        except ValueError:
            continue
    return beijing.midnight(day.replace(year=year, month=month + 1, day=min(day.day, 28)))


def check(
    order: Order,
    entry: Entry | None,
    cases: Sequence[Case],
    policy: EntryPolicy,
    *,
    now: int,
    shop_kind: str,
    allow_old: bool,
    confirmed: frozenset[str] = frozenset(),
) -> tuple[Refusal, ...]:
    """All failing rules in the order of the rulebook; empty means: it may be opened."""
    found = [
        *_platform(policy, shop_kind),
        *_once(entry),
        *_period(order, cases, now),
        *_category(order, policy),
        *_age(order, policy, now, allow_old=allow_old),
    ]
    return tuple(r for r in found if not (r.confirmable and r.rule in confirmed))


def _platform(policy: EntryPolicy, shop_kind: str) -> Iterator[Refusal]:
    if policy.way == "absent" and shop_kind != ShopKind.SANDBOX:
        yield refuse(
            "OPEN-6",
            text("This platform has no reopening."),
            helps=text("Start an after-sale for the buyer on the platform instead."),
        )


def _once(entry: Entry | None) -> Iterator[Refusal]:
    if entry is not None and entry.state in _TAKEN:
        yield refuse(
            "OPEN-1",
            text("The entry of this order was opened before; that works once per order."),
            helps=text("If it is still open, the buyer can apply now."),
            state=entry.state,
            opened_at=entry.opened_at,
        )


def _period(order: Order, cases: Sequence[Case], now: int) -> Iterator[Refusal]:
    until = after_sale_until(order)
    if until is None:
        yield refuse(
            "OPEN-2",
            text("The order is still running, so the buyer can apply."),
        )
    elif now < until:
        yield refuse(
            "OPEN-2",
            text(
                "The buyer can apply until {day}.",
                day=beijing.to_datetime(until).strftime("%Y-%m-%d"),
            ),
            helps=text("Send the buyer a guide instead."),
            until=until,
        )
    earlier = [case for case in cases if case.phase is Phase.AFTER_SALE]
    if earlier:
        yield refuse(
            "OPEN-2",
            text(
                "There was an after-sale case on this order: {case}.", case=earlier[0].key.case_id
            ),
            case_id=earlier[0].key.case_id,
        )


def _category(order: Order, policy: EntryPolicy) -> Iterator[Refusal]:
    if order.after_sale_days == policy.long_days:
        until = after_sale_until(order)
        day = "" if until is None else beijing.to_datetime(until).strftime("%Y-%m-%d")
        yield refuse(
            "OPEN-3",
            text(
                "This category has {days} days of after-sale (until {day}) and is never reopened.",
                days=order.after_sale_days,
                day=day or "-",
            ),
            helps=text("Send the buyer a guide instead."),
            days=order.after_sale_days,
        )


def _age(order: Order, policy: EntryPolicy, now: int, *, allow_old: bool) -> Iterator[Refusal]:
    first = _months_before(now, policy.history_months)
    if beijing.midnight(beijing.day_of(order.created_at)) < first:
        yield refuse(
            "OPEN-4",
            text("The order is older than {months} months.", months=policy.history_months),
            helps=text(
                "Tick that you checked it on the platform; the sources contradict each other."
            )
            if allow_old
            else text("A setting of the shop allows it after a check on the platform."),
            confirmable=allow_old,
            created_at=order.created_at,
        )


def warnings(cases: Sequence[Case]) -> bool:
    """OPEN-2: a case from before the order's success is only a warning."""
    return any(case.phase is Phase.ON_SALE for case in cases)
