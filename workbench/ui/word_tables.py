"""The words that are stored, and the English sentence for each; ``phrases`` says them."""

from __future__ import annotations

from workbench.base.texts import N_
from workbench.domain.kinds import (
    Action,
    AtZero,
    CaseType,
    Confidence,
    DeadlineSource,
    Delivery,
    EntryState,
    Fault,
    Flag,
    GoodsStatus,
    NegotiationKind,
    NegotiationState,
    Phase,
    PlanKind,
    Platform,
    ReasonClass,
    ShopKind,
    Stage,
    Turn,
)

TYPES: dict[str, tuple[str, str]] = {  # in a head, in the column of a list
    CaseType.REFUND_ONLY_UNSHIPPED: (N_("Refund only"), N_("Refund only")),
    CaseType.REFUND_ONLY_SHIPPED: (N_("Refund only"), N_("Refund only")),
    CaseType.RETURN_REFUND: (N_("Return + refund"), N_("Return")),
    CaseType.EXCHANGE: (N_("Exchange"), N_("Exchange")),
    CaseType.RESHIP: (N_("Send again"), N_("Send again")),
    CaseType.REPAIR: (N_("Repair"), N_("Repair")),
    CaseType.PRICE_PROTECT: (N_("Price difference"), N_("Price")),
    CaseType.UNKNOWN: (N_("Unknown type"), N_("Unknown")),
}
STAGES: dict[str, str] = {
    Stage.MERCHANT_REVIEW: N_("waits for our answer"),
    Stage.MERCHANT_REVIEW_MODIFIED: N_("changed by the buyer, waits for our answer"),
    Stage.BUYER_AFTER_REFUSAL: N_("refused, the buyer's turn"),
    Stage.BUYER_RETURN_WAYBILL: N_("the buyer sends the goods back"),
    Stage.MERCHANT_CONFIRM_RECEIPT: N_("goods on their way back to us"),
    Stage.MERCHANT_SHIP: N_("we send the goods"),
    Stage.BUYER_CONFIRM: N_("the buyer confirms the receipt"),
    Stage.REFUNDING: N_("the platform is refunding"),
    Stage.REFUND_FAILED: N_("the refund did not go through"),
    Stage.INTERVENTION: N_("the platform decides"),
    Stage.INTERCEPTING: N_("the parcel is being stopped"),
    Stage.REFUNDED: N_("refunded"),
    Stage.EXCHANGED: N_("exchanged"),
    Stage.RESHIPPED: N_("sent again"),
    Stage.REPAIRED: N_("repaired"),
    Stage.CLOSED: N_("closed"),
    Stage.CANCELLED: N_("cancelled by the buyer"),
    Stage.UNKNOWN: N_("unknown stage"),
}
TURNS: dict[str, str] = {
    Turn.MERCHANT: N_("our turn"),
    Turn.BUYER: N_("buyer's turn"),
    Turn.PLATFORM: N_("platform's turn"),
    Turn.NONE: N_("nobody's turn"),
}
# What the platform does at zero: on a card, in a sentence, and both where it is not confirmed.
AT_ZERO: dict[str, tuple[str, str, str, str]] = {
    AtZero.REFUND: (
        N_("refunds itself"), N_("refunds"),
        N_("may refund"), N_("may refund"),
    ),
    AtZero.AGREE_RETURN: (
        N_("agrees to return"), N_("agrees to the return"),
        N_("may agree return"), N_("may agree to the return"),
    ),
    AtZero.AGREE_EXCHANGE: (
        N_("agrees itself"), N_("agrees to the exchange"),
        N_("may agree"), N_("may agree to the exchange"),
    ),
    AtZero.AGREE_RESHIP: (
        N_("agrees to send"), N_("agrees to send again"),
        N_("may agree send"), N_("may agree to send again"),
    ),
    AtZero.AGREE_REPAIR: (
        N_("agrees to repair"), N_("agrees to the repair"),
        N_("may agree repair"), N_("may agree to the repair"),
    ),
    AtZero.CLOSE: (
        N_("closes itself"), N_("closes"), N_("may close"), N_("may close"),
    ),
    AtZero.COMPLETE: (
        N_("completes"), N_("completes"),
        N_("may complete"), N_("may complete"),
    ),
    AtZero.CONVERT_TO_REFUND: (
        N_("becomes refund"), N_("turns into a refund"),
        N_("may be refunded"), N_("may turn into a refund"),
    ),
    AtZero.MANUAL: (
        N_("platform decides"), N_("goes to the platform's staff"),
        N_("may be decided"), N_("may go to the platform's staff"),
    ),
    AtZero.UNKNOWN: (
        N_("see the platform"), N_("nobody knows what happens: see the platform"),
        N_("see the platform"), N_("nobody knows what happens: see the platform"),
    ),
}  # fmt: skip
# The same once it is past: "the platform may have …"; where nobody knows, the whole sentence.
PAST_ZERO: dict[str, str] = {
    AtZero.REFUND: N_("refunded the buyer"),
    AtZero.AGREE_RETURN: N_("agreed to the return"),
    AtZero.AGREE_EXCHANGE: N_("agreed to the exchange"),
    AtZero.AGREE_RESHIP: N_("agreed to send again"),
    AtZero.AGREE_REPAIR: N_("agreed to the repair"),
    AtZero.CLOSE: N_("closed the case"),
    AtZero.COMPLETE: N_("completed the case"),
    AtZero.CONVERT_TO_REFUND: N_("turned it into a refund"),
    AtZero.MANUAL: N_("handed it to its staff"),
}
ACTIONS: dict[str, str] = {
    Action.AGREE_REFUND: N_("Agree to refund"),
    Action.AGREE_RETURN: N_("Agree to return"),
    Action.AGREE_EXCHANGE: N_("Agree to exchange"),
    Action.AGREE_RESHIP: N_("Agree to send again"),
    Action.AGREE_REPAIR: N_("Agree to repair"),
    Action.REFUSE: N_("Refuse"),
    Action.CONFIRM_RECEIPT: N_("Confirm receipt"),
    Action.SHIP: N_("Ship"),
    Action.NEGOTIATE: N_("Negotiate"),
    Action.WITHDRAW: N_("Withdraw the proposal"),
    Action.MESSAGE: N_("Message"),
    Action.CONTACT: N_("Record a contact"),
    Action.ESCALATE: N_("Ask the platform"),
    Action.EVIDENCE: N_("Evidence"),
    Action.RAISE: N_("Hand to a supervisor"),
    Action.REMARK: N_("Remark"),
    Action.FLAG: N_("Flag"),
    Action.TAG: N_("Tag"),
    Action.ASSIGN: N_("Assign"),
    Action.NOTE: N_("Note"),
    Action.PROMISE: N_("Write a promise down"),
    Action.PROVE: N_("Prove a promise"),
    Action.RELEASE: N_("Release a promise"),
    Action.CHECK: N_("Check"),
    "open_entry": N_("Open the after-sale entry"),
    "look_again": N_("Read again"),
    "addresses": N_("Address book"),
}
GOODS: dict[str, str] = {
    GoodsStatus.NOT_RECEIVED: N_("not received"),
    GoodsStatus.RECEIVED: N_("received"),
    GoodsStatus.RETURNED: N_("on the way back"),
    GoodsStatus.UNKNOWN: N_("not known"),
}
PHASES: dict[str, str] = {
    Phase.ON_SALE: N_("before completion"),
    Phase.AFTER_SALE: N_("after sale"),
}
CLASSES: dict[str, str] = {
    ReasonClass.SUBJECTIVE: N_("buyer's wish"),
    ReasonClass.MERCHANT: N_("merchant's side"),
    ReasonClass.LOGISTICS: N_("carrier's side"),
    ReasonClass.AGREED: N_("agreed together"),
    ReasonClass.OTHER: N_("not classed"),
}
PLANS: dict[str, str] = {
    PlanKind.SOOTHE: N_("Kind words, no money"),
    PlanKind.COUPON_PAYOUT: N_("Coupon, keeps the goods"),
    PlanKind.CASH_PAYOUT: N_("Cash, keeps the goods"),
    PlanKind.PARTIAL_REFUND: N_("Partial refund"),
    PlanKind.AGREE_REFUND: N_("Full refund"),
    PlanKind.AGREE_RETURN: N_("Return and refund"),
    PlanKind.EXCHANGE: N_("Exchange the goods"),
    PlanKind.RESHIP: N_("Send what is missing"),
}
TALKS: dict[str, str] = {
    NegotiationKind.OFFER: N_("Offer plans"),
    NegotiationKind.INVITE_CANCEL: N_("Agreed: invite to cancel"),
    NegotiationKind.MODIFY_CLAIM: N_("Change the claim"),
    NegotiationKind.ASK_EVIDENCE: N_("Ask for evidence"),
}
TALKS_SHORT: dict[str, str] = {
    NegotiationKind.OFFER: N_("Offer"),
    NegotiationKind.INVITE_CANCEL: N_("Cancel it"),
    NegotiationKind.MODIFY_CLAIM: N_("Change it"),
    NegotiationKind.ASK_EVIDENCE: N_("Show proof"),
}
TALK_STATES: dict[str, str] = {
    NegotiationState.SENDING: N_("being sent"),
    NegotiationState.OPEN: N_("waits for the buyer"),
    NegotiationState.ACCEPTED: N_("accepted by the buyer"),
    NegotiationState.REFUSED: N_("declined by the buyer"),
    NegotiationState.EXPIRED: N_("no answer from the buyer"),
    NegotiationState.WITHDRAWN: N_("withdrawn"),
    NegotiationState.SUPERSEDED: N_("overtaken by events"),
}
DELIVERIES: dict[str, str] = {
    Delivery.WAITING: N_("on its way"),
    Delivery.REVIEW: N_("waits for a reviewer"),
    Delivery.SENDING: N_("being sent"),
    Delivery.DONE: N_("confirmed by the platform"),
    Delivery.REFUSED: N_("refused by the platform"),
    Delivery.UNKNOWN: N_("result unknown"),
    Delivery.HANDOFF: N_("waits for you on the platform"),
    Delivery.HANDOFF_DONE: N_("ticked as done, the platform has not confirmed it"),
    Delivery.UNDONE: N_("taken back"),
}
FAULTS: dict[str, tuple[str, str]] = {  # OUT-5: what is wrong, what to do
    Fault.NO_ANSWER: (
        N_("the platform did not answer"),
        N_("It is being looked up; nothing is sent twice. Do nothing."),
    ),
    Fault.RATE_LIMIT: (
        N_("the platform wants fewer requests"),
        N_("It goes again by itself in a moment."),
    ),
    Fault.SESSION_EXPIRED: (
        N_("the shop's login has expired"),
        N_("Let the owner sign the shop in again; the act waits."),
    ),
    Fault.NO_RIGHT: (
        N_("this account may not do it on the platform"),
        N_("Ask the owner for the right, or do it on the platform's page."),
    ),
    Fault.ALREADY_DONE: (
        N_("it was done already"),
        N_("Read the case again; nothing else to do."),
    ),
    Fault.NEGOTIATE_FIRST: (
        N_("the platform wants a negotiation first"),
        N_("Propose something to the buyer; then you may refuse."),
    ),
    Fault.STALE: (
        N_("the case has changed meanwhile"),
        N_("Look at what changed, then decide again."),
    ),
    Fault.BAD_REQUEST: (
        N_("the platform does not accept it like this"),
        N_("Read the platform's words, change it and send it again."),
    ),
    Fault.PLATFORM_DOWN: (
        N_("the platform is down"),
        N_("It goes by itself when the platform is back; watch the deadline."),
    ),
}
CONFIDENCE: dict[str, str] = {
    Confidence.OFFICIAL: N_("official"),
    Confidence.SEED: N_("from experience"),
    Confidence.UNCONFIRMED: N_("unconfirmed"),
}
SOURCES: dict[str, str] = {
    DeadlineSource.PLATFORM: N_("given by the platform"),
    DeadlineSource.FILE: N_("from the imported file"),
    DeadlineSource.COMPUTED: N_("computed here"),
    DeadlineSource.NONE: N_("none"),
}
FLAGS: dict[str, str] = {
    Flag.RED: N_("red"), Flag.YELLOW: N_("yellow"), Flag.GREEN: N_("green"),
    Flag.BLUE: N_("blue"), Flag.PURPLE: N_("purple"), Flag.GRAY: N_("gray"),
}  # fmt: skip
PLATFORMS: dict[str, str] = {
    Platform.TAOBAO: N_("Taobao"), Platform.TMALL: N_("Tmall"),
    Platform.DOUYIN: N_("Douyin"), Platform.WECHAT: N_("WeChat shop"),
}  # fmt: skip
SHOP_KINDS: dict[str, str] = {
    ShopKind.SANDBOX: N_("sandbox"), ShopKind.FILES: N_("file shop"), ShopKind.API: N_("connected"),
}  # fmt: skip
ENTRIES: dict[str, str] = {
    EntryState.REQUESTED: N_("asked for"), EntryState.OPENING: N_("being opened"),
    EntryState.OPEN: N_("open"), EntryState.USED: N_("used"), EntryState.EXPIRED: N_("expired"),
    EntryState.REFUSED: N_("refused by the platform"),
}  # fmt: skip
FREIGHT: dict[str, str] = {
    "buyer": N_("the buyer pays"), "merchant": N_("the shop pays"), "insurance": N_("insured"),
}  # fmt: skip
PARCELS: dict[str, str] = {
    "none": N_("not picked up yet"),
    "shipped": N_("handed to the carrier"),
    "picked_up": N_("picked up"),
    "in_transit": N_("on the road"),
    "out_for_delivery": N_("out for delivery"),
    "signed": N_("signed for"),
    "delivered": N_("signed for"),
    "refused": N_("refused by the recipient"),
    "returning": N_("going back"),
    "returned": N_("came back"),
}
CHANNELS: dict[str, str] = {
    "phone": N_("phone"), "chat": N_("chat"), "sms": N_("text message"), "other": N_("other"),
}  # fmt: skip
OUTCOMES: dict[str, str] = {"reached": N_("reached"), "no_answer": N_("no answer")}
