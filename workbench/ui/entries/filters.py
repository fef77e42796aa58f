"""The filter of the order list: words, SKU, days, only what may be opened; pasted order numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.domain import beijing
from workbench.ui.widgets.base import follow, set_ground
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.choices import CheckRow
from workbench.ui.widgets.fields import Field, SearchBox
from workbench.ui.widgets.labels import label

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{5,63}")


def day_start(words: str) -> int | None:
    """The first instant of a day written as 2026-11-23 (Beijing).

    Raises ``ValueError`` where it is none; None where nothing is written.
    """
    words = words.strip().replace("/", "-").replace(".", "-")
    if not words:
        return None
    if not _DAY.fullmatch(words):
        raise ValueError(words)
    return beijing.parse_iso(f"{words}T00:00:00")


def numbers_in(words: str) -> tuple[str, ...]:
    """The order numbers in pasted words, each once: whatever stands between them is skipped."""
    found = (match.group() for match in _NUMBER.finditer(words))
    return tuple(dict.fromkeys(item for item in found if any(sign.isdigit() for sign in item)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a person has filled in."""

    search: str = ""
    sku: str = ""
    first: int | None = None
    last: int | None = None
    eligible_only: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing is filtered."""
        return self == Filter()


class FilterBar(QWidget):
    """``changed(Filter)`` while typing; a day that is none is marked and filters nothing."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "sunken")
        self.search = SearchBox()
        self.sku = Field()
        self.first, self.last = Field(), Field()
        self.dash = label("–", ink="text2")
        self.eligible = CheckRow()
        self.clear = KeyButton(kind="ghost", small=True)
        self._column = QVBoxLayout(self)
        self._build()
        self._theme = follow(self)
        self.restyle()
        self.phrase()

    def _build(self) -> None:
        top, below = QHBoxLayout(), QHBoxLayout()
        for row in (top, below):
            row.setSpacing(8)
        top.addWidget(self.search, 3)
        top.addWidget(self.sku, 2)
        below.addWidget(self.first)
        below.addWidget(self.dash)
        below.addWidget(self.last)
        below.addWidget(self.eligible, 1, Qt.AlignmentFlag.AlignVCenter)
        below.addWidget(self.clear)
        self._column.addLayout(top)
        self._column.addLayout(below)
        self.search.searched.connect(self._tell)
        for field in (self.sku, self.first, self.last):
            field.editingFinished.connect(self._tell)
        self.eligible.toggled.connect(self._tell)
        self.clear.clicked.connect(self.reset)
        self._said = Filter()

    def restyle(self) -> None:
        """Take new measures."""
        px = self._theme.px
        self._column.setContentsMargins(px(12), px(8), px(12), px(8))
        self._column.setSpacing(px(8))
        for field in (self.first, self.last):
            field.setFixedWidth(px(118))

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        for field, words in (
            (self.search, _("Order, buyer, goods")),
            (self.sku, _("SKU")),
            (self.first, _("From 2026-01-31")),
            (self.last, _("To 2026-01-31")),
        ):
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
        self.eligible.set_words(_("Only what can be opened"))
        self.clear.set_words(_("Clear"))

    def current(self) -> Filter:
        """What is filled in; a day that is none counts as empty and is marked."""
        first, last = self._day(self.first), self._day(self.last)
        return Filter(
            search=self.search.text().strip(),
            sku=self.sku.text().strip(),
            first=first,
            last=None if last is None else last + beijing.DAY - 1,
            eligible_only=self.eligible.is_checked(),
        )

    def reset(self) -> None:
        """Filter nothing."""
        for field in (self.search, self.sku, self.first, self.last):
            field.clear()
        self.eligible.set_checked(False)
        self._tell()

    def _day(self, field: Field) -> int | None:
        try:
            found = day_start(field.text())
        except ValueError:
            field.set_error(_("Write the day as 2026-01-31."))
            return None
        field.set_error(None)
        return found

    def _tell(self, *_what: object) -> None:
        found = self.current()
        if found != self._said:
            self._said = found
            self.changed.emit(found)
