"""Files added to an act: taken, made small enough off the UI thread, ordered, kept in the draft."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.base.texts import _, ngettext
from workbench.ui import phrases
from workbench.ui.case import files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage

    from workbench.ui.case.files import Prepared
    from workbench.ui.session import Session


@dataclass(frozen=True, slots=True)
class Attached:
    """One file with its kind of proof; ``prepared`` None while it is being looked at."""

    kind: str
    path: Path
    prepared: Prepared | None = None

    @property
    def good(self) -> bool:
        """Whether it may be sent."""
        return self.prepared is not None and not self.prepared.reason


class Attachments(QObject):
    """The files of one panel. ``changed`` after every change; ``said`` what was not taken."""

    changed = Signal()
    said = Signal(str)

    def __init__(
        self,
        session: Session,
        *,
        most: int,
        limit: int,
        pictures_only: bool = True,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.most, self.limit, self._pictures = most, limit, pictures_only
        self._items: list[Attached] = []

    @property
    def items(self) -> tuple[Attached, ...]:
        """The files, in their order."""
        return tuple(self._items)

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Which kinds of files are taken."""
        return files.PICTURES if self._pictures else files.PROOFS

    def of(self, kind: str) -> list[Attached]:
        """The files of a kind of proof."""
        return [item for item in self._items if item.kind == kind]

    def add(self, kind: str, paths: Sequence[Path]) -> None:
        """Take files of a kind, as many as the platform allows."""
        room = self.most - len(self._items)
        taken = [path for path in paths if all(path != item.path for item in self._items)]
        if len(taken) > room:
            self.said.emit(
                ngettext(
                    "The platform takes {n} file at most.", "The platform takes {n} files at most.",
                    self.most,
                ).format(n=self.most)
            )  # fmt: skip
        for path in taken[: max(0, room)]:
            self._items.append(Attached(kind, path))
            self._prepare(path)
        self.changed.emit()

    def paste(self, kind: str, image: QImage) -> None:
        """Take a picture that was pasted without a file."""
        folder = files.pasted_folder(self._session.data_dir)
        self._session.operations.read(
            lambda _queries: files.keep_pasted(image, folder),
            lambda path: self.add(kind, [path]),
            lambda _error: self.said.emit(_("The pasted picture could not be kept: disk full?")),
        )

    def remove(self, at: int) -> None:
        """Take a file out again."""
        if 0 <= at < len(self._items):
            del self._items[at]
            self.changed.emit()

    def move(self, at: int, by: int) -> int:
        """Move a file up (-1) or down (1); its new place."""
        to = at + by
        if not (0 <= at < len(self._items) and 0 <= to < len(self._items)):
            return at
        self._items[at], self._items[to] = self._items[to], self._items[at]
        self.changed.emit()
        return to

    def ready(self) -> tuple[tuple[str, Path], ...]:
        """What goes with the act: (kind, path), good ones only."""
        return tuple(
            (item.kind, item.prepared.path)
            for item in self._items
            if item.prepared is not None and not item.prepared.reason
        )

    def faults(self) -> list[str]:
        """What is wrong with the files, in short words."""
        if any(item.prepared is None for item in self._items):
            return [_("a file is still being looked at")]
        bad = sum(not item.good for item in self._items)
        if bad:
            return [
                ngettext("{n} file that does not go", "{n} files that do not go", bad).format(n=bad)
            ]
        return []

    def limits(self) -> str:
        """The platform's limits in words."""
        kinds = "JPG/PNG/GIF" if self._pictures else "JPG/PNG/GIF/MP4/PDF"
        return _(
            "{kinds}, up to {size} each, {n} at most; larger pictures are made smaller."
        ).format(kinds=kinds, size=phrases.size(self.limit), n=self.most)

    def draft(self) -> list[list[str]]:
        """The files as plain values."""
        return [[item.kind, str(item.path)] for item in self._items]

    def restore(self, value: object) -> None:
        """Put the files of a draft back; those that are gone stay away."""
        if not isinstance(value, list):
            return
        self._items.clear()
        for pair in value:
            if isinstance(pair, list) and len(pair) == 2:
                path = Path(str(pair[1]))
                if path.is_file():
                    self.add(str(pair[0]), [path])
        self.changed.emit()

    def _prepare(self, path: Path) -> None:
        folder = files.pasted_folder(self._session.data_dir)
        limit, picture = self.limit, self._pictures
        self._session.operations.read(
            lambda _queries: files.prepare(path, limit, folder, picture=picture),
            lambda prepared: self._prepared(path, prepared),
        )

    def _prepared(self, path: Path, prepared: Prepared) -> None:
        for at, item in enumerate(self._items):
            if item.path == path:
                self._items[at] = replace(item, prepared=prepared)
                self.changed.emit()
