"""The one style sheet: resources/qss/workbench.qss with colours, sizes and images filled in.

In the template ``@text1`` is a colour role, ``@px(32)`` a length at the font scale, ``@px(32, -2)``
that length less a border of fixed width, ``@half(14)`` the radius that makes a circle of it with
its border of 1 (a larger one makes Qt draw corners), ``@font(13)`` a type size in pixels and
``@image(check, on_accent)`` an icon in a colour.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTemporaryDir

from workbench.base import resources
from workbench.ui.theme import fonts, icons

if TYPE_CHECKING:
    from workbench.ui.theme.tokens import Tokens

_PLACE = re.compile(r"@(px|half|font|image)\(([^)]*)\)|@([a-z][a-z0-9_]*)")


@cache
def _template() -> str:
    return (resources.folder("qss") / "workbench.qss").read_text(encoding="utf-8")


@cache
def _folder() -> QTemporaryDir:
    # Qt's style sheets take images only from files: the coloured copies live as long as we do.
    made = QTemporaryDir()
    if not made.isValid():
        raise OSError(made.errorString())
    return made


@cache
def _image(name: str, color: str) -> str:
    path = Path(_folder().path()) / f"{name}-{color.lstrip('#')}.svg"
    stroke = 2.2 if name.startswith("chevron") else 3.0
    path.write_text(icons.svg(name, color, stroke), encoding="utf-8")
    return f'url("{path.as_posix()}")'


def stylesheet(tokens: Tokens, *, percent: int = 100) -> str:
    """The application's style sheet for a theme and a scale.

    Raises ``AttributeError`` where the template names a role that does not exist.
    """

    def fill(match: re.Match[str]) -> str:
        call, inside, role = match.groups()
        if role:
            return str(getattr(tokens, role))
        if call == "px":
            length, _, more = inside.partition(",")
            return f"{scaled(int(length), percent) + int(more or 0)}px"
        if call == "half":
            return f"{scaled(int(inside), percent) // 2 + 1}px"
        if call == "font":
            return f"{fonts.pixels(int(inside), percent)}px"
        name, ink = (part.strip() for part in inside.split(","))
        return _image(name, getattr(tokens, ink))

    return _PLACE.sub(fill, _template())


def scaled(length: int, percent: int) -> int:
    """A length of the design at a font scale; hairlines stay hairlines."""
    if -2 <= length <= 2:
        return length
    return (length * percent + 50) // 100
