"""What the queue says where there is nothing to show: all done, nothing found, could not look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.base.errors import KnownError
from workbench.base.texts import _, ngettext, phrase
from workbench.domain.kinds import View
from workbench.ui import phrases
from workbench.ui.models import words
from workbench.ui.queue import choice

if TYPE_CHECKING:
    from workbench.services.queries import CaseQuery, Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Arguments of an ``EmptyState``; ``act`` says what its button does."""

    icon: str
    title: str
    text: str = ""
    action: str = ""
    key: str = ""
    ink: str = "text2"
    act: str = ""


def failure(error: Exception) -> Told:
    """The list could not be read: that is never "nothing there"."""
    why = phrase(error.text) if isinstance(error, KnownError) else _("The reason is in the log.")
    return Told(
        icon="circle-alert", ink="crit", title=_("The queue could not be read"),
        text=_("{why} Nothing was changed, and drafts are safe.").format(why=why),
        action=_("Read again"), key="F5", act="retry",
    )  # fmt: skip


def empty(query: CaseQuery, summary: Summary | None, now: int) -> Told:
    """The view holds no card: why that is so, and one useful act."""
    if choice.filtered(query):
        return Told(
            icon="search", title=_("No case fits the filters"),
            text=_("In all other respects this view may well hold some."),
            action=_("Clear the filters"), act="clear",
        )  # fmt: skip
    if query.view is not View.TODO:
        return Told(
            icon="inbox",
            title=_("Nothing in “{view}”").format(view=_(words.VIEWS[query.view])),
            text=_("Cases come here by themselves when they belong here."),
            action=_("Go to “{view}”").format(view=_(words.VIEWS[View.TODO])), key="Ctrl 1",
            act="todo",
        )  # fmt: skip
    parts = []
    if summary is not None and summary.decided_today:
        n = summary.decided_today
        parts.append(ngettext("{n} case decided today.", "{n} cases decided today.", n).format(n=n))
    if summary is not None and summary.next_due is not None:
        when = phrases.when(summary.next_due, now)
        parts.append(_("The next clock ends at {time}.").format(time=when))
    return Told(
        icon="circle-check", ink="ok", title=_("To do is empty"), text=phrases.sentences(*parts),
        act="done",
    )  # fmt: skip


def idle() -> Told:
    """The right side while no card is chosen."""
    return Told(
        icon="inbox", title="",
        text=_("New cards come in at the left; your place does not move."),
        action=_("Sync"), key="F5", act="sync",
    )  # fmt: skip
