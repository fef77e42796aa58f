"""Refusing, guarded: what it means first, then a reason with its proofs, then the last step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.base.texts import _, ngettext
from workbench.domain.kinds import Action
from workbench.ui import phrases
from workbench.ui.case import acts, facts, forecast_words
from workbench.ui.case.attach import Attachments
from workbench.ui.case.attach_view import AttachView
from workbench.ui.case.foresight import Foresight
from workbench.ui.case.layouts import clear, row
from workbench.ui.case.panel import Other, Panel
from workbench.ui.case.refusal import CHAT, RefusalSheet
from workbench.ui.case.refusal_show import show_cost, show_rules, show_warning
from workbench.ui.case.refusal_view import RefusalView, WayLine
from workbench.ui.case.safe import prose
from workbench.ui.widgets.labels import label
from workbench.ui.widgets.marks import IconLabel

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from workbench.domain.case import Case
    from workbench.services.forecasting import Forecast
    from workbench.services.queries import Queries
    from workbench.services.workbench import RefusalForm, WorkbenchDoor
    from workbench.ui.case.loading import Loaded
    from workbench.ui.case.panel import Draft, Env

_WAYS = (Action.NEGOTIATE, Action.CONTACT, Action.RAISE)


class RefusalPanel(Panel):
    """Picture 05: nothing is sent before everything that is missing has been added and ticked."""

    action = Action.REFUSE
    wide = True
    counts = True

    def __init__(self, loaded: Loaded, form: Any, env: Env, parent: QObject | None = None) -> None:
        super().__init__(loaded, form, env, parent)
        needs: RefusalForm = form
        self.sheet = RefusalSheet(needs)
        self.proofs = Attachments(
            env.session, most=needs.evidence_files, limit=needs.evidence_bytes,
            pictures_only=False, parent=self,
        )  # fmt: skip
        self.proofs.changed.connect(self._edited)
        self.sight = Foresight(self.action)
        self.view = RefusalView()
        self.body = self.view
        self.strips: dict[str, AttachView] = {}
        self._verdicts: list[tuple[tuple[str, ...], IconLabel]] = []
        self._for = "?"
        self._showing = False
        self.view.reason.picked.connect(self._on_reason)
        self.view.text.changed.connect(self._on_words)
        self.watch(self.view.text, self.view.findings)
        self.retranslate()

    @staticmethod
    def gather(door: WorkbenchDoor, case: Case) -> RefusalForm:
        return door.refusal_form(case)

    def question(self) -> Callable[[Queries], Forecast | None]:
        return self.sight.question(self.loaded, self.env.session.now())

    def know(self, found: Forecast | None) -> None:
        self.sight.know(found)
        self._foresee()
        self._show_sight()

    # -- words of the frame

    def title(self) -> str:
        return _("Look before you refuse")

    def subtitle(self) -> str:
        return _("nothing is sent while you read")

    def kinds(self) -> set[str]:
        """The kinds of proof that were added."""
        return {item.kind for item in self.proofs.items if item.good}

    def send_words(self) -> str:
        stops = self.words_stop()
        if not stops:
            return self.sheet.button(self.kinds(), self.open_ticks)
        return phrases.spaced(
            ngettext(
                "Refuse anyway ({n} place must change)", "Refuse anyway ({n} places must change)",
                stops,
            ).format(n=stops)
        )  # fmt: skip

    def send_look(self) -> tuple[str, str]:
        ready = not (self.missing() or self.open_ticks or self.blocked() or self.words_stop())
        return ("over" if ready else "danger"), "x"

    def beside(self) -> str:
        return forecast_words.beside(self.sight.budgets)

    def others(self) -> tuple[Other, ...]:
        fit = acts.fitting_agree(self.loaded)
        found = []
        for name in (Action.NEGOTIATE, fit):
            option = self.loaded.option(name)
            if option is None:
                continue
            view = acts.view(self.loaded, option)
            first = name == Action.NEGOTIATE
            words = _("Negotiate instead") if first else view.title
            found.append(Other(
                action=name, words=words, key=view.key, icon=view.icon, blocked=view.reason,
                kind="primary" if first and view.state != "no" else "default",
            ))  # fmt: skip
        return tuple(found)

    def missing(self) -> list[str]:
        return [*self.sheet.missing(self.kinds()), *self.proofs.faults()]

    def blocked(self) -> str | None:
        stops = [item for item in self.sheet.form.refusals if not item.confirmable]
        return acts.refusal_words(stops[0]) if stops else None

    def args(self) -> dict[str, object]:
        return {"reason": self.sheet.reason_id, "text": self.sheet.text.strip()}

    def files(self) -> tuple[tuple[str, Path], ...]:
        return self.proofs.ready()

    def draft(self) -> Draft | None:
        found = self.sheet.draft()
        if found is None and not self.proofs.items:
            return None
        return {**(found or {}), "files": self.proofs.draft()}

    def restore(self, draft: Draft) -> None:
        self.sheet.restore(draft)
        self.proofs.restore(draft.get("files"))
        self.show()

    def first(self) -> QWidget | None:
        return self.view.reason

    # -- what the hand does

    def _on_reason(self, reason: object) -> None:
        self.sheet.choose(str(reason or ""))
        self._edited()

    def _on_words(self) -> None:
        if not self._showing:
            self.sheet.write(self.view.text.text())
            self.changed.emit()

    def _edited(self) -> None:
        self.show()
        self.changed.emit()

    # -- what is shown

    def retranslate(self) -> None:
        self.view.retranslate()
        self._for = "?"
        self.show()

    def show(self) -> None:
        """Show everything as it is now."""
        self._showing = True
        view, sheet = self.view, self.sheet
        items: list[tuple[str, object]] = [(_("Choose a reason of the platform's list"), "")]
        view.reason.set_items([
            *items, *((facts.name(item.text), item.id) for item in sheet.reasons),
        ])  # fmt: skip
        view.reason.set_value(sheet.reason_id if sheet.reason is not None else "")
        count = len(sheet.reasons)
        view.reason_count.setText(
            ngettext("{n} reason in the list", "{n} reasons in the list", count).format(n=count)
        )
        if view.text.text() != sheet.text:
            view.text.set_text(sheet.text)
        told = self._foresee()
        if self._for != sheet.reason_id:
            self._for = sheet.reason_id
            self._show_proofs()
            self._show_side()
            told = True
        if told:
            self._show_sight()
        self._show_verdicts()
        self._showing = False

    def _foresee(self) -> bool:
        reason = self.sheet.reason
        return self.sight.prove(self.kinds(), reason.proofs if reason is not None else None)

    def _show_sight(self) -> None:
        view, sheet, sight, shop = self.view, self.sheet, self.sight, self.loaded.shop
        show_warning(view, sheet, sight)
        show_rules(view, sheet, sight)
        view.budget.show_budgets(sight.budgets, facts.name(shop.name) if shop is not None else "")

    def _show_proofs(self) -> None:
        view = self.view
        clear(view.proofs)
        self.strips, self._verdicts = {}, []
        needed = self.sheet.requirements()
        view.proofs_words.setVisible(self.sheet.reason is not None)
        if self.sheet.reason is not None and not needed:
            view.proofs.addWidget(label(_("none, but proofs always help"), ink="text2"))
        for item in needed:
            icon = IconLabel("circle-x", ink="crit")
            self._verdicts.append((item.kinds, icon))
            head = row(icon, label(item.words, bold=True))
            head.addStretch(1)
            view.proofs.addLayout(head)
            for kind in item.kinds:
                strip = AttachView(self.proofs, self.env, kind=kind, side=48, compact=True)
                strip.set_hint(self._proof_hint(kind, alone=len(item.kinds) == 1))
                view.proofs.addWidget(strip)
                self.strips[kind] = strip

    def _proof_hint(self, kind: str, *, alone: bool) -> str:
        words = "" if alone else self.sheet.kind_name(kind) + phrases.colon()
        if kind == CHAT:
            words += _("the whole conversation with times; without it the reason is not believed.")
        return phrases.sentences(words, self.proofs.limits())

    def _show_verdicts(self) -> None:
        there = self.kinds()
        for kinds, icon in self._verdicts:
            proved = bool(there & set(kinds))
            icon.set_icon("circle-check" if proved else "circle-x", "ok" if proved else "crit")

    def _show_side(self) -> None:
        view = self.view
        show_cost(view, self.sheet)
        words = {
            Action.NEGOTIATE: (_("Propose something first"), _("It leaves a record that counts.")),
            Action.CONTACT: (_("Call or write, and record it"), _("Reached within 48 h counts.")),
            Action.RAISE: (_("Ask a supervisor"), ""),
        }
        ways = []
        for name in _WAYS:
            option = self.loaded.option(name)
            if option is None:
                continue
            act = acts.view(self.loaded, option)
            title, said = words[name]
            way = WayLine(name, act.icon, title, said, phrases.action(name), act.key, act.reason)
            way.chosen.connect(self.wants)
            ways.append(way)
        view.show_ways(ways)
        view.show_forbidden([
            (facts.name(item.text), prose(item.risk)) for item in self.sheet.forbidden
        ])  # fmt: skip
