"""The right side of the queue: makes the case pane when it is first needed, and feeds it calmly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from workbench.base.clock import monotonic_ms

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QStackedWidget, QWidget

    from workbench.domain.case import CaseKey
    from workbench.ui.session import Session

CALM_MS = 80  # a held key runs through many cards: only the one it stops at is read


class Pane(Protocol):
    """What the queue asks of the pane."""

    panel_open_changed: SignalInstance

    def show_case(self, key: CaseKey | None) -> None:
        """Show a case, or nothing."""
        ...

    def run_action(self, name: str) -> None:
        """Do, or open the panel of, an act on the case shown."""
        ...


class PaneHost(QObject):
    """``panel_open`` follows the pane's work panels; ``left``: Esc had nothing left to close."""

    panel_open = Signal(bool)
    left = Signal()

    def __init__(
        self,
        session: Session,
        make_pane: Callable[[Session], QWidget],
        stack: QStackedWidget,
        idle: QWidget,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._make = session, make_pane
        self._stack = stack
        self._idle = idle
        self._widget: QWidget | None = None
        self._key: CaseKey | None = None
        self._shown_at = -CALM_MS
        self._may_make = False
        self._calm = QTimer(self)
        self._calm.setObjectName("pane calm")
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM_MS)
        self._calm.timeout.connect(self._show_now)

    @property
    def key(self) -> CaseKey | None:
        """The case that is, or is about to be, shown."""
        return self._key

    @property
    def widget(self) -> QWidget | None:
        """The pane, once it was needed."""
        return self._widget

    def make_ready(self) -> None:
        """The first cards have been painted: now the pane may take its time to be made."""
        self._may_make = True
        self._show_now()

    def show(self, key: CaseKey | None) -> None:
        """Show a case: at once, or in a moment when the last one came just before.
        Nothing is shown at once: the keys must not reach a case that is gone from the list."""
        if key == self._key:
            return
        self._key = key
        now = monotonic_ms()
        hurried, self._shown_at = now - self._shown_at < CALM_MS, now
        if hurried and key is not None:
            self._calm.start()
        else:
            self._calm.stop()
            self._show_now()

    def run(self, name: str) -> None:
        """Run an act of the pane on the case that is chosen."""
        if self._key is None:
            return
        if self._calm.isActive():
            self._calm.stop()
            self._show_now()
        if self._widget is not None:
            cast("Pane", self._widget).run_action(name)

    def focus(self) -> None:
        """Give the pane, or what is first in it, the focus."""
        pane = self._widget
        if pane is None or self._stack.currentWidget() is not pane:
            return
        if pane.focusProxy() is not None or pane.focusPolicy() is not Qt.FocusPolicy.NoFocus:
            pane.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        following = pane.nextInFocusChain()
        while following is not None and following is not pane:
            if pane.isAncestorOf(following) and _takes_focus(following):
                following.setFocus(Qt.FocusReason.TabFocusReason)
                return
            following = following.nextInFocusChain()

    def come_back(self) -> None:
        """Show the pane (or the idle state) again after something else stood here."""
        self._stack.setCurrentWidget(self._widget if self._key and self._widget else self._idle)

    def _show_now(self) -> None:
        if self._key is not None and self._widget is None and self._may_make:
            self._widget = self._make(self._session)
            self._stack.addWidget(self._widget)
            cast("Pane", self._widget).panel_open_changed.connect(self.panel_open)
            leaving = getattr(self._widget, "closed", None)
            if leaving is not None:
                leaving.connect(self.left)
        if self._widget is not None:
            cast("Pane", self._widget).show_case(self._key)
        self.come_back()


def _takes_focus(widget: QWidget) -> bool:
    return (
        widget.isVisible()
        and widget.isEnabled()
        and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    )
