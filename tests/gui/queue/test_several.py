"""Several cards at once: ticking by mouse and keys, one act for all, a result for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tests.gui.looks import OFFSCREEN
from workbench.domain.kinds import Delivery, View
from workbench.ui.queue.batch_results import refusal_words

if TYPE_CHECKING:
    from tests.helpers.desk import Desk

KEY = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
pytestmark = OFFSCREEN


def ticked(desk: Desk) -> list[int]:
    """The ticked rows."""
    return sorted(desk.page.model.row_of(number) for number in desk.page.model.ticked)


def test_the_button_begins_ticking_and_clicks_tick(desk: Desk) -> None:
    desk.bot.mouseClick(desk.page.view.list.head.several_button(), LEFT)
    desk.click(2)
    desk.click(4)
    desk.click(2)
    assert ticked(desk) == [4]
    assert desk.page.view.list.heads.currentWidget() is desk.page.view.list.batch
    assert desk.page.model.card(desk.page.model.ids()[4]).multi


def test_ctrl_and_shift_click_tick(desk: Desk) -> None:
    desk.click(2, CONTROL)
    desk.click(5, SHIFT)
    desk.settle()
    assert ticked(desk) == [2, 3, 4, 5]
    assert desk.page.view.list.batch.text().startswith("已选 4 单")
    assert desk.row() == 0, "the card in the pane stays"


def test_ctrl_a_ticks_all_and_escape_ends(desk: Desk) -> None:
    desk.key(KEY.Key_A, CONTROL)
    assert len(ticked(desk)) == 130
    desk.key(KEY.Key_Escape)
    assert ticked(desk) == []
    assert not desk.cards.multi


def test_space_ticks_the_chosen_card(desk: Desk) -> None:
    desk.cards.set_multi(True)
    desk.key(KEY.Key_J)
    desk.key(KEY.Key_Space)
    assert ticked(desk) == [1]


def test_what_would_be_refused_is_said_before(desk: Desk) -> None:
    desk.page.visit(View.ALL)
    desk.settle()
    ids = list(desk.page.model.ids())
    final = next(n for n in ids if desk.world.case(n).final)
    good = next(n for n in ids if desk.world.case(n).todo and desk.world.case(n).type != "exchange"
                and desk.world.case(n).stage == "merchant_review")  # fmt: skip
    desk.cards.toggle(final)
    desk.cards.toggle(good)
    desk.settle()
    bar = desk.page.view.list.batch
    assert bar.text() == "已选 2 单，其中 1 单现在不能退款"
    desk.cards.toggle(good)
    desk.settle()
    assert bar.agree_button().blocked()


def test_a_batch_refund_gives_a_result_for_each_card_with_its_rule(desk: Desk) -> None:
    desk.page.visit(View.ALL)
    desk.settle()
    world = desk.world
    ids = [n for n in desk.page.model.ids() if world.case(n).stage == "merchant_review"
           and world.case(n).type == "return_refund" and world.case(n).todo][:2]  # fmt: skip
    final = next(n for n in desk.page.model.ids() if desk.world.case(n).final)
    for number in (*ids, final):
        desk.cards.toggle(number)
    desk.settle()
    desk.bot.keyClick(desk.cards, "a")
    desk.settle()
    results = desk.page.view.results
    assert results.isVisible()
    assert [o.result.ok for o in results.outcomes()].count(True) == 2
    refused = next(o for o in results.outcomes() if not o.result.ok)
    assert refusal_words(refused)[0].endswith("· CASE-4")
    assert not desk.cards.multi
    for number in ids:
        intent = desk.world.case(number).intent
        assert intent is not None
        assert intent.state is Delivery.WAITING
        assert intent.args["amount_fen"] == desk.world.case(number).claim_fen


def test_a_batch_flag_and_assign(desk: Desk) -> None:
    for row in (1, 2):
        desk.click(row, CONTROL)
    numbers = set(desk.page.model.ticked)
    desk.settle()
    bar = desk.page.view.list.batch
    bar.flag_button().menu_shown().actions()[3].trigger()
    desk.settle()
    assert {desk.world.case(n).local.flag for n in numbers} == {"blue"}
    for number in numbers:
        desk.cards.toggle(number)
    desk.settle()
    bar.assign_button().menu_shown().actions()[1].trigger()
    desk.settle()
    assert {desk.world.case(n).local.assignee for n in numbers} == {"阿禾"}


def test_too_many_at_once_are_refused_with_a_reason(desk: Desk) -> None:
    desk.page.batch.choose(range(1, 300))
    blocked = desk.page.view.list.batch.agree_button().blocked()
    assert blocked == "一次最多 200 单。"


def test_another_view_ends_ticking(desk: Desk) -> None:
    desk.click(2, CONTROL)
    desk.page.visit(View.BUYER)
    desk.settle()
    assert not desk.cards.multi
    assert desk.page.view.list.heads.currentWidget() is desk.page.view.list.head
