"""What a decision on a case has to look at, loaded once from the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.base.errors import KnownError
from workbench.base.texts import text
from workbench.domain import beijing
from workbench.domain.guards.context import Context, Proof
from workbench.domain.kinds import ShopKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.domain.case import Case, CaseKey, Shop
    from workbench.services.deps import Deps
    from workbench.services.ports import UnitOfWork


def case_of(uow: UnitOfWork, key: CaseKey) -> Case:
    """The case. Raises ``KnownError`` where it is not known here."""
    found = uow.cases.get(key)
    if found is None:
        raise KnownError(
            "no_case", text("There is no case {case} in this directory.", case=key.case_id)
        )
    return found


def shop_of(uow: UnitOfWork, name_or_id: str) -> Shop:
    """The shop by id or name. Raises ``KnownError`` where there is none."""
    found = uow.shops.get(name_or_id)
    if found is None:
        raise KnownError(
            "no_shop", text("There is no shop “{name}”; “workbench shops list” shows them.",
                            name=name_or_id),
        )  # fmt: skip
    return found


def context_of(
    deps: Deps,
    uow: UnitOfWork,
    case: Case,
    *,
    proofs: Iterable[Proof] = (),
    confirmed: frozenset[str] = frozenset(),
    actor: str = "",
) -> Context:
    """The surroundings of a case now."""
    now = deps.now()
    settings = deps.settings()
    shop = uow.shops.get(case.key.shop)
    kind = shop.kind if shop is not None else ShopKind.FILES
    siblings = tuple(
        other for other in uow.cases.of_order(case.key.shop, case.order_id) if other.key != case.key
    )
    entry = case.deadline.entered_at
    book = uow.shops.addresses(case.key.shop)
    return Context(
        now=now,
        policy=deps.book.at(case.platform, entry if entry is not None else case.as_of),
        shop_kind=kind,
        has_address=any(address.default for address in book),
        addresses=frozenset(address.id for address in book),
        order=uow.orders.get(case.key.shop, case.order_id),
        siblings=siblings,
        same_parcel=tuple(uow.cases.of_parcel(case)),
        proofs=tuple(proofs),
        confirmed=confirmed,
        actor=actor,
        rounds=settings.rounds,
        words=deps.words(),
        purse_case_fen=settings.purse_case_fen,
        purse_day_fen=settings.purse_day_fen,
        spent_day_fen=uow.outbox.spent_today(case.key.shop, beijing.midnight(beijing.day_of(now))),
    )
