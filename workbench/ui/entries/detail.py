"""One order, or several chosen ones: every rule that stands in the way, and what would help."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.base.texts import _, ngettext, phrase
from workbench.domain.guards.reopening import after_sale_until
from workbench.ui import phrases
from workbench.ui.entries import phrasing
from workbench.ui.theme.plain import NAME_LIMIT, visible
from workbench.ui.widgets.base import follow, set_ground
from workbench.ui.widgets.buttons import LinkButton
from workbench.ui.widgets.choices import CheckRow
from workbench.ui.widgets.facts import FactsGrid
from workbench.ui.widgets.labels import ElidedLabel, label
from workbench.ui.widgets.marks import IconLabel
from workbench.ui.widgets.rule_link import RuleLink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.domain.refusal import Refusal
    from workbench.ui.entries.book import OrderLine


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleView:
    """One rule: the sentence, its id, what would help; ``count`` orders where several chosen."""

    icon: str
    ink: str
    words: str
    rule: str = ""
    helps: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailView:
    """What the panel shows for the choice at hand."""

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...] = ()
    rules: tuple[RuleView, ...] = ()
    tick: str = ""
    tick_hint: str = ""
    link: str = ""


def of_one(line: OrderLine, shop_name: str, now: int) -> DetailView:
    """The panel for one order."""
    order = line.order
    until = after_sale_until(order)
    facts = (
        (_("Shop"), visible(shop_name, NAME_LIMIT) or "—"),
        (_("Paid"), phrases.amount(order.paid_fen)),
        (_("Buyer"), visible(order.buyer_nick, NAME_LIMIT) or "—"),
        (_("Ordered"), phrases.stamp(order.created_at, now)),
        (_("Completed"), phrases.stamp(order.success_at, now)),
        (_("After-sale until"), phrases.stamp(until, now)),
    )
    refusals = line.refusals
    ticks = [item for item in refusals or () if item.confirmable]
    link = _("See the case") if _case(line) else ""
    return DetailView(
        title=phrasing.goods(line),
        subtitle=_("Order {number}").format(number=phrasing.grouped(order.order_id)),
        facts=facts,
        rules=_rules(line, now),
        tick=_tick_words(ticks),
        tick_hint=_tick_hint(ticks),
        link=link,
    )


def _case(line: OrderLine) -> str:
    entry = line.entry.case_id if line.entry is not None else ""
    return entry or phrasing.case_of(line.refusals or ())


def _rules(line: OrderLine, now: int) -> tuple[RuleView, ...]:
    if phrasing.taken(line):
        row = phrasing.row(line, now)
        words = phrases.sentences(row.chip.text, f"· {row.reason}" if row.reason else "")
        head = RuleView(icon=row.chip.icon or "info", ink="text2", words=words)
        return (head, *(_rule(item) for item in line.refusals or ()))
    if line.refusals is None:
        return (RuleView(icon="search", ink="text2", words=_("Looking at the rules")),)
    if not line.refusals:
        said = phrases.sentences(
            _("Nothing stands in the way."), _("The buyer can then apply once.")
        )
        return (RuleView(icon="circle-check", ink="ok", words=said),)
    return tuple(_rule(item) for item in line.refusals)


def _rule(item: Refusal) -> RuleView:
    icon, ink = ("list-checks", "soon") if item.confirmable else ("ban", "text2")
    return RuleView(
        icon=icon,
        ink=ink,
        words=visible(phrase(item.message)),
        rule=item.rule,
        helps=visible(phrase(item.helps)) if item.helps is not None else "",
    )


def _tick_words(ticks: Sequence[Refusal]) -> str:
    return _("I checked it on the platform: it may be opened") if ticks else ""


def _tick_hint(ticks: Sequence[Refusal]) -> str:
    if not ticks:
        return ""
    return _("The order's page shows that it was paid and signed for, and no after-sale runs.")


def of_several(lines: Sequence[OrderLine], ticked: frozenset[str]) -> DetailView:
    """The panel for several orders: how many may be opened, and what stands against the rest."""
    can = sum(phrasing.verdict(line, ticked) == phrasing.CAN for line in lines)
    tally: Counter[str] = Counter()
    sample: dict[str, Refusal] = {}
    for line in lines:
        for item in line.refusals or ():
            tally[item.rule] += 1
            sample.setdefault(item.rule, item)
    ticks = [item for item in sample.values() if item.confirmable]
    rules = [
        RuleView(
            icon="circle-check", ink="ok",
            words=ngettext("{n} can be opened", "{n} can be opened", can).format(n=can),
        )
    ]  # fmt: skip
    for rule, count in tally.most_common():
        example = _rule(sample[rule])
        words = _("{n} not: {reason}").format(n=count, reason=example.words)
        rules.append(
            RuleView(icon=example.icon, ink=example.ink, words=words, rule=rule,
                     helps=example.helps)
        )  # fmt: skip
    return DetailView(
        title=ngettext("{n} order chosen", "{n} orders chosen", len(lines)).format(n=len(lines)),
        subtitle=_("each is judged and opened by itself"),
        rules=tuple(rules),
        tick=_tick_words(ticks),
        tick_hint=_tick_hint(ticks),
    )


class RuleRow(QWidget):
    """A verdict icon, the sentence and its rule; below it what would help."""

    def __init__(self, view: RuleView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        top = Qt.AlignmentFlag.AlignTop
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        icon = QVBoxLayout()
        icon.setContentsMargins(0, 2, 0, 0)
        icon.addWidget(IconLabel(view.icon, ink=view.ink))
        icon.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(view.words, wrap=True, bold=not view.rule))
        if view.helps:
            words.addWidget(label(view.helps, size=12, ink="text2", wrap=True))
        row.addLayout(icon)
        row.addLayout(words, 1)
        if view.rule:
            row.addWidget(RuleLink(view.rule), 0, top)
        spoken = ", ".join(part for part in (view.words, view.rule, view.helps) if part)
        self.setAccessibleName(spoken)


class DetailPanel(QWidget):
    """``ticked(on)`` for the check of OPEN-4; ``case_wanted`` for the case that stands there."""

    ticked = Signal(bool)
    case_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self.title = ElidedLabel(size=16, bold=True)
        self.subtitle = label(size=12, ink="text2", selectable=True)
        self.link = LinkButton(icon="arrow-right")
        self.link.clicked.connect(self.case_wanted)
        self.facts = FactsGrid(columns=3)
        self.rules = QVBoxLayout()
        self.tick = CheckRow()
        self.tick.toggled.connect(self.ticked)
        self._view: DetailView | None = None
        self._column = QVBoxLayout(self)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.link)
        for part in (head, self.subtitle, self.facts, self.rules, self.tick):
            if isinstance(part, QWidget):
                self._column.addWidget(part)
            else:
                self._column.addLayout(part)
        self._theme = follow(self)
        self.restyle()

    def restyle(self) -> None:
        """Take new measures."""
        px = self._theme.px
        self._column.setContentsMargins(px(20), px(12), px(20), px(14))
        self._column.setSpacing(px(8))
        self.rules.setSpacing(px(8))

    def show_view(self, view: DetailView, *, ticked: bool) -> None:
        """Show the choice at hand; the same words change nothing."""
        blocked = self.tick.box.blockSignals(True)
        self.tick.set_checked(ticked)
        self.tick.box.blockSignals(blocked)
        if view == self._view:
            return
        self._view = view
        self.title.setText(view.title)
        self.subtitle.setText(view.subtitle)
        self.facts.set_facts(view.facts)
        self.facts.setVisible(bool(view.facts))
        self.tick.set_words(view.tick, view.tick_hint)
        self.tick.setVisible(bool(view.tick))
        self.link.set_words(view.link)
        self.link.setVisible(bool(view.link))
        while self.rules.count():
            item = self.rules.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for rule in view.rules:
            self.rules.addWidget(RuleRow(rule))

    def shown(self) -> DetailView | None:
        """What it shows."""
        return self._view
