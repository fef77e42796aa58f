"""CASE-5: an act decided on an older version is not sent, and what changed is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.gui.case import scenes
from workbench.domain.kinds import Fen
from workbench.services.model import ActResult
from workbench.services.ports import Change
from workbench.ui.widgets.notes import Note

if TYPE_CHECKING:
    from tests.gui.case.desk import Desk


def note(desk: Desk, part: str) -> Note:
    def there() -> list[Note]:
        return [
            found
            for found in desk.pane.view.panel.findChildren(Note)
            if found.isVisible() and part in found.accessibleName()
        ]

    desk.qtbot.waitUntil(lambda: bool(there()))
    return there()[0]


def change(desk: Desk) -> None:
    case = desk.put(3, claim_fen=Fen(6_000), version=2)
    desk.session.changed.emit((Change("case", str(case.key)),))


def test_a_change_under_an_open_panel_closes_the_button_until_it_was_seen(desk: Desk) -> None:
    pane = desk.show(3)
    desk.open("agree")
    change(desk)
    send = pane.view.panel.send
    desk.qtbot.waitUntil(lambda: send.blocked() == "先看变了什么")
    found = note(desk, "已变，先看")
    assert "买家把金额改成 ¥60.00（原来 ¥89.90）。" in found.accessibleName()
    assert send.words() == "同意退款 ¥60.00"
    desk.send()
    desk.quiet()
    assert desk.orders.requests == []
    found.acted.emit()
    assert send.blocked() is None
    desk.send()
    request = desk.request()
    assert request.if_version == 2
    assert request.args == {"amount_fen": 6_000}


def test_the_door_that_knows_better_refuses_and_the_change_is_shown(desk: Desk) -> None:
    stale = scenes.no("agree_refund", "CASE-5", "这一单变了").refusals
    desk.orders.answers.append(
        ActResult(shop="", case_id="", action="", command_id="", ok=False, refused=stale)
    )
    pane = desk.show(3)
    desk.open("agree")
    desk.put(3, claim_fen=Fen(6_000), version=2)  # nobody told this window
    desk.send()
    assert desk.request().if_version == 1
    desk.qtbot.waitUntil(lambda: pane.view.panel.send.blocked() == "先看变了什么")
    assert note(desk, "没发成：这一单变了").isVisible()
    assert "¥60.00" in note(desk, "已变，先看").accessibleName()
    note(desk, "已变，先看").acted.emit()
    desk.send()
    assert desk.request(2).if_version == 2


def test_a_note_of_a_colleague_closes_nothing(desk: Desk) -> None:
    from dataclasses import replace

    pane = desk.show(3)
    desk.open("agree")
    case = desk.put(3, local=replace(desk.case(3).local, assignee="阿禾"))
    desk.session.changed.emit((Change("case", str(case.key)),))
    desk.settle()
    assert pane.view.panel.send.blocked() is None


def test_without_a_right_it_says_so_and_keeps_the_panel(desk: Desk) -> None:
    refusal = scenes.no("agree_refund", "ACC-4", "每单限额 ¥50.00").refusals
    desk.orders.answers.append(
        ActResult(
            shop="", case_id="", action="", command_id="", ok=False, refused=refusal, denied=True
        )
    )
    desk.show(3)
    desk.open("agree")
    desk.send()
    desk.request()
    desk.qtbot.waitUntil(
        lambda: any(
            "无权限" in found.accessibleName() for found in desk.pane.view.panel.findChildren(Note)
        )
    )
    assert desk.pane.host.panel is not None


def test_a_rule_with_help_offers_one_button(desk: Desk) -> None:
    refusal = scenes.no("agree_refund", "PROM-2", "这笔钱还在路上", "先等确认", "message").refusals
    desk.orders.answers.append(
        ActResult(shop="", case_id="", action="", command_id="", ok=False, refused=refusal)
    )
    desk.show(3)
    desk.open("agree")
    desk.send()
    desk.qtbot.waitUntil(lambda: len(desk.orders.requests) == 1)
    desk.qtbot.waitUntil(lambda: not desk.pane.view.panel.send.busy())
    found = note(desk, "PROM-2")
    assert found._button.words() == "留言"
    desk.click(found._button)
    desk.qtbot.waitUntil(
        lambda: desk.pane.host.panel is not None and desk.pane.host.panel.action == "message"
    )
