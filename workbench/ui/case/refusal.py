"""A refusal while it is prepared: the reason, its proofs, the words, what is missing (REF)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.base.texts import _, ngettext
from workbench.ui import phrases
from workbench.ui.case import facts

if TYPE_CHECKING:
    from collections.abc import Collection

    from workbench.domain.policy.model import RefusalReason
    from workbench.services.workbench import RefusalForm

CHAT = "chat_record"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One proof that a reason needs; any of ``kinds`` will do."""

    kinds: tuple[str, ...]
    words: str


class RefusalSheet:
    """Plain values and rules, no Qt."""

    def __init__(self, form: RefusalForm) -> None:
        self.form = form
        self.reason_id = ""
        self.text = ""
        self.own_words = False

    @property
    def reasons(self) -> list[RefusalReason]:
        """What may be chosen."""
        return [reason for reason in self.form.reasons if not reason.forbidden]

    @property
    def forbidden(self) -> list[RefusalReason]:
        """What is never accepted: shown with why, never offered (REF-4)."""
        return [reason for reason in self.form.reasons if reason.forbidden]

    @property
    def reason(self) -> RefusalReason | None:
        """The reason chosen."""
        return next((item for item in self.reasons if item.id == self.reason_id), None)

    def choose(self, reason_id: str) -> None:
        """Take a reason; its usual words fill the text until the agent writes."""
        self.reason_id = reason_id
        reason = self.reason
        if reason is not None and not self.own_words:
            self.text = reason.default_text

    def write(self, words: str) -> None:
        """The agent writes."""
        if words != self.text:
            self.text, self.own_words = words, True

    def kind_name(self, kind: str) -> str:
        """A kind of proof in words."""
        return facts.word(self.form.proof_names.get(kind, kind.replace("_", " ")))

    def requirements(self) -> list[Requirement]:
        """The proofs of the chosen reason (REF-3)."""
        reason = self.reason
        if reason is None:
            return []
        found = []
        for proof in reason.proofs:
            kinds = tuple(part for part in proof.split("|") if part)
            names = [self.kind_name(kind) for kind in kinds]
            found.append(Requirement(kinds, _(" or ").join(names)))
        return found

    def unproved(self, there: Collection[str]) -> list[Requirement]:
        """Proofs that are still missing; ``there`` are the kinds already added."""
        return [item for item in self.requirements() if not set(item.kinds) & set(there)]

    def missing(self, there: Collection[str]) -> list[str]:
        """What is missing, in short words."""
        if self.reason is None:
            return [_("a reason")]
        count = len(self.unproved(there))
        if not count:
            return []
        return [ngettext("{n} proof", "{n} proofs", count).format(n=count)]

    def button(self, there: Collection[str], ticks: int) -> str:
        """The words of the button: it counts what is missing (design 11)."""
        parts = self.missing(there)
        if ticks:
            parts.append(ngettext("{n} tick", "{n} ticks", ticks).format(n=ticks))
        if not parts:
            return _("Refuse anyway")
        return phrases.spaced(
            _("Refuse anyway ({what} missing)").format(what=_(" and ").join(parts))
        )

    def blocked(self) -> str | None:
        """The first rule that no tick lifts, or None."""
        return next((item.rule for item in self.form.refusals if not item.confirmable), None)

    def cost(self) -> str:
        """What it may cost, or ""."""
        return phrases.amount(self.form.penalty_fen) if self.form.penalty_fen else ""

    def draft(self) -> dict[str, object] | None:
        """What a person did, as plain values."""
        if not self.reason_id and not self.text.strip():
            return None
        return {"reason": self.reason_id, "text": self.text, "own_words": self.own_words}

    def restore(self, draft: dict[str, object]) -> None:
        """Put a draft back; a reason that is gone is chosen anew."""
        wanted = str(draft.get("reason", ""))
        if wanted in [item.id for item in self.reasons]:
            self.reason_id = wanted
        self.text = str(draft.get("text", ""))
        self.own_words = bool(draft.get("own_words"))
