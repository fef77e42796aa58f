"""One invented deal: an order, and the complaint that comes of it, consistent with each other."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.domain import beijing
from workbench.domain.case import Application, Parcel
from workbench.domain.kinds import (
    CaseType,
    Fen,
    GoodsStatus,
    Millis,
    Phase,
    Platform,
    Stage,
)
from workbench.platforms.sandbox import ids
from workbench.platforms.sandbox.ids import waybill_of
from workbench.platforms.sandbox.model import Character, Dossier, OrderBook
from workbench.platforms.sandbox.trade.catalogue import catalogue, fitting

if TYPE_CHECKING:
    from random import Random

    from workbench.platforms.sandbox.trade.catalogue import Claim, Goods, ShopSeed, Words

_T = CaseType
_CHARACTERS = (
    (Character.PATIENT,) * 4 + (Character.HONEST,) * 3 + (Character.BARGAIN,) * 2
    + (Character.ANGRY,)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pick:
    """An article, one of its variants, a complaint about it and the buyer's way to put it."""

    goods: Goods
    sku: str
    price_fen: int
    claim: Claim
    type: CaseType
    words: Words


def pick(dice: Random, shop: ShopSeed, wanted: CaseType | None = None) -> Pick:
    """Draw an article and a complaint; ``wanted`` asks for a type and is met where possible."""
    for attempt in range(40):
        goods = dice.choice(catalogue().goods[dice.choice(shop.categories)])
        claims, running = fitting(goods, shop.platform)
        if not claims:
            continue
        if wanted is not None:
            able = [item for item in claims if wanted in item.types]
            if not able and attempt < 39:
                continue
            claim = dice.choice(able or list(claims))
            kind = wanted if wanted in claim.types else claim.types[0]
        else:
            claim = claims[bisect_right(running, dice.randrange(running[-1]))]
            kind = dice.choice(claim.types)
        sku, price = dice.choice(goods.skus)
        words = dice.choice([item for item in claim.words if item.fit(goods)])
        return Pick(goods, sku, price, claim, kind, words)
    raise LookupError(shop.id)


def nick(dice: Random) -> str:
    """A buyer's name as platforms mask it: 晴**7."""
    book = catalogue()
    return f"{dice.choice(book.nick_heads)}**{dice.choice(book.nick_tails)}"


def words_of(dice: Random, chosen: Pick) -> str:
    """What the buyer writes."""
    parts = chosen.sku.split(" ")
    return chosen.words.text.format(
        color=parts[0],
        size=parts[-1],
        sku=chosen.sku,
        n=dice.randint(2, 9),
        days=dice.randint(2, 6),
        few=dice.randint(1, 3),
        yuan=dice.choice((5, 10, 15, 20, 30, 50)),
        pct=dice.choice((10, 20, 30, 40)),
    )


def order_of(
    dice: Random, shop: ShopSeed, chosen: Pick, *, number: int, created_at: int
) -> OrderBook:
    """The order, paid for after discounts, not yet shipped."""
    quantity = 1 if dice.random() < 0.86 else dice.randint(2, 3)
    full = chosen.price_fen * quantity
    cut = dice.choice((0, 0, 0, 0, 5, 8, 10, 15))
    paid = max(100, full * (100 - cut) // 100 // 10 * 10)
    variant = chosen.goods.skus.index((chosen.sku, chosen.price_fen)) + 1
    return OrderBook(
        shop=shop.id,
        order_id=ids.order_id(shop.platform, number),
        platform=shop.platform,
        paid_fen=paid,
        created_at=created_at,
        after_sale_days=chosen.goods.days,
        item_title=chosen.goods.title,
        sku=chosen.sku,
        seller_sku=f"{chosen.goods.code}-{variant:02d}",
        buyer_nick=nick(dice),
        quantity=quantity,
        labels=labels_of(dice, shop.platform, chosen.goods),
        character=dice.choice(_CHARACTERS),
        good_credit=dice.random() < 0.8,
    )


def labels_of(dice: Random, platform: Platform, goods: Goods) -> tuple[str, ...]:
    """Service labels of the order line."""
    found = set(goods.labels)
    plain = not found & {"virtual", "custom", "fresh"}
    if plain:
        found.add("seven_day")
    if dice.random() < 0.55 and plain:
        found.add("freight_insurance")
    if platform in (Platform.DOUYIN, Platform.TMALL) and dice.random() < 0.15 and plain:
        found.add("instant_refund")
    return tuple(sorted(found))


def backdate(dice: Random, goods: GoodsStatus, kind: CaseType, applied_at: int) -> tuple[int, int]:
    """When the order was made and (0: not at all) when the parcel was signed for."""
    if kind is _T.REFUND_ONLY_UNSHIPPED:
        return applied_at - dice.randint(20, 2_400) * beijing.MINUTE, 0
    if goods is GoodsStatus.NOT_RECEIVED:
        return applied_at - dice.randint(3 * 24, 11 * 24) * beijing.HOUR, 0
    signed = applied_at - dice.randint(90, 8_000) * beijing.MINUTE
    return signed - dice.randint(40, 130) * beijing.HOUR, signed


def ship(dice: Random, order: OrderBook, *, signed_at: int, now: int) -> Parcel:
    """The outbound parcel of an order, at home or on its way."""
    company = dice.choice(catalogue().carriers)
    sent = order.created_at + dice.randint(6, 40) * beijing.HOUR
    state = "已签收" if signed_at else dice.choice(("运输中", "运输中", "派件中", "已揽收"))
    return Parcel(
        company=company,
        waybill=waybill_of(company, dice.randrange(10**12)),
        state=state,
        at=Millis(min(sent, now)),
        signed_at=Millis(signed_at) if signed_at else None,
    )


def open_case(
    dice: Random, order: OrderBook, chosen: Pick, *, case_id: str, applied_at: int
) -> Dossier:
    """The case that the complaint makes, in its first review; nothing is planned yet."""
    claim = order.paid_fen
    if chosen.type is _T.PRICE_PROTECT:
        claim = max(100, claim * dice.randint(5, 25) // 100)
    elif chosen.type is _T.REFUND_ONLY_SHIPPED and dice.random() < 0.3:
        claim = max(100, claim * dice.choice((20, 30, 50, 60)) // 100)
    words = words_of(dice, chosen)
    reason = chosen.claim.reason(order.platform)
    after = order.success_at is not None and order.success_at <= applied_at
    return Dossier(
        shop=order.shop,
        case_id=case_id,
        order_id=order.order_id,
        platform=order.platform,
        type=chosen.type,
        stage=Stage.MERCHANT_REVIEW,
        claim_fen=claim,
        paid_fen=order.paid_fen,
        applied_at=applied_at,
        entered_at=applied_at,
        line_id=order.order_id,
        phase=Phase.AFTER_SALE if after else Phase.ON_SALE,
        goods_status=chosen.claim.goods,
        item_title=order.item_title,
        sku=order.sku,
        seller_sku=order.seller_sku,
        quantity=order.quantity,
        buyer_nick=order.buyer_nick,
        buyer_note=words,
        buyer_pictures=(chosen.words.picture,) if chosen.words.picture else (),
        reason=reason,
        reason_label=chosen.claim.second,
        labels=order.labels,
        outbound=order.outbound,
        applications=(
            Application(
                at=Millis(applied_at), type=chosen.type, reason=reason, claim_fen=Fen(claim)
            ),
        ),
        character=order.character,
        good_credit=order.good_credit,
    )
