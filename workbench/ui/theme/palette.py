"""The colour roles as a QPalette, for whatever Qt paints by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette

if TYPE_CHECKING:
    from workbench.ui.theme.tokens import Tokens

_ROLE = QPalette.ColorRole
_ROLES: dict[QPalette.ColorRole, str] = {
    _ROLE.Window: "app",
    _ROLE.WindowText: "text1",
    _ROLE.Base: "surface",
    _ROLE.AlternateBase: "sunken",
    _ROLE.Text: "text1",
    _ROLE.PlaceholderText: "text3",
    _ROLE.Button: "surface",
    _ROLE.ButtonText: "text1",
    _ROLE.BrightText: "on_accent",
    _ROLE.ToolTipBase: "raised",
    _ROLE.ToolTipText: "text1",
    _ROLE.Highlight: "sel",
    _ROLE.HighlightedText: "text1",
    _ROLE.Accent: "accent",
    _ROLE.Link: "accent",
    _ROLE.LinkVisited: "accent",
    _ROLE.Light: "raised",
    _ROLE.Midlight: "line",
    _ROLE.Mid: "line2",
    _ROLE.Dark: "edge",
    _ROLE.Shadow: "edge",
}
_FADED = (_ROLE.WindowText, _ROLE.Text, _ROLE.ButtonText, _ROLE.HighlightedText)


def palette(tokens: Tokens) -> QPalette:
    """The application palette of a theme; disabled text is ``text3``, never see-through."""
    made = QPalette()
    for role, name in _ROLES.items():
        made.setColor(role, QColor(getattr(tokens, name)))
    for role in _FADED:
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.text3))
    made.setColor(QPalette.ColorGroup.Disabled, _ROLE.Base, QColor(tokens.sunken))
    return made
