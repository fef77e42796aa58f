"""What the shipped packs must contain, platform by platform."""

from __future__ import annotations

from itertools import product

import pytest

from workbench.domain.kinds import (
    AtZero,
    CaseType,
    Confidence,
    Executor,
    Flag,
    GoodsStatus,
    NegotiationClock,
    NegotiationKind,
    Phase,
    PlanKind,
    Platform,
    ReasonClass,
    Stage,
)
from workbench.domain.policy.model import Policy
from workbench.services.policies import default_book, load_book, shipped

PACKS = default_book().packs
LAST = {
    platform: max((one for one in PACKS if one.platform is platform), key=lambda p: p.valid_from)
    for platform in Platform
}
LIKE_TAOBAO = (Platform.TAOBAO, Platform.TMALL)
PROTECT = CaseType.PRICE_PROTECT
REVIEWS = (Stage.MERCHANT_REVIEW, Stage.MERCHANT_REVIEW_MODIFIED)
# A stage of the merchant's that a type never enters (CASE-4).
NEVER_RECEIVES = (
    CaseType.REFUND_ONLY_UNSHIPPED,
    CaseType.REFUND_ONLY_SHIPPED,
    CaseType.RESHIP,
    PROTECT,
)
NEVER_SHIPS = (
    CaseType.REFUND_ONLY_UNSHIPPED,
    CaseType.REFUND_ONLY_SHIPPED,
    CaseType.RETURN_REFUND,
    PROTECT,
)
# Stages for which no source gives hours: deliberately without a rule, so nothing is computed.
NO_RULE = {
    **{platform: {(PROTECT, stage) for stage in REVIEWS} for platform in LIKE_TAOBAO},
    Platform.DOUYIN: {
        *((PROTECT, stage) for stage in REVIEWS),
        (CaseType.EXCHANGE, Stage.MERCHANT_SHIP),
        (CaseType.RESHIP, Stage.MERCHANT_SHIP),
        (CaseType.REPAIR, Stage.MERCHANT_SHIP),
    },
    Platform.WECHAT: {
        *product((PROTECT, CaseType.EXCHANGE, CaseType.RESHIP, CaseType.REPAIR), REVIEWS),
        (CaseType.EXCHANGE, Stage.MERCHANT_CONFIRM_RECEIPT),
        (CaseType.REPAIR, Stage.MERCHANT_CONFIRM_RECEIPT),
        (CaseType.EXCHANGE, Stage.MERCHANT_SHIP),
        (CaseType.RESHIP, Stage.MERCHANT_SHIP),
        (CaseType.REPAIR, Stage.MERCHANT_SHIP),
    },
}


def scene_fits(
    pack: Policy,
    kind: str,
    *,
    type: CaseType = CaseType.RETURN_REFUND,  # noqa: A002
    stage: Stage = Stage.MERCHANT_REVIEW,
    goods: GoodsStatus = GoodsStatus.UNKNOWN,
    reason: str = "",
    labels: frozenset[str] = frozenset(),
) -> str | None:
    """The way out of the first scene that fits; None where none does."""
    scenes = pack.negotiation.scenes if kind == "negotiate" else getattr(pack, kind)
    for scene in scenes:
        if scene.matches(
            type=type,
            stage=stage,
            goods=goods,
            phase=Phase.ON_SALE,
            reason_class=ReasonClass.OTHER,
            reason=reason,
            labels=labels,
        ):
            return str(scene.way_out)
    return None


