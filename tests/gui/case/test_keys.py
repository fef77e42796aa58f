"""Everything by keyboard alone; letters are letters where something is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from tests.gui.case import scenes
from workbench.domain.kinds import Action, Millis
from workbench.ui.case.pane_keys import LETTERS
from workbench.ui.queue.keys import LETTERS as OF_THE_QUEUE
from workbench.ui.widgets.notes import Note

if TYPE_CHECKING:
    from tests.gui.case.desk import Desk


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_the_letters_are_those_of_the_queue() -> None:
    assert LETTERS == OF_THE_QUEUE


@pytest.mark.parametrize(
    ("key", "action"),
    [
        (Qt.Key.Key_N, Action.NEGOTIATE),
        (Qt.Key.Key_A, Action.AGREE_RETURN),
        (Qt.Key.Key_R, Action.REFUSE),
        (Qt.Key.Key_M, Action.MESSAGE),
        (Qt.Key.Key_B, Action.REMARK),
        (Qt.Key.Key_F, Action.FLAG),
        (Qt.Key.Key_G, Action.ASSIGN),
        (Qt.Key.Key_P, Action.CONTACT),
        (Qt.Key.Key_H, Action.RAISE),
        (Qt.Key.Key_L, Action.TAG),
        (Qt.Key.Key_I, Action.NOTE),
    ],
)
def test_a_letter_opens_its_panel_and_escape_closes_it(
    desk: Desk, key: Qt.Key, action: Action
) -> None:
    desk.orders.talks = scenes.talks(desk.world.now)
    desk.orders.refusing = scenes.refusing()
    pane = desk.show()
    pane.setFocus()
    desk.key(key)
    assert desk.panel().action is action
    desk.key(Qt.Key.Key_Escape)
    desk.closed()
    assert pane.isAncestorOf(focused())


def test_wide_panels_make_the_list_give_way_and_give_it_back(desk: Desk) -> None:
    told: list[bool] = []
    pane = desk.show()
    pane.panel_open_changed.connect(told.append)
    desk.open("negotiate")
    assert told == [True]
    assert pane.view.slim.isVisible()
    assert not pane.view.big.isVisible()
    desk.key(Qt.Key.Key_Escape)
    desk.closed()
    assert told == [True, False]
    desk.open("message")
    assert pane.view.big.isVisible()
    assert told == [True, False]


def test_letters_are_letters_in_an_editor(desk: Desk) -> None:
    desk.show()
    panel = desk.open("message")
    desk.qtbot.keyClicks(panel.area.edit, "narcox")
    assert panel.area.text() == "narcox"
    assert desk.pane.host.panel is panel


def test_o_opens_only_the_platforms_page(desk: Desk) -> None:
    from dataclasses import replace

    from workbench.services.policies import default_book

    policy = default_book().at(desk.case().platform, desk.session.now())
    desk.orders.policy = replace(
        policy,
        page_url="https://myseller.taobao.com/x?id={case_id}",
        order_url="",
        hosts=("myseller.taobao.com",),
    )
    pane = desk.show()
    pane.setFocus()
    desk.key(Qt.Key.Key_O)
    assert desk.orders.opened == [f"https://myseller.taobao.com/x?id={desk.case().key.case_id}"]


def test_without_a_page_it_says_so(desk: Desk) -> None:
    from dataclasses import replace

    from workbench.services.policies import default_book

    policy = default_book().at(desk.case().platform, desk.session.now())
    desk.orders.policy = replace(policy, page_url="http://plain.example/{case_id}", order_url="")
    pane = desk.show()
    assert pane.view.bar.page.blocked() == "不知道这个平台的页面地址。"
    pane.run_action("open_page")
    assert desk.orders.opened == []
    assert desk.told[-1] == ("不知道这个平台的页面地址。", "info")


def test_t_asks_for_the_entries_of_the_order(desk: Desk) -> None:
    pane = desk.show()
    pane.setFocus()
    desk.key(Qt.Key.Key_T)
    assert desk.asked == [("entries", desk.case().order_id)]


def test_ctrl_c_copies_the_order_id_without_gaps(desk: Desk) -> None:
    pane = desk.show()
    pane.setFocus()
    desk.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert desk.orders.copied == [desk.case().order_id]
    desk.click(pane.view.big.copy)
    assert desk.orders.copied[-1] == desk.case().key.case_id


def test_the_buyers_request_leads_to_the_order(desk: Desk) -> None:
    from dataclasses import replace

    case = desk.rich()
    detail = desk.orders.details[case.key]
    assert detail.order is not None
    desk.orders.details[case.key] = replace(
        detail, order=replace(detail.order, entry_requested_at=Millis(desk.world.now - 60_000))
    )
    pane = desk.show()
    note = pane.view.facts.findChild(Note)
    assert isinstance(note, Note)
    assert note.accessibleName().startswith("买家申请打开售后入口")
    desk.click(note._button)
    assert desk.asked == [("entries", case.order_id)]


def test_the_clause_opens_with_ruleset_version_source_and_how(desk: Desk) -> None:
    desk.rich()
    pane = desk.show()
    desk.click(pane.view.stripe.link)
    rows = dict(pane.view.clause.grid.facts())
    assert rows["规则集"] == "tmall@2026-08-11"
    assert rows["怎么算"] == "11-21 22:12 进入这一步 + 36 小时"
    assert rows["到点后"] == "可能自动同意退货（未证实）"
    assert "官方" in rows["时数出处"]
    pane.setFocus()
    desk.key(Qt.Key.Key_Escape)
    assert pane.view.clause.isHidden()


def test_escape_with_nothing_open_leaves_the_pane(desk: Desk) -> None:
    pane = desk.show()
    pane.setFocus()
    with desk.qtbot.waitSignal(pane.closed):
        desk.key(Qt.Key.Key_Escape)


def test_pictures_open_large_and_escape_brings_back(desk: Desk) -> None:
    desk.rich()
    pane = desk.show()
    thumb = pane.view.facts.pictures.thumbnail(1)
    desk.click(thumb)
    assert pane.viewer.isVisible()
    assert pane.viewer.index() == 1
    desk.key(Qt.Key.Key_N)
    assert pane.host.panel is None
    desk.key(Qt.Key.Key_Escape)
    assert not pane.viewer.isVisible()


def test_arrows_scroll_the_facts(desk: Desk) -> None:
    desk.rich()
    pane = desk.show()
    pane.resize(776, 420)
    pane.setFocus()
    desk.quiet()
    desk.key(Qt.Key.Key_PageDown)
    assert pane.view.facts.verticalScrollBar().value() > 0
    desk.key(Qt.Key.Key_PageUp)
    assert pane.view.facts.verticalScrollBar().value() == 0


def test_tab_reaches_every_control_of_a_panel(desk: Desk) -> None:
    desk.orders.talks = scenes.talks(desk.world.now)
    desk.show()
    panel = desk.open("negotiate")
    view = desk.pane.view.panel
    seen: list[QWidget] = []
    for _ in range(60):
        focus = focused()
        if focus in seen:
            break
        seen.append(focus)
        desk.key(Qt.Key.Key_Tab)
    wanted = [
        *panel.view.plans.rows(),
        panel.view.explanation,
        panel.view.message.edit,
        panel.view.strip.zone,
        view.send,
        *panel.view.kinds.values(),
    ]
    assert [part for part in wanted if part not in seen] == []


@pytest.mark.parametrize(
    "name", ["negotiate", "refuse", "evidence", "agree", "message", "flag", "tag", "contact"]
)
def test_the_focus_is_in_the_panel_the_moment_it_opens(desk: Desk, name: str) -> None:
    desk.orders.talks = scenes.talks(desk.world.now)
    desk.orders.options["evidence"] = scenes.yes("evidence")
    pane = desk.show()
    inside: list[bool] = []

    def note() -> None:
        focus = QApplication.focusWidget()
        inside.append(focus is not None and pane.view.panel.isAncestorOf(focus))

    pane.host.opened.connect(note)
    desk.open(name)
    assert inside == [True]


class Flashes(QObject):
    """Notes every widget that is shown as a window of its own."""

    def __init__(self, allowed: QWidget) -> None:
        super().__init__()
        self.allowed, self.seen = allowed, list[str]()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and watched is not self.allowed
        ):
            self.seen.append(type(watched).__name__)
        return False


def test_nothing_flashes_as_a_window(desk: Desk) -> None:
    desk.rich()
    desk.orders.talks = scenes.talks(desk.world.now)
    desk.orders.refusing = scenes.refusing()
    desk.orders.options["evidence"] = scenes.yes("evidence")
    flashes = Flashes(desk.pane)
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(flashes)
    try:
        pane = desk.show()
        for at in range(6):
            pane.view.tabs.setCurrentIndex(at)
        for name in ("negotiate", "refuse", "evidence", "agree", "message", "flag", "tag"):
            panel = desk.open(name)
            if name == "refuse":
                panel.view.reason.picked.emit("intact")
            desk.quiet()
            pane.host.close()
        assert flashes.seen == []
        stray = QWidget()
        stray.show()
        assert flashes.seen == ["QWidget"]
        stray.deleteLater()
    finally:
        app.removeEventFilter(flashes)


def test_ctrl_enter_sends_from_beside_the_panel_but_not_from_an_editor(desk: Desk) -> None:
    pane = desk.show()
    panel = desk.open("message")
    panel.area.edit.setPlainText("您好")
    beside = QLineEdit(pane)
    beside.show()
    beside.setFocus()
    desk.send()
    desk.quiet()
    assert desk.orders.requests == []
    button = QPushButton(pane)
    button.show()
    button.setFocus()
    desk.send()
    assert desk.request().action is Action.MESSAGE


def test_tab_goes_round_inside_an_open_panel(desk: Desk) -> None:
    pane = desk.show()
    desk.open("negotiate")
    start, seen = focused(), set()
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        for _ in range(40):
            desk.key(key)
            seen.add(focused())
            assert pane.view.panel.isAncestorOf(focused())
    assert start in seen
    assert len(seen) > 3
