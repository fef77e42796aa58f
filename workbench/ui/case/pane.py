"""The case pane: shows one case, keeps it true, and lets everything be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from workbench.base.errors import KnownError
from workbench.domain.kinds import Action
from workbench.ui.case import files
from workbench.ui.case.hands import Hands
from workbench.ui.case.layouts import focus_on
from workbench.ui.case.loading import CaseLoader
from workbench.ui.case.pane_acts import CLAUSE, COPY_CASE, PaneActs
from workbench.ui.case.pane_keys import CLOSE, meaning
from workbench.ui.case.pane_show import PaneShow
from workbench.ui.case.pane_view import PaneView
from workbench.ui.case.panel import Env
from workbench.ui.case.panel_host import PanelHost
from workbench.ui.case.send_keys import SendKeys
from workbench.ui.models.editors import typing
from workbench.ui.widgets.viewer import PictureViewer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.domain.case import CaseKey
    from workbench.ui.case.loading import Loaded
    from workbench.ui.session import Session
    from workbench.ui.widgets.pictures import Picture

SKELETON_MS = 300


class CasePane(QWidget):
    """``panel_open_changed(bool)`` follows the wide work panels (the list gives way to them);
    ``closed``: Esc was pressed with nothing left to close here."""

    panel_open_changed = Signal(bool)
    closed = Signal()

    def __init__(
        self, session: Session, *, hands: Hands | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        env = Env(session, hands or Hands())
        self._key: CaseKey | None = None
        self._shown: CaseKey | None = None
        self._before: QWidget | None = None  # who had the focus before a panel took it
        self.view = PaneView(lambda name: files.resolve(name, session.data_dir))
        self.loader = CaseLoader(session, self)
        self.host = PanelHost(env, self.view.panel, self)
        self.acts = PaneActs(env, self.view, self.loader, self.host)
        self.show_words = PaneShow(session, self.view)
        self.viewer = PictureViewer(parent=self)
        self.viewer.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self._slow = QTimer(self)
        self._slow.setObjectName("case skeleton")
        self._slow.setSingleShot(True)
        self._slow.setInterval(SKELETON_MS)
        self._slow.timeout.connect(self.view.show_skeleton)
        SendKeys(self, self.host, lambda: not self.viewer.isVisible())
        self._connect_loading()
        self._connect_view()
        self.view.show_nothing()

    def _connect_loading(self) -> None:
        self.loader.loaded.connect(self._on_loaded)
        self.loader.gone.connect(self._on_gone)
        self.loader.failed.connect(self._on_failed)
        self.loader.unsure.connect(self._session.operations.failed)
        self.host.opened.connect(self._on_panel)
        self.host.closed.connect(self._on_panel_closed)
        self.host.outdated.connect(self.loader.reload)
        session = self._session
        session.beat.connect(self.show_words.tick)
        session.language_changed.connect(self.retranslate)
        session.settings_changed.connect(self._phrase)

    def _connect_view(self) -> None:
        view, run = self.view, self.acts.run
        view.again.connect(self.loader.reload)
        view.big.copy_asked.connect(lambda: run(COPY_CASE))
        view.stripe.clause_asked.connect(lambda: run(CLAUSE))
        view.clause.closed.connect(view.clause.hide)
        for page in view.asking:
            page.asked.connect(run)
        view.facts.went.connect(lambda key: self._session.asked.emit("queue", key))
        view.facts.opened.connect(lambda at: self._look(self.show_words.pictures(), at))
        view.evidence.opened.connect(self._look)
        view.bar.chosen.connect(run)
        view.more.chosen.connect(self._leave_for)
        view.more.closed.connect(self._close_more)
        view.delivery.acted.connect(run)
        view.delivery.copy_asked.connect(self.acts.copy_handoff)
        view.delivery.page_asked.connect(self.acts.open_page)
        view.reason.helped.connect(self._leave_for)
        view.reason.closed.connect(view.reason.hide)
        self.viewer.closed.connect(self.setFocus)
        self.acts.refocused.connect(self.setFocus)
        self.acts.clause_toggled.connect(self.show_words.show_clause)

    @property
    def current(self) -> CaseKey | None:
        """The case that is, or is about to be, shown."""
        return self._key

    @property
    def loaded(self) -> Loaded | None:
        """The case as last read."""
        return self.loader.last

    def show_case(self, key: CaseKey | None) -> None:
        """Show a case, or nothing; an open panel closes and keeps its draft."""
        if key == self._key:
            return
        holder = QApplication.focusWidget()
        if self.host.panel is not None and holder is not None and not self.isAncestorOf(holder):
            self._before = holder  # somebody went on elsewhere, perhaps typing: it stays there
        self.host.close()
        self.acts.forget()
        self.viewer.hide()
        for part in (self.view.reason, self.view.clause):
            part.hide()
        self.view.close_more()
        self._key = key
        self._slow.stop()
        if key is None:
            self._shown = None
            self.show_words.clear()
            self.view.show_nothing()
            self.setFocusProxy(None)  # type: ignore[arg-type]  # Qt takes null, the stub not
        else:
            self._slow.start()
        self.loader.show(key)

    def run_action(self, name: str) -> None:
        """An act by its name ("agree" is the one that fits), or: open_page, entries, more, undo,
        check, copy_order, clause, plan_<n>."""
        if self._key is not None:
            self.view.reason.hide()
            self.acts.run(name)

    # -- loading

    def _on_loaded(self, loaded: Loaded) -> None:
        self._slow.stop()
        same = loaded.case.key == self._shown
        self._shown = loaded.case.key
        self.show_words.show(loaded, same=same)
        self.view.show_content()
        self._aim()
        if not same:
            self.view.facts.verticalScrollBar().setValue(0)
        self.host.refresh(loaded)
        self.acts.resume()

    def _on_gone(self) -> None:
        self._slow.stop()
        self.host.close()
        self.show_words.clear()
        self.view.show_gone()

    def _on_failed(self, error: Exception) -> None:
        self._slow.stop()
        self.view.show_failed(error)
        if not isinstance(error, KnownError):
            self._session.operations.failed.emit(error)

    # -- panels

    def _on_panel(self, wide: bool) -> None:
        before = QApplication.focusWidget()
        if before is not None and not self.view.panel.isAncestorOf(before):
            self._before = before
        panel = self.host.panel
        self.show_words.talks = panel is not None and panel.action is Action.NEGOTIATE
        self.view.open_panel(wide=wide)
        self._aim()
        self._phrase()
        focus = panel.first() if panel is not None else None
        focus_on(focus or self.view.panel.send)
        if wide:
            self.panel_open_changed.emit(True)

    def _on_panel_closed(self, wide: bool) -> None:
        self.show_words.talks = False
        self.view.close_panel()
        self._aim()
        before, self._before = self._before, None
        alive = before is not None and isValid(before) and before.isVisible()
        (before if before is not None and alive else self).setFocus()
        if wide:
            self.panel_open_changed.emit(False)

    def _leave_for(self, name: str) -> None:
        self.view.close_more()
        self.view.reason.hide()
        self.acts.run(name)

    def _close_more(self) -> None:
        self.view.close_more()
        self.setFocus()

    def _aim(self) -> None:
        # A proxy that is hidden would stop the Tab key where the window wraps around.
        tabs = self.view.tabs
        self.setFocusProxy(self.view.panel.send if tabs.isHidden() else tabs)

    def _look(self, pictures: Sequence[Picture], at: int) -> None:
        if pictures:
            self.viewer.show_pictures(pictures, at)

    # -- words and time

    def retranslate(self) -> None:
        """The language changed: say everything again, at once."""
        self.view.retranslate()
        self.host.retranslate()
        self._phrase()

    def _phrase(self) -> None:
        if self.loaded is not None and self._shown == self._key:
            self.show_words.show(self.loaded, same=True)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._phrase()

    def hideEvent(self, event: QHideEvent) -> None:
        self.host.drafts.save()
        self.show_words.rest()
        super().hideEvent(event)

    def resizeEvent(self, event: object) -> None:
        del event
        if self.viewer.isVisible():
            self.viewer.setGeometry(self.rect())

    # -- keys

    def event(self, event: QEvent) -> bool:
        # Our keys before the window's shortcuts, but only where nothing is typed.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._meaning(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        name = self._meaning(event)
        if name == CLOSE:
            self._back()
        elif name.startswith("scroll"):
            self.view.roll(-1 if name.endswith("up") else 1, page="page" in name)
        elif name:
            self.run_action(name)
        else:
            super().keyPressEvent(event)

    def _meaning(self, event: QKeyEvent) -> str:
        """What a key asks for here; "" where it is not ours."""
        if self._key is None or self.viewer.isVisible() or typing():
            return ""
        return meaning(event, panel=self.host.panel is not None)

    def _back(self) -> None:
        view = self.view
        if self.host.panel is not None:
            self.host.close()
        elif view.more.isVisible():
            self._close_more()
        elif notes := [note for note in (view.reason, view.clause) if note.isVisible()]:
            notes[0].hide()
        else:
            self.closed.emit()
