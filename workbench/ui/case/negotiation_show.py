"""Shows a proposal in the parts of the negotiation panel; the same values move nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workbench.base.texts import _, phrase
from workbench.domain.kinds import NegotiationKind
from workbench.ui import phrases
from workbench.ui.case import facts, offers
from workbench.ui.case.attach_view import picture_of
from workbench.ui.case.layouts import clear
from workbench.ui.case.safe import prose
from workbench.ui.widgets.fields import Field
from workbench.ui.widgets.labels import label

if TYPE_CHECKING:
    from workbench.ui.case.attach import Attachments
    from workbench.ui.case.negotiation import Proposal
    from workbench.ui.case.negotiation_view import NegotiationView


class ProposalShow(QObject):
    """``typed(index, words)``: an amount was typed."""

    typed = Signal(int, str)

    def __init__(self, view: NegotiationView) -> None:
        super().__init__(view)
        self._view = view
        self._fields: dict[int, Field] = {}
        self._mark: object = None
        self._proposal: Proposal

    def show(self, proposal: Proposal, pictures: Attachments, *, now: int, shop: str) -> None:
        """Show a proposal as it is now."""
        view = self._view
        self._proposal = proposal
        for kind, button in view.kinds.items():
            button.setChecked(kind == proposal.kind)
        claim = proposal.kind == NegotiationKind.MODIFY_CLAIM
        view.show_offers(offers=proposal.offers, claim=claim)
        view.plans.show_plans(proposal)
        self._show_own()
        self._show_claim()
        self._show_explanations()
        self._show_amounts()
        if view.message.text() != proposal.message:
            view.message.set_text(proposal.message)
        view.back.setVisible(bool(proposal.before))
        view.plans_hint.setText(offers.basis(proposal.form))
        retained, ended = proposal.form.scripts.get(proposal.explanation, (0, 0))
        view.message.set_note(offers.script(retained, ended, proposal.form.least))
        self._show_limits()
        self._show_pictures(pictures, shop)
        view.following.show_following(proposal, now)
        words = proposal.form.reminder
        view.reminder.setVisible(words is not None)
        if words is not None:
            view.reminder.set_note("info", icon="info", body=prose(phrase(words)))

    def _show_own(self) -> None:
        kinds = self._proposal.plans.own_kinds() if self._proposal.offers else []
        items: list[tuple[str, object]] = [(_("Another plan …"), None)]
        self._view.own.set_items([*items, *((phrases.plan(kind), kind) for kind in kinds)])
        self._view.own.set_value(None)
        self._view.show_own(there=bool(kinds))

    def _show_claim(self) -> None:
        view, proposal = self._view, self._proposal
        if view.claim.text() != proposal.new_claim:
            view.claim.setText(proposal.new_claim)
        fault = proposal.claim_fault()
        view.claim.setPlaceholderText(phrases.amount(proposal.case.claim_fen))
        view.claim.set_error(fault or None)
        view.claim_fault.setText(fault)
        view.claim_fault.setVisible(bool(fault))
        view.new_type.set_value(proposal.new_type)

    def _show_explanations(self) -> None:
        view, proposal = self._view, self._proposal
        found = proposal.explanations()
        items: list[tuple[str, object]] = [(_("none, own words"), "")]
        view.explanation.set_items([
            *items, *((facts.name(item.title), item.id) for item in found),
        ])  # fmt: skip
        known = proposal.explanation in [item.id for item in found]
        view.explanation.set_value(proposal.explanation if known else "")
        for part in (view.explanation, view.explanation_words):
            part.setVisible(bool(found))

    def _show_amounts(self) -> None:
        view, sheet = self._view, self._proposal.plans
        wanted = [at for at in sheet.picked if self._proposal.offers and sheet.needs_amount(at)]
        mark = (tuple(wanted), phrases.chinese())
        if mark != self._mark:
            self._mark = mark
            clear(view.amounts)
            self._fields = {}
            for at in wanted:
                words = phrases.plan(sheet.choices[at].kind) if len(wanted) > 1 else _("Amount")
                field = Field(money=True)
                field.setAccessibleName(words)
                field.setFixedWidth(field.theme.px(96))
                field.textEdited.connect(lambda said, at=at: self.typed.emit(at, said))
                view.amounts.addWidget(label(words, size=12, ink="text2"))
                view.amounts.addWidget(field)
                self._fields[at] = field
        faults = []
        for at, field in self._fields.items():
            typed = sheet.typed_amount(at)
            if field.text() != typed:
                field.setText(typed)
            fault = sheet.amount_fault(at)
            field.set_error(fault or None)
            if fault:
                faults.append(fault)
        view.amount_fault.setText("；".join(faults) if phrases.chinese() else "; ".join(faults))
        view.amount_fault.setVisible(bool(faults))

    def amount_field(self, index: int) -> Field:
        """The field of a chosen plan's amount."""
        return self._fields[index]

    def _show_limits(self) -> None:
        view, form = self._view, self._proposal.form
        offers_money = self._proposal.offers
        case_limit = form.purse_case_fen
        for part in (view.case_words, view.case_limit):
            part.setVisible(offers_money and case_limit is not None)
        view.case_limit.setText(phrases.amount(case_limit))
        purse = offers.purse(form.spent_day_fen, form.purse_day_fen)
        widgets: tuple[QWidget, ...] = (view.day_words, view.day_limit, view.purse)
        for widget in widgets:
            widget.setVisible(offers_money and purse is not None)
        if purse is not None:
            view.day_limit.setText(purse[0])
            view.purse.set_share(purse[1])

    def _show_pictures(self, pictures: Attachments, shop: str) -> None:
        view = self._view
        needed = self._proposal.needs_picture()
        view.pictures_count.setText(f"{len(pictures.items)} / {pictures.most}")
        hint = (
            _("This explanation needs a picture.") if needed
            else _("Pictures may go along, none is needed.")
        )  # fmt: skip
        view.strip.set_hint(phrases.sentences(hint, pictures.limits()))
        view.phone.show_proposal(
            shop, self._proposal, [picture_of(item, bare=True) for item in pictures.items]
        )
