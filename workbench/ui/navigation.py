"""Where one can go: pages by name, built at their first visit, and the rail that shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.base.texts import N_, _
from workbench.ui.widgets.rail import Rail, RailItem

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.ui.session import Session


@runtime_checkable
class Visited(Protocol):
    """A page that can be opened for something (a case, a view)."""

    def visit(self, argument: object) -> None:
        """Show what is asked for."""
        ...


@dataclass(frozen=True, slots=True)
class Page:
    """One room of the window. ``title`` is a msgid; ``bottom`` pages stand at the rail's foot."""

    name: str
    icon: str
    title: str
    factory: Callable[[Session], QWidget]
    bottom: bool = False
    hidden: bool = False  # reached from elsewhere, never from the rail


# Icon and title of every room the rail may have; the book and the settings stand at its foot.
ROOMS: dict[str, tuple[str, str]] = {
    "queue": ("inbox", N_("Queue")),
    "entries": ("door-open", N_("Entries")),
    "outbox": ("send", N_("Outbox")),
    "sources": ("store", N_("Shops")),
    "manual": ("book-open-text", N_("Rulebook")),
    "settings": ("settings", N_("Settings")),
}


_AT_THE_FOOT = frozenset({"manual", "settings"})


def room(name: str, factory: Callable[[Session], QWidget]) -> Page:
    """A page of ``ROOMS``, built by ``factory`` at its first visit."""
    icon, title = ROOMS[name]
    return Page(name, icon, title, factory, bottom=name in _AT_THE_FOOT)


class Navigation(QObject):
    """Rail and stack. Pages are registered first and built at their first visit; ``shown`` tells
    the name of the page that is now in front."""

    shown = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pages: dict[str, Page] = {}
        self._built: dict[str, QWidget] = {}
        self._current = ""
        self.rail = Rail()
        self.stack = QStackedWidget()
        self.rail.chosen.connect(self.go)
        session.language_changed.connect(self.phrase)

    def register(
        self,
        name: str,
        icon: str,
        title: str,
        factory: Callable[[Session], QWidget],
        *,
        bottom: bool = False,
        hidden: bool = False,
    ) -> None:
        """Add a page; settings usually stand at the ``bottom``. The rail shows it from the first
        ``go`` on, unless it is ``hidden``."""
        self._pages[name] = Page(name, icon, title, factory, bottom, hidden)
        if self._current:
            self.phrase()

    def phrase(self) -> None:
        """Say the titles in the language now chosen."""
        self.rail.set_items(
            [
                RailItem(page.name, _(page.title), page.icon, page.bottom)
                for page in self._pages.values()
                if not page.hidden
            ]
        )
        self._mark(self._current)

    def _mark(self, name: str) -> None:
        page = self._pages.get(name)
        if page is not None and not page.hidden:
            self.rail.set_current(name)

    def names(self) -> tuple[str, ...]:
        """The pages there are."""
        return tuple(self._pages)

    def title(self, name: str) -> str:
        """A page's title in the language now chosen."""
        return _(self._pages[name].title)

    def icon(self, name: str) -> str:
        """A page's icon."""
        return self._pages[name].icon

    @property
    def current(self) -> str:
        """The name of the page in front."""
        return self._current

    def built(self, name: str) -> QWidget | None:
        """A page, where it was visited already."""
        return self._built.get(name)

    def go(self, name: str, argument: object = None) -> None:
        """Bring a page to the front, building it at its first visit; unknown names do nothing."""
        page = self._pages.get(name)
        if page is None:
            return
        widget = self._built.get(name)
        if widget is None:
            widget = self._built[name] = page.factory(self._session)
            self.stack.addWidget(widget)
        if not self._current:
            self.phrase()
        self.stack.setCurrentWidget(widget)
        self._mark(name)
        if self._current != name:
            self._current = name
            self.shown.emit(name)
        if argument is not None and isinstance(widget, Visited):
            widget.visit(argument)
        else:
            widget.setFocus()

    def set_badge(self, name: str, count: int, *, loud: bool = False) -> None:
        """Show how much waits in a page, where there is that page."""
        if name in self._pages and self._current:
            self.rail.set_badge(name, count, loud=loud)
