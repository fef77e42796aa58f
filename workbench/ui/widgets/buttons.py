"""Buttons with icon, words and a key cap; a button that cannot act says why."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from workbench.ui.later import later
from workbench.ui.theme.plain import amp, set_tip
from workbench.ui.widgets import paint
from workbench.ui.widgets.base import follow
from workbench.ui.widgets.marks import LOADER_MS, LOADER_STEPS, paint_loader

RADIUS = 6
RING_GAP = 3  # the ring's radius is that of the control and 3


@dataclass(frozen=True, slots=True)
class _Look:
    """Colour roles of a kind of button: ground at rest, under the pointer, held; border, ink."""

    ground: str
    hover: str
    pressed: str
    border: str
    ink: str
    bold: bool = False


_LOOKS = {
    "primary": _Look("accent", "accent_hover", "accent_press", "", "on_accent", True),
    "default": _Look("surface", "hover", "pressed", "edge", "text1"),
    "danger": _Look("surface", "hover", "pressed", "crit", "crit"),
    "over": _Look("over", "over", "over", "", "on_over", True),
    "ghost": _Look("", "hover", "pressed", "", "text1"),
    "value": _Look("sel", "sel", "pressed", "sel_line", "text1", True),
}
_BLOCKED = _Look("sunken", "sunken", "sunken", "line2", "text3")
_CHECKED = _Look("sel", "sel", "sel", "accent", "accent", True)


class _HouseButton(QPushButton):
    """What the three buttons share: focus, ring, theme, and repainting under the pointer."""

    def __init__(self, radius: int, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("ring_radius", radius + RING_GAP)
        self.theme = follow(self)

    def restyle(self) -> None:
        """Take new colours and measures."""
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)


class KeyButton(_HouseButton):
    """A button of the house.

    Kinds: ``primary`` (one per screen), ``default``, ``danger``, ``over`` (last step of a danger),
    ``ghost`` (no border), ``value`` (a token in a rule). ``key`` is only shown: shortcuts belong
    to the screen. ``trail`` is an icon at the end, usually ``chevron-down``.

    With a reason set by ``set_blocked`` the button stays focusable, looks disabled, tells its
    reason (tooltip, accessible description) and emits ``blocked_clicked(reason)`` in place of
    ``clicked``, whichever way it was pressed.
    """

    blocked_clicked = Signal(str)

    def __init__(
        self,
        text: str = "",
        *,
        key: str = "",
        icon: str = "",
        kind: str = "default",
        small: bool = False,
        trail: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(RADIUS, parent)
        self._look = _LOOKS[kind]
        self._kind, self._key, self._icon, self._trail = kind, key, icon, trail
        self._small = small
        self._words = ""
        self._tip = ""
        self._reason: str | None = None
        self._busy: str | None = None
        self._busy_width = 0
        self._step = 0
        self._timer = QTimer(self)
        self._timer.setObjectName("busy button")
        self._timer.setInterval(LOADER_MS)
        self._timer.timeout.connect(self._turn)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.set_words(text)

    def kind(self) -> str:
        """The kind it was made as, or set to."""
        return self._kind

    def words(self) -> str:
        """The words on it, as given."""
        return self._words

    def set_words(self, text: str) -> None:
        """Change the words; an ``&`` stays an ``&``."""
        self._words = text
        self.setText(amp(text))
        self.setAccessibleName(f"{text} {self._key}".strip())
        self.restyle()

    def key(self) -> str:
        """The key shown."""
        return self._key

    def set_key(self, key: str) -> None:
        """Change the key that is shown."""
        self._key = key
        self.set_words(self._words)

    def icon_name(self) -> str:
        """The icon shown."""
        return self._icon

    def set_icon(self, name: str) -> None:
        """Change the icon."""
        self._icon = name
        self.restyle()

    def set_kind(self, kind: str) -> None:
        """Change the kind."""
        self._kind = kind
        self._look = _LOOKS[kind]
        self.restyle()

    def set_hint(self, text: str) -> None:
        """A tooltip for when nothing blocks it."""
        self._tip = text
        if self._reason is None:
            set_tip(self, text)

    def set_blocked(self, reason: str | None) -> None:
        """Close it with a reason (rule id and what would help), or open it with ``None``.

        Raises ``ValueError`` for an empty reason: what cannot be done says why.
        """
        if reason is not None and not reason.strip():
            raise ValueError("a blocked button needs a reason")
        if reason == self._reason:
            return
        self._reason = reason
        self.setAccessibleDescription(reason or "")
        set_tip(self, reason or self._tip)
        self.update()

    def blocked(self) -> str | None:
        """Why it cannot act, or ``None``."""
        return self._reason

    def set_busy(self, text: str | None) -> None:
        """Show the loader and ``text`` at the same width, taking no clicks; ``None`` ends it."""
        if text is not None and self._busy is None:
            self._busy_width = self.width()
        self._busy = text
        if text is None or self.theme.reduced_motion:
            self._timer.stop()
        else:
            self._timer.start()
        self.restyle()

    def busy(self) -> bool:
        """Whether it waits for something."""
        return self._busy is not None

    def nextCheckState(self) -> None:
        # Every way to press a button comes through here before "clicked" leaves, even that of a
        # screen reader, which calls no method Python could replace.
        if self._reason is None and self._busy is None:
            super().nextCheckState()
            return
        self.blockSignals(True)
        later(self, self._refused)

    def sizeHint(self) -> QSize:
        theme = self.theme
        height = theme.px(26 if self._small else 32)
        if self._busy is not None and self._busy_width:
            return QSize(self._busy_width, height)
        pad = theme.px(9 if self._small else 12)
        return QSize(self._content_width() + 2 * pad, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        look = self._now()
        theme = self.theme
        painter = QPainter(self)
        ground = look.ground
        if self.isDown():
            ground = look.pressed
        elif self.underMouse():
            ground = look.hover
        fill = theme.color(ground) if ground else None
        border = theme.color(look.border) if look.border else None
        if fill or border:
            paint.box(painter, QRectF(self.rect()), theme.px(RADIUS), fill, border)
        self._paint_content(painter, look)

    def _now(self) -> _Look:
        if self._reason is not None or self._busy is not None or not self.isEnabled():
            return _BLOCKED
        return _CHECKED if self.isChecked() else self._look

    def _bold(self) -> bool:
        # Measured by its own kind, so that nothing moves when it gets blocked or checked.
        return self._look.bold or self.isCheckable()

    def _parts(self) -> list[int]:
        theme = self.theme
        parts = []
        if self._icon or self._busy is not None:
            parts.append(theme.px(16))
        text = self._words if self._busy is None else self._busy
        if text:
            size = 12 if self._small else 13
            parts.append(theme.width(text, size, bold=self._bold()))
        if self._trail:
            parts.append(theme.px(14))
        if self._key:
            parts.append(paint.cap_width(theme, self._key))
        return parts

    def _content_width(self) -> int:
        parts = self._parts()
        extra = self.theme.px(2) if self._key and len(parts) > 1 else 0
        return sum(parts) + self.theme.px(6) * max(0, len(parts) - 1) + extra

    def _paint_content(self, painter: QPainter, look: _Look) -> None:
        theme = self.theme
        height, gap = self.height(), theme.px(6)
        # Squeezed under its size, the words give way and icon and key stay.
        missing = max(0, self._content_width() + 2 * theme.px(4) - self.width())
        x = (self.width() - self._content_width() + missing) / 2
        if self._busy is not None:
            side = theme.px(16)
            faint = theme.hex("line2")
            paint_loader(painter, x, (height - side) / 2, side, self._step, theme.t.text2, faint)
            x += side + gap
        elif self._icon:
            side = theme.px(16)
            paint.draw_icon(painter, x, (height - side) // 2, self._icon, theme, look.ink)
            x += side + gap
        text = self._words if self._busy is None else self._busy
        if text:
            size = 12 if self._small else 13
            room = theme.width(text, size, bold=self._bold()) - missing
            shown = paint.elide(theme, text, room, size, bold=look.bold)
            left = x + (room - theme.width(shown, size, bold=look.bold)) / 2
            base = paint.middle(theme, 0, height, size, bold=look.bold)
            paint.words(painter, left, base, shown, theme, look.ink, size, bold=look.bold)
            x += room + gap
        if self._trail:
            side = theme.px(14)
            paint.draw_icon(painter, x, (height - side) // 2, self._trail, theme, "text2", 14)
            x += side + gap
        if self._key:
            top = (height - theme.px(18)) // 2
            self._paint_key(painter, x + theme.px(2), top, look.ink)

    def _paint_key(self, painter: QPainter, x: float, y: float, ink: str) -> None:
        border = ink if ink.startswith("on_") else "line2"
        ink = "text2" if ink == "text1" else ink
        paint.paint_cap(painter, x, y, self._key, self.theme, ink, border)

    def _refused(self) -> None:
        self.blockSignals(False)
        if self._reason is not None:
            self.blocked_clicked.emit(self._reason)

    def _turn(self) -> None:
        self._step = (self._step + 1) % LOADER_STEPS
        self.update()


class LinkButton(_HouseButton):
    """Words in accent that act; underlined under the pointer, so that colour is not alone."""

    def __init__(
        self, text: str = "", *, icon: str = "", size: int = 12, parent: QWidget | None = None
    ) -> None:
        super().__init__(0, parent)
        self._icon, self._size = icon, size
        self._words = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_words(text)

    def words(self) -> str:
        """The words, as given."""
        return self._words

    def set_words(self, text: str) -> None:
        """Change the words."""
        self._words = text
        self.setText(amp(text))
        self.setAccessibleName(text)
        self.restyle()

    def sizeHint(self) -> QSize:
        theme = self.theme
        width = theme.metrics(self._size).horizontalAdvance(self._words)
        if self._icon:
            width += theme.px(16) + theme.px(4)
        return QSize(width + 2, max(theme.px(20), theme.metrics(self._size).height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = self.theme
        ink = "accent" if self.isEnabled() else "text3"
        painter = QPainter(self)
        x = 1
        if self._icon:
            side = theme.px(16)
            paint.draw_icon(painter, x, (self.height() - side) // 2, self._icon, theme, ink)
            x += side + theme.px(4)
        base = paint.middle(theme, 0, self.height(), self._size)
        paint.words(painter, x, base, self._words, theme, ink, self._size)
        if self.underMouse():
            width = theme.metrics(self._size).horizontalAdvance(self._words)
            painter.fillRect(x, base + 2, width, 1, theme.color(ink))


class IconButton(_HouseButton):
    """A 26 px button of one icon; ``name`` says what it does (tooltip, screen reader)."""

    def __init__(
        self, icon: str, name: str, *, ink: str = "text2", parent: QWidget | None = None
    ) -> None:
        super().__init__(RADIUS, parent)
        self._icon, self._ink = icon, ink
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Change what it says it does."""
        self.setAccessibleName(name)
        set_tip(self, name)

    def icon_name(self) -> str:
        """The icon shown."""
        return self._icon

    def set_icon(self, name: str, ink: str | None = None) -> None:
        """Change the icon, perhaps its ink."""
        self._icon = name
        self._ink = ink or self._ink
        self.update()

    def sizeHint(self) -> QSize:
        side = self.theme.px(26)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = self.theme
        painter = QPainter(self)
        if self.isDown() or self.isChecked() or self.underMouse():
            ground = "hover" if not (self.isDown() or self.isChecked()) else "pressed"
            paint.box(painter, QRectF(self.rect()), theme.px(RADIUS), theme.color(ground))
        side = theme.px(16)
        x, y = (self.width() - side) // 2, (self.height() - side) // 2
        ink = self._ink if self.isEnabled() else "text3"
        paint.draw_icon(painter, x, y, self._icon, theme, ink)
