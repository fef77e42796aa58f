"""The past in bulk: final cases as pure functions of seed and number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.domain.case import Case, TimelineEntry
    from workbench.platforms.sandbox.desk import Rulebook
    from workbench.platforms.sandbox.trade.catalogue import ShopSeed


def bulk_history(
    seed: int,
    count: int,
    *,
    shops: Sequence[ShopSeed],
    until: int,
    days: int,
    rules: Rulebook,
) -> Iterator[tuple[Case, tuple[TimelineEntry, ...]]]:
    """``count`` final cases of the ``days`` before ``until``, oldest first."""
    del seed, count, shops, until, days, rules
    yield from ()
