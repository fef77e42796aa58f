"""Both languages and both themes, at once and complete; every text has its Chinese."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel

from tests.gui.case import scenes
from workbench.base import texts
from workbench.ui.theme.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.gui.case.desk import Desk

HAN = re.compile(r"[\u4e00-\u9fff]")
# Strangers' words, names and data of the scene stay as they are in any language.
DATA = re.compile(
    r"羊毛|燕麦|岚屿|描述不符|颜色|收到的|顺丰|已签收|晴|阿禾|小满|大额|仓库|"
    r"没接|老客|现金补偿|优惠券|部分退款|只安抚|约花|花.¥|不花钱|可以，时限|"
    r"默认地址|没有和买家|平台还没|拒绝以后|先协商|亲，|商品|质检|聊天|实付.10|"
    r"平台多半|平台从不|要求修改|买家已使用|拆包|快递公司|海风|退款编号|"
    r"买家退款金额|杭州|先验货|谢谢|麻烦|“|买家申请退款|照片|物流|运单|进货|"
    r"打包|服务完成|页面|凭证|待验货|^急$|小序|^仓库|加急|等买家|已处理|"
    r"等仓库|交主管|无需"
)


def words(root: QWidget) -> list[str]:
    said = [label.text() for label in root.findChildren(QLabel) if label.isVisible()]
    return said + [b.text() for b in root.findChildren(QAbstractButton) if b.isVisible()]


def untranslated(root: QWidget) -> list[str]:
    """What is still Chinese while English is chosen."""
    return [said for said in words(root) if HAN.search(said) and not DATA.search(said)]


def english(root: QWidget) -> list[str]:
    """What is still English while Chinese is chosen: three words of letters in a row."""
    return [said for said in words(root) if re.search(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", said)]


def scene(desk: Desk) -> None:
    desk.rich()
    desk.orders.options.update(scenes.picture_01())
    desk.orders.talks = scenes.talks(desk.world.now)
    desk.orders.refusing = scenes.refusing()


def switch(desk: Desk, language: str) -> None:
    desk.session.apply_settings(desk.session.settings.changed(language=language))


def test_the_whole_pane_changes_its_language_at_once(desk: Desk) -> None:
    scene(desk)
    pane = desk.show()
    assert english(pane) == []
    switch(desk, "en")
    for at in range(6):
        pane.view.tabs.setCurrentIndex(at)
        desk.quiet()
        assert untranslated(pane) == [], at
    assert pane.view.big.type.text() == "Return + refund"
    assert pane.view.big.clock.line.text() == "At 10:12 it may agree to the return"
    switch(desk, "zh_CN")
    desk.quiet()
    assert english(pane) == []


@pytest.mark.parametrize(
    "name",
    [
        "negotiate",
        "refuse",
        "message",
        "contact",
        "flag",
        "tag",
        "assign",
        "raise",
        "agree",
        "note",
        "remark",
    ],
)
def test_an_open_panel_changes_its_language_and_keeps_what_was_typed(desk: Desk, name: str) -> None:
    scene(desk)
    pane = desk.show()
    panel = desk.open(name)
    assert english(pane.view.panel) == []
    if hasattr(panel, "area"):
        panel.area.set_text("typed")
    switch(desk, "en")
    desk.quiet()
    assert untranslated(pane.view.panel) == []
    if hasattr(panel, "area"):
        assert panel.area.text() == "typed"


def test_the_checkers_see_what_they_look_for(desk: Desk) -> None:
    pane = desk.show()
    texts.set_language("en")
    seeded = QLabel("没有翻译的话", pane)
    other = QLabel("words without any Chinese", pane)
    for label in (seeded, other):
        label.show()
    assert "没有翻译的话" in untranslated(pane)
    assert "words without any Chinese" in english(pane)
    seeded.deleteLater()
    other.deleteLater()


def test_the_theme_changes_at_once(desk: Desk) -> None:
    scene(desk)
    pane = desk.show()
    light = pane.grab().toImage().pixelColor(400, 400)
    Theme.current().set_theme("dark")
    desk.quiet()
    dark = pane.grab().toImage().pixelColor(400, 400)
    assert light.lightness() > 200
    assert dark.lightness() < 80


@pytest.mark.parametrize("percent", [90, 100, 125, 150])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_no_control_leaves_the_pane_at_any_scale(desk: Desk, percent: int, language: str) -> None:
    texts.set_language(language)
    Theme.current().set_scale(percent)
    scene(desk)
    pane = desk.show()
    pane.resize(Theme.current().px(640), Theme.current().px(600))
    desk.quiet()
    for button in pane.view.bar.buttons():
        if button.isVisible():
            assert button.geometry().right() <= pane.view.bar.width()
    inner = pane.view.facts.widget()
    assert inner is not None
    assert inner.width() <= pane.view.facts.viewport().width()
