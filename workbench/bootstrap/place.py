"""One data directory opened: its store, its platforms, its clock, for any thread that asks.

What only a decision needs is imported when the first door opens: the window paints before that.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from workbench.base import paths, processes
from workbench.base import settings as settings_file
from workbench.base.clock import OffsetClock, wall_ms
from workbench.base.errors import KnownError
from workbench.base.texts import text
from workbench.domain.kinds import ShopKind
from workbench.services.queries import Thresholds
from workbench.store.opening import open_store, store_file

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.base.settings import Settings
    from workbench.base.texts import Text
    from workbench.domain.case import Shop
    from workbench.domain.policy.model import PolicyBook
    from workbench.domain.wording.model import WordData
    from workbench.platforms.sandbox.sandbox import Sandbox
    from workbench.services.deps import Deps
    from workbench.services.door import Workbench
    from workbench.services.ports import Gateway
    from workbench.services.queries import Queries
    from workbench.store.unit import Store

SANDBOX_FILE = "sandbox.db"
RUNNER = "runner"  # the process that lets the simulated clock run


class SandboxClock:
    """The simulated platform's time, asked for each time (it stands still, or runs)."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def now(self) -> int:
        """Now at the platform, UTC epoch ms."""
        return self._sandbox.now()


class Platforms:
    """``Gateways``: the right one for each kind of shop."""

    def __init__(self, place: Place) -> None:
        self._place = place

    def of(self, shop: Shop) -> Gateway:
        """The gateway of a shop. Raises ``KnownError`` where its kind is not connected."""
        if shop.kind == ShopKind.SANDBOX:
            from workbench.platforms.sandbox.gateway import SandboxGateway

            return SandboxGateway(self._place.sandbox)
        if shop.kind == ShopKind.FILES:
            from workbench.platforms.handoff.gateway import HandoffGateway

            return HandoffGateway(self._place.book, shop)
        raise KnownError(
            "not_connected",
            text("“{name}” has no connection: work with its files for now.", name=shop.name),
        )

    def tick(self) -> None:
        """Let the simulated platform catch up with its clock."""
        if self._place.simulated:
            self._place.sandbox.tick()
            self._place.follow()

    def alive(self, owner: str) -> bool:
        """Whether a sender still runs."""
        return processes.alive(owner)


class Place:
    """One data directory. Threads share it; what SQLite holds is opened once for each thread."""

    def __init__(self, folder: Path) -> None:
        self.folder = paths.ensure_folder(folder)
        self.clock = OffsetClock(0)
        self.running = False

    @cached_property
    def book(self) -> PolicyBook:
        """The policy packs."""
        from workbench.services.policies import default_book

        return default_book()

    @cached_property
    def _words(self) -> tuple[WordData, tuple[Text, ...]]:
        from workbench.services import wording

        return wording.load(self.folder)

    def words(self) -> WordData:
        """The word list, with what this directory changes."""
        return self._words[0]

    def words_wrong(self) -> tuple[Text, ...]:
        """What is wrong with this directory's changes of the word list."""
        return self._words[1]

    @cached_property
    def store(self) -> Store:
        """The store, made or upgraded where needed."""
        return open_store(store_file(self.folder))

    @property
    def simulated(self) -> bool:
        """Whether this directory lives on the simulated platform."""
        return (self.folder / SANDBOX_FILE).is_file()

    @cached_property
    def sandbox(self) -> Sandbox:
        """The simulated platform of this directory."""
        from workbench.platforms.sandbox.sandbox import Sandbox

        if not self.running:
            self._stand_after_a_crash()
        return Sandbox(self.folder / SANDBOX_FILE, self.book)

    def _stand_after_a_crash(self) -> None:
        """A killed window left the clock running: it stands where it was last lived through."""
        if not self.simulated:
            return
        from workbench.platforms.sandbox import books, clockwork

        kept = books.Books(self.folder / SANDBOX_FILE)
        with kept.read() as connection:
            runner = books.get_value(connection, RUNNER)
            left = clockwork.mode(connection) is clockwork.Mode.RUNNING and runner
        if left and not processes.alive(runner):
            with kept.write() as connection:
                if books.get_value(connection, RUNNER) == runner:
                    clockwork.set_mode(connection, clockwork.Mode.STANDING, wall_ms())
        kept.close()

    def run_on(self) -> None:
        """The window opens: a simulated clock runs on from where it stands, with real time.

        Only the clock's own modules are loaded for it: the first card waits for this.
        """
        if not self.simulated:
            return
        from workbench.platforms.sandbox import clockwork
        from workbench.platforms.sandbox.books import Books, set_value

        books, wall = Books(self.folder / SANDBOX_FILE), wall_ms()
        with books.write() as connection:
            clockwork.resume(connection, wall)
            set_value(connection, RUNNER, processes.token())
            self.clock.offset_ms = clockwork.now(connection, wall) - wall
        books.close()
        self.running = True

    def now(self) -> int:
        """The directory's now (CLK-6), without opening its store."""
        return self.sandbox.now() if self.simulated and not self.running else self.clock.now()

    def follow(self) -> None:
        """Take the running clock's offset over; somebody may have moved it meanwhile."""
        if self.running:
            self.clock.offset_ms = self.sandbox.now() - wall_ms()

    def stand(self) -> None:
        """The window closes: a simulated clock stands still again, as the command line wants."""
        if self.running:
            self.sandbox.set_mode("standing")
            self.running = False

    def settings(self) -> Settings:
        """The settings as they stand in the file now."""
        return settings_file.load(self.folder)[0]

    def thresholds(self) -> Thresholds:
        """CLK-7 from the settings."""
        return thresholds(self.settings())

    def deps(self) -> Deps:
        """What the use cases work with; a running clock is read without asking the platform."""
        from workbench.services.deps import Deps
        from workbench.store.attachments import AttachmentStore

        standing = self.simulated and not self.running
        return Deps(
            store=self.store,
            gateways=Platforms(self),
            book=self.book,
            clock=SandboxClock(self.sandbox) if standing else self.clock,
            attachments=AttachmentStore(self.folder),
            settings=self.settings,
            owner_token=processes.token(),
            words=self.words,
        )

    def door(self) -> Workbench:
        """The use cases."""
        from workbench.platforms.files.reader import FileReader
        from workbench.services.door import Workbench

        return Workbench(self.deps(), FileReader(self.book))

    def queries(self) -> Queries:
        """Reading, on this thread's connection."""
        from workbench.store.queries import SqlQueries

        return SqlQueries(self.store.connections)

    def close(self) -> None:
        """Close this thread's connections."""
        if "store" in self.__dict__:
            self.store.close()
        if "sandbox" in self.__dict__:
            self.sandbox.close()


def thresholds(settings: Settings) -> Thresholds:
    """CLK-7 thresholds in ms."""
    return Thresholds(
        critical_ms=settings.critical_minutes * 60_000, soon_ms=settings.soon_hours * 3_600_000
    )
