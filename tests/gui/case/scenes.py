"""Believable cases for the pane: everything a case can have, as in the design's pictures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.helpers import fake_goods as goods
from workbench.base.texts import text
from workbench.domain.beijing import HOUR, MINUTE
from workbench.domain.case import (
    Address,
    Application,
    Case,
    Contact,
    Evidence,
    Local,
    Note,
    Order,
    Parcel,
    StageTimes,
    TimelineEntry,
)
from workbench.domain.kinds import (
    Action,
    Confidence,
    Fen,
    Flag,
    GoodsStatus,
    Millis,
    NegotiationKind,
    Phase,
    PlanKind,
    ReasonClass,
    ShopId,
)
from workbench.domain.policy.model import Explanation, RefusalReason
from workbench.domain.refusal import Refusal
from workbench.services.model import ActOption
from workbench.services.queries import CaseDetail
from workbench.services.workbench import NegotiationForm, RefusalForm, SuggestedPlan

if TYPE_CHECKING:
    from collections.abc import Mapping

ADDRESSES = (
    goods.ADDRESS,
    Address(
        id="a2", shop=ShopId("s1"), name="退货组", phone="0571-1111111", text="杭州萧山 3 号门"
    ),
)
HOSTILE = (
    "<b>bold</b><img src=\"//evil.example/x.png\"><a href='x'>link</a> &amp; "
    "\u202egnp.exe\u200b\x07 {amount} %s \n\t" + "<table><tr><td>" * 40 + "哈" * 3_000
)


def yes(action: str, note: str = "") -> ActOption:
    """An act that goes."""
    return ActOption(
        action=action, allowed=True, note=text("{words}", words=note) if note else None
    )


def no(action: str, rule: str, words: str, helps: str = "", help_action: str = "") -> ActOption:
    """An act that does not go."""
    refusal = Refusal(
        rule=rule,
        message=text("{words}", words=words),
        help_action=help_action,
        helps=text("{words}", words=helps) if helps else None,
    )
    return ActOption(action=action, allowed=False, refusals=(refusal,))


def tick(action: str, rule: str, words: str, help_action: str = "") -> ActOption:
    """An act that a tick opens."""
    refusal = Refusal(
        rule=rule, message=text("{words}", words=words), confirmable=True, help_action=help_action
    )
    return ActOption(action=action, allowed=True, refusals=(refusal,))


def picture_01() -> Mapping[str, ActOption]:
    """The options of the design's first picture."""
    return {
        Action.NEGOTIATE: yes(Action.NEGOTIATE, "可以，时限不会因此停"),
        Action.AGREE_RETURN: yes(Action.AGREE_RETURN, "默认地址：杭州余杭仓"),
        Action.REFUSE: tick(
            Action.REFUSE, "REF-1", "没有和买家谈过就拒绝，多半判买家赢", "negotiate"
        ),
        Action.EVIDENCE: no(Action.EVIDENCE, "DISP-2", "平台还没介入，暂时用不上"),
        Action.ESCALATE: no(
            Action.ESCALATE, "DISP-1", "拒绝以后才能申请平台介入", "先协商或拒绝", "refuse"
        ),
        Action.MESSAGE: yes(Action.MESSAGE),
    }


def rich(case: Case, now: int) -> Case:
    """A case with everything: reason, quote, pictures, logistics, notes, contacts, evidence."""
    applied = Millis(now - 35 * HOUR - 19 * MINUTE)
    first = Application(at=applied, type=case.type, reason="与商品描述不符", claim_fen=Fen(129_900))
    return replace(
        case,
        claim_fen=Fen(129_900),
        paid_fen=Fen(129_900),
        applied_at=applied,
        item_title="双面羊毛呢大衣 女 中长款 2026 秋冬",
        sku="燕麦色 L",
        seller_sku="LY-DY2608-OAT-L",
        quantity=1,
        labels=frozenset({"seven_day", "freight_insurance"}),
        reason="与商品描述不符",
        reason_class=ReasonClass.MERCHANT,
        buyer_note="收到的颜色偏黄，和详情页差别很大，白天看特别明显，穿不出去。吊牌没拆。",
        buyer_pictures=("coat-1.png", "coat-2.png"),
        phase=Phase.AFTER_SALE,
        goods_status=GoodsStatus.RECEIVED,
        applications=(first,),
        outbound=Parcel(
            company="顺丰速运",
            waybill="SF1423098817",
            state="已签收",
            signed_at=Millis(now - 66 * HOUR),
        ),
        times=StageTimes(shipped_at=Millis(now - 120 * HOUR)),
        deadline=replace(
            case.deadline,
            entered_at=applied,
            ruleset="tmall@2026-08-11",
            hours=36,
            confidence=Confidence.OFFICIAL,
            how="hours",
            at_zero_confidence=Confidence.UNCONFIRMED,
        ),
        ruleset="tmall@2026-08-11",
        evidence=proofs(now),
        local=marks(now),
    )


def proofs(now: int) -> tuple[Evidence, ...]:
    """One picture of ours, one of the buyer's."""
    ours = Evidence(
        id="e1",
        kind="chat_record",
        by="merchant",
        sha256="ab",
        name="聊天记录.png",
        at=Millis(now - 3 * HOUR),
        size=388_000,
    )
    theirs = Evidence(
        id="e2",
        kind="picture",
        by="buyer",
        sha256="cd",
        name="颜色对比.jpg",
        at=Millis(now - 30 * HOUR),
        size=1_204_000,
    )
    return ours, theirs


