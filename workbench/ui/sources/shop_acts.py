"""Changing shops: keep, rename, platform, addresses, and reading one now (off the UI thread)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.base.texts import _
from workbench.domain.kinds import Platform
from workbench.ui.sources.shop_page import Synced

if TYPE_CHECKING:
    from workbench.domain.case import Address, Shop
    from workbench.services.workbench import SyncReport
    from workbench.ui.session import Session


class ShopActs(QObject):
    """``changed(shop id)`` after a write ("" for an address); ``syncing(bool)`` around a sync.

    ``synced`` keeps the last report of every shop read from here.
    """

    changed = Signal(str)
    syncing = Signal(bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._busy = False
        self.synced: dict[str, Synced] = {}

    def keep(self, shop: Shop) -> None:
        """Add or change a shop."""
        actor = self._session.actor
        self._session.operations.write(
            lambda door: door.save_shop(shop, actor), lambda saved: self.changed.emit(saved.id)
        )

    def move(self, shop: Shop, platform: object) -> None:
        """Say which platform it is: no longer assumed."""
        self.keep(replace(shop, platform=Platform(str(platform)), platform_assumed=False))

    def keep_address(self, address: Address) -> None:
        """Add or change a return address."""
        actor = self._session.actor

        def done(_saved: Address) -> None:
            self._session.told.emit(_("The address is kept."), "ok")
            self.changed.emit("")

        self._session.operations.write(lambda door: door.save_address(address, actor), done)

    def sync(self, shop: Shop) -> None:
        """Read one shop's changes now; a second wish meanwhile is dropped."""
        if self._busy:
            return
        number = str(shop.id)
        self._stand(True)

        def done(reports: list[SyncReport]) -> None:
            for report in reports:
                if report.shop in (number, shop.name):
                    self.synced[number] = Synced(at=self._session.now(), report=report)
            self._stand(False)
            self.changed.emit(number)

        def failed(error: Exception) -> None:
            self._stand(False)
            self._session.operations.failed.emit(error)

        self._session.operations.reach(lambda door: door.sync(number), done, failed)

    def _stand(self, busy: bool) -> None:
        self._busy = busy
        self.syncing.emit(busy)
