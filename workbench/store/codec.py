"""A case as a row: columns for what lists filter, sort and show, one JSON document for the rest.

Written out by hand because an import writes 100,000 of them: only what differs from its default
goes into the document.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any

from workbench.domain.case import (
    Application,
    Case,
    CaseKey,
    Contact,
    Deadline,
    Evidence,
    Intent,
    Local,
    Negotiation,
    Note,
    Parcel,
    Plan,
    StageTimes,
)
from workbench.domain.kinds import (
    Action,
    AtZero,
    CaseType,
    Confidence,
    DeadlineSource,
    Delivery,
    Executor,
    Flag,
    GoodsStatus,
    NegotiationKind,
    NegotiationState,
    Phase,
    PlanKind,
    Platform,
    ReasonClass,
    Stage,
    Turn,
)
from workbench.domain.promise import Promise, Promised, PromiseState
from workbench.store.order import standing

if TYPE_CHECKING:
    from collections.abc import Callable

Doc = dict[str, Any]

COLUMNS = (
    "shop", "case_id", "platform", "order_id", "type", "stage", "turn", "phase", "reason_class",
    "claim_fen", "paid_fen", "refunded_fen", "loss_fen", "applied_at", "as_of", "version",
    "due_at", "due_source", "at_zero", "at_zero_confidence", "evidence_due_at",
    "flag", "tags", "assignee", "contradicted", "type_raw", "item_title", "sku", "quantity",
    "buyer_nick", "buyer_note", "reason", "doc",
    # from here on: computed from the case, never read back
    "lane", "due", "paused_ms", "todo", "final", "final_at",
    "negotiation_state", "negotiation_round", "intent_action", "intent_state",
    "intent_command_id", "intent_hold_until", "platform_words",
    "promise_what", "promise_due_at", "promise_fen", "promise_cost_fen", "waybill",
)  # fmt: skip
READ_COLUMNS = COLUMNS[:33]

_PLAIN = (
    "platform_version", "line_id", "stage_raw", "seller_sku", "reason_code", "reason_label",
    "must_negotiate", "refusals", "ruleset",
)  # fmt: skip
_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
encode_json: Callable[[object], str] = _encoder.encode


def _defaults(kind: type) -> tuple[tuple[str, object], ...]:
    """(name, default) of a dataclass's fields; a required one has a default nothing equals."""
    return tuple(
        (item.name, object() if item.default is MISSING else item.default) for item in fields(kind)
    )


_TIMES = _defaults(StageTimes)
_PARCEL = _defaults(Parcel)
_PLAN = _defaults(Plan)
_NEGOTIATION = _defaults(Negotiation)
_APPLICATION = _defaults(Application)
_EVIDENCE = _defaults(Evidence)
_CONTACT = _defaults(Contact)
_NOTE = _defaults(Note)
_INTENT = _defaults(Intent)
_PROMISE = _defaults(Promise)
_DEADLINE = tuple(
    item
    for item in _defaults(Deadline)
    if item[0] not in ("at", "source", "at_zero", "at_zero_confidence")
)
_CASE_DEFAULTS = dict(_defaults(Case))
_PLAIN_FIELDS = tuple((name, _CASE_DEFAULTS[name]) for name in _PLAIN)


def _sparse(value: object, names: tuple[tuple[str, object], ...]) -> Doc:
    return {name: item for name, usual in names if (item := getattr(value, name)) != usual}


def _negotiation_doc(item: Negotiation) -> Doc:
    doc = _sparse(item, _NEGOTIATION)
    if item.plans:
        doc["plans"] = [_sparse(plan, _PLAN) for plan in item.plans]
    return doc


