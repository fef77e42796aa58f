"""Views, filters, orders, search and saved views; what an empty or failed list says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.gui.looks import OFFSCREEN
from tests.helpers.desk import Desk, end_desk, make_desk, settle
from tests.helpers.fake_world import FakeWorld
from workbench.base.errors import KnownError
from workbench.base.texts import text
from workbench.domain.case import CaseKey
from workbench.domain.kinds import CaseId, ShopId, Sort, Stage, Turn, View
from workbench.services.queries import CaseQuery
from workbench.ui.queue import choice

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

LEFT = Qt.MouseButton.LeftButton
KEY = Qt.Key
pytestmark = OFFSCREEN


def tab(desk: Desk, view: View) -> None:
    """Click on a view's tab."""
    tabs = desk.page.view.tabs.tabs()
    place = tabs.tabRect(list(View).index(view)).center()
    desk.bot.mouseClick(tabs, LEFT, pos=place)
    desk.settle()


def stages(desk: Desk) -> set[str]:
    """The stages of the rows in the list."""
    return {desk.world.case(number).stage for number in desk.page.model.ids()}


def test_tabs_show_the_counts_of_their_views(desk: Desk) -> None:
    tabs = desk.page.view.tabs.tabs()
    shown = [tabs.tabText(index) for index in range(tabs.count())]
    assert shown[0] == "待处理 130"
    assert shown[-1] == "全部 200"


@pytest.mark.parametrize(
    ("view", "fits"),
    [
        (View.BUYER, {"buyer_return_waybill", "buyer_after_refusal"}),
        (View.DONE, {"refunded", "closed"}),
        (View.RECEIPT, {"merchant_confirm_receipt", "merchant_ship"}),
    ],
)
def test_a_tab_shows_its_view(desk: Desk, view: View, fits: set[str]) -> None:
    tab(desk, view)
    assert desk.page.model.rowCount() > 0
    assert stages(desk) <= fits
    assert desk.row() == 0
    assert desk.cards.hasFocus()


