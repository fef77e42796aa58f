"""The list never jumps: whatever comes or goes, the chosen card stays at its pixel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from tests.gui.looks import OFFSCREEN
from workbench.domain.beijing import HOUR, MINUTE
from workbench.domain.kinds import Stage, Turn, View

if TYPE_CHECKING:
    import pytest

    from tests.helpers.desk import Desk

KEY = Qt.Key
pytestmark = OFFSCREEN


def scrolled(desk: Desk, row: int = 30) -> None:
    """Choose a card in the middle of the list."""
    desk.cards.select(desk.page.model.id_at(row))
    desk.cards.verticalScrollBar().setValue((row - 5) * desk.cards.row_height + 7)
    desk.settle()


def test_new_cards_wait_behind_the_pill(desk: Desk) -> None:
    before = list(desk.page.model.ids())
    for _ in range(3):
        desk.world.arrive(in_ms=2 * HOUR)
    desk.hear()
    assert list(desk.page.model.ids()) == before
    assert desk.page.view.list.head.pill_text() == "3 张新单"


def test_a_moved_card_is_counted_and_stays_until_it_is_taken_in(desk: Desk) -> None:
    moved = desk.page.model.id_at(9)
    assert moved is not None
    desk.world.change(moved, due=desk.session.now() + 40 * HOUR)
    desk.world.arrive()
    desk.hear()
    assert desk.page.view.list.head.pill_text() == "1 张新单，1 张变了时限"
    assert desk.page.model.row_of(moved) == 9


def test_taking_in_keeps_the_chosen_card_at_its_pixel(desk: Desk) -> None:
    scrolled(desk)
    chosen, y = desk.cards.selected, desk.y()
    for _ in range(4):
        desk.world.arrive(in_ms=10 * MINUTE)
    desk.hear()
    desk.key(KEY.Key_Period)
    desk.settle()
    assert (desk.cards.selected, desk.y()) == (chosen, y)
    assert desk.row() == 34
    assert desk.page.view.list.head.pill_text() == ""


def test_the_check_notices_a_list_that_does_jump(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The seeded bug: a list that takes its snapshot without keeping the place."""
    monkeypatch.setattr(type(desk.cards), "keep", lambda _self, change, **_more: change())
    scrolled(desk)
    y = desk.y()
    for _ in range(4):
        desk.world.arrive(in_ms=10 * MINUTE)
    desk.hear()
    desk.key(KEY.Key_Period)
    desk.settle()
    assert desk.y() != y


def test_the_pill_can_be_clicked(desk: Desk) -> None:
    scrolled(desk)
    y = desk.y()
    desk.world.arrive(in_ms=10 * MINUTE)
    desk.hear()
    desk.bot.mouseClick(desk.page.view.list.head.pill(), Qt.MouseButton.LeftButton)
    desk.settle()
    assert (desk.row(), desk.y()) == (31, y)


def test_without_a_chosen_card_in_sight_the_first_seen_card_keeps_its_place(desk: Desk) -> None:
    desk.cards.select(desk.page.model.id_at(2))
    desk.cards.verticalScrollBar().setValue(40 * desk.cards.row_height + 11)
    first = desk.page.model.id_at(desk.cards.rows_in_sight()[0])
    y = desk.cards.y_of(first)
    desk.world.arrive(in_ms=10 * MINUTE)
    desk.hear()
    desk.key(KEY.Key_Period)
    desk.settle()
    assert desk.cards.y_of(first) == y


def test_a_card_that_others_closed_stays_dimmed_while_it_is_chosen(desk: Desk) -> None:
    scrolled(desk)
    chosen, y = desk.cards.selected, desk.y()
    assert chosen is not None
    desk.world.change(chosen, stage=Stage.REFUNDED, turn=Turn.NONE)
    desk.world.arrive(in_ms=10 * MINUTE)
    desk.hear()
    desk.key(KEY.Key_Period)
    desk.settle()
    assert (desk.cards.selected, desk.y()) == (chosen, y)
    assert desk.page.model.card(chosen).done
    desk.key(KEY.Key_J)
    assert desk.page.model.row_of(chosen) == -1
    assert desk.y() == y, "the next card comes to where the last one stood"


def test_leaving_by_the_mouse_moves_nothing_under_the_pointer(desk: Desk) -> None:
    chosen = desk.cards.selected
    assert chosen is not None
    desk.world.change(chosen, stage=Stage.REFUNDED, turn=Turn.NONE)
    desk.hear()
    target = desk.page.model.id_at(6)
    y = desk.cards.y_of(target)
    desk.click(6)
    assert desk.cards.selected == target
    assert desk.cards.y_of(target) == y
    assert desk.page.model.row_of(chosen) == 0, "at the top of the list it waits"
    scrolled(desk)
    assert desk.page.model.row_of(chosen) == -1


def test_a_changed_card_is_repainted_in_place(desk: Desk) -> None:
    number = desk.page.model.id_at(3)
    assert number is not None
    desk.world.change(number, claim_fen=6000)
    desk.hear()
    assert desk.page.model.card(number).amount == "¥60.00"
    assert desk.page.model.row_of(number) == 3
    assert desk.page.view.list.head.pill_text() == ""


def test_another_density_keeps_the_chosen_card_at_its_pixel(desk: Desk) -> None:
    scrolled(desk)
    y = desk.y()
    settings = desk.session.settings.changed(density="compact")
    desk.session.apply_settings(settings)
    assert desk.cards.row_height == 40
    assert desk.y() == y


def test_the_model_keeps_qts_contract_through_everything(desk: Desk) -> None:
    model = desk.page.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    chosen = desk.cards.selected
    assert chosen is not None
    desk.world.arrive()
    desk.world.change(chosen, stage=Stage.REFUNDED, turn=Turn.NONE)
    desk.hear()
    desk.key(KEY.Key_Period)
    desk.settle()
    desk.key(KEY.Key_J)
    desk.page.view.tabs.tabs().setCurrentIndex(list(View).index(View.ALL))
    desk.settle()
    assert tester.model() is model
    assert model.rowCount() == 201
