"""A strip of files with a place to drop or paste more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.ui.case import facts, files
from workbench.ui.case.layouts import clear, row
from workbench.ui.case.safe import prose
from workbench.ui.widgets.buttons import IconButton
from workbench.ui.widgets.dropzone import DropZone
from workbench.ui.widgets.labels import ElidedLabel, label
from workbench.ui.widgets.marks import IconLabel
from workbench.ui.widgets.pictures import Picture, PictureStrip

if TYPE_CHECKING:
    from workbench.ui.case.attach import Attached, Attachments
    from workbench.ui.case.panel import Env


def picture_of(item: Attached, *, bare: bool = False) -> Picture:
    """A file as a picture with its size under it; ``bare``: nothing under it."""
    if bare:
        return Picture(item.path, facts.name(item.path.name))
    prepared = item.prepared
    caption = prepared.caption if prepared is not None else "…"
    ink = "text2" if prepared is None else ("crit" if prepared.reason else "ok")
    return Picture(item.path, facts.name(item.path.name), caption, ink)


class AttachView(QWidget):
    """Pictures as a strip, other files as lines, the drop zone behind them; one ``kind``."""

    refused = Signal(str)

    def __init__(
        self, files_of: Attachments, env: Env, *, kind: str = "picture", side: int = 64,
        compact: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._files, self._env, self._kind = files_of, env, kind
        self.strip = PictureStrip(side=side, removable=True)
        self.strip.removed.connect(lambda at: self._remove(self._pictures[at]))
        self.zone = DropZone(suffixes=files_of.suffixes)
        self.zone.files_dropped.connect(lambda paths: files_of.add(self._kind, paths))
        self.zone.image_pasted.connect(lambda image: files_of.paste(self._kind, image))
        self.zone.clicked.connect(self._choose)
        self.zone.refused.connect(self._say)
        self.hint = label(size=12, ink="text2", wrap=True)
        self.fault = label(size=12, ink="crit", wrap=True)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(2)
        self._pictures: list[Attached] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        if compact:
            self.zone.setFixedHeight(self.zone.theme.px(36))
            self.zone.setMinimumWidth(self.zone.theme.px(176))
        line = row(gap=12)
        line.addWidget(self.strip, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.zone, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.hint, 1, Qt.AlignmentFlag.AlignTop)
        if not compact:
            self.zone.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        column.addLayout(line)
        column.addLayout(self.lines)
        column.addWidget(self.fault)
        files_of.changed.connect(self.show_files)
        files_of.said.connect(self._say)
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of the language now chosen."""
        self.zone.set_words(_("Drop or paste"))
        self.hint.setText(self._files.limits())
        self.show_files()

    def set_hint(self, words: str) -> None:
        """What is needed, beside the drop zone."""
        self.hint.setText(words)

    def show_files(self) -> None:
        """Show the files as they are now."""
        mine = self._files.of(self._kind)
        self._pictures = [item for item in mine if item.path.suffix.casefold() in files.PICTURES]
        shown = tuple(picture_of(item) for item in self._pictures)
        if shown != self.strip.pictures():
            self.strip.set_pictures(shown)
        self.strip.setVisible(bool(shown))
        clear(self.lines)
        for item in mine:
            if item not in self._pictures:
                self.lines.addWidget(self._line(item))
        self.zone.setVisible(len(self._files.items) < self._files.most)
        bad = [item for item in mine if item.prepared is not None and item.prepared.reason]
        words = [prose(f"{item.path.name}: {item.prepared.reason}")
                 for item in bad if item.prepared is not None]  # fmt: skip
        self._say("\n".join(words))

    def _line(self, item: Attached) -> QWidget:
        line = QWidget()
        cross = IconButton("x", _("Remove {name}").format(name=facts.name(item.path.name)))
        cross.clicked.connect(lambda: self._remove(item))
        caption = item.prepared.caption if item.prepared is not None else "…"
        layout = row(IconLabel("film" if item.path.suffix.casefold() in (".mp4", ".mov")
                               else "file-check", size=14))  # fmt: skip
        layout.addWidget(ElidedLabel(facts.name(item.path.name)), 1)
        layout.addWidget(label(caption, size=12, ink="text2"))
        layout.addWidget(cross)
        line.setLayout(layout)
        return line

    def _remove(self, item: Attached) -> None:
        for at, other in enumerate(self._files.items):
            if other.path == item.path:
                self._files.remove(at)
                return

    def _choose(self) -> None:
        self._env.hands.choose(
            self, _("Choose files"), self._files.suffixes,
            lambda paths: self._files.add(self._kind, paths),
        )  # fmt: skip

    def _say(self, words: str) -> None:
        self.fault.setText(words)
        self.fault.setVisible(bool(words))
        if words:
            self.refused.emit(words)
