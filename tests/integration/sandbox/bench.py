"""A small world on a fake wall clock, and hands to act in it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.integration.sandbox import packs
from workbench.domain.kinds import CaseType, Platform, Stage
from workbench.platforms.sandbox.gateway import SandboxGateway
from workbench.platforms.sandbox.sandbox import Sandbox
from workbench.services.ports import Act, Answer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workbench.domain.reading import Reading

HOUR = 3_600_000
DAY = 24 * HOUR


@dataclass
class Wall:
    """Real time, as the test has it."""

    at: int = 1_800_000_000_000

    def __call__(self) -> int:
        return self.at


@dataclass
class Bench:
    """One sandbox with its gateway; ``act`` numbers its commands."""

    sandbox: Sandbox
    wall: Wall
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.gateway = SandboxGateway(self.sandbox)

    def readings(self, shop: str = "") -> list[Reading]:
        """Every case that the platform tells of."""
        found: list[Reading] = []
        for one in self.sandbox.shops():
            if shop in ("", one.id):
                cursor, more = "", True
                while more:
                    page = self.gateway.changes(one.id, cursor, limit=50)
                    found += page.readings
                    cursor, more = page.cursor, page.more
        return found

    def read(self, reading: Reading) -> Reading:
        """The same case now."""
        found = self.gateway.read_case(reading.key.shop, reading.key.case_id)
        assert found is not None
        return found

    def new_case(self, kind: CaseType, platform: Platform = Platform.TMALL, **args: Any) -> Reading:
        """A fresh application of a type on an order of its own."""
        shop = next(one for one in self.sandbox.shops() if one.platform is platform)
        with self.sandbox.desk() as desk:
            from workbench.platforms.sandbox import ids
            from workbench.platforms.sandbox.trade import arrivals
            from workbench.platforms.sandbox.trade.catalogue import catalogue

            number = ids.ARRIVED + 50_000_000 + next(self.numbers)
            seed = next(one for one in catalogue().shops if one.id == shop.id)
            order, case = arrivals.invent(
                seed, desk.dice("test", number), number=number, applied_at=desk.now, wanted=kind
            )
            for name, value in args.items():
                setattr(case, name, value)
            desk.put(order)
            arrivals.start(desk, case)
            case_id = case.case_id
        found = self.gateway.read_case(shop.id, case_id)
        assert found is not None
        assert found.type is kind, "the catalogue has no such complaint for this platform"
        return found

    def make_act(
        self, reading: Reading, action: str, args: dict[str, Any] | None = None, *,
        files: tuple[tuple[str, str], ...] = (), command_id: str = "", version: str | None = None,
    ) -> Act:  # fmt: skip
        """An act on a case as it was read."""
        return Act(
            command_id=command_id or f"c{next(self.numbers)}",
            shop=reading.key.shop,
            case_id=reading.key.case_id,
            order_id=reading.order_id,
            action=action,
            args=args or {},
            platform_version=reading.platform_version if version is None else version,
            at=self.sandbox.now(),
            files=files,
        )

    def act(
        self, reading: Reading, action: str, args: dict[str, Any] | None = None, **more: Any
    ) -> Answer:
        """Deliver an act on the case as it was read."""
        return self.gateway.deliver(self.make_act(reading, action, args, **more))

    def now_act(
        self, reading: Reading, action: str, args: dict[str, Any] | None = None, **more: Any
    ) -> Answer:
        """Read the case again, then act on it."""
        return self.act(self.read(reading), action, args, **more)

    def stage(self, reading: Reading) -> Stage:
        """Where the case stands now."""
        return self.read(reading).stage

    def executed(self) -> list[dict[str, Any]]:
        """The ledger."""
        rows: list[dict[str, Any]] = self.sandbox.ledger()["executed"]
        return rows


def make_bench(folder: Path, *, pending: int = 0, scripted: bool = False, seed: int = 3) -> Bench:
    """A world with one shop per platform."""
    wall = Wall()
    sandbox = Sandbox(folder / "sandbox.db", packs.book(), wall=wall)
    sandbox.new(cases=pending, pending=pending, seed=seed, scripted=scripted, arrivals=0)
    return Bench(sandbox, wall)
