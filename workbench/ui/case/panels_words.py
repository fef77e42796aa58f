"""Panels of words: message, contact, remark, note, hand to a supervisor, ask the platform."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.base.texts import _
from workbench.domain.kinds import Action
from workbench.domain.wording.model import Use
from workbench.ui import phrases
from workbench.ui.case import facts
from workbench.ui.case.attach import Attachments
from workbench.ui.case.attach_view import AttachView
from workbench.ui.case.forecast_view import BudgetBox, ForecastBox
from workbench.ui.case.foresight import Foresight, show_forecast
from workbench.ui.case.form import FormBody
from workbench.ui.case.layouts import narrow
from workbench.ui.case.panel import Panel, utf8
from workbench.ui.case.wording_view import FindingsBox
from workbench.ui.widgets.choices import Combo
from workbench.ui.widgets.fields import TextArea
from workbench.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from workbench.domain.case import Case
    from workbench.services.forecasting import Forecast
    from workbench.services.queries import Queries
    from workbench.ui.case.loading import Loaded
    from workbench.ui.case.panel import Draft, Env

NOTE_LIMIT = 2_000
STATEMENT_LIMIT = 500
CHANNELS = ("phone", "chat", "sms", "other")
OUTCOMES = ("reached", "no_answer")


class WordsPanel(Panel):
    """A panel around one text; subclasses say which argument it is and how long it may be."""

    argument = "text"
    limit = NOTE_LIMIT
    needed = True
    use: Use | None = None  # who will read it, where it leaves

    def __init__(self, loaded: Loaded, form: Any, env: Env, parent: QObject | None = None) -> None:
        super().__init__(loaded, form, env, parent)
        body = FormBody()
        self.area = TextArea(lines=3, limit=self.limit)
        self.area.set_text(self.start())
        self.area.changed.connect(self.changed)
        self.above(body)
        body.across(self.area)
        if self.use is not None:
            self.findings = FindingsBox()
            body.across(self.findings)
            self.watch(self.area, self.findings, self.use)
        self.below(body)
        self.body = body
        self.retranslate()

    def start(self) -> str:
        """What stands in it at first."""
        return ""

    def above(self, body: FormBody) -> None:
        """More rows over the text."""
        del body

    def below(self, body: FormBody) -> None:
        """More rows under the text."""
        del body

    def hint(self) -> str:
        """The placeholder."""
        return ""

    def retranslate(self) -> None:
        self.area.edit.setPlaceholderText(self.hint())
        self.area.edit.setAccessibleName(self.hint() or self.title())

    def missing(self) -> list[str]:
        return [_("the text")] if self.needed and not self.area.text().strip() else []

    def blocked(self) -> str | None:
        return _("The text is too long.") if self.area.over_limit() else None

    def args(self) -> dict[str, object]:
        return {self.argument: self.area.text().strip()}

    def draft(self) -> Draft | None:
        words = self.area.text()
        return {"text": words} if words.strip() and words != self.start() else None

    def restore(self, draft: Draft) -> None:
        if "text" in draft:
            self.area.set_text(str(draft["text"]))

    def first(self) -> QWidget | None:
        return self.area.edit


class NotePanel(WordsPanel):
    """A note for colleagues."""

    action = Action.NOTE

    def hint(self) -> str:
        return _("For colleagues only; the buyer never sees it")

    def send_look(self) -> tuple[str, str]:
        return "primary", "check"

    def send_words(self) -> str:
        return _("Keep the note")


class RemarkPanel(WordsPanel):
    """The merchant's remark, also on the platform where it has one."""

    action = Action.REMARK
    use = Use.REMARK
    needed = False

    def start(self) -> str:
        return self.case.local.remark

    def hint(self) -> str:
        return _("The shop's remark on this case; empty removes it")

    def send_words(self) -> str:
        return _("Keep the remark")

    def send_look(self) -> tuple[str, str]:
        return "primary", "check"


