"""The settings screen: every choice writes at once and says what it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.base.errors import KnownError
from workbench.base.texts import N_, _, phrase
from workbench.ui.settings.controls import MAKERS, Control
from workbench.ui.settings.data_section import DataSection
from workbench.ui.settings.keys_section import KeysSection
from workbench.ui.settings.setting_row import Section, SettingRow
from workbench.ui.settings.spec import GROUPS, ROWS
from workbench.ui.theme.plain import visible
from workbench.ui.theme.theme import Theme
from workbench.ui.widgets.base import follow, set_ground
from workbench.ui.widgets.buttons import LinkButton
from workbench.ui.widgets.labels import ElidedLabel, label
from workbench.ui.widgets.marks import Divider
from workbench.ui.widgets.scroll import ScrollBody

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from workbench.base.texts import Text
    from workbench.ui.session import Session

WIDTH = 820
HINTS = ((("Tab",), N_("next setting")), (("PgUp", "PgDn"), N_("scroll")), (("?",), N_("all keys")))


class SettingsScreen(QWidget):
    """``backup``, ``restore`` and ``doctor`` are optional; without them the buttons say why.

    ``open_at`` takes the key of a setting, "data" or "keys".
    """

    def __init__(
        self,
        session: Session,
        backup: Callable[[Path], object] | None = None,
        restore: Callable[[Path], object] | None = None,
        doctor: Callable[[], Sequence[Text]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self.session = session
        self.title = label(size=16, bold=True)
        self.hint = ElidedLabel(ink="text2")
        self.body = ScrollBody(inset=20, spacing=16)
        self.links: dict[str, LinkButton] = {}
        self.sections = {name: Section(title) for name, title in GROUPS.items()}
        self.controls: dict[str, Control] = {}
        self._rows: list[SettingRow] = []
        self.data = DataSection(session, backup=backup, restore=restore, doctor=doctor)
        self.keys = KeysSection()
        self._build()
        self._theme = follow(self)
        self.restyle()
        session.language_changed.connect(self.phrase)
        session.settings_changed.connect(self.show_settings)
        self.phrase()

    def _build(self) -> None:
        for row in ROWS:
            control = MAKERS[row.kind](row)
            control.picked.connect(self._picks(row.key))
            self.controls[row.key] = control
            line = SettingRow(control)
            self._rows.append(line)
            self.sections[row.group].add(line)
        self._bar = QHBoxLayout()
        self._bar.addWidget(self.title)
        self._bar.addWidget(self.hint, 1)
        self._nav = QHBoxLayout()
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._inner = inner
        for name, section in self._all().items():
            self._column.addWidget(section)
            link = LinkButton()
            link.clicked.connect(lambda _on=False, place=section: self._go(place))
            self.links[name] = link
            self._nav.addWidget(link)
        self._nav.addStretch(1)
        middle = QHBoxLayout()  # an alignment would keep wrapped words from growing
        middle.addStretch(1)
        middle.addWidget(inner)
        middle.addStretch(1)
        self.body.body.addLayout(middle)
        self.body.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar)
        column.addLayout(self._nav)
        column.addWidget(Divider())
        column.addWidget(self.body, 1)
        self.setFocusProxy(self.controls["language"])

    def _all(self) -> dict[str, Section]:
        return {**self.sections, "data": self.data, "keys": self.keys}

    def restyle(self) -> None:
        """Take new measures."""
        px = self._theme.px
        self._bar.setContentsMargins(px(20), px(10), px(20), px(4))
        self._bar.setSpacing(px(12))
        self._nav.setContentsMargins(px(20), 0, px(20), px(8))
        self._nav.setSpacing(px(16))
        self._column.setSpacing(px(16))
        self._inner.setFixedWidth(px(WIDTH))

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        self.title.setText(_("Settings"))
        self.hint.setText(_("every choice counts at once and is kept"))
        for name, title in {**GROUPS, "data": N_("Data"), "keys": N_("Keys")}.items():
            self.links[name].set_words(_(title))
        for row in self._rows:
            row.phrase()
        for section in self._all().values():
            section.phrase()
        self.show_settings()

    def show_settings(self) -> None:
        """Show what is set now, whoever set it."""
        settings = self.session.settings
        for key, control in self.controls.items():
            control.show_value(getattr(settings, key))

    def open_at(self, argument: object) -> None:
        """Go to one setting or section."""
        name = str(argument or "")
        section = self._all().get(name)
        if section is not None:
            self._go(section)
        elif name in self.controls:
            control = self.controls[name]
            control.setFocus(Qt.FocusReason.OtherFocusReason)
            self.body.ensureWidgetVisible(control, 0, 80)

    visit = open_at

    def _go(self, place: Section) -> None:
        top = place.mapTo(self._inner, place.rect().topLeft()).y()
        self.body.verticalScrollBar().setValue(top - self._theme.px(16))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.session.hinted.emit(HINTS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.body.verticalScrollBar()
        if event.key() == Qt.Key.Key_PageDown:
            bar.setValue(bar.value() + bar.pageStep())
        elif event.key() == Qt.Key.Key_PageUp:
            bar.setValue(bar.value() - bar.pageStep())
        else:
            super().keyPressEvent(event)

    def _picks(self, key: str) -> Callable[[object], None]:
        def pick(value: object) -> None:
            self.choose(key, value)

        return pick

    def choose(self, key: str, value: object) -> None:
        """Set one thing: it counts at once and is kept."""
        if getattr(self.session.settings, key) == value:
            return
        try:
            self.session.apply_settings(self.session.settings.changed(**{key: value}))
        except ValueError:
            self.session.told.emit(_("This value is not allowed here."), "soon")
        except KnownError as error:  # it counts now, but could not be kept
            self.session.told.emit(visible(phrase(error.text)), "crit")
        self._dress()
        self.show_settings()

    def _dress(self) -> None:
        # The application does the same; alone (a test, a picture) the screen still switches live.
        settings, theme = self.session.settings, Theme.current()
        theme.set_scale(settings.font_percent)
        theme.set_reduced_motion(settings.reduced_motion)
        theme.set_theme(settings.theme)
