"""Notes and banners: what is so, why, and one next step."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from workbench.ui.widgets import paint
from workbench.ui.widgets.base import follow
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.labels import ElidedLabel, label
from workbench.ui.widgets.marks import IconLabel
from workbench.ui.widgets.rule_link import RuleLink

# kind -> ground, border, ink of the icon, icon unless told
NOTES = {
    "plain": ("surface", "line2", "text2", "info"),
    "info": ("sel", "sel_line", "accent", "info"),
    "soon": ("soon_soft", "soon_line", "soon", "circle-alert"),
    "crit": ("crit_soft", "crit_line", "crit", "circle-x"),
    "ok": ("ok_soft", "ok_line", "ok", "circle-check"),
}
BANNERS = {
    "soon": ("soon_soft", "soon_line", "text1", "triangle-alert"),
    "sel": ("sel", "sel_line", "text1", "info"),
    "crit": ("crit_soft", "crit_line", "crit", "circle-x"),
}


class Note(QFrame):
    """Icon, title, body and perhaps one button; kinds: plain, info, soon, crit, ok.

    A short body stands on the title's line, a long one below it and wraps. More widgets (links)
    may be added to ``body_layout``.
    """

    acted = Signal()

    def __init__(
        self,
        kind: str = "info",
        *,
        icon: str = "",
        title: str = "",
        body: str = "",
        action: str = "",
        key: str = "",
        rule: str = "",
        stacked: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._stacked = stacked
        self._icon = IconLabel()
        self._title = label(bold=True)
        self._body = label(wrap=True)
        self._rule = RuleLink()
        self._button = KeyButton(small=True)
        self._button.clicked.connect(self.acted)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._lay_out()
        self._theme = follow(self)
        self.set_note(kind, icon=icon, title=title, body=body, action=action, key=key, rule=rule)
        self.restyle()

    def set_note(
        self,
        kind: str,
        *,
        icon: str = "",
        title: str = "",
        body: str = "",
        action: str = "",
        key: str = "",
        rule: str = "",
    ) -> None:
        """Say something else; ``rule`` is the id of what said no, a link into the rulebook."""
        self._ground, self._border, ink, usual = NOTES[kind]
        self._icon.set_icon(icon or usual, ink)
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._body.setText(body)
        self._body.setVisible(bool(body))
        self._button.set_words(action)
        self._button.set_key(key)
        self._button.setVisible(bool(action))
        self._rule.set_rule(rule)
        self.setAccessibleName(". ".join(part for part in (title, body, rule) if part))
        self.update()

    def restyle(self) -> None:
        """Take new colours and measures."""
        px = self._theme.px
        self._outer.setContentsMargins(px(11), px(8), px(11), px(8))
        self._outer.setSpacing(px(8))
        self._icon_column.setContentsMargins(0, px(2), 0, 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        color = self._theme.color
        rect = QRectF(self.rect())
        paint.box(QPainter(self), rect, self._theme.px(6), color(self._ground),
                  color(self._border))  # fmt: skip

    def _lay_out(self) -> None:
        top = Qt.AlignmentFlag.AlignTop
        self._outer = QHBoxLayout(self)
        self._icon_column = QVBoxLayout()
        self._icon_column.addWidget(self._icon)
        self._icon_column.addStretch(1)
        self.body_layout = QVBoxLayout()
        self.body_layout.setSpacing(2)
        if self._stacked:
            self.body_layout.addWidget(self._title)
            self.body_layout.addWidget(self._body)
        else:
            line = QHBoxLayout()
            line.setSpacing(12)
            line.addWidget(self._title, 0, top)
            line.addWidget(self._body, 1, top)
            self.body_layout.addLayout(line)
        words = QHBoxLayout()
        words.setSpacing(8)
        words.addLayout(self._icon_column)
        words.addLayout(self.body_layout, 1)
        column = QVBoxLayout()  # a button taller than one line leaves the words in the middle
        column.addStretch(1)
        column.addLayout(words)
        column.addStretch(1)
        self._outer.addLayout(column, 1)
        self._outer.addWidget(self._rule, 0, Qt.AlignmentFlag.AlignVCenter)
        self._outer.addWidget(self._button, 0, Qt.AlignmentFlag.AlignVCenter)


class Banner(QFrame):
    """36 px across the window, square corners; kinds: soon, sel, crit."""

    acted = Signal()

    def __init__(
        self,
        kind: str = "soon",
        *,
        icon: str = "",
        title: str = "",
        text: str = "",
        action: str = "",
        key: str = "",
        action_icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = IconLabel()
        self._title = label(bold=True)
        self._text = ElidedLabel()
        self._button = KeyButton(small=True)
        self._button.clicked.connect(self.acted)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._outer = QHBoxLayout(self)
        for widget in (self._icon, self._title):
            self._outer.addWidget(widget)
        self._outer.addWidget(self._text, 1)
        self._outer.addWidget(self._button)
        self._theme = follow(self)
        self.set_banner(
            kind, icon=icon, title=title, text=text, action=action, key=key, action_icon=action_icon
        )
        self.restyle()

    def set_banner(
        self,
        kind: str,
        *,
        icon: str = "",
        title: str = "",
        text: str = "",
        action: str = "",
        key: str = "",
        action_icon: str = "",
    ) -> None:
        """Say something else."""
        self._ground, self._border, ink, usual = BANNERS[kind]
        self._icon.set_icon(icon or usual, ink)
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._text.setText(text)
        self._button.set_icon(action_icon)
        self._button.set_words(action)
        self._button.set_key(key)
        self._button.setVisible(bool(action))
        self.setAccessibleName(". ".join(part for part in (title, text) if part))
        self.update()

    def restyle(self) -> None:
        """Take new colours and measures."""
        px = self._theme.px
        self.setFixedHeight(px(36))
        self._outer.setContentsMargins(px(12), 0, px(12), 0)
        self._outer.setSpacing(px(8))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color(self._ground))
        line = self._theme.color(self._border)
        painter.fillRect(0, 0, self.width(), 1, line)
        painter.fillRect(0, self.height() - 1, self.width(), 1, line)
