"""All 22 states in both themes, both languages and three densities, judged by rules of sight."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QPixmap

from tests.gui import looks
from tests.gui.card_states import ORDER, states
from workbench.base import texts
from workbench.domain.kinds import Urgency
from workbench.ui.delegates import card
from workbench.ui.delegates.card import card_metrics
from workbench.ui.delegates.card_layout import second_line
from workbench.ui.theme import icons
from workbench.ui.values import LOOKS, CardView, Density, UrgencyLook
from workbench.ui.widgets import paint

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from workbench.ui.theme.theme import Theme

WIDTHS = (600, 466, 330, 240, 116)
LONG = "双面羊毛呢大衣 燕麦色 L 加厚 秋冬新款 " * 6


@pytest.mark.parametrize("density", Density)
@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_state_stays_inside_its_card_and_looks_its_own(
    theme: Theme, name: str, language: str, density: Density
) -> None:
    texts.set_language(language)
    theme.set_theme(name)
    metrics = card_metrics(theme, density)
    seen: dict[bytes, str] = {}
    for state, view in states(language).items():
        for width in WIDTHS:
            image = looks.card_image(view, width, metrics, theme)
            assert looks.spilled(image) == 0, (state, width)
            if width == 466:
                pixels = bytes(image.constBits())
                assert pixels not in seen, f"{state} looks like {seen.get(pixels)}"
                seen[pixels] = state
    assert len(seen) == len(ORDER) == 22


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("percent", [90, 100, 150])
def test_no_part_of_the_second_line_runs_into_another(
    theme: Theme, language: str, percent: int
) -> None:
    texts.set_language(language)
    theme.set_scale(percent)
    metrics = card_metrics(theme)
    for state, view in states(language).items():
        for width in range(metrics.only_a_below, theme.px(620), 20):
            crowded = looks.crowded(view, width, metrics, theme)
            assert crowded == [], (state, width)


def test_words_that_are_not_elided_would_be_found(
    theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    metrics = card_metrics(theme)
    view = replace(states("zh_CN")["today"], goods=LONG, reason=LONG, quote=LONG)
    assert looks.spilled(looks.card_image(view, 330, metrics, theme)) == 0
    monkeypatch.setattr(type(theme), "elided", lambda _self, text, *_args, **_kw: text)
    assert looks.spilled(looks.card_image(view, 330, metrics, theme)) > 0
    assert looks.crowded(view, 330, metrics, theme) != []


def _urgencies(theme: Theme) -> dict[str, QImage]:
    """Column A of every urgency with the very same words in it."""
    metrics = card_metrics(theme)
    made = {}
    for urgency in Urgency:
        view = CardView(urgency=urgency, countdown="00:41:07", at_zero="自动退款")
        made[urgency.value] = looks.card_image(view, 116, metrics, theme)
    return made


@pytest.mark.parametrize("name", ["light", "dark"])
def test_each_urgency_is_told_apart_without_colour(theme: Theme, name: str) -> None:
    theme.set_theme(name)
    assert looks.alike_in_grey(_urgencies(theme)) == []


def test_an_urgency_told_by_colour_alone_would_be_found(
    theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    for urgency, ink in ((Urgency.SOON, "crit"), (Urgency.TODAY, "accent")):
        monkeypatch.setitem(LOOKS, urgency, UrgencyLook("clock", ink, bold=True))
    assert looks.alike_in_grey(_urgencies(theme)) == ["soon and today"]


@pytest.mark.parametrize("density", Density)
def test_the_geometry_is_that_of_the_design(theme: Theme, density: Density) -> None:
    metrics = card_metrics(theme, density)
    heights = {Density.COMPACT: 40, Density.NORMAL: 48, Density.LOOSE: 56}
    bases = {Density.COMPACT: (17, 33), Density.NORMAL: (21, 39), Density.LOOSE: (25, 43)}
    marks = {Density.COMPACT: 20, Density.NORMAL: 26, Density.LOOSE: 30}
    assert metrics.height == heights[density]
    assert (metrics.base1, metrics.base2) == bases[density]
    assert metrics.mark_y == marks[density]
    assert (metrics.column_a, metrics.left, metrics.countdown_x) == (116, 124, 31)
    assert metrics.type_width == 60
    texts.set_language("en")
    assert 80 <= card_metrics(theme, density).type_width <= 92


def test_a_narrow_card_drops_quote_then_owner_then_the_second_chip(theme: Theme) -> None:
    view = replace(states("zh_CN")["changed meanwhile"], quote="“想便宜一点”")
    metrics = card_metrics(theme)
    kept: list[tuple[bool, bool, bool]] = []
    for width in range(620, metrics.only_a_below, -4):
        line = second_line(view, metrics, theme, width)
        now = (bool(line.quote), bool(line.owner), len(line.chips) > 1)
        if not kept or kept[-1] != now:
            kept.append(now)
    assert kept == [
        (True, True, True),
        (False, True, True),
        (False, False, True),
        (False, False, False),
    ]


def test_the_colours_of_the_states_are_those_of_the_design(theme: Theme) -> None:
    found = states("zh_CN")
    metrics = card_metrics(theme)

    def at(state: str, x: int, y: int) -> str:
        image = looks.card_image(found[state], 600, metrics, theme)
        return image.pixelColor(x + looks.MARGIN, y + looks.MARGIN).name().upper()

    t = theme.t
    assert at("overdue", 2, 2) == t.over
    assert (at("critical", 2, 24), at("critical", 60, 4)) == (t.crit, t.crit_soft)
    assert (at("soon", 2, 24), at("soon", 60, 4)) == (t.soon_bar, t.surface)
    assert (at("paused", 2, 2), at("paused", 2, 7)) == (t.edge, t.surface)
    assert (at("selected", 300, 4), at("selected", 300, 47)) == (t.sel, t.sel_line)
    assert (at("hover", 300, 4), at("hover", 300, 47)) == (t.hover, t.line)
    assert at("selected + focused", 300, 2) == t.accent
    assert (at("undo running", 150, 47), at("undo running", 590, 47)) == (t.accent, t.track)
    assert at("undo running", 60, 47) == t.line


def test_a_loud_column_keeps_its_ground_when_the_card_is_chosen(theme: Theme) -> None:
    metrics = card_metrics(theme)
    chosen = replace(states("zh_CN")["critical"], selected=True, focused=True)
    image = looks.card_image(chosen, 600, metrics, theme)
    spot = image.pixelColor(60 + looks.MARGIN, 5 + looks.MARGIN)
    assert spot.name().upper() == theme.t.crit_soft


def test_a_second_paint_makes_no_picture_anew(
    theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    metrics = card_metrics(theme)
    views = list(states("zh_CN").values())
    first = [looks.card_image(view, 466, metrics, theme) for view in views]

    made: list[object] = []

    def spy(*args: object) -> QPixmap:
        made.append(args)
        return QPixmap(*args)

    for place in (icons, paint, card):
        monkeypatch.setattr(place, "QPixmap", spy)
    again = [looks.card_image(view, 466, metrics, theme) for view in views]
    assert again == first
    assert made == []
    theme.set_scale(133)
    looks.card_image(views[0], 466, card_metrics(theme), theme)
    assert made  # the spy does see what is new
