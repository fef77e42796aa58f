"""Rows of acts: verdict, title, what it does or why it does not go, rule and key; all focusable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.ui import phrases
from workbench.ui.theme.plain import set_tip
from workbench.ui.widgets import paint
from workbench.ui.widgets.base import follow
from workbench.ui.widgets.buttons import LinkButton
from workbench.ui.widgets.rule_link import open_rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QEvent

    from workbench.ui.case.acts import ActView
    from workbench.ui.theme.theme import Theme

_VERDICTS = {
    "yes": ("circle-check", "ok"),
    "confirm": ("triangle-alert", "soon"),
    "no": ("ban", "text3"),
}


class ActRow(QWidget):
    """One act; Enter, Space or a click choose it, also where it does not go (it says why)."""

    chosen = Signal(str)
    help_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._act: ActView | None = None
        self._column = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("ring_radius", 7)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._help = LinkButton(parent=self)
        self._help.clicked.connect(self._on_help)
        self._help.hide()
        self.theme = follow(self)

    def set_act(self, act: ActView, column: int) -> None:
        """Show another act, or the same one with other words; ``column``: width of the titles."""
        if act == self._act and column == self._column:
            return
        self._act, self._column = act, column
        helps = act.help_action if act.state != "yes" else ""
        self._help.set_words(phrases.action(helps) if helps else "")
        self._help.setVisible(bool(helps))
        words = phrases.sentences(act.words, act.helps)
        verdict = {"yes": _("possible"), "confirm": _("needs a tick"), "no": _("not possible")}
        self.setAccessibleName(f"{act.title}: {verdict[act.state]}")
        self.setAccessibleDescription(f"{words} {act.rule}".strip())
        set_tip(self, f"{words} · {act.rule}" if act.rule else words)
        self._place_help()
        self.restyle()

    def act(self) -> ActView:
        """What it shows."""
        assert self._act is not None
        return self._act

    def help_button(self) -> LinkButton | None:
        """The button of what would help, where there is one."""
        return None if self._help.isHidden() else self._help

    def _on_help(self) -> None:
        self.help_chosen.emit(self.act().help_action)

    def restyle(self) -> None:
        """Take new colours and measures."""
        self.updateGeometry()
        self.update()

    def _two_lines(self) -> bool:
        act = self._act
        return act is not None and act.state != "yes" and bool(act.helps or act.help_action)

    def sizeHint(self) -> QSize:
        line = self.theme.metrics(13).height()
        tall = self.theme.px(26)
        return QSize(self.theme.px(240), tall + line if self._two_lines() else tall)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(160), self.sizeHint().height())

    def resizeEvent(self, event: object) -> None:
        del event
        self._place_help()

    def _place_help(self) -> None:
        if self._act is None or self._help.isHidden():
            return
        hint = self._help.sizeHint()
        left = self._text_left()
        said = self.theme.metrics(12).horizontalAdvance(self._act.helps)
        wanted = left + said + self.theme.px(8) if said else left
        x = min(self.width() - hint.width(), wanted)
        self._help.setGeometry(x, self.height() - hint.height() - 1, hint.width(), hint.height())

    def _text_left(self) -> int:
        return self.theme.px(24) + self._column + self.theme.px(12)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, act = self.theme, self._act
        if act is None:
            return
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), theme.color("hover"))
        tall = theme.px(26)
        icon, ink = _VERDICTS[act.state]
        paint.draw_icon(painter, 0, (tall - theme.px(16)) // 2, icon, theme, ink)
        base = paint.middle(theme, 0, tall)
        faint = act.state == "no"
        paint.words(painter, theme.px(24), base, act.title, theme,
                    "text2" if faint else "text1", bold=not faint)  # fmt: skip
        right = self._paint_right(painter, theme, tall, act)
        left = self._text_left()
        words = paint.elide(theme, act.words, right - left)
        paint.words(painter, left, base, words, theme, "text2" if faint else "text1")
        if self._two_lines():
            line = theme.metrics(12)
            link = 0 if self._help.isHidden() else self._help.width() + theme.px(8)
            room = self.width() - left - link
            helps = paint.elide(theme, act.helps, room, 12)
            paint.words(painter, left, tall + line.ascent(), helps, theme, "text3", 12)

    def _paint_right(self, painter: QPainter, theme: Theme, tall: int, act: ActView) -> int:
        right = self.width()
        if act.key:
            right -= max(paint.cap_width(theme, act.key), theme.px(18))
            ink = "text3" if act.state == "no" else "text2"
            paint.paint_cap(painter, right, (tall - theme.px(18)) // 2, act.key, theme, ink)
            right -= theme.px(8)
        if act.rule:
            right = self._rule_place(act).left()
            base = paint.middle(theme, 0, tall, 12)
            paint.words(painter, right, base, act.rule, theme, "accent", 12)
            right -= theme.px(12)
        return right

    def _rule_place(self, act: ActView) -> QRect:
        """Where the rule's id stands: a click on it opens the rulebook."""
        theme, right = self.theme, self.width()
        if act.key:
            right -= max(paint.cap_width(theme, act.key), theme.px(18)) + theme.px(8)
        wide = theme.metrics(12).horizontalAdvance(act.rule)
        return QRect(right - wide, 0, wide, theme.px(26))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place, act = event.position().toPoint(), self.act()
        if event.button() != Qt.MouseButton.LeftButton:
            pass
        elif act.rule and self._rule_place(act).contains(place):
            open_rule(self, act.rule)
        elif self.rect().contains(place):
            self.chosen.emit(self.act().action)
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.chosen.emit(self.act().action)
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)


class ActRows(QWidget):
    """Acts below each other; the same acts keep their rows, so that focus and place stay."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts: tuple[ActView, ...] = ()
        self._rows: list[ActRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)
        self.theme = follow(self)

    def rows(self) -> list[ActRow]:
        """The rows that show an act, in order."""
        return self._rows[: len(self._acts)]

    def restyle(self) -> None:
        """Take new measures: the column of titles is measured anew."""
        acts, self._acts = self._acts, ()
        self.set_acts(acts)

    def set_acts(self, acts: Sequence[ActView]) -> None:
        """Show these acts."""
        if tuple(acts) == self._acts:
            return
        self._acts = tuple(acts)
        metrics = self.theme.metrics(13, bold=True)
        widest = max((metrics.horizontalAdvance(act.title) for act in acts), default=0)
        column = min(widest, self.theme.px(150))
        while len(self._rows) < len(acts):
            row = ActRow()
            row.chosen.connect(self.chosen)
            row.help_chosen.connect(self.chosen)
            self._column.addWidget(row)
            self._rows.append(row)
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(acts))
            if at < len(acts):
                row.set_act(acts[at], column)
