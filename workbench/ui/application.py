"""Starts the window: QApplication, theme, texts of Qt, crash reports, one window per folder."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from workbench.base import texts
from workbench.base.texts import _
from workbench.ui.crash import CrashDesk
from workbench.ui.main_window import MainWindow
from workbench.ui.navigation import Page
from workbench.ui.theme import icons
from workbench.ui.theme.theme import Theme
from workbench.ui.widgets.ring import FocusRing

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping

    from workbench.domain.case import Shop
    from workbench.ui.session import Session

_FCITX = ("fcitx", "fcitx5")


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowParts:
    """What ``build`` gives: the session, the pages in the order of the rail, and how to end."""

    session: Session
    pages: tuple[Page, ...]
    close: Callable[[], None]
    without_shops: str = ""  # the page to begin with where there is no shop yet


def mend_input_method(environ: MutableMapping[str, str], plugins: Path) -> None:
    """PySide6 brings no fcitx plugin; fcitx 5 answers the ibus protocol as well.

    https://github.com/hydrusnetwork/hydrus/issues/1794
    """
    wanted = environ.get("QT_IM_MODULE", "")
    if wanted in _FCITX:
        folder = plugins / "platforminputcontexts"
        if not any(folder.glob(f"*{wanted.removesuffix('5')}*")):
            environ["QT_IM_MODULE"] = "ibus"


class QtWords:
    """Qt's own words (standard dialogs, menus of editors) in the language chosen."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._translator: QTranslator | None = None

    def use(self, language: str) -> bool:
        """Install Qt's catalogue of a language; English needs none. False where it is missing."""
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator = None
        if not language.startswith("zh"):
            return True
        translator = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if not translator.load("qtbase_zh_CN", folder):
            return False
        self._translator = translator
        return self._app.installTranslator(translator)


class Application:
    """One running window and what belongs to it."""

    def __init__(self, app: QApplication, parts: WindowParts) -> None:
        self.app, self.parts = app, parts
        session = parts.session
        session.operations.warm()  # the store opens while the window is being made
        self.words = QtWords(app)
        self.crash = CrashDesk(session.data_dir)
        self.dress()
        FocusRing.install()
        app.setWindowIcon(icons.icon("inbox", color_role="accent", size=32))
        self.window = MainWindow(session)
        for page in parts.pages:
            self.window.navigation.register(
                page.name, page.icon, page.title, page.factory, bottom=page.bottom,
                hidden=page.hidden,
            )  # fmt: skip
        session.settings_changed.connect(self.dress)
        session.language_changed.connect(self.dress)
        self.window.closing.connect(app.quit)

    def dress(self) -> None:
        """Take theme, scale, motion and Qt's words from the settings."""
        settings, theme = self.parts.session.settings, Theme.current()
        texts.set_language(settings.language)
        self.words.use(settings.language)
        theme.set_scale(settings.font_percent)
        theme.set_reduced_motion(settings.reduced_motion)
        theme.set_theme(settings.theme)

    def begin(self) -> None:
        """Show the window and let it live."""
        self.crash.install()
        self.window.begin()
        self.window.show()
        if self.parts.without_shops:
            self.parts.session.operations.write(lambda door: door.shops(), self._first_start)

    def _first_start(self, shops: list[Shop]) -> None:
        if not shops:
            self.window.navigation.go(self.parts.without_shops)

    def end(self) -> None:
        """Stop everything in the order that loses nothing."""
        self.window.heartbeat.stop()
        self.parts.session.operations.close()
        self.parts.close()
        self.crash.remove()


def run_window(build: Callable[[], WindowParts], data_dir: Path) -> int:
    """Open the window and run until it is closed; the exit code.

    ``build`` is called once there is a QApplication and no other window on ``data_dir``: opening
    moves the directory's clock. A second window brings the first one to the front and returns 0.
    """
    from workbench.ui.frame.single import SingleWindow

    mend_input_method(os.environ, Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)))
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("aftersale-workbench")
    app.setDesktopFileName("aftersale-workbench")
    single = SingleWindow(data_dir)
    if not single.first:
        answered = single.call_first()
        if not answered:
            sys.stderr.write(_("A window is open on this data folder but does not answer.") + "\n")
        return 0 if answered else 1
    application = Application(app, build())
    single.called.connect(application.window.bring_up)
    application.begin()
    try:
        return app.exec()
    finally:
        application.end()
        single.close()


__all__ = ["Page", "WindowParts", "run_window"]
