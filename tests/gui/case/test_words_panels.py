"""Message, contact, remark, note, supervisor, platform, withdrawal: what reaches the door."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from tests.gui.case import scenes
from tests.gui.case.desk import picture
from workbench.domain.kinds import Action

if TYPE_CHECKING:
    from tests.gui.case.desk import Desk


def test_a_message_counts_bytes_and_stops_at_the_limit(desk: Desk) -> None:
    pane = desk.show()
    panel = desk.open("message")
    view = pane.view.panel
    assert view.send.blocked() == "还缺：文字"
    panel.area.set_text("您" * 133)
    assert panel.area.used() == 399
    assert view.send.blocked() is None
    panel.area.set_text("您" * 134)
    assert view.send.blocked() == "文字太长了。"
    desk.send()
    desk.quiet()
    assert desk.orders.requests == []
    panel.area.set_text("  您好，马上处理  ")
    desk.send()
    assert desk.request().args == {"text": "您好，马上处理"}


def test_a_dropped_picture_goes_with_the_message_and_a_large_one_is_made_smaller(
    desk: Desk,
) -> None:
    desk.show()
    panel = desk.open("message")
    small = picture(desk.session.data_dir / "small.png", "#C9B87A")
    large = picture(desk.session.data_dir / "large.png", "#C9B87A", side=600, noise=True)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(small)), QUrl.fromLocalFile(str(large))])
    assert panel.strip.zone.take(mime)
    panel.area.set_text("请看")
    desk.qtbot.waitUntil(lambda: len(panel.pictures.ready()) == 2, timeout=20_000)
    assert "已压到" in panel.pictures.items[1].prepared.caption
    desk.send()
    files = dict(enumerate(desk.request().files))
    assert files[0] == ("picture", small)
    kind, sent = files[1]
    assert kind == "picture"
    assert sent != large
    assert sent.stat().st_size <= 500_000 < large.stat().st_size


def test_a_picture_is_pasted_from_the_clipboard(desk: Desk) -> None:
    desk.show()
    panel = desk.open("message")
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    QApplication.clipboard().setImage(image)
    panel.strip.zone.setFocus()
    desk.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.waitUntil(lambda: len(panel.pictures.ready()) == 1)
    kind, path = panel.pictures.ready()[0]
    assert kind == "picture"
    assert path.is_file()
    assert path.parent.parent == desk.session.data_dir


def test_what_is_no_picture_is_refused_with_a_reason(desk: Desk) -> None:
    desk.show()
    panel = desk.open("message")
    path = desk.session.data_dir / "virus.exe"
    path.write_bytes(b"MZ")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    panel.strip.zone.take(mime)
    assert "virus.exe" in panel.strip.fault.text()
    fake = desk.session.data_dir / "fake.png"
    fake.write_bytes(b"not a picture" * 60_000)
    panel.pictures.add("picture", [fake])
    desk.qtbot.waitUntil(lambda: panel.pictures.items[0].prepared is not None)
    assert panel.pictures.ready() == ()
    panel.area.set_text("x")
    assert desk.pane.view.panel.send.blocked() == "还缺：1 个文件不能用"


def test_a_contact_is_recorded_with_channel_and_outcome(desk: Desk) -> None:
    desk.show()
    panel = desk.open("contact")
    panel.channel.set_value("chat")
    panel.outcome.set_value("no_answer")
    panel.area.set_text("问了尺码")
    desk.send()
    request = desk.request()
    assert request.action is Action.CONTACT
    assert request.args == {"channel": "chat", "outcome": "no_answer", "note": "问了尺码"}


def test_the_remark_begins_with_what_stands_there_and_may_be_emptied(desk: Desk) -> None:
    desk.rich()
    desk.show()
    panel = desk.open("remark")
    assert panel.area.text() == "老客，先谈"
    panel.area.set_text("")
    desk.send()
    assert desk.request().args == {"text": ""}


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("note", {"text": "看一下"}),
        ("raise", {"note": "看一下", "to": ""}),
        ("escalate", {"statement": "看一下"}),
    ],
)
def test_words_go_where_they_belong(desk: Desk, name: str, args: dict[str, object]) -> None:
    desk.orders.options["escalate"] = scenes.yes("escalate")
    desk.show()
    panel = desk.open(name)
    panel.area.set_text("看一下")
    desk.send()
    assert desk.request().args == args


def test_a_supervisor_can_be_named(desk: Desk) -> None:
    desk.show()
    panel = desk.open("raise")
    desk.qtbot.waitUntil(lambda: panel.to.count() > 1)
    panel.area.set_text("请定")
    panel.to.set_value("阿禾")
    desk.send()
    assert desk.request().args == {"note": "请定", "to": "阿禾"}


def test_withdrawing_says_what_is_withdrawn(desk: Desk) -> None:
    desk.orders.options["withdraw"] = scenes.yes("withdraw")
    pane = desk.show(3)
    assert pane.view.bar.buttons()[0].words() == "撤回方案"
    panel = desk.open("withdraw")
    assert "现金补偿，留下商品 ¥20.00" in panel._words.text()
    desk.send()
    assert desk.request().action is Action.WITHDRAW


def test_a_flag_is_one_digit(desk: Desk) -> None:
    pane = desk.show()
    pane.setFocus()
    desk.key(Qt.Key.Key_F)
    desk.panel()
    desk.key(Qt.Key.Key_3)
    assert desk.request().args == {"flag": "green"}
    desk.closed()
    desk.open("flag")
    desk.key(Qt.Key.Key_0)
    assert desk.request(2).args == {"flag": None}


def test_a_flag_is_one_click(desk: Desk) -> None:
    from workbench.domain.kinds import Flag

    desk.show()
    panel = desk.open("flag")
    desk.click(panel.buttons[Flag.PURPLE])
    assert desk.request().args == {"flag": "purple"}


def test_tags_are_put_on_and_taken_off(desk: Desk) -> None:
    desk.rich()
    desk.show()
    panel = desk.open("tag")
    desk.qtbot.waitUntil(lambda: len(panel.buttons) == 4)
    assert panel.buttons[0].words() == "去掉“大额”"
    panel.know(["待验货", "老客"])
    assert panel.buttons[0].hasFocus()  # at once: a fast digit must not go elsewhere
    desk.key(Qt.Key.Key_1)
    assert desk.request().args == {"tag": "大额", "remove": True}
    desk.closed()
    panel = desk.open("tag")
    panel.field.setFocus()
    desk.qtbot.keyClicks(panel.field, "vip1")
    desk.key(Qt.Key.Key_Return)
    assert desk.request(2).args == {"tag": "vip1", "remove": False}


def test_a_case_is_given_to_somebody_or_back_to_everybody(desk: Desk) -> None:
    desk.show()
    panel = desk.open("assign")
    desk.qtbot.waitUntil(lambda: len(panel.buttons) > 2)
    words = [button.words() for button in panel.buttons]
    assert words[:2] == ["我", "所有人"]
    desk.click(panel.buttons[words.index("阿禾")])
    assert desk.request().args == {"to": "阿禾"}
    desk.closed()
    panel = desk.open("assign")
    desk.click(panel.buttons[1])
    assert desk.request(2).args == {"to": ""}
