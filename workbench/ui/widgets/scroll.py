"""A body that scrolls up and down."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from workbench.ui.widgets.base import follow, set_ground


class ScrollBody(QScrollArea):
    """Scrolls its one column; add to ``body`` (QVBoxLayout). Insets 20, spacing 16 unless told."""

    def __init__(
        self,
        *,
        inset: int = 20,
        spacing: int = 16,
        ground: str = "surface",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._inset, self._spacing = inset, spacing
        inner = QWidget()
        set_ground(inner, ground)
        self.body = QVBoxLayout(inner)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._theme = follow(self)
        self.restyle()

    def restyle(self) -> None:
        """Take new colours and measures."""
        inset = self._theme.px(self._inset)
        self.body.setContentsMargins(inset, inset, inset, inset)
        self.body.setSpacing(self._theme.px(self._spacing))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            # Qt asks for the height before the rows inside rows know that they have grown: without
            # this, words that come later are squeezed into the room of those before them.
            self.body.activate()
        return super().eventFilter(watched, event)
