"""A case as JSON: the shape other programs are written against (times +08:00, money in fen)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from workbench.base.texts import phrase
from workbench.domain import beijing, deadline
from workbench.domain.guards.reopening import after_sale_until
from workbench.domain.kinds import Delivery, EntryState
from workbench.domain.verdicts import verdict_of
from workbench.services import actions
from workbench.services.actions import action_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.domain.case import Case, Entry, Negotiation, Order, Parcel, TimelineEntry
    from workbench.domain.promise import Promise
    from workbench.domain.verdicts import Verdict
    from workbench.services.model import ActOption
    from workbench.services.queries import CaseDetail, Thresholds


def when(at: int | None) -> str | None:
    """ISO 8601 at +08:00."""
    return None if at is None else beijing.iso(at)


def case(
    item: Case,
    *,
    now: int,
    thresholds: Thresholds,
    shop_name: str = "",
    entry: Entry | None = None,
) -> dict[str, Any]:
    """A case less its timeline and actions. ``entry`` is the reopened entry of its order."""
    return {
        **_what(item, shop_name),
        **_where(item),
        "deadline": _deadline(item, now, thresholds),
        "clocks": _clocks(item, entry),
        "outbound": _parcel(item.outbound),
        "return": _parcel(item.back),
        "negotiations": [negotiation(n) for n in item.negotiations],
        "intent": _intent(item),
        "delivery": str(item.intent.state) if item.intent is not None else "",
        "evidence": [
            {"id": e.id, "kind": e.kind, "by": e.by, "sha256": e.sha256, "at": when(e.at)}
            for e in item.evidence
        ],
        "applications": [
            {"at": when(a.at), "type": str(a.type), "reason": a.reason, "claim_fen": a.claim_fen}
            for a in item.applications
        ],
        "promises": [promise(one) for one in item.promises],
        "refusals": item.refusals,
        "entry": entry_of(entry),
        **_beside(item),
    }


def _what(item: Case, shop_name: str) -> dict[str, Any]:
    return {
        "platform": str(item.platform),
        "shop": shop_name or item.key.shop,
        "case_id": item.key.case_id,
        "order_id": item.order_id,
        "phase": str(item.phase),
        "type": str(item.type),
        "type_raw": item.type_raw,
        "goods_status": str(item.goods_status),
        "item_title": item.item_title,
        "sku": item.sku,
        "quantity": item.quantity,
        "buyer_nick": item.buyer_nick,
        "buyer_note": item.buyer_note,
        "reason": item.reason,
        "reason_code": item.reason_code,
        "reason_label": item.reason_label,
        "reason_class": str(item.reason_class),
    }


def _where(item: Case) -> dict[str, Any]:
    return {
        "stage": str(item.stage),
        "stage_raw": item.stage_raw,
        "turn": str(item.turn),
        "claim_fen": item.claim_fen,
        "paid_fen": item.paid_fen,
        "refunded_fen": item.refunded_fen,
        "loss_fen": item.loss_fen,
        "applied_at": when(item.applied_at),
        "as_of": when(item.as_of),
        "version": item.version,
        "platform_version": item.platform_version,
    }


def _beside(item: Case) -> dict[str, Any]:
    """What we keep beside the platform's facts."""
    return {
        "flags": [str(item.local.flag)] if item.local.flag is not None else [],
        "tags": list(item.local.tags),
        "assignee": item.local.assignee,
        "remark": item.local.remark,
        "notes": [{"at": when(n.at), "by": n.by, "text": n.text} for n in item.local.notes],
        "contacts": [
            {"at": when(c.at), "channel": c.channel, "outcome": c.outcome, "note": c.note}
            for c in item.local.contacts
        ],
        "raised": item.local.raised,
        "absent": item.local.absent,
        "contradicted": _moment(item.local.contradicted),
    }


def _moment(words: str) -> str:
    """Instants inside stable words as ISO 8601 at +08:00, like every time that is printed."""
    return re.sub(r"\d{13}", lambda found: beijing.iso(int(found[0])), words)


def _deadline(item: Case, now: int, thresholds: Thresholds) -> dict[str, Any]:
    clock = item.deadline
    left = deadline.remaining(clock, now)
    urgency = deadline.urgency_of(
        item, now, critical_ms=thresholds.critical_ms, soon_ms=thresholds.soon_ms
    )
    return {
        "at": when(clock.at),
        "entered_at": when(clock.entered_at),
        "source": str(clock.source),
        "ruleset": clock.ruleset,
        "confidence": str(clock.confidence),
        "paused": clock.paused,
        "remaining_s": None if left is None else left // 1000,
        "at_zero": str(clock.at_zero),
        "at_zero_confidence": str(clock.at_zero_confidence),
        "how": clock.how,
        "hours": clock.hours,
        "urgency": str(urgency),
    }


