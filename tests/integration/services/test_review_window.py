"""What the window does with work that still waits when it is closed."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from workbench.ui.operations import Operations

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def test_key_presses_that_wait_are_carried_out_before_the_window_ends(qapp: QApplication) -> None:
    """#13: only what reads, or waits for a platform, is dropped."""
    del qapp
    anything: Any = object()
    operations = Operations(lambda: anything, lambda: anything)
    go, done = threading.Event(), list[str]()

    def first(name: str) -> None:
        go.wait(10)
        done.append(name)

    operations.write(lambda _: first("write"))
    operations.read(lambda _: first("read"))
    operations.reach(lambda _: first("reach"))
    operations.write(lambda _: done.append("agree_refund"))
    operations.read(lambda _: done.append("never"))
    operations.reach(lambda _: done.append("never"))
    threading.Timer(0.2, go.set).start()
    operations.close()
    operations.write(lambda _: done.append("too late"))
    assert sorted(done) == ["agree_refund", "reach", "read", "write"]
