"""New cases: buyers who apply by themselves day by day, on demand, and through reopened entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.base.texts import text
from workbench.domain import beijing
from workbench.domain.case import Application
from workbench.domain.kinds import CaseType, Fen, GoodsStatus, Millis, Phase, Stage
from workbench.platforms.sandbox import books, entries, ids, stages
from workbench.platforms.sandbox.model import Dossier, SandboxError, claim_bounds
from workbench.platforms.sandbox.trade import deals, instant
from workbench.platforms.sandbox.trade.catalogue import catalogue
from workbench.platforms.sandbox.trade.daytime import HOURS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from workbench.platforms.sandbox.desk import Desk
    from workbench.platforms.sandbox.model import OrderBook
    from workbench.platforms.sandbox.trade.catalogue import ShopSeed


def plan_day(desk: Desk, midnight: int) -> None:
    """Plan the applications of one Beijing day; the same day brings the same ones."""
    shops = shops_here(desk)
    rate = int(books.get_value(desk.connection, "arrivals", "0"))
    if not shops or rate <= 0:
        return
    dice = desk.dice("day", beijing.day_of(midnight).isoformat())
    count = dice.randint(rate * 7 // 10, rate * 13 // 10)
    for hour in dice.choices(range(24), weights=HOURS, k=count):
        at = midnight + hour * beijing.HOUR + dice.randrange(3_600) * beijing.SECOND
        shop = dice.choice(shops)
        if at > desk.now:
            number = books.next_number(desk.connection, "arrived")
            desk.plan(at, "arrive", shop.id, number=number)


def shops_here(desk: Desk) -> list[ShopSeed]:
    """The seeds of the shops of this world, in their order."""
    rows = desk.connection.execute("select id from shops order by place").fetchall()
    seeds = {seed.id: seed for seed in catalogue().shops}
    return [seeds[row[0]] for row in rows if row[0] in seeds]


def arrive(desk: Desk, shop_id: str, number: int) -> Dossier:
    """A buyer applies: an order of some days ago, and a case in its first review."""
    shop = next(seed for seed in catalogue().shops if seed.id == shop_id)
    dice = desk.dice("arrive", number)
    order, case = invent(shop, dice, number=ids.ARRIVED + number, applied_at=desk.now)
    desk.put(order)
    start(desk, case)
    return case


def invent(
    shop: ShopSeed,
    dice: Random,
    *,
    number: int,
    applied_at: int,
    wanted: CaseType | None = None,
) -> tuple[OrderBook, Dossier]:
    """An order and the first application on it, as of ``applied_at``; not yet on the books."""
    chosen = deals.pick(dice, shop, wanted)
    created, signed = deals.backdate(dice, chosen.claim.goods, chosen.type, applied_at)
    order = deals.order_of(dice, shop, chosen, number=number, created_at=created)
    if chosen.type is not CaseType.REFUND_ONLY_UNSHIPPED and "virtual" not in order.labels:
        order.outbound = deals.ship(dice, order, signed_at=signed, now=applied_at)
    if signed and dice.random() < 0.55:
        confirmed = signed + dice.randint(2, 96) * beijing.HOUR
        order.success_at = confirmed if confirmed < applied_at else None
    elif "virtual" in order.labels:
        order.success_at = created + dice.randint(1, 30) * beijing.MINUTE
    case = deals.open_case(
        dice, order, chosen, case_id=ids.case_id(shop.platform, number), applied_at=applied_at
    )
    return order, case


def start(desk: Desk, case: Dossier) -> None:
    """Put a new case on the books and its clock in motion."""
    known = desk.policy(case.platform).reason_of(case.reason_code, case.reason)
    if known is not None and not case.reason_code:
        case.reason_code = known.code
    desk.put(case)
    stages.opened(desk, case)
    instant.consider(desk, case)


def apply(desk: Desk, order: OrderBook, args: Mapping[str, Any]) -> Dossier:
    """A buyer applies on an order by command.

    ``args``: type, reason, claim_fen, note, pictures, goods. Raises ``SandboxError`` where the
    platform lets nobody apply.
    """
    through_entry = entries.is_open(desk, order)
    until = order.after_sale_until
    if until is not None and desk.now >= until and not through_entry:
        raise SandboxError(text("The after-sale period is over and no entry is open."))
    number = ids.ASKED + books.next_number(desk.connection, "asked")
    kind = CaseType(args.get("type") or _default_type(order, late=through_entry))
    if kind is CaseType.REFUND_ONLY_UNSHIPPED and order.outbound is not None:
        raise SandboxError(text("The goods have been shipped."))
    case = _case(order, kind, args, ids.case_id(order.platform, number), desk.now)
    room = stages.room(desk, case)
    case.claim_fen = int(args.get("claim_fen") or room)
    if not 0 < case.claim_fen <= room:
        raise SandboxError(claim_bounds(room))
    case.applications = (
        Application(
            at=Millis(desk.now), type=kind, reason=case.reason, claim_fen=Fen(case.claim_fen)
        ),
    )
    if through_entry:
        case.phase = Phase.AFTER_SALE
        entries.use(desk, order, case.case_id)
    start(desk, case)
    return case


def _default_type(order: OrderBook, *, late: bool) -> CaseType:
    if late:
        return CaseType.RETURN_REFUND
    if order.outbound is None and "virtual" not in order.labels:
        return CaseType.REFUND_ONLY_UNSHIPPED
    return CaseType.REFUND_ONLY_SHIPPED


def _case(
    order: OrderBook, kind: CaseType, args: Mapping[str, Any], case_id: str, now: int
) -> Dossier:
    received = order.outbound is not None and order.outbound.signed_at is not None
    goods = GoodsStatus.RECEIVED if received or order.success_at else GoodsStatus.NOT_RECEIVED
    after = order.success_at is not None and order.success_at <= now
    return Dossier(
        shop=order.shop,
        case_id=case_id,
        order_id=order.order_id,
        platform=order.platform,
        type=kind,
        stage=Stage.MERCHANT_REVIEW,
        claim_fen=0,
        paid_fen=order.paid_fen,
        applied_at=now,
        entered_at=now,
        line_id=order.order_id,
        phase=Phase.AFTER_SALE if after else Phase.ON_SALE,
        goods_status=GoodsStatus(args.get("goods") or goods),
        item_title=order.item_title,
        sku=order.sku,
        seller_sku=order.seller_sku,
        quantity=order.quantity,
        buyer_nick=order.buyer_nick,
        buyer_note=str(args.get("note") or ""),
        buyer_pictures=tuple(str(name) for name in args.get("pictures") or ()),
        reason=str(args.get("reason") or "质量问题"),
        labels=order.labels,
        outbound=order.outbound,
        character=order.character,
        good_credit=order.good_credit,
    )


def apply_late(desk: Desk, order: OrderBook) -> None:
    """The buyer uses the reopened entry (OPEN-7: refund-only or return-refund)."""
    dice = desk.dice("late", order.order_id)
    kind = dice.choice((CaseType.RETURN_REFUND, CaseType.REFUND_ONLY_SHIPPED))
    lines = catalogue().talk["late"]
    apply(desk, order, {"type": kind, "reason": "质量问题", "note": dice.choice(lines)})
