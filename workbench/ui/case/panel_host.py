"""Opens panels, sends their act once, says what came of it, and what changed meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from workbench.base.errors import KnownError
from workbench.base.texts import _
from workbench.ui import phrases
from workbench.ui.case import panel_notes
from workbench.ui.case.drafts import SAVED_AT, DraftKeeper, draft_key
from workbench.ui.case.layouts import focus_on
from workbench.ui.case.panel_state import PanelState
from workbench.ui.case.sending import Sender

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from workbench.services.model import ActResult
    from workbench.services.workbench import ActRequest, WorkbenchDoor
    from workbench.ui.case.loading import Loaded
    from workbench.ui.case.panel import Draft, Env, Panel
    from workbench.ui.case.panel_view import PanelView


class PanelHost(QObject):
    """One panel at a time. ``opened(wide)``, ``closed(wide)``; ``acted(result)`` when it went;
    ``wants(name)``: another act; ``waiting(bool)`` while one is prepared; ``outdated``: read the
    case again."""

    opened = Signal(bool)
    closed = Signal(bool)
    acted = Signal(object)
    wants = Signal(str)
    waiting = Signal(bool)
    outdated = Signal()

    def __init__(self, env: Env, view: PanelView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._env, self._view = env, view
        self._state: PanelState | None = None
        self._turn = 0
        self.drafts = DraftKeeper(env.session, self)
        self.drafts.kept.connect(self._on_kept)
        self.drafts.watch(view)
        self.post = Sender(env.session, self)
        self.post.went.connect(self._on_went)
        self.post.refused.connect(self._on_refused)
        self.post.failed.connect(self._on_failed)
        view.closed.connect(self.close)
        view.sent.connect(self.send)
        view.discarded.connect(self.discard)
        view.ticked.connect(self._on_edit)
        view.noted.connect(self._on_noted)
        view.chosen.connect(self.wants)
        view.pressed.connect(self._on_key)

    @property
    def panel(self) -> Panel | None:
        """The open panel."""
        return self._state.panel if self._state is not None else None

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

        def show(found: tuple[Any, Draft | None]) -> None:
            if turn == self._turn:
                form, draft = found
                self._show(turn, kind(loaded, form, self._env, self), draft, prefill)

        self._env.session.operations.write(ask, show, lambda error: self._not_opened(turn, error))

    def _show(self, turn: int, panel: Panel, draft: Draft | None, prefill: Draft | None) -> None:
        self.waiting.emit(False)
        saved = draft.get(SAVED_AT) if draft else 0
        at = saved if isinstance(saved, int) else 0
        self._state = PanelState(panel, panel.case, restored_at=at)
        self._view.set_body(panel.body, sheet=not panel.wide)
        self._view.set_ticks(())
        self._view.saved.setText("")
        for values in (draft, prefill):
            if values:
                panel.restore(values)
        self.drafts.follow(panel)
        panel.changed.connect(self._on_edit)
        panel.wants.connect(self.wants)
        panel.sends.connect(self.send)
        self.phrase()
        self.opened.emit(panel.wide)
        focus = panel.first()
        if focus is not None:
            focus_on(focus)
        self._env.session.operations.read(panel.question(), lambda more: self._learn(turn, more))

    def _learn(self, turn: int, found: object) -> None:
        if turn == self._turn and self._state is not None:
            panel = self._state.panel
            panel.know(found)
            focus = panel.first()
            if focus is not None and not panel.body.isAncestorOf(
                QApplication.focusWidget() or self._view
            ):
                focus_on(focus)
            self._update()

    def _not_opened(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            self.waiting.emit(False)
        self._env.session.operations.failed.emit(error)

    def close(self) -> None:
        """Put the panel away; its draft is kept."""
        if self._state is not None and not self.post.busy:
            self.drafts.save()
        self._drop()

    def _drop(self) -> None:
        self._turn += 1
        state, self._state = self._state, None
        if state is None:
            return
        self.post.leave()
        self.drafts.follow(None)
        self._view.send.set_busy(None)
        self._view.set_body(None)
        state.panel.deleteLater()
        self.closed.emit(state.panel.wide)

    def discard(self) -> None:
        """Forget the draft and begin anew."""
        panel = self.panel
        if panel is not None:
            kind, loaded = type(panel), panel.loaded
            self.drafts.forget(draft_key(panel, panel.case))
            self._drop()
            self.open(kind, loaded)

    # -- sending

    def missing(self) -> str:
        """Why it cannot be sent now, as one sentence; "" where it can."""
        state = self._state
        return state.missing(self._view.ticked_rules()) if state is not None else ""

    def send(self) -> None:
        """Send the act, once, if nothing is missing."""
        state = self._state
        if state is None or self.post.busy:
            return
        state.panel.words_now()
        if self.missing():
            self._update()
            self._view.send.setFocus()
            return
        self.drafts.save()  # a crash between here and the answer loses no word
        self._view.send.set_busy(_("Sending"))
        self.post.send(state.request(self._view.ticked_rules()))

    def _on_went(self, request: ActRequest, result: ActResult) -> None:
        self.drafts.forget(f"{request.action}:{request.key}")
        panel = self.panel
        if panel is not None and (panel.action, panel.case.key) == (request.action, request.key):
            self._drop()
        self.acted.emit(result)

    def _on_refused(self, result: ActResult) -> None:
        if self._state is None:
            return
        self._view.send.set_busy(None)
        self._state.answer(result)
        if any(refusal.rule == "CASE-5" for refusal in result.refused):
            self.outdated.emit()
        self.phrase()

    def _on_failed(self, error: Exception) -> None:
        if self._state is not None:
            self._view.send.set_busy(None)
            self._state.fail(error)
            self.phrase()
        if self._state is None or not isinstance(error, KnownError):
            self._env.session.operations.failed.emit(error)

    # -- the case moves on

    def refresh(self, loaded: Loaded) -> None:
        """The case was read again while the panel is open."""
        state = self._state
        if state is None or loaded.case.key != state.panel.case.key:
            return
        state.panel.refresh(loaded)
        state.follow()
        self.phrase()

    def _on_noted(self, name: str) -> None:
        known = {panel_notes.SEEN: self.seen, panel_notes.AGAIN: self.send}
        if name in known:
            known[name]()
        else:
            self.wants.emit(name)

    def seen(self) -> None:
        """The person has looked at what changed."""
        if self._state is not None:
            self._state.look()
            self.phrase()
            self._view.send.setFocus()

    # -- words

    def phrase(self) -> None:
        """Say everything again: bar, notes, ticks, ways out."""
        state, view = self._state, self._view
        if state is None:
            return
        panel = state.panel
        panel.words_again()
        view.retranslate(keeps=panel.keeps_draft)
        view.discard.setVisible(panel.keeps_draft and bool(state.restored_at))
        self._update()

    def retranslate(self) -> None:
        """The language changed."""
        if self._state is not None:
            self._state.panel.retranslate()
        self.phrase()

    def _update(self) -> None:
        state, view = self._state, self._view
        if state is None:
            return
        panel = state.panel
        view.set_notes(state.notes())
        view.set_ticks(panel_notes.ticks(state.ticks()))
        panel.open_ticks = state.open_ticks(view.ticked_rules())
        view.bar.set_title(panel.title(), panel.subtitle())
        kind, icon = panel.send_look()
        view.send.set_kind(kind)
        view.send.set_icon(icon)
        view.send.set_words(panel.send_words())
        view.set_ways(panel.others(), send_right=bool(panel.others()))
        silent = panel.counts and panel.blocked() is None and not state.changed()
        view.set_why(self.missing(), silent=silent)
        view.set_beside(panel.beside())

    def _on_edit(self) -> None:
        self.drafts.touch()
        self._update()

    def _on_kept(self, at: int) -> None:
        words = _("Draft kept at {time}").format(time=phrases.when(at, at)) if at else ""
        self._view.saved.setText(words)

    def _on_key(self, event: QKeyEvent) -> None:
        panel = self.panel
        if panel is not None and (panel.words_key(event) or panel.key(event)):
            event.accept()
