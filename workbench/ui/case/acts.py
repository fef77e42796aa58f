"""What may be done with a case, phrased: each act with its key, or its rule and what would help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.base.texts import _, phrase
from workbench.domain import deadline
from workbench.domain.kinds import (
    REVIEW_STAGES,
    Action,
    CaseType,
    DeadlineSource,
    Stage,
    Turn,
)
from workbench.services.actions import SPECS, Travel
from workbench.ui import phrases
from workbench.ui.case.loading import goes
from workbench.ui.case.safe import prose

if TYPE_CHECKING:
    from workbench.domain.case import Case
    from workbench.domain.refusal import Refusal
    from workbench.services.model import ActOption
    from workbench.ui.case.loading import Loaded

SENTENCE_LIMIT = 400  # a rule is a sentence; more of it would push the panel away
OPEN_PAGE, ENTRIES, MORE, UNDO, CHECK = "open_page", "entries", "more", "undo", "check"
KEYS: dict[str, str] = {
    **{str(action): spec.key for action, spec in SPECS.items()},
    OPEN_PAGE: "O",
    ENTRIES: "T",
    MORE: "D",
    UNDO: "Ctrl Z",
    CHECK: "V",
    "look_again": "V",
}
ICONS: dict[str, str] = {
    Action.NEGOTIATE: "messages-square",
    Action.AGREE_REFUND: "check",
    Action.AGREE_RETURN: "check",
    Action.AGREE_EXCHANGE: "check",
    Action.AGREE_RESHIP: "check",
    Action.AGREE_REPAIR: "check",
    Action.REFUSE: "x",
    Action.CONFIRM_RECEIPT: "check",
    Action.SHIP: "send",
    Action.WITHDRAW: "undo-2",
    Action.MESSAGE: "message-square-quote",
    Action.CONTACT: "user-round",
    Action.ESCALATE: "gavel",
    Action.EVIDENCE: "paperclip",
    Action.RAISE: "users",
    Action.REMARK: "pencil",
    Action.FLAG: "flag",
    Action.TAG: "bookmark",
    Action.ASSIGN: "user-plus",
    Action.NOTE: "pencil",
    Action.PROMISE: "hourglass",
    Action.PROVE: "paperclip",
    Action.RELEASE: "undo-2",
    Action.CHECK: "refresh-cw",
}
_FIT = {
    CaseType.RETURN_REFUND: Action.AGREE_RETURN,
    CaseType.EXCHANGE: Action.AGREE_EXCHANGE,
    CaseType.RESHIP: Action.AGREE_RESHIP,
    CaseType.REPAIR: Action.AGREE_REPAIR,
}
AGREES = (
    Action.AGREE_RETURN,
    Action.AGREE_EXCHANGE,
    Action.AGREE_RESHIP,
    Action.AGREE_REPAIR,
    Action.AGREE_REFUND,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActView:
    """One act as it is shown. ``state`` is yes, confirm (a tick lifts it) or no.

    ``words`` say what it will do, or why it does not go; ``reason`` is all of that in one text
    for a closed button. ``help_action`` is an act that works instead.
    """

    action: str
    title: str
    key: str
    icon: str
    state: str
    words: str = ""
    rule: str = ""
    helps: str = ""
    help_action: str = ""

    @property
    def reason(self) -> str | None:
        """Why it does not go, for ``set_blocked``; None where it goes."""
        if self.state != "no":
            return None
        words = phrases.sentences(self.words, self.helps)
        return f"{words} · {self.rule}" if self.rule else words


def refusal_words(refusal: Refusal) -> str:
    """The sentence of a refusal, safe to show (it may quote strangers)."""
    return prose(phrase(refusal.message), SENTENCE_LIMIT)


def help_words(refusal: Refusal) -> str:
    """What would help, or ""."""
    return prose(phrase(refusal.helps), SENTENCE_LIMIT) if refusal.helps is not None else ""


def fitting_agree(loaded: Loaded) -> Action:
    """The agree that the key A means here: that of the type, else the first one that goes."""
    case = loaded.case
    best = _FIT.get(case.type, Action.AGREE_REFUND)
    if case.stage not in REVIEW_STAGES and case.stage is not Stage.BUYER_AFTER_REFUSAL:
        best = Action.AGREE_REFUND
    if loaded.may(best):
        return best
    # Another agree takes the key only where nothing speaks against it: never money for a return.
    clean = (action for action in AGREES if _freely(loaded, action))
    return next(clean, best)


def _freely(loaded: Loaded, action: Action) -> bool:
    option = loaded.option(action)
    return option is not None and option.allowed and not option.refusals


def title(action: str, case: Case) -> str:
    """The words of an act's button; money acts carry the sum (design 11)."""
    if action == Action.AGREE_REFUND:
        return _("Refund {amount}").format(amount=phrases.amount(case.claim_fen))
    if action == Action.CONFIRM_RECEIPT and case.type is CaseType.RETURN_REFUND:
        return _("Goods are in order, refund {amount}").format(
            amount=phrases.amount(case.claim_fen)
        )
    return phrases.action(action)


