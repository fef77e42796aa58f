"""The first start: no shop yet; try the demo, import a file, and how a card is read (12a)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from workbench.base import texts
from workbench.base.texts import _
from workbench.domain.kinds import AtZero, CaseType, Platform, Urgency
from workbench.ui import phrases, values
from workbench.ui.delegates.card import card_metrics, paint_card
from workbench.ui.values import CardView, ChipKind, ChipView, Density
from workbench.ui.widgets.bars import Box
from workbench.ui.widgets.base import Painted, follow, set_ground
from workbench.ui.widgets.buttons import KeyButton, LinkButton
from workbench.ui.widgets.choices import Combo
from workbench.ui.widgets.labels import label
from workbench.ui.widgets.marks import Chip, IconLabel, KeyCap
from workbench.ui.widgets.scroll import ScrollBody

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.ui.session import Session


class SampleCard(Painted):
    """One card as the queue shows it; invented."""

    def measure(self) -> QSize:
        return QSize(self.theme.px(420), card_metrics(self.theme, Density.NORMAL).height)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        language = texts.language()
        view = CardView(
            urgency=Urgency.CRITICAL,
            countdown=values.countdown_text(2_467_000, urgency=Urgency.CRITICAL, language=language),
            at_zero=phrases.at_zero(AtZero.AGREE_RETURN),
            type=phrases.case_type_short(CaseType.RETURN_REFUND),
            goods=_("Wool coat, oat, L"),
            mark=values.platform_mark(Platform.TMALL, language=language),
            reason=_("Not as described"),
            quote=phrases.quoted(_("yellower than on the page")),
            amount="¥1,299.00",
            chips=(ChipView(_("In talks 1/3"), ChipKind.NEGO, "messages-square"),),
        )
        metrics = card_metrics(self.theme, Density.NORMAL)
        rect = QRect(0, 0, self.width(), metrics.height)
        paint_card(QPainter(self), rect, view, metrics, self.theme)


class Way(Box):
    """One way to begin: what it is, what it brings, its key, its button."""

    def __init__(self, icon: str, key: str, button: KeyButton, *, chosen: bool = False) -> None:
        super().__init__()
        self.set_chosen(chosen)
        self.icon = IconLabel(icon, ink="accent", size=24)
        self.title = label(size=16, bold=True)
        self.chip = Chip()
        self.subtitle = label(ink="text2", wrap=True)
        self.button = button
        self.points = QVBoxLayout()
        head = QHBoxLayout()
        head.setSpacing(8)
        for widget in (self.icon, self.title, self.chip):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(KeyCap(key))
        self.points.setSpacing(8)
        self.body.addLayout(head)
        self.body.addWidget(self.subtitle)
        self.body.addSpacing(8)
        self.body.addLayout(self.points)
        self.body.addStretch(1)
        self.body.addSpacing(8)
        self.body.addWidget(button)

    def say(self, title: str, subtitle: str, points: Sequence[str], chip: str = "") -> None:
        """Say everything again."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.chip.set_chip(chip, kind="info")
        self.chip.setVisible(bool(chip))
        while self.points.count():
            item = self.points.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for words in points:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
            row.addWidget(IconLabel("check"), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label(words, wrap=True), 1)
            self.points.addWidget(line)


