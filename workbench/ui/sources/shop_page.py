"""One shop: its name and platform, how old its truth is, sync, files, return addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.base.texts import _, ngettext, phrase
from workbench.domain.beijing import HOUR
from workbench.domain.kinds import Platform, ShopKind
from workbench.ui import phrases
from workbench.ui.sources.address_book import AddressBook
from workbench.ui.theme.plain import NAME_LIMIT, visible
from workbench.ui.widgets.bars import Box
from workbench.ui.widgets.base import follow
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.choices import Combo
from workbench.ui.widgets.facts import FactsGrid
from workbench.ui.widgets.fields import Field
from workbench.ui.widgets.labels import label
from workbench.ui.widgets.notes import Note
from workbench.ui.widgets.scroll import ScrollBody

if TYPE_CHECKING:
    from workbench.domain.case import Shop
    from workbench.services.workbench import SyncReport

OLD_MS = 12 * HOUR  # CASE-13


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """The last sync of a shop in this window."""

    at: int
    report: SyncReport


def age(shop: Shop, now: int) -> tuple[str, bool]:
    """How old a shop's truth is, in words, and whether that is too old to count on (CASE-13)."""
    if shop.as_of is None:
        return _("nothing read yet"), shop.kind == ShopKind.FILES
    passed = now - shop.as_of
    words = _("as of {time}, {span} ago").format(
        time=phrases.when(shop.as_of, now), span=phrases.duration(passed)
    )
    return words, shop.kind == ShopKind.FILES and passed > OLD_MS


def kind_sentence(shop: Shop) -> str:
    """How this kind of shop meets the outside world."""
    if shop.kind == ShopKind.FILES:
        return _("Lives from the platform's exports; what you decide becomes a hand-off.")
    if shop.kind == ShopKind.SANDBOX:
        return _("A simulated platform: nothing here reaches a real buyer.")
    return _("Connected to the platform: cases come and acts go by themselves.")


