"""Agreeing, receiving, shipping: what reaches the door, and what is asked first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.gui.case import scenes
from workbench.domain.kinds import Action, CaseType, Stage
from workbench.services.policies import default_book
from workbench.ui.case.registry import PANELS

if TYPE_CHECKING:
    from tests.gui.case.desk import Desk


def test_refunding_by_keys_alone(desk: Desk) -> None:
    pane = desk.show(3)
    pane.setFocus()
    desk.key(Qt.Key.Key_A)
    desk.panel()
    assert pane.view.panel.send.words() == "同意退款 ¥89.90"
    desk.send()
    request = desk.request()
    assert request.key == desk.case(3).key
    assert request.action is Action.AGREE_REFUND
    assert request.args == {"amount_fen": 8990}
    assert request.if_version == 1
    assert request.confirm == frozenset()
    assert request.command_id
    desk.closed()
    desk.qtbot.waitUntil(lambda: bool(desk.acted))
    assert desk.acted[0].ok


def test_ctrl_enter_twice_sends_once(desk: Desk) -> None:
    desk.show(3)
    desk.open("agree")
    panel = desk.pane.view.panel
    desk.qtbot.keyClick(panel.send, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.keyClick(panel.send, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.closed()
    desk.quiet()
    assert len(desk.orders.requests) == 1


def test_a_tick_is_asked_with_its_rule_and_confirms_it(desk: Desk) -> None:
    desk.orders.options["agree_refund"] = scenes.tick(
        "agree_refund", "CASE-8", "同一包裹还有一单在发货"
    )
    pane = desk.show(3)
    desk.open("agree")
    view = pane.view.panel
    assert view.send.blocked() == "还缺：1 个确认"
    desk.send()
    desk.quiet()
    assert desk.orders.requests == []
    row = view.tick_row("CASE-8")
    row.box.setFocus()
    desk.key(Qt.Key.Key_Space)
    assert view.send.blocked() is None
    desk.send()
    assert desk.request().confirm == frozenset({"CASE-8"})


def test_returning_takes_the_default_address_and_can_take_another(desk: Desk) -> None:
    pane = desk.show(5)
    panel = desk.open("agree")
    assert panel.action is Action.AGREE_RETURN
    assert panel.address.value() == "a1"
    panel.address.setFocus()
    desk.key(Qt.Key.Key_Down)
    panel.address.picked.emit(panel.address.value())
    panel.freight.setFocus()
    desk.key(Qt.Key.Key_Down)
    panel.freight.picked.emit(panel.freight.value())
    panel.message.edit.setFocus()
    desk.qtbot.keyClicks(panel.message.edit, "parcel")
    assert "收到退货后退" in pane.view.panel.bar._subtitle.text()
    desk.send()
    assert desk.request().args == {
        "address": "a2",
        "return_freight": "buyer",
        "message": "parcel",
        "amount_fen": 69_900,
    }


def test_without_an_address_returning_says_what_to_do(desk: Desk) -> None:
    desk.orders.addresses = []
    pane = desk.show(5)
    desk.open("agree")
    assert pane.view.panel.send.blocked() == "店铺还没有退货地址，请到“店铺”里添加。"


@pytest.mark.parametrize(
    ("kind", "action", "args"),
    [
        (CaseType.EXCHANGE, Action.AGREE_EXCHANGE, {"address": "a1"}),
        (CaseType.REPAIR, Action.AGREE_REPAIR, {"address": "a1"}),
        (CaseType.RESHIP, Action.AGREE_RESHIP, {}),
    ],
)
def test_the_agree_that_fits_the_type(
    desk: Desk, kind: CaseType, action: Action, args: dict[str, object]
) -> None:
    desk.put(5, type=kind)
    desk.show(5)
    panel = desk.open("agree")
    assert panel.action is action
    desk.send()
    assert desk.request().args == args


def test_receiving_shows_the_checklist_and_keeps_its_ticks(desk: Desk) -> None:
    policy = default_book().at(desk.case(6).platform, desk.session.now())
    evidence = replace(policy.evidence, receipt_checklist=("先验货，再签收", "拍开箱"))
    desk.orders.policy = replace(policy, evidence=evidence)
    desk.put(6, stage=Stage.MERCHANT_CONFIRM_RECEIPT)
    pane = desk.show(6)
    pane.setFocus()
    desk.key(Qt.Key.Key_C)
    panel = desk.panel()
    panel.list.row("1").box.setFocus()
    desk.key(Qt.Key.Key_Space)
    assert panel.list.checked() == ("1",)
    assert pane.view.panel.send.words() == "货没问题，退款 ¥359.00"
    assert [button.words() for button in pane.view.panel.ways()] == ["货有问题，拒绝"]
    desk.send()
    assert desk.request().args == {"amount_fen": 35_900}


def test_shipping_needs_carrier_and_number_and_strips_blanks(desk: Desk) -> None:
    desk.put(5, stage=Stage.MERCHANT_SHIP, type=CaseType.RESHIP)
    desk.orders.options["ship"] = scenes.yes("ship")
    pane = desk.show(5)
    panel = desk.open("ship")
    assert pane.view.panel.send.blocked() == "还缺：快递公司、快递单号"
    assert panel.company.hasFocus()
    desk.qtbot.keyClicks(panel.company, "SF")
    assert pane.view.panel.send.blocked() == "还缺：快递单号"
    panel.waybill.setFocus()
    desk.qtbot.keyClicks(panel.waybill, " SF14 2309 8817 ")
    desk.send()
    assert desk.request().args == {"company": "SF", "waybill": "SF1423098817"}


def test_every_act_with_a_panel_sends_arguments_its_command_takes(desk: Desk) -> None:
    """The registry knows every act of the door, and none sends a stray argument."""
    from workbench.services.actions import SPECS, schema

    assert set(PANELS) == set(SPECS)
    desk.orders.only = tuple(scenes.yes(str(name)) for name in SPECS)
    desk.show(5)
    for action in SPECS:
        panel = desk.open(str(action))
        assert panel.action is action
        known = set(schema(action)["properties"])
        assert set(panel.args()) <= known, action
        desk.pane.host.close()
