"""What the platform tells: its records as readings, orders and entries of the services' ports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain.case import CaseKey, Entry, Order
from workbench.domain.kinds import (
    CaseId,
    CommandId,
    Delivery,
    Fen,
    Millis,
    NegotiationClock,
    OrderId,
    ShopId,
    Turn,
)
from workbench.domain.lifecycle import turn_of
from workbench.domain.reading import Reading
from workbench.platforms.sandbox.desk import OWN
from workbench.platforms.sandbox.flags import stage_word, type_word
from workbench.platforms.sandbox.refusals import version_of

if TYPE_CHECKING:
    from workbench.platforms.sandbox.desk import Rulebook
    from workbench.platforms.sandbox.model import Dossier, EntryBook, OrderBook


def turn(case: Dossier, rules: Rulebook, now: int) -> Turn:
    """Whose turn it is; in talks the buyer's where the platform says so (CLK-4)."""
    whose = turn_of(case.stage)
    if whose is Turn.MERCHANT and case.talk is not None:
        clock = rules.at(case.platform, now).negotiation.clock
        if clock is NegotiationClock.BUYER:
            return Turn.BUYER
    return whose


def reading(case: Dossier, rules: Rulebook, now: int) -> Reading:
    """Everything the platform says of a case now."""
    return Reading(
        key=CaseKey(ShopId(case.shop), CaseId(case.case_id)),
        platform=case.platform,
        order_id=OrderId(case.order_id),
        type=case.type,
        stage=case.stage,
        claim_fen=Fen(case.claim_fen),
        applied_at=Millis(case.applied_at),
        as_of=Millis(now),
        platform_version=version_of(case),
        turn=turn(case, rules, now),
        line_id=case.line_id,
        phase=case.phase,
        type_raw=type_word(case.platform, case.type),
        stage_raw=stage_word(case.platform, case.stage),
        goods_status=case.goods_status,
        item_title=case.item_title,
        sku=case.sku,
        seller_sku=case.seller_sku,
        quantity=case.quantity,
        buyer_nick=case.buyer_nick,
        buyer_note=case.buyer_note,
        buyer_pictures=case.buyer_pictures,
        reason=case.reason,
        reason_code=case.reason_code,
        reason_label=case.reason_label,
        labels=frozenset(case.labels),
        paid_fen=Fen(case.paid_fen),
        refunded_fen=Fen(case.refunded_fen),
        times=case.times,
        given_due=None if case.due is None else Millis(case.due),
        evidence_due_at=None if case.evidence_due_at is None else Millis(case.evidence_due_at),
        back_to=case.back_to,
        outbound=case.outbound,
        back=case.back,
        negotiations=case.negotiations,
        must_negotiate=case.must_negotiate,
        applications=case.applications,
        evidence=case.evidence,
        refusals=case.refusals,
        remark=case.remark,
        events=tuple(item for item in case.events if item.source != OWN),
    )


def order(book: OrderBook) -> Order:
    """An order as the workbench keeps it."""
    asked = book.entry_requested_at
    return Order(
        shop=ShopId(book.shop),
        platform=book.platform,
        order_id=OrderId(book.order_id),
        paid_fen=Fen(book.paid_fen),
        created_at=Millis(book.created_at),
        success_at=None if book.success_at is None else Millis(book.success_at),
        after_sale_days=book.after_sale_days,
        item_title=book.item_title,
        sku=book.sku,
        buyer_nick=book.buyer_nick,
        quantity=book.quantity,
        entry_requested_at=None if asked is None else Millis(asked),
    )


def entry(book: EntryBook) -> Entry:
    """A reopened entry as the workbench keeps it."""
    return Entry(
        shop=ShopId(book.shop),
        order_id=OrderId(book.order_id),
        state=book.state,
        requested_at=None if book.requested_at is None else Millis(book.requested_at),
        opened_at=None if book.opened_at is None else Millis(book.opened_at),
        valid_until=None if book.valid_until is None else Millis(book.valid_until),
        case_id=book.case_id,
        command_id=CommandId(book.command_id),
        delivery=Delivery.DONE if book.opened_at is not None else None,
    )
