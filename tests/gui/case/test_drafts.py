"""Drafts: kept when idle, when the focus leaves, when a panel closes; back with a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tests.gui.case import scenes
from tests.gui.case.desk import Desk, picture
from workbench.base.errors import KnownError
from workbench.base.texts import text
from workbench.ui.case.panels_words import MessagePanel
from workbench.ui.widgets.notes import Note

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def notes(desk: Desk) -> list[str]:
    return [
        note.accessibleName()
        for note in desk.pane.view.panel.findChildren(Note)
        if note.isVisible()
    ]


def test_a_draft_is_kept_when_the_hand_rests(desk: Desk) -> None:
    desk.show()
    panel = desk.open("message")
    desk.qtbot.keyClicks(panel.area.edit, "hello")
    key = f"message:{desk.case().key}"
    assert key not in desk.world.drafts
    desk.qtbot.waitUntil(lambda: key in desk.world.drafts, timeout=3_000)
    assert desk.world.drafts[key]["text"] == "hello"
    desk.qtbot.waitUntil(lambda: desk.pane.view.panel.saved.text() == "草稿 09:31 已存")


def test_it_is_not_written_at_every_key(desk: Desk) -> None:
    desk.show()
    panel = desk.open("message")
    desk.world.calls.clear()
    desk.qtbot.keyClicks(panel.area.edit, "hello world")
    desk.quiet()
    assert "save_draft" not in [name for name, _ in desk.world.calls]


def test_closing_keeps_it_and_opening_brings_it_back_with_a_note(desk: Desk) -> None:
    desk.show()
    panel = desk.open("message")
    desk.qtbot.keyClicks(panel.area.edit, "hello")
    desk.key(Qt.Key.Key_Escape)
    desk.closed()
    panel = desk.open("message")
    assert panel.area.text() == "hello"
    assert "已恢复 09:31 的草稿。" in notes(desk)


def test_it_is_kept_when_the_focus_leaves_the_panel(desk: Desk) -> None:
    desk.show()
    panel = desk.open("message")
    desk.qtbot.keyClicks(panel.area.edit, "hello")
    desk.pane.view.tabs.setFocus()
    key = f"message:{desk.case().key}"
    desk.qtbot.waitUntil(lambda: key in desk.world.drafts, timeout=500)


def test_going_to_another_case_keeps_it(desk: Desk) -> None:
    desk.show()
    panel = desk.open("message")
    desk.qtbot.keyClicks(panel.area.edit, "hello")
    desk.pane.show_case(desk.case(4).key)
    desk.settle()
    assert desk.world.drafts[f"message:{desk.case(1).key}"]["text"] == "hello"
    assert f"message:{desk.case(4).key}" not in desk.world.drafts


def test_it_survives_a_crash(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    """Only what was written counts: a new window on the same store finds it."""
    desk.show()
    panel = desk.open("message")
    desk.qtbot.keyClicks(panel.area.edit, "hello")
    desk.qtbot.waitUntil(lambda: bool(desk.world.drafts), timeout=3_000)
    kept = dict(desk.world.drafts)
    after = Desk(qtbot, tmp_path)
    after.world.drafts.update(kept)
    after.show()
    again = after.open("message")
    assert again.area.text() == "hello"
    after.close()


def test_sending_forgets_it(desk: Desk) -> None:
    desk.show()
    panel = desk.open("message")
    desk.qtbot.keyClicks(panel.area.edit, "hello")
    desk.send()
    desk.closed()
    desk.qtbot.waitUntil(lambda: desk.world.drafts == {})
    panel = desk.open("message")
    assert panel.area.text() == ""


def test_a_refused_act_keeps_every_word(desk: Desk) -> None:
    from workbench.services.model import ActResult

    refusal = scenes.no("message", "WORD-1", "不能留联系方式").refusals
    desk.orders.answers.append(
        ActResult(shop="", case_id="", action="", command_id="", ok=False, refused=refusal)
    )
    desk.show()
    panel = desk.open("message")
    desk.qtbot.keyClicks(panel.area.edit, "call me")
    desk.send()
    desk.qtbot.waitUntil(lambda: any("WORD-1" in note for note in notes(desk)))
    assert panel.area.text() == "call me"
    assert not desk.pane.view.panel.send.busy()
    assert desk.world.drafts[f"message:{desk.case().key}"]["text"] == "call me"


def test_a_door_that_breaks_keeps_every_word_and_sends_the_same_command_again(
    desk: Desk,
) -> None:
    desk.orders.answers.append(KnownError("full", text("The disk is full.")))
    desk.show()
    panel = desk.open("message")
    desk.qtbot.keyClicks(panel.area.edit, "hello")
    desk.send()
    desk.qtbot.waitUntil(lambda: any("没发成" in note for note in notes(desk)))
    assert panel.area.text() == "hello"
    desk.send()
    desk.closed()
    first, second = desk.orders.requests
    assert first.command_id == second.command_id


def test_other_words_are_another_command(desk: Desk) -> None:
    desk.orders.answers.append(KnownError("full", text("The disk is full.")))
    desk.show()
    panel = desk.open("message")
    desk.qtbot.keyClicks(panel.area.edit, "hello")
    desk.send()
    desk.qtbot.waitUntil(lambda: bool(notes(desk)))
    desk.qtbot.keyClicks(panel.area.edit, "!")
    desk.send()
    desk.closed()
    first, second = desk.orders.requests
    assert first.command_id != second.command_id


def test_a_draft_can_be_thrown_away(desk: Desk) -> None:
    key = f"message:{desk.case().key}"
    desk.world.drafts[key] = {"text": "old", "saved_at": desk.world.now - 60_000}
    pane = desk.show()
    desk.open("message")
    desk.click(pane.view.panel.discard)
    desk.qtbot.waitUntil(lambda: key not in desk.world.drafts)
    desk.qtbot.waitUntil(lambda: isinstance(pane.host.panel, MessagePanel))
    assert desk.panel().area.text() == ""
    assert pane.view.panel.discard.isHidden()


def test_plans_amounts_and_files_come_back(desk: Desk) -> None:
    desk.orders.talks = scenes.talks(desk.world.now)
    desk.show(5)
    panel = desk.open("negotiate")
    path = picture(desk.session.data_dir / "real.png", "#B8A080")
    panel.toggle(1)
    panel.proposal.set_amount(1, "55")
    panel.view.message.set_text("自己写的")
    panel.pictures.add("picture", [path])
    desk.qtbot.waitUntil(lambda: len(panel.pictures.ready()) == 1)
    desk.key(Qt.Key.Key_Escape)
    desk.closed()
    panel = desk.open("negotiate")
    assert panel.proposal.plans.picked == [0, 1]
    assert panel.proposal.plans.amount(1) == 5_500
    assert panel.view.message.text() == "自己写的"
    desk.qtbot.waitUntil(lambda: panel.pictures.ready() == (("picture", path),))


def test_a_damaged_draft_breaks_nothing(desk: Desk) -> None:
    desk.orders.talks = scenes.talks(desk.world.now)
    case = desk.case(5)
    junk = {
        "kind": 7,
        "plans": [["cash_payout"], 3, ["nonsense", "1"], ["cash_payout", "x"]],
        "explanation": None,
        "message": 5,
        "new_type": "nonsense",
        "files": [["a"], "b", 1],
        "saved_at": "yesterday",
        "plan": "x",
    }
    for name in ("negotiate", "refuse", "message", "contact", "agree_return", "ship", "evidence"):
        desk.world.drafts[f"{name}:{case.key}"] = dict(junk)
    desk.orders.options.update({name: scenes.yes(name) for name in ("ship", "evidence", "refuse")})
    desk.show(5)
    for name in ("negotiate", "refuse", "message", "contact", "agree_return", "ship", "evidence"):
        assert desk.open(name).action == name
        desk.pane.host.close()
