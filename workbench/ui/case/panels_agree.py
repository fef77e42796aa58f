"""Panels that agree: refund, return, exchange, repair, send again, confirm the receipt, ship."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.base.texts import _
from workbench.domain import freight
from workbench.domain.kinds import Action, CaseType
from workbench.ui import phrases
from workbench.ui.case import acts, facts
from workbench.ui.case.form import FormBody
from workbench.ui.case.layouts import narrow
from workbench.ui.case.panel import Other, Panel, utf8
from workbench.ui.case.safe import prose
from workbench.ui.case.wording_view import FindingsBox
from workbench.ui.widgets.choices import CheckItem, CheckList, Combo
from workbench.ui.widgets.fields import Field, TextArea
from workbench.ui.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from workbench.domain.case import Address, Case
    from workbench.services.workbench import WorkbenchDoor
    from workbench.ui.case.loading import Loaded
    from workbench.ui.case.panel import Draft, Env

FREIGHTS = (None, "buyer", "merchant", "insurance")


def note_of(panel: Panel) -> str:
    """What the door says the act will do."""
    option = panel.loaded.option(panel.action)
    return acts.view(panel.loaded, option).words if option is not None and option.allowed else ""


def leaving(case: Case) -> str:
    """What leaves, in one sentence."""
    amount = phrases.amount(case.claim_fen)
    buyer = facts.word(case.buyer_nick)
    if buyer:
        return _("{amount} go to the buyer {buyer}").format(amount=amount, buyer=buyer)
    return _("{amount} go to the buyer").format(amount=amount)


class AgreeRefundPanel(Panel):
    """Money goes back; the sum is a guard (CASE-5)."""

    action = Action.AGREE_REFUND
    keeps_draft = False

    def __init__(self, loaded: Loaded, form: Any, env: Env, parent: QObject | None = None) -> None:
        super().__init__(loaded, form, env, parent)
        body = FormBody()
        self._amount = label(bold=True, wrap=True)
        self._note = label(ink="text2", wrap=True)
        body.across(self._amount)
        body.across(self._note)
        self.body = body
        self.retranslate()

    def retranslate(self) -> None:
        case = self.case
        self._amount.setText(f"{leaving(case)}  ·  {facts.paid(case)}")
        parts = [note_of(self)]
        if case.type is CaseType.REFUND_ONLY_UNSHIPPED:
            parts.append(_("Stop the shipping of this order too (CASE-12)."))
        if case.type is CaseType.RETURN_REFUND:
            parts.append(_("The goods stay with the buyer: nothing comes back."))
        words = phrases.sentences(*parts)
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def send_words(self) -> str:
        return acts.title(self.action, self.case)

    def send_look(self) -> tuple[str, str]:
        return "primary", "check"

    def args(self) -> dict[str, object]:
        return {"amount_fen": self.case.claim_fen}


class AgreeReturnPanel(Panel):
    """The buyer may send the goods back: where to, who pays the freight."""

    action = Action.AGREE_RETURN
    with_freight = True

    def __init__(self, loaded: Loaded, form: Any, env: Env, parent: QObject | None = None) -> None:
        super().__init__(loaded, form, env, parent)
        body = FormBody()
        self.address = Combo()
        self._address_words = body.add(self.address)
        self._whole = label(size=12, ink="text2", wrap=True)
        body.add(self._whole)
        self.freight = Combo()
        for combo in (self.address, self.freight):
            narrow(combo)
        self.message = TextArea(lines=2)
        if self.with_freight:
            self._freight_words = body.add(self.freight)
            self._message_words = body.add(self.message, top=True)
            self.findings = FindingsBox()
            body.across(self.findings)
            self.watch(self.message, self.findings)
        self.address.picked.connect(self._on_pick)
        self.freight.picked.connect(self._on_pick)
        self.message.changed.connect(self.changed)
        self.body = body
        self.retranslate()
        default = next((item.id for item in self.addresses if item.default), None)
        if default is not None:
            self.address.set_value(default)
        self._show_whole()

    @staticmethod
    def gather(door: WorkbenchDoor, case: Case) -> list[Address]:
        return door.addresses(case.key.shop)

    @property
    def addresses(self) -> list[Address]:
        """The shop's return addresses."""
        return list(self.form or ())

    def _on_pick(self, _value: object) -> None:
        self._show_whole()
        self.changed.emit()

    def _show_whole(self) -> None:
        chosen = self.address.value()
        found = next((item for item in self.addresses if item.id == chosen), None)
        words = f"{found.name}  {found.phone}  {found.text}" if found is not None else ""
        self._whole.setText(prose(words))

    def retranslate(self) -> None:
        self._address_words.setText(_("Send back to"))
        self.address.setAccessibleName(_("Send back to"))
        items: list[tuple[str, object]] = []
        for item in self.addresses:
            words = facts.name(f"{item.name} {item.text}")
            items.append((_("{address} (default)").format(address=words) if item.default else words,
                          item.id))  # fmt: skip
        self.address.set_items(items)
        if self.with_freight:
            self._freight_words.setText(_("Return freight"))
            self.freight.setAccessibleName(_("Return freight"))
            self.freight.set_items([
                (self._by_rule() if who is None else phrases.freight(who), who)
                for who in FREIGHTS
            ])  # fmt: skip
            self._message_words.setText(_("Words to the buyer"))
            policy = self.loaded.policy
            if policy is not None:
                self.message.set_limit(policy.negotiation.message_bytes, _("bytes"), utf8)
            self.message.edit.setPlaceholderText(_("optional"))
            self.message.edit.setAccessibleName(_("Words to the buyer"))

    def _by_rule(self) -> str:
        policy = self.loaded.policy
        if policy is None:
            return _("as the platform's rule says")
        who = phrases.freight(freight.bearer(self.case, policy))
        return _("by the platform's rule: {who}").format(who=who)

    def blocked(self) -> str | None:
        if not self.addresses:
            return _("The shop has no return address yet: add one under Shops.")
        if self.message.over_limit():
            return _("The words are longer than the platform takes.")
        return None

    def send_words(self) -> str:
        return phrases.action(self.action)

    def send_look(self) -> tuple[str, str]:
        return "primary", "check"

    def subtitle(self) -> str:
        return _("{amount} follow once the goods are back").format(
            amount=phrases.amount(self.case.claim_fen)
        )

    def args(self) -> dict[str, object]:
        found: dict[str, object] = {
            "address": self.address.value() or "",
            "amount_fen": self.case.claim_fen,
        }
        if self.freight.value() is not None:
            found["return_freight"] = self.freight.value()
        if self.message.text().strip():
            found["message"] = self.message.text().strip()
        return found

    def draft(self) -> Draft | None:
        if not self.message.text().strip() and self.freight.value() is None:
            return None
        return {
            "address": self.address.value(),
            "freight": self.freight.value(),
            "message": self.message.text(),
        }

    def restore(self, draft: Draft) -> None:
        if draft.get("address") in [item.id for item in self.addresses]:
            self.address.set_value(draft["address"])
        freight = draft.get("freight")
        if self.with_freight and freight in FREIGHTS:
            self.freight.set_value(freight)
        self.message.set_text(str(draft.get("message", "")))
        self._show_whole()

    def first(self) -> QWidget | None:
        return self.address


