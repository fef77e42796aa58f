"""Stores to measure on: a small simulated world, multiplied."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.base.clock import wall_ms
from workbench.bootstrap.place import Place
from workbench.bootstrap.world import make_world
from workbench.domain.case import CaseKey
from workbench.domain.kinds import CaseId, Millis, OrderId, Platform
from workbench.store.bulk import Bulk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workbench.domain.case import Case, TimelineEntry

SEEDS = 200  # pending cases of the world that is multiplied


def make_store(folder: Path, pending: int) -> Place:
    """A data directory with ``pending`` cases that are not final, made of believable ones."""
    place = Place(folder)
    few = min(pending, SEEDS)
    make_world(
        place, cases=few + 20, pending=few, seed=7, platforms=[str(p) for p in Platform],
        clock=wall_ms(),
    )  # fmt: skip
    if pending > few:
        with place.store.read() as uow:
            keys = [k for shop in uow.shops.all() for k in uow.cases.open_keys(shop.id)]
            found = uow.cases.get_many(keys)
        Bulk(place.store).save_cases(_copies(list(found.values()), pending - len(found)))
    return place


def _copies(seeds: list[Case], count: int) -> Iterator[tuple[Case, tuple[TimelineEntry, ...]]]:
    """Copies under ids of their own, their deadlines spread over the days to come."""
    for number in range(count):
        case = seeds[number % len(seeds)]
        due = case.deadline.at
        moved = None if due is None else Millis(due + (number // len(seeds)) * 97_000)
        yield (
            replace(
                case,
                key=CaseKey(case.key.shop, CaseId(f"9{number:015d}")),
                order_id=OrderId(f"8{number:015d}"),
                deadline=replace(case.deadline, at=moved),
                intent=None,
            ),
            (),
        )
