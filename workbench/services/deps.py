"""What the use cases work with: store, platforms, policies, clock, settings. Built by bootstrap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from workbench.base import clock as clocks
from workbench.services import wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.base.clock import Clock
    from workbench.domain.policy.model import PolicyBook
    from workbench.domain.wording.model import WordData
    from workbench.services.ports import Attachments, Gateways, Store


class SettingsLike(Protocol):
    """The settings that decisions look at."""

    @property
    def undo_seconds(self) -> int: ...
    @property
    def rounds(self) -> int: ...
    @property
    def purse_case_fen(self) -> int | None: ...
    @property
    def purse_day_fen(self) -> int | None: ...
    @property
    def allow_old_entries(self) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Deps:
    """Belongs to one thread. ``wall`` is real time in ms, for leases and retries only."""

    store: Store
    gateways: Gateways
    book: PolicyBook
    clock: Clock
    attachments: Attachments
    settings: Callable[[], SettingsLike]
    wall: Callable[[], int] = clocks.wall_ms
    owner_token: str = "here"
    words: Callable[[], WordData] = wording.shipped

    def now(self) -> int:
        """The directory's now (CLK-6)."""
        return self.clock.now()
