"""Strangers' words where lines wrap: plain, capped, and never one endless word."""

from __future__ import annotations

import re

from workbench.ui.theme.plain import REASON_LIMIT, visible

LONGEST_WORD = 40  # characters; Qt breaks a line only between words, so longer ones widen the pane

# Han and full-width signs may be broken anywhere: only runs of other signs count as words.
_ENDLESS = re.compile(rf"[^\s\u2e80-\uffef]{{{LONGEST_WORD + 1},}}")


def prose(text: str, limit: int = REASON_LIMIT, *, lines: bool = False) -> str:
    """``text`` as ``plain.visible`` shows it, with line ends inside words that have no end."""
    return _ENDLESS.sub(_broken, visible(text, limit, lines=lines))


def _broken(match: re.Match[str]) -> str:
    word = match.group()
    return "\n".join(word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD))