class MessagePanel(WordsPanel):
    """Words to the buyer, with pictures (CASE-9)."""

    action = Action.MESSAGE
    use = Use.BUYER
    limit = 0

    def __init__(self, loaded: Loaded, form: Any, env: Env, parent: QObject | None = None) -> None:
        policy = loaded.policy
        talks = policy.negotiation if policy is not None else None
        self.pictures = Attachments(
            env.session, most=talks.max_pictures if talks else 4,
            limit=talks.picture_bytes if talks else 500_000,
        )  # fmt: skip
        super().__init__(loaded, form, env, parent)
        self.pictures.setParent(self)
        self.area.mime_pasted.connect(self.strip.zone.take)
        self.pictures.changed.connect(self.changed)

    def below(self, body: FormBody) -> None:
        self.strip = AttachView(self.pictures, self.env)
        body.across(self.strip)

    def hint(self) -> str:
        return _("What the buyer will read")

    def retranslate(self) -> None:
        super().retranslate()
        policy = self.loaded.policy
        most = policy.negotiation.message_bytes if policy is not None else 400
        self.area.set_limit(most, _("bytes"), utf8)
        self.strip.retranslate()

    def missing(self) -> list[str]:
        return [*super().missing(), *self.pictures.faults()]

    def send_words(self) -> str:
        return _("Send the message")

    def files(self) -> tuple[tuple[str, Path], ...]:
        return self.pictures.ready()

    def draft(self) -> Draft | None:
        found = super().draft()
        if not self.pictures.items:
            return found
        return {"text": self.area.text(), "files": self.pictures.draft()}

    def restore(self, draft: Draft) -> None:
        super().restore(draft)
        self.pictures.restore(draft.get("files"))


class ContactPanel(WordsPanel):
    """A call or a chat outside this program (CASE-9); it counts as having talked for 48 h."""

    action = Action.CONTACT
    argument = "note"
    needed = False

    def __init__(self, loaded: Loaded, form: Any, env: Env, parent: QObject | None = None) -> None:
        self.pictures = Attachments(env.session, most=1, limit=5_000_000)
        super().__init__(loaded, form, env, parent)
        self.pictures.setParent(self)
        self.pictures.changed.connect(self.changed)
        self.area.mime_pasted.connect(self.strip.zone.take)

    def above(self, body: FormBody) -> None:
        self.channel, self.outcome = Combo(), Combo()
        self._channel_words = body.add(self.channel)
        self._outcome_words = body.add(self.outcome)
        for combo in (self.channel, self.outcome):
            combo.picked.connect(lambda _value: self.changed.emit())

    def below(self, body: FormBody) -> None:
        self.strip = AttachView(self.pictures, self.env, kind="chat_record")
        body.across(self.strip)

    def retranslate(self) -> None:
        super().retranslate()
        self._channel_words.setText(_("By"))
        self._outcome_words.setText(_("Outcome"))
        self.channel.setAccessibleName(_("By"))
        self.outcome.setAccessibleName(_("Outcome"))
        self.channel.set_items([(phrases.channel(word), word) for word in CHANNELS])
        self.outcome.set_items([(phrases.outcome(word), word) for word in OUTCOMES])
        self.strip.retranslate()
        self.strip.set_hint(_("A picture of the conversation may be needed as proof later."))

    def hint(self) -> str:
        return _("What was said")

    def subtitle(self) -> str:
        return _("reached within 48 h counts as having talked (REF-1)")

    def send_words(self) -> str:
        return _("Keep the contact")

    def send_look(self) -> tuple[str, str]:
        return "primary", "check"

    def missing(self) -> list[str]:
        return self.pictures.faults()

    def args(self) -> dict[str, object]:
        return {
            "channel": self.channel.value(), "outcome": self.outcome.value(),
            "note": self.area.text().strip(),
        }  # fmt: skip

    def files(self) -> tuple[tuple[str, Path], ...]:
        return self.pictures.ready()

    def draft(self) -> Draft | None:
        if not self.area.text().strip() and not self.pictures.items:
            return None
        return {
            "text": self.area.text(), "channel": self.channel.value(),
            "outcome": self.outcome.value(), "files": self.pictures.draft(),
        }  # fmt: skip

    def restore(self, draft: Draft) -> None:
        super().restore(draft)
        if draft.get("channel") in CHANNELS:
            self.channel.set_value(draft["channel"])
        if draft.get("outcome") in OUTCOMES:
            self.outcome.set_value(draft["outcome"])
        self.pictures.restore(draft.get("files"))

    def first(self) -> QWidget | None:
        return self.channel