def test_every_pack_loads_and_nothing_is_wrong() -> None:
    book, problems = load_book()
    assert [problem.english() for problem in problems] == []
    assert sorted(pack.ruleset for pack in book.packs) == [
        "douyin@2026-07-24",
        "taobao@2026-01-27",
        "tmall@2026-01-27",
        "tmall@2026-08-11",
        "wechat@2026-05-03",
    ]
    assert default_book() is shipped()[0]


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.ruleset)
def test_every_merchant_stage_has_a_rule_or_is_deliberately_without(pack: Policy) -> None:
    stages = {
        *product((one for one in CaseType if one is not CaseType.UNKNOWN), REVIEWS),
        *((one, Stage.MERCHANT_CONFIRM_RECEIPT) for one in CaseType if one not in NEVER_RECEIVES),
        *((one, Stage.MERCHANT_SHIP) for one in CaseType if one not in NEVER_SHIPS),
    }
    stages -= {(CaseType.UNKNOWN, stage) for stage in Stage}
    without = {(kind, stage) for kind, stage in stages if pack.stage_rule(kind, stage, 0) is None}
    assert without == NO_RULE[pack.platform]


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.ruleset)
def test_a_loss_has_its_weight(pack: Policy) -> None:
    weights = {zero: pack.loss_weight(zero) for zero in AtZero}
    assert weights == {
        AtZero.REFUND: 100,
        AtZero.CONVERT_TO_REFUND: 100,
        AtZero.AGREE_RETURN: 30,
        AtZero.AGREE_EXCHANGE: 30,
        AtZero.AGREE_RESHIP: 30,
        AtZero.AGREE_REPAIR: 30,
        AtZero.UNKNOWN: 50,
        AtZero.MANUAL: 50,
        AtZero.CLOSE: 0,
        AtZero.COMPLETE: 0,
    }
    assert len(pack.loss_weights) == len(AtZero)


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.ruleset)
def test_no_rule_is_without_hours_and_none_promises_more_than_its_source(pack: Policy) -> None:
    for rule in pack.stages:
        assert rule.hours is not None
        if rule.hours_confidence is Confidence.OFFICIAL:
            assert rule.hours_source


def test_taobao_is_tmalls_table_and_all_of_it_is_unconfirmed() -> None:
    taobao, tmall = LAST[Platform.TAOBAO], LAST[Platform.TMALL]
    assert [(r.type, r.stage, r.hours, r.at_zero) for r in taobao.stages] == [
        (r.type, r.stage, r.hours, r.at_zero) for r in tmall.stages
    ]
    for rule in taobao.stages:
        assert rule.hours_confidence is rule.at_zero_confidence is Confidence.UNCONFIRMED
    assert taobao.holidays == ()
    assert taobao.penalties == ()


def test_douyin_hours_are_unconfirmed_and_what_the_platform_does_is_known() -> None:
    pack = LAST[Platform.DOUYIN]
    assert {rule.hours_confidence for rule in pack.stages} == {Confidence.UNCONFIRMED}
    for kind, zero in (
        (CaseType.REFUND_ONLY_UNSHIPPED, AtZero.REFUND),
        (CaseType.REFUND_ONLY_SHIPPED, AtZero.REFUND),
    ):
        rule = pack.stage_rule(kind, Stage.MERCHANT_REVIEW, 0)
        assert rule is not None
        assert (rule.hours, rule.at_zero) == (48, zero)
        assert rule.at_zero_confidence is Confidence.OFFICIAL
    receipt = pack.stage_rule(CaseType.RETURN_REFUND, Stage.MERCHANT_CONFIRM_RECEIPT, 0)
    assert receipt is not None
    assert (receipt.hours, receipt.alt_event, receipt.alt_hours) == (168, "signed_at", 48)


def test_of_two_wechat_sources_the_shorter_time_stands_and_says_so() -> None:
    pack = LAST[Platform.WECHAT]
    for kind, zero in (
        (CaseType.REFUND_ONLY_UNSHIPPED, AtZero.REFUND),
        (CaseType.REFUND_ONLY_SHIPPED, AtZero.REFUND),
        (CaseType.RETURN_REFUND, AtZero.AGREE_RETURN),
    ):
        rule = pack.stage_rule(kind, Stage.MERCHANT_REVIEW, 0)
        assert rule is not None
        assert (rule.hours, rule.at_zero) == (36, zero)
        assert rule.hours_confidence is Confidence.UNCONFIRMED
        assert "48" in rule.hours_source
    receipt = pack.stage_rule(CaseType.RETURN_REFUND, Stage.MERCHANT_CONFIRM_RECEIPT, 0)
    assert receipt is not None
    assert (receipt.hours, receipt.at_zero) == (240, AtZero.REFUND)
    for stage in (Stage.BUYER_RETURN_WAYBILL, Stage.BUYER_AFTER_REFUSAL):
        rule = pack.stage_rule(CaseType.RETURN_REFUND, stage, 0)
        assert rule is not None
        assert rule.hours == 168


