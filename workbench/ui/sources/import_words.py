"""What the import panel says: steps, foot, counts, what comes after, warnings, rejected rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.base.texts import _, ngettext
from workbench.ui import phrases
from workbench.ui.sources.import_view import clear
from workbench.ui.sources.importing import (
    CHOOSE,
    DONE,
    FAILED,
    IMPORTING,
    PREVIEW,
    READING,
)
from workbench.ui.theme.plain import visible
from workbench.ui.widgets.labels import label
from workbench.ui.widgets.marks import IconLabel

if TYPE_CHECKING:
    from workbench.ui.sources.import_view import ImportView
    from workbench.ui.sources.importing import Importing
    from workbench.ui.sources.report import Report

SHOWN = 20
_STEP = {CHOOSE: 0, READING: 1, PREVIEW: 1, FAILED: 1, IMPORTING: 2, DONE: 3}


def say_frame(view: ImportView, flow: Importing) -> None:
    """Steps, promise, and the foot."""
    state, report = flow.state, flow.report
    view.steps.set_steps((_("Choose files"), _("Check the preview"), _("Import")), _STEP[state])
    view.promise.setText("" if state in (IMPORTING, DONE) else _("nothing is changed up to here"))
    coming = report.total("rows") - len(report.rejected)
    rows = f"{coming:,}"
    go = ngettext("Import {n} row", "Import {n} rows", coming).format(n=rows)
    view.go.set_words(_("To the queue") if state == DONE else go)
    view.go.set_icon("inbox" if state == DONE else "check")
    view.go.setVisible(state in (PREVIEW, DONE))
    blocked = None
    if state == PREVIEW and not report.good:
        blocked = _("None of the files can be used.")
    elif state == PREVIEW and not coming:
        blocked = _("No row of these files can come in: see why below.")
    view.go.set_blocked(blocked)
    words = {IMPORTING: _("Stop"), READING: _("Stop"), DONE: _("Close")}
    view.cancel.set_words(words.get(state, _("Cancel")))
    view.foot_words.setText(
        "" if state != PREVIEW else _("The same file a second time changes nothing.")
    )
    choosing = state in (CHOOSE, READING, PREVIEW, FAILED)
    view.target.setEnabled(choosing)
    view.target.change.setVisible(state in (PREVIEW, FAILED))


def say_preview(view: ImportView, flow: Importing) -> None:
    """What would come, or came, in."""
    report, done = flow.report, flow.state == DONE
    view.counts.set_figures(
        (
            ("circle-plus", "ok", _("added"), f"{report.total('added'):,}"),
            ("pencil", "accent", _("updated"), f"{report.total('updated'):,}"),
            ("equal", "text2", _("unchanged"), f"{report.total('unchanged'):,}"),
            ("circle-x", "crit", _("rejected"), f"{len(report.rejected):,}"),
        )
    )
    _say_note(view, flow)
    many = len(report.files) > 1
    view.table.show_rows(report.rejected, many=many)
    count = len(report.rejected)
    view.rejected_title.setText(
        ngettext("{n} row rejected", "{n} rows rejected", count).format(n=f"{count:,}")
    )
    view.rejected_hint.setText(
        _("the rest came in; the rejected rows are kept as they came") if done else
        _("the rest comes in all the same; the rejected rows are kept as they came")
    )  # fmt: skip
    view.show_rejected(bool(count))
    title = _("Imported") if done else _("Every row is understood")
    new = report.total("added") + report.total("updated")
    if done:
        why = ngettext("{n} case is new or different.", "{n} cases are new or different.", new)
    else:
        why = ngettext("{n} case would be new or different.",
                       "{n} cases would be new or different.", new)  # fmt: skip
    view.calm.set_state("circle-check", title, why.format(n=f"{new:,}"), ink="ok")
    _say_after(view, report, done=done)
    _say_warnings(view, report)


def _say_note(view: ImportView, flow: Importing) -> None:
    report = flow.report
    assumed = [item for item in report.good if item.platform_assumed]
    if flow.stopped:
        view.note.set_note("soon", title=_("Stopped, nothing was changed"),
                           body=_("You can import it again at any time."))  # fmt: skip
    elif report.bad:
        n = len(report.bad)
        words = ngettext("{n} file cannot be used and changes nothing",
                         "{n} files cannot be used and change nothing", n)  # fmt: skip
        view.note.set_note("crit", title=words.format(n=n), body=visible(report.bad[0].error))
    elif assumed:
        name = phrases.platform(assumed[0].platform)
        view.note.set_note(
            "soon", title=_("Taken as {platform}").format(platform=name),
            body=_("Taobao and Tmall export the same columns: choose the platform above."),
        )  # fmt: skip
    view.show_note(bool(flow.stopped or report.bad or assumed))


def _say_after(view: ImportView, report: Report, *, done: bool) -> None:
    view.after.set_title(_("What came in") if done else _("After the import"))
    clear(view.after.body)
    lines = [
        ("circle-plus", "ok", ngettext("{n} new case", "{n} new cases", report.total("added"))
         .format(n=f"{report.total('added'):,}"), ""),
        ("pencil", "accent", ngettext("{n} case is newer", "{n} cases are newer",
                                      report.total("updated"))
         .format(n=f"{report.total('updated'):,}"), _("an older row never overwrites a newer one")),
        ("banknote", "text2", _("Claimed {amount}").format(
            amount=phrases.amount(report.total("claim_fen"))),
         _("of {amount} paid").format(amount=phrases.amount(report.total("paid_fen")))),
    ]  # fmt: skip
    for icon, ink, words, hint in lines:
        view.after.body.addWidget(_line(icon, ink, words, hint))


def _say_warnings(view: ImportView, report: Report) -> None:
    warnings = list(dict.fromkeys(words for item in report.good for words in item.warnings))
    view.warnings.setVisible(bool(warnings))
    view.warnings.set_title(_("Worth a look"), f"{len(warnings):,}")
    clear(view.warnings.body)
    for words in warnings[:SHOWN]:
        view.warnings.body.addWidget(_line("triangle-alert", "soon", visible(words), ""))
    if len(warnings) > SHOWN:
        more = _("and {n} more").format(n=len(warnings) - SHOWN)
        view.warnings.body.addWidget(label(more, size=12, ink="text2"))


def _line(icon: str, ink: str, words: str, hint: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    side = QVBoxLayout()
    side.setContentsMargins(0, 2, 0, 0)
    side.addWidget(IconLabel(icon, ink=ink))
    side.addStretch(1)
    column = QVBoxLayout()
    column.setSpacing(1)
    column.addWidget(label(words, wrap=True))
    if hint:
        column.addWidget(label(hint, size=12, ink="text2", wrap=True))
    row.addLayout(side)
    row.addLayout(column, 1)
    return line
