"""A case pane that only remembers what it was asked, for tests of the queue and the frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from workbench.domain.case import CaseKey
    from workbench.ui.session import Session


class FakePane(QWidget):
    """Shows the case's key; ``shown`` and ``ran`` remember."""

    panel_open_changed = Signal(bool)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.shown: list[CaseKey | None] = []
        self.ran: list[str] = []
        self.button = QPushButton("button", self)
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        QVBoxLayout(self).addWidget(self.button)

    def show_case(self, key: CaseKey | None) -> None:
        """Remember the case."""
        self.shown.append(key)
        self.button.setText(str(key))

    def run_action(self, name: str) -> None:
        """Remember the act."""
        self.ran.append(name)