@pytest.mark.parametrize(
    ("platform", "clock", "kinds"),
    [
        (Platform.TMALL, NegotiationClock.RUNS, {"offer", "modify_claim", "invite_cancel"}),
        (Platform.TAOBAO, NegotiationClock.RUNS, {"offer", "modify_claim", "invite_cancel"}),
        (Platform.DOUYIN, NegotiationClock.UNKNOWN, {"offer", "modify_claim", "invite_cancel"}),
        (
            Platform.WECHAT,
            NegotiationClock.BUYER,
            {"ask_evidence", "modify_claim", "invite_cancel"},
        ),
    ],
)
def test_talks_are_of_the_platform(
    platform: Platform, clock: NegotiationClock, kinds: set[str]
) -> None:
    talks = LAST[platform].negotiation
    assert talks.clock is clock
    assert {str(kind) for kind in talks.kinds} == kinds
    assert (talks.rounds, talks.window_hours, talks.lead_minutes) == (2, 24, 30)
    for kind in talks.kinds:
        assert any(one.kind is kind for one in talks.explanations), kind
        assert any(rule.kind is kind for rule in talks.executors), kind


@pytest.mark.parametrize("platform", LIKE_TAOBAO)
def test_taobao_talks_where_the_goods_are_with_the_buyer(platform: Platform) -> None:
    pack = LAST[platform]
    shipped_only = CaseType.REFUND_ONLY_SHIPPED
    unshipped = CaseType.REFUND_ONLY_UNSHIPPED
    for stage in REVIEWS:
        received = GoodsStatus.RECEIVED
        assert scene_fits(pack, "negotiate", type=shipped_only, stage=stage, goods=received) == ""
        assert scene_fits(pack, "negotiate", stage=stage) == ""
        not_yet = GoodsStatus.NOT_RECEIVED
        assert scene_fits(pack, "negotiate", type=shipped_only, stage=stage, goods=not_yet) is None
        assert scene_fits(pack, "negotiate", type=unshipped, stage=stage) is None
    assert scene_fits(pack, "negotiate", stage=Stage.MERCHANT_CONFIRM_RECEIPT) is None
    assert pack.negotiation.elsewhere
    assert pack.negotiation.message_bytes == 400
    assert pack.negotiation.picture_bytes == 500_000


def test_who_carries_out_an_accepted_plan() -> None:
    tmall = LAST[Platform.TMALL].negotiation
    offer = NegotiationKind.OFFER
    assert tmall.executor(offer, PlanKind.CASH_PAYOUT) is Executor.PLATFORM
    assert tmall.executor(offer, PlanKind.RESHIP) is Executor.MERCHANT
    assert tmall.executor(offer, PlanKind.EXCHANGE) is Executor.MERCHANT
    assert tmall.executor(NegotiationKind.MODIFY_CLAIM, None) is Executor.PLATFORM
    douyin = LAST[Platform.DOUYIN].negotiation
    assert douyin.executor(offer, PlanKind.CASH_PAYOUT) is Executor.MERCHANT
    wechat = LAST[Platform.WECHAT].negotiation
    assert wechat.plans == ()
    assert wechat.executor(NegotiationKind.INVITE_CANCEL, None) is Executor.PLATFORM


def test_wechat_blocks_a_refusal_without_talks_in_four_scenes() -> None:
    pack = LAST[Platform.WECHAT]
    for label, stage in product(("virtual", "custom", "fresh", "agreed_cancel"), REVIEWS):
        labels = frozenset({label, "insured"})
        assert scene_fits(pack, "refuse_blocked", stage=stage, labels=labels) == "negotiate"
        receipt = Stage.MERCHANT_CONFIRM_RECEIPT
        assert scene_fits(pack, "refuse_blocked", stage=receipt, labels=labels) is None
    assert scene_fits(pack, "refuse_blocked") is None
    assert all(not LAST[one].refuse_blocked for one in Platform if one is not Platform.WECHAT)


@pytest.mark.parametrize("platform", LIKE_TAOBAO)
def test_what_cannot_be_refused_has_a_way_out(platform: Platform) -> None:
    pack = LAST[platform]
    unshipped = CaseType.REFUND_ONLY_UNSHIPPED
    assert scene_fits(pack, "cannot_refuse", type=unshipped) == "ship"
    for reason in ("七天无理由退换货", "7天无理由退货"):
        for stage in REVIEWS:
            assert scene_fits(pack, "cannot_refuse", stage=stage, reason=reason) == "agree_return"
        receipt = Stage.MERCHANT_CONFIRM_RECEIPT
        assert scene_fits(pack, "cannot_refuse", stage=receipt, reason=reason) is None
    assert scene_fits(pack, "cannot_refuse", reason="质量问题") is None


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.ruleset)
def test_a_refusal_has_reasons_for_both_scenes_and_forbidden_ones_say_why(pack: Policy) -> None:
    offered = [one for one in pack.refusal_reasons if not one.forbidden]
    for scene in ("review", "receipt"):
        assert [one for one in offered if one.scene == scene]
    assert all(one.proofs and one.default_text for one in offered)
    forbidden = [one for one in pack.refusal_reasons if one.forbidden]
    assert any("原因" in one.text for one in forbidden)
    assert all(one.risk and not one.default_text for one in forbidden)
    agreed = next(one for one in pack.refusal_reasons if one.id == "agreed_with_buyer")
    assert "chat_record" in agreed.proofs  # REF-5


