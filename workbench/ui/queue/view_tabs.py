"""The row of views with their counts, saved views at its right, and saving the present one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workbench.base.texts import _
from workbench.domain.kinds import View
from workbench.ui.models import words
from workbench.ui.widgets.base import set_ground
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from workbench.ui.queue.loader import Counts

HEIGHT = 40


class ViewTabs(QWidget):
    """Views as tabs, saved ones as buttons; ``picked(View)``, ``recalled(name)``, ``saving()``."""

    picked = Signal(object)
    recalled = Signal(str)
    saving = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self._tabs = Tabs(height=HEIGHT)
        self._tabs.setAccessibleName(_("Views of the queue"))
        for view in View:
            self._tabs.add_tab(_(words.VIEWS[view]))
        self._tabs.currentChanged.connect(self._on_tab)
        self._saved = QHBoxLayout()
        self._saved.setSpacing(0)
        self._buttons: dict[str, KeyButton] = {}
        self._save = KeyButton(_("Save view"), icon="plus", kind="ghost")
        self._save.clicked.connect(self.saving)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 12, 0)
        row.setSpacing(4)
        row.addWidget(self._tabs, 1)
        row.addLayout(self._saved)
        row.addWidget(self._save)

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        for index, view in enumerate(View):
            self._tabs.set_words(index, _(words.VIEWS[view]))
        self._tabs.setAccessibleName(_("Views of the queue"))
        self._save.set_words(_("Save view"))
        self._tabs.restyle()

    def view(self) -> View:
        """The view now chosen."""
        return list(View)[self._tabs.currentIndex()]

    def set_view(self, view: View) -> None:
        """Choose a view without emitting."""
        self._tabs.blockSignals(True)
        self._tabs.setCurrentIndex(list(View).index(view))
        self._tabs.blockSignals(False)
        self._tabs.update()

    def set_counts(self, counts: Counts) -> None:
        """Show how many cases each view holds."""
        for index, view in enumerate(View):
            self._tabs.set_count(index, counts.views.get(view.value))
        for name, button in self._buttons.items():
            count = counts.saved.get(name)
            button.set_words(name if count is None else f"{name} {count:,}")

    def set_saved(self, names: list[str]) -> None:
        """Offer these saved views."""
        while self._saved.count():
            item = self._saved.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        self._buttons = {}
        for name in names:
            button = KeyButton(name, icon="bookmark", kind="ghost")
            button.clicked.connect(lambda _on=False, name=name: self.recalled.emit(name))
            self._buttons[name] = button
            self._saved.addWidget(button)

    def tabs(self) -> Tabs:
        """The tab bar itself."""
        return self._tabs

    def save_button(self) -> KeyButton:
        """The button that saves the present view."""
        return self._save

    def saved_button(self, name: str) -> KeyButton:
        """The button of a saved view."""
        return self._buttons[name]

    def _on_tab(self, index: int) -> None:
        self.picked.emit(list(View)[index])
