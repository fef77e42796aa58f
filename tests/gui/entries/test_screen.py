"""The entries screen by real keys and clicks: verdicts, ticks, one and many, what runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from tests.gui.entries.orders import (
    OrderWorld,
    entry,
    hosted,
    order,
    order_session,
    picture_world,
)
from workbench.domain.beijing import HOUR
from workbench.domain.case import CaseKey
from workbench.domain.kinds import Delivery, EntryState
from workbench.ui.entries.book import TABS
from workbench.ui.entries.phrasing import RowView
from workbench.ui.entries.screen import EntriesScreen
from workbench.ui.session import Session
from workbench.ui.values import CARD_ROLE

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CAN = "s1/2198440377160021"
OLD = "s1/2184091755238140"
LONG = "s1/2193774066519027"


class Room:
    """A shown screen, its world and what it told."""

    def __init__(self, qtbot: QtBot, world: OrderWorld, session: Session) -> None:
        self.bot, self.world, self.session = qtbot, world, session
        self.told: list[str] = []
        self.asked: list[tuple[str, object]] = []
        session.told.connect(lambda words, _kind: self.told.append(words))
        session.asked.connect(lambda name, what: self.asked.append((name, what)))
        self.screen = EntriesScreen(session)
        self.host = hosted(qtbot, self.screen, 1376, 824)
        self.list = self.screen.view.list
        self.list.setFocus()
        self.wait(self.judged)

    def judged(self) -> bool:
        """Everything is loaded and looked at."""
        lines = self.screen.listing.lines
        return bool(lines) and all(line.refusals is not None for line in lines)

    def wait(self, done: Callable[[], bool]) -> None:
        """Until it is so."""
        self.bot.waitUntil(done, timeout=5_000)

    def row(self, key: str) -> RowView:
        """What a row shows."""
        rows = self.list.rows
        found = rows.index(rows.row_of(key), 0).data(CARD_ROLE)
        assert isinstance(found, RowView)
        return found

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
            ) -> None:  # fmt: skip
        """A key on the list."""
        self.bot.keyClick(self.list, key, modifier)


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    world = picture_world()
    session = order_session(world, tmp_path)
    made = Room(qtbot, world, session)
    yield made
    made.screen.hide()
    session.operations.close()


def test_requests_stand_first_the_newest_on_top(room: Room) -> None:
    keys = room.list.rows.all_keys()
    assert keys[0] == CAN
    assert len(keys) == 6  # the seventh was opened before and has run out
    assert room.list.current_key() == CAN


def test_every_failing_rule_is_shown_with_its_sentence_and_what_would_help(room: Room) -> None:
    room.list.select_key(LONG)
    shown = room.screen.view.detail.shown()
    assert shown is not None
    assert [rule.rule for rule in shown.rules] == ["OPEN-2", "OPEN-3"]
    assert all(rule.words and rule.helps for rule in shown.rules)


def test_enter_opens_the_chosen_order_and_says_until_when(room: Room) -> None:
    room.key(Qt.Key.Key_Return)
    room.wait(lambda: ("s1", "2198440377160021") in room.world.entries)
    room.wait(lambda: any("12-23" in words for words in room.told))
    room.wait(lambda: CAN not in room.list.rows.all_keys())
    threads = {thread for name, thread in room.world.calls if name == "open_entries"}
    assert all(thread.startswith("network") for thread in threads)


def test_an_old_order_opens_only_after_the_tick(room: Room) -> None:
    room.list.select_key(OLD)
    room.key(Qt.Key.Key_T)
    assert room.screen.view.detail.tick.box.hasFocus()
    assert ("s1", "2184091755238140") not in room.world.entries
    room.bot.keyClick(room.screen.view.detail.tick.box, Qt.Key.Key_Space)
    assert room.row(OLD).act == "open"
    room.key(Qt.Key.Key_T)
    room.wait(lambda: ("s1", "2184091755238140") in room.world.entries)


def test_a_tick_for_one_order_is_none_for_another(room: Room) -> None:
    room.world.add(order("2184091755238199", 5, asked=40, created=130, success=110))
    room.screen.book.reload()
    other = "s1/2184091755238199"
    room.wait(lambda: other in room.list.rows.all_keys() and room.judged())
    room.list.select_key(OLD)
    room.screen.view.detail.tick.box.click()
    room.list.select_key(other)
    assert not room.screen.view.detail.tick.is_checked()
    assert room.row(other).act == "tick"


def test_the_button_of_a_row_opens_it(room: Room) -> None:
    index = room.list.rows.index(room.list.rows.row_of(CAN), 0)
    view = room.row(CAN)
    button = room.list.delegate.button_rect(room.list.visualRect(index), view)
    beside = QPoint(button.left() - 30, button.center().y())
    room.bot.mouseClick(room.list.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert ("s1", "2198440377160021") not in room.world.entries
    room.bot.mouseClick(room.list.viewport(), Qt.MouseButton.LeftButton, pos=button.center())
    room.wait(lambda: ("s1", "2198440377160021") in room.world.entries)


def test_what_cannot_be_opened_is_never_sent(room: Room) -> None:
    room.list.select_key(LONG)
    room.key(Qt.Key.Key_Return)
    assert "open_entries" not in [name for name, _thread in room.world.calls]
    assert any("OPEN-2" in words for words in room.told)


def test_a_batch_opens_what_may_be_opened_and_reports_each(room: Room) -> None:
    room.world.answers = {
        "2197882011453308": Delivery.UNKNOWN, "3720118655082240": Delivery.REFUSED,
    }  # fmt: skip
    room.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    head = room.screen.view.head
    assert "3" in head.open_all.words()
    room.key(Qt.Key.Key_Return)
    room.wait(lambda: room.screen.run.batch is not None and not room.screen.run.batch.running)
    batch = room.screen.run.batch
    assert batch is not None
    assert len(batch.done) == 3
    panel = room.screen.view.results
    assert panel.isVisible()
    told = [str(refusal.message.values) for item in batch.done for refusal in item.result.refused]
    assert any("<b>系统繁忙</b>" in words for words in told)
    room.wait(panel.retry.isVisible)


def test_a_refused_opening_of_the_platform_keeps_the_row_and_says_so(room: Room) -> None:
    room.world.answers = {"2198440377160021": Delivery.REFUSED}
    room.key(Qt.Key.Key_Return)
    room.wait(room.screen.view.results.isVisible)
    room.wait(lambda: room.screen.run.batch is not None and not room.screen.run.batch.running)
    assert room.world.entries[("s1", "2198440377160021")].state == EntryState.REFUSED


def test_pasted_numbers_become_the_list_and_the_unknown_are_named(room: Room) -> None:
    QGuiApplication.clipboard().setText("2179330455180072，2184091755238140\n9999999999\tabc")
    room.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    room.wait(lambda: room.list.rows.rowCount() == 2)
    assert room.screen.view.tabs.currentIndex() == TABS.index("orders")
    assert room.screen.view.note.isVisible()
    assert "9999999999" in room.screen.view.note.accessibleName()
    assert len(room.list.selected_keys()) == 2


def test_open_at_goes_straight_to_the_order(room: Room) -> None:
    room.screen.open_at("s3/6937001822549917")
    room.wait(lambda: room.list.current_key() == "s3/6937001822549917")
    room.screen.visit("2193774066519027")
    room.wait(lambda: room.list.current_key() == LONG)


def test_filter_by_words_and_only_what_can_be_opened(room: Room) -> None:
    room.screen.view.tabs.setCurrentIndex(TABS.index("orders"))
    room.wait(lambda: room.list.rows.rowCount() > 10)
    filters = room.screen.view.filters
    filters.search.setText("台灯")
    room.wait(lambda: room.list.rows.all_keys() == [LONG])
    filters.clear.click()
    room.wait(lambda: room.list.rows.rowCount() > 10 and room.judged())
    room.bot.mouseClick(filters.eligible.box, Qt.MouseButton.LeftButton)
    room.wait(lambda: room.list.rows.rowCount() == 3 and room.judged())
    assert all(room.row(key).act == "open" for key in room.list.rows.all_keys())


def test_a_day_that_is_none_is_marked_and_filters_nothing(room: Room) -> None:
    room.screen.view.tabs.setCurrentIndex(TABS.index("orders"))
    first = room.screen.view.filters.first
    first.setText("昨天")
    room.bot.keyClick(first, Qt.Key.Key_Return)
    assert first.error()
    assert room.screen.book.query.first is None


def test_countdowns_move_with_the_beat_and_repaint_only_what_differs(room: Room) -> None:
    room.world.advance(1_000)  # off the full hours at which all of them change
    room.session.beat.emit(room.session.now())
    running = room.screen.view.running.rows
    before = [running.index(at, 0).data() for at in range(running.rowCount())]
    changed: list[int] = []
    running.dataChanged.connect(lambda top, _bottom: changed.append(top.row()))
    room.world.advance(1_000)
    room.session.beat.emit(room.session.now())
    assert changed == [0]  # the only one under an hour
    assert running.index(0, 0).data() != before[0]


def test_an_order_by_hand_is_checked_and_then_shown(room: Room) -> None:
    room.screen.view.add.click()
    form = room.screen.view.form
    form.save.click()
    assert form.number.error()
    assert "save_order" not in [name for name, _thread in room.world.calls]
    room.bot.keyClicks(form.number, "5566778899")
    room.bot.keyClicks(form.paid, "1,299.5")
    room.bot.keyClicks(form.created, "2026-09-01")
    room.bot.keyClicks(form.success, "2026-08-01")
    form.save.click()
    assert form.success.error()
    form.success.clear()
    room.bot.keyClick(form.success, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    room.wait(lambda: ("s1", "5566778899") in room.world.orders)
    assert room.world.orders[("s1", "5566778899")].paid_fen == 129_950
    room.wait(lambda: room.list.current_key() == "s1/5566778899")
    assert not form.isVisible()


def test_a_used_entry_leads_to_its_case(room: Room) -> None:
    one = order("7000000000000001", 2, created=60, success=40)
    room.world.add(one)
    room.world.open(entry(one, EntryState.OPEN, left=HOUR, case_id="1790440288167752"))
    room.screen.book.reload()
    rows = room.screen.view.running.rows
    room.wait(lambda: rows.row_of("s1/7000000000000001") >= 0)
    table = room.screen.view.running
    table.setFocus()
    table.setCurrentIndex(rows.index(rows.row_of("s1/7000000000000001"), 0))
    room.bot.keyClick(table, Qt.Key.Key_Return)
    assert room.asked[-1] == ("queue", CaseKey(one.shop, "1790440288167752"))  # type: ignore[arg-type]


def test_hostile_titles_stay_words(room: Room) -> None:
    room.world.add(
        order("8000000000000001", 2, asked=1, created=60, success=40,
              item_title="<h1>x</h1>\u202egnp" + "长" * 900)
    )  # fmt: skip
    room.screen.book.reload()
    key = "s1/8000000000000001"
    room.wait(lambda: key in room.list.rows.all_keys())
    assert room.row(key).title.startswith("<h1>x</h1>[U+202E]gnp")
    assert len(room.row(key).title) < 300
    room.list.select_key(key)
    assert "\u202e" not in room.screen.view.detail.title.text()


def test_could_not_look_is_not_nothing_there(room: Room) -> None:
    from workbench.base.errors import KnownError
    from workbench.base.texts import text

    room.world.failures["entries"] = KnownError("busy", text("The store is busy."))
    room.screen.book.reload()
    room.wait(lambda: room.screen.view.places.currentWidget() is room.screen.view.empty)
    empty = room.screen.view.empty
    assert "没能读出" in empty.accessibleName()
    room.screen._empty_acted()
    room.wait(lambda: room.screen.view.places.currentWidget() is room.list)


def test_language_is_live(room: Room) -> None:
    room.session.apply_settings(room.session.settings.changed(language="en"))
    assert room.screen.view.tabs.words(0) == "Buyers' requests"
    assert room.row(CAN).chip.text == "Can be opened"


def test_the_batch_is_saved_without_formulas(room: Room, tmp_path: Path) -> None:
    one = order("6000000000000001", 2, asked=1, created=60, success=40, item_title="=1+1")
    room.world.add(one)
    room.screen.book.reload()
    room.wait(lambda: "s1/6000000000000001" in room.list.rows.all_keys() and room.judged())
    room.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    room.key(Qt.Key.Key_Return)
    room.wait(lambda: room.screen.run.batch is not None and not room.screen.run.batch.running)
    target = tmp_path / "out.csv"
    room.screen.run.save(target)
    room.wait(lambda: target.exists() and any("out.csv" in words for words in room.told))
    words = target.read_text("utf-8-sig")
    assert "'=1+1" in words
    assert ",=1+1" not in words


def test_the_chosen_order_stays_chosen_when_others_come_and_go(room: Room) -> None:
    room.list.select_key(LONG)
    for number in ("5000000000000001", "5000000000000002"):
        room.world.add(order(number, 2, asked=1, created=60, success=40))
    del room.world.orders[("s1", "2198440377160021")]
    room.screen.book.reload()
    room.wait(lambda: "s1/5000000000000001" in room.list.rows.all_keys())
    assert CAN not in room.list.rows.all_keys()
    assert room.list.current_key() == LONG
    assert room.list.selected_keys() == [LONG]
