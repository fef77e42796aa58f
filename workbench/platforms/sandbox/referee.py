"""The platform steps in: the clock stops, evidence is owed, somebody decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.base.texts import text
from workbench.domain import beijing
from workbench.domain.kinds import CaseType, GoodsStatus, Phase, Stage
from workbench.domain.lifecycle import Event
from workbench.platforms.sandbox import stages
from workbench.platforms.sandbox.model import SandboxError

if TYPE_CHECKING:
    from workbench.platforms.sandbox.desk import Desk
    from workbench.platforms.sandbox.model import Dossier

MERCHANT, BUYER, WITHDRAWN = "merchant", "buyer", "withdrawn"


def step_in(desk: Desk, case: Dossier) -> None:
    """DISP: where it came from and what was left are kept (CLK-2); we owe evidence.

    Raises ``SandboxError`` where the table knows no intervention in this stage.
    """
    came_from, due = case.stage, case.due
    stages.apply(desk, case, Event.INTERVENE)
    case.back_to = came_from
    case.left_ms = None if due is None else max(0, due - desk.now)
    case.due = None
    case.evidence_sent = False
    window = desk.policy(case.platform).evidence.window_hours
    case.evidence_due_at = desk.now + beijing.hours(window)
    desk.plan(case.evidence_due_at, "evidence_over", case.shop, case.case_id)
    dice = desk.dice("referee", case.case_id, case.version)
    when = case.evidence_due_at + dice.randint(6, 40) * beijing.HOUR
    desk.plan(when, "verdict", case.shop, case.case_id)
    desk.note(case, "platform", "intervened")


def take_evidence(desk: Desk, case: Dossier) -> None:
    """The merchant's evidence is in: nothing is owed any more."""
    case.evidence_sent = True
    case.evidence_due_at = None
    case.version += 1
    desk.drop(case, "evidence_over")
    desk.put(case)


def evidence_over(desk: Desk, case: Dossier) -> None:
    """The window closes; what was not sent stays unsent."""
    if case.stage is Stage.INTERVENTION and case.evidence_due_at is not None:
        case.evidence_due_at = None
        case.version += 1
        desk.note(case, "platform", "evidence_over")


def decide(desk: Desk, case: Dossier, verdict: str) -> None:
    """The verdict: ``merchant``, ``buyer`` or ``withdrawn`` (the case goes back).

    Raises ``SandboxError`` where the platform has not stepped in.
    """
    if case.stage is not Stage.INTERVENTION:
        raise SandboxError(text("The platform has not stepped in here."))
    came_from, left = case.back_to, case.left_ms
    if verdict == WITHDRAWN:
        back = came_from or Stage.MERCHANT_REVIEW
        stages.enter(desk, case, back)
        if left is not None and desk.policy(case.platform).pause_in_intervention:
            stages.wind_clock(desk, case, desk.now + left)
    elif verdict == MERCHANT:
        stages.apply(desk, case, Event.VERDICT_CLOSED)
    elif verdict == BUYER:
        desk.record(case, "verdict_refund" if _money_at_once(case, came_from) else "verdict_return",
                    case.claim_fen if _money_at_once(case, came_from) else 0)  # fmt: skip
        stages.apply(
            desk,
            case,
            Event.VERDICT_REFUND if _money_at_once(case, came_from) else Event.VERDICT_RETURN,
        )
    else:
        raise SandboxError(text("There is no verdict “{name}”.", name=verdict))
    desk.note(case, "platform", "verdict", verdict)


def _money_at_once(case: Dossier, came_from: Stage | None) -> bool:
    if case.type is not CaseType.RETURN_REFUND:
        return True
    return came_from is Stage.MERCHANT_CONFIRM_RECEIPT or case.goods_status is GoodsStatus.RETURNED


def judge(desk: Desk, case: Dossier) -> str:
    """Whom the platform's own staff believe: reason, proofs and earlier talks weigh."""
    policy = desk.policy(case.platform)
    reason = policy.reason_of(case.reason_code, case.reason)
    word = "other" if reason is None else str(reason.reason_class)
    chance = {"merchant": 25, "logistics": 40, "subjective": 60, "agreed": 50}.get(word, 45)
    chance += 25 if case.evidence_sent else -25
    chance += 10 if case.negotiations else -10
    if case.type in (CaseType.REFUND_ONLY_SHIPPED, CaseType.PRICE_PROTECT):
        chance += 15
    if case.phase is Phase.AFTER_SALE:
        chance += 5
    throw = desk.dice("judge", case.case_id, case.version).randrange(100)
    if throw < 6:
        return WITHDRAWN
    return MERCHANT if throw < max(5, min(90, chance)) else BUYER
