"""The filters of the list, over the list and at work at once; no "apply", no modal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.base.texts import N_, _
from workbench.domain.kinds import CaseType, Flag, Platform, Stage
from workbench.domain.money import parse_yuan, yuan
from workbench.services.queries import CaseQuery
from workbench.ui import phrases
from workbench.ui.floating import Floating
from workbench.ui.models import words
from workbench.ui.queue import choice
from workbench.ui.widgets.buttons import KeyButton, LinkButton
from workbench.ui.widgets.choices import Combo
from workbench.ui.widgets.fields import Field
from workbench.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 420
PAUSE_MS = 200
LABELS = {
    "platform": N_("Platform"), "type": N_("Type"), "stage": N_("Stage"), "reason": N_("Reason"),
    "assignee": N_("With whom"), "flag": N_("Flag"), "tag": N_("Tag"), "order": N_("Order id"),
    "amount": N_("Amount"),
}  # fmt: skip
COMBOS = ("platform", "type", "stage", "assignee", "flag", "tag")
FIELDS = ("reason", "order", "min_fen", "max_fen")


class FilterForm(QWidget):
    """The form itself: combos and fields in two columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.combos = {name: Combo(small=True) for name in COMBOS}
        self.fields = {name: Field(small=True, money=name.endswith("_fen")) for name in FIELDS}
        self._labels: dict[str, QLabel] = {name: label(size=12, ink="text2") for name in LABELS}
        self.assignees: Sequence[str] = ()
        self.tags: Sequence[str] = ()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        money = QHBoxLayout()
        money.setSpacing(4)
        money.addWidget(self.fields["min_fen"])
        money.addWidget(label("–", ink="text2"))
        money.addWidget(self.fields["max_fen"])
        for place, name in enumerate(LABELS):
            row, column = 2 * (place // 2), place % 2
            grid.addWidget(self._labels[name], row, column)
            if name == "amount":
                grid.addLayout(money, row + 1, column)
            else:
                widget = self.combos.get(name) or self.fields[name]
                self._labels[name].setBuddy(widget)
                grid.addWidget(widget, row + 1, column)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        for name, words_label in self._labels.items():
            words_label.setText(_(LABELS[name]))
        for name, field in self.fields.items():
            field.setAccessibleName(_(LABELS.get(name, LABELS["amount"])))
        for name, combo in self.combos.items():
            combo.setAccessibleName(_(LABELS[name]))
        self.fields["reason"].setPlaceholderText(_("part of the reason"))
        self.fields["min_fen"].setPlaceholderText(_("from"))
        self.fields["max_fen"].setPlaceholderText(_("to"))
        any_ = (_("Any"), "")
        items: dict[str, list[tuple[str, object]]] = {
            "platform": [(phrases.platform(p), p.value) for p in Platform],
            "type": [(words.type_choice(kind), kind.value) for kind in CaseType],
            "stage": [(phrases.stage(stage), stage.value) for stage in Stage],
            "flag": [(_(words.FLAGS[flag]), flag.value) for flag in Flag],
            "assignee": [(name, name) for name in self.assignees],
            "tag": [(name, name) for name in self.tags],
        }
        for name, combo in self.combos.items():
            combo.set_items([any_, *items[name]])

    def fill(self, query: CaseQuery) -> None:
        """Show the filters of a query."""
        for name, combo in self.combos.items():
            combo.set_value(getattr(query, name))
        for name, field in self.fields.items():
            value = getattr(query, name)
            text = "" if value in (None, "") else yuan(value) if isinstance(value, int) else value
            if field.text() != text and not field.hasFocus():
                field.setText(text)

    def read(self, query: CaseQuery) -> CaseQuery:
        """``query`` with the filters of the form; what is no amount is marked and left out."""
        values: dict[str, str] = {
            name: str(combo.value() or "") for name, combo in self.combos.items()
        }
        query = replace(query, **values)  # type: ignore[arg-type]
        return replace(
            query,
            reason=self.fields["reason"].text().strip(),
            order=self.fields["order"].text().replace(" ", ""),
            min_fen=self._amount("min_fen"),
            max_fen=self._amount("max_fen"),
        )

    def _amount(self, name: str) -> int | None:
        field = self.fields[name]
        text = field.text().strip()
        field.set_error(None)
        if not text:
            return None
        try:
            return parse_yuan(text)
        except ValueError:
            field.set_error(_("This is no amount: write it as 12.50"))
            return None


class FilterPanel(Floating):
    """Emits ``changed(CaseQuery)`` with every filter that is touched."""

    changed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.form = FilterForm()
        self._query = CaseQuery()
        self._title = label(size=14, bold=True)
        self._clear = LinkButton()
        self._clear.clicked.connect(self._on_clear)
        self._done = KeyButton(key="Esc", kind="ghost", small=True)
        self._done.clicked.connect(self.close_panel)
        self._pause = QTimer(self)
        self._pause.setObjectName("filter pause")
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        for combo in self.form.combos.values():
            combo.picked.connect(self._tell)
        for field in self.form.fields.values():
            field.textEdited.connect(self._pause.start)
            field.returnPressed.connect(self._tell)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._clear)
        head.addWidget(self._done)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 12, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.form, 0, Qt.AlignmentFlag.AlignTop)
        self.phrase()

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        self._title.setText(_("Filter"))
        self._clear.set_words(_("Clear all"))
        self._done.set_words(_("Close"))
        self.form.phrase()

    def set_query(self, query: CaseQuery) -> None:
        """Show the filters of the list."""
        self._query = query
        self.form.fill(query)

    def offer(self, assignees: Sequence[str], tags: Sequence[str]) -> None:
        """People and tags there are to choose from."""
        self.form.assignees, self.form.tags = assignees, tags
        self.form.phrase()
        self.form.fill(self._query)

    def close_panel(self) -> None:
        if self._pause.isActive():
            self._tell()
        super().close_panel()

    def clear_button(self) -> LinkButton:
        """The link that takes every filter off."""
        return self._clear

    def _on_clear(self) -> None:
        for field in self.form.fields.values():
            field.clear()
        self._query = replace(choice.cleared(self._query), search=self._query.search)
        self.form.fill(self._query)
        self._tell()

    def _tell(self) -> None:
        self._pause.stop()
        query = self.form.read(self._query)
        if query != self._query:
            self._query = query
            self.changed.emit(query)
