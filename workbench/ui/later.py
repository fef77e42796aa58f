"""Something to do a little later, for as long as its owner lives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject


def later(owner: QObject, act: Callable[[], object], *, ms: int = 0) -> None:
    """Do ``act`` once in ``ms`` milliseconds, after the events under way; never without ``owner``.

    ``QTimer.singleShot`` with an owner makes a timer that outlives it: this one goes with it.
    """
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.timeout.connect(act)
    timer.timeout.connect(timer.deleteLater)
    timer.start(ms)
