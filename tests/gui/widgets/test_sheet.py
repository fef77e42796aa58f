"""The sheet of all parts: both themes, three scales, no cut words, nothing under a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from tests.gui import looks
from tests.gui.control_sheet import ControlSheet
from tests.gui.looks import grab
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.labels import ElidedLabel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workbench.ui.theme.theme import Theme

pytestmark = looks.OFFSCREEN


def small_type(sheet: QWidget) -> list[str]:
    """Labels in less than twelve pixels."""
    labels = (found for found in sheet.findChildren(QLabel) if found.text())
    return [found.text() for found in labels if found.font().pixelSize() < 12]


def cut_words(sheet: QWidget) -> list[str]:
    """Buttons and one-line labels narrower than their words."""
    wrong = [
        found.text()
        for found in sheet.findChildren(QAbstractButton)
        if found.isVisible() and found.width() < found.sizeHint().width()
    ]
    return wrong + [
        found.text()
        for found in sheet.findChildren(QLabel)
        if found.isVisible()
        and not found.wordWrap()
        and not isinstance(found, ElidedLabel)
        and found.width() < found.sizeHint().width()
    ]


def nameless(sheet: QWidget) -> list[str]:
    """Buttons a screen reader has no word for."""
    return [
        type(found).__name__
        for found in sheet.findChildren(QAbstractButton)
        if found.isVisible() and not (found.accessibleName() or found.text())
    ]


@pytest.mark.parametrize("percent", [90, 100, 125])
@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_sheet_is_whole(qtbot: QtBot, theme: Theme, name: str, percent: int) -> None:
    theme.set_theme(name)
    theme.set_scale(percent)
    sheet = ControlSheet()
    qtbot.addWidget(sheet)
    sheet.show()
    assert small_type(sheet) == []
    assert nameless(sheet) == []
    if percent <= 100:
        assert cut_words(sheet) == []
    grab(sheet)


def test_cut_small_and_nameless_parts_would_be_found(qtbot: QtBot) -> None:
    sheet = QWidget()
    qtbot.addWidget(sheet)
    button, label, silent = (
        KeyButton("同意退货", parent=sheet),
        QLabel("退款", sheet),
        QLabel(sheet),
    )
    bare = KeyButton("", icon="x", parent=sheet)
    silent.hide()
    sheet.show()
    button.setFixedWidth(20)
    font = label.font()
    font.setPixelSize(9)
    label.setFont(font)
    assert cut_words(sheet) != []
    assert small_type(sheet) == ["退款"]
    assert nameless(sheet) == ["KeyButton"]
    assert bare.words() == ""
