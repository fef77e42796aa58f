"""Colours, type, icons and the one style sheet: how everything looks, decided in one place."""
