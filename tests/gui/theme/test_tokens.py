"""Contrast of every pair of colours, recomputed from the tokens."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from workbench.ui.theme import tokens
from workbench.ui.theme.tokens import DARK, LIGHT, THEMES, Tokens, contrast, too_faint

# Figures of design section 1: role -> ratio on surface, light and dark.
MEASURED = {
    "edge": (3.3, 4.0), "text1": (16.9, 13.9), "text2": (8.5, 9.1), "text3": (5.8, 6.3),
    "accent": (6.3, 8.2), "crit": (6.3, 7.8), "soon": (6.7, 9.4), "soon_bar": (3.2, 7.1),
    "ok": (6.7, 9.1), "nego": (7.9, 8.6), "fill": (5.0, 4.2),
}  # fmt: skip


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_every_pair_of_ink_and_ground_has_the_contrast_it_needs(theme: Tokens) -> None:
    assert too_faint(theme) == []


@pytest.mark.parametrize("role", ["text3", "accent", "crit", "edge", "on_accent", "flag_yellow"])
def test_a_washed_out_role_is_found(role: str) -> None:
    washed = replace(LIGHT, **{role: "#C9CDD3"})
    assert any(role in line for line in too_faint(washed))


@pytest.mark.parametrize("role", MEASURED)
def test_the_ratios_are_those_of_the_design(role: str) -> None:
    light, dark = MEASURED[role]
    assert contrast(getattr(LIGHT, role), LIGHT.surface) == pytest.approx(light, abs=0.051)
    assert contrast(getattr(DARK, role), DARK.surface) == pytest.approx(dark, abs=0.051)


def test_contrast_agrees_with_known_values() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#1A5AC8", "#1A5AC8") == 1


def test_every_role_is_a_colour_and_every_ink_is_in_a_table() -> None:
    decoration = {"name", "app", "surface", "sunken", "raised", "hover", "pressed", "line",
                  "line2", "track", "accent_hover", "accent_press", "sel", "sel_line",
                  "crit_soft", "crit_line", "soon_soft", "soon_line", "ok_soft", "ok_line",
                  "nego_soft", "nego_line", "over"}  # fmt: skip
    roles = {field.name for field in fields(Tokens)}
    assert roles - decoration == set(tokens.TEXT_PAIRS) | set(tokens.SHAPE_PAIRS)
    for theme in THEMES.values():
        for role in roles - {"name"}:
            value = getattr(theme, role)
            assert len(value) == 7
            assert int(value[1:], 16) >= 0
