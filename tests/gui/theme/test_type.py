"""Sizes, weights and figures of the type; nothing under twelve pixels, at any scale."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel

from tests.gui.looks import uneven_digits
from workbench.ui.theme import fonts, qss
from workbench.ui.theme.tokens import DARK, LIGHT
from workbench.ui.widgets.labels import label, set_ink, set_type

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workbench.ui.theme.theme import Theme

SCALES = (90, 100, 110, 125, 150)


def test_no_size_is_under_twelve_pixels() -> None:
    assert min(fonts.pixels(size, percent) for size in fonts.SIZES for percent in SCALES) == 12


@pytest.mark.usefixtures("theme")
@pytest.mark.parametrize("percent", SCALES)
def test_no_type_in_the_style_sheet_is_under_twelve_pixels(percent: int) -> None:
    sizes = _sizes(qss.stylesheet(LIGHT, percent=percent))
    assert min(sizes) >= 12
    assert len(sizes) > 10


def test_small_type_in_a_style_sheet_would_be_found() -> None:
    assert min(_sizes("QLabel { font-size: 11px } QMenu { font-size: 13px }")) == 11


def _sizes(sheet: str) -> list[int]:
    return [int(found) for found in re.findall(r"font-size:\s*(\d+)px", sheet)]


def test_the_ten_digits_have_one_width(theme: Theme) -> None:
    for size in fonts.SIZES:
        for bold in (False, True):
            assert uneven_digits(theme.metrics(size, bold=bold).horizontalAdvance) == []


def test_a_narrow_one_would_be_found() -> None:
    assert uneven_digits(lambda digit: 5 if digit == "1" else 7) == ["1"]


def test_fonts_have_tabular_figures_two_weights_and_only_the_sizes_of_the_design(
    theme: Theme,
) -> None:
    del theme
    font = fonts.make(13, bold=True)
    assert font.featureValue(QFont.Tag("tnum")) == 1
    assert font.weight() == QFont.Weight.Bold
    assert fonts.make(13).weight() == QFont.Weight.Normal
    with pytest.raises(ValueError, match="15 px"):
        fonts.make(15)


def test_the_chosen_family_has_chinese(theme: Theme) -> None:
    assert fonts.families()[0] in fonts.CHAIN
    assert theme.metrics(13).inFont("售")


def test_a_label_takes_size_weight_and_ink_from_the_sheet(qtbot: QtBot, theme: Theme) -> None:
    made = label("¥1,299.00", size=20, bold=True, ink="crit")
    qtbot.addWidget(made)
    made.show()
    assert made.font().pixelSize() == 20
    assert made.font().weight() == QFont.Weight.Bold
    assert made.font().featureValue(QFont.Tag("tnum")) == 1
    assert _ink(made) == theme.t.crit.lower()
    set_ink(made, "ok")
    set_type(made, 12)
    assert _ink(made) == theme.t.ok.lower()
    assert made.font().pixelSize() == 12
    theme.set_theme("dark")
    assert _ink(made) == DARK.ok.lower()
    theme.set_scale(150)
    assert made.font().pixelSize() == 18


def _ink(made: QLabel) -> str:
    return made.palette().color(made.foregroundRole()).name()


@pytest.mark.usefixtures("theme")
def test_a_size_or_ink_outside_the_design_is_refused() -> None:
    with pytest.raises(ValueError, match="no such type"):
        label("x", size=11)
    with pytest.raises(ValueError, match="no such type"):
        label("x", ink="pink")
