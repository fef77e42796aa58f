"""Buttons: keys shown, reasons told, nothing that moves when a state changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from tests.gui import looks
from tests.gui.looks import grab
from workbench.ui.widgets.buttons import IconButton, KeyButton, LinkButton
from workbench.ui.widgets.choices import Switch
from workbench.ui.widgets.marks import LoaderIcon
from workbench.ui.widgets.ring import FocusRing, ring_radius

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workbench.ui.theme.theme import Theme

pytestmark = looks.OFFSCREEN

REASON = "平台还没介入，暂时用不上 · DISP-1"


def _button(qtbot: QtBot, kind: str = "default") -> KeyButton:
    button = KeyButton("举证", key="E", icon="paperclip", kind=kind)
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    button.show()
    return button


def test_a_press_by_mouse_key_or_screen_reader_clicks(qtbot: QtBot) -> None:
    button = _button(qtbot)
    heard: list[str] = []
    button.clicked.connect(lambda: heard.append("clicked"))
    _press_every_way(qtbot, button, heard)
    assert len(heard) == 4


def test_a_blocked_button_never_clicks_and_says_why_each_time(qtbot: QtBot) -> None:
    button = _button(qtbot)
    clicks: list[str] = []
    reasons: list[str] = []
    button.clicked.connect(lambda: clicks.append("clicked"))
    button.blocked_clicked.connect(reasons.append)
    button.set_blocked(REASON)
    _press_every_way(qtbot, button, reasons)
    assert clicks == []
    assert reasons == [REASON] * 4
    button.set_blocked(None)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(clicks) == 1


def _press_every_way(qtbot: QtBot, button: KeyButton, heard: list[str]) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    QTest.keyClick(button, Qt.Key.Key_Space)
    QApplication.processEvents()
    button.click()
    QApplication.processEvents()
    interface = QAccessible.queryAccessibleInterface(button)
    action = interface.actionInterface()
    assert action is not None
    action.doAction(QAccessibleActionInterface.pressAction())
    # The last one, animateClick, answers after a moment of its own.
    qtbot.waitUntil(lambda: len(heard) >= 4 and not button.isDown())


def test_a_blocked_button_can_be_focused_and_tells_its_reason(qtbot: QtBot) -> None:
    button = _button(qtbot)
    button.set_hint("交证据")
    button.set_blocked(REASON)
    assert button.isEnabled()
    assert button.focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert button.toolTip() == REASON
    assert button.accessibleDescription() == REASON
    assert button.blocked() == REASON
    button.set_blocked(None)
    assert button.toolTip() == "交证据"
    assert button.accessibleDescription() == ""


@pytest.mark.parametrize("empty", ["", "  "])
def test_a_button_cannot_be_blocked_without_a_reason(qtbot: QtBot, empty: str) -> None:
    button = _button(qtbot)
    with pytest.raises(ValueError, match="needs a reason"):
        button.set_blocked(empty)


def test_blocking_and_waiting_change_the_look_but_not_the_width(qtbot: QtBot) -> None:
    button = _button(qtbot, kind="primary")
    width, free = button.sizeHint().width(), grab(button)
    button.set_blocked(REASON)
    assert button.sizeHint().width() == width
    assert grab(button) != free
    button.set_blocked(None)
    button.set_busy("发送中，请稍等")
    assert button.sizeHint().width() == width
    clicks: list[str] = []
    button.clicked.connect(lambda: clicks.append("clicked"))
    button.click()
    QApplication.processEvents()
    assert clicks == []
    assert button.busy()
    button.set_busy(None)
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)  # the pointer stands at 0, 0
    assert grab(button) == free


def test_words_and_key_are_read_out_and_the_key_takes_room(qtbot: QtBot) -> None:
    button = _button(qtbot)
    assert button.accessibleName() == "举证 E"
    with_key = button.sizeHint().width()
    button.set_key("")
    assert button.sizeHint().width() < with_key
    button.set_words("同意退款 ¥128.00")
    assert button.words() == "同意退款 ¥128.00"
    assert button.sizeHint().height() == 32
    assert KeyButton("小", small=True).sizeHint().height() == 26


@pytest.mark.parametrize("kind", ["primary", "default", "danger", "over", "ghost", "value"])
def test_every_kind_shows_rest_pointer_press_and_focus(
    qtbot: QtBot, theme: Theme, kind: str
) -> None:
    button = _button(qtbot, kind=kind)
    rest = grab(button)
    button.setDown(True)
    if kind != "over":
        assert grab(button) != rest
    button.setDown(False)
    theme.set_theme("dark")
    assert grab(button) != rest


def test_choosing_a_segment_moves_nothing(qtbot: QtBot) -> None:
    button = KeyButton("30 天", small=True)
    qtbot.addWidget(button)
    button.setCheckable(True)
    width = button.sizeHint().width()
    button.setChecked(True)
    assert button.sizeHint().width() == width


def test_links_and_icon_buttons_have_names_and_keep_ampersands(qtbot: QtBot) -> None:
    link, icon = LinkButton("R&D", icon="flag"), IconButton("copy", "复制")
    for widget in (link, icon):
        qtbot.addWidget(widget)
        widget.resize(widget.sizeHint())
        grab(widget)
    assert (link.words(), link.text(), link.accessibleName()) == ("R&D", "R&&D", "R&D")
    assert (icon.accessibleName(), icon.toolTip()) == ("复制", "复制")
    icon.set_icon("check", "ok")
    assert icon.icon_name() == "check"


def test_the_ring_follows_the_focus_and_survives_its_window(qtbot: QtBot) -> None:
    keeper = FocusRing.install()
    assert FocusRing.install() is keeper
    window, one, two = _window_with(qtbot, KeyButton("一"), Switch("开", "关"))
    one.setFocus()
    ring = keeper.ring()
    assert ring is not None
    assert ring.widget() is one
    assert ring.geometry() == one.geometry().adjusted(-4, -4, 4, 4)
    two.setFocus()
    assert ring.widget() is two
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete
    assert keeper.ring() is None
    other, three, _four = _window_with(qtbot, KeyButton("三"), KeyButton("四"))
    three.setFocus()
    again = keeper.ring()
    assert again is not None
    assert again.window() is other


def _window_with(qtbot: QtBot, one: QWidget, two: QWidget) -> tuple[QWidget, QWidget, QWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for widget in (one, two):
        column.addWidget(widget)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    return window, one, two


def test_every_control_that_is_no_field_gets_a_ring() -> None:
    assert ring_radius(KeyButton("x")) == 9
    assert ring_radius(Switch()) == 11
    assert ring_radius(LoaderIcon()) is None
    assert ring_radius(None) is None


def test_the_loader_stands_still_when_hidden_or_with_reduced_motion(
    qtbot: QtBot, theme: Theme
) -> None:
    loader = LoaderIcon()
    qtbot.addWidget(loader)
    timer = loader.findChild(QTimer, "loader")
    assert isinstance(timer, QTimer)
    assert not timer.isActive()
    loader.show()
    assert timer.isActive()
    theme.set_reduced_motion(True)
    assert not timer.isActive()
    theme.set_reduced_motion(False)
    loader.hide()
    assert not timer.isActive()
