"""Fields, counters, search, choices: what is typed stays plain, what is too much is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QImage, QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui import looks
from tests.gui.looks import grab
from workbench.ui.widgets.choices import CheckItem, CheckList, CheckRow, Combo, Switch
from workbench.ui.widgets.fields import Field, SearchBox, TextArea, counter

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workbench.ui.theme.theme import Theme

pytestmark = looks.OFFSCREEN


def _bytes(text: str) -> int:
    return len(text.encode("utf-8"))


def test_a_counter_counts_in_its_own_unit_and_says_what_is_too_much(qtbot: QtBot) -> None:
    area = TextArea(limit=12, unit="字节", measure=_bytes)
    qtbot.addWidget(area)
    area.set_text("退货退款")
    assert area.used() == 12
    assert not area.over_limit()
    changes: list[None] = []
    area.changed.connect(lambda: changes.append(None))
    _type_chinese(area, "了")
    assert area.text() == "退货退款了"
    assert area.over_limit()
    assert changes == [None]
    assert counter(15, 12, "字节") == "15 / 12 字节，多了 3"
    assert counter(287, 400, "字节") == "287 / 400 字节"


def _type_chinese(area: TextArea, text: str) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(area.edit, event)


def test_markup_typed_or_pasted_stays_letters(qtbot: QtBot) -> None:
    area = TextArea()
    qtbot.addWidget(area)
    mime = QMimeData()
    mime.setHtml("<b>bold</b><img src=//evil.example/x.png>")
    mime.setText("<b>bold</b>")
    area.edit.insertFromMimeData(mime)
    assert area.text() == "<b>bold</b>"


def test_pasted_files_and_pictures_are_handed_on(qtbot: QtBot) -> None:
    area = TextArea()
    qtbot.addWidget(area)
    handed: list[object] = []
    area.mime_pasted.connect(handed.append)
    files, picture = QMimeData(), QMimeData()
    files.setUrls([QUrl.fromLocalFile("/tmp/a.png")])
    picture.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    area.edit.insertFromMimeData(files)
    area.edit.insertFromMimeData(picture)
    assert len(handed) == 2
    assert area.text() == ""


def test_the_frame_shows_focus_and_the_foot_only_when_there_is_something_in_it(
    qtbot: QtBot,
) -> None:
    area = TextArea(lines=3)
    qtbot.addWidget(area)
    area.resize(320, area.sizeHint().height())
    area.show()
    area.activateWindow()
    bare = area.sizeHint().height()
    area.edit.clearFocus()
    plain = grab(area)
    area.set_note("草稿 09:31 已存")
    assert area.sizeHint().height() > bare
    area.set_note("")
    assert area.sizeHint().height() == bare
    qtbot.waitUntil(lambda: QApplication.activeWindow() is area)
    area.setFocus()
    assert area.edit.hasFocus()
    assert grab(area) != plain


def test_a_field_keeps_its_height_with_and_without_focus(qtbot: QtBot, theme: Theme) -> None:
    field = Field("备注", limit=50)
    qtbot.addWidget(field)
    field.show()
    assert field.sizeHint().height() == 32
    assert field.height() == 32
    field.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is field)
    field.setFocus()
    assert field.hasFocus()
    assert field.minimumSizeHint().height() <= 32
    assert field.height() == 32
    theme.set_scale(150)
    assert field.sizeHint().height() == 48


def test_a_wrong_field_says_why_to_everybody(qtbot: QtBot) -> None:
    field = Field(money=True)
    qtbot.addWidget(field)
    field.show()
    right = grab(field)
    field.set_error("要少于申请金额 ¥468.00")
    assert field.error() == field.toolTip() == field.accessibleDescription()
    assert grab(field) != right
    field.set_error(None)
    assert field.toolTip() == ""
    assert grab(field) == right


def test_search_waits_for_a_pause_and_enter_does_not(qtbot: QtBot) -> None:
    box = SearchBox("搜买家", key="Ctrl K")
    qtbot.addWidget(box)
    box.show()
    said: list[str] = []
    box.searched.connect(said.append)
    with qtbot.waitSignal(box.searched):
        QTest.keyClicks(box, "abc")
    assert said == ["abc"]
    QTest.keyClicks(box, "d")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert said == ["abc", "abcd"]
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert (box.text(), said[-1]) == ("", "")
    box.hide()


def test_a_combo_holds_values_and_the_wheel_changes_nothing(qtbot: QtBot) -> None:
    combo = Combo([("全部", None), ("退货", 2), ("换货 & 补寄", 3)])
    qtbot.addWidget(combo)
    combo.show()
    picked: list[object] = []
    combo.picked.connect(picked.append)
    combo.set_value(3)
    assert (combo.value(), picked) == (3, [])
    QApplication.sendEvent(combo, _wheel())
    assert combo.value() == 3
    combo.set_items([("换货 & 补寄", 3), ("退货", 2)])
    assert combo.value() == 3
    combo.activated.emit(1)
    assert picked == [2]
    with pytest.raises(ValueError, match="not in list"):
        combo.set_value(99)
    combo.set_items([])
    assert combo.value() is None


def _wheel() -> QWheelEvent:
    middle = QPointF(5, 5)
    return QWheelEvent(
        middle, middle, QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip


def test_the_popup_of_a_combo_has_rows_of_28(qtbot: QtBot, theme: Theme) -> None:
    combo = Combo([("一", 1), ("二", 2)])
    qtbot.addWidget(combo)
    combo.show()
    combo.view().ensurePolished()
    assert combo.view().sizeHintForRow(0) == theme.px(28)


def test_a_switch_says_its_state_in_a_word_and_by_shape(qtbot: QtBot) -> None:
    switch = Switch("开", "关", name="自动打款")
    qtbot.addWidget(switch)
    switch.resize(switch.sizeHint())
    off = grab(switch)
    assert switch.accessibleName() == "自动打款 关"
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert switch.isChecked()
    assert switch.accessibleName() == "自动打款 开"
    assert grab(switch) != off


def test_ticks_wrap_and_the_words_tick_too(qtbot: QtBot) -> None:
    row = CheckRow("我知道：没协商就拒绝，可能赔买家 ¥50.00，并记今天第 4 次无故拒绝。" * 2)
    qtbot.addWidget(row)
    row.resize(200, row.heightForWidth(200) if row.hasHeightForWidth() else 120)
    row.show()
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(120, 10))
    assert row.is_checked()
    assert row.box.accessibleName().startswith("我知道")


def test_a_list_of_ticks_knows_what_is_missing(qtbot: QtBot) -> None:
    ticks = CheckList([CheckItem("a", "一"), CheckItem("b", "二", checked=True)])
    qtbot.addWidget(ticks)
    assert ticks.checked() == ("b",)
    assert not ticks.all_checked()
    with qtbot.waitSignal(ticks.changed):
        ticks.row("a").set_checked(True)
    assert ticks.all_checked()
