"""A proposal while it is being made: kind, plans and amounts, words, what is still missing (NEG)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.base.texts import _, ngettext
from workbench.domain.kinds import CaseType, NegotiationKind, PlanKind
from workbench.domain.money import parse_yuan, yuan
from workbench.ui import phrases

if TYPE_CHECKING:
    from workbench.base.texts import Text
    from workbench.domain.case import Case
    from workbench.domain.policy.model import Explanation, Policy
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
    own: bool = False


class Proposal:
    """Plain values and rules, no Qt. Amounts are kept as typed; ``amount`` reads them.

    ``message`` is filled by plans and explanations until the agent has written; then choosing an
    explanation replaces it and the words before can be put back.
    """

    def __init__(self, case: Case, form: NegotiationForm, policy: Policy | None) -> None:
        self.case, self.form, self.policy = case, form, policy
        self.kind = form.kinds[0] if form.kinds else ""
        self.choices = [
            Choice(kind=plan.kind, title=plan.title, amount_fen=plan.amount_fen,
                   message=plan.message, explanation=plan.explanation, why=plan.why,
                   accepted=plan.accepted, offered=plan.offered)
            for plan in form.suggestions
        ]  # fmt: skip
        self.picked: list[int] = []
        self.typed: dict[int, str] = {}
        self.explanation = ""
        self.message = ""
        self.own_words = False
        self.before = ""
        self.new_type: str | None = None
        self.new_claim = ""
        if self.offers and self.choices and self.choices[0].kind not in form.tried:
            self.pick(0)

    @property
    def offers(self) -> bool:
        """Whether the buyer chooses among plans."""
        return self.kind == NegotiationKind.OFFER

    @property
    def most(self) -> int:
        """How many plans one offer may have."""
        return self.policy.negotiation.max_plans if self.policy is not None else 3

    # -- choosing

    def set_kind(self, kind: str) -> None:
        """Another kind of talk; the words of the old one go where they were filled in."""
        if kind != self.kind and kind in self.form.kinds:
            self.kind = kind
            self.explanation = ""
            if not self.own_words:
                self.message = ""
            fitting = self.explanations()
            if not self.offers and fitting:
                self.choose_explanation(fitting[0].id)
            elif self.offers and self.picked:
                self._fill()

    def pick(self, index: int) -> None:
        """Exactly this plan."""
        if 0 <= index < len(self.choices):
            self.picked = [index]
            self._take_explanation()
            self._fill()

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
        self._take_explanation()
        self._fill()
        return True

    def _same_kind(self, index: int) -> bool:
        kind = self.choices[index].kind
        return any(self.choices[at].kind == kind for at in self.picked)

    def add_own(self, kind: str) -> int:
        """A plan of the agent's own; its row."""
        for at, choice in enumerate(self.choices):
            if choice.kind == kind and choice.own:
                self.pick(at)
                return at
        self.choices.append(Choice(kind=kind, title="", own=True))
        self.pick(len(self.choices) - 1)
        return len(self.choices) - 1

    def own_kinds(self) -> list[str]:
        """Plans of the platform that are not suggested."""
        plans = self.policy.negotiation.plans if self.policy is not None else tuple(PlanKind)
        there = {choice.kind for choice in self.choices}
        return [str(kind) for kind in plans if kind not in there]

    # -- amounts

    def needs_amount(self, index: int) -> bool:
        """Whether this plan moves money that can be set."""
        return self.choices[index].kind in PAYS

    def typed_amount(self, index: int) -> str:
        """The amount as it stands in the field."""
        fen = self.choices[index].amount_fen
        return self.typed.get(index, yuan(fen) if fen else "")

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
        self._fill()

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

    # -- words

    def explanations(self) -> list[Explanation]:
        """The explanations of this kind that fit the type."""
        return [
            item
            for item in self.form.explanations
            if item.kind == self.kind and (not item.types or self.case.type in item.types)
        ]

    def chosen_explanation(self) -> Explanation | None:
        """The explanation now chosen."""
        return next((item for item in self.explanations() if item.id == self.explanation), None)

    def choose_explanation(self, name: str) -> None:
        """It fills the message; the agent's own words can be put back (NEG-4)."""
        self.explanation = name
        found = self.chosen_explanation()
        if found is None:
            return
        if self.own_words and self.message.strip():
            self.before = self.message
        self.own_words = False
        self.message = self.filled(found.text)

    def write(self, words: str) -> None:
        """The agent edits the message."""
        if words != self.message:
            self.message, self.own_words = words, True

    def put_back(self) -> None:
        """The agent's words before the explanation replaced them."""
        if self.before:
            self.message, self.before, self.own_words = self.before, "", True

    def filled(self, template: str) -> str:
        """A text with its places filled in; strangers' braces stay what they are."""
        fen = self.amount(self.picked[0]) if self.picked else None
        deadline = self.form.reply_by
        for place, value in (
            ("{amount}", "" if fen is None else yuan(fen)),
            ("{claim}", yuan(self.case.claim_fen)),
            ("{item}", self.case.item_title),
            ("{buyer}", self.case.buyer_nick),
            ("{deadline}", phrases.stamp(deadline, deadline) if deadline else ""),
        ):
            template = template.replace(place, value)
        return template

    def _take_explanation(self) -> None:
        if self.picked:
            wanted = self.choices[self.picked[0]].explanation
            if any(item.id == wanted for item in self.explanations()):
                self.explanation = wanted

    def _fill(self) -> None:
        if self.own_words:
            return
        chosen = self.choices[self.picked[0]] if self.picked and self.offers else None
        found = self.chosen_explanation()
        if chosen is not None and chosen.message:
            self.message = self.filled(chosen.message)
        elif found is not None:
            self.message = self.filled(found.text)
        elif chosen is not None:
            self.message = ""

    def used(self) -> int:
        """Bytes of the message as the platform counts them."""
        return len(self.message.encode())

    # -- what is missing

    def needs_picture(self) -> bool:
        """NEG-4: the explanation asks for a picture."""
        found = self.chosen_explanation()
        return found is not None and found.picture

    def missing(self, pictures: int) -> list[str]:
        """What is still missing, in short words."""
        found: list[str] = []
        if self.offers and not self.picked:
            found.append(_("a plan"))
        bad = sum(bool(self.amount_fault(at)) for at in self.picked) if self.offers else 0
        if bad:
            found.append(
                ngettext("{n} amount that does not go", "{n} amounts that do not go", bad).format(
                    n=bad
                )
            )
        if self.kind == NegotiationKind.MODIFY_CLAIM and not self._changes():
            found.append(_("a new amount or type"))
        if not self.message.strip():
            found.append(_("the message"))
        if self.needs_picture() and not pictures:
            found.append(_("1 picture"))
        return found

    def blocked(self) -> str | None:
        """Why it cannot be sent at all, or None."""
        over = self.used() - self.form.message_bytes
        if over > 0:
            return ngettext(
                "The message is {n} byte too long", "The message is {n} bytes too long", over
            ).format(n=over)
        return None

    def new_claim_fen(self) -> int | None:
        """The new amount of ``modify_claim``; None where it stays."""
        if not self.new_claim.strip():
            return None
        try:
            fen = parse_yuan(self.new_claim)
        except ValueError:
            return None
        return None if fen == self.case.claim_fen else fen

    def claim_fault(self) -> str:
        """What is wrong with the new amount, or ""."""
        if not self.new_claim.strip():
            return ""
        try:
            fen = parse_yuan(self.new_claim)
        except ValueError:
            return _("Write an amount like 45.00")
        if not 0 < fen <= self.case.claim_fen:
            return _("It must be above zero and not above {amount}").format(
                amount=phrases.amount(self.case.claim_fen)
            )
        return ""

    def _changes(self) -> bool:
        fen = self.new_claim_fen()
        return not self.claim_fault() and (fen is not None or self.new_type is not None)

    def types(self) -> list[CaseType]:
        """Types the claim may become."""
        return [
            kind for kind in CaseType if kind not in (CaseType.UNKNOWN, self.case.type)
        ]  # fmt: skip

    # -- what is sent, what is kept

    def args(self) -> dict[str, object]:
        """The arguments of the act."""
        found: dict[str, object] = {"kind": self.kind, "message": self.message.strip()}
        if self.explanation:
            found["explanation"] = self.explanation
        if self.offers:
            found["plans"] = [
                {"kind": self.choices[at].kind, "amount_fen": self.amount(at) or 0}
                for at in self.picked
            ]
        if self.kind == NegotiationKind.MODIFY_CLAIM:
            if self.new_type is not None:
                found["new_type"] = self.new_type
            if self.new_claim_fen() is not None:
                found["new_claim_fen"] = self.new_claim_fen()
        return found

    def draft(self) -> dict[str, object] | None:
        """What a person did, as plain values."""
        return {
            "kind": self.kind,
            "plans": [[self.choices[at].kind, self.typed_amount(at)] for at in self.picked],
            "explanation": self.explanation,
            "message": self.message,
            "own_words": self.own_words,
            "new_type": self.new_type,
            "new_claim": self.new_claim,
        }

    def restore(self, draft: dict[str, object]) -> None:
        """Put a draft back; plans that are no longer offered become the agent's own."""
        kind = draft.get("kind")
        if kind in self.form.kinds:
            self.kind = str(kind)
        plans = draft.get("plans")
        if isinstance(plans, list):
            self.picked = []
            for pair in plans:
                self._restore_plan(pair)
        if isinstance(draft.get("plan"), int):  # a suggestion chosen beside the facts
            self.pick(int(str(draft["plan"])) - 1)
        self.explanation = str(draft.get("explanation", self.explanation))
        if "message" in draft:
            self.message = str(draft["message"])
            self.own_words = bool(draft.get("own_words"))
        new_type = draft.get("new_type", self.new_type)
        self.new_type = new_type if new_type in set(CaseType) else None  # type: ignore[assignment]
        self.new_claim = str(draft.get("new_claim", self.new_claim))

    def _restore_plan(self, pair: object) -> None:
        if not isinstance(pair, list) or len(pair) != 2 or pair[0] not in set(PlanKind):
            return
        at = next((n for n, item in enumerate(self.choices) if item.kind == pair[0]), -1)
        if at < 0:
            self.choices.append(Choice(kind=str(pair[0]), title="", own=True))
            at = len(self.choices) - 1
        self.typed[at] = str(pair[1])
        if at not in self.picked and len(self.picked) < self.most:
            self.picked.append(at)
