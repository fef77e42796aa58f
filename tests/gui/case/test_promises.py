"""PROM in the pane: the page, the clock, and writing down, proving, releasing by key and click."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.gui.case import scenes
from tests.gui.case.desk import picture
from workbench.domain.kinds import Action, Fen, Millis, Stage, Turn
from workbench.domain.promise import Promise, Promised

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gui.case.desk import Desk

HOUR = 3_600_000
PAGE = 6


def owe(
    desk: Desk, what: Promised = Promised.PAYOUT, *, hours: float = 1, **fields: Any
) -> Promise:
    """The case owes something; its own clock is left as it is."""
    now = desk.world.clock.now()
    promise = Promise(
        id="p1", what=what, made_at=Millis(now - HOUR), holder="小满", source="hand",
        amount_fen=Fen(4_000 if what is Promised.PAYOUT else 0), cost_fen=Fen(500),
        due_at=Millis(int(now + hours * HOUR)), cost_text="每迟一单罚 ¥5",
    )  # fmt: skip
    desk.put(promises=(promise,), **fields)
    for action in ("promise", "prove", "release"):
        desk.orders.options[action] = scenes.yes(action)
    return promise


def said(desk: Desk) -> str:
    return "\n".join(
        label.text() for label in desk.pane.view.promises.findChildren(QLabel) if label.isVisible()
    )


def test_the_page_shows_countdown_proof_holder_and_price(desk: Desk) -> None:
    owe(desk, hours=-2)
    pane = desk.show()
    assert pane.view.tabs.tabText(PAGE) == "承诺 1"
    pane.view.tabs.setCurrentIndex(PAGE)
    desk.turn()
    words = said(desk)
    for part in ("打款 ¥40.00", "还没有凭证", "小满", "¥5.00", "每迟一单罚 ¥5"):
        assert part in words
    assert set(pane.view.promises.buttons) == {"promise", "prove", "release"}


def test_a_late_promise_is_the_large_clock_even_after_the_case_has_ended(desk: Desk) -> None:
    owe(desk, hours=-2, stage=Stage.CANCELLED, turn=Turn.NONE)
    head = desk.show().view.big.clock
    assert head.countdown.text() == "超2小时00分"
    shown = "\n".join(label.text() for label in desk.pane.view.big.findChildren(QLabel))
    assert "承诺：打款 ¥40.00" in shown
    assert "违约 ¥5.00" in shown


def test_a_promise_behind_a_nearer_clock_stands_behind_it(desk: Desk) -> None:
    due = desk.case().deadline.at
    assert due is not None
    owe(desk, hours=(due - desk.world.clock.now()) / HOUR + 3)
    desk.show()
    shown = [label.text() for label in desk.pane.view.big.findChildren(QLabel)]
    assert any(words.startswith("承诺 ") or " 承诺 " in words for words in shown)
    assert "超" not in desk.pane.view.big.clock.countdown.text()


def test_a_key_writes_a_promise_down_with_amount_and_hours(desk: Desk) -> None:
    owe(desk)
    desk.show().setFocus()
    desk.key(Qt.Key.Key_Q)
    panel = desk.panel()
    assert panel.action is Action.PROMISE
    assert panel.missing() == ["金额，如 45.00"]
    panel.money.setText("45")
    panel.hours.setText("nonsense")
    assert panel.missing() == ["小时数，如 24"]
    panel.hours.setText("12")
    desk.turn()
    desk.send()
    assert dict(desk.request().args) == {
        "what": "payout", "amount_fen": 4_500, "hours": 12.0, "note": "",
    }  # fmt: skip


def test_a_promise_against_a_refund_says_what_it_stops_and_takes_no_amount(desk: Desk) -> None:
    owe(desk)
    desk.show()
    panel = desk.open("promise")
    panel.what.set_value("will_ship")
    panel._picked()
    assert not panel.money.isVisible()
    assert "不能同意退款" in panel._says.text()
    desk.send()
    assert dict(desk.request().args)["amount_fen"] is None


def test_a_proof_goes_with_its_promise_and_not_without_a_file(desk: Desk, tmp_path: Path) -> None:
    owe(desk)
    pane = desk.show()
    pane.view.tabs.setCurrentIndex(PAGE)
    desk.turn()
    desk.click(pane.view.promises.buttons["prove"])
    panel = desk.panel()
    assert panel.missing() == ["凭证"]
    panel.pictures.add("promise_proof", [picture(tmp_path / "paid.png", "#338855")])
    desk.qtbot.waitUntil(lambda: bool(panel.pictures.ready()), timeout=5_000)
    desk.turn()
    desk.send()
    request = desk.request()
    assert dict(request.args)["promise"] == "p1"
    assert [kind for kind, _path in request.files] == ["promise_proof"]


def test_a_refund_that_a_promise_stops_leads_to_its_release(desk: Desk) -> None:
    owe(desk, Promised.WILL_SHIP)
    desk.orders.options["agree_refund"] = scenes.no(
        "agree_refund", "PROM-3", "已答应买家发货", "先解除承诺", "release"
    )
    pane = desk.show()
    pane.run_action("agree_refund")
    desk.turn()
    assert "PROM-3" in pane.view.reason.words.text()
    desk.click(pane.view.reason.button)
    panel = desk.panel()
    assert panel.action is Action.RELEASE
    desk.send()
    assert dict(desk.request().args)["promise"] == "p1"