def view(loaded: Loaded, option: ActOption) -> ActView:
    """One act in words."""
    action = option.action
    base = {
        "action": action,
        "title": title(action, loaded.case),
        "key": _key(loaded, action),
        "icon": ICONS.get(action, "circle"),
    }
    note = prose(phrase(option.note)) if option.note is not None else ""
    if option.allowed and not option.refusals:
        return ActView(state="yes", words=note, **base)
    if not option.refusals:
        return ActView(state="no", words=note or _("Not possible here."), **base)
    first = option.blocking[0] if option.blocking else option.refusals[0]
    return ActView(
        state="confirm" if goes(option) else "no",
        words=refusal_words(first),
        rule=first.rule,
        helps=help_words(first),
        help_action=first.help_action,
        **base,
    )


def _key(loaded: Loaded, action: str) -> str:
    if action in AGREES and action != fitting_agree(loaded):
        return ""
    return KEYS.get(action, "")


def views(loaded: Loaded) -> list[ActView]:
    """Every act the door named, what goes before what does not, the fitting agree first."""
    fit = fitting_agree(loaded)
    order = [Action.NEGOTIATE, fit, *SPECS]
    options = sorted(
        loaded.options,
        key=lambda option: (
            not goes(option),
            order.index(Action(option.action)) if option.action in SPECS else len(order),
        ),
    )
    return [view(loaded, option) for option in options]


def outgoing(action: str) -> bool:
    """Whether an act concerns the platform or the buyer (not only this desk)."""
    spec = SPECS.get(Action(action)) if action in set(Action) else None
    return spec is None or (
        spec.travel is not Travel.LOCAL and action not in (Action.REMARK, Action.FLAG)
    )


# ---------------------------------------------------------------------------- the action bar


def wanted(loaded: Loaded) -> list[str]:
    """The acts of the bar for this stage, the first one that goes becomes the primary."""
    case, fit = loaded.case, fitting_agree(loaded)
    if shut(loaded):
        return [CHECK, Action.MESSAGE, Action.NOTE]
    talk = Action.WITHDRAW if case.open_negotiation is not None else Action.NEGOTIATE
    if case.stage in REVIEW_STAGES:
        return [talk, fit, Action.REFUSE, Action.EVIDENCE]
    by_stage: dict[Stage, list[str]] = {
        Stage.MERCHANT_CONFIRM_RECEIPT: [
            Action.CONFIRM_RECEIPT,
            Action.REFUSE,
            Action.MESSAGE,
            Action.EVIDENCE,
        ],
        Stage.MERCHANT_SHIP: [Action.SHIP, Action.AGREE_REFUND, Action.MESSAGE],
        Stage.INTERVENTION: [Action.EVIDENCE, fit, Action.MESSAGE],
        Stage.BUYER_AFTER_REFUSAL: [Action.MESSAGE, fit, Action.ESCALATE],
        Stage.BUYER_RETURN_WAYBILL: [Action.MESSAGE, Action.REMARK, Action.NOTE],
        Stage.UNKNOWN: [talk, fit, Action.REFUSE, Action.MESSAGE],
    }
    return by_stage.get(case.stage, [Action.MESSAGE, Action.REMARK, Action.NOTE])


def shut(loaded: Loaded) -> bool:
    """CLK-8: past zero by a given deadline; acts stay closed until the case is read again."""
    case = loaded.case
    return bool(
        case.deadline.at is not None
        and case.deadline.source in (DeadlineSource.PLATFORM, DeadlineSource.FILE)
        and any(refusal.rule == "CLK-8" for option in loaded.options for refusal in option.refusals)
    )


def bar(loaded: Loaded) -> tuple[list[ActView], str]:
    """The buttons of the bar, and the one that is filled ("" for none)."""
    found: list[ActView] = []
    for name in wanted(loaded):
        if name == CHECK:
            found.append(check_view())
            continue
        option = loaded.option(name)
        if option is not None:
            found.append(view(loaded, option))
    if loaded.case.busy:
        return found, ""
    ready = (item.action for item in found if item.state == "yes" and not _danger(item.action))
    return found, next(ready, "")


def check_view() -> ActView:
    """Read the case again from its platform."""
    return ActView(
        action=CHECK,
        title=phrases.action(Action.CHECK),
        key=KEYS[CHECK],
        icon=ICONS[Action.CHECK],
        state="yes",
    )


def _danger(action: str) -> bool:
    return action == Action.REFUSE


def past_zero(loaded: Loaded, now: int) -> bool:
    """The platform's own act is due."""
    return deadline.past_zero(loaded.case, now)


def our_turn(case: Case) -> bool:
    """Whether somebody here is waited for."""
    return case.turn is Turn.MERCHANT or case.evidence_due_at is not None
