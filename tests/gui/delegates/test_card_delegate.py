"""The delegate in a real list: what it asks, what it adds, what lies under the pointer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView, QToolTip

from tests.gui import looks
from tests.gui.card_states import states
from workbench.base import texts
from workbench.ui.delegates import card
from workbench.ui.delegates.card import CardDelegate, card_metrics, paint_card, part_at
from workbench.ui.values import CARD_ROLE, CardView, Density

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workbench.ui.theme.theme import Theme

pytestmark = looks.OFFSCREEN
Index = QModelIndex | QPersistentModelIndex


class Cards(QAbstractTableModel):
    """One column of cards; the last row is not loaded yet."""

    def __init__(self, views: list[CardView]) -> None:
        super().__init__()
        self._views = views

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._views) + 1

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 1

    def data(self, index: Index, role: int = 0) -> object:
        if role == CARD_ROLE and index.row() < len(self._views):
            return self._views[index.row()]
        return None


def _table(qtbot: QtBot, density: Density = Density.NORMAL) -> tuple[QTableView, CardDelegate]:
    model = Cards(list(states("zh_CN").values()))
    QAbstractItemModelTester(model)
    table = QTableView()
    qtbot.addWidget(table)
    model.setParent(table)
    table.setModel(model)
    delegate = CardDelegate(table, density)
    table.setItemDelegate(delegate)
    table.horizontalHeader().hide()
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setColumnWidth(0, 466)
    table.verticalHeader().setMinimumSectionSize(1)
    table.verticalHeader().setDefaultSectionSize(delegate.row_height())
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.resize(480, 48 * 10)
    table.show()
    return table, delegate


def test_a_list_shows_fifteen_cards_at_1440x900() -> None:
    room = 900 - 48 - 40 - 32 - 28  # top bar, tabs, list header, status line
    assert room // 48 >= 14
    assert (720 - 48 - 40 - 32 - 28) // 40 >= 14


def test_selection_and_focus_come_from_the_view(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, delegate = _table(qtbot)
    painted: dict[int, CardView] = {}

    def spy(painter: object, rect: object, view: CardView, *rest: object) -> None:
        painted[rect.top() // 48] = view  # type: ignore[attr-defined]
        paint_card(painter, rect, view, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(card, "paint_card", spy)
    table.activateWindow()
    table.setFocus()
    table.setCurrentIndex(table.model().index(3, 0))
    looks.grab(table)
    assert painted[3].selected
    assert painted[3].focused == table.hasFocus()
    assert not painted[2].selected
    assert delegate.row_height() == 48


def test_a_row_not_loaded_is_a_placeholder_of_the_same_height(qtbot: QtBot) -> None:
    table, delegate = _table(qtbot, Density.COMPACT)
    last = table.model().index(22, 0)
    assert last.data(CARD_ROLE) is None
    option = QStyleOptionViewItem()
    assert delegate.sizeHint(option, last).height() == 40
    table.scrollToBottom()
    looks.grab(table)


def test_density_scale_and_language_measure_anew(qtbot: QtBot, theme: Theme) -> None:
    table, delegate = _table(qtbot)
    assert table.itemDelegate() is delegate
    delegate.set_density(Density.LOOSE)
    assert delegate.row_height() == 56
    theme.set_scale(150)
    assert delegate.row_height() == 84
    theme.set_scale(100)
    delegate.set_types(["退货退款", "仅退款（未发货）"])
    assert delegate.metrics.type_width > 60
    texts.set_language("en")
    delegate.set_types([])
    assert delegate.metrics.type_width > 80


def test_what_lies_under_the_pointer(theme: Theme) -> None:
    found = states("zh_CN")
    metrics = card_metrics(theme)

    def at(state: str, x: int, y: int, width: int = 466) -> str:
        return part_at(found[state], metrics, theme, width, x, y)

    assert at("past zero", 440, 34) == "chip0"
    assert at("changed meanwhile", 430, 34) == "chip0"
    assert at("changed meanwhile", 310, 34) == "chip1"
    assert at("undo running", 450, 34) == "undo"
    assert at("today", 18, 15) == "tick"
    assert at("today", 250, 15) == ""
    assert at("past zero", 100, 34, 116) == ""
    loading = replace(found["today"], placeholder=True)
    assert part_at(loading, metrics, theme, 466, 18, 15) == ""


def test_the_tip_of_a_card_is_plain(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _pos, words, *_rest: said.append(words))
    table, delegate = _table(qtbot)
    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), QPoint(5, 5))
    option = QStyleOptionViewItem()
    delegate.helpEvent(event, table, option, table.model().index(1, 0))
    assert said[0].splitlines()[0].startswith("双面羊毛呢大衣")
    assert "颜色偏黄" in said[0]
    delegate.helpEvent(event, table, option, table.model().index(22, 0))
    assert len(said) == 1


def test_a_card_is_read_out_as_one_sentence() -> None:
    spoken = states("zh_CN")["in negotiation"].spoken()
    assert spoken.startswith("00:48:32, 自动退款, 仅退款, ¥89.90")
    assert "协商中 1/3" in spoken
