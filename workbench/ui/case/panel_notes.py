"""What a panel says above its body: what changed, why it was not sent, that a draft is back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.base.errors import KnownError
from workbench.base.texts import _, phrase
from workbench.ui import phrases
from workbench.ui.case import acts
from workbench.ui.case.facts import Notice
from workbench.ui.case.safe import prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.domain.refusal import Refusal

# What the button of a note asks the host for, beside the names of acts.
SEEN, AGAIN = "seen", "again"


def changed(words: Sequence[str]) -> Notice:
    """CASE-5: the case moved on while the panel was open."""
    return Notice(
        kind="soon",
        icon="bell-dot",
        title=_("Changed, look first"),
        body=prose(phrases.sentences(*words)),
        action=_("Seen, go on"),
        name=SEEN,
    )


def refused(refusal: Refusal, *, denied: bool) -> Notice:
    """A rule that said no: what does not go, why, what would help, one button."""
    words = phrases.sentences(acts.refusal_words(refusal), acts.help_words(refusal))
    kind, icon, title = "crit", "circle-x", _("Not sent")
    if denied:
        kind, icon, title = "plain", "lock", _("No permission")
    elif refusal.rule == "CASE-5":
        kind, icon, title = "soon", "bell-dot", _("Not sent: the case has changed")
    return Notice(
        kind=kind,
        icon=icon,
        title=title,
        body=words,
        rule=refusal.rule,
        action=phrases.action(refusal.help_action) if refusal.help_action else "",
        key=acts.KEYS.get(refusal.help_action, ""),
        name=refusal.help_action,
    )


def failed(error: Exception) -> Notice:
    """It may or may not have been stored; sending again is safe (the same command id)."""
    words = (
        prose(phrase(error.text))
        if isinstance(error, KnownError)
        else _("Something went wrong in the workbench itself.")
    )
    return Notice(
        kind="crit",
        icon="circle-x",
        title=_("Not sent"),
        body=phrases.sentences(words, _("Your draft is safe.")),
        action=_("Try to send it once more"),
        name=AGAIN,
    )


def restored(at: int, now: int) -> Notice:
    """A draft came back."""
    words = _("Your draft of {time} is back.").format(time=phrases.when(at, now))
    return Notice(kind="plain", icon="history", title=words)


def ticks(refusals: Sequence[Refusal]) -> list[tuple[str, str, str]]:
    """(rule, words, hint) of what a tick lifts."""
    hint = _("needs a tick of its own")
    return [(item.rule, acts.refusal_words(item), f"{item.rule} · {hint}") for item in refusals]
