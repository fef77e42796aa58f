"""Rows of acts: verdict, title, what it does or why it does not go, rule and key; all focusable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from workbench.base.texts import _
from workbench.ui import phrases
from workbench.ui.theme.plain import set_tip
from workbench.ui.widgets import paint
from workbench.ui.widgets.base import follow
from workbench.ui.widgets.buttons import LinkButton

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

    def __init__(self, act: ActView, column: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._act, self._column = act, column
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("ring_radius", 7)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._help: LinkButton | None = None
        if act.state != "yes" and act.help_action:
            self._help = LinkButton(phrases.action(act.help_action), parent=self)
            self._help.clicked.connect(lambda: self.help_chosen.emit(act.help_action))
        words = phrases.sentences(act.words, act.helps)
        verdict = {"yes": _("possible"), "confirm": _("needs a tick"), "no": _("not possible")}
        self.setAccessibleName(f"{act.title}: {verdict[act.state]}")
        self.setAccessibleDescription(f"{words} {act.rule}".strip())
        set_tip(self, f"{words} · {act.rule}" if act.rule else words)
        self.theme = follow(self)

    def act(self) -> ActView:
        """What it shows."""
        return self._act

    def help_button(self) -> LinkButton | None:
        """The button of what would help."""
        return self._help

    def restyle(self) -> None:
        """Take new colours and measures."""
        self.updateGeometry()
        self.update()

    def _two_lines(self) -> bool:
        return self._act.state != "yes" and bool(self._act.helps or self._help)

    def sizeHint(self) -> QSize:
        line = self.theme.metrics(13).height()
        tall = self.theme.px(26)
        return QSize(self.theme.px(240), tall + line if self._two_lines() else tall)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(160), self.sizeHint().height())

    def resizeEvent(self, event: object) -> None:
        del event
        if self._help is not None:
            hint = self._help.sizeHint()
            room = self.width() - hint.width()
            left = self._text_left()
            said = self.theme.metrics(12).horizontalAdvance(self._act.helps)
            x = min(room, left + said + self.theme.px(8) if said else left)
            self._help.setGeometry(
                x, self.height() - hint.height() - 1, hint.width(), hint.height()
            )

    def _text_left(self) -> int:
        return self.theme.px(24) + self._column + self.theme.px(12)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, act = self.theme, self._act
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
        right = self._paint_right(painter, theme, tall)
        left = self._text_left()
        words = paint.elide(theme, act.words, right - left)
        paint.words(painter, left, base, words, theme, "text2" if faint else "text1")
        if self._two_lines():
            line = theme.metrics(12)
            room = self.width() - left - (self._help.width() + theme.px(8) if self._help else 0)
            helps = paint.elide(theme, act.helps, room, 12)
            paint.words(painter, left, tall + line.ascent(), helps, theme, "text3", 12)

    def _paint_right(self, painter: QPainter, theme: Theme, tall: int) -> int:
        right = self.width()
        if self._act.key:
            right -= max(paint.cap_width(theme, self._act.key), theme.px(18))
            ink = "text3" if self._act.state == "no" else "text2"
            paint.paint_cap(painter, right, (tall - theme.px(18)) // 2, self._act.key, theme, ink)
            right -= theme.px(8)
        if self._act.rule:
            right -= theme.metrics(12).horizontalAdvance(self._act.rule)
            base = paint.middle(theme, 0, tall, 12)
            paint.words(painter, right, base, self._act.rule, theme, "text3", 12)
            right -= theme.px(12)
        return right

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.chosen.emit(self._act.action)
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.chosen.emit(self._act.action)
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
        """The rows, in order."""
        return list(self._rows)

    def restyle(self) -> None:
        """Take new measures: the column of titles is measured anew."""
        acts, self._acts = self._acts, ()
        self.set_acts(acts)

    def set_acts(self, acts: Sequence[ActView]) -> None:
        """Show these acts."""
        if tuple(acts) == self._acts:
            return
        self._acts = tuple(acts)
        focused = next((row.act().action for row in self._rows if row.hasFocus()), "")
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        metrics = self.theme.metrics(13, bold=True)
        widest = max((metrics.horizontalAdvance(act.title) for act in acts), default=0)
        column = min(widest, self.theme.px(150))
        self._rows = []
        for act in acts:
            row = ActRow(act, column)
            row.chosen.connect(self.chosen)
            row.help_chosen.connect(self.chosen)
            self._column.addWidget(row)
            self._rows.append(row)
            if focused and act.action == focused:
                row.setFocus(Qt.FocusReason.OtherFocusReason)
