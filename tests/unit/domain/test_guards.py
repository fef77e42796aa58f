"""CASE, REF, NEG, DISP: for each act, the rules that stand in its way and those that do not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.helpers.cases import HOUR, NOW, make_case
from workbench.domain import commands
from workbench.domain.case import Case, Contact, Deadline, Evidence, Intent, Negotiation, Plan
from workbench.domain.guards import acts
from workbench.domain.guards.context import Context, Proof
from workbench.domain.kinds import (
    Action,
    CaseType,
    CommandId,
    DeadlineSource,
    Delivery,
    Executor,
    Fen,
    GoodsStatus,
    Millis,
    NegotiationKind,
    NegotiationState,
    PlanKind,
    Platform,
    ReasonClass,
    Stage,
)
from workbench.services.policies import default_book

BOOK = default_book()


def rules(
    action: Action, case: Case, command: commands.Command | None = None, **context: Any
) -> list[str]:
    """Rule ids in the way, confirmable ones marked."""
    if_version = context.pop("if_version", None)
    around = Context(now=NOW, policy=BOOK.at(case.platform, NOW), **context)
    found = acts.check(action, case, around, command, if_version=if_version)
    return [r.rule + ("?" if r.confirmable else "") for r in found]


def talk(state: NegotiationState, kind: PlanKind = PlanKind.CASH_PAYOUT) -> Negotiation:
    return Negotiation(
        id="n1", kind=NegotiationKind.OFFER, round=1, state=state,
        plans=(Plan(kind=kind, amount_fen=Fen(500)),),
    )  # fmt: skip


def offer(**fields: Any) -> commands.Negotiate:
    plan = Plan(kind=PlanKind.PARTIAL_REFUND, amount_fen=Fen(2_000))
    values = {"kind": NegotiationKind.OFFER, "message": "亲，补偿您", "plans": (plan,), **fields}
    return commands.Negotiate(**values)


REFUND = commands.AgreeRefund()
OTHERS = replace(
    make_case("1002"), stage=Stage.REFUNDED, refunded_fen=Fen(10_000), claim_fen=Fen(10_000)
)
AGREEING: list[tuple[str, Case, commands.AgreeRefund, dict[str, Any], list[str]]] = [
    ("goes", make_case(), REFUND, {}, []),
    ("guard equal", make_case(), commands.AgreeRefund(amount_fen=Fen(12_800)), {}, []),
    ("guard differs", make_case(), commands.AgreeRefund(amount_fen=Fen(12_700)), {}, ["CASE-5"]),
    ("stale", make_case(version=3), REFUND, {"if_version": 2}, ["CASE-5"]),
    ("fresh", make_case(version=3), REFUND, {"if_version": 3}, []),
    ("without return", make_case(type=CaseType.RETURN_REFUND), REFUND, {}, ["CASE-4?"]),
    (
        "without return, ticked",
        make_case(type=CaseType.RETURN_REFUND),
        REFUND,
        {"confirmed": frozenset({"CASE-4"})},
        [],
    ),
    ("buyer's turn", make_case(stage=Stage.BUYER_RETURN_WAYBILL), REFUND, {}, ["CASE-4"]),
    ("final", make_case(stage=Stage.CLOSED), REFUND, {}, ["CASE-4"]),
    ("past zero, given", make_case(due=NOW), REFUND, {}, ["CLK-8"]),
    ("order covers", make_case(), REFUND, {"siblings": (OTHERS,)}, ["PROM-2"]),
    ("unknown stage", make_case(stage=Stage.UNKNOWN), REFUND, {}, []),
]


@pytest.mark.parametrize(
    ("case", "command", "context", "found"),
    [row[1:] for row in AGREEING],
    ids=[row[0] for row in AGREEING],
)
def test_agreeing_to_refund(
    case: Case, command: commands.AgreeRefund, context: dict[str, Any], found: list[str]
) -> None:
    assert rules(Action.AGREE_REFUND, case, command, **context) == found


def test_past_zero_of_a_computed_deadline_is_a_warning_only() -> None:
    """CLK-8."""
    clock = Deadline(at=Millis(NOW - HOUR), source=DeadlineSource.COMPUTED)
    assert rules(Action.AGREE_REFUND, make_case(deadline=clock), REFUND) == []


def test_one_unfinished_decision_at_most() -> None:
    """CASE-11."""
    intent = Intent(
        command_id=CommandId("c"), action=Action.REFUSE, state=Delivery.WAITING, actor="owner",
        decided_at=NOW, hold_until=NOW,
    )  # fmt: skip
    assert rules(Action.AGREE_REFUND, make_case(intent=intent), REFUND) == ["CASE-11"]
    done = replace(intent, state=Delivery.DONE)
    assert rules(Action.AGREE_REFUND, make_case(intent=done), REFUND) == []
    assert rules(Action.NOTE, make_case(intent=intent), commands.AddNote(text="看一下")) == []


def test_a_return_needs_an_address() -> None:
    case = make_case(type=CaseType.RETURN_REFUND)
    assert rules(Action.AGREE_RETURN, case, commands.AgreeReturn()) == []
    assert rules(Action.AGREE_RETURN, case, commands.AgreeReturn(), has_address=False) == ["CASE-4"]


@pytest.mark.parametrize(
    ("company", "waybill", "found"),
    [("顺丰", "SF1234567890", []), ("", "SF1234567890", ["CASE-4"]), ("顺丰", " ", ["CASE-4"]),
     ("顺丰", "单号稍后", ["CASE-4"]), ("顺丰", "12345", ["CASE-4"])],
)  # fmt: skip
def test_shipping_needs_a_parcel(company: str, waybill: str, found: list[str]) -> None:
    case = make_case(type=CaseType.RESHIP, stage=Stage.MERCHANT_SHIP)
    assert rules(Action.SHIP, case, commands.Ship(company=company, waybill=waybill)) == found


def refusal(case: Case, reason: str = "goods_shipped", **context: Any) -> list[str]:
    return rules(Action.REFUSE, case, commands.Refuse(reason=reason), **context)


def reached(hours_ago: int) -> Contact:
    at = Millis(NOW - hours_ago * HOUR)
    return Contact(at=at, channel="phone", outcome="reached", note="", by="owner")


def test_refusing_without_having_talked_wants_a_tick() -> None:
    """REF-1."""
    case = make_case()
    assert "REF-1?" in rules(Action.REFUSE, case)
    assert rules(Action.REFUSE, case, confirmed=frozenset({"REF-1"})) == []
    told = replace(case, local=replace(case.local, contacts=(reached(48),)))
    assert rules(Action.REFUSE, told) == []
    stale = replace(case, local=replace(case.local, contacts=(reached(49),)))
    assert rules(Action.REFUSE, stale) == ["REF-1?"]
    asked = replace(case, negotiations=(talk(NegotiationState.REFUSED),))
    assert rules(Action.REFUSE, asked) == []


@pytest.mark.parametrize("label", ["virtual", "custom", "fresh", "agreed_cancel"])
def test_wechat_wants_a_negotiation_first(label: str) -> None:
    """REF-1 (b): no tick lifts it, a refused or expired negotiation does."""
    case = make_case(platform=Platform.WECHAT, labels=frozenset({label}))
    assert "REF-1" in rules(Action.REFUSE, case, confirmed=frozenset({"REF-1"}))
    for state in (NegotiationState.REFUSED, NegotiationState.EXPIRED):
        asked = replace(case, negotiations=(talk(state),))
        assert "REF-1" not in rules(Action.REFUSE, asked)


def test_a_platform_that_answered_negotiate_first_is_believed() -> None:
    """REF-1 (a)."""
    assert "REF-1" in rules(Action.REFUSE, make_case(must_negotiate=True))


def test_seven_day_returns_cannot_be_refused() -> None:
    """REF-2, with the way out."""
    case = make_case(
        type=CaseType.RETURN_REFUND, reason="七天无理由退换货",
        reason_class=ReasonClass.SUBJECTIVE,
    )  # fmt: skip
    assert "REF-2" in rules(Action.REFUSE, case)


def test_reasons_come_from_the_list_and_bring_their_proofs() -> None:
    """REF-3, REF-4: for every reason of every pack."""
    seen = forbidden = 0
    for policy in BOOK.packs:
        for reason in policy.refusal_reasons:
            stage = (
                Stage.MERCHANT_CONFIRM_RECEIPT
                if reason.scene == "receipt"
                else Stage.MERCHANT_REVIEW
            )
            kind = reason.types[0] if reason.types else CaseType.RETURN_REFUND
            case = make_case(
                stage=stage, type=kind, platform=policy.platform,
                negotiations=(talk(NegotiationState.REFUSED),),
            )  # fmt: skip
            if reason.forbidden:
                forbidden += 1
                assert "REF-4" in refusal(case, reason.id)
                continue
            bare = refusal(case, reason.id)
            assert bool(reason.proofs) == any(r in ("REF-3", "REF-5") for r in bare), reason.id
            proofs = tuple(Proof(kind=k.split("|")[0], size=1) for k in reason.proofs)
            assert not {"REF-3", "REF-4", "REF-5"} & set(refusal(case, reason.id, proofs=proofs))
            seen += 1
    assert seen >= 12
    assert forbidden >= 1


def test_an_invented_reason_is_refused() -> None:
    assert "REF-3" in refusal(make_case(), "仓库搬家")


def test_a_file_too_large_for_the_platform_is_refused() -> None:
    case = make_case(negotiations=(talk(NegotiationState.REFUSED),))
    policy = BOOK.at(case.platform, NOW)
    reason = next(
        r for r in policy.refusal_reasons if r.scene == "review" and r.proofs and not r.forbidden
    )
    small = tuple(Proof(kind=k.split("|")[0], size=1_000) for k in reason.proofs)
    large = tuple(replace(proof, size=policy.evidence.max_bytes + 1) for proof in small)
    case = replace(case, type=reason.types[0] if reason.types else case.type)
    assert "DISP-2" not in refusal(case, reason.id, proofs=small)
    assert "DISP-2" in refusal(case, reason.id, proofs=large)


NEGOTIATING: list[tuple[str, Case, commands.Negotiate | None, dict[str, Any], list[str]]] = [
    ("goes", make_case(), offer(), {}, []),
    ("goods not received", make_case(goods_status=GoodsStatus.NOT_RECEIVED), None, {}, ["NEG-1"]),
    ("unshipped", make_case(type=CaseType.REFUND_ONLY_UNSHIPPED), None, {}, ["NEG-1"]),
    ("one open", make_case(negotiations=(talk(NegotiationState.OPEN),)), None, {}, ["NEG-6"]),
    ("used up", make_case(negotiations=(talk(NegotiationState.REFUSED),)), None, {"rounds": 1},
     ["NEG-6"]),
    ("too late", make_case(due=NOW + HOUR - 1), None, {}, ["NEG-6"]),
    ("just in time", make_case(due=NOW + HOUR), None, {}, []),
    ("no words", make_case(), offer(message="  "), {}, ["NEG-4"]),
    ("too many bytes", make_case(), offer(message="好" * 134), {}, ["NEG-4"]),
    ("bytes at the limit", make_case(), offer(message="好" * 133), {}, []),
    ("no plan", make_case(), offer(plans=()), {}, ["NEG-2"]),
    ("all of it", make_case(),
     offer(plans=(Plan(kind=PlanKind.PARTIAL_REFUND, amount_fen=Fen(12_800)),)), {}, ["NEG-5"]),
    ("one fen less", make_case(),
     offer(plans=(Plan(kind=PlanKind.PARTIAL_REFUND, amount_fen=Fen(12_799)),)), {}, []),
    ("nothing", make_case(),
     offer(plans=(Plan(kind=PlanKind.CASH_PAYOUT, amount_fen=Fen(0)),)), {}, ["NEG-5"]),
    ("purse of a case", make_case(),
     offer(plans=(Plan(kind=PlanKind.CASH_PAYOUT, amount_fen=Fen(501)),)),
     {"purse_case_fen": 500}, ["NEG-5"]),
    ("purse of the day", make_case(),
     offer(plans=(Plan(kind=PlanKind.CASH_PAYOUT, amount_fen=Fen(501)),)),
     {"purse_day_fen": 1_000, "spent_day_fen": 500}, ["NEG-5"]),
    ("a coupon above what was paid", make_case(),
     offer(plans=(Plan(kind=PlanKind.COUPON_PAYOUT, amount_fen=Fen(12_801)),)), {}, ["NEG-5"]),
    ("a coupon of all that was paid", make_case(),
     offer(plans=(Plan(kind=PlanKind.COUPON_PAYOUT, amount_fen=Fen(12_800)),)), {}, []),
    ("purse just enough", make_case(),
     offer(plans=(Plan(kind=PlanKind.CASH_PAYOUT, amount_fen=Fen(500)),)),
     {"purse_day_fen": 1_000, "spent_day_fen": 500}, []),
    ("same kind twice", make_case(),
     offer(plans=(Plan(kind=PlanKind.CASH_PAYOUT, amount_fen=Fen(100)),) * 2), {}, ["NEG-2"]),
    ("claim unchanged", make_case(),
     commands.Negotiate(kind=NegotiationKind.MODIFY_CLAIM, message="改",
                        new_claim_fen=Fen(12_800)), {}, ["NEG-2"]),
    ("claim above", make_case(),
     commands.Negotiate(kind=NegotiationKind.MODIFY_CLAIM, message="改",
                        new_claim_fen=Fen(12_801)), {}, ["NEG-5"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("case", "command", "context", "found"),
    [row[1:] for row in NEGOTIATING],
    ids=[row[0] for row in NEGOTIATING],
)
def test_negotiating(
    case: Case, command: commands.Negotiate | None, context: dict[str, Any], found: list[str]
) -> None:
    assert rules(Action.NEGOTIATE, case, command, **context) == found


def test_refusing_needs_the_open_proposal_withdrawn() -> None:
    case = make_case(negotiations=(talk(NegotiationState.OPEN),))
    assert "NEG-6" in rules(Action.REFUSE, case)
    assert rules(Action.WITHDRAW, case) == []
    assert rules(Action.WITHDRAW, make_case()) == ["NEG-6"]


DAYS = 24 * HOUR
ESCALATING: list[tuple[str, Case, list[str]]] = [
    ("not refused yet", make_case(), ["DISP-1"]),
    ("refused", make_case(stage=Stage.BUYER_AFTER_REFUSAL, refusals=1), []),
    ("not received, early",
     make_case(stage=Stage.BUYER_AFTER_REFUSAL, refusals=1,
               goods_status=GoodsStatus.NOT_RECEIVED, applied_at=Millis(NOW - 3 * DAYS + 1)),
     ["DISP-1"]),
    ("not received, three days",
     make_case(stage=Stage.BUYER_AFTER_REFUSAL, refusals=1,
               goods_status=GoodsStatus.NOT_RECEIVED, applied_at=Millis(NOW - 3 * DAYS)), []),
    ("under way", make_case(stage=Stage.INTERVENTION, refusals=1), ["DISP-1"]),
    ("final", make_case(stage=Stage.CLOSED, refusals=1), ["CASE-4"]),
    ("douyin", make_case(platform=Platform.DOUYIN, stage=Stage.BUYER_AFTER_REFUSAL, refusals=1),
     ["DISP-1"]),
    ("wechat", make_case(platform=Platform.WECHAT, stage=Stage.BUYER_AFTER_REFUSAL, refusals=1),
     ["DISP-1"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("case", "found"), [row[1:] for row in ESCALATING], ids=[row[0] for row in ESCALATING]
)
def test_asking_the_platform(case: Case, found: list[str]) -> None:
    assert rules(Action.ESCALATE, case) == found


def test_evidence_goes_once() -> None:
    """DISP-2."""
    owed = make_case(stage=Stage.INTERVENTION, evidence_due_at=Millis(NOW + HOUR))
    words = commands.SubmitEvidence(statement="已按约发货，附物流记录")
    assert rules(Action.EVIDENCE, owed, words) == []
    assert rules(Action.EVIDENCE, owed, commands.SubmitEvidence()) == ["DISP-2"]
    assert "DISP-2" in rules(Action.EVIDENCE, make_case(), words)
    sent = Evidence(id="e", kind="picture", by="merchant", sha256="", name="a.png", at=NOW,
                    sent=True)  # fmt: skip
    again = replace(owed, evidence=(sent,))
    assert rules(Action.EVIDENCE, again, words) == ["DISP-2?"]
    assert rules(Action.EVIDENCE, again, words, confirmed=frozenset({"DISP-2"})) == []


def test_words_to_the_buyer_keep_to_the_byte_limit() -> None:
    """CASE-9."""
    assert rules(Action.MESSAGE, make_case(), commands.Message(text="")) == ["CASE-9"]
    assert rules(Action.MESSAGE, make_case(), commands.Message(text="好" * 134)) == ["CASE-9"]
    assert rules(Action.MESSAGE, make_case(), commands.Message(text="好" * 133)) == []


def accepted(kind: PlanKind, fen: int, executor: Executor) -> Negotiation:
    plan = Plan(kind=kind, amount_fen=Fen(fen))
    return Negotiation(
        id="n2", kind=NegotiationKind.OFFER, round=1, state=NegotiationState.ACCEPTED,
        plans=(plan,), chosen=0, executor=executor,
    )  # fmt: skip


PARTIAL = accepted(PlanKind.PARTIAL_REFUND, 6_000, Executor.MERCHANT)
SENDING = Intent(
    command_id=CommandId("s"), action=Action.AGREE_REFUND, state=Delivery.SENDING, actor="owner",
    decided_at=NOW, hold_until=NOW,
)  # fmt: skip
COVERED: list[tuple[str, Case, Case | None, list[str]]] = [
    ("a partial refund still to be paid", make_case(negotiations=(PARTIAL,)), None, ["PROM-2"]),
    ("a sibling's failed payment", make_case(), make_case("2", stage=Stage.REFUND_FAILED),
     ["PROM-2"]),
    ("a sibling exchange turned to money", make_case(),
     make_case("2", type=CaseType.EXCHANGE, stage=Stage.MERCHANT_SHIP, intent=SENDING), ["PROM-2"]),
    ("another line, refunded by itself", make_case(),
     make_case("2", item_title="另一件", stage=Stage.REFUNDED, refunded_fen=Fen(12_800)), []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("case", "other", "found"), [row[1:] for row in COVERED], ids=[row[0] for row in COVERED]
)
def test_an_order_never_gives_back_more_than_was_paid(
    case: Case, other: Case | None, found: list[str]
) -> None:
    """PROM-2."""
    siblings = () if other is None else (other,)
    assert rules(Action.AGREE_REFUND, case, REFUND, siblings=siblings) == found


def test_receiving_goods_for_repair_moves_no_money() -> None:
    case = make_case(type=CaseType.REPAIR, stage=Stage.MERCHANT_CONFIRM_RECEIPT)
    paid = make_case("2", stage=Stage.REFUNDED, refunded_fen=Fen(5_000))
    command = commands.ConfirmReceipt()
    assert rules(Action.CONFIRM_RECEIPT, case, command, siblings=(paid,)) == []