class ShopPage(ScrollBody):
    """``renamed(name)``, ``moved(platform)``, ``sync_wanted``, ``import_wanted``."""

    renamed = Signal(str)
    moved = Signal(object)
    sync_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(inset=20, spacing=16, parent=parent)
        self.title = label(size=20, bold=True)
        self.kind = label(ink="text2", wrap=True)
        self.old = Note("soon", icon="hourglass")
        self.sync = KeyButton(icon="refresh-cw", key="Y")
        self.files = KeyButton(icon="file-down", kind="primary", key="I")
        self.facts = FactsGrid(columns=2)
        self.last = Note("plain", stacked=True)
        self.who = Box()
        self.name_words, self.platform_words = label(ink="text2"), label(ink="text2")
        self.name = Field()
        self.platform = Combo()
        self.keep = KeyButton(icon="check", small=True)
        self.platform_hint = label(size=12, ink="text2", wrap=True)
        self.book = AddressBook()
        self._shop: Shop | None = None
        self._build()
        self._style = follow(self)
        self.phrase()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.kind)
        head.addLayout(words, 1)
        head.addWidget(self.sync)
        head.addWidget(self.files)
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.name_words, self.name, self.keep):
            row.addWidget(widget, int(widget is self.name))
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.platform_words)
        below.addWidget(self.platform)
        below.addWidget(self.platform_hint, 1)
        self.who.body.addLayout(row)
        self.who.body.addLayout(below)
        self.body.addLayout(head)
        for part in (self.old, self.facts, self.last, self.who, self.book):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.sync.clicked.connect(self.sync_wanted)
        self.files.clicked.connect(self.import_wanted)
        self.old.acted.connect(self.import_wanted)
        self.keep.clicked.connect(self._rename)
        self.name.returnPressed.connect(self._rename)
        self.name.textChanged.connect(self._say_keep)
        self.platform.picked.connect(self.moved)
        self.last.hide()

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        self.sync.set_words(_("Sync now"))
        self.files.set_words(_("Import files"))
        self.who.set_title(_("Name and platform"))
        self.name_words.setText(_("Name"))
        self.name.setAccessibleName(_("Name of the shop"))
        self.platform_words.setText(_("Platform"))
        self.platform.setAccessibleName(_("Platform"))
        self.platform.set_items([(phrases.platform(one), str(one)) for one in Platform])
        self.keep.set_words(_("Rename"))
        self.book.phrase()

    def show_shop(self, shop: Shop, now: int, synced: Synced | None) -> None:
        """Show a shop; what is being typed for the same shop stays."""
        fresh = self._shop is None or self._shop.id != shop.id or self._shop.name != shop.name
        self._shop = shop
        name = visible(shop.name, NAME_LIMIT)
        self.title.setText(name)
        self.kind.setText(kind_sentence(shop))
        if fresh:
            self.name.setText(shop.name)
        self.platform.set_value(str(shop.platform))
        self._say_platform(shop)
        words, old = age(shop, now)
        self.old.setVisible(old)
        if old:
            self.old.set_note(
                "soon", icon="hourglass", title=_("The truth of this shop is old"),
                body=_("{age}; its countdowns are grey.").format(age=words),
                action=_("Import again"),
            )  # fmt: skip
        live = shop.kind != ShopKind.FILES
        self.sync.setVisible(live)
        self.files.setVisible(shop.kind != ShopKind.SANDBOX)
        facts = [
            (_("Platform"), phrases.platform(shop.platform)),
            (_("Kind"), phrases.shop_kind(shop.kind)),
            (_("Read"), words),
        ]
        if abs(shop.offset_ms) >= 1000:
            facts.append((_("Clock"), _("{span} off ours").format(
                span=phrases.duration(abs(shop.offset_ms)))))  # fmt: skip
        self.facts.set_facts(facts)
        self._say_synced(synced, now)
        self._say_keep()

    def _say_platform(self, shop: Shop) -> None:
        settled = shop.kind != ShopKind.FILES
        self.platform.setEnabled(not settled)
        if settled:
            hint = _("Set by where the shop comes from.")
        elif shop.platform_assumed:
            hint = _("Assumed from the columns: say which one it is, the deadlines depend on it.")
        else:
            hint = _("Decides which rules and deadlines hold.")
        self.platform_hint.setText(hint)

    def _say_synced(self, synced: Synced | None, now: int) -> None:
        self.last.setVisible(synced is not None)
        if synced is None:
            return
        report, time = synced.report, phrases.when(synced.at, now)
        if report.failed is not None:
            self.last.set_note(
                "crit", title=_("The sync at {time} did not go through").format(time=time),
                body=visible(phrase(report.failed)), action=_("Try again"), key="Y",
            )  # fmt: skip
            return
        read = ngettext("{n} case read", "{n} cases read", report.read).format(n=report.read)
        changed = ngettext("{n} changed", "{n} changed", report.changed).format(n=report.changed)
        parts = [read, changed]
        if report.unknown_words:
            n = report.unknown_words
            words = ngettext(
                "{n} word nobody knows, kept as it came",
                "{n} words nobody knows, kept as they came", n,
            )  # fmt: skip
            parts.append(words.format(n=n))
        self.last.set_note(
            "soon" if report.unknown_words else "plain",
            icon="triangle-alert" if report.unknown_words else "circle-check",
            title=_("Synced at {time}").format(time=time), body=phrases.listed(parts),
        )  # fmt: skip

    def _rename(self) -> None:
        name = self.name.text().strip()
        if self._shop is not None and name and name != self._shop.name:
            self.renamed.emit(name)

    def _say_keep(self, *_what: object) -> None:
        name = self.name.text().strip()
        shop = self._shop
        self.name.set_error(None if name or shop is None else _("A shop needs a name."))
        self.keep.setVisible(shop is not None and bool(name) and name != shop.name)
