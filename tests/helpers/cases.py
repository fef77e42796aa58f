"""Cases for tests: ``make_case(**fields)`` makes one by hand, ``cases()`` lets hypothesis do it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

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
    TimelineEntry,
)
from workbench.domain.kinds import (
    Action,
    AtZero,
    CaseId,
    CaseType,
    CommandId,
    Confidence,
    DeadlineSource,
    Delivery,
    Executor,
    Fen,
    Flag,
    GoodsStatus,
    Millis,
    NegotiationKind,
    NegotiationState,
    OrderId,
    Phase,
    PlanKind,
    Platform,
    ReasonClass,
    ShopId,
    Stage,
    Turn,
)
from workbench.domain.promise import Promise, Promised, PromiseState

NOW = Millis(1_795_392_000_000)  # 2026-11-23 08:00 at +08:00
HOUR = 3_600_000
DAY = 24 * HOUR

TURN_OF_STAGE = {
    Stage.MERCHANT_REVIEW: Turn.MERCHANT,
    Stage.MERCHANT_REVIEW_MODIFIED: Turn.MERCHANT,
    Stage.BUYER_AFTER_REFUSAL: Turn.BUYER,
    Stage.BUYER_RETURN_WAYBILL: Turn.BUYER,
    Stage.MERCHANT_CONFIRM_RECEIPT: Turn.MERCHANT,
    Stage.MERCHANT_SHIP: Turn.MERCHANT,
    Stage.BUYER_CONFIRM: Turn.BUYER,
    Stage.REFUNDING: Turn.PLATFORM,
    Stage.REFUND_FAILED: Turn.MERCHANT,
    Stage.INTERVENTION: Turn.PLATFORM,
    Stage.INTERCEPTING: Turn.PLATFORM,
}


def make_case(
    case_id: str = "1001", *, shop: str = "shop-1", due: int | None = NOW + 5 * HOUR, **fields: Any
) -> Case:
    """A refund that waits for us and is due in five hours, but for the ``fields`` given.

    ``turn`` follows ``stage`` unless it is given, ``deadline`` comes from ``due`` unless given.
    """
    stage = fields.get("stage", Stage.MERCHANT_REVIEW)
    final = stage in (Stage.REFUNDED, Stage.CLOSED, Stage.CANCELLED)
    source = DeadlineSource.NONE if due is None else DeadlineSource.PLATFORM
    values: dict[str, Any] = {
        "key": CaseKey(ShopId(shop), CaseId(case_id)),
        "platform": Platform.TMALL,
        "order_id": OrderId("46012345" + case_id),
        "type": CaseType.REFUND_ONLY_SHIPPED,
        "stage": stage,
        "claim_fen": Fen(12_800),
        "paid_fen": Fen(12_800),
        "applied_at": Millis(NOW - DAY),
        "as_of": NOW,
        "turn": TURN_OF_STAGE.get(stage, Turn.NONE),
        "goods_status": GoodsStatus.RECEIVED,
        "item_title": "纯棉四件套 1.8米床",
        "sku": "雾蓝;1.8米",
        "quantity": 1,
        "buyer_nick": "小**鱼",
        "buyer_note": "有一处开线",
        "reason": "质量问题",
        "deadline": Deadline()
        if final
        else Deadline(
            at=None if due is None else Millis(due),
            entered_at=Millis(NOW - DAY),
            source=source,
            at_zero=AtZero.REFUND,
        ),
    }
    return Case(**{**values, **fields})


def with_due(case: Case, due: int | None) -> Case:
    """The same case with another deadline."""
    at = None if due is None else Millis(due)
    return replace(case, deadline=replace(case.deadline, at=at))


# ------------------------------------------------------------------------------- hypothesis

_CHINESE = "退款货质量问题尺码不合适少件破损发错颜色物流七天无理由的了一亲〇𠮷"
_ALPHABET = st.one_of(
    st.sampled_from(_CHINESE + "0123456789abcXYZ -_，。！:/&<>'\"%"),
    st.characters(exclude_categories=["Cs"]),
)


def texts(max_size: int = 12) -> st.SearchStrategy[str]:
    """Words as buyers write them: Chinese, digits, punctuation, and whatever else there is."""
    return st.text(_ALPHABET, max_size=max_size)


def ids() -> st.SearchStrategy[str]:
    """Ids of platforms: digits that no 64-bit float holds."""
    return st.integers(1, 10**19 - 1).map(str)


def instants() -> st.SearchStrategy[Millis]:
    """Instants within a month of ``NOW``, often the same ones."""
    near = st.sampled_from([0, 1, -1, HOUR, 6 * HOUR, 16 * HOUR, -HOUR, DAY, -DAY])
    far = st.integers(-30 * DAY, 30 * DAY)
    return st.one_of(near, far).map(lambda ms: Millis(NOW + ms))


def amounts(maximum: int = 10**11) -> st.SearchStrategy[Fen]:
    """Fen, from nothing to a billion yuan."""
    return st.one_of(st.integers(0, 50_000), st.integers(0, maximum)).map(Fen)


def _maybe(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | inner


def _tuples(inner: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[Any]:
    return st.lists(inner, max_size=most).map(tuple)


def plain_values() -> st.SearchStrategy[Any]:
    """What JSON can hold: arguments of a command."""
    leaf = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | texts(6)
    return st.recursive(
        leaf,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(4), inner, max_size=3),
        max_leaves=5,
    )


def times() -> st.SearchStrategy[StageTimes]:
    when = _maybe(instants())
    names = ("modified_at", "refused_at", "agreed_at", "returned_at", "signed_at", "received_at",
             "shipped_at", "intervened_at", "final_at")  # fmt: skip
    return st.builds(StageTimes, **dict.fromkeys(names, when))


def parcels() -> st.SearchStrategy[Parcel]:
    return st.builds(
        Parcel, company=texts(4), waybill=ids() | st.just(""), state=texts(4),
        at=_maybe(instants()), signed_at=_maybe(instants()),
    )  # fmt: skip


def negotiations() -> st.SearchStrategy[Negotiation]:
    plan = st.builds(Plan, kind=st.sampled_from(PlanKind), amount_fen=amounts(), message=texts())
    return st.builds(
        Negotiation,
        id=ids(),
        kind=st.sampled_from(NegotiationKind),
        round=st.integers(1, 5),
        state=st.sampled_from(NegotiationState),
        plans=_tuples(plan),
        chosen=_maybe(st.integers(0, 2)),
        message=texts(),
        explanation=texts(),
        new_type=_maybe(st.sampled_from(CaseType)),
        new_claim_fen=_maybe(amounts()),
        sent_at=_maybe(instants()),
        reply_by=_maybe(instants()),
        ended_at=_maybe(instants()),
        executor=st.sampled_from(Executor),
    )


def deadlines() -> st.SearchStrategy[Deadline]:
    return st.builds(
        Deadline,
        at=_maybe(instants()),
        entered_at=_maybe(instants()),
        source=st.sampled_from(DeadlineSource),
        ruleset=texts(4),
        confidence=st.sampled_from(Confidence),
        paused=st.booleans(),
        remaining_ms=_maybe(st.integers(0, 10 * DAY)),
        at_zero=st.sampled_from(AtZero),
        at_zero_confidence=st.sampled_from(Confidence),
        how=st.sampled_from(["", "given", "hours", "event", "paused", "no_entry", "no_rule"]),
        hours=_maybe(st.integers(0, 2000).map(lambda n: n / 10)),
    )


def intents() -> st.SearchStrategy[Intent]:
    return st.builds(
        Intent,
        command_id=ids().map(CommandId),
        action=st.sampled_from(Action),
        state=st.sampled_from(Delivery),
        actor=texts(4),
        decided_at=instants(),
        hold_until=instants(),
        args=st.dictionaries(texts(4), plain_values(), max_size=3),
        tries=st.integers(0, 9),
        last_error=texts(4),
        platform_words=texts(),
        ticked_at=_maybe(instants()),
    )


def promises() -> st.SearchStrategy[Promise]:
    return st.builds(
        Promise, id=ids(), what=st.sampled_from(Promised), made_at=instants(), holder=texts(4),
        source=texts(4), state=st.sampled_from(PromiseState), amount_fen=amounts(),
        due_at=_maybe(instants()), cost_fen=amounts(), cost_text=texts(),
        confidence=st.sampled_from(Confidence), note=texts(), proof=ids() | st.just(""),
        proof_at=_maybe(instants()), ended_at=_maybe(instants()),
    )  # fmt: skip


def locals_() -> st.SearchStrategy[Local]:
    note = st.builds(Note, at=instants(), by=texts(4), text=texts())
    contact = st.builds(
        Contact, at=instants(), channel=texts(4), outcome=texts(4), note=texts(), by=texts(4),
        picture=texts(4),
    )  # fmt: skip
    return st.builds(
        Local,
        flag=_maybe(st.sampled_from(Flag)),
        tags=st.lists(texts(4), max_size=3, unique=True).map(tuple),
        assignee=st.sampled_from(["", "main:小李", "main:小王"]),
        remark=texts(),
        notes=_tuples(note, 2),
        contacts=_tuples(contact, 2),
        raised=texts(4),
        absent=st.booleans(),
        contradicted=texts(4),
    )


def timeline_entries() -> st.SearchStrategy[TimelineEntry]:
    return st.builds(
        TimelineEntry, at=instants(), actor=texts(4), kind=texts(4), text=texts(),
        source=st.sampled_from(["", "platform", "file", "here"]),
    )  # fmt: skip


def _applications() -> st.SearchStrategy[Application]:
    return st.builds(
        Application,
        at=instants(),
        type=st.sampled_from(CaseType),
        reason=texts(),
        claim_fen=amounts(),
    )


def _evidence() -> st.SearchStrategy[Evidence]:
    return st.builds(
        Evidence, id=ids(), kind=texts(4), by=st.sampled_from(["merchant", "buyer"]),
        sha256=ids(), name=texts(6), at=instants(), size=st.integers(0, 10**9), path=texts(6),
        sent=st.booleans(),
    )  # fmt: skip


def cases(
    keys: st.SearchStrategy[CaseKey] | None = None, **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[Case]:
    """Any case at all, sensible or not; ``fields`` replace the strategy of single fields."""
    own = {} if keys is None else {"key": keys}
    return st.builds(Case, **{**case_fields(), **own, **fields})


def case_fields() -> dict[str, st.SearchStrategy[Any]]:
    """A strategy for every field of a case."""
    some_key = st.builds(
        CaseKey, st.sampled_from(["shop-1", "shop-2", "店铺三"]).map(ShopId), ids().map(CaseId)
    )
    words = dict.fromkeys(
        ("platform_version", "line_id", "type_raw", "stage_raw", "item_title", "sku",
         "seller_sku", "buyer_nick", "buyer_note", "reason", "reason_code", "reason_label",
         "ruleset"), texts(),
    )  # fmt: skip
    return {
        **words,
        "key": some_key,
        "platform": st.sampled_from(Platform),
        "order_id": ids().map(OrderId),
        "type": st.sampled_from(CaseType),
        "stage": st.sampled_from(Stage),
        "claim_fen": amounts(),
        "applied_at": instants(),
        "as_of": instants(),
        "turn": st.sampled_from(Turn),
        "version": st.integers(1, 1000),
        "phase": st.sampled_from(Phase),
        "goods_status": st.sampled_from(GoodsStatus),
        "quantity": _maybe(st.integers(0, 1000)),
        "buyer_pictures": _tuples(texts(6)),
        "reason_class": st.sampled_from(ReasonClass),
        "labels": st.frozensets(texts(4), max_size=3),
        "paid_fen": _maybe(amounts()),
        "refunded_fen": _maybe(amounts()),
        "times": times(),
        "deadline": deadlines(),
        "evidence_due_at": _maybe(instants()),
        "back_to": _maybe(st.sampled_from(Stage)),
        "outbound": _maybe(parcels()),
        "back": _maybe(parcels()),
        "negotiations": _tuples(negotiations()),
        "must_negotiate": st.booleans(),
        "applications": _tuples(_applications()),
        "evidence": _tuples(_evidence()),
        "refusals": st.integers(0, 3),
        "loss_fen": amounts(),
        "local": locals_(),
        "intent": _maybe(intents()),
        "promises": _tuples(promises()),
    }


__all__ = [
    "DAY", "HOUR", "NOW", "TURN_OF_STAGE", "amounts", "case_fields", "cases", "deadlines", "ids",
    "instants", "intents", "locals_", "make_case", "negotiations", "parcels", "plain_values",
    "promises", "texts", "timeline_entries", "times", "with_due",
]  # fmt: skip
