"""The theme now set: colours, lengths, fonts and icons for painters, and the switch for all."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPixmap
from PySide6.QtWidgets import QApplication

from workbench.ui.theme import fonts, icons, qss
from workbench.ui.theme.palette import palette
from workbench.ui.theme.plain import PlainLabels
from workbench.ui.theme.style import WorkbenchStyle
from workbench.ui.theme.tokens import LIGHT, THEMES, Tokens

CHOICES = ("light", "dark", "system")
_HINTS = {
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
    "system": Qt.ColorScheme.Unknown,
}
_BOUND = 8_000  # strings measured and kept; more than a screen of cards, less than a store
LEAST_SCALE, MOST_SCALE = 90, 150

_current: Theme | None = None


class Theme(QObject):
    """Colours by role, lengths and fonts at the font scale; one per application.

    ``Theme.current()`` makes and installs it on first use (it needs a QApplication).
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._chosen = "light"
        self._tokens = LIGHT
        self._percent = 100
        self._reduced_motion = False
        self._colors: dict[str, QColor] = {}
        self._fonts: dict[tuple[int, bool], QFont] = {}
        self._metrics: dict[tuple[int, bool], QFontMetrics] = {}
        self._widths: dict[tuple[str, int, bool], int] = {}
        self._cuts: dict[tuple[str, int, int, bool], str] = {}
        self._plain = PlainLabels(self)
        app.installEventFilter(self._plain)
        self._style = WorkbenchStyle()
        app.setStyle(self._style)
        app.styleHints().colorSchemeChanged.connect(self._on_system)
        self._apply()

    @staticmethod
    def current() -> Theme:
        """The theme of this application. Raises ``RuntimeError`` before there is one."""
        global _current  # noqa: PLW0603 - one application, one theme
        if _current is None:
            app = QApplication.instance()
            if app is None:
                raise RuntimeError("make the QApplication before asking for its theme")
            _current = Theme(cast("QApplication", app))
        return _current

    @property
    def t(self) -> Tokens:
        """The colour roles now in force, as ``#RRGGBB``."""
        return self._tokens

    @property
    def chosen(self) -> str:
        """What was set: ``light``, ``dark`` or ``system``."""
        return self._chosen

    @property
    def percent(self) -> int:
        """The font scale, 90 to 150."""
        return self._percent

    @property
    def reduced_motion(self) -> bool:
        """Whether the loader stands still and the undo line stays away."""
        return self._reduced_motion

    def set_theme(self, chosen: str) -> None:
        """Switch at once to ``light``, ``dark`` or what the ``system`` says."""
        if chosen not in CHOICES:
            raise ValueError(chosen)
        self._chosen = chosen
        self._app.styleHints().setColorScheme(_HINTS[chosen])  # title bars follow where they can
        tokens = THEMES[self._system() if chosen == "system" else chosen]
        if tokens is not self._tokens:
            self._tokens = tokens
            self._apply()

    def set_scale(self, percent: int) -> None:
        """Set the font scale; values outside 90-150 are taken as the nearest end."""
        percent = min(MOST_SCALE, max(LEAST_SCALE, percent))
        if percent != self._percent:
            self._percent = percent
            self._apply()

    def set_reduced_motion(self, on: bool) -> None:
        """Stop, or allow, the few things that move."""
        if on != self._reduced_motion:
            self._reduced_motion = on
            self.changed.emit()

    def hex(self, role: str) -> str:
        """A colour role as ``#RRGGBB``. Raises ``AttributeError`` for an unknown role."""
        return str(getattr(self._tokens, role))

    def color(self, role: str) -> QColor:
        """A colour role as a (cached) QColor. Raises ``AttributeError`` for an unknown role."""
        found = self._colors.get(role)
        if found is None:
            found = self._colors[role] = QColor(self.hex(role))
        return found

    def px(self, length: int) -> int:
        """A length of the design in pixels at the font scale; 1 and 2 stay hairlines."""
        return qss.scaled(length, self._percent)

    def font(self, size: int = 13, *, bold: bool = False) -> QFont:
        """A (cached) font; ``size`` is one of 12, 13, 14, 16, 20, 26."""
        key = (size, bold)
        found = self._fonts.get(key)
        if found is None:
            found = self._fonts[key] = fonts.make(size, bold=bold, percent=self._percent)
        return found

    def metrics(self, size: int = 13, *, bold: bool = False) -> QFontMetrics:
        """The (cached) metrics of ``font(size, bold=bold)``."""
        key = (size, bold)
        found = self._metrics.get(key)
        if found is None:
            found = self._metrics[key] = QFontMetrics(self.font(size, bold=bold))
        return found

    def width(self, text: str, size: int = 13, *, bold: bool = False) -> int:
        """The (cached) width of a line of text in pixels."""
        key = (text, size, bold)
        found = self._widths.get(key)
        if found is None:
            if len(self._widths) >= _BOUND:
                self._widths.clear()
            found = self.metrics(size, bold=bold).horizontalAdvance(text)
            self._widths[key] = found
        return found

    def elided(self, text: str, room: int, size: int = 13, *, bold: bool = False) -> str:
        """``text`` as it fits ``room`` pixels, with an ellipsis at its end where it was cut."""
        if self.width(text, size, bold=bold) <= room:
            return text
        key = (text, room, size, bold)
        found = self._cuts.get(key)
        if found is None:
            if len(self._cuts) >= _BOUND:
                self._cuts.clear()
            right = Qt.TextElideMode.ElideRight
            found = self.metrics(size, bold=bold).elidedText(text, right, max(0, room))
            self._cuts[key] = found
        return found

    def pixmap(self, name: str, role: str, size: int = 16, dpr: float = 1.0) -> QPixmap:
        """An icon in a colour role at the font scale; the stroke is that of the unscaled size."""
        return icons.pixmap(name, self.px(size), self.hex(role), dpr, stroke=icons.stroke_for(size))

    def _system(self) -> str:
        dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def _on_system(self) -> None:
        if self._chosen == "system":
            self.set_theme("system")

    def _apply(self) -> None:
        self._colors.clear()
        self._fonts.clear()
        self._metrics.clear()
        self._widths.clear()
        self._cuts.clear()
        self._app.setPalette(palette(self._tokens))
        self._app.setFont(self.font(13))
        self._app.setStyleSheet(qss.stylesheet(self._tokens, percent=self._percent))
        self.changed.emit()
