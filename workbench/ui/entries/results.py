"""The results of a batch: one bar, counts, and each order that is not open with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from workbench.base.texts import _, phrase
from workbench.domain.kinds import Delivery
from workbench.ui import phrases
from workbench.ui.entries import phrasing
from workbench.ui.theme.plain import visible
from workbench.ui.widgets import paint
from workbench.ui.widgets.bars import ProgressRow
from workbench.ui.widgets.base import Painted, follow, set_ground
from workbench.ui.widgets.buttons import IconButton, KeyButton, LinkButton
from workbench.ui.widgets.labels import ElidedLabel, label
from workbench.ui.widgets.marks import Divider, IconLabel

if TYPE_CHECKING:
    from workbench.domain.case import Entry
    from workbench.ui.entries.opening import Batch, Opened

OPEN, REFUSED, BY_HAND, UNKNOWN, FAILED = "open", "refused", "by_hand", "unknown", "failed"
KINDS = (OPEN, BY_HAND, UNKNOWN, REFUSED, FAILED)
_LOOKS = {  # icon, ink, fill of the bar
    OPEN: ("circle-check", "ok", "ok"),
    BY_HAND: ("external-link", "accent", "accent"),
    UNKNOWN: ("circle-question-mark", "soon", "hatch"),
    REFUSED: ("ban", "text2", "edge"),
    FAILED: ("circle-x", "crit", "crit"),
}
SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultView:
    """One order that is not open: what happened, why, and where to go."""

    key: str
    kind: str
    number: str
    reason: str
    link: str = ""
    act: str = ""  # case, outbox, tick


def kind_of(opened: Opened, entry: Entry | None) -> str:
    """What became of one order; ``entry`` as it stands in the store by now."""
    result = opened.result
    if result.opened:
        return OPEN
    if result.refused:
        return FAILED if result.command_id else REFUSED
    delivery = entry.delivery if entry is not None else None
    if delivery is Delivery.HANDOFF:
        return BY_HAND
    return OPEN if delivery is Delivery.DONE else UNKNOWN


def kind_words(kind: str) -> str:
    """A kind of result in words."""
    return {
        OPEN: _("open"),
        BY_HAND: _("for you to do"),
        UNKNOWN: _("unknown"),
        REFUSED: _("not possible"),
        FAILED: _("refused by the platform"),
    }[kind]


def view_of(opened: Opened, entry: Entry | None) -> ResultView:
    """One result as it is shown."""
    kind, result = kind_of(opened, entry), opened.result
    reason, link, act = "", "", ""
    if kind == BY_HAND:
        reason, link, act = _("Open it on the platform's page, then tick it"), _("Do it"), "outbox"
    elif kind == UNKNOWN:
        reason = _("Being looked up; nothing is sent twice")
        link, act = _("See the outbox"), "outbox"
    elif result.refused:
        helps = next((item.helps for item in result.refused if item.helps is not None), None)
        words = [phrasing.short(item) for item in result.refused]
        words += [visible(phrase(helps))] if helps is not None else []
        reason = ("；" if phrases.chinese() else "; ").join(words)
        if phrasing.case_of(result.refused):
            link, act = _("See the case"), "case"
        elif all(item.confirmable for item in result.refused):
            link, act = _("Check it"), "tick"
    number = phrasing.grouped(result.order_id)
    return ResultView(
        key=opened.line.key, kind=kind, number=number, reason=reason, link=link, act=act
    )


class SplitBar(Painted):
    """One bar in parts: how many came out how; the words stand below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[tuple[str, int]] = []

    def set_parts(self, parts: list[tuple[str, int]]) -> None:
        """(kind, count) each."""
        self._parts = [part for part in parts if part[1]]
        words = [f"{kind_words(kind)} {count}" for kind, count in self._parts]
        self.setAccessibleName(", ".join(words))
        self.update()

    def measure(self) -> QSize:
        return QSize(self.theme.px(120), self.theme.px(10))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, painter = self.theme, QPainter(self)
        total = sum(count for _kind, count in self._parts)
        gap = theme.px(4)
        room = self.width() - gap * (len(self._parts) - 1)
        x = 0.0
        for kind, count in self._parts:
            wide = max(float(theme.px(8)), room * count / total)
            rect = QRectF(x, 0, wide, self.height())
            fill = _LOOKS[kind][2]
            if fill == "hatch":
                paint.hatch(painter, rect, theme.color("soon_bar"))
                paint.box(painter, rect, 2, None, theme.color("soon_bar"))
            else:
                paint.box(painter, rect, 2, theme.color(fill))
            x += wide + gap


