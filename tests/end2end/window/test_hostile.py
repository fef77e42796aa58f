"""Buyers' words are plain text everywhere: a hostile set through every screen of the window."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from tests.gui.looks import OFFSCREEN
from workbench.domain.case import CaseKey, Note, TimelineEntry
from workbench.domain.kinds import CaseId, Millis
from workbench.store.bulk import Bulk
from workbench.ui.case.pane import CasePane

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workbench.bootstrap.place import Place
    from workbench.bootstrap.tour.story import Scene
    from workbench.domain.case import Case

pytestmark = OFFSCREEN

HOSTILE = (
    "<b>加粗</b><img src='//evil.invalid/share/x.png'>",
    "<table><tr><td>" * 30,
    "\u202e已退款\u202c\u200b\u200d 100%",
    "&Delete &amp; %s {0} {amount}",
    "第一行\n第二行\r\t第三行\x00\x07",
    "长" * 5_000,
    "e\u0301" * 300,
)


def poisoned(case: Case, number: int) -> Case:
    """The case with hostile words wherever a person's words go."""
    words = HOSTILE[number % len(HOSTILE)]
    return replace(
        case,
        key=CaseKey(case.key.shop, CaseId(f"666{number:04d}")),
        item_title=words, sku=words, buyer_nick=words, buyer_note=words, reason=words,
        reason_label=words, stage_raw=words, intent=None,
        local=replace(
            case.local, remark=words, tags=(words[:30],), assignee=words[:40],
            notes=(Note(at=case.as_of, by=words[:20], text=words),),
        ),
    )  # fmt: skip


def poison(place: Place) -> list[CaseKey]:
    """A hostile case for every kind of hostile words."""
    with place.store.read() as uow:
        keys = [k for shop in uow.shops.all() for k in uow.cases.open_keys(shop.id)]
        first = uow.cases.get(keys[0])
    assert first is not None
    cases = [poisoned(first, number) for number in range(len(HOSTILE))]
    said = [
        TimelineEntry(at=Millis(c.as_of), actor="buyer", kind="message", text=c.buyer_note)
        for c in cases
    ]
    Bulk(place.store).save_cases(iter([(c, (e,)) for c, e in zip(cases, said, strict=True)]))
    return [c.key for c in cases]


def rich(root: QWidget) -> Iterator[str]:
    """Labels that would read their words as markup; tool tips are labels of Qt's own."""
    for label in root.findChildren(QLabel):
        if label.textFormat() is not Qt.TextFormat.PlainText:
            yield f"{label.objectName()} {label.text()[:40]!r}"


def pane_of(scene: Scene) -> CasePane:
    pane = scene.player.window.findChild(CasePane)
    assert pane is not None
    return pane


def show(scene: Scene, key: CaseKey) -> None:
    window = scene.player.window
    window.session.asked.emit("queue", key)

    def there() -> bool:
        pane = window.findChild(CasePane)
        loaded = pane.loaded if pane is not None else None
        return loaded is not None and loaded.detail.case.key == key

    scene.player.until(there, str(key))


def visit_everything(scene: Scene, keys: list[CaseKey]) -> list[str]:
    """Go through every page, every tab and the panels with hostile words in them."""
    found: list[str] = []
    window = scene.player.window
    scene.player.until(lambda: scene.page.model.rowCount() > 0, "the queue")
    for key in keys:
        show(scene, key)
        pane = pane_of(scene)
        tabs = pane.view.tabs
        for index in range(tabs.count()):
            tabs.setCurrentIndex(index)
            scene.player.rest(20)
            found += rich(window)
    pane = pane_of(scene)
    for name in ("message", "remark", "note"):
        pane.run_action(name)
        scene.player.rest(200)
        found += rich(window)
    for page in ("entries", "outbox", "sources", "settings", "queue"):
        window.navigation.go(page)
        scene.player.rest(300)
        found += rich(window)
    return found


def test_no_screen_reads_anybodys_words_as_markup(
    world: Place, open_window: Callable[[Place], Scene]
) -> None:
    keys = poison(world)
    assert visit_everything(open_window(world), keys) == []


def test_the_walk_notices_a_label_that_the_filter_leaves_alone(
    world: Place, open_window: Callable[[Place], Scene]
) -> None:
    keys = poison(world)[:1]
    scene = open_window(world)
    label = QLabel(HOSTILE[0], scene.player.window)
    label.setProperty("trusted_rich", True)  # what the filter leaves alone
    label.show()
    assert visit_everything(scene, keys) != []
