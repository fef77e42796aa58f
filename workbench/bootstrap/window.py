"""The window over an opened data directory: its session, its pages, its end."""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import TYPE_CHECKING

from workbench.base import settings as settings_file
from workbench.base import texts
from workbench.base.errors import KnownError
from workbench.base.texts import N_, _, text
from workbench.bootstrap.place import thresholds
from workbench.services.authorize import OWNER
from workbench.ui.application import WindowParts
from workbench.ui.application import run_window as run
from workbench.ui.navigation import Page, room
from workbench.ui.operations import Operations
from workbench.ui.session import Session

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from workbench.bootstrap.place import Place


_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def run_window(place: Place, *, demo: bool) -> int:
    """Open the window and run until it is closed. Raises ``KnownError`` without a display."""
    if sys.platform == "linux" and not any(os.environ.get(name) for name in _SCREENS):
        raise KnownError(
            "no_display",
            text(
                "There is no display here: use the commands (--help), or “workbench demo --tour "
                "DIR” for pictures."
            ),
        )
    return run(partial(build, place, demo=demo), place.folder)


def build(place: Place, *, demo: bool) -> WindowParts:
    """Everything the window is made of; needs a QApplication."""
    place.run_on()
    settings = place.settings()
    texts.set_language(settings.language)
    session = Session(
        operations=Operations(place.door, place.queries),
        clock=place.clock,
        settings=settings,
        save_settings=partial(settings_file.save, place.folder),
        data_dir=place.folder,
        actor=OWNER,
        demo=demo,
        thresholds=thresholds,
    )

    def close() -> None:
        place.stand()
        place.close()

    return WindowParts(session=session, pages=pages(place), close=close, without_shops="start")


def pages(place: Place) -> tuple[Page, ...]:
    """The rooms of the window in the order of the rail, and the first start that has no item."""
    return (
        room("queue", _queue),
        room("entries", _entries),
        room("outbox", _outbox),
        room("sources", _sources),
        room("manual", _manual),
        room("settings", partial(_settings, place)),
        Page("start", "store", N_("First start"), _start, hidden=True),
    )


def _queue(session: Session) -> QWidget:
    from workbench.ui.queue.page import QueuePage

    return QueuePage(session, _pane)


def _pane(session: Session) -> QWidget:
    from workbench.ui.case.pane import CasePane

    return CasePane(session)


def _entries(session: Session) -> QWidget:
    from workbench.ui.entries.screen import EntriesScreen

    return EntriesScreen(session)


def _outbox(session: Session) -> QWidget:
    from workbench.ui.outbox.screen import OutboxScreen

    return OutboxScreen(session)


def _sources(session: Session) -> QWidget:
    from workbench.ui.sources.screen import SourcesScreen

    return SourcesScreen(session)


def _manual(session: Session) -> QWidget:
    from workbench.ui.manual.screen import ManualScreen

    return ManualScreen(session)


def _settings(place: Place, session: Session) -> QWidget:
    from workbench.store import upkeep
    from workbench.ui.settings.screen import SettingsScreen

    return SettingsScreen(
        session,
        backup=lambda file: upkeep.backup(place.store, file),
        doctor=lambda: upkeep.doctor(place.store),
    )


def _start(session: Session) -> QWidget:
    from workbench.ui.sources.first_start import FirstStart

    page = FirstStart(session)
    page.demo_wanted.connect(partial(_open_demo, session))
    page.import_wanted.connect(lambda: session.asked.emit("sources", "import"))
    page.restore_wanted.connect(lambda: session.asked.emit("settings", "data"))
    return page


def _open_demo(session: Session) -> None:
    """The demo lives in a directory and a window of its own."""
    from PySide6.QtCore import QProcess

    arguments = ["-m", "workbench", "--data-dir", str(session.data_dir), "demo"]
    QProcess.startDetached(sys.executable, arguments)
    session.told.emit(_("The demo shop opens in a window of its own."), "info")
