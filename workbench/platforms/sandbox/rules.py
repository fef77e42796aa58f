"""The platform's own rules: what it refuses, with its words. It trusts nothing that it was sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from workbench.domain import beijing
from workbench.domain.kinds import (
    REVIEW_STAGES,
    Action,
    CaseType,
    Fault,
    GoodsStatus,
    NegotiationState,
    Stage,
)
from workbench.domain.lifecycle import EVENT_OF_ACTION, next_stage
from workbench.domain.money import yuan_signed
from workbench.platforms.sandbox import proposals, stages
from workbench.platforms.sandbox.refusals import No, check_files, matches, version_of

if TYPE_CHECKING:
    from workbench.domain.policy.model import Policy, RefusalReason
    from workbench.platforms.sandbox.desk import Desk
    from workbench.platforms.sandbox.model import Dossier
    from workbench.services.ports import Act


# Acts that a version lock does not cover: sent twice they are carried out twice.
UNLOCKED = frozenset({Action.MESSAGE, Action.REMARK, Action.FLAG})
_AFTER_FINAL = frozenset({Action.MESSAGE, Action.REMARK, Action.FLAG})
_DONE_WORDS = "售后单已处理完成，请勿重复操作"
_STALE_WORDS = "售后单信息已变更，请刷新页面后重新操作（refund_version 不一致）"
NOT_HERE = "当前售后状态不支持该操作"


def check(desk: Desk, case: Dossier, act: Act) -> No | None:
    """Everything that may stand against an act; None: go ahead."""
    try:
        action = Action(act.action)
    except ValueError:
        return No(Fault.BAD_REQUEST, f"不支持的操作：{act.action}")
    if action not in UNLOCKED:
        refused = _lock(case, act, action)
        if refused is not None:
            return refused
    if case.final and action not in _AFTER_FINAL:
        return No(Fault.ALREADY_DONE, _DONE_WORDS)
    event = EVENT_OF_ACTION.get(action)
    if event is not None and next_stage(case.stage, case.type, event) is None:
        return No(Fault.BAD_REQUEST, NOT_HERE)
    special = _CHECKS.get(action)
    return None if special is None else special(desk, case, act)


def _lock(case: Dossier, act: Act, action: Action) -> No | None:
    """The version lock: whoever decided on older facts must look again."""
    if act.platform_version == version_of(case):
        return None
    event = EVENT_OF_ACTION.get(action)
    if case.final or (event is not None and case.stage is Stage.REFUNDING):
        return No(Fault.ALREADY_DONE, _DONE_WORDS)
    return No(Fault.STALE, _STALE_WORDS)


def _guard(case: Dossier, args: Mapping[str, Any]) -> No | None:
    guard = args.get("amount_fen")
    if guard is not None and int(guard) != case.claim_fen:
        words = f"退款金额与售后单不一致，当前申请金额为 {yuan_signed(case.claim_fen)}"
        return No(Fault.BAD_REQUEST, words)
    return None


def _check_money(desk: Desk, case: Dossier, act: Act) -> No | None:
    refused = _guard(case, act.args)
    if refused is None and case.claim_fen > stages.room(desk, case):
        return No(Fault.BAD_REQUEST, "退款金额超过订单可退金额")
    return refused


def _check_address(desk: Desk, case: Dossier, act: Act) -> No | None:
    refused = _guard(case, act.args)
    if refused is not None:
        return refused
    if str(act.args.get("address") or "").strip():
        return None
    row = desk.connection.execute(
        "select 1 from addresses where shop = ? and is_default = 1", (case.shop,)
    ).fetchone()
    return None if row else No(Fault.BAD_REQUEST, "请先选择退货地址")


def _check_ship(_: Desk, __: Dossier, act: Act) -> No | None:
    waybill = str(act.args.get("waybill") or "").strip()
    if not str(act.args.get("company") or "").strip() or not waybill:
        return No(Fault.BAD_REQUEST, "请填写物流公司和运单号")
    if not waybill.isascii() or not waybill.isalnum() or not 8 <= len(waybill) <= 20:
        return No(Fault.BAD_REQUEST, "运单号格式不正确，请核对后重新填写")
    return None


def _check_refuse(desk: Desk, case: Dossier, act: Act) -> No | None:
    policy = desk.policy(case.platform)
    if case.talk is not None:
        return No(Fault.BAD_REQUEST, "协商进行中，请先撤回协商再操作")
    if case.stage in REVIEW_STAGES:
        for scene in policy.cannot_refuse:
            if matches(scene, case, policy):
                return No(Fault.BAD_REQUEST, scene.why or "该售后单不支持拒绝")
        talked = any(
            talk.state in (NegotiationState.REFUSED, NegotiationState.EXPIRED)
            for talk in case.negotiations
        )
        if not talked and any(matches(scene, case, policy) for scene in policy.refuse_blocked):
            return No(
                Fault.NEGOTIATE_FIRST,
                "10021068 当前售后暂不支持直接拒绝，请先发起「售后协商」与买家沟通；"
                "买家拒绝或超时未回复后可再拒绝",
            )
    return _check_refusal_reason(policy, case, act)


def _check_refusal_reason(policy: Policy, case: Dossier, act: Act) -> No | None:
    scene = "review" if case.stage in REVIEW_STAGES else "receipt"
    listed = [
        item
        for item in policy.refusal_reasons
        if item.scene == scene and (not item.types or case.type in item.types)
    ]
    said = str(act.args.get("reason") or "").strip()
    if not said:
        return No(Fault.BAD_REQUEST, "请选择拒绝原因")
    if not listed:
        return None
    reason = next((item for item in listed if said in (item.id, item.code, item.text)), None)
    if reason is None:
        return No(Fault.BAD_REQUEST, "拒绝原因不在可选范围内，请重新选择")
    if reason.forbidden:
        return No(Fault.BAD_REQUEST, f"不能以“{reason.text}”为由拒绝售后")
    return _check_proofs(policy, reason, act)


def _check_proofs(policy: Policy, reason: RefusalReason, act: Act) -> No | None:
    have = frozenset(kind for kind, _ in act.files)
    missing = reason.missing(have)
    if missing:
        names = dict(policy.evidence.kinds)
        wanted = "、".join(names.get(kind, kind) for kind in missing)
        return No(Fault.BAD_REQUEST, f"拒绝原因“{reason.text}”需上传凭证：{wanted}")
    return check_files(act, policy.evidence.max_files, policy.evidence.max_bytes)


def _check_text(desk: Desk, case: Dossier, act: Act) -> No | None:
    text = str(act.args.get("text") or "")
    limit = desk.policy(case.platform).negotiation.message_bytes
    if not text.strip() and not act.files:
        return No(Fault.BAD_REQUEST, "留言内容不能为空")
    if len(text.encode()) > limit:
        return No(Fault.BAD_REQUEST, f"留言内容超过 {limit} 字节")
    negotiation = desk.policy(case.platform).negotiation
    return check_files(act, negotiation.max_pictures, negotiation.picture_bytes)


def _check_withdraw(_: Desk, case: Dossier, __: Act) -> No | None:
    if case.talk is None:
        return No(Fault.ALREADY_DONE, "没有进行中的协商")
    return None


def _check_escalate(desk: Desk, case: Dossier, _: Act) -> No | None:
    policy = desk.policy(case.platform).escalate
    if not policy.offered:
        return No(Fault.NO_RIGHT, "平台介入仅支持买家发起")
    if case.stage is Stage.INTERVENTION:
        return No(Fault.ALREADY_DONE, "平台已介入处理中")
    if not case.refusals:
        return No(Fault.BAD_REQUEST, "拒绝买家申请后方可申请平台介入")
    if case.stage not in (
        Stage.BUYER_AFTER_REFUSAL,
        *REVIEW_STAGES,
        Stage.MERCHANT_CONFIRM_RECEIPT,
    ):
        return No(Fault.BAD_REQUEST, NOT_HERE)
    waits = (
        case.type is CaseType.REFUND_ONLY_SHIPPED
        and case.goods_status is GoodsStatus.NOT_RECEIVED
        and desk.now < case.applied_at + policy.not_received_wait_days * beijing.DAY
    )
    if waits:
        words = f"未收到货的退款申请需满 {policy.not_received_wait_days} 天后方可申请平台介入"
        return No(Fault.BAD_REQUEST, words)
    return None


def _check_evidence(desk: Desk, case: Dossier, act: Act) -> No | None:
    policy = desk.policy(case.platform).evidence
    if case.stage not in (Stage.INTERVENTION, Stage.REFUND_FAILED):
        return No(Fault.BAD_REQUEST, "平台未介入，暂不支持举证")
    if not act.files and not str(act.args.get("statement") or "").strip():
        return No(Fault.BAD_REQUEST, "请上传凭证或填写说明")
    if case.evidence_sent and not _confirmed(act, "DISP-2"):
        return No(Fault.ALREADY_DONE, "已提交过举证，重复提交需要确认")
    if case.stage is Stage.INTERVENTION and case.evidence_due_at is None and not case.evidence_sent:
        return No(Fault.BAD_REQUEST, "举证时间已截止")
    return check_files(act, policy.max_files, policy.max_bytes)


def _confirmed(act: Act, rule: str) -> bool:
    """Services hand the confirmations on as ``confirm`` (a rule, or several)."""
    said = act.args.get("confirm")
    return said is True or said == rule or (isinstance(said, (list, tuple)) and rule in said)


_CHECKS: dict[Action, Callable[[Desk, Dossier, Act], No | None]] = {
    Action.AGREE_REFUND: _check_money,
    Action.CONFIRM_RECEIPT: _check_money,
    Action.AGREE_RETURN: _check_address,
    Action.AGREE_EXCHANGE: _check_address,
    Action.AGREE_REPAIR: _check_address,
    Action.REFUSE: _check_refuse,
    Action.SHIP: _check_ship,
    Action.NEGOTIATE: proposals.check,
    Action.WITHDRAW: _check_withdraw,
    Action.MESSAGE: _check_text,
    Action.ESCALATE: _check_escalate,
    Action.EVIDENCE: _check_evidence,
}