def _clocks(item: Case, entry: Entry | None) -> list[dict[str, Any]]:
    found = [("platform", item.deadline.at), ("evidence", item.evidence_due_at)]
    found.append(("promise", None if item.owed is None else item.owed.due_at))
    talks = item.open_negotiation
    if talks is not None:
        found.append(("reply", talks.reply_by))
    if entry is not None and entry.state == EntryState.OPEN:
        found.append(("entry", entry.valid_until))
    return [{"kind": kind, "at": when(at)} for kind, at in found if at is not None]


def _parcel(parcel: Parcel | None) -> dict[str, Any] | None:
    if parcel is None:
        return None
    return {
        "company": parcel.company,
        "waybill": parcel.waybill,
        "state": parcel.state,
        "at": when(parcel.at),
        "signed_at": when(parcel.signed_at),
    }


def negotiation(item: Negotiation) -> dict[str, Any]:
    """One round of talks."""
    return {
        "id": item.id,
        "kind": str(item.kind),
        "round": item.round,
        "state": str(item.state),
        "plans": [
            {"kind": str(p.kind), "amount_fen": p.amount_fen, "message": p.message}
            for p in item.plans
        ],
        "chosen": item.chosen,
        "message": item.message,
        "explanation": item.explanation,
        "new_type": str(item.new_type) if item.new_type is not None else None,
        "new_claim_fen": item.new_claim_fen,
        "sent_at": when(item.sent_at),
        "reply_by": when(item.reply_by),
        "executor": str(item.executor),
    }


def promise(item: Promise) -> dict[str, Any]:
    """One promise of ours (PROM-1)."""
    return {
        "id": item.id,
        "what": str(item.what),
        "state": str(item.state),
        "amount_fen": item.amount_fen,
        "made_at": when(item.made_at),
        "due_at": when(item.due_at),
        "holder": item.holder,
        "source": item.source,
        "note": item.note,
        "proof": item.proof,
        "proof_at": when(item.proof_at),
        "cost_fen": item.cost_fen,
        "cost": item.cost_text,
        "confidence": str(item.confidence),
        "ended_at": when(item.ended_at),
    }


def _intent(item: Case) -> dict[str, Any] | None:
    intent = item.intent
    if intent is None or not intent.unfinished:
        return None
    return {
        "command_id": intent.command_id,
        "action": str(intent.action),
        "state": str(intent.state),
        "hold_until": when(intent.hold_until),
        "last_error": intent.last_error,
    }


def detail(
    found: CaseDetail,
    options: Sequence[ActOption],
    *,
    now: int,
    thresholds: Thresholds,
    shop_name: str,
) -> dict[str, Any]:
    """The whole case, with its timeline, its entry and every act."""
    return {
        **case(found.case, now=now, thresholds=thresholds, shop_name=shop_name, entry=found.entry),
        "verdict": _verdict(verdict_of(found.timeline)),
        "timeline": [line(item) for item in found.timeline],
        "actions": [option(item) for item in options],
    }


def _verdict(found: Verdict | None) -> dict[str, Any] | None:
    """DISP-4: what the platform decided last, who is responsible, whether it counts."""
    if found is None:
        return None
    return {
        "ruling": str(found.ruling),
        "at": when(found.at),
        "responsible": str(found.responsible),
        "counted": found.counted,
    }


def line(item: TimelineEntry) -> dict[str, Any]:
    """One entry of the timeline."""
    return {
        "at": when(item.at),
        "actor": item.actor,
        "kind": item.kind,
        "text": _moment(item.text) if item.kind == "deadline_moved" else item.text,
        "source": item.source,
    }


def option(item: ActOption) -> dict[str, Any]:
    """One act with its first refusal, its key and its parameters."""
    spec = actions.SPECS[action_named(item.action)]
    first = item.refusals[0] if item.refusals else None
    return {
        "action": item.action,
        "allowed": item.allowed,
        "rule": first.rule if first is not None else None,
        "message": phrase(first.message) if first is not None else None,
        "helps": phrase(first.helps) if first is not None and first.helps is not None else None,
        "key": spec.key,
        "params": sorted(actions.schema(spec.action).get("properties", {})),
        "confirm": [r.rule for r in item.refusals if r.confirmable],
    }


def entry_of(item: Entry | None) -> dict[str, Any] | None:
    """A reopened entry; none where its opening was taken back."""
    if item is None or (item.state == EntryState.REFUSED and item.delivery is Delivery.UNDONE):
        return None
    return {
        "state": str(item.state),
        "opened_at": when(item.opened_at),
        "valid_until": when(item.valid_until),
        "case_id": item.case_id,
    }


def order(item: Order, shop_name: str) -> dict[str, Any]:
    """An order's own facts."""
    return {
        "order_id": item.order_id,
        "shop": shop_name,
        "platform": str(item.platform),
        "item_title": item.item_title,
        "sku": item.sku,
        "buyer_nick": item.buyer_nick,
        "paid_fen": item.paid_fen,
        "created_at": when(item.created_at),
        "success_at": when(item.success_at),
        "after_sale_until": when(after_sale_until(item)),
        "after_sale_days": item.after_sale_days,
        "entry_requested_at": when(item.entry_requested_at),
    }
