"""The letters of the queue and what they do; settled in product.md, printed by ``shortcuts``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.base.texts import N_

if TYPE_CHECKING:
    from workbench.ui.session import Hint

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
    "Q": "promise",
    "U": "prove",
    "Y": "release",
    "V": "check",
    "D": "more",
}
# Acts after which the card stays where it is: they decide nothing.
STAYS = frozenset(
    {
        "message", "remark", "flag", "tag", "assign", "note", "contact", "raise", "check",
        "promise", "prove", "release",
    }
)  # fmt: skip
# Caps and words for the status line, by the moment.
USUAL: tuple[Hint, ...] = (
    (("J", "K"), N_("move")),
    (("1", "…", "9"), N_("choose a plan")),
    (("Ctrl ↵",), N_("send")),
    (("Ctrl Z",), N_("take back")),
    (("?",), N_("all keys")),
)
SEVERAL: tuple[Hint, ...] = (
    (("Space",), N_("choose")),
    (("Ctrl A",), N_("choose all")),
    (("A",), N_("refund all")),
    (("Esc",), N_("finish")),
    (("?",), N_("all keys")),
)
EMPTY: tuple[Hint, ...] = (
    (("Ctrl 5",), N_("see the buyer's turn")),
    (("F5",), N_("sync")),
    (("Ctrl K",), N_("find anything")),
    (("?",), N_("all keys")),
)
