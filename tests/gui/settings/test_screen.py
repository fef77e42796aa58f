"""Settings by real keys and clicks: each writes at once; backup, restore and the doctor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from tests.gui.entries.orders import OrderWorld, hosted, order_session
from workbench.base.errors import KnownError
from workbench.base.settings import Settings
from workbench.base.texts import Text, text
from workbench.ui.session import Session
from workbench.ui.settings.controls import (
    ChoiceControl,
    MoneyControl,
    NumberControl,
    SwitchControl,
    fen_of,
)
from workbench.ui.settings.screen import SettingsScreen
from workbench.ui.settings.spec import ROWS
from workbench.ui.theme.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Room:
    """A shown screen with a backup, a restore and a doctor that can be told to fail."""

    def __init__(self, qtbot: QtBot, world: OrderWorld, session: Session) -> None:
        self.bot, self.world, self.session = qtbot, world, session
        self.saved: list[Path] = []
        self.restored: list[Path] = []
        self.fails: KnownError | None = None
        self.problems: list[Text] = []
        self.told: list[str] = []
        session.told.connect(lambda words, _kind: self.told.append(words))
        self.screen = SettingsScreen(session, self._backup, self._restore, lambda: self.problems)
        self.host = hosted(qtbot, self.screen, 1216, 700)

    def _backup(self, path: Path) -> None:
        if self.fails is not None:
            raise self.fails
        self.saved.append(path)

    def _restore(self, path: Path) -> None:
        if self.fails is not None:
            raise self.fails
        self.restored.append(path)


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    world = OrderWorld(0)
    session = order_session(world, tmp_path)
    made = Room(qtbot, world, session)
    yield made
    made.screen.hide()
    session.operations.close()


def test_every_setting_has_a_row_with_its_explanation() -> None:
    assert {row.key for row in ROWS} == {field.name for field in fields(Settings)}
    assert all(row.why and row.title for row in ROWS)


def test_every_number_offers_exactly_what_the_settings_take() -> None:
    meta = {field.name: field.metadata for field in fields(Settings)}
    for row in ROWS:
        if row.kind == "number":
            assert (row.low, row.high) == (meta[row.key]["low"], meta[row.key]["high"]), row.key
        if row.kind == "choice":
            assert {value for value, _words in row.choices} == set(meta[row.key]["words"]), row.key


def test_a_switch_writes_at_once(room: Room) -> None:
    control = room.screen.controls["sounds"]
    assert isinstance(control, SwitchControl)
    room.bot.keyClick(control.switch, Qt.Key.Key_Space)
    assert room.session.settings.sounds is False
    assert room.world.saved[-1].sounds is False


def test_language_switches_everything_live(room: Room) -> None:
    control = room.screen.controls["language"]
    assert isinstance(control, ChoiceControl)
    control.combo.setFocus()
    room.bot.keyClick(control.combo, Qt.Key.Key_Down)
    assert room.session.settings.language == "en"
    assert room.screen.title.text() == "Settings"
    assert control.combo.value() == "en"


def test_theme_and_size_switch_live(room: Room) -> None:
    room.screen.choose("theme", "dark")
    assert Theme.current().chosen == "dark"
    control = room.screen.controls["font_percent"]
    assert isinstance(control, NumberControl)
    room.bot.keyClick(control.spin, Qt.Key.Key_Up)
    assert room.session.settings.font_percent == 105
    assert Theme.current().percent == 105


def test_a_number_counts_once_it_is_finished(room: Room) -> None:
    control = room.screen.controls["undo_seconds"]
    assert isinstance(control, NumberControl)
    control.spin.selectAll()
    room.bot.keyClicks(control.spin, "15")
    assert room.session.settings.undo_seconds == 8
    room.bot.keyClick(control.spin, Qt.Key.Key_Return)
    assert room.session.settings.undo_seconds == 15


def test_the_wheel_changes_nothing(room: Room) -> None:
    control = room.screen.controls["undo_seconds"]
    assert isinstance(control, NumberControl)
    place = QPointF(10, 10)
    event = QWheelEvent(
        place, place, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(control.spin, event)
    assert room.session.settings.undo_seconds == 8


def test_a_purse_takes_money_or_nothing(room: Room) -> None:
    control = room.screen.controls["purse_day_fen"]
    assert isinstance(control, MoneyControl)
    room.bot.keyClicks(control.field, "1,200.5")
    room.bot.keyClick(control.field, Qt.Key.Key_Return)
    assert room.session.settings.purse_day_fen == 120_050
    control.field.setText("much")
    room.bot.keyClick(control.field, Qt.Key.Key_Return)
    assert control.field.error()
    assert room.session.settings.purse_day_fen == 120_050
    control.field.clear()
    room.bot.keyClick(control.field, Qt.Key.Key_Return)
    assert room.session.settings.purse_day_fen is None


@pytest.mark.parametrize(
    ("words", "fen"), [("", None), ("12", 1200), ("¥12.3", 1230), ("0.05", 5), ("1,000.00", 100000)]
)
def test_money_as_it_is_typed(words: str, fen: int | None) -> None:
    assert fen_of(words) == fen


@pytest.mark.parametrize("words", ["-1", "1.234", "1e3", "１２x", "9999999999"])
def test_what_is_no_money(words: str) -> None:
    with pytest.raises(ValueError):
        fen_of(words)


def test_somebody_elses_change_is_shown_and_not_written_again(room: Room) -> None:
    room.session.apply_settings(room.session.settings.changed(soon_hours=9))
    control = room.screen.controls["soon_hours"]
    assert isinstance(control, NumberControl)
    assert control.spin.value() == 9
    assert len(room.world.saved) == 1


def test_a_disk_that_cannot_be_written_is_said(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_settings: Settings) -> None:
        raise KnownError("settings_unwritable", text("The disk is full."))

    monkeypatch.setattr(room.session, "_save", refuse)
    room.screen.choose("sounds", False)
    assert room.told == ["The disk is full."]


def test_backup_and_restore_run_off_the_ui_thread(room: Room, tmp_path: Path) -> None:
    data = room.screen.data
    data.back_up(tmp_path / "a<b>.db")
    room.bot.waitUntil(lambda: data.note.isVisible() and not data.backup.busy(), timeout=5_000)
    assert room.saved == [tmp_path / "a<b>.db"]
    data.ask_restore(tmp_path / "a<b>.db")
    assert data.asking.isVisible()
    assert room.restored == []
    data.leave.click()
    assert not data.asking.isVisible()
    data.ask_restore(tmp_path / "a<b>.db")
    data.sure.click()
    room.bot.waitUntil(lambda: room.restored == [tmp_path / "a<b>.db"], timeout=5_000)
    room.bot.waitUntil(lambda: not data.asking.isVisible(), timeout=5_000)


def test_a_backup_that_fails_says_why_in_plain_words(room: Room, tmp_path: Path) -> None:
    room.fails = KnownError("unwritable", text("<b>no\u202e room</b>"))
    room.screen.data.back_up(tmp_path / "x.db")
    note = room.screen.data.note
    room.bot.waitUntil(lambda: "<b>no[U+202E] room</b>" in note.accessibleName(), timeout=5_000)


def test_the_doctor_lists_what_is_wrong(room: Room) -> None:
    data = room.screen.data
    data.doctor.click()
    room.bot.waitUntil(lambda: "一切正常" in data.health.accessibleName(), timeout=5_000)
    room.problems = [text("<i>index</i> is broken")]
    room.bot.waitUntil(lambda: not data.doctor.busy(), timeout=5_000)
    data.doctor.click()
    room.bot.waitUntil(lambda: "<i>index</i>" in data.health.accessibleName(), timeout=5_000)


def test_without_the_means_the_buttons_say_why(qtbot: QtBot, tmp_path: Path) -> None:
    session = order_session(OrderWorld(0), tmp_path)
    screen = SettingsScreen(session)
    host = hosted(qtbot, screen)
    for button in (screen.data.backup, screen.data.restore, screen.data.doctor):
        assert "workbench" in (button.blocked() or "")
    host.hide()
    session.operations.close()


def test_open_at_leads_to_a_setting_and_a_section(room: Room) -> None:
    room.screen.open_at("autosync_seconds")
    control = room.screen.controls["autosync_seconds"]
    assert isinstance(control, NumberControl)
    assert control.spin.hasFocus()
    room.screen.open_at("keys")
    assert room.screen.body.verticalScrollBar().value() > 0
