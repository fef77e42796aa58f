"""Every key of the window by place, from the one table of keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from workbench.base.texts import N_, _
from workbench.ui.settings.setting_row import Section
from workbench.ui.shortcuts import KEYS, PLACES
from workbench.ui.widgets.labels import label
from workbench.ui.widgets.marks import KeyCap

COLUMNS = 2


class KeysSection(Section):
    """Caps and what they do, place by place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(N_("Keys"), parent)
        self._body: QWidget | None = None
        self.phrase()

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        super().phrase()
        if self._body is not None:
            self.body.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = QWidget()
        grid = QGridLayout(self._body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        row = 0
        for place, title in PLACES.items():
            grid.addWidget(label(_(title), bold=True), row, 0, 1, 2 * COLUMNS)
            row += 1
            keys = [key for key in KEYS if key.place == place]
            tall = -(-len(keys) // COLUMNS)
            for at, key in enumerate(keys):
                column, below = divmod(at, tall)
                grid.addWidget(_caps(key.caps), row + below, 2 * column,
                               Qt.AlignmentFlag.AlignLeft)  # fmt: skip
                words = label(_(key.title), ink="text2", wrap=True)
                grid.addWidget(words, row + below, 2 * column + 1)
            row += tall
        for column in range(COLUMNS):
            grid.setColumnStretch(2 * column + 1, 1)
        self.body.addWidget(self._body)


def _caps(caps: tuple[str, ...]) -> QWidget:
    widget = QWidget()
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for cap in caps:
        row.addWidget(KeyCap(cap) if cap != "…" else label("…", ink="text3"))
    row.addStretch(1)
    return widget
