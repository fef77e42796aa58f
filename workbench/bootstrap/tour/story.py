"""What the tour plays: look, agree, take back, negotiate, refuse, reopen, import, switch."""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.base import resources
from workbench.bootstrap.place import Place
from workbench.bootstrap.world import make_world
from workbench.domain.case import Shop
from workbench.domain.kinds import REVIEW_STAGES, Action, Platform, ShopId, ShopKind, View

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.bootstrap.tour.player import Player
    from workbench.domain.case import Case
    from workbench.ui.queue.page import QueuePage

SIZE = (1440, 900)
SMALL = (1280, 720)


def play(pictures: Path) -> list[str]:
    """Play everything in fresh directories; the paths of the pictures, in order.

    Raises ``TourError`` where the window does not do what the story says.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")
    pictures.mkdir(parents=True, exist_ok=True)
    taken: list[str] = []
    with tempfile.TemporaryDirectory(prefix="workbench-tour-") as name:
        demo = Place(Path(name) / "demo")
        make_world(
            demo, cases=1_200, pending=90, seed=7, platforms=[str(p) for p in Platform],
            clock=None,
        )  # fmt: skip
        _window(demo, pictures, taken, demo_story, demo=True)
        files = Place(Path(name) / "files")
        files.door().save_shop(
            Shop(id=ShopId(""), name="岚屿旗舰店", platform=Platform.TMALL, kind=ShopKind.FILES)
        )
        _window(files, pictures, taken, files_story, demo=False)
    return taken


def _window(
    place: Place,
    pictures: Path,
    taken: list[str],
    story: Callable[[Scene], None],
    *,
    demo: bool,
) -> None:
    """Open a window, play a story in it, close it."""
    from PySide6.QtWidgets import QApplication

    from workbench.bootstrap.tour.player import Player
    from workbench.bootstrap.window import build
    from workbench.ui.application import Application

    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    parts = build(place, demo=demo)
    settings = parts.session.settings.changed(theme="light", sounds=False)
    parts.session.apply_settings(settings)
    application = Application(app, parts)
    application.window.resize(*SIZE)
    application.begin()
    try:
        story(Scene(Player(application.window, pictures, taken), place))
    finally:
        application.window.close()
        application.end()


@dataclass(frozen=True, slots=True)
class Scene:
    """A player and the directory it plays in."""

    player: Player
    place: Place

    @property
    def page(self) -> QueuePage:
        """The queue."""
        from workbench.ui.queue.page import QueuePage

        page = self.player.window.findChild(QueuePage)
        assert page is not None
        return page

    def settings(self, **changed: object) -> None:
        """Choose other settings, at once."""
        session = self.player.window.session
        session.apply_settings(session.settings.changed(**changed))
        self.player.rest()

    def find(self, fits: Callable[[Case, set[str]], bool]) -> Case:
        """The first open case that fits: the case and the acts that go on it."""
        door = self.place.door()
        with self.place.store.read() as uow:
            keys = [key for shop in uow.shops.all() for key in uow.cases.open_keys(shop.id)]
            cases = list(uow.cases.get_many(keys).values())
        for case in sorted(cases, key=lambda item: item.deadline.at or 0):
            allowed = {o.action for o in door.options(case) if o.allowed}
            if fits(case, allowed):
                return case
        raise LookupError("no case for this part of the tour")

    def show(self, case: Case) -> None:
        """Go to a case and wait until its pane shows it."""
        from workbench.ui.case.pane import CasePane

        player = self.player
        player.window.session.asked.emit("queue", case.key)

        def there() -> bool:
            pane = player.window.findChild(CasePane)
            loaded = pane.loaded if pane is not None else None
            return loaded is not None and loaded.detail.case.key == case.key

        player.until(there, f"case {case.key}")
        player.rest()

    def open_panel(self, key: str) -> None:
        """Press the key of an act and wait for its panel."""
        from workbench.ui.case.pane import CasePane

        pane = self.player.window.findChild(CasePane)
        assert pane is not None
        self.player.press(key)
        self.player.until(lambda: pane.host.panel is not None, f"the panel of {key}")
        self.player.rest(400)


def demo_story(scene: Scene) -> None:
    """The main job on the simulated shops."""
    player = scene.player
    player.until(lambda: scene.page.model.rowCount() > 0, "the queue")
    player.press("J")
    player.shoot("queue")
    for part in (agree, take_back, negotiate, refuse, prove, reopen, outgoing, looks):
        part(scene)


def agree(scene: Scene) -> None:
    """Agree to a return with the address, and let it go."""
    case = scene.find(lambda c, a: "agree_return" in a and c.stage in REVIEW_STAGES)
    scene.show(case)
    scene.open_panel("A")
    scene.player.shoot("agree-return")
    scene.player.press("Ctrl+Return")
    scene.player.until(lambda: _busy(scene, case), "the decision")
    scene.player.shoot("undo")


def take_back(scene: Scene) -> None:
    """Take it back within the undo seconds."""
    scene.player.press("Ctrl+Z")
    scene.player.rest(600)
    scene.player.shoot("taken-back")


def negotiate(scene: Scene) -> None:
    """Offer a plan to the buyer."""
    case = scene.find(lambda c, a: str(Action.NEGOTIATE) in a and c.platform is not Platform.WECHAT)
    scene.show(case)
    scene.open_panel("N")
    scene.player.press("1")
    scene.player.shoot("negotiate")
    scene.settings(theme="dark")
    scene.player.shoot("negotiate-dark")
    scene.settings(theme="light")
    scene.player.press("Ctrl+Return")
    scene.player.until(lambda: _busy(scene, case), "the offer")
    scene.player.shoot("offer-sent")


def refuse(scene: Scene) -> None:
    """Look at what a refusal costs."""
    case = scene.find(lambda _, a: "refuse" in a and "agree_refund" in a)
    scene.show(case)
    scene.open_panel("R")
    scene.player.shoot("refuse-guarded")
    scene.player.press("Escape")


def prove(scene: Scene) -> None:
    """The evidence that the platform waits for."""
    case = scene.find(lambda c, a: "evidence" in a and c.evidence_due_at is not None)
    scene.show(case)
    scene.open_panel("E")
    scene.player.shoot("evidence")
    scene.player.press("Escape")


def reopen(scene: Scene) -> None:
    """A buyer asks for the after-sale entry; it is opened straight from the request."""
    player = scene.player
    player.window.navigation.go("entries")
    player.rest(1_200)
    player.shoot("entries")
    player.press("Return")
    player.until(lambda: scene.place.queries().entries(states=["open"]), "the open entry")
    player.rest(800)
    player.shoot("entry-open")


def outgoing(scene: Scene) -> None:
    """What is on its way."""
    scene.player.window.navigation.go("outbox")
    scene.player.rest(1_000)
    scene.player.shoot("outbox")
    scene.player.window.navigation.go("queue")
    scene.player.rest()


def files_story(scene: Scene) -> None:
    """A real export: dropped, previewed, imported, decided by hand-off."""
    from workbench.ui.sources.screen import SourcesScreen

    player = scene.player
    player.window.navigation.go("sources")
    player.rest(800)
    screen = player.window.findChild(SourcesScreen)
    assert screen is not None
    screen.take([resources.folder("samples") / "tmall_51.xlsx"])
    player.until(lambda: screen.view.panel.flow.state == "preview", "the preview")
    player.shoot("import-preview")
    player.press("Ctrl+Return")
    player.until(lambda: screen.view.panel.flow.state == "done", "the import")
    player.shoot("imported")
    player.window.navigation.go("queue")
    player.rest(1_200)
    player.press(".")
    player.until(lambda: scene.page.model.rowCount() > 0, "the imported cases")
    player.press("J")
    player.rest(800)
    player.shoot("file-shop")


def looks(scene: Scene) -> None:
    """English, dark, small."""
    scene.page.visit(View.TODO)
    scene.settings(language="en", theme="dark", density="compact")
    scene.player.window.resize(*SMALL)
    scene.player.shoot("english-dark-small")


def _busy(scene: Scene, case: Case) -> bool:
    with scene.place.store.read() as uow:
        found = uow.cases.get(case.key)
    return found is not None and found.intent is not None