def marks(now: int) -> Local:
    """What this shop noted: who has it, a flag, a tag, a remark, a note, a call."""
    call = Contact(
        at=Millis(now - 2 * HOUR), channel="phone", outcome="no_answer", note="没接", by="小满"
    )
    return Local(
        assignee="小满",
        flag=Flag.RED,
        tags=("大额",),
        remark="老客，先谈",
        notes=(Note(at=Millis(now - HOUR), by="阿禾", text="仓库确认色号没发错"),),
        contacts=(call,),
    )


def detail(case: Case, now: int) -> CaseDetail:
    """The detail around it: timeline, order."""

    def entry(
        minutes: int, actor: str, kind: str, words: str = "", source: str = "platform"
    ) -> Any:
        return TimelineEntry(
            at=Millis(now - minutes * MINUTE), actor=actor, kind=kind, text=words, source=source
        )

    timeline = (
        entry(35 * 60 + 19, "buyer", "applied", "与商品描述不符"),
        entry(30 * 60, "buyer", "claim_changed", "119900→129900"),
        entry(20 * 60, "buyer", "reason_changed", "不想要了→与商品描述不符"),
        entry(120, "小满", "act:contact", "没接", "here"),
        entry(60, "阿禾", "act:note", "仓库确认色号没发错", "here"),
        entry(19, "platform", "deadline_moved", f"{now - HOUR}→{now + HOUR}"),
        entry(8, "rule:大额提醒", "act:flag", "", "here"),
    )
    order = Order(
        shop=case.key.shop,
        platform=case.platform,
        order_id=case.order_id,
        paid_fen=Fen(129_900),
        created_at=Millis(now - 140 * HOUR),
        success_at=Millis(now - 60 * HOUR),
        item_title=case.item_title,
        sku=case.sku,
        buyer_nick=case.buyer_nick,
        quantity=1,
    )
    return CaseDetail(
        case=case,
        timeline=timeline,
        order=order,
        entry=None,
        of_order=(),
        of_buyer=(),
        row_as_it_came={"退款编号": case.key.case_id, "买家退款金额": "1299.00"},
    )


def explanation(
    name: str, title: str, words: str, *, kind: str = "offer", picture: bool = False
) -> Explanation:
    """An explanation of the policy."""
    return Explanation(
        id=name, kind=NegotiationKind(kind), title=title, text=words, picture=picture
    )


def talks(now: int, **values: Any) -> NegotiationForm:
    """What picture 04 offers."""
    plans = (
        (PlanKind.CASH_PAYOUT, 4_500, "现金补偿，留下商品", 23, 61, "约花 ¥45，退回预计损失 ¥112"),
        (PlanKind.COUPON_PAYOUT, 6_000, "优惠券，留下商品", 11, 44, "约花 ¥22，券的实际使用率 36%"),
        (PlanKind.PARTIAL_REFUND, 9_000, "部分退款", 2, 6, "花 ¥90"),
        (PlanKind.SOOTHE, 0, "只安抚，不出钱", 8, 88, "不花钱，不再用于已拒绝过的买家"),
    )
    form = NegotiationForm(
        kinds=("offer", "invite_cancel", "modify_claim", "ask_evidence"),
        suggestions=tuple(
            SuggestedPlan(
                kind=kind,
                amount_fen=fen,
                title=title,
                message="",
                explanation="differs",
                why=text("{words}", words=why),
                accepted=accepted,
                offered=offered,
            )
            for kind, fen, title, accepted, offered, why in plans
        ),
        explanations=(
            explanation(
                "differs",
                "商品与页面有出入，愿意补偿",
                "亲，给您添麻烦了。您愿意留下的话，我们补偿 {amount}，由平台打到您的账户。",
            ),
            explanation("proof", "请看实拍", "亲，这是同光源实拍。", picture=True),
            explanation("cancel", "已谈妥，请撤销", "谢谢您，麻烦撤销申请。", kind="invite_cancel"),
            explanation("photo", "请补拍照片", "麻烦补拍吊牌和色差处。", kind="ask_evidence"),
        ),
        round=1,
        max_rounds=3,
        reply_by=now + 30 * MINUTE,
        limit=now + 30 * MINUTE,
        message_bytes=400,
        max_pictures=4,
        picture_bytes=500_000,
        purse_case_fen=10_000,
        purse_day_fen=50_000,
        spent_day_fen=16_000,
        executor="platform",
        reminder=None,
        tried=(),
        prepared=PlanKind.CASH_PAYOUT,
    )
    return replace(form, **values)


def refusing(**values: Any) -> RefusalForm:
    """What picture 05 shows."""
    form = RefusalForm(
        reasons=(
            RefusalReason(
                id="intact",
                scene="review",
                text="商品完好，非质量问题",
                proofs=("inspection_report", "chat_record"),
                risk="平台多半要看质检报告",
                default_text="亲，商品出库前检查完好。",
                source="DY-NEG 2026-07-24",
            ),
            RefusalReason(
                id="used",
                scene="review",
                text="买家已使用商品",
                proofs=("unpacking_video|carrier_certificate",),
            ),
            RefusalReason(
                id="swap",
                scene="review",
                text="要求修改退款原因",
                forbidden=True,
                risk="平台从不接受，还会判违规",
            ),
        ),
        refusals=tick(
            Action.REFUSE, "REF-1", "没有和买家谈过就拒绝，多半判买家赢", "negotiate"
        ).refusals,
        penalty_fen=5_000,
        penalty_text="实付 10%，每单 ¥5–50，平台直接划给买家",
        proof_names={
            "inspection_report": "质检报告",
            "chat_record": "聊天记录",
            "unpacking_video": "拆包视频",
            "carrier_certificate": "快递公司证明",
        },
        evidence_bytes=5_000_000,
        evidence_files=4,
    )
    return replace(form, **values)
