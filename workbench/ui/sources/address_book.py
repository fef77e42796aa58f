"""The return addresses of a shop: the default first; add one, change one, make one the default."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.domain.case import Address
from workbench.domain.kinds import ShopId
from workbench.ui.theme.plain import NAME_LIMIT, REASON_LIMIT, visible
from workbench.ui.widgets.bars import Box
from workbench.ui.widgets.base import follow
from workbench.ui.widgets.buttons import KeyButton, LinkButton
from workbench.ui.widgets.choices import CheckRow
from workbench.ui.widgets.fields import Field
from workbench.ui.widgets.labels import ElidedLabel, label
from workbench.ui.widgets.marks import Chip, Divider

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class AddressForm(QWidget):
    """Name, phone, address. ``saved(Address)``, ``closed``; Ctrl+Enter saves, Esc closes."""

    saved = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._address: Address | None = None
        self.name, self.phone, self.text = Field(), Field(), Field()
        self.default = CheckRow()
        self.save = KeyButton(icon="check", key="Ctrl ↵", small=True)
        self.close_button = KeyButton(kind="ghost", key="Esc", small=True)
        self.why = label(size=12, ink="crit", wrap=True)
        self.save.clicked.connect(self._try)
        self.close_button.clicked.connect(self.closed)
        self._grid = QGridLayout(self)
        self._grid.addWidget(self.name, 0, 0)
        self._grid.addWidget(self.phone, 0, 1)
        self._grid.addWidget(self.text, 1, 0, 1, 2)
        self._grid.addWidget(self.default, 2, 0, 1, 2)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.save)
        foot.addWidget(self.close_button)
        foot.addWidget(self.why, 1)
        self._grid.addLayout(foot, 3, 0, 1, 2)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setSpacing(8)
        self.phrase()

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        for field, words in (
            (self.name, _("Who receives it")), (self.phone, _("Phone")),
            (self.text, _("Address, as the buyer will see it")),
        ):  # fmt: skip
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
        self.default.set_words(_("Use it by default"))
        self.save.set_words(_("Keep the address"))
        self.close_button.set_words(_("Cancel"))

    def begin(self, address: Address) -> None:
        """Fill in an address to change; one without an id is new."""
        self._address = address
        self.name.setText(address.name)
        self.phone.setText(address.phone)
        self.text.setText(address.text)
        self.default.set_checked(address.default)
        self.default.setEnabled(not address.default)
        for field in (self.name, self.text):
            field.set_error(None)
        self.why.setText("")
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() == Qt.Key.Key_Escape or (event.key() in _ENTER and control):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._try()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _try(self) -> None:
        if self._address is None:
            return
        name, words = self.name.text().strip(), self.text.text().strip()
        self.name.set_error(None if name else _("Say who receives the parcel."))
        self.text.set_error(None if words else _("Write the address."))
        wrong = next((one for one in (self.name, self.text) if one.error()), None)
        self.why.setText((wrong.error() or "") if wrong is not None else "")
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.saved.emit(
            replace(self._address, name=name, phone=self.phone.text().strip(), text=words,
                    default=self.default.is_checked())
        )  # fmt: skip


class AddressLine(QWidget):
    """One address with its two acts."""

    edited = Signal(str)
    preferred = Signal(str)

    def __init__(self, address: Address, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        head = QHBoxLayout()
        head.setSpacing(8)
        who = " ".join(part for part in (address.name, address.phone) if part)
        head.addWidget(ElidedLabel(visible(who, NAME_LIMIT), bold=True), 1)
        if address.default:
            head.addWidget(Chip(_("default"), kind="ok", icon="circle-check"))
        else:
            prefer = LinkButton(_("Make it the default"))
            prefer.clicked.connect(lambda _on=False: self.preferred.emit(address.id))
            head.addWidget(prefer)
        edit = LinkButton(_("Change"))
        edit.clicked.connect(lambda _on=False: self.edited.emit(address.id))
        head.addWidget(edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(label(visible(address.text, REASON_LIMIT), ink="text2", wrap=True))


class AddressBook(Box):
    """``saved(Address)`` whenever one is to be kept."""

    saved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._addresses: list[Address] = []
        self._shop = ""
        self.add = KeyButton(icon="plus", small=True)
        self.add.clicked.connect(self._add)
        self.add_head(self.add)
        self.form = AddressForm()
        self.form.closed.connect(self._close)
        self.form.saved.connect(self._save)
        self.form.hide()
        self.none = label(ink="text2", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.body.addLayout(self._lines)
        self.body.addWidget(self.none)
        self.body.addWidget(self.form)
        self._style = follow(self)
        self.phrase()

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        self.set_title(_("Return addresses"), "")
        self.add.set_words(_("Add an address"))
        self.none.setText(_("No return address yet: agreeing to a return needs one."))
        self.form.phrase()
        self.show_addresses(self._shop, self._addresses)

    def show_addresses(self, shop: str, addresses: Sequence[Address]) -> None:
        """Show the book of a shop; a form that is open stays open for the same shop."""
        if shop != self._shop:
            self.form.hide()
        self._shop, self._addresses = shop, list(addresses)
        while self._lines.count():
            item = self._lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for at, address in enumerate(self._addresses):
            if at:
                self._lines.addWidget(Divider())
            line = AddressLine(address)
            line.edited.connect(self._edit)
            line.preferred.connect(self._prefer)
            self._lines.addWidget(line)
        self.none.setVisible(not self._addresses)

    def _find(self, number: str) -> Address | None:
        return next((one for one in self._addresses if one.id == number), None)

    def _add(self) -> None:
        first = not self._addresses
        self.form.show()
        self.form.begin(
            Address(id="", shop=ShopId(self._shop), name="", phone="", text="", default=first)
        )

    def _edit(self, number: str) -> None:
        address = self._find(number)
        if address is not None:
            self.form.show()
            self.form.begin(address)

    def _prefer(self, number: str) -> None:
        address = self._find(number)
        if address is not None:
            self.saved.emit(replace(address, default=True))

    def _save(self, address: Address) -> None:
        self.form.hide()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.saved.emit(address)

    def _close(self) -> None:
        self.form.hide()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
