"""Showing a case: facts at once, what may be done a moment later, read again when it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.base.errors import KnownError
from workbench.base.texts import text
from workbench.domain.case import CaseKey
from workbench.domain.kinds import CaseId, Fen, ShopId
from workbench.services.ports import Change

if TYPE_CHECKING:
    from tests.gui.case.desk import Desk


def test_the_head_says_what_how_much_whose_and_until_when(desk: Desk) -> None:
    desk.rich()
    view = desk.show().view
    assert view.big.type.text() == "退货退款"
    assert view.big.amount.text() == "¥1,299.00"
    assert "全额" in view.big.paid.text()
    assert view.big.clock.countdown.text() == "00:41:07"
    assert view.big.clock.line.text() == "到 10:12 可能自动同意退货"
    assert "1790 4402 8816 0000 01" in view.big.id.text()
    assert view.stripe.why.text() == "41 分钟后可能自动同意退货，涉及 ¥1,299.00。"


def test_no_query_and_no_door_runs_on_the_ui_thread(desk: Desk) -> None:
    desk.rich()
    desk.show()
    desk.open("negotiate")
    threads = {thread.split("_")[0] for _name, thread in desk.world.calls}
    assert threads == {"reader", "writer"}
    assert {"detail", "options", "draft", "negotiation_form"} <= {n for n, _ in desk.world.calls}


def test_a_seeded_call_on_the_ui_thread_would_be_seen(desk: Desk) -> None:
    from tests.helpers.fake_queries import FakeQueries

    FakeQueries(desk.world).detail(desk.case().key)
    assert any(thread == "MainThread" for _name, thread in desk.world.calls)


def test_a_change_of_the_shown_case_is_read_again_in_place(desk: Desk) -> None:
    desk.rich()
    pane = desk.show()
    pane.view.tabs.setCurrentIndex(3)
    bar = pane.view.facts.verticalScrollBar()
    bar.setValue(40)
    place = bar.value()
    changed = desk.put(1, claim_fen=Fen(6_000))
    desk.session.changed.emit((Change("case", str(changed.key)),))
    desk.qtbot.waitUntil(lambda: pane.view.big.amount.text() == "¥60.00")
    assert pane.view.tabs.currentIndex() == 3
    assert bar.value() == place
    assert pane.view.stack.currentWidget() is pane.view.content


def test_a_change_elsewhere_reads_nothing(desk: Desk) -> None:
    pane = desk.show()
    desk.world.calls.clear()
    other = desk.case(9)
    desk.session.changed.emit((Change("case", str(other.key)), Change("outbox", "x")))
    desk.quiet()
    assert desk.world.calls == []
    assert pane.current == desk.case().key


def test_many_changes_at_once_are_read_once_more_not_many_times(desk: Desk) -> None:
    desk.show()
    desk.world.calls.clear()
    change = (Change("case", str(desk.case().key)),)
    for _ in range(20):
        desk.session.changed.emit(change)
    desk.settle()
    assert [name for name, _ in desk.world.calls].count("detail") <= 2


def test_the_same_facts_keep_their_widgets(desk: Desk) -> None:
    desk.rich()
    pane = desk.show()
    rows = pane.view.facts.doing.rows()
    buttons = pane.view.bar.buttons()
    thumbs = pane.view.facts.pictures.thumbnail(0)
    desk.session.changed.emit((Change("case", str(desk.case().key)),))
    desk.settle()
    assert pane.view.facts.doing.rows() == rows
    assert pane.view.bar.buttons() == buttons
    assert pane.view.facts.pictures.thumbnail(0) is thumbs


def test_a_slow_store_shows_a_skeleton_after_300_ms_and_not_before(desk: Desk) -> None:
    pane = desk.pane
    pane.show()
    desk.world.gate.clear()
    pane.show_case(desk.case().key)
    desk.turn()
    assert pane.view.stack.currentWidget() is pane.view.empty
    desk.qtbot.waitUntil(lambda: pane.view.stack.currentWidget() is pane.view.skeleton)
    desk.world.gate.set()
    desk.qtbot.waitUntil(lambda: pane.view.stack.currentWidget() is pane.view.content)


def test_going_on_before_the_first_one_came_shows_only_the_second(desk: Desk) -> None:
    pane = desk.pane
    pane.show()
    desk.world.gate.clear()
    pane.show_case(desk.case(1).key)
    pane.show_case(desk.case(5).key)
    desk.world.gate.set()
    desk.settle()
    assert pane.loaded is not None
    assert pane.loaded.case.key == desk.case(5).key
    assert pane.view.big.amount.text() == "¥699.00"


def test_a_case_that_is_gone_says_so(desk: Desk) -> None:
    pane = desk.pane
    pane.show()
    pane.show_case(CaseKey(ShopId("s1"), CaseId("nowhere")))
    desk.qtbot.waitUntil(lambda: pane.view.stack.currentWidget() is pane.view.trouble)


def test_a_reading_that_fails_is_told_beside_the_place_and_can_be_tried_again(desk: Desk) -> None:
    pane = desk.pane
    pane.show()
    desk.world.failures["detail"] = KnownError("locked", text("The store is being backed up."))
    pane.show_case(desk.case().key)
    desk.qtbot.waitUntil(lambda: pane.view.stack.currentWidget() is pane.view.trouble)
    assert desk.failed == []
    pane.view.again.emit()
    desk.qtbot.waitUntil(lambda: pane.view.stack.currentWidget() is pane.view.content)


def test_a_door_that_fails_leaves_the_facts_and_tells_the_frame(desk: Desk) -> None:
    pane = desk.pane
    pane.show()
    desk.world.failures["options"] = KnownError("locked", text("The store is being backed up."))
    pane.show_case(desk.case().key)
    desk.qtbot.waitUntil(lambda: bool(desk.failed))
    assert pane.view.stack.currentWidget() is pane.view.content
    assert pane.view.big.amount.text() == "¥1,299.00"


def test_showing_nothing_empties_the_pane(desk: Desk) -> None:
    pane = desk.show()
    pane.show_case(None)
    assert pane.current is None
    assert pane.view.stack.currentWidget() is pane.view.empty


def test_another_case_of_the_buyer_is_one_click_away(desk: Desk) -> None:
    from workbench.ui.widgets.buttons import LinkButton

    pane = desk.show()
    links = [
        link
        for link in pane.view.facts.findChildren(LinkButton)
        if link.words().replace(" ", "").isdigit()
    ]
    assert len(links) == 2
    links[0].click()
    assert desk.asked == [("queue", desk.case(21).key)]


def test_the_clock_ticks_with_the_beat_and_moves_nothing_else(desk: Desk) -> None:
    pane = desk.show()
    desk.world.advance(1_000)
    desk.session.beat.emit(desk.session.now())
    assert pane.view.big.clock.countdown.text() == "00:41:06"
    assert pane.view.stripe.why.text().startswith("41 分钟后")
    desk.world.advance(60_000)
    desk.session.beat.emit(desk.session.now())
    assert pane.view.stripe.why.text().startswith("40 分钟后")


def test_tabs_carry_counts(desk: Desk) -> None:
    desk.rich()
    tabs = desk.show().view.tabs
    assert [tabs.tabText(at) for at in range(tabs.count())] == [
        "事实",
        "时间线 7",
        "方案",
        "举证 4",
        "订单",
        "备注 3",
        "承诺",
    ]
