"""What a world of shops is made from."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.domain.kinds import Platform
from workbench.platforms.sandbox.trade.catalogue import ShopSeed, catalogue

BIG = 100_000  # cases from which there are more shops and a longer past


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a world is made from; the same plan makes the same world."""

    cases: int
    pending: int
    seed: int
    platforms: tuple[Platform, ...]
    clock: int
    arrivals: int | None
    scripted: bool

    @property
    def shops(self) -> tuple[ShopSeed, ...]:
        """Four shops, seven in a big world; only those of the platforms asked for."""
        return tuple(
            seed
            for seed in catalogue().shops
            if (self.cases >= BIG or not seed.big)
            and (not self.platforms or seed.platform in self.platforms)
        )

    @property
    def days(self) -> int:
        """How far the past reaches back."""
        return 365 if self.cases >= BIG else 60
