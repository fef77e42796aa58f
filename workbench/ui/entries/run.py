"""The panel of a run: shows it as it goes, its links, retry, and the list as a file (OPEN-8)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from workbench.base.texts import _, ngettext
from workbench.ui import phrases
from workbench.ui.entries import results
from workbench.ui.entries.saving import write_csv

if TYPE_CHECKING:
    from workbench.domain.case import Entry
    from workbench.ui.entries.book import OrderLine
    from workbench.ui.entries.choice import Choice
    from workbench.ui.entries.opening import Batch, Opener
    from workbench.ui.entries.screen_view import EntriesView
    from workbench.ui.session import Session


class RunTeller(QObject):
    """Shows the run of ``opener`` in the results panel; ``entries`` are kept fresh by the screen.

    A run of one order that went through is told in one sentence and needs no panel.
    """

    def __init__(self, session: Session, view: EntriesView, opener: Opener, choice: Choice) -> None:
        super().__init__(view)
        self._session, self._view, self._choice = session, view, choice
        self._batch: Batch | None = None
        self._entries: dict[str, Entry] = {}
        self._told = False
        panel = view.results
        opener.moved.connect(self._moved)
        panel.closed.connect(self.close)
        panel.acted.connect(self._act)
        panel.again.connect(self._again)
        panel.saved.connect(self._choose_file)
        panel.stopped.connect(opener.stop)

    @property
    def batch(self) -> Batch | None:
        """The run that is shown."""
        return self._batch

    def set_entries(self, entries: dict[str, Entry]) -> None:
        """The entries as they stand by now."""
        self._entries = entries
        self._tell_one()
        self.show()

    def show(self) -> None:
        """Say everything again."""
        batch = self._batch
        if batch is not None and not self._view.results.isHidden():
            when = phrases.when(batch.at, self._session.now())
            self._view.results.show_batch(batch, self._entries, when)

    def close(self) -> None:
        """Put the panel away."""
        self._batch = None
        self._view.results.hide()
        self._view.list.setFocus()

    def _moved(self, batch: Batch) -> None:
        begun = self._batch is None or self._batch.at != batch.at or not batch.done
        if begun:
            self._told = False
        self._batch = batch
        if batch.total > 1 or any(item.result.refused for item in batch.done):
            self._view.results.show()
            if begun:
                self._view.upper.verticalScrollBar().setValue(0)
        self.show()
        if not batch.running:
            opened = sum(item.result.opened for item in batch.done)
            if batch.total > 1:
                words = ngettext(
                    "{done} of {n} entry is open.", "{done} of {n} entries are open.", batch.total
                ).format(done=opened, n=batch.total)
                self._session.told.emit(words, "ok" if opened == batch.total else "info")

    def _tell_one(self) -> None:
        batch = self._batch
        if batch is None or batch.running or batch.total != 1 or self._told or not batch.done:
            return
        self._told = True
        item = batch.done[0]
        entry = self._entries.get(item.line.key)
        kind = results.kind_of(item, entry)
        if kind == results.OPEN:
            until = entry.valid_until if entry is not None else item.result.valid_until
            words = _("Open: the buyer can apply until {time}.").format(
                time=phrases.stamp(until, self._session.now())
            )
            self._session.told.emit(words, "ok")
        elif kind == results.BY_HAND:
            words = _("This shop has no connection: open it on the platform's page.")
            self._session.told.emit(words, "info")
            self._session.asked.emit("outbox", item.result.command_id or None)
        elif kind == results.UNKNOWN:
            self._session.told.emit(_("No answer yet: being looked up."), "soon")

    def _line(self, key: str) -> OrderLine | None:
        found = self._choice.lines.get(key)
        if found is not None or self._batch is None:
            return found
        return next((item.line for item in self._batch.done if item.line.key == key), None)

    def _act(self, act: str, key: str) -> None:
        line = self._line(key)
        if line is None:
            return
        if act == "case":
            self._choice.see_case_of(line)
        elif act == "outbox":
            self._choice.outbox(line)
        elif act == "tick" and self._view.list.select_key(key):
            self._choice.tick_first()

    def _again(self) -> None:
        if self._batch is None:
            return
        failed = [
            item.line
            for item in self._batch.done
            if results.kind_of(item, self._entries.get(item.line.key)) == results.FAILED
        ]
        self._choice.open_again(failed)

    # -- the file

    def _choose_file(self) -> None:
        dialog = QFileDialog(self._view, _("Save the list"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.setNameFilter("CSV (*.csv)")
        dialog.selectFile(_("opened entries") + ".csv")
        dialog.fileSelected.connect(lambda name: self.save(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, path: Path) -> None:
        """Write the run as a file, off the UI thread."""
        if self._batch is None:
            return
        rows = [(_("Order"), _("Goods bought"), _("Result"), _("Reason"))]
        for item in self._batch.done:
            view = results.view_of(item, self._entries.get(item.line.key))
            rows.append(
                (item.result.order_id, item.line.order.item_title,
                 results.kind_words(view.kind), view.reason)
            )  # fmt: skip
        told = _("Saved: {file}").format(file=path.name)
        self._session.operations.read(
            lambda _queries: write_csv(path, rows),
            lambda _done: self._session.told.emit(told, "ok"),
        )
