"""What the refusal panel says above its form: where it points, rule by rule, and what it spends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.base.texts import _
from workbench.domain.kinds import Action
from workbench.ui import phrases
from workbench.ui.case import acts, facts, forecast_words
from workbench.ui.case.forecast_view import forecast_lines
from workbench.ui.case.refusal_view import RuleLine
from workbench.ui.case.safe import prose

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from workbench.ui.case.foresight import Foresight
    from workbench.ui.case.refusal import RefusalSheet
    from workbench.ui.case.refusal_view import RefusalView

_KINDS = {"buyer": "crit", "merchant": "ok", "": "soon"}


def show_warning(view: RefusalView, sheet: RefusalSheet, sight: Foresight) -> None:
    """The box on top: what blocks it, else where the forecast points, and what it may cost."""
    form, told, warning = sheet.form, sight.told, view.warning
    stops = [item for item in form.refusals if not item.confirmable]
    cost = sheet.cost()
    right = (_("may cost"), cost) if cost else ("", "")
    kind = "crit"
    if stops:
        title, words = _("Refusing does not go here"), acts.refusal_words(stops[0])
    elif told is not None and told.lines:
        title = forecast_words.title(Action.REFUSE, told.lean)
        words = forecast_words.weighed(told)
        kind = _KINDS[told.lean.side]
        if told.alike is not None:
            right = (
                forecast_words.alike(told.alike),
                forecast_words.alike_share(told.lean.side, told.alike),
            )
    elif form.refusals:
        title = _("Refused now, it will probably end for the buyer")
        words = acts.refusal_words(form.refusals[0])
    else:
        title = _("A refusal has to be proved")
        words = _("The buyer may ask the platform; then only proofs count.")
    warning.set_kind(kind)
    warning.title.setText(title)
    warning.words.setText(words)
    warning.cost_words.setText(right[0])
    warning.cost.setText(right[1])


def show_rules(view: RefusalView, sheet: RefusalSheet, sight: Foresight) -> None:
    """What stands in the way first, then the forecast, then the risk of the reason chosen."""
    right = ""
    foretold = sight.told is not None and bool(sight.told.lines)
    lines: list[QWidget] = [
        RuleLine(
            "triangle-alert" if item.confirmable else "circle-x",
            "soon" if item.confirmable else "crit",
            acts.refusal_words(item), acts.help_words(item), item.rule,
        )
        for item in sheet.form.refusals
        if not (foretold and item.confirmable)  # its tick says it again
    ]  # fmt: skip
    if sight.forecast is not None and sight.told is not None and foretold:
        lines += forecast_lines(sight.forecast, sight.told)
        right = _("VER-1, table of {version}").format(version=sight.forecast.table.version)
    reason = sheet.reason
    if reason is not None and reason.risk:
        lines.append(RuleLine(
            "circle-minus", "soon", _("Risk of this reason: {risk}").format(
                risk=prose(reason.risk)
            ), "", phrases.confidence(reason.confidence), facts.name(reason.source),
        ))  # fmt: skip
    view.rules.show_lines(_("Rule by rule"), right, lines)


def show_cost(view: RefusalView, sheet: RefusalSheet) -> None:
    """What this one may cost."""
    lines: list[tuple[str, str]] = []
    if sheet.form.penalty_fen:
        lines.append((_("This one, at most"), sheet.cost()))
    if sheet.form.penalty_text:
        lines.append((prose(sheet.form.penalty_text), ""))
    view.show_cost(lines)
