"""The letters of the queue and what they do; settled in product.md, printed by ``shortcuts``."""

from __future__ import annotations

# Letter -> name for the pane's ``run_action``.
LETTERS: dict[str, str] = {
    "N": "negotiate",
    "A": "agree",
    "R": "refuse",
    "C": "confirm_receipt",
    "S": "ship",
    "E": "evidence",
    "X": "escalate",
    "W": "withdraw",
    "T": "entries",
    "O": "open_page",
    "M": "message",
    "P": "contact",
    "B": "remark",
    "I": "note",
    "F": "flag",
    "L": "tag",
    "G": "assign",
    "H": "raise",
    "V": "check",
    "D": "more",
}
# Acts after which the card stays where it is: they decide nothing.
STAYS = frozenset(
    {
        "message", "remark", "flag", "tag", "assign", "note", "contact", "raise", "check",
    }
)  # fmt: skip
