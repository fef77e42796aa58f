"""Opens panels, keeps their drafts, sends their act and says what came of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from workbench.base.errors import KnownError
from workbench.base.ids import new_id
from workbench.base.texts import _, ngettext, phrase
from workbench.services.workbench import ActRequest
from workbench.ui import phrases
from workbench.ui.case import acts, telling
from workbench.ui.theme.plain import visible
from workbench.ui.widgets.notes import Note

if TYPE_CHECKING:
    from workbench.domain.case import Case
    from workbench.domain.refusal import Refusal
    from workbench.services.model import ActResult
    from workbench.services.workbench import WorkbenchDoor
    from workbench.ui.case.loading import Loaded
    from workbench.ui.case.panel import Draft, Env, Panel
    from workbench.ui.case.panel_view import PanelView

IDLE_MS = 800  # a draft is kept this long after the last key
SAVED_AT = "saved_at"


def draft_key(panel: type[Panel] | Panel, case: Case) -> str:
    """Under which name a draft is kept."""
    return f"{panel.action}:{case.key}"


class PanelHost(QObject):
    """One panel at a time. ``opened(wide)``, ``closed(wide)``; ``acted(result)`` when it went;
    ``wants(name)``: another act; ``waiting(bool)`` while a panel is being prepared."""

    opened = Signal(bool)
    closed = Signal(bool)
    acted = Signal(object)
    wants = Signal(str)
    waiting = Signal(bool)
    outdated = Signal()

    def __init__(self, env: Env, view: PanelView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._env, self._view = env, view
        self.panel: Panel | None = None
        self._turn = 0
        self._sending = False
        self._restored_at: int | None = None
        self._refused: tuple[Refusal, ...] = ()
        self._denied = False
        self._error: Exception | None = None
        self._seen: Case | None = None  # the case the person decides on
        self._attempt: tuple[str, str] = ("", "")
        self._dirty = False
        self._timer = QTimer(self)
        self._timer.setObjectName("draft pause")
        self._timer.setSingleShot(True)
        self._timer.setInterval(IDLE_MS)
        self._timer.timeout.connect(self.save_draft)
        self._connect()

    def _connect(self) -> None:
        view = self._view
        view.closed.connect(self.close)
        view.sent.connect(self.send)
        view.discarded.connect(self.discard)
        view.ticked.connect(self._on_ticked)
        view.chosen.connect(self.wants)
        view.pressed.connect(self._on_key)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    # -- opening and closing

    def open(self, kind: type[Panel], loaded: Loaded, *, prefill: Draft | None = None) -> None:
        """Ask what the panel needs, then show it; its draft comes back by itself."""
        self.close()
        self._turn += 1
        turn, case = self._turn, loaded.case
        self.waiting.emit(True)

        def ask(door: WorkbenchDoor) -> tuple[Any, Draft | None]:
            draft = door.draft(draft_key(kind, case)) if kind.keeps_draft else None
            return kind.gather(door, case), draft

        self._env.session.operations.write(
            ask,
            lambda found: self._show(turn, kind, loaded, found, prefill),
            lambda error: self._not_opened(turn, error),
        )

    def _show(
        self, turn: int, kind: type[Panel], loaded: Loaded, found: tuple[Any, Draft | None],
        prefill: Draft | None,
    ) -> None:  # fmt: skip
        if turn != self._turn:
            return
        self.waiting.emit(False)
        form, draft = found
        panel = kind(loaded, form, self._env, self)
        self.panel, self._seen = panel, loaded.case
        self._refused, self._denied, self._error = (), False, None
        self._restored_at = None
        self._sending = self._dirty = False
        self._view.set_body(panel.body)
        self._view.set_ticks(())
        if draft:
            saved = draft.get(SAVED_AT)
            self._restored_at = saved if isinstance(saved, int) else 0
            panel.restore(draft)
        if prefill:
            panel.restore(prefill)
        panel.changed.connect(self._on_edit)
        panel.wants.connect(self.wants)
        panel.sends.connect(self.send)
        self.phrase()
        self.opened.emit(kind.wide)
        focus = panel.first()
        if focus is not None:
            focus.setFocus()
        key = loaded.case
        self._env.session.operations.read(
            lambda queries: kind.look(queries, key), lambda more: self._learn(turn, more)
        )

    def _learn(self, turn: int, found: object) -> None:
        if turn == self._turn and self.panel is not None:
            self.panel.know(found)
            self._update()

    def _not_opened(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            self.waiting.emit(False)
            self._env.session.operations.failed.emit(error)

    def close(self) -> None:
        """Put the panel away; its draft is kept."""
        if self.panel is None:
            self._turn += 1
            return
        self.save_draft()
        self._drop()

    def _drop(self) -> None:
        panel = self.panel
        if panel is None:
            return
        self._timer.stop()
        self._turn += 1
        wide = panel.wide
        self.panel = None
        self._view.set_body(None)
        panel.deleteLater()
        self.closed.emit(wide)

    # -- drafts

    def _on_edit(self) -> None:
        self._dirty = True
        if self.panel is not None and self.panel.keeps_draft:
            self._timer.start()
        self._update()

    def save_draft(self) -> None:
        """Keep the draft now, if anything was typed since."""
        self._timer.stop()
        panel = self.panel
        if panel is None or not panel.keeps_draft or not self._dirty or self._sending:
            return
        self._dirty = False
        key, now = draft_key(panel, panel.case), self._env.session.now()
        value = panel.draft()
        kept: Draft | None = {**value, SAVED_AT: now} if value else None
        turn = self._turn
        self._env.session.operations.write(
            lambda door: door.save_draft(key, kept),
            lambda _none: self._saved(turn, now if kept else None),
        )

    def _saved(self, turn: int, at: int | None) -> None:
        if turn == self._turn and self.panel is not None and isValid(self._view):
            words = _("Draft kept at {time}").format(time=phrases.when(at, at)) if at else ""
            self._view.saved.setText(words)

    def discard(self) -> None:
        """Forget the draft and begin anew."""
        panel = self.panel
        if panel is None:
            return
        kind, loaded, key = type(panel), panel.loaded, draft_key(panel, panel.case)
        self._dirty = False
        self._env.session.operations.write(lambda door: door.save_draft(key, None))
        self._drop()
        self.open(kind, loaded)

    def _on_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        if self.panel is None or old is None or not isValid(self._view) or not isValid(old):
            return
        inside = now is not None and self._view.isAncestorOf(now)
        if self._view.isAncestorOf(old) and not inside:
            self.save_draft()

    # -- sending

    def missing(self) -> str:
        """Why it cannot be sent now, as one sentence; "" where it can."""
        panel = self.panel
        if panel is None:
            return ""
        if self._changed():
            return _("Look at what changed first")
        reason = panel.blocked()
        if reason:
            return reason
        parts = panel.missing()
        ticks = len(self._asked_ticks()) - len(self._view.ticked_rules())
        if ticks > 0:
            parts = [*parts, ngettext("{n} tick", "{n} ticks", ticks).format(n=ticks)]
        if not parts:
            return ""
        return _("Missing: {what}").format(what=phrases.listed(parts))

    def send(self) -> None:
        """Send the act, once, if nothing is missing."""
        panel = self.panel
        if panel is None or self._sending:
            return
        if self.missing():
            self._update()
            self._view.send.setFocus()
            return
        self._timer.stop()
        request = self._request(panel)
        self._sending = True
        self._view.send.set_busy(_("Sending"))
        turn, actor = self._turn, self._env.session.actor
        self._env.session.operations.write(
            lambda door: door.act(request, actor),
            lambda result: self._answered(turn, request, result),
            lambda error: self._failed(turn, error),
        )

    def _request(self, panel: Panel) -> ActRequest:
        args, files = panel.args(), panel.files()
        confirm = frozenset(self._view.ticked_rules())
        mark = json.dumps(
            [args, [str(path) for _kind, path in files], sorted(confirm)],
            ensure_ascii=False, sort_keys=True, default=str,
        )  # fmt: skip
        if mark != self._attempt[0]:
            self._attempt = (mark, new_id())
        case = self._seen or panel.case
        return ActRequest(
            key=case.key, action=panel.action, args=args, files=files, if_version=case.version,
            command_id=self._attempt[1], confirm=confirm,
        )  # fmt: skip

    def _answered(self, turn: int, request: ActRequest, result: ActResult) -> None:
        self._attempt = ("", "")
        session = self._env.session
        if result.ok:
            key = f"{request.action}:{request.key}"
            session.operations.write(lambda door: door.save_draft(key, None))
            if turn == self._turn:
                self._sending = self._dirty = False
                self._drop()
            session.report(result)
            self.acted.emit(result)
            return
        session.report(result)
        if turn != self._turn or self.panel is None:
            return
        self._sending = False
        self._view.send.set_busy(None)
        self._refused, self._denied, self._error = result.refused, result.denied, None
        if any(refusal.rule == "CASE-5" for refusal in result.refused):
            self.outdated.emit()
        self.phrase()

    def _failed(self, turn: int, error: Exception) -> None:
        if turn != self._turn or self.panel is None:
            self._env.session.operations.failed.emit(error)
            return
        self._sending = False
        self._dirty = True
        self._view.send.set_busy(None)
        self._error, self._refused = error, ()
        self.save_draft()
        self.phrase()
        if not isinstance(error, KnownError):
            self._env.session.operations.failed.emit(error)

    # -- the case moves on

    def refresh(self, loaded: Loaded) -> None:
        """The case was read again while the panel is open."""
        if self.panel is None or loaded.case.key != self.panel.case.key:
            return
        self.panel.refresh(loaded)
        if self._seen is not None and loaded.case.version == self._seen.version:
            self._seen = loaded.case
        self.phrase()

    def _changed(self) -> list[str]:
        panel, seen = self.panel, self._seen
        if panel is None or seen is None or panel.case.version == seen.version:
            return []
        found = telling.changes(seen, panel.case, self._env.session.now())
        return found or [_("The case was changed elsewhere.")]

    def seen(self) -> None:
        """The person has looked at what changed."""
        if self.panel is not None:
            self._seen = self.panel.case
            self._refused = tuple(r for r in self._refused if r.rule != "CASE-5")
            self.phrase()

    # -- words

    def phrase(self) -> None:
        """Say everything again: bar, notes, ticks, ways out."""
        panel = self.panel
        if panel is None:
            return
        view = self._view
        view.retranslate()
        view.bar.set_title(panel.title(), panel.subtitle())
        view.set_notes(self._notes())
        view.set_ticks([
            (item.rule, acts.refusal_words(item), f"{item.rule} · {_('needs a tick of its own')}")
            for item in self._asked_ticks()
        ])  # fmt: skip
        view.discard.setVisible(panel.keeps_draft and self._restored_at is not None)
        self._update()

    def _update(self) -> None:
        panel = self.panel
        if panel is None:
            return
        view = self._view
        kind, icon = panel.send_look()
        view.send.set_kind(kind)
        view.send.set_icon(icon)
        view.send.set_words(panel.send_words())
        view.set_ways(panel.others(), send_right=bool(panel.others()))
        view.set_why(self.missing())

    def _on_ticked(self) -> None:
        self._dirty = True
        self._update()

    def _asked_ticks(self) -> list[Refusal]:
        panel = self.panel
        if panel is None:
            return []
        option = panel.loaded.option(panel.action)
        known = [*(option.refusals if option is not None else ()), *self._refused]
        found: dict[str, Refusal] = {}
        for item in known:
            if item.confirmable:
                found.setdefault(item.rule, item)
        return list(found.values())

    def _notes(self) -> list[Note]:
        notes: list[Note] = []
        changed = self._changed()
        if changed:
            note = Note("soon", icon="bell-dot", title=_("Changed, look first"),
                        body=visible(phrases.sentences(*changed)), action=_("Seen, go on"),
                        stacked=True)  # fmt: skip
            note.acted.connect(self.seen)
            notes.append(note)
        notes += [self._refusal_note(item) for item in self._refused if not item.confirmable]
        if self._error is not None:
            notes.append(self._error_note(self._error))
        if self._restored_at:
            words = _("Your draft of {time} is back.").format(
                time=phrases.when(self._restored_at, self._env.session.now())
            )
            notes.append(Note("plain", icon="history", title=words))
        return notes

    def _refusal_note(self, refusal: Refusal) -> Note:
        body = phrases.sentences(acts.refusal_words(refusal), acts.help_words(refusal))
        kind, icon, title = "crit", "circle-x", _("Not sent")
        if self._denied:
            kind, icon, title = "plain", "lock", _("No permission")
        elif refusal.rule == "CASE-5":
            kind, icon, title = "soon", "bell-dot", _("Not sent: the case has changed")
        action = phrases.action(refusal.help_action) if refusal.help_action else ""
        key = acts.KEYS.get(refusal.help_action, "")
        note = Note(kind, icon=icon, title=title, body=f"{body} · {refusal.rule}", action=action,
                    key=key, stacked=True)  # fmt: skip
        note.acted.connect(lambda: self.wants.emit(refusal.help_action))
        return note

    def _error_note(self, error: Exception) -> Note:
        words = (
            visible(phrase(error.text)) if isinstance(error, KnownError)
            else _("Something went wrong in the workbench itself.")
        )  # fmt: skip
        note = Note("crit", title=_("Not sent"), action=_("Send again"), stacked=True,
                    body=phrases.sentences(words, _("Your draft is safe.")))  # fmt: skip
        note.acted.connect(self.send)
        return note

    def _on_key(self, event: Any) -> None:
        if self.panel is not None and self.panel.key(event):
            event.accept()
