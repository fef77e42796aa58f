"""Lucide icons in any colour: SVG text recoloured, drawn once per (name, size, colour, ratio)."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from workbench.base import resources

_pixmaps: dict[tuple[str, int, str, float, float], QPixmap] = {}
_BOUND = 4_000  # pixmaps kept; a theme change or odd scale must not grow this without end


class UnknownIconError(KeyError):
    """An icon is asked for that resources/icons does not hold."""


@cache
def names() -> frozenset[str]:
    """Every icon there is."""
    return frozenset(path.stem for path in resources.folder("icons").glob("*.svg"))


@cache
def _source(name: str) -> str:
    if name not in names():
        raise UnknownIconError(name)
    return (resources.folder("icons") / f"{name}.svg").read_text(encoding="utf-8")


def stroke_for(size: int) -> float:
    """The stroke of the design for a size: 2.2 small, 2 at 16, 1.75 from 20 on."""
    if size <= 14:
        return 2.2
    return 2.0 if size < 20 else 1.75


def svg(name: str, color: str, stroke: float = 2.0) -> str:
    """The SVG text of an icon in a colour (``#RRGGBB``) with a stroke in units of 24."""
    text = _source(name).replace("currentColor", color)
    return text.replace('stroke-width="2"', f'stroke-width="{stroke}"')


def pixmap(
    name: str, size: int, color: str, dpr: float = 1.0, *, stroke: float | None = None
) -> QPixmap:
    """The icon as a pixmap of ``size`` logical pixels; the same object for the same arguments.

    Raises ``UnknownIconError`` where there is no such icon.
    """
    width = stroke_for(size) if stroke is None else stroke
    key = (name, size, color, dpr, width)
    found = _pixmaps.get(key)
    if found is not None:
        return found
    renderer = QSvgRenderer(QByteArray(svg(name, color, width).encode()))
    side = max(1, round(size * dpr))
    made = QPixmap(QSize(side, side))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    made.setDevicePixelRatio(dpr)
    if len(_pixmaps) >= _BOUND:
        _pixmaps.clear()
    _pixmaps[key] = made
    return made


def icon(name: str, *, color_role: str = "text1", size: int = 16) -> QIcon:
    """A QIcon in a colour role of the theme now set, for menus and actions.

    Painted parts of the house take icon names instead, because a QIcon keeps its colour when the
    theme changes.
    """
    from workbench.ui.theme.theme import Theme

    theme = Theme.current()
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, size, theme.hex(color_role), ratio))
        faded = pixmap(name, size, theme.t.text3, ratio)
        made.addPixmap(faded, QIcon.Mode.Disabled)
    return made
