"""The parts of the queue, made and connected to nothing but each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.ui.models import phrasing
from workbench.ui.models.queue_model import QueueModel
from workbench.ui.queue.card_list import CardList
from workbench.ui.queue.keeper import Keeper
from workbench.ui.queue.loader import QueueLoader
from workbench.ui.queue.page_view import QueueView
from workbench.ui.queue.pane_host import PaneHost
from workbench.ui.queue.saved_views import SavedViews
from workbench.ui.values import Density

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.ui.queue.batch import Batch
    from workbench.ui.session import Session

SKELETON_MS = 300


class QueueParts(QWidget):
    """Model, list, layout, loader and helpers of one queue; ``batch_done`` with outcomes."""

    batch_done = Signal(object)

    def __init__(
        self,
        session: Session,
        make_pane: Callable[[Session], QWidget],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.model = QueueModel(self.around, self)
        self.cards = CardList(self.model, Density(session.settings.density))
        self.view = QueueView(self.cards)
        self.loader = QueueLoader(session, self.model, self)
        self.keeper = Keeper(self.model, self.cards, session.now)
        self.saved = SavedViews(session, self)
        self.pane = PaneHost(session, make_pane, self.view.right, self.view.idle, self)
        self._batch: Batch | None = None
        self.slow = QTimer(self)
        self.slow.setObjectName("queue skeleton")
        self.slow.setSingleShot(True)
        self.slow.setInterval(SKELETON_MS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    @property
    def batch(self) -> Batch:
        """What is done with several cards; made when several are first chosen."""
        if self._batch is None:
            from workbench.ui.queue.batch import Batch

            self._batch = Batch(self.session, self.view.list.batch, self)
            self._batch.finished.connect(self.batch_done)
        return self._batch

    def around(self) -> phrasing.Around:
        """What cards are phrased by now."""
        settings = self.session.settings
        return phrasing.Around(
            now=self.session.now(),
            thresholds=self.session.thresholds(),
            actor=self.session.actor,
            language=settings.language,
            seconds_shown=phrasing.seconds_shown(settings.seconds_shown),
            rounds=settings.rounds,
            undo_ms=settings.undo_seconds * 1000,
        )
