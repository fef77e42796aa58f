"""The ``?`` panel: every key by place, in columns."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.ui import shortcuts
from workbench.ui.floating import Floating
from workbench.ui.widgets.bars import PanelBar
from workbench.ui.widgets.labels import label
from workbench.ui.widgets.marks import KeyCap


class KeysPanel(Floating):
    """The ``?`` panel: every key by place, in columns."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._bar = PanelBar(key="Esc")
        self._bar.closed.connect(self.close_panel)
        self._body: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._column.addWidget(self._bar)
        self.phrase()

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        self._bar.set_title(_("Keys"), _("Bare letters work wherever nothing is being typed."))
        self._bar.set_close(_("Close"))
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = self._make_body()
        self._column.addWidget(self._body)

    def toggle(self) -> None:
        """Open it in the middle of the window, or close it."""
        if self.isVisible():
            self.close_panel()
            return
        room = self._room()
        width = min(860, room.width() - 32)
        self.open_at((room.width() - width) // 2, 56, width=width)
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _make_body(self) -> QWidget:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(20, 12, 20, 16)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        columns = (
            (shortcuts.LIST, shortcuts.WINDOW), (shortcuts.CASE,), (shortcuts.PANEL,),
        )  # fmt: skip
        for column, places in enumerate(columns):
            row = 0
            for place in places:
                head = label(_(shortcuts.PLACES[place]), bold=True)
                grid.addWidget(head, row, 2 * column, 1, 2)
                row += 1
                for key in (key for key in shortcuts.KEYS if key.place == place):
                    grid.addWidget(_caps(key.caps), row, 2 * column)
                    grid.addWidget(label(_(key.title), ink="text2"), row, 2 * column + 1)
                    row += 1
                row += 1
            grid.setColumnStretch(2 * column + 1, 1)
        return body


def _caps(caps: tuple[str, ...]) -> QWidget:
    widget = QWidget()
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for cap in caps:
        row.addWidget(KeyCap(cap) if cap != "…" else label("…", ink="text3"))
    row.addStretch(1)
    return widget
