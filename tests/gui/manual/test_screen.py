"""The rulebook by real keys and clicks: F1, links from a refusal, search, the next rule."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from tests.gui.looks import OFFSCREEN, fresh_theme
from tests.helpers.desk import end_window, make_window
from workbench.base import texts
from workbench.domain import lifecycle
from workbench.domain.kinds import Stage
from workbench.ui import phrases
from workbench.ui.frame.rule_at_hand import rule_at
from workbench.ui.manual.screen import ManualScreen
from workbench.ui.widgets.buttons import LinkButton
from workbench.ui.widgets.notes import Note
from workbench.ui.widgets.rule_link import RuleLink

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from workbench.ui.main_window import MainWindow

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton
pytestmark = OFFSCREEN


def links(page: ManualScreen) -> dict[str, LinkButton]:
    """The neighbours that can be clicked, by rule."""
    return {one.words(): one for one in page.reading.findChildren(LinkButton) if one.isVisible()}


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """A window whose rulebook is a page of it."""
    fresh_theme()
    _world, made = make_window(qtbot, tmp_path)
    made.navigation.register("manual", "book-open-text", "Rulebook", ManualScreen, bottom=True)
    yield made
    end_window(made)
    fresh_theme()


def book(window: MainWindow) -> ManualScreen:
    """The open rulebook."""
    page = window.navigation.built("manual")
    assert isinstance(page, ManualScreen)
    assert window.navigation.current == "manual"
    return page


def shown(page: ManualScreen) -> str:
    """The rule that is read."""
    assert page.reading.shown is not None
    return page.reading.shown.rule


def test_f1_opens_the_book_and_keys_walk_through_it(qtbot: QtBot, window: MainWindow) -> None:
    window.setFocus()
    qtbot.keyClick(window, KEY.Key_F1)
    page = book(window)
    assert shown(page) == "CASE-1"
    qtbot.keyClick(page.list, KEY.Key_J)
    assert shown(page) == "CASE-2"
    qtbot.keyClick(page.list, KEY.Key_K)
    assert shown(page) == "CASE-1"
    for _step in range(13):
        qtbot.keyClick(page.list, KEY.Key_Down)
    assert shown(page) == "CLK-1"  # the heading between the families is passed over


def test_f1_explains_the_rule_at_hand(qtbot: QtBot, window: MainWindow) -> None:
    holder = QWidget(window.body)
    holder.setAccessibleDescription("还在售后期 OPEN-2")
    inner = QWidget(holder)
    inner.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    holder.show()
    inner.setFocus()
    assert rule_at(inner) == "OPEN-2"
    qtbot.keyClick(inner, KEY.Key_F1)
    assert shown(book(window)) == "OPEN-2"
    assert rule_at(None) == ""


def test_the_rule_of_a_refusal_is_a_link_into_the_book(qtbot: QtBot, window: MainWindow) -> None:
    note = Note("crit", title="Not sent", body="Too late.", rule="NEG-6", parent=window.body)
    note.resize(600, 60)
    note.show()
    (link,) = note.findChildren(RuleLink)
    assert "NEG-6" in note.accessibleName()
    qtbot.mouseClick(link, LEFT)
    assert shown(book(window)) == "NEG-6"
    note.set_note("plain", title="Something else")
    assert link.isHidden()


def test_a_search_leaves_what_holds_the_words(qtbot: QtBot, window: MainWindow) -> None:
    window.navigation.go("manual")
    page = book(window)
    qtbot.keyClick(page.list, KEY.Key_Slash)
    assert page.search.hasFocus()
    qtbot.keyClicks(page.search, "open-4")
    qtbot.waitUntil(lambda: page.list.rows.all_keys()[1:] == ["OPEN-4"])
    qtbot.keyClick(page.search, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(page.search, "qqq zzz")
    qtbot.waitUntil(page.nothing.isVisible)
    page.visit("open-3")
    assert (shown(page), page.search.text()) == ("OPEN-3", "")


def test_neighbours_are_links_and_the_language_changes_at_once(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.show_rule("REF-3")
    page = book(window)
    qtbot.waitUntil(lambda: set(links(page)) == {"REF-1", "REF-2", "REF-4", "REF-5", "REF-6"})
    first = links(page)["REF-1"]
    page.reading.ensureWidgetVisible(first)
    qtbot.mouseClick(first, LEFT, pos=QPoint(4, 8))
    assert shown(page) == page.list.chosen() == "REF-1"
    before = page.reading.shown
    settings = window.session.settings
    window.session.apply_settings(replace(settings, language="en"))
    assert page.reading.shown is not None
    assert before is not None
    assert page.reading.shown.title == "Think before refusing" != before.title
    window.session.apply_settings(settings)
    texts.set_language("zh_CN")


def test_the_table_of_stages_is_drawn_from_the_table_itself(window: MainWindow) -> None:
    window.show_rule("CASE-4")
    said = [w.text() for w in book(window).reading.findChildren(QWidget) if hasattr(w, "text")]
    for stage in Stage:
        assert phrases.stage(stage) in said
        after = {row.to for row in lifecycle.TABLE if stage in row.stages}
        assert all(any(phrases.stage(one) in words for words in said) for one in after)
