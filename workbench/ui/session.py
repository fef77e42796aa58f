"""What every screen shares: the clock, the settings, who is working, the operations, the news."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.base import texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workbench.base.clock import Clock
    from workbench.base.settings import Settings
    from workbench.services.model import ActResult
    from workbench.services.ports import Change
    from workbench.services.queries import Thresholds
    from workbench.ui.operations import Operations

Hint = tuple[tuple[str, ...], str]  # caps, and what they do (msgid), for the status line


class Session(QObject):
    """One window's surroundings; screens get it and nothing else.

    Signals: ``changed`` with the ``Change``s of a write (own or foreign) after the store has
    them; ``settings_changed``; ``language_changed`` (screens phrase again at once);
    ``acted`` with every ``ActResult`` of this window; ``asked`` with a screen name and an
    argument, for going somewhere ("queue", case key) without screens knowing each other.

    ``beat`` with now (epoch ms) each second, ten times as often while somebody is ``hurried``;
    ``heard`` with the ``News`` of the store (row ids too), own writes included; ``summarised``
    with the ``Overview`` of the header; ``hinted`` with the key hints of the moment;
    ``searched`` with the words of the search field; ``shop_changed`` with a shop id or "".
    """

    changed = Signal(object)
    settings_changed = Signal()
    language_changed = Signal()
    acted = Signal(object)
    asked = Signal(str, object)
    told = Signal(str, str)  # one sentence for the toast, and its kind: info, soon, crit, ok
    batch_acted = Signal(object)
    beat = Signal(object)
    heard = Signal(object)
    summarised = Signal(object)
    hinted = Signal(object)
    hurried = Signal(object, bool)  # somebody, and whether a line of its moves ten times a second
    searched = Signal(str)
    shop_changed = Signal(str)

    def __init__(
        self,
        *,
        operations: Operations,
        clock: Clock,
        settings: Settings,
        save_settings: Callable[[Settings], None],
        data_dir: Path,
        actor: str,
        demo: bool,
        thresholds: Callable[[Settings], Thresholds],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.operations = operations
        self.clock = clock
        self.settings = settings
        self.data_dir = data_dir
        self.actor = actor
        self.demo = demo
        self.shop = ""  # the shop switch: an id, or "" for all
        self.batching = False  # true while the results of one batch are being told
        self._save = save_settings
        self._thresholds = thresholds

    def now(self) -> int:
        """The directory's now, UTC epoch ms (CLK-6)."""
        return self.clock.now()

    def thresholds(self) -> Thresholds:
        """CLK-7 thresholds as set now."""
        return self._thresholds(self.settings)

    def apply_settings(self, settings: Settings) -> None:
        """Take new settings at once and keep them."""
        language = settings.language != self.settings.language
        self.settings = settings
        self._save(settings)
        if language:
            texts.set_language(settings.language)
            self.language_changed.emit()
        self.settings_changed.emit()

    def choose_shop(self, shop: str) -> None:
        """Show one shop everywhere, or all with ""."""
        if shop != self.shop:
            self.shop = shop
            self.shop_changed.emit(shop)

    def report(self, result: ActResult) -> None:
        """Tell every screen what an act of this window did."""
        self.acted.emit(result)
        if result.changes:
            self.changed.emit(result.changes)

    def report_all(self, results: tuple[ActResult, ...]) -> None:
        """Tell every screen what one batch did; it is taken back as one."""
        self.batch_acted.emit(results)
        self.batching = True
        for result in results:
            self.acted.emit(result)
        self.batching = False
        changes = tuple(change for result in results for change in result.changes)
        if changes:
            self.changed.emit(changes)

    def news(self, changes: tuple[Change, ...]) -> None:
        """Tell every screen what somebody else changed."""
        if changes:
            self.changed.emit(changes)