class ResultsPanel(QWidget):
    """``closed``; ``acted(act, key)`` for a link; ``again`` retries; ``saved`` wants the list."""

    closed = Signal()
    acted = Signal(str, str)
    again = Signal()
    saved = Signal()
    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self.title = label(size=16, bold=True)
        self.subtitle = ElidedLabel(size=12, ink="text2")
        self.save = KeyButton(icon="download", small=True)
        self.save.clicked.connect(self.saved)
        self.close_button = IconButton("x", "")
        self.close_button.clicked.connect(self.closed)
        self.bar = SplitBar()
        self.progress = ProgressRow(key="")
        self.progress.stopped.connect(self.stopped)
        self.retry = KeyButton(icon="rotate-cw", small=True)
        self.retry.clicked.connect(self.again)
        self.retry_why = ElidedLabel(size=12, ink="text2")
        self.counts = QHBoxLayout()
        self.grid = QGridLayout()
        self._build()
        self._theme = follow(self)
        self.restyle()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        for widget in (self.title, self.subtitle, self.save, self.close_button):
            head.addWidget(widget, int(widget is self.subtitle))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.retry)
        foot.addWidget(self.retry_why, 1)
        self.grid.setColumnStretch(2, 1)
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(0)
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        self._column.addWidget(self.bar)
        self._column.addLayout(self.counts)
        self._column.addWidget(self.progress)
        self._column.addLayout(self.grid)
        self._column.addLayout(foot)

    def restyle(self) -> None:
        """Take new measures."""
        px = self._theme.px
        self._column.setContentsMargins(px(20), px(12), px(20), px(12))
        self._column.setSpacing(px(8))
        self.counts.setSpacing(px(16))

    def show_batch(self, batch: Batch, entries: dict[str, Entry], when: str) -> None:
        """Show a run as it stands."""
        self.title.setText(_("Result of opening"))
        self.save.set_words(_("Save the list"))
        self.close_button.set_name(_("Close"))
        told = _("{n} orders, begun {time}") if batch.total != 1 else _("{n} order, begun {time}")
        self.subtitle.setText(told.format(n=batch.total, time=when))
        kinds = [kind_of(item, entries.get(item.line.key)) for item in batch.done]
        tally = [(kind, kinds.count(kind)) for kind in KINDS]
        self.bar.set_parts(tally)
        self._say_counts([pair for pair in tally if pair[1]])
        self.progress.setVisible(batch.running)
        words = _("{done} of {total}").format(done=len(batch.done), total=batch.total)
        self.progress.set_progress(len(batch.done), batch.total, words)
        self._say_rows(batch, entries)
        failed = kinds.count(FAILED)
        self.retry.set_words(_("Try the refused ones again"))
        unknown = kinds.count(UNKNOWN)
        self.retry.setVisible(bool(failed) and not batch.running)
        why = _("The unknown ones are looked up first.") if unknown else ""
        self.retry_why.setText(why)
        self.retry_why.setVisible(bool(why) and not batch.running)

    def _say_counts(self, tally: list[tuple[str, int]]) -> None:
        _clear(self.counts)
        for kind, count in tally:
            icon, ink, _fill = _LOOKS[kind]
            part = QHBoxLayout()
            part.setSpacing(4)
            part.addWidget(IconLabel(icon, ink=ink, size=14))
            part.addWidget(label(f"{kind_words(kind)} {count}", size=12, ink=ink))
            self.counts.addLayout(part)
        self.counts.addStretch(1)

    def _say_rows(self, batch: Batch, entries: dict[str, Entry]) -> None:
        _clear(self.grid)
        views = [view_of(item, entries.get(item.line.key)) for item in batch.done]
        rest = [view for view in views if view.kind != OPEN]
        for at, view in enumerate(rest[:SHOWN]):
            icon, ink, _fill = _LOOKS[view.kind]
            row = 2 * at + 1
            self.grid.addWidget(Divider(), row - 1, 0, 1, 4)
            self.grid.addWidget(label(view.number, selectable=True), row, 0)
            mark = QHBoxLayout()
            mark.setSpacing(4)
            mark.addWidget(IconLabel(icon, ink=ink, size=14))
            mark.addWidget(label(kind_words(view.kind), ink=ink))
            self.grid.addLayout(mark, row, 1)
            self.grid.addWidget(ElidedLabel(view.reason, ink="text2"), row, 2)
            if view.link:
                link = LinkButton(view.link)
                link.clicked.connect(self._goes(view))
                self.grid.addWidget(link, row, 3, Qt.AlignmentFlag.AlignRight)
            self.grid.setRowMinimumHeight(row, self._theme.px(30))
        if len(rest) > SHOWN:
            more = _("and {n} more in the saved list").format(n=len(rest) - SHOWN)
            self.grid.addWidget(label(more, size=12, ink="text2"), 2 * SHOWN + 1, 0, 1, 4)

    def _goes(self, view: ResultView) -> object:
        def go(*_what: object) -> None:
            self.acted.emit(view.act, view.key)

        return go


def _clear(layout: QHBoxLayout | QGridLayout | QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, QHBoxLayout | QGridLayout | QVBoxLayout):
            _clear(inner)
