"""``House`` of the command line over an opened data directory."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from workbench.base import logs, paths, texts
from workbench.base import settings as settings_file
from workbench.base.clock import wall_ms
from workbench.bootstrap.place import Place
from workbench.bootstrap.world import Desk, make_world
from workbench.domain.kinds import Platform
from workbench.store.opening import store_file

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.base.settings import Settings
    from workbench.base.texts import Text
    from workbench.cli.house import Globals
    from workbench.services.door import Workbench
    from workbench.services.queries import Queries, Thresholds


DEMO_ARRIVALS = 120  # a day: something new every dozen minutes


class OpenHouse:
    """``House`` of the command line."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.folder = place.folder
        self._log = logs.start(place.folder, "workbench")

    @cached_property
    def door(self) -> Workbench:
        """The use cases on this directory's time."""
        return self.place.door()

    @cached_property
    def queries(self) -> Queries:
        """Reading."""
        return self.place.queries()

    @cached_property
    def sandbox(self) -> Desk:
        """The simulated platform."""
        return Desk(self.place)

    def settings(self) -> Settings:
        """The settings now."""
        return self.place.settings()

    def thresholds(self) -> Thresholds:
        """CLK-7."""
        return self.place.thresholds()

    def backup(self, file: Path) -> dict[str, Any]:
        """A checked copy of the store."""
        from workbench.store import upkeep

        return upkeep.backup(self.place.store, file)

    def restore(self, file: Path) -> dict[str, Any]:
        """Put a backup in place."""
        from workbench.store import restoring

        now = self.place.now()
        self.place.close()
        return restoring.restore(store_file(self.folder), file, at=now)

    def doctor(self) -> list[Text]:
        """Everything that is wrong."""
        from workbench.services.policies import shipped
        from workbench.store import upkeep

        problem = settings_file.load(self.folder)[1]
        found = [*upkeep.doctor(self.place.store), *shipped()[1], *self.place.words_wrong()]
        return found if problem is None else [*found, problem]

    def verify_audit(self) -> tuple[bool, int, int | None]:
        """Check the chain."""
        with self.place.store.read() as uow:
            return uow.audit.verify()

    def window(self) -> int:
        """Open the window on this directory."""
        from workbench.bootstrap.window import run_window

        return run_window(self.place, demo=False)

    def demo(self) -> int:
        """The living demo shop, in a folder of its own."""
        from workbench.bootstrap.window import run_window

        return run_window(self._demo_place(), demo=True)

    def tour(self, pictures: Path) -> list[str]:
        """Play the main job and take pictures."""
        from workbench.bootstrap.tour import story

        return story.play(pictures)

    def bench(self, cases: int, save: Path | None) -> dict[str, Any]:
        """The benchmarks."""
        from workbench.bootstrap.bench import report

        return report.run(cases, save)

    def _demo_place(self) -> Place:
        place = Place(self.folder / "demo")
        if not place.simulated:
            make_world(
                place, cases=1_200, pending=90, seed=7, platforms=[str(p) for p in Platform],
                clock=wall_ms(), arrivals=DEMO_ARRIVALS,
            )  # fmt: skip
        return place

    def close(self) -> None:
        """Give connections back, and end the log."""
        self.place.close()
        logs.stop(self._log)


def open_house(options: Globals) -> OpenHouse:
    """The data directory of one run, with its language and its log."""
    folder = options.data_dir if options.data_dir is not None else paths.default_data_dir()
    place = Place(folder)
    if not options.lang:
        texts.set_language(place.settings().language)
    return OpenHouse(place)
