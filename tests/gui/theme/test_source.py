"""What no line of the window's code may do: read from the source, with planted offenders."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from workbench.ui.theme import icons

UI = Path(__file__).resolve().parents[3] / "workbench" / "ui"
BANNED = {
    "setToolTip": "give tips with theme.plain.set_tip: plain, capped, wrapped",
    "setHtml": "strangers' words are plain text",
    "insertHtml": "strangers' words are plain text",
    "appendHtml": "strangers' words are plain text",
    "setStyleSheet": "there is one style sheet: resources/qss/workbench.qss",
    "setWindowOpacity": "nothing is see-through",
    "QErrorMessage": "it renders markup: use a Note",
    "QGraphicsDropShadowEffect": "lines, not shadows",
    "QPropertyAnimation": "panels appear in one frame",
}
ALLOWED = {("plain.py", "setToolTip"), ("theme.py", "setStyleSheet")}
ICON_WORDS = {"icon", "trail", "action_icon"}


def offences(name: str, source: str) -> list[str]:
    """Every use of a banned name, with what to do instead."""
    found = []
    for node in ast.walk(ast.parse(source)):
        word = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
        if word in BANNED and (name, word) not in ALLOWED:
            found.append(f"{name}:{getattr(node, 'lineno', 0)} {word}: {BANNED[word]}")
    return found


def unknown_icons(name: str, source: str) -> list[str]:
    """Every icon named in a call by keyword that resources/icons does not hold."""
    return [
        f"{name}:{node.value.lineno} {node.value.value}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.keyword)
        and node.arg in ICON_WORDS
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        and node.value.value not in icons.names() | {""}
    ]


FILES = sorted(UI.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(UI)))
def test_the_window_uses_nothing_banned_and_only_icons_there_are(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert offences(path.name, source) == []
    assert unknown_icons(path.name, source) == []


def test_planted_offenders_are_found() -> None:
    assert offences("x.py", "w.setToolTip(t)\nfrom a import QErrorMessage\nQErrorMessage()")
    assert offences("theme.py", "app.setStyleSheet('')") == []
    assert unknown_icons("x.py", "KeyButton('x', icon='no-such')") == ["x.py:1 no-such"]
    assert len(FILES) > 25