class FirstStart(QWidget):
    """``demo_wanted``, ``import_wanted``, ``restore_wanted``; keys 1 and 2, Enter begins with 1."""

    demo_wanted = Signal()
    import_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self.session = session
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title = label(size=26, bold=True)
        self.subtitle = label(size=14, ink="text2", wrap=True)
        self.language, self.look = Combo(), Combo()
        self.demo_button = KeyButton(icon="circle-play", kind="primary", key="Enter")
        self.import_button = KeyButton(icon="folder-open")
        self.keys_button = KeyButton(icon="book-open-text")
        self.demo = Way("flask-conical", "1", self.demo_button, chosen=True)
        self.files = Way("file-spreadsheet", "2", self.import_button)
        self.more = Way("list-checks", "3", self.keys_button)
        self.reading = Box()
        self.sample = SampleCard()
        self.parts = QGridLayout()
        self.foot = QHBoxLayout()
        self.local, self.offline = label(size=12, ink="text2"), label(size=12, ink="text2")
        self.keys = label(size=12, ink="text2")
        self.restore = LinkButton()
        self._build()
        self._connect()
        self._theme = follow(self)
        self.restyle()
        self.phrase()

    def _connect(self) -> None:
        self.demo_button.clicked.connect(self.demo_wanted)
        self.import_button.clicked.connect(self.import_wanted)
        self.keys_button.clicked.connect(lambda: self.session.asked.emit("keys", None))
        self.restore.clicked.connect(self.restore_wanted)
        self.language.picked.connect(lambda value: self._set("language", value))
        self.look.picked.connect(lambda value: self._set("theme", value))
        self.session.language_changed.connect(self.phrase)

    def _build(self) -> None:
        head = QGridLayout()
        head.addWidget(self.title, 0, 0)
        head.addWidget(self.subtitle, 1, 0)
        head.addWidget(self.language, 0, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.look, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        head.setColumnStretch(0, 1)
        head.setHorizontalSpacing(8)
        head.setVerticalSpacing(2)
        self._ways = QHBoxLayout()
        for way in (self.demo, self.files, self.more):
            self._ways.addWidget(way, 1)
        self.reading.body.addWidget(self.sample)
        self.reading.body.addLayout(self.parts)
        for icon, widget in (("hard-drive", self.local), ("wifi-off", self.offline),
                             ("archive-restore", self.restore)):  # fmt: skip
            self.foot.addWidget(IconLabel(icon, size=14))
            self.foot.addWidget(widget)
            self.foot.addSpacing(16)
        self.foot.setSpacing(6)
        self.foot.addStretch(1)
        self.foot.addWidget(self.keys)
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        for part in (head, self._ways, self.reading, self.foot):
            if isinstance(part, QWidget):
                self._column.addWidget(part)
            else:
                self._column.addLayout(part)
        scroll = ScrollBody(inset=24, spacing=0)
        scroll.body.addStretch(1)
        middle = QHBoxLayout()  # an alignment would keep wrapped words from growing
        middle.addStretch(1)
        middle.addWidget(self._inner)
        middle.addStretch(1)
        scroll.body.addLayout(middle)
        scroll.body.addStretch(2)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def restyle(self) -> None:
        """Take new measures."""
        px = self._theme.px
        self._inner.setFixedWidth(px(972))
        self._column.setSpacing(px(20))
        self._ways.setSpacing(px(12))
        for button in (self.demo_button, self.import_button, self.keys_button):
            button.setMinimumWidth(px(280))

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        self.title.setText(_("After-sale workbench"))
        self.subtitle.setText(
            _("All your shops in one queue: which card first, until when, what happens at zero.")
        )
        self._phrase_ways()
        self._phrase_card()
        self.local.setText(_("The data stays on this computer"))
        self.offline.setText(_("Works without a network"))
        self.restore.set_words(_("Restore a backup"))
        self.keys.setText(_("Without a mouse: 1 or 2 chooses, ? shows every key"))
        self.language.setAccessibleName(_("Language"))
        self.language.set_items((("简体中文", "zh_CN"), ("English", "en")))
        self.language.set_value(self.session.settings.language)
        self.look.setAccessibleName(_("Colours"))
        self.look.set_items(
            ((_("like the system"), "system"), (_("light"), "light"), (_("dark"), "dark"))
        )
        self.look.set_value(self.session.settings.theme)

    def _phrase_ways(self) -> None:
        self.demo.say(
            _("Try the demo shop"), _("Three minutes, and nothing can be broken"),
            (_("Invented cases on four platforms"),
             _("Buyers apply, answer, refuse and let time run out"),
             _("Time runs, and what is due really happens"),
             _("It stays when real shops come later")),
            _("try it first"),
        )  # fmt: skip
        self.files.say(
            _("Import an export"), _("Works today, no application for any key"),
            (_("Knows exports of Taobao, Tmall, Douyin and WeChat"),
             _("Shows what would change, you say when"),
             _("You decide here and click once on the platform"),
             _("CSV and XLSX, any encoding")),
        )  # fmt: skip
        self.more.say(
            _("What can be done here"), _("All of it with keys alone"),
            (_("Talk first: suggested plans, message ready to send"),
             _("Every refusal names its rule and what would help"),
             _("Decisions can be taken back for some seconds"),
             _("Nothing is sent twice, also without an answer")),
        )  # fmt: skip
        self.demo_button.set_words(_("Open the demo shop"))
        self.import_button.set_words(_("Choose files, or drop them"))
        self.keys_button.set_words(_("See all keys"))

    def _phrase_card(self) -> None:
        self.reading.set_title(_("How to read a card"), _("icon and word always say it too"))
        while self.parts.count():
            item = self.parts.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        parts = (
            (_("How long, and what happens at zero"), _("red: under 1 h; orange: under 6 h")),
            (_("What is wanted, and why"), _("the box names the platform")),
            (_("How far the talks are"), _("the clock runs on meanwhile")),
            (_("How much money"), _("sorted by what may be lost")),
        )
        for at, (head, hint) in enumerate(parts):
            self.parts.addWidget(label(f"{at + 1}  {head}", bold=True, wrap=True), 0, at)
            self.parts.addWidget(label(hint, size=12, ink="text2", wrap=True), 1, at)
            self.parts.setColumnStretch(at, 1)
        self.sample.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.modifiers() not in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier,
        ):  # fmt: skip
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_1, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.demo_wanted.emit()
        elif key == Qt.Key.Key_2:
            self.import_wanted.emit()
        elif key == Qt.Key.Key_3:
            self.session.asked.emit("keys", None)
        else:
            super().keyPressEvent(event)

    def _set(self, name: str, value: object) -> None:
        settings = self.session.settings.changed(**{name: value})
        self.session.apply_settings(settings)
