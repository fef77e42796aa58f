"""Says in the frame what happens: title, badges, figures, sync, no network, the toast."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from workbench.base.clock import monotonic_ms
from workbench.base.errors import KnownError
from workbench.base.texts import _, ngettext, phrase
from workbench.ui import alerts, phrases
from workbench.ui.theme.plain import visible

if TYPE_CHECKING:
    from workbench.domain.case import Shop
    from workbench.services.ports import Change
    from workbench.ui.frame.overview import Overlook, Overview
    from workbench.ui.frame.window_view import WindowView
    from workbench.ui.heartbeat import Synced
    from workbench.ui.session import Session

log = logging.getLogger(__name__)
ICONS = {"info": "info", "ok": "circle-check", "soon": "triangle-alert", "crit": "circle-x"}
ACTION_BAR = 56
SAME_MS = 60_000  # the same complaint is not repeated within a minute


class Herald(QObject):
    """Between the session's signals and the words of the frame."""

    def __init__(self, window: WindowView, session: Session, overlook: Overlook) -> None:
        super().__init__(window)
        self._window, self._session, self._overlook = window, session, overlook
        self._said: dict[str, int] = {}
        self._synced: Synced | None = None
        self._was_offline = False
        session.beat.connect(self.beat)
        session.shop_changed.connect(window.top.set_shop)
        session.summarised.connect(self._summarised)
        session.told.connect(self.tell)
        session.language_changed.connect(self.phrase)
        session.settings_changed.connect(self._settings_changed)
        session.changed.connect(self._changed)
        session.operations.failed.connect(self._failed)

    def phrase(self) -> None:
        """Say everything in the language now chosen."""
        window = self._window
        window.top.phrase()
        window.status.phrase()
        if window.demo is not None:
            window.demo.phrase()
        self._say_title()
        self._say_offline()
        self._settings_changed()

    def beat(self, now: int) -> None:
        """A moment has passed."""
        self._window.top.set_now(now)
        self._window.status.set_now(now)

    def read_shops(self) -> None:
        """Read which shops there are."""
        self._session.operations.write(lambda door: door.shops(), self._shops_came)

    def synced(self, synced: Synced) -> None:
        """A sync has ended."""
        self._synced = synced
        self._window.top.set_synced(synced)
        self._say_offline()

    def tell(self, sentence: str, kind: str = "info") -> None:
        """Show a sentence in the toast, left-aligned with the pane."""
        self.place()
        self._window.toast.announce(sentence, icon=ICONS.get(kind, "info"))

    def place(self) -> None:
        """Put the toast where it belongs on the page in front."""
        window = self._window
        queue = window.navigation.built("queue")
        right = getattr(getattr(queue, "view", None), "right", None)
        if isinstance(right, QWidget) and right.isVisible():
            left = right.mapTo(window.body, right.rect().topLeft()).x() + 20
            window.place_toast(left, above=ACTION_BAR)  # what can be pressed stays free
        else:
            window.place_toast()

    def _shops_came(self, shops: list[Shop]) -> None:
        self._window.top.set_shops(shops)
        self._window.top.set_shop(self._session.shop)

    def _changed(self, changes: tuple[Change, ...]) -> None:
        if any(change.kind == "shop" for change in changes):
            self.read_shops()

    def _settings_changed(self) -> None:
        self._window.top.set_notify(self._session.settings.notifications)

    def _summarised(self, overview: Overview) -> None:
        window, summary = self._window, overview.summary
        window.top.set_outbox(summary.outbox, summary.outbox_late)
        window.status.set_waiting_since(overview.waiting_since)
        if window.demo is not None:
            window.demo.set_summary(summary)
        window.navigation.set_badge("queue", summary.critical, loud=True)
        window.navigation.set_badge("outbox", summary.outbox)
        self._say_title()
        self._say_offline()

    def _say_title(self) -> None:
        latest = self._overlook.latest
        critical = latest.summary.critical if latest else 0
        self._window.setWindowTitle(alerts.title(critical))

    def _say_offline(self) -> None:
        offline = self._synced is not None and self._synced.all_failed
        if not offline and not self._was_offline:
            return
        self._was_offline = offline
        self._window.offline.setVisible(offline)
        if not offline:
            return
        latest, now = self._overlook.latest, self._session.now()
        waiting = latest.summary.outbox if latest else 0
        parts = [
            ngettext(
                "{n} act waits and goes out by itself.",
                "{n} acts wait and go out by themselves.",
                waiting,
            ).format(n=waiting)
        ]
        if latest and latest.summary.next_due is not None:
            when = phrases.when(latest.summary.next_due, now)
            parts.append(_("The first clock ends at {time}.").format(time=when))
        self._window.offline.set_banner(
            "soon", icon="wifi-off", title=_("No connection to the platforms"),
            text=phrases.sentences(*parts), action=_("Try again"), key="F5",
        )  # fmt: skip

    def _failed(self, error: Exception) -> None:
        """A job without a handler of its own has failed: whose matter it is, said once."""
        if isinstance(error, KnownError):
            sentence = visible(phrase(error.text))
        else:
            log.error("a job failed", exc_info=error)
            sentence = _("Something did not work and is in the log; drafts are safe.")
        now = monotonic_ms()
        if now - self._said.get(sentence, -SAME_MS) >= SAME_MS:
            self._said[sentence] = now
            self.tell(sentence, "crit")
