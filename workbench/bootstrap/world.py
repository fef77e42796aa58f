"""Simulated shops: made in an empty directory, and driven from the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.base.errors import KnownError
from workbench.base.texts import text
from workbench.domain import beijing
from workbench.domain.kinds import Platform

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.bootstrap.place import Place
    from workbench.platforms.sandbox.sandbox import Sandbox


def make_world(
    place: Place,
    *,
    cases: int,
    pending: int,
    seed: int,
    platforms: Sequence[str],
    clock: int | None,
    arrivals: int | None = None,
) -> dict[str, Any]:
    """Make the simulated shops in an empty directory and read everything in.

    ``arrivals`` new cases come per day; None: as many as suit the pending ones.
    """
    with place.store.read() as uow:
        if uow.shops.all():
            raise KnownError(
                "usage",
                text("This directory has shops already: use an empty --data-dir."),
            )
    wanted = [Platform(name) for name in platforms]
    shops = place.sandbox.new(cases, pending, seed, wanted, clock, arrivals=arrivals)
    with place.store.write() as uow:
        for shop in shops:
            uow.shops.save(shop)
            for address in place.sandbox.addresses(shop.id):
                uow.shops.save_address(address)
        uow.commit()
    from workbench.store.bulk import Bulk

    Bulk(place.store).save_cases(place.sandbox.history())
    reports = place.door().sync()
    return {
        "shops": [shop.name for shop in shops],
        "now": beijing.iso(place.sandbox.now()),
        "cases": cases,
        "pending": pending,
        "read": sum(report.read for report in reports),
    }


@dataclass(frozen=True, slots=True)
class Desk:
    """``SandboxDesk`` of the command line over the simulated platform."""

    place: Place

    def _there(self) -> Sandbox:
        if not self.place.simulated:
            raise KnownError(
                "no_sandbox", text("There is no sandbox here: “workbench sandbox new” makes one.")
            )
        return self.place.sandbox

    def new(
        self, *, cases: int, pending: int, seed: int, platforms: Sequence[str], clock: int | None
    ) -> dict[str, Any]:
        """Make a world."""
        return make_world(
            self.place, cases=cases, pending=pending, seed=seed, platforms=platforms, clock=clock
        )

    def now(self) -> int:
        """The platform's time."""
        return self._there().now()

    def advance(self, duration_ms: int) -> int:
        """Move the clock ahead."""
        return self._there().advance(duration_ms)

    def buyer(self, case_id: str, act: str, args: Mapping[str, Any]) -> dict[str, Any]:
        """One act of a buyer; the case as the platform has it then."""
        self._there().buyer(case_id, act, args)
        return self.state(case_id)

    def apply(self, order_id: str, args: Mapping[str, Any]) -> dict[str, Any]:
        """A buyer applies."""
        return {"case_id": self._there().apply(order_id, args)}

    def request_entry(self, order_id: str) -> dict[str, Any]:
        """A buyer asks for the entry."""
        self._there().request_entry(order_id)
        return {"order_id": order_id, "state": "requested"}

    def referee(self, case_id: str, verdict: str) -> dict[str, Any]:
        """The platform decides."""
        self._there().referee(case_id, verdict)
        return self.state(case_id)

    def fail(
        self, kind: str, *, action: str | None, times: int, execute: bool | None
    ) -> dict[str, Any]:
        """Plan a fault."""
        self._there().fail(kind, action, times, execute)
        return {"kind": kind, "action": action, "times": times, "execute": execute}

    def ledger(self) -> dict[str, Any]:
        """What was executed."""
        found = self._there().ledger()
        return {"executed": [self._named(row) for row in found["executed"]]}

    def _named(self, found: dict[str, Any]) -> dict[str, Any]:
        """Shops by the name that people type, as everywhere else."""
        names = {shop.id: shop.name for shop in self._there().shops()}
        return {**found, "shop": names.get(found["shop"], found["shop"])}

    def state(self, case_id: str) -> dict[str, Any]:
        """A case as the platform has it."""
        found = self._there().state(case_id)
        executed = [self._named(row) for row in found["executed"]]
        return {**self._named(found), "executed": executed}
