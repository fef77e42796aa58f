"""Prepared complaints of one shop: article, variant, reason and words, drawn once, used often."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.domain.kinds import CaseType, GoodsStatus, Platform, ReasonClass
from workbench.platforms.sandbox.flags import type_word
from workbench.platforms.sandbox.trade import deals

if TYPE_CHECKING:
    from workbench.domain.policy.model import Policy
    from workbench.platforms.sandbox.trade.catalogue import ShopSeed


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One article that somebody complains about, ready to be written many times."""

    type: CaseType
    goods: GoodsStatus
    price_fen: int
    labels: frozenset[str]
    reason: str
    facts: dict[str, Any]  # what every case of this line says, by the names of ``Case``


def lines_of(seed: int, shop: ShopSeed, policy: Policy, count: int) -> tuple[Line, ...]:
    """``count`` prepared complaints of a shop, the same for the same seed."""
    dice = random.Random(f"{seed}/lines/{shop.id}")
    return tuple(_line(dice, shop, policy) for _ in range(count))


def _line(dice: random.Random, shop: ShopSeed, policy: Policy) -> Line:
    chosen = deals.pick(dice, shop)
    reason = chosen.claim.reason(shop.platform)
    known = policy.reason_of("", reason)
    place = chosen.goods.skus.index((chosen.sku, chosen.price_fen)) + 1
    kind = _type(shop.platform, chosen.type)
    labels = frozenset(deals.labels_of(dice, shop.platform, chosen.goods))
    return Line(
        type=kind,
        goods=chosen.claim.goods,
        price_fen=chosen.price_fen,
        labels=labels,
        reason=reason,
        facts={
            "type": kind,
            "type_raw": type_word(shop.platform, kind),
            "item_title": chosen.goods.title,
            "sku": chosen.sku,
            "seller_sku": f"{chosen.goods.code}-{place:02d}",
            "labels": labels,
            "reason": reason,
            "reason_code": "" if known is None else known.code,
            "reason_label": chosen.claim.second,
            "reason_class": ReasonClass.OTHER if known is None else known.reason_class,
            "buyer_note": deals.words_of(dice, chosen),
            "buyer_pictures": (chosen.words.picture,) if chosen.words.picture else (),
        },
    )


def _type(platform: Platform, wanted: CaseType) -> CaseType:
    """WeChat knows no reshipment and no repair."""
    if platform is Platform.WECHAT and wanted in (CaseType.RESHIP, CaseType.REPAIR):
        return CaseType.RETURN_REFUND
    return wanted