def _document(case: Case) -> Doc:
    doc = _sparse(case, _PLAIN_FIELDS)
    if case.goods_status is not GoodsStatus.UNKNOWN:
        doc["goods_status"] = case.goods_status
    if case.buyer_pictures:
        doc["buyer_pictures"] = case.buyer_pictures
    if case.labels:
        doc["labels"] = sorted(case.labels)
    if times := _sparse(case.times, _TIMES):
        doc["times"] = times
    if deadline := _sparse(case.deadline, _DEADLINE):
        doc["deadline"] = deadline
    if case.back_to is not None:
        doc["back_to"] = case.back_to
    if case.outbound is not None:
        doc["outbound"] = _sparse(case.outbound, _PARCEL)
    if case.back is not None:
        doc["back"] = _sparse(case.back, _PARCEL)
    if case.negotiations:
        doc["negotiations"] = [_negotiation_doc(item) for item in case.negotiations]
    if case.applications:
        doc["applications"] = [_sparse(item, _APPLICATION) for item in case.applications]
    if case.evidence:
        doc["evidence"] = [_sparse(item, _EVIDENCE) for item in case.evidence]
    if case.intent is not None:
        doc["intent"] = _sparse(case.intent, _INTENT)
    if case.promises:
        doc["promises"] = [_sparse(item, _PROMISE) for item in case.promises]
    _add_local(doc, case.local)
    return doc


def _add_local(doc: Doc, local: Local) -> None:
    if local.remark:
        doc["remark"] = local.remark
    if local.raised:
        doc["raised"] = local.raised
    if local.absent:
        doc["absent"] = True
    if local.notes:
        doc["notes"] = [_sparse(item, _NOTE) for item in local.notes]
    if local.contacts:
        doc["contacts"] = [_sparse(item, _CONTACT) for item in local.contacts]


def encode(case: Case) -> tuple[object, ...]:
    """The row of a case, in the order of ``COLUMNS``."""
    deadline, local = case.deadline, case.local
    return (
        case.key.shop, case.key.case_id, case.platform, case.order_id, case.type, case.stage,
        case.turn, case.phase, case.reason_class, case.claim_fen, case.paid_fen,
        case.refunded_fen, case.loss_fen, case.applied_at, case.as_of, case.version,
        deadline.at, deadline.source, deadline.at_zero, deadline.at_zero_confidence,
        case.evidence_due_at,
        local.flag or "", encode_json(local.tags) if local.tags else "", local.assignee,
        local.contradicted,
        case.type_raw, case.item_title, case.sku, case.quantity, case.buyer_nick,
        case.buyer_note, case.reason,
        encode_json(_document(case)),
        *_computed(case),
    )  # fmt: skip


def _computed(case: Case) -> tuple[object, ...]:
    """What lists need to know and a case only tells when asked."""
    deadline, intent = case.deadline, case.intent
    lane, due = standing(case)
    talk = case.open_negotiation or case.last_negotiation
    return (
        int(lane),
        due,
        (deadline.remaining_ms or 0) if deadline.paused else None,
        int(case.todo),
        int(case.final),
        case.times.final_at,
        talk.state if talk else "",
        talk.round if talk else 0,
        intent.action if intent else "",
        intent.state if intent else "",
        intent.command_id if intent else "",
        intent.hold_until if intent else 0,
        intent.platform_words if intent else "",
        *_owed(case),
        case.outbound.waybill if case.outbound else "",
    )


def _owed(case: Case) -> tuple[object, ...]:
    """PROM-1: the open promise that ends first, as its columns."""
    owed = case.owed
    if owed is None:
        return "", None, 0, 0
    return str(owed.what), owed.due_at, owed.amount_fen, owed.cost_fen


# ------------------------------------------------------------------------------ reading back


def _negotiation(doc: Doc) -> Negotiation:
    doc["kind"] = NegotiationKind(doc["kind"])
    doc["state"] = NegotiationState(doc["state"])
    doc["plans"] = tuple(
        Plan(**{**plan, "kind": PlanKind(plan["kind"])}) for plan in doc.get("plans", ())
    )
    if "new_type" in doc:
        doc["new_type"] = CaseType(doc["new_type"])
    if "executor" in doc:
        doc["executor"] = Executor(doc["executor"])
    return Negotiation(**doc)


def _intent(doc: Doc | None) -> Intent | None:
    if doc is None:
        return None
    doc["action"] = Action(doc["action"])
    doc["state"] = Delivery(doc["state"])
    return Intent(**doc)


