"""Switching theme and scale at once; the style sheet and its template; the icons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyle

from tests.gui.looks import grab
from workbench.base import resources
from workbench.ui.theme import icons, qss
from workbench.ui.theme.theme import Theme
from workbench.ui.theme.tokens import DARK, LIGHT
from workbench.ui.widgets.buttons import KeyButton

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

DESIGN_ICONS = """\
inbox door-open gavel chart-line workflow users store settings circle-alert alarm-clock hourglass
clock calendar-days user-round pause refresh-cw messages-square check x paperclip external-link
ellipsis send undo-2 rotate-cw plus copy download file-down image-plus clipboard-paste user-plus
circle-check circle-x circle-minus circle-dashed ban lock triangle-alert octagon-x
circle-question-mark loader scale shield-check flag eye bell bell-dot book-open-text banknote
wallet film file-check file-spreadsheet folder-open key-round plug hand handshake target
flask-conical calendar-clock git-compare-arrows message-square-quote message-square-lock braces
brackets info history list-filter arrow-down-wide-narrow arrow-up-narrow-wide arrow-right
arrow-up-right arrow-down-right chevron-down chevron-right grip-vertical search square-check
bookmark circle-user-round circle-play circle-stop octagon-pause wifi-off hard-drive
archive-restore languages sun-moon wrench wand-sparkles fast-forward minus equal pencil
"""


def test_a_switch_changes_palette_sheet_and_painted_parts_at_once(
    qtbot: QtBot, theme: Theme
) -> None:
    button = KeyButton("同意", key="A", icon="check")
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    light = grab(button)
    with qtbot.waitSignal(theme.changed):
        theme.set_theme("dark")
    assert theme.t is DARK
    assert QApplication.palette().color(QPalette.ColorRole.Base).name() == DARK.surface.lower()
    sheet = QApplication.instance().styleSheet()  # type: ignore[union-attr]
    assert DARK.accent in sheet
    assert LIGHT.accent not in sheet
    assert grab(button) != light
    theme.set_theme("light")
    assert grab(button) == light


def test_setting_the_same_theme_again_costs_nothing(qtbot: QtBot, theme: Theme) -> None:
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_theme("light")
        theme.set_scale(100)


def test_system_follows_what_the_desktop_says(
    monkeypatch: pytest.MonkeyPatch, theme: Theme
) -> None:
    monkeypatch.setattr(Theme, "_system", lambda _self: "dark")
    theme.set_theme("system")
    assert theme.chosen == "system"
    assert theme.t is DARK
    with pytest.raises(ValueError, match="sepia"):
        theme.set_theme("sepia")


def test_the_scale_multiplies_sizes_and_heights_within_its_limits(
    qtbot: QtBot, theme: Theme
) -> None:
    button = KeyButton("同意")
    qtbot.addWidget(button)
    heights = {}
    for percent in (90, 100, 150):
        theme.set_scale(percent)
        heights[percent] = button.sizeHint().height()
    assert heights == {90: 29, 100: 32, 150: 48}
    assert theme.px(1) == 1
    theme.set_scale(400)
    assert theme.percent == 150


def test_fusion_is_underneath_and_nothing_is_animated(qapp: QApplication, theme: Theme) -> None:
    del theme
    style = qapp.style()
    assert style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin) == 4
    assert style.styleHint(QStyle.StyleHint.SH_Widget_Animate) == 0


def test_the_sheet_has_no_place_left_open_and_no_shadow_gradient_or_transparency() -> None:
    sheet = qss.stylesheet(LIGHT, percent=125)
    assert "@" not in sheet
    assert forbidden(sheet) == []


def test_a_gradient_or_a_see_through_colour_would_be_found() -> None:
    assert forbidden("a { background: qlineargradient(x1:0) }") == ["qlineargradient"]
    assert forbidden("a { color: rgba(1,2,3,40) }") == ["rgba("]


def forbidden(sheet: str) -> list[str]:
    """What design rule 4 rules out."""
    return re.findall(r"q\w+gradient|rgba\(|hsla\(|-shadow|opacity", sheet)


def test_a_role_that_does_not_exist_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qss, "_template", lambda: "a { color: @pink; }")
    with pytest.raises(AttributeError, match="pink"):
        qss.stylesheet(LIGHT)


def test_every_icon_of_the_design_is_there_with_its_licence() -> None:
    assert set(DESIGN_ICONS.split()) - icons.names() == set()
    assert "ISC License" in (resources.folder("icons") / "LICENSE").read_text(encoding="utf-8")


def test_every_icon_draws_something_in_its_colour(qapp: QApplication) -> None:
    del qapp
    for name in sorted(icons.names()):
        image = icons.pixmap(name, 16, "#BA2018").toImage()
        pixels = [image.pixelColor(x, y) for x in range(16) for y in range(16)]
        inked = [color for color in pixels if color.alpha() > 128]
        assert inked, name
        assert all(abs(color.hue() - QColor("#BA2018").hue()) < 12 for color in inked), name


def test_icons_are_drawn_once_and_unknown_ones_are_refused(qapp: QApplication) -> None:
    del qapp
    assert icons.pixmap("flag", 16, "#000000") is icons.pixmap("flag", 16, "#000000")
    assert icons.pixmap("flag", 16, "#000000", 2.0).width() == 32
    with pytest.raises(icons.UnknownIconError):
        icons.pixmap("logo-of-taobao", 16, "#000000")
    assert not icons.icon("flag").pixmap(16, 16).isNull()


def test_a_theme_needs_an_application_only_once(theme: Theme) -> None:
    assert Theme.current() is theme
    assert theme.color("accent") == QColor(LIGHT.accent)
    assert theme.color("accent") is theme.color("accent")
