"""Killed at any moment against a lossy platform: nothing is lost, nothing is done twice.

``kill -9`` says nothing of power cuts (``synchronous=FULL`` is held by the engine's own tests).
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from tests.helpers.kill_child import blind_resend
from workbench.base.clock import wall_ms
from workbench.bootstrap.place import Place
from workbench.bootstrap.world import make_world
from workbench.domain.kinds import Delivery
from workbench.platforms.sandbox.sandbox import Sandbox
from workbench.services.outbox import Outbox

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.services.door import Workbench

RUNS = 60
BLIND_RUNS = 12
LATER_MS = 10_000  # real time passed between the kill and the next start


@dataclass
class Found:
    """What a storm left behind, summed over its runs."""

    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    unexecuted: list[str] = field(default_factory=list)
    unfinished: list[str] = field(default_factory=list)
    states: Counter[str] = field(default_factory=Counter)
    in_flight: int = 0


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("storm") / "template"
    place = Place(folder)
    make_world(place, cases=60, pending=40, seed=11, platforms=["tmall", "douyin"], clock=None)
    place.close()
    return folder


def kill_one(folder: Path, seed: int, *extra: str) -> set[str]:
    """Start a worker, kill it at a random moment, return what it acknowledged."""
    command = [sys.executable, "-m", "tests.helpers.kill_child", str(folder), str(seed), *extra]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        time.sleep(random.Random(seed).uniform(0.0, 0.9))
        child.send_signal(signal.SIGKILL)
        said = child.stdout.read().splitlines()
    return {line[3:] for line in said if line.startswith("ok ") and len(line) == 39}


def later_place(folder: Path) -> tuple[Place, Workbench]:
    """The directory again, ten seconds later, for both sides of the wire."""

    def wall() -> int:
        return wall_ms() + LATER_MS

    place = Place(folder)
    place.__dict__["sandbox"] = Sandbox(folder / "sandbox.db", place.book, wall=wall)
    door = place.door()
    door.deps = replace(door.deps, wall=wall)
    return place, door


def recover(folder: Path, acknowledged: set[str], found: Found) -> None:
    """Start again, settle everything, and compare both sides."""
    place, door = later_place(folder)
    with place.store.read() as uow:
        found.in_flight += sum(
            item.state in (Delivery.SENDING, Delivery.UNKNOWN) for item in uow.outbox.unfinished()
        )
    for _ in range(30):
        door.sync()
        with place.store.read() as uow:
            left = [i for i in uow.outbox.unfinished() if i.state is not Delivery.HANDOFF]
        if not left:
            break
        time.sleep(0.2)
    executed = Counter(row["command_id"] for row in place.sandbox.ledger()["executed"])
    with place.store.read() as uow:
        items = {item.command_id: item for item in uow.outbox.recent(100_000)}
        assert uow.audit.verify()[0]
    found.acknowledged += len(acknowledged)
    found.lost += [name for name in acknowledged if name not in items]
    found.twice += [name for name, times in executed.items() if name and times > 1]
    found.unfinished += [item.command_id for item in left]
    for item in items.values():
        found.states[str(item.state)] += 1
        if item.state is Delivery.DONE and executed[item.command_id] != 1:
            found.unexecuted.append(item.command_id)
    place.close()


def storm(template: Path, tmp_path: Path, runs: int, *extra: str) -> Found:
    found = Found()
    for seed in range(runs):
        folder = tmp_path / f"run{seed}"
        shutil.copytree(template, folder)
        if extra:
            recover_blind(folder, kill_one(folder, seed, *extra), found)
        else:
            recover(folder, kill_one(folder, seed), found)
        shutil.rmtree(folder)
    return found


def recover_blind(folder: Path, acknowledged: set[str], found: Found) -> None:
    """Recovery with the seeded bug in place."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Outbox, "_look_after", blind_resend)
        recover(folder, acknowledged, found)


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_and_nothing_is_executed_twice(
    template: Path, tmp_path: Path
) -> None:
    found = storm(template, tmp_path, RUNS)
    assert found.lost == []
    assert found.twice == []
    assert found.unexecuted == []
    assert found.unfinished == []
    # The storm was a storm: acts were acknowledged, and kills met acts under way.
    assert found.acknowledged > RUNS
    assert found.in_flight > RUNS // 10


@pytest.mark.slow
def test_the_storm_notices_an_act_sent_again_without_looking(
    template: Path, tmp_path: Path
) -> None:
    assert storm(template, tmp_path, BLIND_RUNS, "blind").twice
