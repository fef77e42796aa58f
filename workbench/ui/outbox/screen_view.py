"""The outbox laid out: a head with what may miss its deadline, and the groups below each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.ui.outbox import phrasing, stock
from workbench.ui.outbox.parcel_view import ParcelRow
from workbench.ui.widgets.base import follow, set_ground
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.labels import ElidedLabel, label
from workbench.ui.widgets.marks import Divider
from workbench.ui.widgets.notes import Banner
from workbench.ui.widgets.scroll import ScrollBody
from workbench.ui.widgets.states import EmptyState, SkeletonRows

if TYPE_CHECKING:
    from workbench.ui.outbox.phrasing import ParcelView


class GroupHead(QWidget):
    """The name of a group, how many, and what happens to them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "sunken")
        self.title = label(size=12, bold=True)
        self.count = label(size=12, ink="text2")
        self.hint = ElidedLabel(size=12, ink="text2")
        self._row = QHBoxLayout(self)
        for widget in (self.title, self.count, self.hint):
            self._row.addWidget(widget, int(widget is self.hint))
        self._theme = follow(self)
        self.restyle()

    def restyle(self) -> None:
        """Take new measures."""
        px = self._theme.px
        self._row.setContentsMargins(px(20), 0, px(20), 0)
        self._row.setSpacing(px(10))
        self.setFixedHeight(px(32))


class OutboxView(QWidget):
    """``asked(act, command id)`` from any row."""

    asked = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self.title = label(size=16, bold=True)
        self.hint = ElidedLabel(ink="text2")
        self.sync = KeyButton(icon="refresh-cw", key="F5", small=True)
        self.banner = Banner("crit", icon="alarm-clock")
        self.body = ScrollBody(inset=0, spacing=0)
        self.skeleton = SkeletonRows(6, row_height=64)
        self.empty = EmptyState("send")
        self.places = QStackedWidget()
        self._heads = {group: GroupHead() for group in stock.GROUPS}
        self._more = {group: label(size=12, ink="text2") for group in stock.GROUPS}
        self._columns = {group: QVBoxLayout() for group in stock.GROUPS}
        self._rows: dict[str, ParcelRow] = {}
        self._build(parent)
        self._theme = follow(self)
        self.restyle()

    def _build(self, parent: QWidget) -> None:
        self._bar = QHBoxLayout()
        for widget in (self.title, self.hint, self.sync):
            self._bar.addWidget(widget, int(widget is self.hint))
        for group in stock.GROUPS:
            self._columns[group].setSpacing(0)
            self.body.body.addWidget(self._heads[group])
            self.body.body.addLayout(self._columns[group])
            self.body.body.addWidget(self._more[group])
        self.body.body.addStretch(1)
        for place in (self.skeleton, self.empty, self.body):
            self.places.addWidget(place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar)
        column.addWidget(Divider())
        column.addWidget(self.banner)
        column.addWidget(self.places, 1)
        self.banner.hide()
        outer = QVBoxLayout(parent)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self)

    def restyle(self) -> None:
        """Take new measures."""
        px = self._theme.px
        self._bar.setContentsMargins(px(20), px(8), px(20), px(8))
        self._bar.setSpacing(px(12))
        for more in self._more.values():
            more.setContentsMargins(px(20), px(6), px(20), px(6))

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        self.title.setText(_("Outbox"))
        self.hint.setText(_("what was decided here and is not confirmed by the platform yet"))
        self.sync.set_words(_("Sync now"))

    # -- states

    def show_loading(self) -> None:
        """Grey rows: it takes longer than a moment."""
        if not self._rows:
            self.places.setCurrentWidget(self.skeleton)

    def show_error(self, words: str) -> None:
        """It could not be looked at; that is not the same as empty."""
        self.empty.set_state(
            "circle-x", _("The outbox could not be read"),
            _("{why} What waits is safe and still goes out.").format(why=words),
            action=_("Try again"), ink="crit",
        )  # fmt: skip
        self.places.setCurrentWidget(self.empty)

    def warn(self, words: str) -> None:
        """The line of OUT-3, or none."""
        self.banner.setVisible(bool(words))
        if words:
            self.banner.set_banner(
                "crit", icon="alarm-clock", title=words,
                text=_("Do these on the platform's own page now."),
            )  # fmt: skip

    # -- rows

    def show_groups(self, views: dict[str, list[ParcelView]], more: dict[str, int]) -> None:
        """Show these; rows that stay keep their place, ticks and focus."""
        wanted = {(view.id, view.group) for group in views.values() for view in group}
        focus_at = self._place_of_focus()
        gone = False
        for number, row in list(self._rows.items()):
            if (number, row.view.group) not in wanted:
                gone = gone or row.isAncestorOf(QApplication.focusWidget() or self) or (
                    row.hasFocus())  # fmt: skip
                self._columns[row.view.group].removeWidget(row)
                row.hide()
                row.deleteLater()
                del self._rows[number]
        for group, inside in views.items():
            self._show_group(group, inside, more.get(group, 0))
        some = any(views.values())
        if some:
            self.places.setCurrentWidget(self.body)
            if gone:
                rows = self.rows()
                rows[min(focus_at, len(rows) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.empty.set_state(
                "circle-check", _("Nothing is on its way"),
                _("Everything that was decided has been confirmed."), ink="ok",
            )  # fmt: skip
            self.places.setCurrentWidget(self.empty)

    def _show_group(self, group: str, views: list[ParcelView], more: int) -> None:
        head, column = self._heads[group], self._columns[group]
        head.setVisible(bool(views))
        head.title.setText(phrasing.group_title(group))
        head.count.setText(f"{len(views) + more:,}")
        head.hint.setText(phrasing.group_hint(group))
        self._more[group].setVisible(bool(more))
        self._more[group].setText(_("and {n} more").format(n=more))
        for at, view in enumerate(views):
            row = self._rows.get(view.id)
            if row is None:
                row = ParcelRow(view)
                row.asked.connect(self.asked)
                row.stepped.connect(self.step)
                self._rows[view.id] = row
            elif row.view != view:
                row.show_view(view)
            if column.indexOf(row) != at:
                column.insertWidget(at, row)

    def rows(self) -> list[ParcelRow]:
        """All rows from top to bottom."""
        found = []
        for group in stock.GROUPS:
            column = self._columns[group]
            items = (column.itemAt(at) for at in range(column.count()))
            found += [item.widget() for item in items if item is not None]
        return [row for row in found if isinstance(row, ParcelRow)]

    def _place_of_focus(self) -> int:
        focus = QApplication.focusWidget()
        rows = self.rows()
        for at, row in enumerate(rows):
            if focus is not None and (row is focus or row.isAncestorOf(focus)):
                return at
        return -1

    def step(self, by: int) -> None:
        """Move the focus by one row."""
        rows, at = self.rows(), self._place_of_focus()
        if rows:
            row = rows[min(len(rows) - 1, max(0, at + by))]
            row.setFocus(Qt.FocusReason.TabFocusReason)
            self.body.ensureWidgetVisible(row, 0, 0)

    def choose(self, command: str) -> bool:
        """Go to one act; False where it is not here."""
        row = self._rows.get(command)
        if row is None:
            return False
        row.setFocus(Qt.FocusReason.OtherFocusReason)
        self.body.ensureWidgetVisible(row, 0, 0)
        return True
