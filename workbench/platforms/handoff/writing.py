"""What a hand-off says: the words for the buyer (always Chinese) and the steps to check (OUT-4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.base.texts import Text, counted, text
from workbench.domain.kinds import Action
from workbench.domain.money import yuan_signed

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.domain.policy.model import Policy
    from workbench.services.ports import Act

# 运费由谁承担 (CASE-10), named in the words to the buyer.
FREIGHT = {
    "buyer": "退货运费请您先承担。",
    "merchant": "退货运费由我们承担，请不要使用到付。",
    "insurance": "退货运费由运费险按规则赔付。",
}
PLANS = {
    "soothe": "",
    "coupon_payout": "送您 {amount} 优惠券，商品您留着用",
    "cash_payout": "补偿您 {amount}，商品您留着用",
    "partial_refund": "部分退款 {amount}，商品不用寄回",
    "agree_refund": "全额退款",
    "agree_return": "退货退款，收到后退给您",
    "exchange": "给您换新",
    "reship": "给您补寄",
}
KIND_WORDS = {
    "invite_cancel": "如果您觉得可以，麻烦在售后单里撤销申请，谢谢您。",
    "modify_claim": "麻烦您在售后单里按上面说的修改申请，谢谢您。",
    "ask_evidence": "麻烦您把照片或视频补充到售后单里，我们好尽快给您处理。",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One hand-off: the words to copy ("" where there are none) and the steps, in order."""

    words: str
    steps: tuple[Text, ...]


def write(act: Act, policy: Policy) -> Sheet:
    """The sheet of an act; an act that nobody described still has its page and its check."""
    compose = _SHEETS.get(act.action, _other)
    sheet = compose(act, policy)
    steps = (*_files(act), *sheet.steps, text("Come back and tick “done”; the next import checks."))
    return Sheet(sheet.words, steps)


def _arg(act: Act, name: str) -> str:
    value = act.args.get(name)
    return value.strip() if isinstance(value, str) else ""


def _amount(act: Act) -> tuple[Text, ...]:
    fen = act.args.get("amount_fen")
    if not isinstance(fen, int):
        return (text("Compare the amount on the page with the card before you agree."),)
    return (
        text("The page must say {amount}; else stop and import again.", amount=yuan_signed(fen)),
    )


def _files(act: Act) -> tuple[Text, ...]:
    if not act.files:
        return ()
    kinds = "、".join(dict.fromkeys(kind for kind, _ in act.files))
    return (
        counted("Attach {n} file ({kinds}).", "Attach {n} files ({kinds}).",
                n=len(act.files), kinds=kinds),
    )  # fmt: skip


def _agree_refund(act: Act, policy: Policy) -> Sheet:
    del policy
    words = (
        _arg(act, "message")
        or "亲，您的退款申请我们已经同意，钱款由平台原路退回，到账时间以平台显示为准。"
    )
    return Sheet(words, (text("Open the page and agree to the refund."), *_amount(act)))


def _with_address(act: Act, opening: str) -> str:
    lines = [_arg(act, "message") or opening]
    address = _arg(act, "address_text")
    if address:
        lines.append(f"寄回地址：{address}")
    lines.append(FREIGHT.get(_arg(act, "return_freight"), ""))
    lines.append("寄出以后请在售后单里填写快递单号。")
    return "\n".join(line for line in lines if line)


def _agree_return(act: Act, policy: Policy) -> Sheet:
    del policy
    words = _with_address(act, "亲，您的退货申请我们已经同意，请把商品和配件、赠品一起寄回。")
    steps = (
        text("Open the page, agree to the return and choose the return address."),
        text("The address on the page must be the one in the text."),
    )
    return Sheet(words, steps)


def _agree_exchange(act: Act, policy: Policy) -> Sheet:
    del policy
    words = _with_address(act, "亲，换货申请我们已经同意，收到您寄回的商品后就给您发新的。")
    return Sheet(words, (text("Open the page, agree to the exchange and choose the address."),))


def _agree_repair(act: Act, policy: Policy) -> Sheet:
    del policy
    words = _with_address(act, "亲，维修申请我们已经同意，收到您寄来的商品后尽快修好寄回。")
    return Sheet(words, (text("Open the page, agree to the repair and choose the address."),))


def _agree_reship(act: Act, policy: Policy) -> Sheet:
    del policy
    words = _arg(act, "message") or "亲，补寄申请我们已经同意，寄出后快递单号会显示在售后单里。"
    return Sheet(words, (text("Open the page and agree to send what is missing."),))


