"""Errors say whose they are: ``KnownError`` tells the person what to do, the rest is our fault."""

from __future__ import annotations

from workbench.base.texts import Text


class KnownError(Exception):
    """Something a person can mend. ``text`` is one sentence that says what to do.

    ``kind`` is a stable word for programs (``{"error": {"kind", "message"}}`` on the command
    line); ``exit_code`` follows the table of exits: 2 usage, 3 unreadable input, 4 no right,
    5 not delivered.
    """

    def __init__(self, kind: str, text: Text, *, exit_code: int = 2) -> None:
        super().__init__(f"{kind}: {text.english()}")
        self.kind = kind
        self.text = text
        self.exit_code = exit_code


class BugError(Exception):
    """Our own fault: an invariant that should hold did not."""
