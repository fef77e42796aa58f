"""P1: from the start of the process to the first painted queue, against a bare window.

Run as ``python -m workbench.bootstrap.bench.starting FOLDER``, or without a folder for the bare
window with an empty table: it says ``painted`` and ends as soon as that has happened.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
from pathlib import Path

from workbench.base.clock import monotonic_ms
from workbench.bootstrap.bench.machine import environment

RUNS = 5
BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget
app = QApplication(sys.argv)
class Table(QTableWidget):
    def paintEvent(self, event):
        super().paintEvent(event)
        sys.stdout.write("painted\\n"); sys.stdout.flush(); app.quit()
window = QMainWindow(); table = Table(0, 5); window.setCentralWidget(table)
window.resize(1440, 900); window.show(); app.exec()
"""


def measure(folder: Path) -> tuple[float, float]:
    """Seconds (median of ``RUNS``): first painted queue, and the bare window."""
    ours = [sys.executable, "-m", "workbench.bootstrap.bench.starting", str(folder)]
    bare = [sys.executable, "-c", BARE]
    _seconds(ours), _seconds(bare)  # warm the caches once
    pairs = [(_seconds(ours), _seconds(bare)) for _ in range(RUNS)]
    return (
        statistics.median(pair[0] for pair in pairs),
        statistics.median(pair[1] for pair in pairs),
    )


def _seconds(command: list[str]) -> float:
    env = environment()
    begun = monotonic_ms()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as child:
        assert child.stdout is not None
        line = child.stdout.readline()
        seconds = (monotonic_ms() - begun) / 1000
        child.communicate()
    if line != "painted\n":
        raise RuntimeError(f"{command[-1]} did not paint: {line!r}")
    return seconds


def show_once(folder: Path) -> None:
    """Open the window on ``folder`` and end it once cards of the queue have been painted."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from workbench.bootstrap.place import Place
    from workbench.bootstrap.window import build
    from workbench.ui.application import Application
    from workbench.ui.queue.page import QueuePage

    app = QApplication(sys.argv[:1])
    application = Application(app, build(Place(folder), demo=False))
    application.begin()
    page = application.window.findChild(QueuePage)
    if page is None:
        raise RuntimeError("the window has no queue")

    def look() -> None:
        if page.model.stored(page.model.id_at(0)) is None:
            return
        page.cards.viewport().repaint()
        sys.stdout.write("painted\n")
        sys.stdout.flush()
        app.quit()

    watch = QTimer()
    watch.timeout.connect(look)
    watch.start(1)
    app.exec()
    application.end()


if __name__ == "__main__":
    show_once(Path(sys.argv[1]))