def _refuse(act: Act, policy: Policy) -> Sheet:
    wanted = _arg(act, "reason")
    reason = next(
        (one for one in policy.refusal_reasons if wanted in (one.id, one.code, one.text)), None
    )
    words = _arg(act, "text") or (reason.default_text if reason else "")
    steps = [
        text("Open the page and refuse with the reason “{reason}”.",
             reason=reason.text if reason else wanted)
    ]  # fmt: skip
    if reason is not None and reason.proofs:
        names = dict(policy.evidence.kinds)
        proofs = "、".join(names.get(proof, proof) for proof in reason.proofs)
        steps.append(text("The platform asks for proof: {proofs}.", proofs=proofs))
    if reason is not None and reason.risk:
        steps.append(text("Risk: {risk}", risk=reason.risk))
    return Sheet(words, tuple(steps))


def _confirm_receipt(act: Act, policy: Policy) -> Sheet:
    del policy
    words = _arg(act, "message") or "亲，您寄回的商品已收到，接下来按售后单处理，请留意平台通知。"
    steps = (
        text("Look at the goods first: complete, and the right ones."),
        text("Open the page and confirm the receipt."),
        *_amount(act),
    )
    return Sheet(words, steps)


def _ship(act: Act, policy: Policy) -> Sheet:
    del policy
    company, waybill = _arg(act, "company"), _arg(act, "waybill")
    words = f"亲，商品已寄出：{company} {waybill}，请注意查收。"
    steps = (
        text("Open the page and enter {company}, {waybill}.", company=company, waybill=waybill),
    )
    return Sheet(words, steps)


def _negotiate(act: Act, policy: Policy) -> Sheet:
    kind = _arg(act, "kind")
    lines = [_arg(act, "message")]
    plans = act.args.get("plans")
    choices = [line for plan in plans if (line := _plan(plan))] if isinstance(plans, list) else []
    if len(choices) == 1:
        lines.append(f"我们的方案：{choices[0]}。您看可以吗？")
    elif choices:
        lines.append("您可以从下面选一个：")
        lines += [f"{number}. {choice}" for number, choice in enumerate(choices, 1)]
    lines.append(KIND_WORDS.get(kind, ""))
    explanation = _arg(act, "explanation")
    chosen = next((e for e in policy.negotiation.explanations if e.id == explanation), None)
    steps = [text("Open the page and start the negotiation, or send the text in the chat.")]
    if chosen is not None:
        steps.append(text("Choose “{title}” there.", title=chosen.title))
    steps.append(text("The time for your answer goes on meanwhile."))
    return Sheet("\n".join(line for line in lines if line), tuple(steps))


def _plan(plan: Any) -> str:
    if not isinstance(plan, dict):
        return ""
    fen = plan.get("amount_fen")
    amount = yuan_signed(fen) if isinstance(fen, int) and fen else ""
    own = plan.get("message")
    return str(own) if own else PLANS.get(str(plan.get("kind")), "").format(amount=amount)


def _withdraw(act: Act, policy: Policy) -> Sheet:
    del act, policy
    return Sheet("", (text("Open the page and take the open negotiation back."),))


def _message(act: Act, policy: Policy) -> Sheet:
    del policy
    return Sheet(_arg(act, "text"), (text("Send the text to the buyer in the platform's chat."),))


def _escalate(act: Act, policy: Policy) -> Sheet:
    del policy
    steps = (
        text("Open the page and ask the platform to step in."),
        text("Upload all evidence at once; a second time is hardly read."),
    )
    return Sheet(_arg(act, "statement"), steps)


def _evidence(act: Act, policy: Policy) -> Sheet:
    most = policy.evidence.max_files
    steps = (
        text("Open the page and upload the evidence, complete and at once."),
        counted("The platform takes {n} file.", "The platform takes up to {n} files.", n=most),
    )
    return Sheet(_arg(act, "statement"), steps)


def _open_entry(act: Act, policy: Policy) -> Sheet:
    del act
    words = "亲，售后入口已经为您打开，请在订单里重新提交售后申请，这个入口只能用一次。"
    steps = [text("Open the order's page and open the after-sale entry.")]
    if policy.entry.instead:
        steps = [text("This platform has no such entry: {instead}", instead=policy.entry.instead)]
        words = ""
    return Sheet(words, tuple(steps))


def _other(act: Act, policy: Policy) -> Sheet:
    del policy
    words = _arg(act, "text") or _arg(act, "message")
    return Sheet(words, (text("Open the page and do there what was decided here."),))


_SHEETS: dict[str, Callable[[Act, Policy], Sheet]] = {
    Action.AGREE_REFUND: _agree_refund,
    Action.AGREE_RETURN: _agree_return,
    Action.AGREE_EXCHANGE: _agree_exchange,
    Action.AGREE_REPAIR: _agree_repair,
    Action.AGREE_RESHIP: _agree_reship,
    Action.REFUSE: _refuse,
    Action.CONFIRM_RECEIPT: _confirm_receipt,
    Action.SHIP: _ship,
    Action.NEGOTIATE: _negotiate,
    Action.WITHDRAW: _withdraw,
    Action.MESSAGE: _message,
    Action.ESCALATE: _escalate,
    Action.EVIDENCE: _evidence,
    "open_entry": _open_entry,
}
