"""The queue as a screen: views, list and case pane together, by keys all the way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from workbench.domain.case import CaseKey
from workbench.domain.kinds import View
from workbench.services.queries import CaseQuery
from workbench.ui.queue.hand import Hand
from workbench.ui.queue.parts import QueueParts
from workbench.ui.queue.showing import Showing
from workbench.ui.values import Density

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.ui.frame.overview import Overview
    from workbench.ui.session import Session


class QueuePage(QueueParts):
    """The screen. ``make_pane`` makes the case pane (see ``pane_host.Pane``) at its first use."""

    def __init__(
        self,
        session: Session,
        make_pane: Callable[[Session], QWidget],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, make_pane, parent)
        self.showing = Showing(self)
        self.hand = Hand(self, self.showing)
        session.beat.connect(self.hand.beat)
        session.heard.connect(self.hand.heard)
        session.acted.connect(self.hand.acted)
        session.language_changed.connect(self._phrase)
        session.settings_changed.connect(self._settings_changed)
        session.summarised.connect(self._summarised)
        session.searched.connect(self._searched)
        session.shop_changed.connect(self._shop_changed)
        self.setFocusProxy(self.cards)
        self.showing.phrase()
        self.showing.set_query(CaseQuery(shop=session.shop))

    def visit(self, argument: object) -> None:
        """Come here for something: a case (``CaseKey``), a ``View``, or a ``CaseQuery``."""
        self.cards.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(argument, CaseKey):
            self.showing.go_to(argument)
        elif isinstance(argument, CaseQuery):
            self.showing.set_query(argument)
        elif isinstance(argument, View):
            self.showing.set_query(replace(self.showing.query, view=argument))

    def list_width(self) -> int:
        """The width of the list a person has chosen, to be remembered."""
        return self.view.wished_width

    def set_list_width(self, width: int) -> None:
        """Take the remembered width of the list."""
        self.view.wish_width(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Keys come up here from whatever has the focus and did not want them: editors keep theirs.
        if not self.hand.key(event):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.loader.look()

    def _phrase(self) -> None:
        self.model.restate()
        self.showing.phrase()
        self.cards.restyle()
        self.cards.viewport().update()

    def _settings_changed(self) -> None:
        self.cards.set_density(Density(self.session.settings.density))
        self.model.restate()
        self.cards.viewport().update()
        self.loader.count()

    def _summarised(self, overview: Overview) -> None:
        self.showing.summarised(overview.summary)

    def _searched(self, text: str) -> None:
        self.showing.set_query(replace(self.showing.query, search=text.strip()))

    def _shop_changed(self, shop: str) -> None:
        self.showing.set_query(replace(self.showing.query, shop=shop))
