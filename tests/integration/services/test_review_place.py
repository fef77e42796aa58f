"""A data directory after a restore, and after its window was killed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from workbench.base.clock import wall_ms
from workbench.bootstrap.house import OpenHouse
from workbench.bootstrap.place import Place
from workbench.bootstrap.world import make_world
from workbench.domain.kinds import Delivery
from workbench.store import upkeep
from workbench.store.queries import SqlQueries

if TYPE_CHECKING:
    from pathlib import Path

WINDOW = """
import sys, time
from pathlib import Path
from workbench.bootstrap.place import Place
Place(Path(sys.argv[1])).run_on()
print("runs", flush=True)
time.sleep(60)
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("place") / "template"
    place = Place(folder)
    make_world(place, cases=60, pending=40, seed=3, platforms=["tmall"], clock=None)
    place.close()
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    return shutil.copytree(template, tmp_path / "data")


def test_a_restore_is_noted_at_the_directorys_time(folder: Path, tmp_path: Path) -> None:
    """#28, CLK-6: one clock, also for the audit."""
    house = OpenHouse(Place(folder))
    try:
        house.backup(tmp_path / "b.db")
        house.restore(tmp_path / "b.db")
        last = SqlQueries(house.place.store.connections).audit(limit=1)[0]
        assert (last.command, last.at) == ("restore", house.place.sandbox.now())
    finally:
        house.close()


def test_a_restored_opening_is_shown_as_unknown_on_its_entry(folder: Path, tmp_path: Path) -> None:
    """#29: like the intent of a case."""
    house = OpenHouse(Place(folder))
    try:
        order = next(o for o in house.queries.orders(limit=999) if not house.door.eligibility(o))
        house.sandbox.fail("session_expired", action=None, times=99, execute=None)
        house.door.open_entries([(order.shop, order.order_id)])
        with house.place.store.read() as uow:
            before = uow.orders.entry(order.shop, order.order_id)
        assert before is not None
        assert before.delivery is Delivery.WAITING
        upkeep.backup(house.place.store, tmp_path / "b.db")
        assert house.restore(tmp_path / "b.db")["looked_up"] == 1
        with house.place.store.read() as uow:
            after = uow.orders.entry(order.shop, order.order_id)
        assert after == replace(before, delivery=Delivery.UNKNOWN)
    finally:
        house.close()


def test_the_clock_of_a_killed_window_stands_still(folder: Path) -> None:
    """#27: where it was last lived through; while the window lives it runs."""
    with subprocess.Popen(
        [sys.executable, "-c", WINDOW, str(folder)], stdout=subprocess.PIPE, text=True
    ) as window:
        try:
            assert window.stdout is not None
            assert window.stdout.readline() == "runs\n"
            place = Place(folder)
            assert _moves(place)
            place.close()
        finally:
            window.kill()
    place = Place(folder)
    assert not _moves(place)
    place.close()


def _moves(place: Place) -> bool:
    """Whether the simulated clock follows real time."""
    seen = place.sandbox.now()
    place.sandbox.wall = lambda: wall_ms() + 3_600_000
    return place.sandbox.now() > seen
