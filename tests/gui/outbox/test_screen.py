"""The outbox screen by real keys and clicks: take back, hand-offs, words of the platform."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.gui.entries.orders import OrderWorld, hosted, order_session
from tests.gui.outbox.acts import PAGE, WORDS, outbox_world
from tests.helpers.fake_world import NOW
from workbench.domain.kinds import CommandId, Delivery
from workbench.ui.outbox import phrasing, stock
from workbench.ui.outbox.parcel_view import ParcelRow
from workbench.ui.outbox.screen import OutboxScreen
from workbench.ui.session import Session

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Room:
    """A shown outbox, what it opened and told."""

    def __init__(self, qtbot: QtBot, world: OrderWorld, session: Session) -> None:
        self.bot, self.world, self.session = qtbot, world, session
        self.opened: list[str] = []
        self.asked: list[tuple[str, object]] = []
        self.works = True
        session.asked.connect(lambda name, what: self.asked.append((name, what)))
        self.screen = OutboxScreen(session, self._open)
        self.host = hosted(qtbot, self.screen, 1376, 824)
        self.wait(lambda: bool(self.screen.view.rows()))

    def _open(self, url: str) -> bool:
        self.opened.append(url)
        return self.works

    def wait(self, done: Callable[[], bool]) -> None:
        """Until it is so."""
        self.bot.waitUntil(done, timeout=5_000)

    def row(self, command: str) -> ParcelRow:
        """The row of an act."""
        return next(row for row in self.screen.view.rows() if row.view.id == command)


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    session = order_session(outbox_world(), tmp_path)
    world = outbox_world()
    session.operations.close()
    session = order_session(world, tmp_path)
    made = Room(qtbot, world, session)
    yield made
    made.screen.hide()
    session.operations.close()


def test_every_act_stands_in_its_group(room: Room) -> None:
    groups = {row.view.id: row.view.group for row in room.screen.view.rows()}
    assert groups == {
        "c1": stock.WAITING, "c2": stock.WAITING, "c3": stock.SENDING, "c4": stock.UNKNOWN,
        "c5": stock.REFUSED, "c6": stock.BY_HAND, "c7": stock.DONE, "c8": stock.DONE,
    }  # fmt: skip


def test_a_refusal_shows_the_platforms_words_as_words_and_what_to_do(room: Room) -> None:
    row = room.row("c5")
    assert row.words.words.text() == "平台说：<b>要先协商</b>[U+202E]，再拒绝"
    assert row.words.words.textFormat() is Qt.TextFormat.PlainText
    assert row.advice.words.text() == "平台要求先协商。"


def test_z_takes_a_waiting_act_back(room: Room) -> None:
    row = room.row("c1")
    assert "6" in row.undo_words.text()
    row.setFocus()
    room.bot.keyClick(row, Qt.Key.Key_Z)
    room.wait(lambda: room.world.undone == ["c1"])
    room.wait(lambda: all(one.view.id != "c1" for one in room.screen.view.rows()))
    assert room.screen.view.rows()[0].isVisible()


def test_what_was_sent_cannot_be_taken_back(room: Room) -> None:
    for command in ("c3", "c4", "c7"):
        row = room.row(command)
        assert not row.undo.isVisible()
        row.setFocus()
        room.bot.keyClick(row, Qt.Key.Key_Z)
    assert room.world.undone == []


def test_the_undo_words_count_down_with_the_beat(room: Room) -> None:
    room.world.advance(2_000)
    room.session.beat.emit(room.session.now())
    assert "4" in room.row("c1").undo_words.text()


def test_a_hand_off_copies_opens_and_is_ticked_by_keys(room: Room) -> None:
    row = room.row("c6")
    row.setFocus()
    room.bot.keyClick(row, Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text() == WORDS
    room.bot.keyClick(row, Qt.Key.Key_O)
    assert room.opened == [PAGE]
    assert row.sheet is not None
    assert len(row.view.checks) == 3
    room.bot.keyClick(row, Qt.Key.Key_D)
    room.wait(lambda: room.world.done == ["c6"])
    room.wait(lambda: room.row("c6").view.group == stock.DONE)


def test_ticks_of_the_list_survive_a_reload(room: Room) -> None:
    sheet = room.row("c6").sheet
    assert sheet is not None
    room.bot.mouseClick(sheet.steps.row("1").box, Qt.MouseButton.LeftButton)
    room.screen.keeper.reload()
    room.world.advance(1_000)
    room.session.beat.emit(room.session.now())
    again = room.row("c6").sheet
    assert again is sheet
    assert again.steps.checked() == ("1",)


@pytest.mark.parametrize(
    "url",
    [
        "http://refund2.taobao.com/x", "https://refund2.taobao.com.evil.cn/x",
        "https://a@refund2.taobao.com/x", "https://refund2.taobao.com:444/x", "file:///etc/passwd",
        "javascript:alert(1)", "https://refund2.taobao.com/x y", "https://[", "",
    ],
)  # fmt: skip
def test_only_pages_of_the_platform_are_opened(room: Room, url: str) -> None:
    item = room.world.items["c6"]
    room.world.items["c6"] = replace(item, result={**item.result, "url": url})
    room.screen.keeper.reload()
    room.wait(lambda: room.row("c6").view.url == "")
    sheet = room.row("c6").sheet
    assert sheet is not None
    assert sheet.page.blocked()
    room.row("c6").setFocus()
    room.bot.keyClick(room.row("c6"), Qt.Key.Key_O)
    assert room.opened == []


def test_the_check_of_pages_lets_a_right_one_through() -> None:
    assert phrasing.page(PAGE, ("refund2.taobao.com",)) == PAGE
    assert phrasing.page(PAGE, ()) == ""


def test_without_a_browser_the_address_is_copied(room: Room) -> None:
    room.works = False
    room.screen.do("page", "c6")
    assert QGuiApplication.clipboard().text() == PAGE


def test_an_act_that_will_miss_its_deadline_is_said_loudly(room: Room) -> None:
    assert room.screen.view.banner.isVisible()  # c2: its card is past its zero
    assert room.row("c2").warning.isVisible()
    assert not room.row("c1").warning.isVisible()
    parcel = next(one for one in room.screen._stock.all() if one.id == "c1")
    due = parcel.due_at()
    assert due is not None
    assert not stock.late(parcel, NOW)
    assert stock.late(parcel, due + 1)


def test_enter_goes_to_the_case(room: Room) -> None:
    row = room.row("c4")
    row.setFocus()
    room.bot.keyClick(row, Qt.Key.Key_Return)
    assert room.asked[-1][0] == "queue"


def test_j_and_k_move_through_all_groups(room: Room) -> None:
    rows = room.screen.view.rows()
    rows[0].setFocus()
    for row in rows[:-1]:
        assert row.hasFocus()
        room.bot.keyClick(row, Qt.Key.Key_J)
    assert rows[-1].hasFocus()
    room.bot.keyClick(rows[-1], Qt.Key.Key_K)
    assert rows[-2].hasFocus()


def test_open_at_goes_to_one_act(room: Room) -> None:
    room.screen.open_at("c7")
    assert room.row("c7").hasFocus()


def test_broken_steps_of_a_hand_off_are_left_out() -> None:
    raw = [{"msgid": "a {x}", "values": {}, "plural": None}, {"values": 1}, 7, "<i>b</i>"]
    assert phrasing.checks(raw) == ("a {x}", "<i>b</i>")
    assert phrasing.checks("no list") == ()


def test_an_empty_outbox_says_what_is_true(room: Room) -> None:
    room.world.items.clear()
    room.screen.keeper.reload()
    room.wait(lambda: room.screen.view.places.currentWidget() is room.screen.view.empty)
    assert "没有在路上的" in room.screen.view.empty.accessibleName()


def test_could_not_look_is_not_empty(room: Room) -> None:
    from workbench.base.errors import KnownError
    from workbench.base.texts import text

    room.world.failures["outbox"] = KnownError("busy", text("The store is busy."))
    room.screen.keeper.reload()
    room.wait(lambda: "没能读出" in room.screen.view.empty.accessibleName())


def test_language_is_live(room: Room) -> None:
    room.session.apply_settings(room.session.settings.changed(language="en"))
    assert room.row("c5").advice.words.text() == "The platform wants a negotiation first."


def test_an_opening_of_an_entry_has_no_card_and_stands_there_all_the_same(room: Room) -> None:
    item = room.world.items["c1"]
    room.world.items["c9"] = replace(
        item,
        command_id=CommandId("c9"),
        case_id="",
        action="open_entry",
        state=Delivery.UNKNOWN,
    )
    room.screen.keeper.reload()
    room.wait(lambda: any(row.view.id == "c9" for row in room.screen.view.rows()))
    assert not room.row("c9").case.isVisible()


def test_the_first_act_has_the_keys_when_the_outbox_is_gone_to(room: Room) -> None:
    room.screen.setFocus()  # as the rail does
    assert room.screen.view.rows()[0].hasFocus()


def test_the_keys_come_with_the_rows_where_the_rail_was_faster(room: Room) -> None:
    kept = dict(room.world.items)
    room.world.items.clear()
    room.screen.keeper.reload()
    room.wait(lambda: not room.screen.view.rows())
    room.screen.setFocus()
    assert room.screen.hasFocus()
    room.world.items.update(kept)
    room.screen.keeper.reload()
    room.wait(lambda: bool(room.screen.view.rows()))
    assert room.screen.view.rows()[0].hasFocus()
