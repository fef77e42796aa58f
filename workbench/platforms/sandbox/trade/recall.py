"""A case of the past taken back onto the books, when somebody asks for it or touches it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.platforms.sandbox.desk import OWN
from workbench.platforms.sandbox.model import Dossier, OrderBook

if TYPE_CHECKING:
    from workbench.domain.case import Case, TimelineEntry


def dossier(case: Case, timeline: tuple[TimelineEntry, ...]) -> Dossier:
    """The platform's record of a final case of the past."""
    return Dossier(
        shop=case.key.shop,
        case_id=case.key.case_id,
        order_id=case.order_id,
        platform=case.platform,
        type=case.type,
        stage=case.stage,
        claim_fen=case.claim_fen,
        paid_fen=case.paid_fen or 0,
        applied_at=case.applied_at,
        entered_at=case.times.final_at or case.as_of,
        version=case.version,
        line_id=case.line_id,
        phase=case.phase,
        goods_status=case.goods_status,
        item_title=case.item_title,
        sku=case.sku,
        seller_sku=case.seller_sku,
        quantity=case.quantity or 1,
        buyer_nick=case.buyer_nick,
        buyer_note=case.buyer_note,
        buyer_pictures=case.buyer_pictures,
        reason=case.reason,
        reason_code=case.reason_code,
        reason_label=case.reason_label,
        labels=tuple(sorted(case.labels)),
        refunded_fen=case.refunded_fen or 0,
        times=case.times,
        outbound=case.outbound,
        back=case.back,
        negotiations=case.negotiations,
        applications=case.applications,
        refusals=case.refusals,
        events=tuple(item for item in timeline if item.source not in ("here", OWN)),
    )


def order(case: Dossier) -> OrderBook:
    """The order behind it, as far as the case tells."""
    return OrderBook(
        shop=case.shop,
        order_id=case.order_id,
        platform=case.platform,
        paid_fen=case.paid_fen,
        created_at=case.applied_at - 10 * 86_400_000,
        item_title=case.item_title,
        sku=case.sku,
        seller_sku=case.seller_sku,
        buyer_nick=case.buyer_nick,
        quantity=case.quantity,
        labels=case.labels,
        refunded_fen=case.refunded_fen,
        outbound=case.outbound,
    )
