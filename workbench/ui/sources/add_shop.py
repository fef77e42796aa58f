"""A new shop that lives from files: its name and platform."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.domain.case import Shop
from workbench.domain.kinds import Platform, ShopId, ShopKind
from workbench.ui import phrases
from workbench.ui.widgets.base import follow, set_ground
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.choices import Combo
from workbench.ui.widgets.fields import Field
from workbench.ui.widgets.labels import label


class AddShop(QWidget):
    """``saved(Shop)`` with an empty id; ``closed``. Enter saves, Esc closes."""

    saved = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "sunken")
        self.name = Field()
        self.platform = Combo()
        self.save = KeyButton(icon="plus", key="Enter", small=True)
        self.close_button = KeyButton(kind="ghost", key="Esc", small=True)
        self.why = label(size=12, ink="crit", wrap=True)
        self.name.returnPressed.connect(self._try)
        self.save.clicked.connect(self._try)
        self.close_button.clicked.connect(self.closed)
        self._column = QVBoxLayout(self)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.save)
        buttons.addWidget(self.close_button)
        buttons.addStretch(1)
        for part in (self.name, self.platform, self.why):
            self._column.addWidget(part)
        self._column.addLayout(buttons)
        self._taken: frozenset[str] = frozenset()
        self._theme = follow(self)
        self.restyle()
        self.phrase()

    def restyle(self) -> None:
        """Take new measures."""
        px = self._theme.px
        self._column.setContentsMargins(px(20), px(12), px(12), px(12))
        self._column.setSpacing(px(8))

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        self.name.setPlaceholderText(_("Name of the new shop"))
        self.name.setAccessibleName(_("Name of the new shop"))
        self.platform.setAccessibleName(_("Platform"))
        self.platform.set_items([(phrases.platform(one), str(one)) for one in Platform])
        self.save.set_words(_("Add the shop"))
        self.close_button.set_words(_("Cancel"))

    def begin(self, taken: frozenset[str]) -> None:
        """Start anew; ``taken`` names cannot be given twice."""
        self._taken = taken
        self.name.clear()
        self._say("")
        self.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _try(self) -> None:
        name = self.name.text().strip()
        why = ""
        if not name:
            why = _("A shop needs a name.")
        elif name in self._taken:
            why = _("There is a shop of this name already.")
        self._say(why)
        if not why:
            platform = Platform(str(self.platform.value()))
            self.saved.emit(
                Shop(id=ShopId(""), name=name, platform=platform, kind=str(ShopKind.FILES))
            )

    def _say(self, why: str) -> None:
        self.name.set_error(why or None)
        self.why.setText(why)
        self.why.setVisible(bool(why))
