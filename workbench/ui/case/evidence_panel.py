"""Submitting evidence: once, complete, short; files in the order the platform looks at them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.base.texts import _
from workbench.domain.kinds import Action
from workbench.domain.wording.model import Use
from workbench.ui import phrases
from workbench.ui.case import facts, telling
from workbench.ui.case.attach import Attachments
from workbench.ui.case.evidence_view import EvidenceView, FileLine, KindLine
from workbench.ui.case.panel import Panel
from workbench.ui.case.panels_words import STATEMENT_LIMIT

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from workbench.ui.case.loading import Loaded
    from workbench.ui.case.panel import Draft, Env

STORY = 8


class EvidencePanel(Panel):
    """Picture 07's pack builder, for one case (DISP-2)."""

    action = Action.EVIDENCE
    wide = True

    def __init__(self, loaded: Loaded, form: Any, env: Env, parent: QObject | None = None) -> None:
        super().__init__(loaded, form, env, parent)
        policy = loaded.policy
        limits = policy.evidence if policy is not None else None
        self.names = dict(limits.kinds) if limits is not None else {}
        self.files_there = Attachments(
            env.session, most=limits.max_files if limits else 4,
            limit=limits.max_bytes if limits else 5_000_000, pictures_only=False, parent=self,
        )  # fmt: skip
        self.view = view = EvidenceView(self.files_there.suffixes)
        self.body = view
        self._focus = -1
        view.statement.set_limit(STATEMENT_LIMIT)
        view.statement.changed.connect(self.changed)
        self.watch(view.statement, view.findings, Use.STATEMENT)
        view.zone.files_dropped.connect(lambda paths: self.add(self._kind(), paths))
        view.zone.image_pasted.connect(self._paste)
        view.zone.clicked.connect(lambda: self._choose(self._kind()))
        view.zone.refused.connect(self._say)
        self.files_there.said.connect(self._say)
        self.files_there.changed.connect(self._on_files)
        self.retranslate()

    # -- words of the frame

    def title(self) -> str:
        return _("Evidence pack")

    def subtitle(self) -> str:
        there = {item.kind for item in self.files_there.items}
        return _("{n} of {most} kinds there").format(
            n=len(there & set(self.names)), most=len(self.names)
        )

    def send_words(self) -> str:
        return _("Hand in the evidence")

    def missing(self) -> list[str]:
        found = self.files_there.faults()
        if not self.files_there.items and not self.view.statement.text().strip():
            found.append(_("a file or a statement"))
        return found

    def blocked(self) -> str | None:
        return _("The statement is too long.") if self.view.statement.over_limit() else None

    def args(self) -> dict[str, object]:
        return {"statement": self.view.statement.text().strip()}

    def files(self) -> tuple[tuple[str, Path], ...]:
        return self.files_there.ready()

    def draft(self) -> Draft | None:
        words = self.view.statement.text()
        if not words.strip() and not self.files_there.items:
            return None
        return {"statement": words, "files": self.files_there.draft()}

    def restore(self, draft: Draft) -> None:
        self.view.statement.set_text(str(draft.get("statement", "")))
        self.files_there.restore(draft.get("files"))

    def first(self) -> QWidget | None:
        return self.view.statement.edit

    # -- what the hand does

    def add(self, kind: str, paths: list[Path]) -> None:
        """Take files of a kind."""
        self.files_there.add(kind, paths)

    def _kind(self) -> str:
        value = self.view.kind.value()
        return str(value) if value else "picture"

    def _paste(self, image: QImage) -> None:
        self.files_there.paste(self._kind(), image)

    def _choose(self, kind: str) -> None:
        self.env.hands.choose(
            self.view, _("Choose files"), self.files_there.suffixes,
            lambda paths: self.add(kind, paths),
        )  # fmt: skip

    def _move(self, at: int, by: int) -> None:
        to = at + by
        self._focus = to if 0 <= to < len(self.files_there.items) else at
        self.files_there.move(at, by)
        self._focus = -1

    def _remove(self, at: int) -> None:
        self._focus = min(at, len(self.files_there.items) - 2)
        self.files_there.remove(at)
        self._focus = -1

    def _say(self, words: str) -> None:
        self.view.fault.setText(words)
        self.view.fault.setVisible(bool(words))

    def _on_files(self) -> None:
        self._say("")
        self.show()
        self.changed.emit()

    # -- what is shown

    def retranslate(self) -> None:
        view = self.view
        view.retranslate()
        view.kind.set_items([
            (facts.name(words), kind) for kind, words in self.names.items()
        ] or [(_("picture"), "picture")])  # fmt: skip
        sent = any(item.by == "merchant" and item.sent for item in self.case.evidence)
        view.once.set_note(
            "crit" if sent else "soon",
            icon="circle-alert",
            title=_("Evidence was handed in already") if sent else _("Only once"),
            body=_("A second set looks like an afterthought; it needs a tick of its own.") if sent
            else _("After it was handed in nothing can be added or changed."),
        )  # fmt: skip
        view.limits.setText(self.files_there.limits())
        now = self.env.session.now()
        newest = sorted(self.loaded.detail.timeline, key=lambda entry: -entry.at)[:STORY]
        told = [telling.told(entry, now) for entry in reversed(newest)]
        view.show_story([(line.at, facts.name(line.title)) for line in told])
        self.show()

    def show(self) -> None:
        """Show the files as they are now."""
        kinds = []
        for kind, words in self.names.items():
            line = KindLine(facts.word(words), len(self.files_there.of(kind)))
            line.wanted.connect(lambda kind=kind: self._choose(kind))
            kinds.append(line)
        self.view.show_kinds(kinds)
        lines = []
        for at, item in enumerate(self.files_there.items):
            words = facts.word(self.names.get(item.kind, phrases.action("evidence")))
            shown = FileLine(at + 1, item, words)
            shown.moved.connect(lambda by, at=at: self._move(at, by))
            shown.removed.connect(lambda at=at: self._remove(at))
            lines.append(shown)
        self.view.show_order(lines, self._focus)
