"""Words only lists need: views, orders, what a decision became; the rest is in ``ui.phrases``."""

from __future__ import annotations

from workbench.base.texts import N_, _
from workbench.domain.kinds import Action, AtZero, CaseType, Flag, Sort, Stage, View
from workbench.ui import phrases

VIEWS: dict[View, str] = {
    View.TODO: N_("To do"),
    View.SOON: N_("Soon"),
    View.OVERDUE: N_("Overdue"),
    View.NEGOTIATING: N_("In talks"),
    View.BUYER: N_("Buyer's turn"),
    View.RECEIPT: N_("Receipt"),
    View.INTERVENTION: N_("Disputes"),
    View.PROMISES: N_("Promises"),
    View.DONE: N_("Done"),
    View.ALL: N_("All"),
}
SORTS: dict[Sort, str] = {
    Sort.DEADLINE: N_("By deadline"),
    Sort.STAKE: N_("By expected loss"),
    Sort.AMOUNT: N_("By amount"),
    Sort.APPLIED: N_("By time applied"),
}
TYPE_CHOICES: dict[CaseType, str] = {
    CaseType.REFUND_ONLY_UNSHIPPED: N_("Refund only, not shipped"),
    CaseType.REFUND_ONLY_SHIPPED: N_("Refund only, shipped"),
}
FLAGS: dict[Flag, str] = {
    Flag.RED: N_("Red flag"),
    Flag.YELLOW: N_("Yellow flag"),
    Flag.GREEN: N_("Green flag"),
    Flag.BLUE: N_("Blue flag"),
    Flag.PURPLE: N_("Purple flag"),
    Flag.GRAY: N_("Gray flag"),
}
# The platform's act is due: beside the countdown, so no wider than column A of the card.
PAST_ZERO: dict[AtZero, str] = {
    AtZero.REFUND: N_("refund is due"),
    AtZero.CONVERT_TO_REFUND: N_("refund is due"),
    AtZero.AGREE_RETURN: N_("agreed by now"),
    AtZero.AGREE_EXCHANGE: N_("agreed by now"),
    AtZero.AGREE_RESHIP: N_("agreed by now"),
    AtZero.AGREE_REPAIR: N_("agreed by now"),
    AtZero.CLOSE: N_("closed by now"),
    AtZero.COMPLETE: N_("complete by now"),
}
# What a decision has become, in the place of the countdown.
DECIDED: dict[Action, str] = {
    Action.AGREE_REFUND: N_("Agreed"),
    Action.AGREE_RETURN: N_("Agreed"),
    Action.AGREE_EXCHANGE: N_("Agreed"),
    Action.AGREE_RESHIP: N_("Agreed"),
    Action.AGREE_REPAIR: N_("Agreed"),
    Action.REFUSE: N_("Refused"),
    Action.CONFIRM_RECEIPT: N_("Received"),
    Action.SHIP: N_("Shipped"),
    Action.NEGOTIATE: N_("Plan sent"),
    Action.WITHDRAW: N_("Withdrawn"),
    Action.ESCALATE: N_("Escalated"),
    Action.EVIDENCE: N_("Filed"),
}
# How it ended, in the place of the countdown.
ENDED: dict[Stage, str] = {
    Stage.REFUNDED: N_("Refunded"),
    Stage.EXCHANGED: N_("Exchanged"),
    Stage.RESHIPPED: N_("Sent again"),
    Stage.REPAIRED: N_("Repaired"),
    Stage.CLOSED: N_("Closed"),
    Stage.CANCELLED: N_("Cancelled"),
}
# Where a card is now that is not on our turn, under the countdown.
NEXT: dict[Stage, str] = {
    Stage.BUYER_RETURN_WAYBILL: N_("buyer sends back"),
    Stage.BUYER_AFTER_REFUSAL: N_("with the buyer"),
    Stage.BUYER_CONFIRM: N_("with the buyer"),
    Stage.REFUNDING: N_("being refunded"),
    Stage.REFUND_FAILED: N_("refund stuck"),
    Stage.INTERVENTION: N_("platform decides"),
    Stage.INTERCEPTING: N_("parcel stopped"),
    Stage.MERCHANT_SHIP: N_("to be shipped"),
    Stage.MERCHANT_CONFIRM_RECEIPT: N_("on its way back"),
}


def type_words() -> tuple[str, ...]:
    """Every word the type column may show, for its width."""
    return tuple(dict.fromkeys(phrases.case_type_short(kind) for kind in CaseType))


def type_choice(kind: CaseType) -> str:
    """A type to choose by: the two kinds of "refund only" told apart."""
    known = TYPE_CHOICES.get(kind)
    return _(known) if known else phrases.case_type_short(kind)


def past_zero_word(at_zero: str) -> str:
    """What the platform should have done by now."""
    return _(PAST_ZERO.get(AtZero(at_zero or AtZero.UNKNOWN), N_("see the platform")))


def next_word(stage: str) -> str:
    """Where a card is now, "" where its stage needs no word."""
    known = NEXT.get(Stage(stage))
    return _(known) if known else ""
