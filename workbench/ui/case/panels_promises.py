"""Panels of promises: write one down, prove it, release it (PROM-1, PROM-3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.base.texts import _
from workbench.domain.guards import promising
from workbench.domain.kinds import Action
from workbench.domain.money import parse_yuan
from workbench.domain.promise import MONEY, STOPS_REFUND, Promise, Promised
from workbench.ui import promises
from workbench.ui.case.attach import Attachments
from workbench.ui.case.attach_view import AttachView
from workbench.ui.case.panels_words import WordsPanel
from workbench.ui.widgets.choices import Combo
from workbench.ui.widgets.fields import Field
from workbench.ui.widgets.labels import label

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from workbench.ui.case.form import FormBody
    from workbench.ui.case.loading import Loaded
    from workbench.ui.case.panel import Draft, Env

PROOF_KIND = "promise_proof"
_LONGEST = promising.LONGEST_HOURS


class PromisePanel(WordsPanel):
    """Something promised by chat or phone, with its amount and its countdown."""

    action = Action.PROMISE
    argument = "note"
    needed = False

    def above(self, body: FormBody) -> None:
        self.what, self.money, self.hours = Combo(), Field(), Field()
        self._what_words = body.add(self.what)
        self._money_words = body.add(self.money)
        self._hours_words = body.add(self.hours)
        self._says = label(ink="text2", wrap=True)
        body.across(self._says)
        self.what.picked.connect(lambda _value: self._picked())
        for field in (self.money, self.hours):
            field.textEdited.connect(self.changed)

    def _picked(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        kind = self.what.value()
        for widget in (self.money, self._money_words):
            widget.setVisible(kind in MONEY)
        self._says.setText(
            _("While it is open nobody agrees to a refund, until you release it.")
            if kind in STOPS_REFUND
            else _("It is kept by a proof and the next reading, never by a button.")
        )
        term = self._term_hours()
        self.hours.setPlaceholderText(
            _("{n} by the policy").format(n=f"{term:g}") if term else _("no countdown")
        )

    def _term_hours(self) -> float | None:
        policy = self.loaded.policy
        known = policy.promises if policy is not None else ()
        return next((one.hours for one in known if one.what == self.what.value()), None)

    def retranslate(self) -> None:
        super().retranslate()
        for words, widget, said in (
            (self._what_words, self.what, _("What")),
            (self._money_words, self.money, _("Amount in ¥")),
            (self._hours_words, self.hours, _("Within hours")),
        ):
            words.setText(said)
            widget.setAccessibleName(said)
        self.what.set_items([(promises.what(kind), str(kind)) for kind in Promised])
        self._tell()

    def hint(self) -> str:
        return _("What was said, for whoever keeps it")

    def send_words(self) -> str:
        return _("Write it down")

    def send_look(self) -> tuple[str, str]:
        return "primary", "check"

    def _fen(self) -> int | None:
        try:
            return parse_yuan(self.money.text())
        except ValueError:
            return None

    def _within(self) -> float | None:
        try:
            return float(self.hours.text())
        except ValueError:
            return None

    def missing(self) -> list[str]:
        found = []
        if self.what.value() in MONEY and (self._fen() or 0) <= 0:
            found.append(_("an amount like 45.00"))
        typed = self.hours.text().strip()
        if typed and not 0 < (self._within() or 0) <= _LONGEST:
            found.append(_("hours like 24"))
        return found

    def args(self) -> dict[str, object]:
        kind = self.what.value()
        return {
            "what": kind,
            "amount_fen": self._fen() if kind in MONEY else None,
            "hours": self._within(),
            "note": self.area.text().strip(),
        }

    def draft(self) -> Draft | None:
        found = {
            "what": self.what.value(), "money": self.money.text(), "hours": self.hours.text(),
            "text": self.area.text(),
        }  # fmt: skip
        return (
            found if any(str(found[name]).strip() for name in ("money", "hours", "text")) else None
        )

    def restore(self, draft: Draft) -> None:
        super().restore(draft)
        if draft.get("what") in set(Promised):
            self.what.set_value(draft["what"])
        self.money.setText(str(draft.get("money", "")))
        self.hours.setText(str(draft.get("hours", "")))
        self._tell()

    def first(self) -> QWidget | None:
        return self.what


class _OnePromise(WordsPanel):
    """A panel about one of the open promises."""

    argument = "note"
    needed = False

    def known(self) -> tuple[Promise, ...]:
        """Those that may be chosen."""
        raise NotImplementedError

    def above(self, body: FormBody) -> None:
        self.which = Combo()
        self._which_words = body.add(self.which)
        self.which.picked.connect(lambda _value: self.changed.emit())

    def retranslate(self) -> None:
        super().retranslate()
        self._which_words.setText(_("Promise"))
        self.which.setAccessibleName(_("Promise"))
        self.which.set_items([(promises.of(one), one.id) for one in self.known()])

    def send_look(self) -> tuple[str, str]:
        return "primary", "check"

    def args(self) -> dict[str, object]:
        return {"promise": self.which.value() or "", "note": self.area.text().strip()}

    def first(self) -> QWidget | None:
        return self.which


class ProvePanel(_OnePromise):
    """The proof that a promise was carried out; the next reading ends it."""

    action = Action.PROVE

    def __init__(self, loaded: Loaded, form: Any, env: Env, parent: QObject | None = None) -> None:
        self.pictures = Attachments(env.session, most=1, limit=5_000_000)
        super().__init__(loaded, form, env, parent)
        self.pictures.setParent(self)
        self.pictures.changed.connect(self.changed)
        self.area.mime_pasted.connect(self.strip.zone.take)

    def known(self) -> tuple[Promise, ...]:
        return promising.provable(self.case)

    def below(self, body: FormBody) -> None:
        self.strip = AttachView(self.pictures, self.env, kind=PROOF_KIND)
        body.across(self.strip)

    def retranslate(self) -> None:
        super().retranslate()
        self.strip.retranslate()
        self.strip.set_hint(_("The picture of the payment, the coupon or the waybill."))

    def hint(self) -> str:
        return _("Anything to say about it")

    def subtitle(self) -> str:
        return _("a proof and the next reading keep a promise (PROM-1)")

    def send_words(self) -> str:
        return _("Keep the proof")

    def missing(self) -> list[str]:
        return self.pictures.faults() or ([] if self.pictures.ready() else [_("the proof")])

    def files(self) -> tuple[tuple[str, Path], ...]:
        return self.pictures.ready()

    def draft(self) -> Draft | None:
        if not self.area.text().strip() and not self.pictures.items:
            return None
        return {"text": self.area.text(), "files": self.pictures.draft()}

    def restore(self, draft: Draft) -> None:
        super().restore(draft)
        self.pictures.restore(draft.get("files"))


class ReleasePanel(_OnePromise):
    """Take back what was written down by hand; a refund may be agreed again then."""

    action = Action.RELEASE

    def known(self) -> tuple[Promise, ...]:
        return promising.releasable(self.case)

    def hint(self) -> str:
        return _("Why it does not hold any more")

    def send_words(self) -> str:
        return _("Release it")

    def send_look(self) -> tuple[str, str]:
        return "primary", "undo-2"
