"""The counts of an import in a row, each with its icon and word; nothing stands by colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.ui.widgets import paint
from workbench.ui.widgets.base import Painted

if TYPE_CHECKING:
    from collections.abc import Sequence

Figure = tuple[str, str, str, str]  # icon, ink, word, figure


class Counts(Painted):
    """Icon, word, and the figure in bold; as many as there is room for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures: tuple[Figure, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_figures(self, figures: Sequence[Figure]) -> None:
        """Show these."""
        self._figures = tuple(figures)
        self.setAccessibleName(", ".join(f"{word} {count}" for _i, _k, word, count in figures))
        self.update()

    def figures(self) -> tuple[Figure, ...]:
        """What is shown."""
        return self._figures

    def measure(self) -> QSize:
        return QSize(self.theme.px(240), self.theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, painter = self.theme, QPainter(self)
        px, x = theme.px, theme.px(20)
        base = paint.middle(theme, 0, self.height())
        for icon, ink, word, count in self._figures:
            wide = px(21) + theme.width(word) + px(6) + theme.width(count, bold=True) + px(22)
            if x + wide > self.width() + px(22):
                return
            paint.draw_icon(painter, x, (self.height() - px(16)) // 2, icon, theme, ink)
            x += px(21)
            paint.words(painter, x, base, word, theme, "text2")
            x += theme.width(word) + px(6)
            paint.words(painter, x, base, count, theme, "text1", bold=True)
            x += theme.width(count, bold=True) + px(22)