def test_ctrl_and_a_figure_choose_a_view(desk: Desk) -> None:
    desk.key(KEY.Key_5, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert desk.page.showing.query.view is View.BUYER


def test_the_head_says_count_and_sum(desk: Desk) -> None:
    assert desk.page.view.list.head.sum_text().startswith("130 单，涉及 ¥")


def test_a_card_that_is_in_the_next_view_too_stays_at_its_pixel(desk: Desk) -> None:
    desk.cards.select(desk.page.model.id_at(20))
    desk.cards.verticalScrollBar().setValue(15 * desk.cards.row_height)
    desk.settle()
    chosen, y = desk.cards.selected, desk.y()
    tab(desk, View.ALL)
    assert (desk.cards.selected, desk.y()) == (chosen, y)


def test_orders_are_chosen_from_the_menu(desk: Desk) -> None:
    button = desk.page.view.list.head.sort_button()
    button.menu_shown().actions()[2].trigger()
    desk.settle()
    assert desk.page.showing.query.sort is Sort.AMOUNT
    claims = [desk.world.case(number).claim_fen for number in desk.page.model.ids()]
    assert claims == sorted(claims, reverse=True)
    assert button.words() == "按金额"


def test_by_expected_loss_the_list_says_why_a_card_is_first(desk: Desk) -> None:
    desk.page.view.list.head.sort_button().menu_shown().actions()[1].trigger()
    desk.settle()
    desk.key(KEY.Key_J)
    desk.settle()
    line = desk.page.view.list.stake
    assert line.isVisible()
    assert line.text().startswith("排第 2：")


def test_filters_work_at_once_and_can_be_taken_off_one_by_one(desk: Desk) -> None:
    view = desk.page.view
    desk.bot.mouseClick(view.list.head.filter_button(), LEFT)
    assert view.filters.isVisible()
    desk.settle()
    combo = view.filters.form.combos["platform"]
    combo.setFocus()
    desk.bot.keyClick(combo, KEY.Key_Down)
    desk.settle()
    taobao = desk.page.model.rowCount()
    assert 0 < taobao < 130
    field = view.filters.form.fields["min_fen"]
    field.setFocus()
    desk.bot.keyClicks(field, "300")
    desk.bot.keyClick(field, KEY.Key_Return)
    desk.settle()
    assert desk.page.showing.query.min_fen == 30_000
    assert desk.page.model.rowCount() < taobao
    desk.bot.keyClick(field, KEY.Key_Escape)
    assert not view.filters.isVisible()
    desk.page.view.list.chips.removed.emit("platform")
    desk.settle()
    assert desk.page.showing.query.platform == ""
    assert view.list.head.filter_button().words() == "筛选 1"


def test_a_wrong_amount_is_said_and_not_used(desk: Desk) -> None:
    desk.bot.mouseClick(desk.page.view.list.head.filter_button(), LEFT)
    field = desk.page.view.filters.form.fields["max_fen"]
    field.setFocus()
    desk.bot.keyClicks(field, "many")
    desk.bot.keyClick(field, KEY.Key_Return)
    assert field.error() == "这不是金额，请写成 12.50"
    assert desk.page.showing.query.max_fen is None


def test_letters_typed_in_the_filter_panel_are_not_acts(desk: Desk) -> None:
    desk.bot.mouseClick(desk.page.view.list.head.filter_button(), LEFT)
    desk.bot.keyClick(desk.page.view.filters, "a")
    assert desk.pane.ran == []


@pytest.mark.parametrize("words", ["葡", "葡萄", "阳光玫瑰葡萄 顺丰", "1790440288160000"])
def test_search_of_any_length(desk: Desk, words: str) -> None:
    desk.session.searched.emit(words)
    desk.settle()
    assert desk.page.model.rowCount() > 0
    assert desk.page.view.list.head.filter_button().words() == "筛选 1"


def test_a_search_without_a_hit_offers_to_clear_it(desk: Desk) -> None:
    desk.session.searched.emit("没有这样的词")
    desk.settle()
    state = desk.page.view.list.state
    assert state.isVisible()
    assert "没有符合筛选的单" in state.accessibleName()
    state.acted.emit()
    desk.settle()
    assert desk.page.model.rowCount() == 130


def test_a_view_is_saved_and_recalled(desk: Desk) -> None:
    desk.page.showing.set_query(replace(desk.page.showing.query, min_fen=40_000))
    desk.settle()
    count = desk.page.model.rowCount()
    desk.bot.mouseClick(desk.page.view.tabs.save_button(), LEFT)
    field = desk.page.view.naming.field()
    desk.bot.keyClick(field, KEY.Key_Return)
    assert field.error() == "先起个名字"
    desk.bot.keyClicks(field, "Big")
    desk.bot.keyClick(field, KEY.Key_Return)
    desk.settle()
    assert desk.world.drafts["views"] == {"views": [{"name": "Big", "query": {"min_fen": 40_000}}]}
    desk.page.showing.set_query(CaseQuery())
    desk.settle()
    button = desk.page.view.tabs.saved_button("Big")
    assert button.words() == f"Big {count}"
    desk.bot.mouseClick(button, LEFT)
    desk.settle()
    assert desk.page.model.rowCount() == count


def test_saved_views_survive_nonsense_in_the_data_folder(qtbot: QtBot, tmp_path: Path) -> None:
    world = FakeWorld(20)
    world.drafts["views"] = {
        "views": [
            "nonsense",
            {"name": "Good", "query": {"view": "buyer", "sort": "colour", "min_fen": "much"}},
        ]
    }
    desk = make_desk(qtbot, tmp_path, world=world)
    assert desk.page.saved.views == {"Good": CaseQuery(view=View.BUYER)}
    end_desk(desk)


def test_a_query_survives_being_written_down() -> None:
    query = CaseQuery(
        view=View.SOON, platform="taobao", flag="red", min_fen=100, search="x", sort=Sort.STAKE
    )
    assert choice.from_plain(choice.to_plain(query)) == query


def test_another_shop_shows_its_cases_only(desk: Desk) -> None:
    desk.session.choose_shop("s3")
    desk.settle()
    assert {desk.world.case(n).key.shop for n in desk.page.model.ids()} == {"s3"}


def test_going_to_a_case_of_another_view_shows_it(desk: Desk) -> None:
    closed = next(n for n in range(20, 200) if desk.world.case(n).final)
    desk.page.visit(desk.world.key(closed))
    desk.settle(8)
    assert desk.cards.selected == closed
    assert desk.page.showing.query.view is View.ALL


def test_going_to_a_case_that_is_gone_says_so(desk: Desk) -> None:
    said: list[str] = []
    desk.session.told.connect(lambda words, _kind: said.append(words))
    desk.page.visit(CaseKey(ShopId("s1"), CaseId("nothing")))
    desk.settle()
    assert said == ["这张单已经不在了。"]


def test_an_empty_list_says_what_is_true_and_what_comes_next(qtbot: QtBot, tmp_path: Path) -> None:
    world = FakeWorld(40, scene=False)
    for number in list(world.specs):
        if world.case(number).todo:
            world.change(number, turn=Turn.BUYER, stage=Stage.BUYER_RETURN_WAYBILL)
    desk = make_desk(qtbot, tmp_path, world=world)
    done = desk.page.view.list.done
    assert done.isVisible()
    assert done.accessibleName().startswith("待处理清空了")
    desk.bot.mouseClick(done.link(View.BUYER), LEFT)
    desk.settle()
    assert desk.page.showing.query.view is View.BUYER
    assert desk.page.model.rowCount() > 0
    assert desk.cards.hasFocus()
    end_desk(desk)


def test_nothing_is_said_for_300_ms_and_then_grey_rows_stand_there(
    qtbot: QtBot, tmp_path: Path
) -> None:
    world = FakeWorld(50)
    world.gate.clear()
    desk = make_desk(qtbot, tmp_path, world=world, wait=False)
    listing = desk.page.view.list
    assert listing.body.currentWidget() is listing.blank
    qtbot.waitUntil(lambda: listing.body.currentWidget() is listing.skeleton)
    world.gate.set()
    settle(qtbot, desk.session)
    assert listing.body.currentWidget() is desk.cards
    end_desk(desk)


def test_could_not_look_is_never_nothing_there(qtbot: QtBot, tmp_path: Path) -> None:
    world = FakeWorld(50)
    world.failures["snapshot"] = KnownError("locked", text("The file is locked."))
    desk = make_desk(qtbot, tmp_path, world=world)
    state = desk.page.view.list.state
    assert desk.page.view.list.body.currentWidget() is state
    assert "队列没读出来" in state.accessibleName()
    assert "草稿都在" in state.accessibleName()
    state.acted.emit()
    desk.settle()
    assert desk.page.model.rowCount() > 0
    end_desk(desk)


def test_an_empty_list_shows_no_case_and_has_no_living_keys(desk: Desk) -> None:
    first = desk.page.pane.key
    desk.session.searched.emit("没有这样的词")
    desk.settle()
    assert (desk.cards.selected, desk.page.pane.key) == (None, None)
    assert desk.pane.shown[-1] is None
    desk.bot.keyClick(desk.page, Qt.Key.Key_A)
    assert desk.pane.ran == []
    desk.session.searched.emit("")
    desk.settle()
    desk.bot.waitUntil(lambda: desk.pane.shown[-1] == first)