class AgreeExchangePanel(AgreeReturnPanel):
    """The buyer sends the goods back, we send others."""

    action = Action.AGREE_EXCHANGE
    with_freight = False

    def subtitle(self) -> str:
        return _("the goods come back first, then we send")

    def args(self) -> dict[str, object]:
        return {"address": self.address.value() or ""}


class AgreeRepairPanel(AgreeExchangePanel):
    """The buyer sends the goods in, we mend them."""

    action = Action.AGREE_REPAIR


class AgreeReshipPanel(Panel):
    """We send what was missing."""

    action = Action.AGREE_RESHIP
    keeps_draft = False

    def __init__(self, loaded: Loaded, form: Any, env: Env, parent: QObject | None = None) -> None:
        super().__init__(loaded, form, env, parent)
        body = FormBody()
        self._words = label(wrap=True)
        body.across(self._words)
        self.body = body
        self.retranslate()

    def retranslate(self) -> None:
        promise = _(
            "It is a promise from then on: the shipment has a countdown of its own (PROM-1)."
        )
        self._words.setText(phrases.sentences(note_of(self), promise))

    def send_look(self) -> tuple[str, str]:
        return "primary", "check"


class ConfirmReceiptPanel(Panel):
    """The goods are back: what should have been looked at, then the money (DISP-6)."""

    action = Action.CONFIRM_RECEIPT

    def __init__(self, loaded: Loaded, form: Any, env: Env, parent: QObject | None = None) -> None:
        super().__init__(loaded, form, env, parent)
        body = FormBody()
        self._intro = label(ink="text2", wrap=True)
        self.list = CheckList()
        self.list.changed.connect(self.changed)
        body.across(self._intro)
        body.across(self.list)
        self.body = body
        policy = loaded.policy
        self._items = policy.evidence.receipt_checklist if policy is not None else ()
        self.list.set_items([CheckItem(str(at), prose(words))
                             for at, words in enumerate(self._items)])  # fmt: skip
        self.retranslate()

    def retranslate(self) -> None:
        self._intro.setText(
            _("Signed for before it was looked at usually ends against the shop. Checked?")
            if self._items else _("Look at the goods before you confirm.")
        )  # fmt: skip

    def subtitle(self) -> str:
        if self.case.type is CaseType.RETURN_REFUND:
            return leaving(self.case)
        return _("then it is our turn to send")

    def send_words(self) -> str:
        return acts.title(self.action, self.case)

    def send_look(self) -> tuple[str, str]:
        return "primary", "check"

    def others(self) -> tuple[Other, ...]:
        option = self.loaded.option(Action.REFUSE)
        if option is None:
            return ()
        view = acts.view(self.loaded, option)
        return (Other(action=Action.REFUSE, words=_("Not in order: refuse"), key="R", icon="x",
                      kind="danger", blocked=view.reason),)  # fmt: skip

    def args(self) -> dict[str, object]:
        money = self.case.type is CaseType.RETURN_REFUND
        return {"amount_fen": self.case.claim_fen} if money else {}

    def draft(self) -> Draft | None:
        ticked = list(self.list.checked())
        return {"ticked": ticked} if ticked else None

    def restore(self, draft: Draft) -> None:
        ticked = draft.get("ticked")
        for at in ticked if isinstance(ticked, list) else []:
            if str(at).isdigit() and int(str(at)) < len(self._items):
                self.list.row(str(at)).set_checked(True)


