"""WORD-1 while typing: marks in the editor, rows below it, one key that replaces, a closed send."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QApplication

from tests.gui.case import scenes
from workbench.domain.wording.check import check
from workbench.services.model import ActResult
from workbench.ui.case.wording import units
from workbench.ui.case.wording_view import MOST

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.gui.case.desk import Desk
    from workbench.domain.wording.model import Finding
    from workbench.ui.widgets.fields import TextArea

ALT = Qt.KeyboardModifier.AltModifier
RISKY = "可以加薇🙂信直接转您；不满意，一定退。"


def type_in(desk: Desk, area: TextArea, words: str) -> None:
    """Put words in as a paste does, and wait until they were looked at."""
    area.edit.setFocus()
    area.edit.selectAll()
    QApplication.clipboard().setText(words)
    area.edit.paste()
    looked(desk)


def looked(desk: Desk) -> None:
    """Wait until every editor was looked at after the last key."""
    panel = desk.pane.host.panel
    assert panel is not None
    desk.qtbot.waitUntil(lambda: not any(one._pause.isActive() for one in panel.watches))
    desk.turn()


def waves(area: TextArea) -> list[str]:
    """The words below which a wave is drawn."""
    found = []
    block = area.edit.document().begin()
    while block.isValid():
        for one in block.layout().formats():
            wave = QTextCharFormat.UnderlineStyle.WaveUnderline
            if one.format.underlineStyle() == wave:
                raw = block.text().encode("utf-16-le")
                start, length = one.start, one.length
                found.append(raw[2 * start : 2 * (start + length)].decode("utf-16-le"))
        block = block.next()
    return found


def told(box: Any) -> list[tuple[str, str]]:
    return [(row.title.text(), row.risk.text()) for row in box.rows]


def test_risky_words_are_marked_told_and_close_send(desk: Desk) -> None:
    pane = desk.show()
    panel = desk.open("message")
    type_in(desk, panel.area, RISKY)
    assert waves(panel.area) == ["加薇🙂信直接转您", "一定退"]
    assert told(panel.findings) == [
        ("必须改", "“加薇🙂信直接转您”：平台外付款会被处罚"),
        ("建议改", "“一定退”：做不到就算违背承诺"),
    ]
    assert panel.findings.isVisible()
    assert pane.view.panel.send.blocked() == "还有 1 处必须改，改完就能发"
    assert pane.view.panel.why.text() == "还有 1 处必须改，改完就能发"
    desk.send()
    desk.quiet()
    assert desk.orders.requests == []


def test_alt_and_a_digit_replaces_the_words_and_send_opens(desk: Desk) -> None:
    pane = desk.show()
    panel = desk.open("message")
    type_in(desk, panel.area, RISKY)
    desk.key(Qt.Key.Key_1, ALT)
    assert panel.area.text() == "可以由平台打到您的账户；不满意，一定退。"
    assert pane.view.panel.send.blocked() is None  # what is only better changed may go
    desk.key(Qt.Key.Key_1, ALT)
    assert panel.area.text() == "可以由平台打到您的账户；不满意，可以继续申请退。"
    assert not panel.findings.isVisible()
    assert waves(panel.area) == []
    desk.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "一定退" in panel.area.text()
    desk.send()
    assert desk.request().args == {"text": "可以由平台打到您的账户；不满意，一定退。"}


def test_the_key_works_outside_the_editor_too_and_a_missing_row_changes_nothing(
    desk: Desk,
) -> None:
    pane = desk.show()
    panel = desk.open("message")
    type_in(desk, panel.area, RISKY)
    pane.view.panel.send.setFocus()
    desk.key(Qt.Key.Key_3, ALT)
    assert panel.area.text() == RISKY
    desk.key(Qt.Key.Key_2, ALT)
    assert "一定退" not in panel.area.text()


def test_the_button_of_a_row_replaces(desk: Desk) -> None:
    desk.show()
    panel = desk.open("message")
    type_in(desk, panel.area, RISKY)
    desk.click(panel.findings.rows[0].button)
    assert "由平台打到您的账户" in panel.area.text()


def test_harmless_words_stay_unmarked_and_go(desk: Desk) -> None:
    pane = desk.show()
    panel = desk.open("message")
    type_in(desk, panel.area, "支付宝原路退回，您也可以到线下门店质检")
    assert waves(panel.area) == []
    assert not panel.findings.isVisible()
    assert pane.view.panel.send.blocked() is None


def test_what_goes_once_confirmed_asks_for_a_tick(desk: Desk) -> None:
    pane = desk.show()
    panel = desk.open("message")
    type_in(desk, panel.area, "我们不发货了")
    assert pane.view.panel.send.blocked() == "还缺：1 个确认"
    pane.view.panel.tick_row("WORD-1").set_checked(True)
    pane.view.panel.ticked.emit()
    desk.send()
    assert desk.request().confirm == frozenset({"WORD-1"})
    desk.closed()
    panel = desk.open("message")
    type_in(desk, panel.area, "我们不发货了")
    type_in(desk, panel.area, "正在核实发货情况")
    assert pane.view.panel.send.blocked() is None


def _message(panel: Any) -> tuple[TextArea, QWidget]:
    return panel.view.message, panel.view.findings


def _refusal(panel: Any) -> tuple[TextArea, QWidget]:
    return panel.view.text, panel.view.findings


def _statement(panel: Any) -> tuple[TextArea, QWidget]:
    return panel.view.statement, panel.view.findings


def _words(panel: Any) -> tuple[TextArea, QWidget]:
    return panel.area, panel.findings


@pytest.mark.parametrize(
    ("name", "parts", "words"),
    [
        ("negotiate", _message, "这是高 仿"),
        ("refuse", _refusal, "这是高 仿"),
        ("evidence", _statement, "我们怀疑买家恶意，这是高 仿"),
        ("escalate", _words, "我们怀疑买家恶意，这是高 仿"),
        ("remark", _words, "这是高 仿"),
    ],
)
def test_every_editor_whose_words_leave_is_watched(
    desk: Desk, name: str, parts: Any, words: str
) -> None:
    for act in ("escalate", "evidence", "refuse"):
        desk.orders.options[act] = scenes.yes(act)
    pane = desk.show()
    area, box = parts(desk.open(name))
    type_in(desk, area, words)
    assert "高 仿" in waves(area)
    assert box.isVisible()
    assert "1 处必须改" in (pane.view.panel.send.blocked() or "")
    rows = [title for title, _risk in told(box)]
    assert rows == sorted(rows, key=lambda title: title != "必须改")
    if len(words) > 10:
        assert len(rows) == 3
    desk.send()
    desk.quiet()
    assert desk.orders.requests == []


def test_the_button_of_a_refusal_counts_the_places(desk: Desk) -> None:
    desk.orders.options["refuse"] = scenes.yes("refuse")
    pane = desk.show()
    panel = desk.open("refuse")
    type_in(desk, panel.view.text, "你这个骗子，加V信聊")
    assert pane.view.panel.send.words() == "仍要拒绝（还有 2 处必须改）"
    type_in(desk, panel.view.text, "凭证已经上传")
    assert "必须改" not in pane.view.panel.send.words()


def test_a_note_for_colleagues_is_nobody_elses_matter(desk: Desk) -> None:
    desk.show()
    panel = desk.open("note")
    panel.area.set_text("买家说是高仿")
    assert panel.watches == []
    desk.send()
    assert desk.request().args == {"text": "买家说是高仿"}


def test_a_draft_comes_back_marked_and_marking_is_no_edit(desk: Desk) -> None:
    desk.show()
    panel = desk.open("message")
    edits: list[int] = []
    type_in(desk, panel.area, "这是高 仿")
    panel.area.changed.connect(lambda: edits.append(1))
    panel.watches[0]._marks.rehighlight()
    panel.watches[0].look()
    assert panel.watches[0].found
    assert not panel.watches[0]._pause.isActive()
    desk.pane.host.close()
    desk.closed()
    panel = desk.open("message")
    looked(desk)
    assert panel.area.text() == "这是高 仿"
    assert waves(panel.area) == ["高 仿"]


def test_typing_starts_a_pause_and_looks_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.show()
    panel = desk.open("message")
    looks: list[str] = []

    def looking(text: str, *args: Any, **values: Any) -> tuple[Finding, ...]:
        looks.append(text)
        return check(text, *args, **values)

    monkeypatch.setattr("workbench.ui.case.wording.check", looking)
    panel.area.edit.setFocus()
    desk.qtbot.keyClicks(panel.area.edit, "wx abcdefgh")
    assert len(looks) <= 1  # a slow machine may pause once in between
    looked(desk)
    assert looks[-1] == "wx abcdefgh"


def test_the_rows_speak_the_language_chosen(desk: Desk) -> None:
    desk.show()
    panel = desk.open("message")
    type_in(desk, panel.area, "这是高 仿")
    desk.session.apply_settings(replace(desk.session.settings, language="en"))
    desk.turn()
    assert told(panel.findings)[0][0] == "Must change"
    assert panel.findings.rows[0].button.words() == "Use “店铺在售商品”"
    desk.session.apply_settings(replace(desk.session.settings, language="zh_CN"))


@pytest.mark.parametrize(("text", "at", "place"), [("ab", 2, 2), ("🙂b", 1, 2), ("a🙂b", 3, 4)])
def test_places_count_as_qt_counts(text: str, at: int, place: int) -> None:
    assert units(text, at) == place


HOSTILE = (
    "<b>加微信</b> <a href='x'>加微信</a> <img src=file:///etc/passwd>",
    "\u202e加微信\u202c {words} %s & &amp;加微信",
    "加\u200b微\u200d信" + "\u0301" * 40,
    "高仿\n" * 3000,
)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words_in_the_editor_and_in_the_rows(desk: Desk, words: str) -> None:
    desk.show()
    panel = desk.open("message")
    type_in(desk, panel.area, words)
    assert panel.area.text() == words
    assert 1 <= len(panel.findings.rows) <= MOST
    for row in panel.findings.rows:
        assert row.risk.textFormat() is Qt.TextFormat.PlainText
        assert "\u202e" not in row.risk.text()
    assert len(waves(panel.area)) == len(panel.watches[0].found)


def test_words_over_two_lines_are_marked_on_both(desk: Desk) -> None:
    desk.show()
    panel = desk.open("message")
    type_in(desk, panel.area, "好的，加微\n信聊，这是高仿")
    assert waves(panel.area) == ["加微", "信", "高仿"]


def test_sending_right_after_the_last_key_looks_first(desk: Desk) -> None:
    pane = desk.show()
    panel = desk.open("message")
    looked(desk)
    panel.area.edit.insertPlainText("这是高仿")
    assert panel.watches[0]._pause.isActive()
    desk.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pane.view.panel.why.text() == "还有 1 处必须改，改完就能发"
    desk.quiet()
    assert desk.orders.requests == []


def test_what_the_door_minds_stands_until_the_words_are_changed(desk: Desk) -> None:
    refusal = scenes.no("message", "WORD-1", "这个词不能发").refusals
    desk.orders.answers.append(
        ActResult(shop="", case_id="", action="", command_id="", ok=False, refused=refusal)
    )
    pane = desk.show()
    panel = desk.open("message")
    type_in(desk, panel.area, "好的")
    desk.send()
    desk.qtbot.waitUntil(pane.view.panel._above.isVisible)
    assert [one.name for one in pane.view.panel._notices or ()] == [""]
    desk.quiet()
    assert pane.view.panel._above.isVisible()
    desk.qtbot.keyClicks(panel.area.edit, "a")
    assert not pane.view.panel._above.isVisible()
