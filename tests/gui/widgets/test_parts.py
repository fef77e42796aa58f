"""The smaller parts: rail, tabs, steps, facts, notes, toast, meters, states."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.gui import looks
from tests.gui.looks import grab
from workbench.base import texts
from workbench.ui.widgets import paint
from workbench.ui.widgets.bars import ActionBar, Box, PanelBar, ProgressRow
from workbench.ui.widgets.facts import FactsGrid
from workbench.ui.widgets.labels import ElidedLabel
from workbench.ui.widgets.marks import Chip, Divider, IconLabel, KeyCap, PlatformMark
from workbench.ui.widgets.meters import BudgetBar, IntervalBar, PurseBar, RatioBar, clamp
from workbench.ui.widgets.notes import Banner, Note
from workbench.ui.widgets.rail import Rail, RailItem
from workbench.ui.widgets.scroll import ScrollBody
from workbench.ui.widgets.states import EmptyState, SkeletonRows
from workbench.ui.widgets.steps import Steps
from workbench.ui.widgets.tabs import Tabs
from workbench.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workbench.ui.theme.theme import Theme

pytestmark = looks.OFFSCREEN

MARKUP = "<img src=//evil.example/x.png><table><tr><td>"


def test_the_rail_chooses_marks_and_keeps_its_badges(qtbot: QtBot) -> None:
    rail = Rail(
        [RailItem("queue", "队列", "inbox"), RailItem("set", "设置", "settings", bottom=True)]
    )
    qtbot.addWidget(rail)
    rail.resize(64, 600)
    rail.show()
    rail.set_current("queue")
    chosen: list[str] = []
    rail.chosen.connect(chosen.append)
    QTest.mouseClick(rail.button("set"), Qt.MouseButton.LeftButton)
    assert (chosen, rail.current()) == (["set"], "set")
    rail.set_badge("queue", 3, loud=True)
    assert rail.button("queue").accessibleName() == "队列 3"
    rail.set_items([RailItem("queue", "Queue", "inbox"), RailItem("set", "Settings", "settings")])
    assert rail.button("queue").badge() == 3
    assert rail.current() == "set"
    assert rail.button("queue").sizeHint().height() == 56
    grab(rail)


def test_choosing_a_tab_moves_no_tab(qtbot: QtBot) -> None:
    tabs = Tabs(height=40)
    qtbot.addWidget(tabs)
    for text, count in (("待处理", 38), ("即将到点", 6), ("R&D", None)):
        tabs.add_tab(text, count)
    tabs.resize(tabs.sizeHint())
    tabs.show()
    before = [tabs.tabRect(index) for index in range(3)]
    for index in range(3):
        tabs.setCurrentIndex(index)
        grab(tabs)
        assert [tabs.tabRect(at) for at in range(3)] == before
    assert tabs.tabText(2) == "R&&D"
    assert tabs.words(2) == "R&D"
    tabs.set_count(1, 1234)
    assert tabs.tabRect(1).width() > before[1].width()
    assert tabs.accessibleTabName(1) == "即将到点 1234"
    tabs.set_words(0, "To do")
    tabs.clear_tabs()
    assert tabs.count() == 0


def test_steps_shorten_where_the_line_is_narrow(qtbot: QtBot) -> None:
    steps = Steps(["买家申请", "商家审核", "买家退货", "退款"], 1)
    qtbot.addWidget(steps)
    wide, narrow = steps.sizeHint().width(), steps.minimumSizeHint().width()
    assert narrow < wide
    pictures = []
    for width in (wide, narrow):
        steps.resize(width, 20)
        pictures.append(grab(steps))
    assert pictures[0] != pictures[1]
    assert steps.accessibleName() == "2 / 4 商家审核"
    steps.set_steps(["一", "二"], 2)
    assert steps.accessibleName() == "2 / 2"


def test_facts_elide_tell_the_whole_and_copy_it(qtbot: QtBot) -> None:
    facts = FactsGrid()
    qtbot.addWidget(facts)
    address = "浙江省杭州市余杭区" * 6
    facts.set_facts([("买家", "晴**7"), ("收货地", address), ("坏", MARKUP)])
    facts.resize(360, facts.sizeHint().height())
    facts.show()
    grab(facts)
    value = next(w for w in facts.findChildren(ElidedLabel) if w.full_text() == address)
    assert value.is_cut()
    assert value.toolTip().replace("\n", "") == address
    QTest.keyClick(value, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == address
    short = next(w for w in facts.findChildren(ElidedLabel) if w.full_text() == "晴**7")
    assert short.toolTip() == ""
    labels = facts.findChildren(QLabel)
    assert {found.textFormat() for found in labels} == {Qt.TextFormat.PlainText}
    facts.set_facts([("买家", "云**2")])
    assert facts.facts() == (("买家", "云**2"),)


def test_notes_and_banners_show_words_and_one_act(qtbot: QtBot, theme: Theme) -> None:
    for kind in ("plain", "info", "soon", "crit", "ok"):
        note = Note(kind, title="没发成", body=MARKUP, action="看变化")
        qtbot.addWidget(note)
        note.resize(500, note.sizeHint().height())
        note.show()
        grab(note)
        with qtbot.waitSignal(note.acted):
            QTest.mouseClick(note._button, Qt.MouseButton.LeftButton)
        assert note.accessibleName().startswith("没发成")
    banner = Banner("soon", title="没有网", text="3 个动作在排队" * 20, action="看")
    qtbot.addWidget(banner)
    banner.resize(400, 36)
    banner.show()
    assert banner.height() == 36
    with qtbot.waitSignal(banner.acted):
        QTest.mouseClick(banner._button, Qt.MouseButton.LeftButton)
    theme.set_scale(150)
    assert banner.height() == 54
    banner.set_banner("crit", text="x")
    assert banner._button.isHidden()


def test_a_toast_goes_by_itself_takes_no_focus_and_can_take_back(
    qtbot: QtBot, theme: Theme
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(600, 400)
    parent.show()
    toast = Toast(parent)
    toast.anchor(20, 390)
    assert toast.isHidden()
    with qtbot.waitSignal(toast.gone, timeout=2_000):
        toast.announce("方案“优惠券 ¥20”", strong="6 秒后发出", action="撤回", key="Ctrl Z",
                       seconds=0.3, progress=True)  # fmt: skip
        assert toast.isVisible()
        assert (toast.x(), toast.geometry().bottom() + 1) == (20, 390)
        assert not toast.hasFocus()
        assert toast._button.focusPolicy() == Qt.FocusPolicy.NoFocus
        grab(toast)
    assert toast.isHidden()
    theme.set_reduced_motion(True)
    toast.announce("方案", action="撤回", seconds=60, progress=True)
    toast.set_strong("5 秒后发出")
    assert toast.words() == ("方案", "5 秒后发出")
    with qtbot.waitSignal(toast.acted):
        QTest.mouseClick(toast._button, Qt.MouseButton.LeftButton)
    assert toast.isHidden()
    assert not toast._timer.isActive()


def test_bars_close_stop_and_follow_the_language(qtbot: QtBot) -> None:
    bar, row = PanelBar("协商", "第 1 轮"), ProgressRow()
    box, foot = Box("现在能做什么", "按本店", ruled=True), ActionBar()
    for widget in (bar, row, box, foot):
        qtbot.addWidget(widget)
        widget.resize(500, 80)
        grab(widget)
    assert (bar.height(), foot.height()) == (40, 56)
    with qtbot.waitSignal(bar.closed):
        bar._close.click()
    assert bar._close.words() == "收起"
    texts.set_language("en")
    for widget in (bar, row):
        QApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))
    assert bar._close.words() == "Close"
    assert row._stop.words() == "Stop"
    bar.set_close("Close (draft kept)")
    row.set_progress(1, 0, "0 / 0")
    with qtbot.waitSignal(row.stopped):
        row._stop.click()
    box.set_chosen(True)
    box.set_title("", "")


def test_meters_take_any_number_and_say_it(qtbot: QtBot) -> None:
    interval, budget, purse = IntervalBar(), BudgetBar(3, 5, planned=1), PurseBar(0.5)
    ratio = RatioBar(0.25, [(0.3, "30% 警告"), (0.32, "32% 扣款"), (1.0, "100%")])
    for widget in (interval, budget, purse, ratio):
        qtbot.addWidget(widget)
        widget.resize(widget.sizeHint())
        grab(widget)
    interval.set_interval(0.27, 0.38, 0.5)
    assert interval.accessibleName() == "38% (27%–50%)"
    assert budget.accessibleName() == "3 / 5"
    purse.set_share(7.0)
    assert purse.share() == 1.0
    assert (clamp(float("nan")), clamp(-3), clamp(0.4)) == (0, 0, 0.4)
    budget.set_budget(9, 0)
    grab(budget)


def test_a_planned_unit_of_a_budget_looks_like_neither_spent_nor_left(
    qtbot: QtBot, theme: Theme
) -> None:
    budget = BudgetBar(1, 3, planned=1)
    qtbot.addWidget(budget)
    budget.resize(120, 9)
    image = grab(budget).convertToFormat(QImage.Format.Format_Grayscale8)
    blocks = {bytes(image.copy(x, 0, 34, 9).constBits()) for x in (1, 43, 85)}
    assert len(blocks) == 3
    assert theme.t.soon_bar


def test_empty_says_what_is_true_and_offers_one_act(qtbot: QtBot) -> None:
    empty = EmptyState("circle-check", "待处理清空了", "今天处理 126 单", action="看等买家 41")
    qtbot.addWidget(empty)
    empty.resize(400, 300)
    empty.show()
    grab(empty)
    with qtbot.waitSignal(empty.acted):
        QTest.mouseClick(empty._button, Qt.MouseButton.LeftButton)
    empty.set_state("circle-x", "没能读出指标", "库正在备份", ink="crit")
    assert empty._button.isHidden()
    rows = SkeletonRows(3)
    qtbot.addWidget(rows)
    rows.resize(300, 144)
    grab(rows)
    assert rows.sizeHint().height() == 144


@pytest.mark.parametrize("percent", [100, 125, 150])
def test_marks_measure_what_they_paint(qtbot: QtBot, theme: Theme, percent: int) -> None:
    theme.set_scale(percent)
    chip = Chip("协商中 1/3", kind="nego", icon="messages-square")
    for widget in (chip, KeyCap("Ctrl ↵"), PlatformMark("TB"), IconLabel("flag"), Divider()):
        qtbot.addWidget(widget)
        widget.resize(widget.sizeHint())
        grab(widget)
    assert chip.sizeHint().height() == theme.px(18)
    narrow = chip.sizeHint().width()
    chip.set_chip("协商中 1/3，等买家", kind="nego", icon="messages-square")
    assert chip.sizeHint().width() > narrow
    with pytest.raises(ValueError, match="pink"):
        chip.set_chip("x", kind="pink")


def test_a_scroll_body_keeps_to_its_width(qtbot: QtBot) -> None:
    body = ScrollBody()
    qtbot.addWidget(body)
    for _n in range(30):
        body.body.addWidget(ElidedLabel("很长的一行" * 30))
    body.resize(300, 200)
    body.show()
    inner = body.widget()
    assert inner is not None
    assert inner.width() <= body.viewport().width()
    assert body.verticalScrollBar().maximum() > 0


def test_a_hatch_stays_inside_its_place(theme: Theme) -> None:
    image = QImage(30, 60, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint.hatch(painter, QRectF(10, 5, 8, 48), theme.color("edge"))
    paint.dashes(painter, QRectF(22, 5, 4, 48), theme.color("edge"))
    painter.end()
    white = image.pixel(0, 0)
    inked = {(x, y) for x in range(30) for y in range(60) if image.pixel(x, y) != white}
    assert inked
    assert all(10 <= x < 26 and 5 <= y < 53 for x, y in inked)
