"""The window: navigation, bars, strips, what is remembered, keys that work everywhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.gui.looks import OFFSCREEN
from tests.helpers.allergic import running_timers
from tests.helpers.desk import end_window, make_window, settle
from tests.helpers.fake_door import FakeDoor
from tests.helpers.fake_world import NOW, FakeWorld
from workbench.base.errors import KnownError
from workbench.base.texts import text
from workbench.domain.beijing import HOUR, MINUTE
from workbench.domain.case import Shop
from workbench.domain.kinds import Action, Platform, ShopId, ShopKind
from workbench.services.workbench import ActRequest, SyncReport
from workbench.ui import shortcuts
from workbench.ui.heartbeat import BEAT_MS, HURRIED_MS
from workbench.ui.navigation import ROOMS
from workbench.ui.queue.choice import key_of
from workbench.ui.queue.page import QueuePage
from workbench.ui.theme.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from workbench.ui.main_window import MainWindow

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
pytestmark = OFFSCREEN


@pytest.fixture
def house(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[FakeWorld, MainWindow]]:
    """A window over 200 cases."""
    world, window = make_window(qtbot, tmp_path)
    yield world, window
    end_window(window)


def queue(window: MainWindow) -> QueuePage:
    """The queue page."""
    page = window.navigation.built("queue")
    assert isinstance(page, QueuePage)
    page.loader.least_gap_ms = 0
    return page


def decide(qtbot: QtBot, window: MainWindow) -> None:
    """Refuse the chosen card, as the pane would."""
    page = queue(window)
    row = page.model.stored(page.cards.selected)
    assert row is not None
    request = ActRequest(key=key_of(row), action=Action.REFUSE)
    window.session.operations.write(lambda door: door.act(request), window.session.report)
    settle(qtbot, window.session)


def test_the_queue_is_in_front_and_its_list_has_the_keys(
    house: tuple[FakeWorld, MainWindow],
) -> None:
    window = house[1]
    assert window.navigation.current == "queue"
    assert queue(window).cards.hasFocus()


def test_other_pages_are_built_at_their_first_visit(
    house: tuple[FakeWorld, MainWindow], qtbot: QtBot
) -> None:
    window = house[1]
    assert window.navigation.built("settings") is None
    qtbot.mouseClick(window.navigation.rail.button("settings"), LEFT)
    page = window.navigation.built("settings")
    assert window.navigation.stack.currentWidget() is page
    window.navigation.go("queue")
    window.navigation.go("settings")
    assert window.navigation.built("settings") is page


def test_an_unknown_page_changes_nothing(house: tuple[FakeWorld, MainWindow]) -> None:
    house[1].navigation.go("nothing")
    assert house[1].navigation.current == "queue"


def test_the_title_and_the_rail_count_the_critical_cards(
    house: tuple[FakeWorld, MainWindow],
) -> None:
    window = house[1]
    assert window.windowTitle() == "(3) 售后工作台"
    assert window.navigation.rail.button("queue").badge() == 3


def test_the_count_follows_the_clock(house: tuple[FakeWorld, MainWindow], qtbot: QtBot) -> None:
    world, window = house
    world.advance(30 * MINUTE)
    window.heartbeat._beat()
    settle(qtbot, window.session)
    expected = window.overlook.latest
    assert expected is not None
    assert window.windowTitle() == f"({expected.summary.critical}) 售后工作台"
    assert expected.summary.overdue == 3


def test_the_status_line_tells_time_and_the_longest_wait(
    house: tuple[FakeWorld, MainWindow],
) -> None:
    waited, time = house[1].status.texts()
    assert time == "北京时间 09:31"
    assert waited.startswith("最久的等了 ")


def test_the_outbox_count_and_the_last_sync_stand_in_the_top_bar(
    house: tuple[FakeWorld, MainWindow], qtbot: QtBot
) -> None:
    world, window = house
    assert window.top.outbox.words() == "发件 3"
    assert window.top.sync.words() == "还没同步"
    qtbot.mouseClick(window.top.sync, LEFT)
    settle(qtbot, window.session)
    assert window.top.sync.words() == "刚刚同步"
    world.advance(2 * MINUTE)
    window.heartbeat._beat()
    assert window.top.sync.words() == "2 分钟前同步"


def test_a_file_shop_says_how_old_its_truth_is(qtbot: QtBot, tmp_path: Path) -> None:
    world = FakeWorld(20)
    world.shops[:] = [
        Shop(id=ShopId("s1"), name="文件店", platform=Platform.TMALL, kind=ShopKind.FILES,
             as_of=NOW - 3 * HOUR)  # type: ignore[arg-type]
    ]  # fmt: skip
    world.specs = {n: spec._replace(shop="s1") for n, spec in world.specs.items()}
    world, window = make_window(qtbot, tmp_path, world=world)
    assert window.top.sync.words() == "截至 06:31"
    end_window(window)


def test_the_shop_switch_changes_every_page(
    house: tuple[FakeWorld, MainWindow], qtbot: QtBot
) -> None:
    world, window = house
    window.top.shops.menu_shown().actions()[2].trigger()
    settle(qtbot, window.session)
    assert window.session.shop == "s2"
    page = queue(window)
    assert {world.case(n).key.shop for n in page.model.ids()} == {"s2"}


def test_words_in_the_search_field_filter_the_list_and_the_field_keeps_the_focus(
    house: tuple[FakeWorld, MainWindow], qtbot: QtBot
) -> None:
    window = house[1]
    window.activateWindow()
    qtbot.keyClick(queue(window).cards, KEY.Key_F, CONTROL)
    assert window.top.search.hasFocus()
    window.top.search.setText("葡萄")
    with qtbot.waitSignal(window.top.search.searched):
        pass
    settle(qtbot, window.session)
    assert queue(window).showing.query.search == "葡萄"
    assert window.top.search.hasFocus()


def test_demo_shows_the_owner_four_figures(qtbot: QtBot, tmp_path: Path) -> None:
    world, window = make_window(qtbot, tmp_path, demo=True, size=(1280, 720))
    assert window.demo is not None
    assert window.demo.isVisible()
    names = [name for name, _value, _ink in window.demo.figures.figures()]
    assert names == ["今天到点", "已超时", "今天已办", "可能损失"]
    assert window.demo.figures.figures()[2][1] == "14"
    del world
    end_window(window)


def test_a_real_shop_has_no_demo_strip(house: tuple[FakeWorld, MainWindow]) -> None:
    assert house[1].demo is None


def test_no_platform_answers_and_the_banner_says_what_waits(
    house: tuple[FakeWorld, MainWindow], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = house[1]

    def fail(self: FakeDoor, shop: str = "") -> list[SyncReport]:
        del self, shop
        return [SyncReport(shop="s1", read=0, changed=0, unknown_words=0, failed=text("Down."))]

    with monkeypatch.context() as patch:
        patch.setattr(FakeDoor, "sync", fail)
        window.heartbeat.sync()
        settle(qtbot, window.session)
    assert window.offline.isVisible()
    assert queue(window).cards.isVisible(), "the queue stays usable"
    window.offline.acted.emit()
    settle(qtbot, window.session)
    assert not window.offline.isVisible()


def test_a_job_that_fails_is_said_once_in_a_minute(
    house: tuple[FakeWorld, MainWindow], qtbot: QtBot
) -> None:
    world, window = house
    said: list[str] = []
    window.toast.announce = lambda words, **_more: said.append(words)  # type: ignore[method-assign]
    for _ in range(3):
        world.failures["data_version"] = KnownError("busy", text("The file is locked."))
        window.heartbeat.poll()
        settle(qtbot, window.session)
    assert said == ["The file is locked."]


def test_ctrl_z_takes_the_last_decision_back_and_returns_to_its_card(
    house: tuple[FakeWorld, MainWindow], qtbot: QtBot
) -> None:
    world, window = house
    page = queue(window)
    page.cards.step(1)
    page.cards.step(1)
    settle(qtbot, window.session)
    number = page.cards.selected
    assert number is not None
    decide(qtbot, window)
    assert world.case(number).busy
    assert page.cards.selected != number
    qtbot.keyClick(page.cards, KEY.Key_Z, CONTROL)
    settle(qtbot, window.session)
    assert not world.case(number).busy
    assert page.cards.selected == number
    assert not page.model.card(number).done


def test_ctrl_z_in_an_editor_is_the_editors(
    house: tuple[FakeWorld, MainWindow], qtbot: QtBot
) -> None:
    world, window = house
    number = queue(window).cards.selected
    assert number is not None
    queue(window).cards.step(2)
    settle(qtbot, window.session)
    number = queue(window).cards.selected
    assert number is not None
    decide(qtbot, window)
    window.top.search.setFocus()
    qtbot.keyClicks(window.top.search, "abc")
    qtbot.keyClick(window.top.search, KEY.Key_Z, CONTROL)
    settle(qtbot, window.session)
    assert window.top.search.text() != "abc"
    assert world.case(number).busy


def test_nothing_to_take_back_is_said(house: tuple[FakeWorld, MainWindow], qtbot: QtBot) -> None:
    window = house[1]
    said: list[str] = []
    window.session.told.connect(lambda words, _kind: said.append(words))
    qtbot.keyClick(queue(window).cards, KEY.Key_Z, CONTROL)
    assert said == ["没有还能撤回的了。"]


def test_the_heart_beats_faster_only_while_an_undo_line_is_seen(
    house: tuple[FakeWorld, MainWindow], qtbot: QtBot
) -> None:
    world, window = house
    assert window.heartbeat.interval == BEAT_MS
    queue(window).cards.step(2)
    settle(qtbot, window.session)
    decide(qtbot, window)
    window.heartbeat._beat()
    assert window.heartbeat.interval == HURRIED_MS
    world.advance(9_000)
    window.heartbeat._beat()
    settle(qtbot, window.session)
    window.heartbeat._beat()
    assert window.heartbeat.interval == BEAT_MS
    assert ("pump", "network_0") in world.calls, "what was held goes out when its time is over"


def test_there_is_one_repeating_timer_and_it_has_a_name(
    house: tuple[FakeWorld, MainWindow],
) -> None:
    window = house[1]
    window.heartbeat.start()
    repeating = [t.objectName() for t in running_timers() if not t.isSingleShot()]
    assert repeating == ["heartbeat"]


def test_every_key_of_the_window_does_something(
    house: tuple[FakeWorld, MainWindow],
) -> None:
    commands = {key.command for key in shortcuts.KEYS if key.sequence}
    assert commands <= house[1]._commands.keys()
    sequences = [key.sequence for key in shortcuts.KEYS if key.sequence]
    assert len(sequences) == len(set(sequences))


def test_a_question_mark_lists_the_keys_and_goes_again(
    house: tuple[FakeWorld, MainWindow], qtbot: QtBot
) -> None:
    window = house[1]
    qtbot.keyClicks(queue(window).cards, "?")
    assert window.keys.isVisible()
    qtbot.keyClick(window.keys, KEY.Key_Escape)
    assert not window.keys.isVisible()
    assert queue(window).cards.hasFocus()


def test_full_screen_and_settings_by_key(house: tuple[FakeWorld, MainWindow], qtbot: QtBot) -> None:
    window = house[1]
    qtbot.keyClick(queue(window).cards, KEY.Key_F11)
    assert window.isFullScreen()
    qtbot.keyClick(queue(window).cards, KEY.Key_F11)
    assert not window.isFullScreen()
    qtbot.keyClick(queue(window).cards, KEY.Key_Comma, CONTROL)
    assert window.navigation.current == "settings"


def test_language_and_theme_change_at_once(
    house: tuple[FakeWorld, MainWindow], qtbot: QtBot
) -> None:
    window = house[1]
    page = queue(window)
    settings = window.session.settings
    window.session.apply_settings(settings.changed(language="en"))
    settle(qtbot, window.session)
    assert window.windowTitle() == "(3) After-sale workbench"
    assert page.view.tabs.tabs().tabText(0) == "To do 130"
    assert window.navigation.rail.button("queue").item.text == "Queue"
    assert window.navigation.rail.button("queue").badge() == 3
    assert page.model.card(page.model.ids()[2]).at_zero == "refunds itself"
    Theme.current().set_theme("dark")
    assert page.cards.palette().base().color() == Theme.current().color("surface")


def test_the_narrowest_window_still_holds_everything(qtbot: QtBot, tmp_path: Path) -> None:
    _, window = make_window(qtbot, tmp_path, size=(1024, 640))
    assert (window.width(), window.height()) == (1024, 640)
    page = queue(window)
    assert page.view.list.width() >= 420
    for widget in (window.top.account, window.top.search, page.view.tabs.save_button()):
        right = widget.mapTo(window, widget.rect().topRight()).x()
        assert 0 < right <= 1024
    end_window(window)


def test_own_changes_are_told_once(house: tuple[FakeWorld, MainWindow], qtbot: QtBot) -> None:
    window = house[1]
    told: list[object] = []
    queue(window).cards.step(2)
    settle(qtbot, window.session)
    window.session.changed.connect(told.extend)
    decide(qtbot, window)
    settle(qtbot, window.session)
    assert len(told) == len(set(told)) == 1


def test_what_others_change_is_told_too(house: tuple[FakeWorld, MainWindow], qtbot: QtBot) -> None:
    world, window = house
    told: list[object] = []
    window.session.changed.connect(told.extend)
    world.change(30, claim_fen=1)
    window.heartbeat.poll()
    settle(qtbot, window.session)
    assert [change.id for change in told] == [str(world.key(30))]  # type: ignore[attr-defined]


def test_every_room_has_an_icon_and_a_title(house: tuple[FakeWorld, MainWindow]) -> None:
    window = house[1]
    assert window.navigation.names() == tuple(ROOMS)
    assert [window.navigation.title(name) for name in ROOMS] == [
        "队列", "入口", "发件", "店铺", "规则手册", "设置",
    ]  # fmt: skip


def test_hits_that_come_while_one_types_leave_the_focus_in_the_search(
    house: tuple[FakeWorld, MainWindow], qtbot: QtBot
) -> None:
    _world, window = house
    page, search = queue(window), window.top.search
    window.run("search")
    qtbot.keyClicks(search, "zqxv")
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    settle(qtbot, window.session)
    assert search.hasFocus()
    page.cards.setFocus()  # what is out of sight keeps this for when it comes to sight
    search.setFocus()
    page.showing.set_query(replace(page.showing.query, search=""))
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    settle(qtbot, window.session)
    assert page.cards.isVisible()
    assert search.hasFocus()
