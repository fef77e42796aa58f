"""Strangers' words: shown as they are written, never as markup, never hidden, never endless."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QToolTip, QWidget

from tests.gui.looks import OFFSCREEN, grab
from workbench.ui.theme import plain
from workbench.ui.theme.plain import amp, columns, set_tip, visible, wrap
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.labels import label

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workbench.ui.theme.theme import Theme

CANARY = "/tmp/workbench-canary.png"
NESTED = "<table><tr><td>" * 60
HOSTILE = (
    "<b>bold</b>", "<img src=//evil.example/share/x.png>", f'<img src="{CANARY}">', NESTED,
    "<a href='file:///etc/passwd'>x</a>", "&amp;&lt;", "<style>*{font-size:90px}</style>",
    "a\u202egnp.exe", "a\u200bb\ufeffc", "line\nline\r\nline", "tab\tbed", "nul\x00l\x07bell",
    "e" + "\u0301" * 500, "<?xml version='1.0'?>", "\u2028para\u2029", "R&D && Q&A",
)  # fmt: skip


pytestmark = [pytest.mark.usefixtures("theme"), OFFSCREEN]


def test_a_label_shows_markup_as_letters(qtbot: QtBot) -> None:
    for text in HOSTILE:
        shown = QLabel(text)
        qtbot.addWidget(shown)
        shown.show()
        assert shown.textFormat() == Qt.TextFormat.PlainText
        assert shown.text() == text


def test_without_the_filter_a_label_would_guess_rich_text(
    qtbot: QtBot, qapp: QApplication, theme: Theme
) -> None:
    shown = QLabel("<b>bold</b>")
    qtbot.addWidget(shown)
    qapp.removeEventFilter(theme._plain)
    shown.show()
    qapp.installEventFilter(theme._plain)
    assert shown.textFormat() == Qt.TextFormat.AutoText


def test_sixty_nested_tables_are_laid_out_at_once(qtbot: QtBot) -> None:
    shown = QLabel(NESTED)
    qtbot.addWidget(shown)
    start = time.perf_counter()
    shown.show()
    grab(shown)
    assert time.perf_counter() - start < 2  # as markup this takes longer than a person lives


def test_words_of_the_catalogue_may_be_rich_when_they_say_so(qtbot: QtBot) -> None:
    shown = QLabel("<b>ours</b>")
    shown.setProperty("trusted_rich", True)
    qtbot.addWidget(shown)
    shown.show()
    assert shown.textFormat() == Qt.TextFormat.AutoText


def test_a_tooltip_shows_markup_as_letters(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    for text in HOSTILE:
        set_tip(widget, text)
        QToolTip.showText(QPoint(5, 5), widget.toolTip(), widget)
        shown = next(w for w in QApplication.topLevelWidgets() if w.inherits("QTipLabel"))
        assert isinstance(shown, QLabel)
        assert shown.textFormat() == Qt.TextFormat.PlainText
        assert shown.text() == widget.toolTip()
        QToolTip.hideText()
        shown.close()
        shown.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_what_cannot_be_seen_is_shown_as_marks() -> None:
    assert visible("a\u202egnp.exe") == "a[U+202E]gnp.exe"
    assert visible("a\u200bb\ufeffc\x00") == "a[U+200B]b[U+FEFF]c[U+0000]"
    assert visible("\u2028x\U000e0041") == "[U+2028]x[U+E0041]"
    assert visible("a\r\nb\tc\rd") == "a b c d"
    assert visible("a\r\nb", lines=True) == "a\nb"
    assert visible("退货退款 ¥1,299.00 “颜色” 👍") == "退货退款 ¥1,299.00 “颜色” 👍"
    assert visible("\ud800") == "[U+D800]"


def test_piles_of_marks_are_cut_down_and_long_words_capped() -> None:
    assert visible("e" + "\u0301" * 500) == "e" + "\u0301" * 3
    assert visible("x" * 300, plain.NAME_LIMIT) == "x" * 256 + "…（已截断）"
    assert visible("语" * 300, 256).endswith("…（已截断）")


@given(st.text(max_size=80))
def test_visible_words_hold_no_control_and_no_line_end(text: str) -> None:
    shown = visible(text)
    assert not any(char in shown for char in "\r\n\t\x00\u202e\u2066\u200b")
    assert visible(shown) == shown


@given(st.text(max_size=200))
def test_wrapping_loses_no_letter_and_bounds_every_line(text: str) -> None:
    done = wrap(text, 20)
    assert done.replace("\n", "").replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert all(columns(line) <= 20 for line in done.split("\n"))


@given(st.text(min_size=1, max_size=30).filter(lambda text: text.strip()))
def test_buttons_make_no_shortcut_of_strangers_words(text: str) -> None:
    assert QKeySequence.mnemonic(amp(text)).isEmpty()


def test_an_ampersand_alone_would_make_a_shortcut() -> None:
    assert not QKeySequence.mnemonic("R&D").isEmpty()


def test_a_button_keeps_its_ampersand(qtbot: QtBot) -> None:
    button = KeyButton("R&D")
    qtbot.addWidget(button)
    assert button.words() == "R&D"
    assert button.text() == "R&&D"
    assert button.shortcut().isEmpty()


def test_an_image_tag_takes_the_room_of_its_letters_and_loads_nothing(qtbot: QtBot) -> None:
    markup = f'<img src="{CANARY}">'
    shown, rich = label(markup), QLabel(markup)
    rich.setProperty("trusted_rich", True)
    for widget in (shown, rich):
        qtbot.addWidget(widget)
        widget.show()
    assert shown.sizeHint().width() > 100
    assert rich.sizeHint().width() < 60  # what it looks like when the tag is obeyed


def test_the_filter_leaves_other_objects_alone(qtbot: QtBot) -> None:
    del qtbot
    assert plain.PlainLabels().parent() is None
    assert isinstance(plain.PlainLabels(), QObject)
