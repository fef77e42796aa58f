"""Negotiating: the proposal behind the panel, its keys, and what stands in its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.base.texts import _, ngettext
from workbench.domain.kinds import Action, CaseType
from workbench.ui import phrases
from workbench.ui.case import facts
from workbench.ui.case.attach import Attachments
from workbench.ui.case.layouts import tells
from workbench.ui.case.negotiation import Proposal
from workbench.ui.case.negotiation_show import ProposalShow
from workbench.ui.case.negotiation_view import NegotiationView
from workbench.ui.case.panel import Panel, digit, utf8
from workbench.ui.widgets.buttons import KeyButton

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from workbench.domain.case import Case
    from workbench.services.workbench import NegotiationForm, WorkbenchDoor
    from workbench.ui.case.loading import Loaded
    from workbench.ui.case.panel import Draft, Env


class NegotiationPanel(Panel):
    """Picture 04: plans by digits, amounts, words, pictures, preview, one key sends."""

    action = Action.NEGOTIATE
    wide = True

    def __init__(self, loaded: Loaded, form: Any, env: Env, parent: QObject | None = None) -> None:
        super().__init__(loaded, form, env, parent)
        talks: NegotiationForm = form
        self.proposal = Proposal(loaded.case, talks, loaded.policy)
        self.pictures = Attachments(
            env.session, most=talks.max_pictures, limit=talks.picture_bytes, parent=self
        )
        self.view = view = NegotiationView(self.pictures, env)
        self.body = view
        self.shown = ProposalShow(view)
        self.shown.typed.connect(self._on_amount)
        self._showing = False
        view.plans.picked.connect(self.pick)
        view.plans.toggled.connect(self.toggle)
        view.own.picked.connect(self._add_own)
        view.explanation.picked.connect(self._explain)
        view.message.changed.connect(self._on_words)
        self.watch(view.message, view.findings)
        view.put_back.connect(self._put_back)
        view.claim.textEdited.connect(self._on_claim)
        view.new_type.picked.connect(self._on_type)
        self.pictures.changed.connect(self._on_pictures)
        for kind in talks.kinds if len(talks.kinds) > 1 else ():
            button = KeyButton(small=True)
            button.setCheckable(True)
            button.clicked.connect(tells(self.set_kind, kind))
            view.kind_flow.addWidget(button)
            view.kinds[kind] = button
        self.retranslate()

    @staticmethod
    def gather(door: WorkbenchDoor, case: Case) -> NegotiationForm:
        return door.negotiation_form(case)

    # -- words of the frame

    def subtitle(self) -> str:
        form = self.proposal.form
        return _("round {n}, at most {most}").format(n=form.round, most=form.max_rounds)

    def send_words(self) -> str:
        sheet = self.proposal.plans
        if self.proposal.offers and len(sheet.picked) > 1:
            return ngettext("Send {n} plan", "Send {n} plans", len(sheet.picked)).format(
                n=len(sheet.picked)
            )
        fen = sheet.amount(sheet.picked[0]) if self.proposal.offers and sheet.picked else 0
        return _("Send {amount}").format(amount=phrases.amount(fen)) if fen else _("Send")

    def missing(self) -> list[str]:
        return [*self.proposal.missing(len(self.pictures.ready())), *self.pictures.faults()]

    def blocked(self) -> str | None:
        return self.proposal.blocked()

    def args(self) -> dict[str, object]:
        return self.proposal.args()

    def files(self) -> tuple[tuple[str, Path], ...]:
        return self.pictures.ready()

    def draft(self) -> Draft | None:
        found = self.proposal.draft()
        return {**found, "files": self.pictures.draft()} if found is not None else None

    def restore(self, draft: Draft) -> None:
        self.proposal.restore(draft)
        if "files" in draft:
            self.pictures.restore(draft["files"])
        self.show()

    def first(self) -> QWidget | None:
        rows = self.view.plans.rows()
        if self.proposal.offers and rows:
            picked = self.proposal.plans.picked
            return rows[picked[0] if picked else 0]
        return self.view.message.edit

    def key(self, event: QKeyEvent) -> bool:
        number, _shift = digit(event)
        if number < 1 or not self.proposal.offers:
            return False
        if number > len(self.proposal.plans.choices):
            return False
        self.toggle(number - 1)
        return True

    # -- what the hand does

    def set_kind(self, kind: str) -> None:
        """Another kind of talk."""
        self.proposal.set_kind(kind)
        self._edited()

    def pick(self, index: int) -> None:
        """Exactly this plan."""
        self.proposal.pick(index)
        self._edited()

    def toggle(self, index: int) -> None:
        """Also this plan, or no longer."""
        if not self.proposal.toggle(index):
            self.env.session.told.emit(
                ngettext(
                    "An offer has {n} plan at most, each of another kind.",
                    "An offer has {n} plans at most, each of another kind.",
                    self.proposal.plans.most,
                ).format(n=self.proposal.plans.most),
                "soon",
            )
        self._edited()

    def _add_own(self, kind: object) -> None:
        if kind:
            self.proposal.add_own(str(kind))
            self._edited()

    def _explain(self, name: object) -> None:
        self.proposal.choose_explanation(str(name or ""))
        self._edited()

    def _put_back(self) -> None:
        self.proposal.put_back()
        self._edited()

    def _on_words(self) -> None:
        if not self._showing:
            self.proposal.write(self.view.message.text())
            self._edited()

    def _on_amount(self, index: int, words: str) -> None:
        self.proposal.set_amount(index, words)
        self._edited()

    def _on_claim(self, words: str) -> None:
        self.proposal.new_claim = words
        self._edited()

    def _on_type(self, kind: object) -> None:
        self.proposal.new_type = str(kind) if kind else None
        self._edited()

    def _on_pictures(self) -> None:
        self._edited()

    def _edited(self) -> None:
        self.show()
        self.changed.emit()

    # -- what is shown

    def refresh(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.proposal.case = self.proposal.plans.case = loaded.case
        self.retranslate()

    def retranslate(self) -> None:
        view = self.view
        view.retranslate()
        view.message.set_limit(self.proposal.form.message_bytes, _("bytes"), utf8)
        for kind, button in view.kinds.items():
            button.set_words(phrases.negotiation_kind_short(kind))
            button.set_hint(phrases.negotiation_kind(kind))
        view.new_type.set_items([
            (_("as it is: {type}").format(type=phrases.case_type(self.case.type)), None),
            *((phrases.case_type(kind), str(kind)) for kind in CaseType
              if kind not in (CaseType.UNKNOWN, self.case.type)),
        ])  # fmt: skip
        self.show()

    def show(self) -> None:
        """Show the proposal as it is now."""
        self._showing = True
        shop = facts.word(self.loaded.shop.name) if self.loaded.shop is not None else ""
        self.shown.show(self.proposal, self.pictures, now=self.env.session.now(), shop=shop)
        self._showing = False
