"""One order by hand (IMP-6): for an order that no file has brought."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.domain.case import Order
from workbench.domain.kinds import Fen, Millis, OrderId
from workbench.ui.entries.filters import day_start
from workbench.ui.theme.plain import NAME_LIMIT, visible
from workbench.ui.widgets.bars import PanelBar
from workbench.ui.widgets.base import follow, set_ground
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.choices import Combo
from workbench.ui.widgets.fields import Field
from workbench.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.domain.case import Shop

_MONEY = re.compile(r"¥?\s*(\d{1,9})(?:\.(\d{1,2}))?")
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


def fen_of(words: str) -> int | None:
    """Money as it is typed, in fen; None where it is none."""
    found = _MONEY.fullmatch(words.replace(",", "").strip())
    if found is None:
        return None
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0") or 0)


class AddOrder(QWidget):
    """The form. ``saved(Order)`` with a checked order; ``closed``. Ctrl+Enter saves, Esc closes."""

    saved = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self._shops: dict[str, Shop] = {}
        self.bar = PanelBar()
        self.bar.closed.connect(self.closed)
        self.shop = Combo()
        self.number, self.goods, self.sku, self.buyer = Field(), Field(), Field(), Field()
        self.paid = Field(money=True)
        self.created, self.success, self.days = Field(), Field(), Field()
        self.days.setText("15")
        self.why = label(size=12, ink="crit", wrap=True)
        self.save = KeyButton(icon="plus", key="Ctrl ↵")
        self.save.clicked.connect(self._try)
        self._names: list[QLabel] = []
        self.grid = QGridLayout()
        self._build()
        self._theme = follow(self)
        self.restyle()
        self.phrase()

    def _rows(self) -> tuple[QWidget, ...]:
        return (self.shop, self.number, self.paid, self.created, self.success, self.days,
                self.goods, self.sku, self.buyer)  # fmt: skip

    def _build(self) -> None:
        for at, widget in enumerate(self._rows()):
            row, column = divmod(at, 3)
            name = label(size=12, ink="text2")
            name.setBuddy(widget)
            self._names.append(name)
            cell = QVBoxLayout()
            cell.setSpacing(4)
            cell.addWidget(name)
            cell.addWidget(widget)
            self.grid.addLayout(cell, row, column)
        for column in range(3):
            self.grid.setColumnStretch(column, 1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.save)
        foot.addWidget(self.why, 1)
        foot.addStretch(0)
        self._body = QVBoxLayout()
        self._body.addLayout(self.grid)
        self._body.addLayout(foot)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(0)
        column_.addWidget(self.bar)
        column_.addLayout(self._body)

    def restyle(self) -> None:
        """Take new measures."""
        px = self._theme.px
        self._body.setContentsMargins(px(20), px(12), px(20), px(16))
        self._body.setSpacing(px(12))
        self.grid.setHorizontalSpacing(px(12))
        self.grid.setVerticalSpacing(px(10))

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        self.bar.set_title(_("Add an order by hand"), _("when no file has brought it"))
        self.bar.set_close(_("Close"))
        names = (_("Shop"), _("Order number"), _("Paid"), _("Ordered on"), _("Completed on"),
                 _("After-sale days"), _("Goods bought"), _("SKU"), _("Buyer"))  # fmt: skip
        for name, widget, words in zip(self._names, self._rows(), names, strict=True):
            name.setText(words)
            widget.setAccessibleName(words)
        self.created.setPlaceholderText("2026-01-31")
        self.success.setPlaceholderText(_("empty: still running"))
        self.save.set_words(_("Add the order"))

    def set_shops(self, shops: Sequence[Shop]) -> None:
        """Offer these shops."""
        self._shops = {shop.id: shop for shop in shops}
        self.shop.set_items([(visible(shop.name, NAME_LIMIT), shop.id) for shop in shops])

    def begin(self, number: str = "") -> None:
        """Start anew, perhaps with a number that was looked for."""
        for field in (self.number, self.paid, self.created, self.success, self.goods, self.sku,
                      self.buyer):  # fmt: skip
            field.clear()
            field.set_error(None)
        self.days.setText("15")
        self.number.setText(number)
        self._say("")
        (self.paid if number else self.number).setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, words: str) -> None:
        """Say why it was not taken."""
        self._say(words)

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
        made = self._order()
        if made is not None:
            self._say("")
            self.saved.emit(made)

    def _order(self) -> Order | None:
        shop = self._shops.get(str(self.shop.value()))
        number, paid = self.number.text().strip(), fen_of(self.paid.text())
        created, success = self._day(self.created), self._day(self.success)
        days = int(self.days.text()) if self.days.text().strip().isdecimal() else None
        self.number.set_error(None if number else _("The order needs its number."))
        self.paid.set_error(None if paid is not None else _("Write the sum as 128.00."))
        if self.created.error() is None and created is None:
            self.created.set_error(_("Say when it was ordered: 2026-01-31."))
        good = days is not None and 0 <= days <= 3650
        self.days.set_error(None if good else _("Days are a whole number, usually 15."))
        if created is not None and success is not None and success < created:
            self.success.set_error(_("It cannot be completed before it was ordered."))
        wrong = [f for f in (self.number, self.paid, self.created, self.success, self.days)
                 if f.error()]  # fmt: skip
        if shop is None or wrong or paid is None or created is None or days is None:
            self._say(wrong[0].error() or "" if wrong else _("Add a shop first."))
            if wrong:
                wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        return Order(
            shop=shop.id, platform=shop.platform, order_id=OrderId(number), paid_fen=Fen(paid),
            created_at=Millis(created), success_at=None if success is None else Millis(success),
            after_sale_days=days, item_title=self.goods.text().strip(),
            sku=self.sku.text().strip(), buyer_nick=self.buyer.text().strip(),
        )  # fmt: skip

    def _day(self, field: Field) -> int | None:
        try:
            found = day_start(field.text())
        except ValueError:
            field.set_error(_("Write the day as 2026-01-31."))
            return None
        field.set_error(None)
        return found

    def _say(self, words: str) -> None:
        self.why.setText(words)