class ShipPanel(Panel):
    """Goods go out: by whom, under which number."""

    action = Action.SHIP

    def __init__(self, loaded: Loaded, form: Any, env: Env, parent: QObject | None = None) -> None:
        super().__init__(loaded, form, env, parent)
        body = FormBody()
        self.company, self.waybill = Field(), Field()
        self._company_words = body.add(self.company)
        self._waybill_words = body.add(self.waybill)
        for field in (self.company, self.waybill):
            field.textEdited.connect(self.changed)
        self.body = body
        self.retranslate()

    def retranslate(self) -> None:
        for words, field, said in (
            (self._company_words, self.company, _("Carrier")),
            (self._waybill_words, self.waybill, _("Waybill number")),
        ):
            words.setText(said)
            field.setAccessibleName(said)

    def missing(self) -> list[str]:
        found = []
        if not self.company.text().strip():
            found.append(_("the carrier"))
        if not self._number():
            found.append(_("the waybill number"))
        return found

    def _number(self) -> str:
        return "".join(self.waybill.text().split())

    def args(self) -> dict[str, object]:
        return {"company": self.company.text().strip(), "waybill": self._number()}

    def draft(self) -> Draft | None:
        company, waybill = self.company.text(), self.waybill.text()
        return {"company": company, "waybill": waybill} if company or waybill else None

    def restore(self, draft: Draft) -> None:
        self.company.setText(str(draft.get("company", "")))
        self.waybill.setText(str(draft.get("waybill", "")))

    def first(self) -> QWidget | None:
        return self.company
