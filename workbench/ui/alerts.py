"""When a card gets critical: the number in the title, one notification for all, a beep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon, QWidget

from workbench.base.texts import _, ngettext
from workbench.domain.case import CaseKey
from workbench.domain.kinds import CaseId, ShopId
from workbench.domain.money import yuan_signed
from workbench.ui import phrases
from workbench.ui.menus import act
from workbench.ui.theme.plain import NAME_LIMIT, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.services.queries import CardRow
    from workbench.ui.session import Session

LINES = 3
SHOW_MS = 12_000


def title(critical: int) -> str:
    """The window's title: how many cards are critical, then the name."""
    name = _("After-sale workbench")
    return f"({critical:,}) {name}" if critical else name


def notice(rows: Sequence[CardRow], now: int) -> tuple[str, str]:
    """Head and body of the one notification; nothing a buyer wrote stands in it."""
    count = len(rows)
    head = ngettext("{n} card is running out", "{n} cards are running out", count).format(n=count)
    lines = []
    for row in rows[:LINES]:
        due = min(at for at in (row.due_at, row.evidence_due_at, now + 10**12) if at is not None)
        kind = phrases.case_type_short(row.type)
        shop = visible(row.shop_name, NAME_LIMIT)
        left = phrases.duration(due - now)
        lines.append(
            _("{kind} {money}, {shop}, {left} left").format(
                kind=kind, money=yuan_signed(row.claim_fen), shop=shop, left=left
            )
        )
    if count > LINES:
        lines.append(_("and {n} more").format(n=count - LINES))
    return head, "\n".join(lines)


class Alerts(QObject):
    """Tray, notifications and beeps; ``raised`` when the window shall come to the front."""

    raised = Signal()
    quitting = Signal()

    def __init__(self, session: Session, icon: QIcon, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._target: CaseKey | None = None
        self._tray: QSystemTrayIcon | None = None
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._make_tray(icon, parent)
        session.language_changed.connect(self.phrase)

    def phrase(self) -> None:
        """Say the menu of the tray in the language now chosen."""
        if self._tray is None:
            return
        menu = self._tray.contextMenu()
        menu.clear()
        act(menu, _("Open the window"), self.raised.emit)
        act(menu, _("Quit"), self.quitting.emit)

    def critical(self, numbers: Sequence[int]) -> None:
        """These cards have just become critical."""
        ids = list(numbers)
        self._session.operations.read(lambda queries: queries.cards(ids), self._tell)

    def close(self) -> None:
        """Take the icon out of the tray."""
        if self._tray is not None:
            self._tray.hide()

    def _tell(self, rows: list[CardRow]) -> None:
        rows = [row for row in rows if row.todo]
        if not rows:
            return
        if self._session.settings.sounds:
            QApplication.beep()
        if not self._session.settings.notifications:
            return
        head, body = notice(rows, self._session.now())
        row = rows[0]
        self._target = CaseKey(ShopId(row.shop), CaseId(row.case_id)) if len(rows) == 1 else None
        if self._tray is not None:
            self._tray.showMessage(head, body, QSystemTrayIcon.MessageIcon.Warning, SHOW_MS)
        window = self.parent()
        if isinstance(window, QWidget) and not window.isActiveWindow():
            QApplication.alert(window)
        self._session.told.emit(head, "soon")

    def _make_tray(self, icon: QIcon, parent: QWidget) -> None:
        self._tray = QSystemTrayIcon(icon, self)
        self._tray.setContextMenu(QMenu(parent))
        self._tray.activated.connect(self._touched)
        self._tray.messageClicked.connect(self._clicked)
        self.phrase()
        self._tray.show()

    def _touched(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.raised.emit()

    def _clicked(self) -> None:
        self.raised.emit()
        self._session.asked.emit("queue", self._target)
