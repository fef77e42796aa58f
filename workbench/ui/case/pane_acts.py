"""What the pane does when it is asked: panels, undo, check, the platform's page, other places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.base.texts import _, phrase
from workbench.domain.kinds import Action, Delivery
from workbench.ui import phrases
from workbench.ui.case import acts
from workbench.ui.case.handoff import handoff
from workbench.ui.case.hands import page_of
from workbench.ui.case.negotiation_panel import NegotiationPanel
from workbench.ui.case.registry import PANELS
from workbench.ui.case.safe import prose

if TYPE_CHECKING:
    from workbench.services.model import ActOption, ActResult
    from workbench.services.ports import Change
    from workbench.ui.case.loading import CaseLoader, Loaded
    from workbench.ui.case.pane_view import PaneView
    from workbench.ui.case.panel import Draft, Env
    from workbench.ui.case.panel_host import PanelHost

AGREE, COPY_ORDER, COPY_CASE, DONE, CLAUSE, SOURCES = (
    "agree", "copy_order", "copy_case", "done", "clause", "sources",
)  # fmt: skip


class PaneActs(QObject):
    """``run(name)`` is the pane's one door for keys, buttons and the queue."""

    refocused = Signal()
    clause_toggled = Signal()

    def __init__(self, env: Env, view: PaneView, loader: CaseLoader, host: PanelHost) -> None:
        super().__init__(view)
        self._env, self._view, self._loader, self._host = env, view, loader, host
        self._pending = ""
        host.wants.connect(self.run)

    @property
    def _loaded(self) -> Loaded | None:
        return self._loader.last

    def forget(self) -> None:
        """Another case is shown: nothing waits for the old one."""
        self._pending = ""

    def resume(self) -> None:
        """The case is known now: do what was asked before it was."""
        loaded = self._loaded
        if self._pending and loaded is not None and loaded.asked:
            name, self._pending = self._pending, ""
            self.run(name)

    def run(self, name: str) -> None:
        """Do, or open the panel of, an act; what is asked too early is done once it is known."""
        loaded = self._loaded
        if loaded is None or not loaded.asked:
            self._pending = name
            return
        plain = {
            acts.OPEN_PAGE: self.open_page,
            acts.ENTRIES: self._entries,
            acts.MORE: self._more,
            acts.UNDO: self.undo,
            acts.CHECK: self.check,
            COPY_ORDER: self._copy_order,
            COPY_CASE: self._copy_case,
            DONE: self.done,
            CLAUSE: self.toggle_clause,
            SOURCES: self._sources,
            "look_again": self.check,  # the two that rules name as help
            "addresses": self._sources,
        }
        if name in plain:
            plain[name]()
        elif name.startswith("plan_") and name[5:].isdigit():
            self._plan(int(name[5:]))
        elif name == AGREE:
            self.act(acts.fitting_agree(loaded))
        elif name in set(Action):
            self.act(Action(name))

    # -- acts with a panel

    def act(self, action: Action, *, prefill: Draft | None = None) -> None:
        """Open the panel of an act, or say why it does not go."""
        loaded = self._loaded
        if loaded is None or action not in PANELS:
            return
        option = loaded.option(action)
        if option is None:
            self._env.session.told.emit(
                _("{act} is not offered for this case.").format(act=phrases.action(action)), "info"
            )
            return
        if not loaded.may(action) and not self._guarded(action, option):
            self.explain(acts.view(loaded, option))
            return
        panel = self._host.panel
        if panel is not None and panel.action is action:
            if prefill:
                panel.restore(prefill)
            return
        self._host.open(PANELS[action], loaded, prefill=prefill)

    def _guarded(self, action: Action, option: ActOption) -> bool:
        """A refusal that talks stand against is explained in its own panel, with the ways out."""
        return action is Action.REFUSE and any(
            refusal.rule.startswith("REF-") for refusal in option.refusals
        )

    def explain(self, act: acts.ActView) -> None:
        """Say beside the bar why an act does not go, and what would help."""
        helps = act.help_action
        self._view.close_more()
        self._view.reason.say(
            _("{act} does not go").format(act=phrases.action(act.action)),
            act.reason or "", helps, phrases.action(helps) if helps else "",
            acts.KEYS.get(helps, ""),
        )  # fmt: skip

    def _plan(self, number: int) -> None:
        panel = self._host.panel
        if isinstance(panel, NegotiationPanel):
            panel.pick(number - 1)
        elif panel is None:
            self.act(Action.NEGOTIATE, prefill={"plan": number})

    # -- acts without one

    def undo(self) -> None:
        """Take our waiting act back."""
        intent = self._loaded.case.intent if self._loaded is not None else None
        if intent is None or not intent.unfinished:
            return
        session, command = self._env.session, intent.command_id
        session.operations.write(lambda door: door.undo(command, session.actor), self._told)

    def _told(self, result: ActResult) -> None:
        session = self._env.session
        session.report(result)
        if result.refused:
            session.told.emit(acts.refusal_words(result.refused[0]), "soon")
        elif result.delivery == Delivery.UNDONE:
            session.told.emit(
                _("{act}: taken back").format(act=phrases.action(result.action)), "ok"
            )
        elif result.words is not None:
            session.told.emit(prose(phrase(result.words)), "ok")
        self._loader.reload()

    def done(self) -> None:
        """A hand-off was carried out on the platform."""
        intent = self._loaded.case.intent if self._loaded is not None else None
        if intent is not None and intent.state is Delivery.HANDOFF:
            session, command = self._env.session, intent.command_id
            session.operations.write(
                lambda door: door.handoff_done(command, session.actor), self._told
            )

    def check(self) -> None:
        """Read the case from its platform now."""
        loaded = self._loaded
        if loaded is None:
            return
        session, key = self._env.session, loaded.case.key

        def come(changes: tuple[Change, ...]) -> None:
            if changes:
                session.news(changes)
            else:
                session.told.emit(_("Read again: nothing has changed."), "info")
            self._loader.reload()

        session.operations.reach(lambda door: door.look_again(key), come)

    def open_page(self) -> None:
        """The platform's page, where it may be opened."""
        loaded = self._loaded
        if loaded is None:
            return
        session = self._env.session
        sheet = handoff(loaded)
        url = (sheet.url if sheet is not None else "") or page_of(loaded.case, loaded.policy)
        if not url:
            session.told.emit(_("No page is known for this platform."), "info")
        elif not session.settings.open_links:
            self._env.hands.copy(url)
            session.told.emit(_("Opening pages is switched off: the address is copied."), "info")
        elif not self._env.hands.open_url(url):
            self._env.hands.copy(url)
            session.told.emit(_("No browser answered: the address is copied."), "soon")

    def copy_handoff(self) -> None:
        """The words of a hand-off, as they are."""
        sheet = handoff(self._loaded) if self._loaded is not None else None
        if sheet is not None:
            self._env.hands.copy(sheet.text)
            self._env.session.told.emit(_("The words are copied."), "ok")

    def _copy_order(self) -> None:
        if self._loaded is not None:
            self._env.hands.copy(self._loaded.case.order_id)
            self._env.session.told.emit(_("The order id is copied."), "ok")

    def _copy_case(self) -> None:
        if self._loaded is not None:
            self._env.hands.copy(self._loaded.case.key.case_id)
            self._env.session.told.emit(_("The case id is copied."), "ok")

    def _entries(self) -> None:
        if self._loaded is not None:
            self._env.session.asked.emit(acts.ENTRIES, self._loaded.case.order_id)

    def _sources(self) -> None:
        if self._loaded is not None:
            self._env.session.asked.emit(SOURCES, self._loaded.case.key.shop)

    def _more(self) -> None:
        if self._view.more.isVisible():
            self._view.close_more()
            self.refocused.emit()
        elif self._host.panel is None:
            self._view.open_more()

    def toggle_clause(self) -> None:
        """Open or close why the deadline is what it is."""
        self._view.clause.setVisible(self._view.clause.isHidden())
        self.clause_toggled.emit()
