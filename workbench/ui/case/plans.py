"""The plans of an offer: suggested or the agent's own, chosen, with amounts as they are typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.base.texts import _
from workbench.domain.kinds import PlanKind
from workbench.domain.money import parse_yuan, yuan_signed
from workbench.ui import phrases

if TYPE_CHECKING:
    from workbench.base.texts import Text
    from workbench.domain.case import Case
    from workbench.domain.policy.model import Policy
    from workbench.domain.shares import Interval
    from workbench.services.workbench import NegotiationForm

PAYS = (PlanKind.CASH_PAYOUT, PlanKind.COUPON_PAYOUT, PlanKind.PARTIAL_REFUND)
PURSE = (PlanKind.CASH_PAYOUT, PlanKind.COUPON_PAYOUT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One row to choose from: a suggested plan, or one the agent added."""

    kind: str
    title: str
    amount_fen: int = 0
    message: str = ""
    explanation: str = ""
    why: Text | None = None
    accepted: int | None = None
    offered: int | None = None
    cost_fen: int | None = None
    interval: Interval | None = None
    own: bool = False


class PlanSheet:
    """Plain values and rules, no Qt. Amounts are kept as typed; ``amount`` reads them."""

    def __init__(self, case: Case, form: NegotiationForm, policy: Policy | None) -> None:
        self.case, self.form, self.policy = case, form, policy
        self.choices = [
            Choice(kind=plan.kind, title=plan.title, amount_fen=plan.amount_fen,
                   message=plan.message, explanation=plan.explanation, why=plan.why,
                   accepted=plan.accepted, offered=plan.offered, cost_fen=plan.cost_fen,
                   interval=plan.interval)
            for plan in form.suggestions
        ]  # fmt: skip
        self.picked: list[int] = []
        self.typed: dict[int, str] = {}

    @property
    def most(self) -> int:
        """How many plans one offer may have."""
        return self.policy.negotiation.max_plans if self.policy is not None else 3

    @property
    def first(self) -> Choice | None:
        """The plan chosen first; its words fill the message."""
        return self.choices[self.picked[0]] if self.picked else None

    def pick(self, index: int) -> bool:
        """Exactly this plan; False where there is none."""
        if not 0 <= index < len(self.choices):
            return False
        self.picked = [index]
        return True

    def toggle(self, index: int) -> bool:
        """Add a plan to the offer or take it out; False where there is no room."""
        if not 0 <= index < len(self.choices):
            return False
        if index in self.picked:
            self.picked.remove(index)
        elif len(self.picked) >= self.most or self._same_kind(index):
            return False
        else:
            self.picked.append(index)
        return True

    def _same_kind(self, index: int) -> bool:
        kind = self.choices[index].kind
        return any(self.choices[at].kind == kind for at in self.picked)

    def add_own(self, kind: str) -> int:
        """A plan of the agent's own; its row."""
        for at, choice in enumerate(self.choices):
            if choice.kind == kind and choice.own:
                self.picked = [at]
                return at
        self.choices.append(Choice(kind=kind, title="", own=True))
        self.picked = [len(self.choices) - 1]
        return len(self.choices) - 1

    def own_kinds(self) -> list[str]:
        """Plans of the platform that are not suggested."""
        plans = self.policy.negotiation.plans if self.policy is not None else tuple(PlanKind)
        there = {choice.kind for choice in self.choices}
        return [str(kind) for kind in plans if kind not in there]

    def cost(self, index: int) -> int | None:
        """What the plan costs with its amount as it is now; None: not known in money."""
        choice = self.choices[index]
        return self.amount(index) if self.needs_amount(index) else choice.cost_fen

    def next_step(self) -> str:
        """NEG-11: the step of the ladder that a refusal of this offer would prepare, or ""."""
        ladder = self.policy.negotiation.suggest.ladder if self.policy is not None else ()
        there = [ladder.index(kind) for at in self.picked
                 if (kind := PlanKind(self.choices[at].kind)) in ladder]  # fmt: skip
        height = max(there, default=len(ladder))
        return str(ladder[height + 1]) if height + 1 < len(ladder) else ""

    # -- amounts

    def needs_amount(self, index: int) -> bool:
        """Whether this plan moves money that can be set."""
        return self.choices[index].kind in PAYS

    def typed_amount(self, index: int) -> str:
        """The amount as it stands in the field."""
        fen = self.choices[index].amount_fen
        return self.typed.get(index, yuan_signed(fen) if fen else "")

    def amount(self, index: int) -> int | None:
        """The amount in fen; None where it cannot be read."""
        choice = self.choices[index]
        if choice.kind == PlanKind.AGREE_REFUND:
            return self.case.claim_fen
        if not self.needs_amount(index):
            return choice.amount_fen
        try:
            return parse_yuan(self.typed_amount(index))
        except ValueError:
            return None

    def set_amount(self, index: int, words: str) -> None:
        """What was typed."""
        self.typed[index] = words

    def amount_fault(self, index: int) -> str:
        """What is wrong with an amount (NEG-5), or ""."""
        if not self.needs_amount(index):
            return ""
        fen, kind = self.amount(index), self.choices[index].kind
        if fen is None:
            return _("Write an amount like 45.00")
        if fen <= 0:
            return _("It must be above zero")
        if kind == PlanKind.PARTIAL_REFUND and fen >= self.case.claim_fen:
            return _("It must stay below the claim of {amount}").format(
                amount=phrases.amount(self.case.claim_fen)
            )
        if kind in PURSE:
            return self._purse_fault(fen)
        return ""

    def _purse_fault(self, fen: int) -> str:
        form = self.form
        if form.purse_case_fen is not None and fen > form.purse_case_fen:
            return _("The purse allows {amount} for one case").format(
                amount=phrases.amount(form.purse_case_fen)
            )
        if form.purse_day_fen is not None and form.spent_day_fen + fen > form.purse_day_fen:
            left = max(0, form.purse_day_fen - form.spent_day_fen)
            return _("The purse has {amount} left today").format(amount=phrases.amount(left))
        return ""

    def faults(self) -> int:
        """How many amounts of the offer do not go."""
        return sum(bool(self.amount_fault(at)) for at in self.picked)

    # -- what is sent, what is kept

    def args(self) -> list[dict[str, object]]:
        """The plans as arguments."""
        return [
            {"kind": self.choices[at].kind, "amount_fen": self.amount(at) or 0}
            for at in self.picked
        ]

    def draft(self) -> list[list[str]]:
        """The plans as plain values."""
        return [[self.choices[at].kind, self.typed_amount(at)] for at in self.picked]

    def restore(self, plans: list[object]) -> None:
        """Put a draft back; plans that are no longer suggested become the agent's own."""
        self.picked = []
        for pair in plans:
            if not isinstance(pair, list) or len(pair) != 2 or pair[0] not in set(PlanKind):
                continue
            at = next((n for n, item in enumerate(self.choices) if item.kind == pair[0]), -1)
            if at < 0:
                self.choices.append(Choice(kind=str(pair[0]), title="", own=True))
                at = len(self.choices) - 1
            self.typed[at] = str(pair[1])
            if at not in self.picked and len(self.picked) < self.most:
                self.picked.append(at)
