"""The files of an import: name, whether it was recognised, as what, how many rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from workbench.base.texts import _, ngettext
from workbench.ui import phrases
from workbench.ui.theme.plain import NAME_LIMIT, REASON_LIMIT, visible
from workbench.ui.widgets.base import follow, set_ground
from workbench.ui.widgets.labels import ElidedLabel, label
from workbench.ui.widgets.marks import Chip, IconLabel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workbench.ui.sources.report import FileView

SHOWN = 5


class FileRow(QWidget):
    """One file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.icon = IconLabel("file-spreadsheet", size=20)
        self.name = ElidedLabel(bold=True)
        self.chip = Chip()
        self.facts = ElidedLabel(size=12, ink="text2")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.chip)
        head.addWidget(self.name, 1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.addWidget(self.icon, 0, 0, 2, 1)
        grid.addLayout(head, 0, 1)
        grid.addWidget(self.facts, 1, 1)
        grid.setColumnStretch(1, 1)

    def show_path(self, path: Path) -> None:
        """A file that is not read yet."""
        self.name.setText(visible(path.name, NAME_LIMIT))
        self.chip.set_chip(_("being read"), icon="search")
        self.facts.setText("")

    def show_file(self, item: FileView) -> None:
        """A file as it was understood."""
        self.name.setText(visible(item.name, NAME_LIMIT))
        if item.error:
            self.chip.set_chip(_("not usable"), kind="crit", icon="circle-x")
            self.facts.setText(visible(item.error, REASON_LIMIT))
            return
        if item.platform_assumed:
            self.chip.set_chip(_("platform assumed"), kind="soon", icon="circle-alert")
        else:
            self.chip.set_chip(_("recognised"), kind="ok", icon="circle-check")
        rows = ngettext("{n} row", "{n} rows", item.rows).format(n=f"{item.rows:,}")
        parts = [
            phrases.platform(item.platform) if item.platform else "",
            visible(item.recognised_as, NAME_LIMIT), rows, visible(item.encoding, 40),
        ]  # fmt: skip
        self.facts.setText("  ·  ".join(part for part in parts if part))


class FileRows(QWidget):
    """The files below each other; beyond a handful only their number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self._rows: list[FileRow] = []
        self._more = label(size=12, ink="text2")
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._more)
        self._theme = follow(self)
        self.restyle()

    def restyle(self) -> None:
        """Take new measures."""
        px = self._theme.px
        self._column.setContentsMargins(px(20), 0, 0, 0)
        self._column.setSpacing(px(8))

    def rows(self) -> list[FileRow]:
        """The rows shown."""
        return list(self._rows)

    def show_paths(self, paths: Sequence[Path]) -> None:
        """Files that are being read."""
        for row, path in zip(self._take(len(paths)), paths, strict=False):
            row.show_path(path)

    def show_files(self, files: Sequence[FileView]) -> None:
        """Files as they were understood, the unusable ones first."""
        ordered = sorted(files, key=lambda item: not item.error)
        for row, item in zip(self._take(len(files)), ordered, strict=False):
            row.show_file(item)

    def _take(self, count: int) -> list[FileRow]:
        shown = min(count, SHOWN)
        while len(self._rows) > shown:
            row = self._rows.pop()
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self._rows) < shown:
            row = FileRow()
            self._column.insertWidget(len(self._rows), row)
            self._rows.append(row)
        rest = count - shown
        more = ngettext("and {n} more file", "and {n} more files", rest).format(n=rest)
        self._more.setText(more)
        self._more.setVisible(rest > 0)
        return self._rows
