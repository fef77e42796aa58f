"""What stands between a panel and its act: what changed, what was refused, what is not ticked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.base.texts import _, ngettext
from workbench.services.workbench import ActRequest
from workbench.ui import phrases
from workbench.ui.case import panel_notes, telling

if TYPE_CHECKING:
    from collections.abc import Collection

    from workbench.domain.case import Case
    from workbench.domain.refusal import Refusal
    from workbench.services.model import ActResult
    from workbench.ui.case.facts import Notice
    from workbench.ui.case.panel import Panel

WORD_RULES = frozenset({"WORD-1", "DISP-3"})


@dataclass(slots=True)
class PanelState:
    """The state of one open panel. ``seen`` is the case the person decides on (CASE-5)."""

    panel: Panel
    seen: Case
    restored_at: int = 0
    refused: tuple[Refusal, ...] = ()
    denied: bool = False
    error: Exception | None = field(default=None)
    said: tuple[str, ...] = ()  # the words the door said no to

    def changed(self) -> list[str]:
        """What is different from what the person has seen."""
        case = self.panel.case
        if case.version == self.seen.version:
            return []
        now = self.panel.env.session.now()
        return telling.changes(self.seen, case, now) or [_("The case was changed elsewhere.")]

    def look(self) -> None:
        """The person has looked at what changed."""
        self.seen = self.panel.case
        self.refused = tuple(item for item in self.refused if item.rule != "CASE-5")

    def follow(self) -> None:
        """The case was read again; the same version is what the person sees."""
        if self.panel.case.version == self.seen.version:
            self.seen = self.panel.case

    def answer(self, result: ActResult) -> None:
        """The door said no."""
        self.refused, self.denied, self.error = result.refused, result.denied, None
        self.said = self.panel.words()

    def fail(self, error: Exception) -> None:
        """The door could not be asked."""
        self.refused, self.denied, self.error = (), False, error

    def ticks(self) -> list[Refusal]:
        """What a tick lifts, one per rule."""
        option = self.panel.loaded.option(self.panel.action)
        known = [
            *(option.refusals if option is not None else ()),
            *(item for item in self.refused if not self._mended(item)),
            *self.panel.words_asked(),
        ]
        found: dict[str, Refusal] = {}
        for item in known:
            if item.confirmable:
                found.setdefault(item.rule, item)
        return list(found.values())

    def _mended(self, item: Refusal) -> bool:
        """The door minded words, and they have been changed since: the marks tell what is left."""
        return item.rule in WORD_RULES and self.panel.words() != self.said

    def open_ticks(self, ticked: Collection[str]) -> int:
        """How many ticks are still missing."""
        return sum(item.rule not in ticked for item in self.ticks())

    def missing(self, ticked: Collection[str]) -> str:
        """Why it cannot be sent now, as one sentence; "" where it can."""
        if self.changed():
            return _("Look at what changed first")
        reason = self.panel.blocked()
        if reason:
            return reason
        stops = self.panel.words_stop()
        if stops:
            return ngettext(
                "{n} place must change, then it can go", "{n} places must change, then it can go",
                stops,
            ).format(n=stops)  # fmt: skip
        parts = self.panel.missing()
        open_ticks = self.open_ticks(ticked)
        if open_ticks:
            words = ngettext("{n} tick", "{n} ticks", open_ticks).format(n=open_ticks)
            parts = [*parts, words]
        return _("Missing: {what}").format(what=phrases.listed(parts)) if parts else ""

    def request(self, ticked: Collection[str]) -> ActRequest:
        """The act as it is filled in; its command id comes with sending."""
        panel = self.panel
        return ActRequest(
            key=self.seen.key,
            action=panel.action,
            args=panel.args(),
            files=panel.files(),
            if_version=self.seen.version,
            confirm=frozenset(ticked),
        )

    def notes(self) -> list[Notice]:
        """What is said above the body."""
        found: list[Notice] = []
        changed = self.changed()
        if changed:
            found.append(panel_notes.changed(changed))
        found += [
            panel_notes.refused(item, denied=self.denied)
            for item in self.refused
            if not item.confirmable and not self._mended(item)
        ]
        if self.error is not None:
            found.append(panel_notes.failed(self.error))
        if self.restored_at:
            found.append(panel_notes.restored(self.restored_at, self.panel.env.session.now()))
        return found
