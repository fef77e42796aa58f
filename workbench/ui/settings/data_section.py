"""The data of this computer: backup, restore, where it lies, whether it is well, the version."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from workbench import __version__
from workbench.base.errors import KnownError
from workbench.base.texts import N_, _, ngettext, phrase
from workbench.domain import beijing
from workbench.ui.settings.setting_row import Section
from workbench.ui.theme.plain import NAME_LIMIT, REASON_LIMIT, visible
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.labels import ElidedLabel, label
from workbench.ui.widgets.notes import Note

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.base.texts import Text
    from workbench.ui.session import Session


def _open_folder(folder: Path) -> bool:
    return bool(QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))


class DataLine(QWidget):
    """Words at the left, buttons at the right."""

    def __init__(self, *buttons: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label(bold=True)
        self.why = ElidedLabel(size=12, ink="text2", selectable=True)
        self.why.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.why)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        row.addLayout(words, 1)
        for button in buttons:
            row.addWidget(button)

    def say(self, title: str, why: str) -> None:
        """Say this."""
        self.title.setText(title)
        self.why.setText(why)


class DataSection(Section):
    """``backup(path)``, ``restore(path)`` and ``doctor()`` run off the UI thread where given.

    ``restored`` after a restore: the window should be opened again.
    """

    restored = Signal()

    def __init__(
        self,
        session: Session,
        *,
        backup: Callable[[Path], object] | None = None,
        restore: Callable[[Path], object] | None = None,
        doctor: Callable[[], Sequence[Text]] | None = None,
        open_folder: Callable[[Path], bool] = _open_folder,
    ) -> None:
        super().__init__(N_("Data on this computer"))
        self.session = session
        self._backup, self._restore, self._doctor = backup, restore, doctor
        self._open_folder = open_folder
        self._candidate: Path | None = None
        self._problems: tuple[str, ...] | None = None
        self.backup = KeyButton(icon="hard-drive", small=True)
        self.restore = KeyButton(icon="archive-restore", small=True)
        self.folder = KeyButton(icon="folder-open", small=True)
        self.doctor = KeyButton(icon="shield-check", small=True)
        self.sure = KeyButton(icon="archive-restore", kind="danger", small=True)
        self.leave = KeyButton(kind="ghost", small=True, key="Esc")
        self.note = Note("soon", stacked=True)
        self.health = Note("ok", stacked=True)
        self.copies = DataLine(self.backup, self.restore)
        self.asking = DataLine(self.sure, self.leave)
        self.place = DataLine(self.folder)
        self.state = DataLine(self.doctor)
        self.version = DataLine()
        self._build()
        self.phrase()

    def _build(self) -> None:
        for line in (self.copies, self.place, self.state, self.version):
            self.add(line)
            if line is self.copies:
                self.body.addWidget(self.asking)
                self.body.addWidget(self.note)
            if line is self.state:
                self.body.addWidget(self.health)
        for widget in (self.asking, self.note, self.health):
            widget.hide()
        self.backup.clicked.connect(self._ask_place)
        self.restore.clicked.connect(self._ask_file)
        self.sure.clicked.connect(self._restore_now)
        self.leave.clicked.connect(self._leave)
        self.folder.clicked.connect(self._show_folder)
        self.doctor.clicked.connect(self.look)
        no = N_("This window cannot do it: use “workbench backup” and “workbench restore”.")
        self._no = no

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        super().phrase()
        if not hasattr(self, "version"):
            return
        self.backup.set_words(_("Back up now"))
        self.restore.set_words(_("Restore"))
        self.backup.set_blocked(None if self._backup else _(self._no))
        self.restore.set_blocked(None if self._restore else _(self._no))
        self.copies.say(_("Backup"), _("A checked copy in one file; work goes on meanwhile."))
        self.folder.set_words(_("Open the folder"))
        self.place.say(_("Data folder"), visible(str(self.session.data_dir), REASON_LIMIT))
        self.doctor.set_words(_("Look for what is wrong"))
        self.doctor.set_blocked(
            None if self._doctor else _("This window cannot do it: use “workbench doctor”.")
        )
        self.state.say(_("Health"), _("Checks the store, the settings and the platforms' rules."))
        self.version.say(_("Version"), __version__)
        self.sure.set_words(_("Replace the data"))
        self.leave.set_words(_("Cancel"))
        self._say_asking()
        self._say_health()

    # -- backup

    def _ask_place(self) -> None:
        dialog = QFileDialog(self, _("Back up now"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        day = beijing.to_datetime(self.session.now()).strftime("%Y-%m-%d")
        dialog.selectFile(f"workbench-{day}.db")
        dialog.fileSelected.connect(lambda name: self.back_up(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def back_up(self, path: Path) -> None:
        """Write a backup to a file."""
        run = self._backup
        if run is None or self.backup.busy():
            return
        self.backup.set_busy(_("Saving"))
        name = visible(path.name, NAME_LIMIT)

        def done(_result: object) -> None:
            self.backup.set_busy(None)
            self._tell("ok", _("Backed up"), name)

        def failed(error: Exception) -> None:
            self.backup.set_busy(None)
            self._wrong(_("The backup was not made"), error)

        self.session.operations.read(lambda _queries: run(path), done, failed)

    # -- restore

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, _("Restore"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.ask_restore(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_restore(self, path: Path) -> None:
        """Ask, beside the button, whether this file may take the place of the data."""
        self._candidate = path
        self._say_asking()
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        self._candidate = None
        self._say_asking()
        self.restore.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_asking(self) -> None:
        self.asking.setVisible(self._candidate is not None)
        if self._candidate is not None:
            name = visible(self._candidate.name, NAME_LIMIT)
            self.asking.say(
                _("Put {file} in the place of the data?").format(file=name),
                _("What is there now is kept aside in the data folder."),
            )

    def _restore_now(self) -> None:
        run, path = self._restore, self._candidate
        if run is None or path is None or self.sure.busy():
            return
        self.sure.set_busy(_("Restoring"))

        def done(_result: object) -> None:
            self.sure.set_busy(None)
            self._leave()
            self._tell("ok", _("Restored"), _("Close the window and open it again to see it."))
            self.restored.emit()

        def failed(error: Exception) -> None:
            self.sure.set_busy(None)
            self._wrong(_("Nothing was restored, the data is as it was"), error)

        self.session.operations.write(lambda _door: run(path), done, failed)

    # -- the rest

    def _show_folder(self) -> None:
        if not self._open_folder(self.session.data_dir):
            self.session.told.emit(_("The folder could not be opened: its path stands there."),
                                   "soon")  # fmt: skip

    def look(self) -> None:
        """Let the doctor look."""
        run = self._doctor
        if run is None or self.doctor.busy():
            return
        self.doctor.set_busy(_("Looking"))

        def done(problems: Sequence[Text]) -> None:
            self.doctor.set_busy(None)
            self._problems = tuple(visible(phrase(one)) for one in problems)
            self._say_health()

        def failed(error: Exception) -> None:
            self.doctor.set_busy(None)
            self._wrong(_("The doctor could not look"), error)

        self.session.operations.read(lambda _queries: run(), done, failed)

    def _say_health(self) -> None:
        self.health.setVisible(self._problems is not None)
        if not self._problems:
            self.health.set_note("ok", title=_("Nothing is wrong"))
            return
        n = len(self._problems)
        title = ngettext("{n} problem", "{n} problems", n).format(n=n)
        self.health.set_note("soon", title=title, body="\n".join(self._problems[:20]))

    def _tell(self, kind: str, title: str, body: str) -> None:
        self.note.set_note(kind, title=title, body=body)
        self.note.show()

    def _wrong(self, title: str, error: Exception) -> None:
        known = isinstance(error, KnownError)
        why = phrase(error.text) if isinstance(error, KnownError) else type(error).__name__
        self._tell("crit", title, visible(why))
        if not known:
            self.session.operations.failed.emit(error)
