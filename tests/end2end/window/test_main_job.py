"""An agent's decisions with keys alone: from the card to the platform's own ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.gui.looks import OFFSCREEN
from workbench.domain.kinds import REVIEW_STAGES, CaseType, Delivery, Platform, Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.bootstrap.place import Place
    from workbench.bootstrap.tour.story import Scene
    from workbench.domain.case import Case

pytestmark = OFFSCREEN


def ready(scene: Scene, *, undo: int) -> Scene:
    """The queue is there, and acts leave after ``undo`` seconds."""
    scene.player.until(lambda: scene.page.model.rowCount() > 0, "the queue")
    scene.settings(undo_seconds=undo)
    return scene


def stored(scene: Scene, case: Case) -> Case:
    with scene.place.store.read() as uow:
        found = uow.cases.get(case.key)
    assert found is not None
    return found


def executed(scene: Scene, case: Case) -> list[dict[str, Any]]:
    rows = scene.place.sandbox.ledger()["executed"]
    return [row for row in rows if row["case_id"] == case.key.case_id and row["command_id"]]


def test_agreeing_to_a_refund_reaches_the_platform_and_comes_back(
    world: Place, open_window: Callable[[Place], Scene]
) -> None:
    """CASE-4, CASE-11, OUT-1: A, Ctrl+Enter, and the platform has executed it once."""
    scene = ready(open_window(world), undo=0)
    case = scene.find(
        lambda c, a: "agree_refund" in a and c.type is CaseType.REFUND_ONLY_SHIPPED
        and c.stage in REVIEW_STAGES
    )  # fmt: skip
    scene.show(case)
    scene.open_panel("A")
    scene.player.press("Ctrl+Return")
    scene.player.until(lambda: stored(scene, case).stage is not case.stage, "the platform's word")
    after = stored(scene, case)
    assert after.stage in (Stage.REFUNDING, Stage.REFUNDED)
    assert after.intent is not None
    assert after.intent.state is Delivery.DONE
    assert [row["amount_fen"] for row in executed(scene, case)] == [case.claim_fen]


def test_what_is_taken_back_in_time_never_leaves(
    world: Place, open_window: Callable[[Place], Scene]
) -> None:
    """OUT-1: Ctrl+Z within the undo seconds."""
    scene = ready(open_window(world), undo=60)
    case = scene.find(lambda c, a: "agree_return" in a and c.stage in REVIEW_STAGES)
    scene.show(case)
    scene.open_panel("A")
    scene.player.press("Ctrl+Return")
    scene.player.until(lambda: stored(scene, case).busy, "the decision")
    assert stored(scene, case).stage is case.stage  # pressing is not being
    scene.player.press("Ctrl+Z")
    scene.player.until(lambda: not stored(scene, case).busy, "the undo")
    world.sandbox.tick()
    assert executed(scene, case) == []


def test_an_offer_goes_out_with_digits_and_enter(
    world: Place, open_window: Callable[[Place], Scene]
) -> None:
    """NEG-2, NEG-4: N, 1, Ctrl+Enter."""
    scene = ready(open_window(world), undo=0)
    case = scene.find(lambda c, a: "negotiate" in a and c.platform is Platform.TMALL)
    scene.show(case)
    scene.open_panel("N")
    scene.player.press("1")
    scene.player.press("Ctrl+Return")
    scene.player.until(lambda: stored(scene, case).open_negotiation is not None, "the open offer")
    after = stored(scene, case)
    assert after.stage is case.stage
    assert [row["action"] for row in executed(scene, case)] == ["negotiate"]


def test_a_refusal_without_reason_and_tick_does_not_go(
    world: Place, open_window: Callable[[Place], Scene]
) -> None:
    """REF-1, REF-3: the button says what is missing, and Ctrl+Enter does nothing."""
    scene = ready(open_window(world), undo=0)
    case = scene.find(lambda c, a: "refuse" in a and c.stage in REVIEW_STAGES)
    scene.show(case)
    scene.open_panel("R")
    scene.player.press("Ctrl+Return")
    scene.player.rest(600)
    assert stored(scene, case) == case
    assert executed(scene, case) == []


@pytest.mark.parametrize("fault", ["no_answer", "late"])
def test_a_lost_answer_is_looked_up_and_nothing_is_done_twice(
    world: Place, open_window: Callable[[Place], Scene], fault: str
) -> None:
    """OUT-2 in the window."""
    scene = ready(open_window(world), undo=0)
    case = scene.find(lambda c, a: "agree_return" in a and c.stage in REVIEW_STAGES)
    world.sandbox.fail(fault)
    scene.show(case)
    scene.open_panel("A")
    scene.player.press("Ctrl+Return")
    scene.player.until(
        lambda: stored(scene, case).intent is not None and not stored(scene, case).busy,
        "the settled act",
    )
    assert stored(scene, case).stage is Stage.BUYER_RETURN_WAYBILL
    assert len(executed(scene, case)) == 1