class RaisePanel(WordsPanel):
    """Hand the case to a supervisor with a note (DISP-1)."""

    action = Action.RAISE
    argument = "note"

    def above(self, body: FormBody) -> None:
        self.to = Combo()
        narrow(self.to)
        self._to_words = body.add(self.to)
        self._names: list[str] = []
        self.to.picked.connect(lambda _value: self.changed.emit())

    @staticmethod
    def look(queries: Queries, case: Case) -> list[str]:
        del case
        return queries.assignees()

    def know(self, found: Any) -> None:
        self._names = [str(name) for name in found]
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        self._to_words.setText(_("To"))
        self.to.setAccessibleName(_("To"))
        self.to.set_items([
            (_("whoever supervises"), ""), *((facts.name(name), name) for name in self._names),
        ])  # fmt: skip

    def hint(self) -> str:
        return _("What you need a decision on")

    def send_words(self) -> str:
        return _("Hand over")

    def args(self) -> dict[str, object]:
        return {"note": self.area.text().strip(), "to": self.to.value() or ""}


class EscalatePanel(WordsPanel):
    """Ask the platform to step in (DISP-1)."""

    action = Action.ESCALATE
    use = Use.STATEMENT
    argument = "statement"
    limit = STATEMENT_LIMIT
    needed = False

    def above(self, body: FormBody) -> None:
        self._why = label(ink="text2", wrap=True)
        body.across(self._why)

    def below(self, body: FormBody) -> None:
        self.sight = Foresight(self.action)
        self.forecast, self.budget = ForecastBox(), BudgetBox()
        body.across(self.forecast)
        body.across(self.budget)

    def question(self) -> Callable[[Queries], Forecast | None]:
        return self.sight.question(self.loaded, self.env.session.now())

    def know(self, found: Forecast | None) -> None:
        self.sight.know(found)
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        shop = self.loaded.shop
        show_forecast(self.forecast, self.sight)
        self.budget.show_budgets(
            self.sight.budgets, facts.name(shop.name) if shop is not None else ""
        )
        self._why.setText(_(
            "The platform reads both sides and decides; facts and dates help, guesses do not."
            " Evidence is asked for once."
        ))  # fmt: skip

    def hint(self) -> str:
        return _("Statement to the platform: only facts, the shorter the better")

    def send_look(self) -> tuple[str, str]:
        return "primary", "gavel"


class WithdrawPanel(Panel):
    """Take the open proposal back."""

    action = Action.WITHDRAW
    keeps_draft = False

    def __init__(self, loaded: Loaded, form: Any, env: Env, parent: QObject | None = None) -> None:
        super().__init__(loaded, form, env, parent)
        body = FormBody()
        self._words = label(wrap=True)
        body.across(self._words)
        self.body = body
        self.retranslate()

    def retranslate(self) -> None:
        talks = self.case.open_negotiation
        if talks is None:
            self._words.setText(_("No proposal is open."))
            return
        plans = phrases.listed([
            f"{phrases.plan(plan.kind)} {phrases.amount(plan.amount_fen)}".strip()
            if plan.amount_fen else phrases.plan(plan.kind) for plan in talks.plans
        ])  # fmt: skip
        self._words.setText(
            _("Round {n}, {kind}: {plans}. The buyer can no longer accept it.").format(
                n=talks.round, kind=phrases.negotiation_kind(talks.kind), plans=plans or "—"
            )
        )

    def send_look(self) -> tuple[str, str]:
        return "primary", "undo-2"
