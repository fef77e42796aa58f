"""Where our act stands: undo while it waits, checking what is unknown, hand-offs done by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from workbench.domain.case import Intent
from workbench.domain.kinds import Action, CommandId, Delivery, Fault, Millis
from workbench.services.policies import default_book
from workbench.services.ports import Change
from workbench.ui.case import telling
from workbench.ui.widgets.notes import Note

if TYPE_CHECKING:
    from tests.gui.case.desk import Desk


def intent(desk: Desk, state: Delivery, **values: Any) -> Intent:
    now = desk.world.now
    usual: dict[str, Any] = {
        "command_id": CommandId("c-1"),
        "action": Action.AGREE_RETURN,
        "state": state,
        "actor": "小满",
        "decided_at": Millis(now),
        "hold_until": Millis(now),
    }
    return Intent(**{**usual, **values})


def with_intent(desk: Desk, state: Delivery, **values: Any) -> Any:
    desk.put(5, intent=intent(desk, state, **values))
    return desk.show(5)


def test_after_an_act_it_says_what_goes_out_when_and_takes_it_back(desk: Desk) -> None:
    pane = desk.show(3)
    desk.open("agree")
    desk.send()
    strip = pane.view.delivery
    desk.qtbot.waitUntil(lambda: strip.title.text() == "同意退款 ¥89.90：8 秒后发出")
    assert strip.button.words() == "撤回"
    assert strip.button.key() == "Ctrl Z"
    desk.click(strip.button)
    desk.qtbot.waitUntil(strip.isHidden)
    assert desk.case(3).intent is None
    assert desk.acted[-1].delivery == "undone"
    assert desk.told[-1] == ("同意退款：已撤回", "ok")


def test_the_undo_line_shrinks_and_the_seconds_count(desk: Desk) -> None:
    hurried: list[bool] = []
    desk.session.hurried.connect(lambda _who, on: hurried.append(on))
    pane = with_intent(desk, Delivery.WAITING, hold_until=Millis(desk.world.now + 8_000))
    strip = pane.view.delivery
    assert strip.share() == pytest.approx(1.0)
    assert hurried == [True]
    desk.world.advance(6_000)
    desk.session.beat.emit(desk.session.now())
    assert strip.share() == pytest.approx(0.25)
    assert strip.title.text().endswith("2 秒后发出")
    desk.world.advance(3_000)
    desk.session.beat.emit(desk.session.now())
    assert strip.share() is None
    assert strip.title.text() == "同意退货：正在路上"
    assert hurried == [True, False]


def test_with_reduced_motion_only_words_count(desk: Desk) -> None:
    from workbench.ui.theme.theme import Theme

    Theme.current().set_reduced_motion(True)
    pane = with_intent(desk, Delivery.WAITING, hold_until=Millis(desk.world.now + 8_000))
    assert pane.view.delivery.share() is None
    desk.world.advance(3_000)
    desk.session.beat.emit(desk.session.now())
    assert pane.view.delivery.title.text().endswith("5 秒后发出")


def test_a_hidden_pane_hurries_nobody(desk: Desk) -> None:
    hurried: list[bool] = []
    pane = with_intent(desk, Delivery.WAITING, hold_until=Millis(desk.world.now + 8_000))
    desk.session.hurried.connect(lambda _who, on: hurried.append(on))
    pane.hide()
    assert hurried == [False]


def test_too_late_to_take_back_says_so(desk: Desk) -> None:
    pane = with_intent(desk, Delivery.WAITING, hold_until=Millis(desk.world.now + 8_000))
    desk.put(5, intent=intent(desk, Delivery.SENDING))
    desk.click(pane.view.delivery.button)
    desk.qtbot.waitUntil(lambda: bool(desk.told))
    assert desk.told[-1][1] == "soon"
    desk.qtbot.waitUntil(lambda: "正在发" in pane.view.delivery.title.text())


def test_an_unknown_result_is_looked_up_and_never_sent_again(desk: Desk) -> None:
    pane = with_intent(desk, Delivery.UNKNOWN)
    strip = pane.view.delivery
    assert strip.title.text() == "同意退货：结果未知，正在核对"
    assert strip.body.text() == "查到前不会再发。"
    desk.click(strip.button)
    desk.qtbot.waitUntil(lambda: desk.orders.looked == [desk.case(5).key])
    assert desk.orders.requests == []


@pytest.mark.parametrize("fault", list(Fault))
def test_every_fault_says_what_to_do(desk: Desk, fault: Fault) -> None:
    found = telling.standing(intent(desk, Delivery.REFUSED, last_error=str(fault)), desk.world.now)
    assert found is not None
    assert found.kind == "crit"
    assert len(found.body) > 6
    assert found.act in ("check", "negotiate")


def test_a_refused_act_shows_the_platforms_own_words_as_words(desk: Desk) -> None:
    pane = with_intent(
        desk,
        Delivery.REFUSED,
        last_error="negotiate_first",
        platform_words="<b>10021068</b> 请先协商",
    )
    strip = pane.view.delivery
    assert "平台说：<b>10021068</b> 请先协商。" in strip.body.text()
    assert strip.body.textFormat() is Qt.TextFormat.PlainText
    assert strip.act() == "negotiate"


def handed(desk: Desk, **result: Any) -> Any:
    policy = default_book().at(desk.case(5).platform, desk.session.now())
    desk.orders.policy = replace(
        policy,
        page_url="https://fxg.jinritemai.com/case?id={case_id}",
        order_url="",
        hosts=("fxg.jinritemai.com",),
    )
    desk.orders.handoff = {
        "text": "亲，您的退货申请我们已经同意。\n寄回地址：杭州余杭仓 8 号",
        "url": "https://fxg.jinritemai.com/case?id=1",
        "check": [
            {
                "msgid": "Open the page, agree to the return and choose the return address.",
                "values": {},
                "plural": None,
            },
            {
                "msgid": "The page must say {amount}; else stop and import again.",
                "values": {"amount": "¥699.00"},
                "plural": None,
            },
        ],
        **result,
    }
    return with_intent(desk, Delivery.HANDOFF)


def test_a_hand_off_has_words_page_steps_and_done(desk: Desk) -> None:
    pane = handed(desk)
    box = pane.view.delivery.handoff
    assert box.isVisible()
    desk.click(box.copy)
    assert desk.orders.copied == ["亲，您的退货申请我们已经同意。\n寄回地址：杭州余杭仓 8 号"]
    desk.click(box.page)
    assert desk.orders.opened == ["https://fxg.jinritemai.com/case?id=1"]
    assert "¥699.00" in box.steps.row("1").box.accessibleName()
    desk.click(pane.view.delivery.button)
    desk.qtbot.waitUntil(lambda: desk.orders.done == ["c-1"])
    desk.qtbot.waitUntil(lambda: pane.view.delivery.title.text() == "同意退货：你已勾选做完")


def test_a_page_on_another_host_is_never_opened(desk: Desk) -> None:
    pane = handed(desk, url="https://evil.example/x")
    desk.click(pane.view.delivery.handoff.page)
    assert desk.orders.opened == [f"https://fxg.jinritemai.com/case?id={desk.case(5).key.case_id}"]


def test_steps_with_broken_values_are_still_shown(desk: Desk) -> None:
    pane = handed(
        desk,
        check=[
            {"msgid": "The page must say {amount}; else stop and import again.", "values": {}},
            {"msgid": "{0} {x.y} {"},
            7,
            "plain <b>words</b>",
        ],
    )
    said = [pane.view.delivery.handoff.steps.row(str(at)).box.accessibleName() for at in range(3)]
    assert said[2] == "plain <b>words</b>"


def test_a_contradiction_is_loud(desk: Desk) -> None:
    local = replace(desk.case(5).local, contradicted="agree_return:closed:1")
    desk.put(5, local=local)
    pane = desk.show(5)
    note = pane.view.facts.findChild(Note)
    assert isinstance(note, Note)
    said = note.accessibleName()
    assert said.startswith("平台结果与这里的操作不符")
    assert "这里勾了“同意退货”已做完，但平台显示：已关闭。" in said


def test_while_an_act_is_under_way_nothing_is_filled_in_the_bar(desk: Desk) -> None:
    pane = with_intent(desk, Delivery.SENDING)
    assert [b for b in pane.view.bar.buttons() if b.kind() == "primary"] == []
    assert all(
        b.blocked()
        for b in pane.view.bar.buttons()
        if b.property("act") in ("agree_return", "refuse")
    )


def test_news_of_the_outbox_move_the_strip(desk: Desk) -> None:
    pane = with_intent(desk, Delivery.SENDING)
    desk.put(5, intent=intent(desk, Delivery.DONE))
    desk.session.changed.emit((Change("outbox", "c-1"),))
    desk.qtbot.waitUntil(lambda: pane.view.delivery.title.text() == "同意退货：平台已确认")


def test_done_and_undone_words_are_told_apart(desk: Desk) -> None:
    states = {state: telling.standing(intent(desk, state), desk.world.now) for state in Delivery}
    assert states[Delivery.UNDONE] is None
    titles = [found.title for found in states.values() if found is not None]
    assert len(set(titles)) == len(titles)
