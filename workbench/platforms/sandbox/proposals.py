"""What the platform wants of a proposal before it shows it to the buyer (NEG-1..6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain import beijing
from workbench.domain.kinds import CaseType, Fault, NegotiationKind, PlanKind
from workbench.platforms.sandbox import stages, talks
from workbench.platforms.sandbox.refusals import No, check_files, matches

if TYPE_CHECKING:
    from workbench.domain.case import Plan
    from workbench.domain.policy.model import Policy
    from workbench.platforms.sandbox.desk import Desk
    from workbench.platforms.sandbox.model import Dossier
    from workbench.services.ports import Act


def check(desk: Desk, case: Dossier, act: Act) -> No | None:
    policy = desk.policy(case.platform)
    if case.talk is not None:
        return No(Fault.BAD_REQUEST, "已有进行中的协商，不能重复发起")
    here = any(matches(scene, case, policy) for scene in policy.negotiation.scenes)
    if not here:
        return No(Fault.BAD_REQUEST, "当前售后单不支持发起协商")
    until = talks.reply_by(desk, case, policy.negotiation)
    if until - desk.now < policy.negotiation.lead_minutes * beijing.MINUTE:
        return No(Fault.BAD_REQUEST, "剩余处理时间不足，无法发起协商")
    try:
        kind = NegotiationKind(str(act.args.get("kind")))
        plans = talks.plans_of(act.args)
        named, claim = act.args.get("new_type"), act.args.get("new_claim_fen")
        new_type = None if named is None else CaseType(str(named))
        new_claim = None if claim is None else int(str(claim))
    except (ValueError, KeyError, TypeError):
        return No(Fault.BAD_REQUEST, "协商参数有误")
    if kind not in policy.negotiation.kinds:
        return No(Fault.BAD_REQUEST, "当前售后单不支持该协商类型")
    refused = _check_proposal_form(policy, act, kind)
    if refused is not None:
        return refused
    if kind is NegotiationKind.OFFER:
        return _check_plans(desk, case, policy, plans)
    if kind is NegotiationKind.MODIFY_CLAIM:
        return _check_new_claim(desk, case, new_type, new_claim)
    return None


def _check_proposal_form(policy: Policy, act: Act, kind: NegotiationKind) -> No | None:
    talk = policy.negotiation
    message = str(act.args.get("message") or "")
    if len(message.encode()) > talk.message_bytes:
        return No(Fault.BAD_REQUEST, f"协商说明超过 {talk.message_bytes} 字节")
    said = str(act.args.get("explanation") or "")
    for item in talk.explanations:
        if said and said in (item.id, item.code, item.title) and item.kind is kind:
            if item.picture and not act.files:
                return No(Fault.BAD_REQUEST, f"“{item.title}”需上传图片凭证")
            break
    return check_files(act, talk.max_pictures, talk.picture_bytes)


def _check_plans(desk: Desk, case: Dossier, policy: Policy, plans: tuple[Plan, ...]) -> No | None:
    if not plans:
        return No(Fault.BAD_REQUEST, "请至少选择一个协商方案")
    if len(plans) > policy.negotiation.max_plans:
        return No(Fault.BAD_REQUEST, f"协商方案最多 {policy.negotiation.max_plans} 个")
    room = stages.room(desk, case)
    for plan in plans:
        if plan.kind not in policy.negotiation.plans:
            return No(Fault.BAD_REQUEST, "当前售后单不支持该协商方案")
        moved = plan.kind in (PlanKind.CASH_PAYOUT, PlanKind.COUPON_PAYOUT, PlanKind.PARTIAL_REFUND)
        if moved and plan.amount_fen <= 0:
            return No(Fault.BAD_REQUEST, "协商金额必须大于 0")
        if plan.kind is PlanKind.PARTIAL_REFUND and plan.amount_fen >= case.claim_fen:
            return No(Fault.BAD_REQUEST, "部分退款金额须小于申请金额")
        if moved and plan.kind is not PlanKind.COUPON_PAYOUT and plan.amount_fen > room:
            return No(Fault.BAD_REQUEST, "协商金额超过订单可退金额")
    return None


def _check_new_claim(
    desk: Desk, case: Dossier, new_type: CaseType | None, claim: int | None
) -> No | None:
    if claim is None and new_type in (None, case.type):
        return No(Fault.BAD_REQUEST, "请填写修改后的退款金额或售后类型")
    if claim is not None and not 0 < claim <= stages.room(desk, case):
        return No(Fault.BAD_REQUEST, "修改后的退款金额超出可退范围")
    return None
