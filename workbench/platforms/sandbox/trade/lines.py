"""Prepared complaints of one shop: article, variant, reason and words, drawn once, used often."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.domain.kinds import CaseType, GoodsStatus, Platform, ReasonClass
from workbench.platforms.sandbox.trade import deals

if TYPE_CHECKING:
    from workbench.domain.policy.model import Policy
    from workbench.platforms.sandbox.trade.catalogue import ShopSeed


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One article that somebody complains about, ready to be written many times."""

    type: CaseType
    goods: GoodsStatus
    title: str
    sku: str
    seller_sku: str
    price_fen: int
    days: int
    labels: frozenset[str]
    reason: str
    reason_code: str
    reason_class: ReasonClass
    label: str
    words: str
    pictures: tuple[str, ...]


def lines_of(seed: int, shop: ShopSeed, policy: Policy, count: int) -> tuple[Line, ...]:
    """``count`` prepared complaints of a shop, the same for the same seed."""
    dice = random.Random(f"{seed}/lines/{shop.id}")
    return tuple(_line(dice, shop, policy) for _ in range(count))


def _line(dice: random.Random, shop: ShopSeed, policy: Policy) -> Line:
    chosen = deals.pick(dice, shop)
    reason = chosen.claim.reason(shop.platform)
    known = policy.reason_of("", reason)
    place = chosen.goods.skus.index((chosen.sku, chosen.price_fen)) + 1
    return Line(
        type=_type(shop.platform, chosen.type),
        goods=chosen.claim.goods,
        title=chosen.goods.title,
        sku=chosen.sku,
        seller_sku=f"{chosen.goods.code}-{place:02d}",
        price_fen=chosen.price_fen,
        days=chosen.goods.days,
        labels=frozenset(deals.labels_of(dice, shop.platform, chosen.goods)),
        reason=reason,
        reason_code="" if known is None else known.code,
        reason_class=ReasonClass.OTHER if known is None else known.reason_class,
        label=chosen.claim.second,
        words=deals.words_of(dice, chosen),
        pictures=(chosen.words.picture,) if chosen.words.picture else (),
    )


def _type(platform: Platform, wanted: CaseType) -> CaseType:
    """WeChat knows no reshipment and no repair."""
    if platform is Platform.WECHAT and wanted in (CaseType.RESHIP, CaseType.REPAIR):
        return CaseType.RETURN_REFUND
    return wanted
