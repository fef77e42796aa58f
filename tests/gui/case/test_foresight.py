"""The forecast in the window: before a refusal and an escalation, with the budget beside it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.gui.case import scenes
from tests.gui.case.desk import picture
from workbench.base import texts
from workbench.domain.case import Contact, Local, StageTimes
from workbench.domain.kinds import Millis, Platform, ReasonClass, Stage
from workbench.domain.verdicts import Judged, Ruling, Verdict
from workbench.services.policies import default_book
from workbench.ui.case.forecast_view import ForecastLine
from workbench.ui.widgets.meters import BudgetBar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.gui.case.desk import Desk
    from workbench.domain.case import Case
    from workbench.ui.case.refusal_view import RefusalView

NO_RECORD = "没有和买家的有效沟通记录"


def words(root: QWidget) -> list[str]:
    return [part.text() for part in root.findChildren(QLabel) if not part.isHidden()]


def conditions(panel: Any) -> list[str]:
    """The conditions of the lines, from top to bottom."""
    box = panel.view.rules if hasattr(panel, "view") else panel.forecast
    items = (box.body.itemAt(at).widget() for at in range(box.body.count()))
    return [line.findChildren(QLabel)[0].text() for line in items
            if isinstance(line, ForecastLine)]  # fmt: skip


def douyin(desk: Desk, number: int = 1, **values: Any) -> Case:
    case = desk.case(number)
    usual = {
        "platform": Platform.DOUYIN, "reason": "质量问题", "reason_class": ReasonClass.MERCHANT,
        "negotiations": (), "evidence": (), "times": StageTimes(), "local": Local(),
    }  # fmt: skip
    return desk.put(number, **{**usual, **values}, key=case.key)


def opened(desk: Desk, name: str = "refuse", **values: Any) -> Any:
    desk.orders.options.update({**scenes.picture_01(), "escalate": scenes.yes("escalate")})
    desk.orders.refusing = scenes.refusing(**values)
    desk.orders.policy = default_book().at(Platform.DOUYIN, desk.world.now)
    desk.show()
    panel = desk.open(name)
    desk.quiet()
    return panel


def refusals(desk: Desk, count: int) -> None:
    """So many refusals of this shop today, without a word to the buyer."""
    case = desk.case(1)
    bare = replace(case, local=Local(), negotiations=())
    desk.world.refused = [(bare, desk.world.now)] * count


def verdicts(desk: Desk, *rulings: Ruling) -> None:
    """Recorded verdicts in cases like the first one."""
    like = replace(desk.case(1), stage=Stage.CLOSED)
    desk.world.judged = [
        Judged(case=like, verdict=Verdict(ruling=ruling, at=Millis(desk.world.now)))
        for ruling in rulings
    ]


def test_the_forecast_stands_before_the_refusal_and_says_what_would_change_it(desk: Desk) -> None:
    douyin(desk)
    panel = opened(desk)
    found = conditions(panel)
    assert found[:2] == ["描述不符、质量或假货，申请退货退款", NO_RECORD]
    said = words(panel.view.rules)
    assert "VER-1，规则表 2026-08" in said
    assert "能改变的：先协商一次，或打电话并记下联系结果。" in said
    assert "抖店《商家消极服务处置细则》 2026-07-24 · 多半支持买家，商家责任" in said
    assert panel.view.warning.title.text() == "现在拒绝，多半判买家赢"
    assert panel.view.warning.words.text() == "判商家责任，计入商责纠纷率；判断把握：高"
    assert desk.orders.requests == []


def test_nothing_of_the_store_is_asked_on_the_window_s_thread(desk: Desk) -> None:
    douyin(desk)
    desk.world.calls.clear()
    opened(desk)
    asked = {(name, thread) for name, thread in desk.world.calls
             if name in ("judged", "refused", "late_tickets")}  # fmt: skip
    assert {name for name, _ in asked} == {"judged", "refused", "late_tickets"}
    assert all(thread.startswith("reader") for _, thread in asked)


@pytest.mark.parametrize(
    ("spent", "line", "beside"),
    [
        (0, "再这样拒绝 5 单就会被罚", "再这样拒绝 5 单就会被罚"),
        (3, "再这样拒绝 2 单就会被罚", "再这样拒绝 2 单就会被罚"),
        (4, "这一单是第 5 单，会被罚。", "这一单是第 5 单，会被罚。"),
        (5, "已经到处罚线了。", "已经到处罚线了。"),
    ],
)
def test_the_budget_stands_in_blocks_and_beside_the_button(
    desk: Desk, spent: int, line: str, beside: str
) -> None:
    douyin(desk)
    refusals(desk, spent)
    desk.world.late_tickets = 1
    panel = opened(desk)
    said = words(panel.view.budget)
    assert {f"{spent} / 5", "1 / 3", line, "再逾期 2 单就会被罚"} <= set(said)
    bars = panel.view.budget.findChildren(BudgetBar)
    assert [bar._budget for bar in bars] == [(spent, 5, 1), (1, 3, 0)]
    foot = desk.pane.view.panel.beside
    assert (foot.isVisible(), foot.text()) == (True, beside)


def test_after_a_talk_the_refusal_spends_nothing(desk: Desk) -> None:
    at = Millis(desk.world.now - 1)
    contact = Contact(at=at, channel="phone", outcome="reached", note="", by="小满")
    douyin(desk, local=Local(contacts=(contact,)))
    panel = opened(desk)
    assert NO_RECORD not in conditions(panel)
    assert "和买家沟通过，这一单不计入。" in words(panel.view.budget)
    assert panel.view.budget.findChildren(BudgetBar)[0]._budget == (0, 5, 0)
    assert desk.pane.view.panel.beside.isHidden()


def test_a_proof_added_by_hand_changes_the_lines_at_once(desk: Desk) -> None:
    douyin(desk)
    panel = opened(desk)
    panel.view.reason.setFocus()
    desk.key(Qt.Key.Key_Down)
    panel.view.reason.picked.emit(panel.view.reason.value())
    assert panel.sheet.reason_id == "intact"
    assert not [line for line in conditions(panel) if "举证不全" in line or "齐了" in line]
    for kind in ("inspection_report", "chat_record"):
        path = picture(desk.session.data_dir / f"{kind}.png", "#FFFFFF")
        panel.strips[kind].zone.files_dropped.emit([path])
        desk.qtbot.waitUntil(partial(lambda one: one in panel.kinds(), kind))
        wanted = "举证不全" if kind == "inspection_report" else "对你有利：理由要求的凭证齐了"
        assert wanted in conditions(panel)


def test_recorded_verdicts_stand_under_the_line_and_few_are_silent(desk: Desk) -> None:
    douyin(desk)
    verdicts(desk, *[Ruling.BUYER] * 4)
    panel = opened(desk)
    assert not [said for said in words(panel.view.rules) if "同类判决" in said]
    assert panel.view.warning.cost.text() == "¥50.00"
    desk.key(Qt.Key.Key_Escape)
    desk.closed()
    verdicts(desk, *[Ruling.BUYER] * 11, *[Ruling.MERCHANT] * 3)
    panel = desk.open("refuse")
    desk.quiet()
    assert "同类判决 14 次，11 次是这样判的，79%（52–92%）" in words(panel.view.rules)
    assert panel.view.warning.cost_words.text() == "同类被判 14 次"
    assert panel.view.warning.cost.text() == "判买家赢 79%（52–92%）"


def test_verdicts_that_went_the_other_way_lower_the_certainty(desk: Desk) -> None:
    douyin(desk)
    verdicts(desk, *[Ruling.MERCHANT] * 4, Ruling.BUYER)
    panel = opened(desk)
    assert panel.view.warning.words.text().endswith("判断把握：低")
    assert panel.view.warning.cost.text() == "判买家赢 1 / 5"


def test_a_blocked_refusal_stays_blocked_whatever_the_forecast_says(desk: Desk) -> None:
    douyin(desk)
    first = scenes.no("refuse", "REF-1", "平台要求先协商再拒绝", "先给买家一个方案", "negotiate")
    desk.orders.options["refuse"] = first
    panel = opened(desk, refusals=first.refusals)
    assert panel.view.warning.title.text() == "这里不能拒绝"
    assert NO_RECORD in conditions(panel)


def test_the_escalation_has_its_own_forecast_and_budget(desk: Desk) -> None:
    douyin(desk)
    desk.world.late_tickets = 2
    panel = opened(desk, "escalate")
    assert conditions(panel)[0] == "描述不符、质量或假货，申请退货退款"
    assert NO_RECORD not in conditions(panel)  # it speaks of refusing only
    assert "现在申请介入，多半判买家赢" in words(panel.forecast)
    assert {"2 / 3", "再逾期 1 单就会被罚"} <= set(words(panel.budget))
    panel.area.set_text("买家收货十天后才说不要")
    desk.send()
    assert desk.request().args == {"statement": "买家收货十天后才说不要"}


@pytest.mark.parametrize("name", ["refuse", "escalate"])
def test_both_languages_are_complete_and_change_at_once(desk: Desk, name: str) -> None:
    douyin(desk)
    verdicts(desk, *[Ruling.BUYER] * 11)
    panel = opened(desk, name)
    parts = [panel.view.rules, panel.view.warning] if name == "refuse" else [panel.forecast]
    han = re.compile("[\u4e00-\u9fff]")
    assert all(han.search(said) or not re.search("[a-z]{3} [a-z]{3}", said)
               for part in parts for said in words(part))  # fmt: skip
    desk.session.apply_settings(desk.session.settings.changed(language="en"))
    desk.quiet()
    shown = [said for part in parts for said in words(part)]
    assert any(said.startswith("What would change it: An inspection report") for said in shown)
    data = ("没有和买家", "¥")
    assert [said for said in shown if han.search(said) and not said.startswith(data)] == []
    texts.set_language("zh_CN")


def squeezed(view: RefusalView) -> int:
    """By how much the body is lower than its words need to be."""
    inner = view.widget()
    assert inner is not None
    return max(0, inner.heightForWidth(inner.width()) - inner.height())


def small(desk: Desk) -> Any:
    """The panel as narrow as it gets, with everything in it."""
    douyin(desk)
    verdicts(desk, *[Ruling.BUYER] * 11)
    refusals(desk, 3)
    desk.pane.resize(764, 560)
    panel = opened(desk)
    desk.quiet()
    return panel


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_no_word_is_squeezed_or_cut(desk: Desk, language: str) -> None:
    texts.set_language(language)
    panel = small(desk)
    assert squeezed(panel.view) == 0
    foot = desk.pane.view.panel
    assert foot.beside.isVisible()
    assert foot.beside.geometry().right() < foot.send.geometry().left()


def test_a_reading_that_fails_leaves_the_panel_usable(desk: Desk) -> None:
    douyin(desk)
    desk.world.failures["judged"] = OSError("disk")
    panel = opened(desk)
    assert desk.failed
    assert conditions(panel) == []
    assert panel.view.warning.title.text() == "现在拒绝，多半判买家赢"
