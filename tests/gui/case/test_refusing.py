"""Refusing, guarded: what is missing is counted, and nothing goes before it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from tests.gui.case import scenes
from tests.gui.case.desk import picture
from workbench.domain.kinds import Action

if TYPE_CHECKING:
    from tests.gui.case.desk import Desk


def opened(desk: Desk, **values: Any) -> Any:
    desk.orders.options.update(scenes.picture_01())
    desk.orders.refusing = scenes.refusing(**values)
    desk.show()
    return desk.open("refuse")


def test_the_button_counts_what_is_missing(desk: Desk) -> None:
    panel = opened(desk)
    send = desk.pane.view.panel.send
    assert send.words() == "仍要拒绝（还缺理由和 1 个确认）"
    panel.view.reason.setFocus()
    desk.key(Qt.Key.Key_Down)
    panel.view.reason.picked.emit(panel.view.reason.value())
    assert send.words() == "仍要拒绝（还缺 2 份凭证和 1 个确认）"
    assert send.kind() == "danger"
    assert send.blocked() is not None
    desk.send()
    desk.quiet()
    assert desk.orders.requests == []


def test_with_proofs_and_tick_it_goes(desk: Desk) -> None:
    panel = opened(desk)
    panel.view.reason.picked.emit("intact")
    assert panel.view.text.text() == "亲，商品出库前检查完好。"
    report = picture(desk.session.data_dir / "report.png", "#FFFFFF")
    chat = picture(desk.session.data_dir / "chat.png", "#FFFFFF")
    panel.strips["inspection_report"].zone.files_dropped.emit([report])
    panel.strips["chat_record"].zone.files_dropped.emit([chat])
    send = desk.pane.view.panel.send
    desk.qtbot.waitUntil(lambda: send.words() == "仍要拒绝（还缺 1 个确认）")
    desk.pane.view.panel.tick_row("REF-1").set_checked(True)
    assert send.words() == "仍要拒绝"
    assert send.kind() == "over"
    desk.send()
    request = desk.request()
    assert request.args == {"reason": "intact", "text": "亲，商品出库前检查完好。"}
    assert request.files == (("inspection_report", report), ("chat_record", chat))
    assert request.confirm == frozenset({"REF-1"})


def test_either_of_two_proofs_will_do(desk: Desk) -> None:
    panel = opened(desk)
    panel.view.reason.picked.emit("used")
    assert set(panel.strips) == {"unpacking_video", "carrier_certificate"}
    assert "1 份凭证" in desk.pane.view.panel.send.words()
    video = desk.session.data_dir / "unpack.mp4"
    video.write_bytes(b"0" * 2_000)
    panel.strips["unpacking_video"].zone.files_dropped.emit([video])
    desk.qtbot.waitUntil(lambda: "凭证" not in desk.pane.view.panel.send.words())


def test_the_wrong_proof_does_not_count(desk: Desk) -> None:
    panel = opened(desk)
    panel.view.reason.picked.emit("intact")
    path = picture(desk.session.data_dir / "any.png", "#FFFFFF")
    panel.proofs.add("unpacking_video", [path])
    desk.qtbot.waitUntil(lambda: bool(panel.proofs.ready()))
    assert "2 份凭证" in desk.pane.view.panel.send.words()


def test_forbidden_reasons_are_shown_with_why_and_never_offered(desk: Desk) -> None:
    panel = opened(desk)
    offered = [panel.view.reason.itemText(at) for at in range(panel.view.reason.count())]
    assert "要求修改退款原因" not in offered
    said = _texts(panel.view)
    assert any("要求修改退款原因" in words and "从不接受" in words for words in said)
    panel.view.reason.picked.emit("swap")
    assert panel.sheet.reason is None
    assert "理由" in desk.pane.view.panel.send.words()


def test_cost_and_rules_stand_before_anything_is_sent(desk: Desk) -> None:
    panel = opened(desk)
    assert panel.view.warning.title.text() == "现在拒绝，多半判买家赢"
    assert panel.view.warning.cost.text() == "¥50.00"
    assert "实付 10%，每单 ¥5–50，平台直接划给买家" in _texts(panel.view)
    assert desk.pane.view.panel.bar._subtitle.text() == "看完再定，此刻什么都没发出"


def test_negotiating_instead_is_the_filled_button(desk: Desk) -> None:
    desk.orders.talks = scenes.talks(desk.world.now)
    opened(desk)
    ways = desk.pane.view.panel.ways()
    assert [(way.words(), way.kind()) for way in ways] == [
        ("改为协商", "primary"),
        ("同意退货", "default"),
    ]
    desk.click(ways[0])
    desk.qtbot.waitUntil(
        lambda: desk.pane.host.panel is not None and desk.pane.host.panel.action is Action.NEGOTIATE
    )


def test_letters_change_to_another_way_out(desk: Desk) -> None:
    desk.orders.talks = scenes.talks(desk.world.now)
    opened(desk)
    desk.pane.view.panel.send.setFocus()
    desk.key(Qt.Key.Key_N)
    desk.qtbot.waitUntil(
        lambda: desk.pane.host.panel is not None and desk.pane.host.panel.action is Action.NEGOTIATE
    )


def test_where_talks_must_come_first_the_panel_explains_and_stays_closed(desk: Desk) -> None:
    first = scenes.no("refuse", "REF-1", "平台要求先协商再拒绝", "先给买家一个方案", "negotiate")
    desk.orders.options.update({**scenes.picture_01(), "refuse": first})
    desk.orders.refusing = scenes.refusing(refusals=first.refusals)
    desk.show()
    panel = desk.open("refuse")
    send = desk.pane.view.panel.send
    assert panel.view.warning.title.text() == "这里不能拒绝"
    assert send.blocked() == "平台要求先协商再拒绝"
    desk.send()
    desk.quiet()
    assert desk.orders.requests == []


def test_a_refusal_that_is_not_about_talks_has_no_panel(desk: Desk) -> None:
    desk.orders.options["refuse"] = scenes.no("refuse", "CASE-4", "现在轮到买家")
    pane = desk.show()
    pane.run_action("refuse")
    assert pane.host.panel is None
    assert "CASE-4" in pane.view.reason.words.text()


def _texts(widget: Any) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [part.text() for part in widget.findChildren(QLabel) if part.isVisible()]
