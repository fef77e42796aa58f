"""By keys all the way: moving, deciding, going on, taking back nothing that is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from tests.gui.looks import OFFSCREEN
from workbench.domain.kinds import Action
from workbench.services.workbench import ActRequest
from workbench.ui import shortcuts
from workbench.ui.queue.choice import key_of
from workbench.ui.queue.keys import LETTERS

if TYPE_CHECKING:
    from tests.helpers.desk import Desk

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
pytestmark = OFFSCREEN


def decide(desk: Desk, action: Action = Action.REFUSE) -> None:
    """Decide the chosen card as the pane would."""
    row = desk.page.model.stored(desk.cards.selected)
    assert row is not None
    request = ActRequest(key=key_of(row), action=action)
    desk.session.operations.write(lambda door: door.act(request), desk.session.report)
    desk.settle()


def test_the_first_card_is_chosen_and_shown(desk: Desk) -> None:
    assert desk.row() == 0
    row = desk.page.model.stored(desk.cards.selected)
    assert row is not None
    assert desk.pane.shown == [key_of(row)]
    assert desk.cards.hasFocus()


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        ([KEY.Key_J], 1),
        ([KEY.Key_Down, KEY.Key_Down, KEY.Key_K], 1),
        ([KEY.Key_Up], 0),
        ([KEY.Key_End], 129),
        ([KEY.Key_End, KEY.Key_J], 129),
        ([KEY.Key_End, KEY.Key_Home], 0),
    ],
)
def test_keys_move_the_selection(desk: Desk, keys: list[Qt.Key], row: int) -> None:
    for key in keys:
        desk.key(key)
    assert desk.row() == row
    first, last = desk.cards.rows_in_sight()
    assert first <= row <= last


def test_a_page_down_and_up_comes_back(desk: Desk) -> None:
    desk.key(KEY.Key_PageDown)
    assert desk.row() == desk.cards.page_rows() > 5
    desk.key(KEY.Key_PageUp)
    assert desk.row() == 0


def test_letters_are_acts_on_the_chosen_card(desk: Desk) -> None:
    for letter in LETTERS:
        desk.bot.keyClick(desk.cards, letter.lower())
    assert desk.pane.ran == list(LETTERS.values())


def test_letters_work_from_the_pane_too(desk: Desk) -> None:
    desk.pane.button.setFocus()
    desk.bot.keyClick(desk.pane.button, "n")
    desk.bot.keyClick(desk.pane.button, "j")
    assert desk.pane.ran == ["negotiate"]
    assert desk.row() == 1


def test_letters_typed_into_a_field_are_words(desk: Desk) -> None:
    field = QLineEdit(desk.pane)
    field.show()
    field.setFocus()
    desk.bot.keyClicks(field, "narj.")
    assert field.text() == "narj."
    assert desk.pane.ran == []
    assert desk.row() == 0


def test_every_letter_of_the_queue_stands_in_the_table_of_keys() -> None:
    printed = {cap for key in shortcuts.KEYS if key.place == shortcuts.CASE for cap in key.caps}
    assert set(LETTERS) <= printed


def test_enter_goes_into_the_pane_and_escape_comes_back(desk: Desk) -> None:
    desk.key(KEY.Key_Return)
    assert desk.pane.button.hasFocus()
    desk.bot.keyClick(desk.pane.button, KEY.Key_Escape)
    assert desk.cards.hasFocus()


def test_the_list_switches_the_input_method_off(desk: Desk) -> None:
    desk.key(KEY.Key_J)
    assert not desk.cards.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert desk.cards.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is False


def test_ctrl_c_copies_the_order_id_without_gaps(desk: Desk) -> None:
    row = desk.page.model.stored(desk.cards.selected)
    assert row is not None
    desk.key(KEY.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == row.order_id


def test_a_held_key_reads_only_the_card_it_stops_at(desk: Desk) -> None:
    for _ in range(12):
        desk.key(KEY.Key_J)
    desk.bot.waitUntil(lambda: len(desk.pane.shown) > 1 and not desk.page.pane._calm.isActive())
    assert len(desk.pane.shown) <= 4
    row = desk.page.model.stored(desk.cards.selected)
    assert row is not None
    assert desk.pane.shown[-1] == key_of(row)


def test_after_a_decision_the_next_card_comes_and_the_last_one_can_be_taken_back(
    desk: Desk,
) -> None:
    desk.key(KEY.Key_J)
    desk.key(KEY.Key_J)
    decided = desk.cards.selected
    assert decided is not None
    decide(desk)
    desk.hear()
    assert desk.row() == 3
    card = desk.page.model.card(decided)
    assert card.undo is not None
    assert card.undo_text == "8 秒内可撤回"
    desk.world.advance(9_000)
    desk.heart.pump()
    desk.settle()
    desk.hear()
    assert desk.page.model.card(decided).countdown == "已拒绝"
    assert desk.page.model.row_of(decided) == 2, "it leaves when the hand moves, not by a timer"
    desk.key(KEY.Key_J)
    assert desk.page.model.row_of(decided) == -1


def test_after_the_next_card_came_new_ones_are_let_in_at_the_same_pixel(desk: Desk) -> None:
    for _ in range(20):
        desk.key(KEY.Key_J)
    desk.cards.verticalScrollBar().setValue(15 * desk.cards.row_height)
    desk.settle()
    following = desk.page.model.id_at(21)
    y = desk.cards.y_of(following)
    desk.world.arrive(in_ms=60_000)
    decide(desk)
    desk.hear()
    assert desk.cards.selected == following
    assert desk.page.model.row_of(201) >= 0, "the new card came in with the decision"
    assert desk.cards.y_of(following) == y


def test_a_flag_decides_nothing_and_the_card_stays(desk: Desk) -> None:
    chosen = desk.cards.selected
    row = desk.page.model.stored(chosen)
    assert row is not None
    request = ActRequest(key=key_of(row), action=Action.FLAG, args={"flag": "red"})
    desk.session.operations.write(lambda door: door.act(request), desk.session.report)
    desk.settle()
    assert desk.cards.selected == chosen
    assert desk.page.model.card(chosen or 0).chips[-1].ink == "flag_red"


def test_a_screen_reader_can_move_the_selection(desk: Desk) -> None:
    index = desk.page.model.index(5, 0)
    desk.cards.selectionModel().setCurrentIndex(
        index, QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    assert desk.row() == 5
    spoken = desk.page.model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert "¥" in spoken


def test_what_is_taken_back_is_no_card_that_left(desk: Desk) -> None:
    desk.key(KEY.Key_J)
    desk.key(KEY.Key_J)
    number = desk.cards.selected
    assert number is not None
    decide(desk)
    desk.hear()
    assert number in desk.page.model.left
    desk.page.loader.least_gap_ms = 3_600_000  # no look comes to its help
    intent = desk.world.case(number).intent
    assert intent is not None
    desk.session.operations.write(lambda door: door.undo(intent.command_id), desk.session.report)
    desk.settle()
    assert not desk.page.model.card(number).done
    assert desk.page.model.card(number).undo is None
