"""Keeps what was typed: 800 ms after the last key, when the focus leaves, when a panel closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from workbench.domain.case import Case
    from workbench.ui.case.panel import Draft, Panel
    from workbench.ui.session import Session

IDLE_MS = 800
SAVED_AT = "saved_at"


def draft_key(panel: type[Panel] | Panel, case: Case) -> str:
    """Under which name a draft is kept."""
    return f"{panel.action}:{case.key}"


class DraftKeeper(QObject):
    """One panel's draft at a time; ``kept(at)`` once it is safe (0: there is none any more)."""

    kept = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._panel: Panel | None = None
        self._dirty = False
        self._turn = 0
        self._view: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setObjectName("draft pause")
        self._timer.setSingleShot(True)
        self._timer.setInterval(IDLE_MS)
        self._timer.timeout.connect(self.save)

    def watch(self, view: QWidget) -> None:
        """Keep the draft too when the focus leaves this view."""
        self._view = view
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def follow(self, panel: Panel | None) -> None:
        """Keep the drafts of this panel from now on; nothing is typed yet."""
        self._timer.stop()
        self._panel, self._dirty = panel, False
        self._turn += 1

    def touch(self) -> None:
        """Something was typed."""
        self._dirty = True
        if self._panel is not None and self._panel.keeps_draft:
            self._timer.start()

    def rest(self) -> None:
        """Nothing is to be kept for now: the act is being sent."""
        self._timer.stop()

    def save(self) -> None:
        """Keep the draft now, if anything was typed since."""
        self._timer.stop()
        panel = self._panel
        if panel is None or not panel.keeps_draft or not self._dirty:
            return
        self._dirty = False
        key, now, turn = draft_key(panel, panel.case), self._session.now(), self._turn
        value = panel.draft()
        draft: Draft | None = {**value, SAVED_AT: now} if value else None
        self._session.operations.write(
            lambda door: door.save_draft(key, draft),
            lambda _none: self._tell(turn, now if draft else 0),
        )

    def forget(self, key: str) -> None:
        """Throw a draft away."""
        self._timer.stop()
        self._dirty = False
        self._session.operations.write(lambda door: door.save_draft(key, None))

    def _on_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        view = self._view
        if view is None or old is None or not isValid(view) or not isValid(old):
            return
        inside = now is not None and view.isAncestorOf(now)
        if view.isAncestorOf(old) and not inside:
            self.save()

    def _tell(self, turn: int, at: int) -> None:
        if turn == self._turn:
            self.kept.emit(at)
