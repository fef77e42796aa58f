"""Type: the chain of families, six pixel sizes, two weights, figures of one width."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from workbench.base import resources

BUNDLED = "Workbench Sans SC"
CHAIN = (
    "Microsoft YaHei UI",
    "PingFang SC",
    "Noto Sans CJK SC",
    "WenQuanYi Micro Hei",
    BUNDLED,
)
SIZES = (12, 13, 14, 16, 20, 26)
SMALLEST = 12  # nothing is ever set smaller, not even at 90 %


@cache
def load_bundled() -> int:
    """Register the fonts of ``resources/fonts`` once; how many files Qt took."""
    return sum(
        QFontDatabase.addApplicationFont(str(path)) >= 0
        for path in sorted(resources.folder("fonts").glob("*.[ot]tf"))
    )


@cache
def families() -> tuple[str, ...]:
    """The members of the chain this machine has, in order; the whole chain when it has none."""
    load_bundled()
    present = set(QFontDatabase.families())
    return tuple(name for name in CHAIN if name in present) or CHAIN


def pixels(size: int, percent: int) -> int:
    """A type size in pixels at a scale, never under 12."""
    return max(SMALLEST, (size * percent + 50) // 100)


def make(size: int, *, bold: bool = False, percent: int = 100) -> QFont:
    """A font of the chain with tabular figures; ``size`` is one of ``SIZES``."""
    if size not in SIZES:
        raise ValueError(f"{size} px is no size of the design: {SIZES}")
    font = QFont(list(families()))
    font.setPixelSize(pixels(size, percent))
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return font