def _promise(doc: Doc) -> Promise:
    doc["what"] = Promised(doc["what"])
    if "state" in doc:
        doc["state"] = PromiseState(doc["state"])
    if "confidence" in doc:
        doc["confidence"] = Confidence(doc["confidence"])
    return Promise(**doc)


def _parcel(doc: Doc | None) -> Parcel | None:
    return None if doc is None else Parcel(**doc)


def _application(doc: Doc) -> Application:
    doc["type"] = CaseType(doc["type"])
    return Application(**doc)


def _deadline(doc: Doc, at: int | None, source: str, zero: str, sure: str) -> Deadline:
    if "confidence" in doc:
        doc["confidence"] = Confidence(doc["confidence"])
    return Deadline(
        at=at,  # type: ignore[arg-type]  # a NewType over what the column holds
        source=DeadlineSource(source),
        at_zero=AtZero(zero),
        at_zero_confidence=Confidence(sure),
        **doc,
    )


def _local(doc: Doc, flag: str, tags: str, assignee: str, contradicted: str) -> Local:
    return Local(
        flag=Flag(flag) if flag else None,
        tags=decode_tags(tags),
        assignee=assignee,
        remark=doc.pop("remark", ""),
        notes=tuple(Note(**item) for item in doc.pop("notes", ())),
        contacts=tuple(Contact(**item) for item in doc.pop("contacts", ())),
        raised=doc.pop("raised", ""),
        absent=doc.pop("absent", False),
        contradicted=contradicted,
    )


def decode_tags(text: str) -> tuple[str, ...]:
    """Tags as they stand in their column."""
    return tuple(json.loads(text)) if text else ()


def _rest(doc: Doc) -> Doc:
    """The fields of a case that only the document holds; the plain ones stay as they are."""
    back_to = doc.pop("back_to", None)
    return {
        "goods_status": GoodsStatus(doc.pop("goods_status", GoodsStatus.UNKNOWN)),
        "buyer_pictures": tuple(doc.pop("buyer_pictures", ())),
        "labels": frozenset(doc.pop("labels", ())),
        "times": StageTimes(**doc.pop("times", {})),
        "back_to": None if back_to is None else Stage(back_to),
        "outbound": _parcel(doc.pop("outbound", None)),
        "back": _parcel(doc.pop("back", None)),
        "negotiations": tuple(map(_negotiation, doc.pop("negotiations", ()))),
        "applications": tuple(map(_application, doc.pop("applications", ()))),
        "evidence": tuple(Evidence(**item) for item in doc.pop("evidence", ())),
        "intent": _intent(doc.pop("intent", None)),
        "promises": tuple(map(_promise, doc.pop("promises", ()))),
        **doc,
    }


def decode(row: tuple[Any, ...]) -> Case:
    """The case of a row with ``READ_COLUMNS``."""
    (
        shop, case_id, platform, order_id, type_, stage, turn, phase, reason_class,
        claim_fen, paid_fen, refunded_fen, loss_fen, applied_at, as_of, version,
        due_at, due_source, at_zero, at_zero_confidence, evidence_due_at,
        flag, tags, assignee, contradicted, type_raw, item_title, sku, quantity,
        buyer_nick, buyer_note, reason, raw,
    ) = row  # fmt: skip
    doc: Doc = json.loads(raw)
    local = _local(doc, flag, tags, assignee, contradicted)
    return Case(
        key=CaseKey(shop, case_id),
        platform=Platform(platform),
        order_id=order_id,
        type=CaseType(type_),
        stage=Stage(stage),
        turn=Turn(turn),
        phase=Phase(phase),
        reason_class=ReasonClass(reason_class),
        claim_fen=claim_fen,
        paid_fen=paid_fen,
        refunded_fen=refunded_fen,
        loss_fen=loss_fen,
        applied_at=applied_at,
        as_of=as_of,
        version=version,
        deadline=_deadline(
            doc.pop("deadline", {}), due_at, due_source, at_zero, at_zero_confidence
        ),
        evidence_due_at=evidence_due_at,
        type_raw=type_raw,
        item_title=item_title,
        sku=sku,
        quantity=quantity,
        buyer_nick=buyer_nick,
        buyer_note=buyer_note,
        reason=reason,
        local=local,
        **_rest(doc),
    )