def test_a_sealed_certificate_stands_for_the_unpacking_video() -> None:
    reasons = LAST[Platform.TMALL].refusal_reasons
    damaged = next(one for one in reasons if one.id == "goods_damaged")
    assert damaged.missing(frozenset()) == ("unpacking_video",)
    assert damaged.missing(frozenset({"unpacking_video"})) == ()
    assert damaged.missing(frozenset({"carrier_certificate"})) == ()
    finished = next(one for one in reasons if one.id == "service_finished")
    assert finished.missing(frozenset({"completion"})) == ("chat_record",)


@pytest.mark.parametrize(
    ("platform", "way", "offered", "cases", "fen"),
    [
        (Platform.TMALL, "handoff", True, 30, 1_000_000),
        (Platform.TAOBAO, "handoff", True, 20, 600_000),
        (Platform.DOUYIN, "platform", False, 20, None),
        (Platform.WECHAT, "absent", False, None, None),
    ],
)
def test_entries_interventions_and_batches(
    platform: Platform, way: str, offered: bool, cases: int | None, fen: int | None
) -> None:
    pack = LAST[platform]
    assert pack.entry.way == way
    assert bool(pack.entry.instead) is (way == "absent")
    assert pack.escalate.offered is offered
    assert (pack.batch.max_cases, pack.batch.max_fen) == (cases, fen)
    assert pack.pause_in_intervention
    assert pack.evidence.receipt_checklist


def test_the_same_number_is_another_colour_elsewhere() -> None:
    taobao = {one.number: one.flag for one in LAST[Platform.TAOBAO].flags}
    douyin = {one.number: one.flag for one in LAST[Platform.DOUYIN].flags}
    assert [taobao[number] for number in range(6)] == [
        Flag.GRAY,
        Flag.RED,
        Flag.YELLOW,
        Flag.GREEN,
        Flag.BLUE,
        Flag.PURPLE,
    ]
    assert (douyin[1], douyin[5]) == (Flag.PURPLE, Flag.RED)
    for platform in (Platform.TAOBAO, Platform.DOUYIN):
        meanings = {one.flag: one.meaning for one in LAST[platform].flags}
        assert len(set(meanings.values())) == 6
        assert meanings[Flag.RED] == "加急，有投诉风险"


def test_penalties_have_their_arithmetic() -> None:
    tmall = {one.id: one for one in LAST[Platform.TMALL].penalties}
    douyin = {one.id: one for one in LAST[Platform.DOUYIN].penalties}
    paid = (1_000, 12_800, 1_000_000)
    assert [tmall["unjustified_refusal"].amount(fen) for fen in paid] == [500, 640, 5_000]
    assert [douyin["unjustified_refusal"].amount(fen) for fen in paid] == [500, 1_280, 5_000]
    assert tmall["late_payout"].amount(99_999) == 500
    assert {one.what for one in LAST[Platform.TMALL].promises} >= {"payout", "reship", "refund"}
    assert {one.id: one.limit for one in LAST[Platform.DOUYIN].budgets} == {
        "refusals_a_day": 5,
        "late_tickets_a_week": 3,
    }


def test_what_the_platform_does_by_itself_is_known_for_douyin_only() -> None:
    douyin = LAST[Platform.DOUYIN]
    assert douyin.lightning is not None
    assert douyin.instant is not None
    assert (douyin.lightning.max_paid_fen, douyin.lightning.days_after_signed) == (30_000, 8)
    assert douyin.instant.max_paid_fen == 800_000
    assert all(LAST[one].lightning is None for one in Platform if one is not Platform.DOUYIN)


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.ruleset)
def test_pages_are_https_on_known_hosts(pack: Policy) -> None:
    for url in (pack.page_url, pack.order_url):
        assert url.startswith("https://")
        assert url.split("/")[2] in pack.hosts
    assert "{case_id}" in pack.page_url
    assert "{order_id}" in pack.order_url
