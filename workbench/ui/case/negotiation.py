"""A proposal while it is made: kind, plans, words, and what is still missing (NEG)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.base.texts import _, ngettext
from workbench.domain.filling import fill
from workbench.domain.kinds import CaseType, NegotiationKind
from workbench.domain.money import parse_yuan, yuan, yuan_signed
from workbench.ui import phrases
from workbench.ui.case.plans import PlanSheet

if TYPE_CHECKING:
    from workbench.domain.case import Case
    from workbench.domain.policy.model import Explanation, Policy
    from workbench.services.workbench import NegotiationForm
    from workbench.ui.case.plans import Choice


class Proposal:
    """Plain values and rules, no Qt.

    ``message`` is filled by plans and explanations until the agent has written; then choosing an
    explanation replaces it and the words before can be put back.
    """

    def __init__(self, case: Case, form: NegotiationForm, policy: Policy | None) -> None:
        self.case, self.form, self.policy = case, form, policy
        self.plans = PlanSheet(case, form, policy)
        self.kind = form.kinds[0] if form.kinds else ""
        self.explanation = ""
        self.message = ""
        self.own_words = False
        self.before = ""
        self.new_type: str | None = None
        self.new_claim = ""
        kinds = [choice.kind for choice in self.plans.choices]
        if self.offers and form.prepared in kinds:  # money is never chosen by a guess
            self.pick(kinds.index(form.prepared))

    @property
    def offers(self) -> bool:
        """Whether the buyer chooses among plans."""
        return self.kind == NegotiationKind.OFFER

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
            elif self.offers and self.plans.picked:
                self._fill()

    def pick(self, index: int) -> None:
        """Exactly this plan."""
        if self.plans.pick(index):
            self._follow()

    def toggle(self, index: int) -> bool:
        """Add a plan to the offer or take it out; False where there is no room."""
        done = self.plans.toggle(index)
        if done:
            self._follow()
        return done

    def add_own(self, kind: str) -> None:
        """A plan of the agent's own."""
        self.plans.add_own(kind)
        self._follow()

    def set_amount(self, index: int, words: str) -> None:
        """What was typed as an amount."""
        self.plans.set_amount(index, words)
        self._fill()

    def _follow(self) -> None:
        chosen = self.plans.first
        wanted = chosen.explanation if chosen is not None else ""
        if not wanted or any(item.id == wanted for item in self.explanations()):
            self.explanation = wanted
        self._fill()

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
        picked = self.plans.picked
        fen = self.plans.amount(picked[0]) if picked and self.offers else None
        deadline = self.form.reply_by
        values = {
            "amount": "" if fen is None else yuan_signed(fen),
            "claim": yuan_signed(self.case.claim_fen),
            "item": self.case.item_title,
            "buyer": self.case.buyer_nick,
            "deadline": phrases.stamp(deadline, deadline) if deadline else "",
        }
        return fill(template, values)

    def _fill(self) -> None:
        if self.own_words:
            return
        chosen = self.plans.first if self.offers else None
        found = self.chosen_explanation()
        if found is not None:
            self.message = self.filled(found.text)
        elif chosen is not None:
            self.message = self._with_amount(chosen)
        else:
            self.message = ""

    def _with_amount(self, chosen: Choice) -> str:
        """A plan's own words, with the amount as it is now in place of the suggested one."""
        words, fen = self.filled(chosen.message), self.plans.amount(self.plans.picked[0])
        if fen and chosen.amount_fen and fen != chosen.amount_fen:
            words = words.replace(yuan(chosen.amount_fen), yuan(fen))
        return words

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
        if self.offers and not self.plans.picked:
            found.append(_("a plan"))
        bad = self.plans.faults() if self.offers else 0
        if bad:
            words = ngettext("{n} amount that does not go", "{n} amounts that do not go", bad)
            found.append(words.format(n=bad))
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

    # -- what is sent, what is kept

    def args(self) -> dict[str, object]:
        """The arguments of the act."""
        found: dict[str, object] = {"kind": self.kind, "message": self.message.strip()}
        if self.explanation:
            found["explanation"] = self.explanation
        if self.offers:
            found["plans"] = self.plans.args()
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
            "plans": self.plans.draft(),
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
            self.plans.restore(plans)
        if isinstance(draft.get("plan"), int):  # a suggestion chosen beside the facts
            self.pick(int(str(draft["plan"])) - 1)
        self.explanation = str(draft.get("explanation", self.explanation))
        if "message" in draft:
            self.message = str(draft["message"])
            self.own_words = bool(draft.get("own_words"))
        new_type = draft.get("new_type", self.new_type)
        self.new_type = new_type if new_type in set(CaseType) else None  # type: ignore[assignment]
        self.new_claim = str(draft.get("new_claim", self.new_claim))
