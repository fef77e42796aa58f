"""The import panel: choose files and their shop, see what would change, import, report (IMP)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QVBoxLayout, QWidget

from workbench.base.texts import _, ngettext
from workbench.domain.kinds import ShopKind
from workbench.ui.sources import import_words
from workbench.ui.sources.import_view import SUFFIXES, ImportView
from workbench.ui.sources.importing import (
    CHOOSE,
    DONE,
    FAILED,
    IMPORTING,
    PREVIEW,
    READING,
    Importing,
    Target,
)
from workbench.ui.sources.saving import write_csv
from workbench.ui.theme.plain import NAME_LIMIT, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.domain.case import Shop
    from workbench.ui.session import Session

SLOW_MS = 300
NEW = "*new"  # the choice "a new shop" in the list of shops
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class ImportPanel(QWidget):
    """``closed`` when a person leaves it; ``imported`` after something came in."""

    closed = Signal()
    imported = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.view = ImportView()
        self.flow = Importing(session, self)
        self._waiting: list[Path] = []
        self._shops: list[Shop] = []
        self._slow = QTimer(self)
        self._slow.setObjectName("import is slow")
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(lambda: self.view.show_page("reading"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.setFocusProxy(self.view.zone)
        self._connect()
        self._say()

    def _connect(self) -> None:
        view, flow = self.view, self.flow
        view.zone.clicked.connect(self.choose_files)
        view.zone.files_dropped.connect(self.take)
        view.zone.refused.connect(lambda why: self.session.told.emit(why, "soon"))
        view.target.change.clicked.connect(self.choose_files)
        view.target.shop.picked.connect(self._aim)
        view.target.platform.picked.connect(self._aim)
        view.target.name.editingFinished.connect(self._aim)
        view.go.clicked.connect(self._go)
        view.cancel.clicked.connect(self.leave)
        view.progress.stopped.connect(flow.stop)
        view.save.clicked.connect(self._choose_place)
        view.problem.acted.connect(flow.preview)
        view.calm.acted.connect(lambda: self.session.asked.emit("queue", None))
        flow.changed.connect(self._say)
        flow.moved.connect(self._moved)
        flow.imported.connect(lambda _report: self.imported.emit())
        view.table.installEventFilter(self)

    # -- what is chosen

    def set_shops(self, shops: Sequence[Shop]) -> None:
        """The shops files may belong to: all but simulated ones."""
        first = not self._shops
        self._shops = [shop for shop in shops if shop.kind != ShopKind.SANDBOX]
        self._offer_shops()
        if first and self._shops and self.flow.state == CHOOSE:
            self.prefer(str(self._shops[0].id))

    def _offer_shops(self) -> None:
        items: list[tuple[str, object]] = [
            (visible(shop.name, NAME_LIMIT), str(shop.id)) for shop in self._shops
        ]
        combo = self.view.target.shop
        combo.set_items([*items, (_("a new shop"), NEW)])
        self._show_name()

    def prefer(self, shop: str) -> None:
        """Choose a shop beforehand, where files may belong to it."""
        if any(str(one.id) == shop for one in self._shops):
            self.view.target.shop.set_value(shop)
            self._show_name()

    def _show_name(self) -> None:
        target = self.view.target
        fresh = target.shop.value() == NEW
        target.name.setVisible(fresh)
        if fresh and not target.name.text():
            target.name.setText(_("My shop"))

    def _target(self) -> Target:
        target = self.view.target
        shop = str(target.shop.value() or NEW)
        name = target.name.text() if shop == NEW else shop
        return Target(shop=name, platform=str(target.platform.value() or ""))

    def _aim(self, *_what: object) -> None:
        self._show_name()
        if self.flow.state in (CHOOSE, READING, PREVIEW, FAILED):
            self.flow.aim(self._target())

    def choose_files(self) -> None:
        """Ask for files, without stopping the window."""
        dialog = QFileDialog(self, _("Choose exports"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        dialog.setNameFilters([f"{_('Exports')} ({patterns})", f"{_('All files')} (*)"])
        dialog.filesSelected.connect(lambda names: self.take([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, paths: list[Path]) -> None:
        """Files came: look at them."""
        if self.flow.state == IMPORTING:
            self.session.told.emit(_("An import is under way: wait for it first."), "info")
            return
        self.flow.take(paths, self._target())

    # -- acts

    def _go(self) -> None:
        if self.flow.state == PREVIEW:
            self.flow.start()
        elif self.flow.state == DONE:
            self.session.asked.emit("queue", None)

    def leave(self) -> None:
        """Stop what runs; without it, go back."""
        if self.flow.state in (READING, IMPORTING):
            self.flow.stop()
            if self.flow.state == READING:
                self.flow.clear()
            return
        self.flow.clear()
        self.closed.emit()

    def _choose_place(self) -> None:
        dialog = QFileDialog(self, _("Save as CSV"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.setNameFilter("CSV (*.csv)")
        dialog.selectFile(_("rejected rows") + ".csv")
        dialog.fileSelected.connect(lambda name: self.save(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, path: Path) -> None:
        """Write the rejected rows as a file, off the UI thread."""
        rows = [(_("File"), _("Line"), _("Column"), _("Value"), _("Why"), _("Case"))]
        rows += [
            (row.file, str(row.line), row.column, row.value, row.reason, row.row_id)
            for row in self.flow.report.rejected
        ]
        told = _("Saved: {file}").format(file=visible(path.name, NAME_LIMIT))
        self.session.operations.read(
            lambda _queries: write_csv(path, rows),
            lambda _done: self.session.told.emit(told, "ok"),
        )

    # -- keys

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() == Qt.Key.Key_Escape or (event.key() in _ENTER and control):
                event.accept()
                return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in _ENTER and control:
                self._go()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._go()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.view.zone.paste()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._slow.stop()
        super().hideEvent(event)

    # -- saying

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        self.view.phrase()
        self._offer_shops()
        self._say()

    def _focus_preview(self) -> None:
        # Whoever chooses the shop goes on choosing; else the next step is at hand.
        focus, target = QApplication.focusWidget(), self.view.target
        if self.isVisible() and not (focus is not None and target.isAncestorOf(focus)):
            self.view.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _moved(self, done: int, total: int) -> None:
        words = _("{done} of {total} rows").format(done=f"{done:,}", total=f"{total:,}")
        self.view.progress.set_progress(done, total, words)

    def _say(self) -> None:
        flow, view = self.flow, self.view
        report = flow.report
        self._slow.stop()
        import_words.say_frame(view, flow)
        if flow.state in (READING, IMPORTING):
            view.progress.set_progress(0, 0, _("being read"))
            if flow.state == READING:
                view.files.show_paths(flow.paths)
            self._slow.start()
            return
        view.files.show_files(report.files)
        if not report.files:
            view.files.show_paths(flow.paths)
        if flow.state == CHOOSE:
            view.show_page("choose")
        elif flow.state == FAILED or (flow.state == PREVIEW and not report.good):
            words = visible(flow.error) or (
                "" if report.bad else _("Nothing was changed.")
            )  # fmt: skip
            stopped = _("Stopped, nothing was changed")
            n = len(report.bad)
            bad = ngettext("The file cannot be used", "None of the {n} files can be used", n)
            view.problem.set_state(
                "circle-x", stopped if flow.stopped else bad.format(n=n) if n else
                _("The files could not be read"), words, action=_("Try again"),
                ink="text2" if flow.stopped else "crit",
            )  # fmt: skip
            view.show_page("problem")
        else:
            import_words.say_preview(view, flow)
            view.show_page("preview")
            self._focus_preview()
