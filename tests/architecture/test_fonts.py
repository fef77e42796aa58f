"""The bundled fonts: every common character, figures of one width, text that can be copied."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from tests.architecture.tree import ROOT
from tests.helpers.tools import tool

FOLDER = ROOT / "resources" / "fonts"


@pytest.fixture(scope="module", params=["Regular", "Bold"])
def font(request: pytest.FixtureRequest) -> TTFont:
    """One of the two weights."""
    return TTFont(FOLDER / f"NotoSansSC-{request.param}.otf")


def test_it_has_its_own_family_name(font: TTFont) -> None:
    assert {str(item) for item in font["name"].names if item.nameID == 1} == {"Workbench Sans SC"}


def test_it_covers_gb2312_and_what_the_window_draws(font: TTFont) -> None:
    absent = tool("fonts").characters() - set(font.getBestCmap())
    # Noto itself lacks some rare marks of the ranges; of the characters people write, none.
    assert not {point for point in absent if 0x4E00 <= point < 0xA000 or point < 0x2000}
    assert not set(map(ord, "退款售后工作台￥¥，。：；？！“”（）…—·→✓0123456789")) & absent


def test_figures_have_one_width(font: TTFont) -> None:
    names, widths = font.getBestCmap(), font["hmtx"]
    assert len({widths[names[ord(digit)]][0] for digit in "0123456789"}) == 1


def test_it_has_no_feature_that_breaks_copying_from_a_pdf(font: TTFont) -> None:
    features = {
        record.FeatureTag
        for table in ("GSUB", "GPOS")
        if table in font
        for record in font[table].table.FeatureList.FeatureRecord
    }
    assert features <= {"kern", "tnum"}


def test_its_licence_travels_with_it() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / "OFL.txt").read_text("utf-8")
