"""Why an act does not go: a rule, a sentence, and what would help."""

from __future__ import annotations

from dataclasses import dataclass, field

from workbench.base.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A rule that says no (design: section 11: what does not go, why, what would help).

    ``confirmable`` refusals go away with ``--confirm RULE``; ``facts`` are for programs (plain
    JSON values). ``help_action`` names an act that works instead ("" for none).
    """

    rule: str
    message: Text
    helps: Text | None = None
    confirmable: bool = False
    facts: dict[str, object] = field(default_factory=dict)
    help_action: str = ""
