"""Where letters are words: the one question that everything asks before it takes a key or focus."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)

EDITORS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox)


def typing() -> bool:
    """Whether the focus is where letters are words."""
    return isinstance(QApplication.focusWidget(), EDITORS)
