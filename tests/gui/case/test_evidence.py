"""Evidence: what is wanted, files in their order, limits, once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from tests.gui.case import scenes
from tests.gui.case.desk import picture
from workbench.domain.kinds import Action
from workbench.services.policies import default_book

if TYPE_CHECKING:
    from tests.gui.case.desk import Desk


def opened(desk: Desk, *, most: int = 4) -> Any:
    policy = default_book().at(desk.case().platform, desk.session.now())
    evidence = replace(
        policy.evidence,
        max_files=most,
        max_bytes=5_000_000,
        kinds=(
            ("chat_record", "聊天记录"),
            ("unpacking_video", "拆包验货视频"),
            ("picture", "商品照片"),
        ),
    )
    desk.orders.policy = replace(policy, evidence=evidence)
    desk.orders.options.setdefault("evidence", scenes.yes("evidence"))
    desk.rich()
    desk.show()
    return desk.open("evidence")


def files(desk: Desk) -> tuple[Any, Any]:
    first = picture(desk.session.data_dir / "chat.png", "#FFFFFF")
    second = desk.session.data_dir / "unpack.mp4"
    second.write_bytes(b"0" * 4_700_000)
    return first, second


def test_the_pack_lists_what_is_wanted_and_what_is_there(desk: Desk) -> None:
    panel = opened(desk)
    assert desk.pane.view.panel.bar._subtitle.text() == "3 种里有 0 种"
    first, _second = files(desk)
    desk.orders.chosen = [first]
    lines = [panel.view.kinds.itemAt(at).widget() for at in range(panel.view.kinds.count())]
    desk.click(lines[0].add)
    desk.qtbot.waitUntil(lambda: bool(panel.files_there.ready()))
    assert panel.files_there.ready() == (("chat_record", first),)
    assert desk.pane.view.panel.bar._subtitle.text() == "3 种里有 1 种"


def test_files_go_in_the_order_shown_and_keys_move_them(desk: Desk) -> None:
    panel = opened(desk)
    first, second = files(desk)
    panel.add("chat_record", [first])
    panel.add("unpacking_video", [second])
    desk.qtbot.waitUntil(lambda: len(panel.files_there.ready()) == 2)
    line = panel.view.order.itemAt(1).widget()
    line.setFocus()
    desk.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert panel.files_there.ready() == (("unpacking_video", second), ("chat_record", first))
    moved = panel.view.order.itemAt(0).widget()
    assert moved.hasFocus()
    panel.view.statement.set_text("11-18 收到旧机（见 1）。")
    desk.send()
    request = desk.request()
    assert request.action is Action.EVIDENCE
    assert request.args == {"statement": "11-18 收到旧机（见 1）。"}
    assert request.files == (("unpacking_video", second), ("chat_record", first))


def test_delete_takes_a_file_out(desk: Desk) -> None:
    panel = opened(desk)
    first, second = files(desk)
    panel.add("chat_record", [first, second])
    panel.view.order.itemAt(0).widget().setFocus()
    desk.key(Qt.Key.Key_Delete)
    assert [item.path for item in panel.files_there.items] == [second]


def test_limits_are_said_and_kept(desk: Desk) -> None:
    panel = opened(desk, most=1)
    first, second = files(desk)
    panel.add("chat_record", [first, second])
    assert [item.path for item in panel.files_there.items] == [first]
    assert panel.view.fault.text() == "平台最多收 1 个文件。" or panel.view.fault.text() == ""
    panel.files_there.remove(0)
    huge = desk.session.data_dir / "huge.mp4"
    huge.write_bytes(b"0" * 5_000_001)
    panel.add("unpacking_video", [huge])
    desk.qtbot.waitUntil(lambda: panel.files_there.items[0].prepared is not None)
    assert panel.files_there.items[0].prepared.reason == "超过 5.0 MB，平台不收。"
    assert desk.pane.view.panel.send.blocked() == "还缺：1 个文件不能用"


def test_nothing_at_all_is_no_evidence(desk: Desk) -> None:
    opened(desk)
    assert desk.pane.view.panel.send.blocked() == "还缺：文件或说明"


def test_a_second_set_needs_a_tick(desk: Desk) -> None:
    desk.orders.options["evidence"] = scenes.tick("evidence", "DISP-2", "已经交过一次")
    panel = opened(desk)
    panel.view.statement.set_text("补充")
    assert desk.pane.view.panel.send.blocked() == "还缺：1 个确认"
    desk.pane.view.panel.tick_row("DISP-2").set_checked(True)
    desk.send()
    assert desk.request().confirm == frozenset({"DISP-2"})


def test_a_statement_over_the_limit_is_not_sent(desk: Desk) -> None:
    panel = opened(desk)
    panel.view.statement.set_text("字" * 501)
    assert desk.pane.view.panel.send.blocked() == "说明太长了。"
