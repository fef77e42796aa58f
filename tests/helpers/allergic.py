"""The suite is allergic: unexpected log lines, leaked windows, running timers and dialogs fail.

A check says what to do instead. Qt is looked at only when the test itself has loaded it.
"""

from __future__ import annotations

import gc
import logging
import re
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


class LogGuard(logging.Handler):
    """Collects records of level WARNING and above; what was announced with ``expect`` is fine."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._records: list[str] = []
        self._expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record as ``LEVEL logger: message``."""
        self._records.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def expect(self, pattern: str) -> None:
        """Announce at least one record whose ``LEVEL logger: message`` contains ``pattern``."""
        self._expected.append(pattern)

    def problem(self) -> str | None:
        """One sentence about what came unannounced, or was announced and did not come."""
        surprises = [
            line for line in self._records if not any(re.search(p, line) for p in self._expected)
        ]
        if surprises:
            return (
                "unexpected log records (mend the cause, or announce them with "
                "log_guard.expect('...')):\n  " + "\n  ".join(surprises)
            )
        missing = [p for p in self._expected if not any(re.search(p, r) for r in self._records)]
        if missing:
            return f"announced with log_guard.expect but never logged: {', '.join(missing)}"
        return None


@pytest.fixture(autouse=True)
def log_guard() -> Iterator[LogGuard]:
    """Fails the test on an unexpected log record; ``log_guard.expect(regex)`` announces one."""
    guard = LogGuard()
    root = logging.getLogger()
    root.addHandler(guard)
    try:
        yield guard
    finally:
        root.removeHandler(guard)
    problem = guard.problem()
    if problem:
        pytest.fail(problem, pytrace=False)


@pytest.fixture(autouse=True)
def qt_guard(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, log_guard: LogGuard
) -> Iterator[None]:
    """Fails a window test that leaks a top window, leaves a timer running or opens a dialog."""
    del log_guard  # only there so that this guard is set up after it and torn down before it
    if not {"qtbot", "qapp"} & set(request.fixturenames):
        yield
        return
    _forbid_modal_dialogs(monkeypatch)
    _look_away_from_what_lives()
    windows, timers = top_windows(), running_timers()
    yield
    _settle()
    problems = [
        f"top window {describe(window)}: give it to qtbot.addWidget, or close and delete it"
        for window in top_windows()
        if window not in windows
    ] + [
        f"running timer {describe(timer)}: stop it when its owner closes"
        for timer in running_timers()
        if timer not in timers
    ]
    if problems:
        _clear_away(windows, timers)
        pytest.fail("the test leaked:\n  " + "\n  ".join(problems), pytrace=False)


def top_windows() -> list[Any]:
    """The top-level widgets that exist now; none when Qt widgets were never loaded."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return []
    return list(widgets.QApplication.topLevelWidgets())


def running_timers() -> list[Any]:
    """Every active ``QTimer`` that Python made since the test began, with or without a parent."""
    core = sys.modules.get("PySide6.QtCore")
    if core is None:
        return []
    from shiboken6 import isValid

    return [
        found
        for found in gc.get_objects()
        if isinstance(found, core.QTimer) and isValid(found) and found.isActive()
    ]


def describe(thing: Any) -> str:
    """Class, name and owner of a Qt object, to find it by."""
    owner = thing.parent()
    name = f" {thing.objectName()!r}" if thing.objectName() else ""
    return f"{type(thing).__name__}{name}" + (f" of {type(owner).__name__}" if owner else "")


def _look_away_from_what_lives() -> None:
    """Take what lives before the test out of the collector's sight.

    The suite itself is millions of objects; walked several times for each window test they took
    more than half of its time.
    """
    gc.freeze()


def _settle() -> None:
    """Let Qt finish what is under way: deferred deletes first of all."""
    from PySide6.QtCore import QCoreApplication, QEvent

    gc.collect()
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


def _clear_away(windows: list[Any], timers: list[Any]) -> None:
    """Remove what leaked, so that one bad test does not fail the next ones too."""
    for timer in running_timers():
        if timer not in timers:
            timer.stop()
    for window in top_windows():
        if window not in windows:
            window.close()
            window.deleteLater()
    _settle()


def _forbid_modal_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtWidgets import QDialog

    def refuse(dialog: QDialog) -> int:
        pytest.fail(
            f"{type(dialog).__name__} was opened with exec(), which waits for a person: "
            "use open() in the product, or replace exec in the test with a function"
        )

    monkeypatch.setattr(QDialog, "exec", refuse)
