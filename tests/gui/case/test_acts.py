"""What may be done: shown with its key, or with its rule, its sentence and what would help."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.gui.case import scenes
from workbench.domain.kinds import Action, DeadlineSource, Stage, Turn
from workbench.ui.case import acts

if TYPE_CHECKING:
    from tests.gui.case.desk import Desk


def rows_of(desk: Desk) -> dict[str, acts.ActView]:
    return {row.act().action: row.act() for row in desk.pane.view.facts.doing.rows()}


def test_every_act_of_the_door_stands_with_its_key(desk: Desk) -> None:
    desk.orders.options.update(scenes.picture_01())
    pane = desk.show()
    shown = {row.act().action: row.act().key for row in pane.view.facts.doing.rows()}
    small = {button.words(): button.key() for button in pane.view.facts._small}
    assert shown["negotiate"] == "N"
    assert shown["agree_return"] == "A"
    assert shown["refuse"] == "R"
    assert small["内部备注"] == "I"
    loaded = pane.loaded
    assert loaded is not None
    assert len(shown) + len(small) == len(loaded.options)


def test_what_does_not_go_says_rule_sentence_and_what_would_help(desk: Desk) -> None:
    desk.orders.options.update(scenes.picture_01())
    desk.show()
    blocked = rows_of(desk)["escalate"]
    assert (blocked.state, blocked.rule) == ("no", "DISP-1")
    assert blocked.words == "拒绝以后才能申请平台介入"
    assert blocked.helps == "先协商或拒绝"
    assert blocked.help_action == "refuse"
    row = next(row for row in desk.pane.view.facts.doing.rows() if row.act().action == "escalate")
    assert row.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert "DISP-1" in row.toolTip()
    assert row.help_button() is not None


def test_every_closed_button_can_be_focused_and_has_a_reason(desk: Desk) -> None:
    desk.orders.options.update(scenes.picture_01())
    pane = desk.show()
    closed = [button for button in pane.view.bar.buttons() if button.blocked() is not None]
    assert [button.words() for button in closed] == ["举证"]
    assert closed[0].isEnabled()
    assert closed[0].focusPolicy() & Qt.FocusPolicy.TabFocus
    assert closed[0].blocked() == "平台还没介入，暂时用不上 · DISP-2"


def test_pressing_a_closed_act_says_why_beside_the_bar(desk: Desk) -> None:
    desk.orders.options.update(scenes.picture_01())
    pane = desk.show()
    pane.setFocus()
    desk.key(Qt.Key.Key_X)
    assert pane.host.panel is None
    strip = pane.view.reason
    assert strip.isVisible()
    assert strip.title.text() == "求助平台现在不行"
    assert strip.words.text() == "拒绝以后才能申请平台介入。先协商或拒绝 · DISP-1"
    assert strip.button.words() == "拒绝"
    desk.click(strip.button)
    assert desk.panel().action is Action.REFUSE


def test_one_primary_button_on_the_screen(desk: Desk) -> None:
    desk.orders.options.update(scenes.picture_01())
    pane = desk.show()
    assert [b.words() for b in pane.view.bar.buttons() if b.kind() == "primary"] == ["协商"]
    assert pane.view.bar.button("R").kind() == "danger"
    desk.open("negotiate")
    visible = [
        button
        for button in pane.findChildren(type(pane.view.panel.send))
        if button.isVisible() and button.kind() == "primary"
    ]
    assert visible == [pane.view.panel.send]


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        (Stage.MERCHANT_CONFIRM_RECEIPT, "confirm_receipt"),
        (Stage.MERCHANT_SHIP, "ship"),
        (Stage.INTERVENTION, "evidence"),
        (Stage.BUYER_RETURN_WAYBILL, "message"),
        (Stage.REFUNDED, "message"),
    ],
)
def test_the_primary_fits_the_stage(desk: Desk, stage: Stage, expected: str) -> None:
    desk.put(5, stage=stage, turn=Turn.MERCHANT, negotiations=())
    desk.orders.only = tuple(scenes.yes(name) for name in Action if name is not Action.CHECK)
    desk.show(5)
    loaded = desk.pane.loaded
    assert loaded is not None
    assert acts.bar(loaded)[1] == expected


def test_money_acts_carry_the_sum(desk: Desk) -> None:
    desk.orders.only = (scenes.yes("agree_refund"),)
    pane = desk.show(3)
    assert pane.view.bar.buttons()[0].words() == "同意退款 ¥89.90"


def test_past_a_given_zero_only_check_is_filled(desk: Desk) -> None:
    case = desk.case(13)
    assert case.deadline.source is DeadlineSource.PLATFORM
    blocked = [scenes.no(name, "CLK-8", "已到点，先核对") for name in ("agree_refund", "refuse")]
    desk.orders.only = (*blocked, scenes.yes("message"))
    pane = desk.show(13)
    first = pane.view.bar.buttons()[0]
    assert (first.words(), first.kind()) == ("去核对", "primary")
    pane.setFocus()
    desk.key(Qt.Key.Key_V)
    desk.qtbot.waitUntil(lambda: desk.orders.looked == [case.key])
    threads = {thread for name, thread in desk.world.calls if name == "look_again"}
    assert [thread.split("_")[0] for thread in threads] == ["network"]
    desk.qtbot.waitUntil(lambda: bool(desk.told))
    assert desk.told[-1][0] == "已重新读取，没有变化。"


def test_more_shows_the_other_acts_and_runs_them_by_key(desk: Desk) -> None:
    pane = desk.show()
    pane.setFocus()
    desk.key(Qt.Key.Key_D)
    assert pane.view.more.isVisible()
    assert pane.view.bar.isHidden()
    first = pane.view.more.rows.rows()[0]
    assert first.hasFocus()
    desk.key(Qt.Key.Key_Escape)
    assert pane.view.more.isHidden()
    assert pane.view.bar.isVisible()
    desk.key(Qt.Key.Key_D)
    row = next(row for row in pane.view.more.rows.rows() if row.act().action == "contact")
    row.setFocus()
    desk.key(Qt.Key.Key_Return)
    assert desk.panel().action is Action.CONTACT


def test_an_act_asked_before_the_case_is_known_runs_once_it_is(desk: Desk) -> None:
    pane = desk.pane
    pane.show()
    desk.world.gate.clear()
    pane.show_case(desk.case(3).key)
    pane.run_action("agree")
    assert pane.host.panel is None
    desk.world.gate.set()
    assert desk.panel().action is Action.AGREE_REFUND


def test_an_act_asked_of_one_case_never_runs_on_the_next(desk: Desk) -> None:
    pane = desk.pane
    pane.show()
    desk.world.gate.clear()
    pane.show_case(desk.case(3).key)
    pane.run_action("agree")
    pane.show_case(desk.case(4).key)
    desk.world.gate.set()
    desk.settle()
    desk.quiet()
    assert pane.host.panel is None


def test_a_narrow_bar_moves_what_does_not_fit_into_more(desk: Desk) -> None:
    desk.orders.options.update(scenes.picture_01())
    pane = desk.show()
    pane.resize(776, 700)
    assert pane.view.bar.page.isVisible()
    pane.resize(520, 700)
    desk.quiet()
    assert pane.view.bar.page.isHidden()
    assert pane.view.bar.buttons()[0].isVisible()
    assert pane.view.bar.more.isVisible()
    shown = [b for b in [*pane.view.bar.buttons(), pane.view.bar.more] if b.isVisible()]
    assert max(b.geometry().right() for b in shown) <= pane.view.bar.width()


def test_money_never_takes_the_key_of_a_return_that_does_not_go(desk: Desk) -> None:
    """No return address: A must not become "refund, the goods stay with the buyer"."""
    desk.orders.only = (
        scenes.no("agree_return", "CASE-4", "这家店还没有退货地址", "去添加", "addresses"),
        scenes.tick("agree_refund", "CASE-4", "钱退回去，商品留在买家那里"),
        scenes.yes("message"),
    )
    pane = desk.show(5)
    assert [button.kind() for button in pane.view.bar.buttons()].count("primary") == 0
    pane.setFocus()
    desk.key(Qt.Key.Key_A)
    assert pane.host.panel is None
    assert "还没有退货地址" in pane.view.reason.words.text()
    assert pane.view.reason.button.words() == "地址簿"
    desk.click(pane.view.reason.button)
    assert desk.asked == [("sources", desk.case(5).key.shop)]


def test_help_may_be_reading_the_case_again(desk: Desk) -> None:
    desk.orders.only = (scenes.no("agree_return", "CLK-8", "已到点", "先核对", "look_again"),)
    pane = desk.show(5)
    pane.run_action("agree")
    desk.click(pane.view.reason.button)
    desk.qtbot.waitUntil(lambda: desk.orders.looked == [desk.case(5).key])
