"""P3: one tick of the countdowns with many pending cases, against the same view with a hundred.

Run as ``python -m workbench.bootstrap.bench.ticking FOLDER``: it writes the milliseconds of each
tick, repaint included, as one JSON list.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

from workbench.bootstrap.bench.machine import environment

TICKS = 60
SETTLE_S = 60.0


def measure(folder: Path) -> float:
    """Milliseconds of a tick, the median of ``TICKS``."""
    env = environment()
    done = subprocess.run(
        [sys.executable, "-m", "workbench.bootstrap.bench.ticking", str(folder)],
        capture_output=True, text=True, env=env, check=True,
    )  # fmt: skip
    spent: list[float] = json.loads(done.stdout)
    return statistics.median(spent)


def tick_often(folder: Path) -> list[float]:
    """Open the window on ``folder``, let it settle, and beat."""
    from PySide6.QtWidgets import QApplication

    from workbench.bootstrap.place import Place
    from workbench.bootstrap.window import build
    from workbench.ui.application import Application
    from workbench.ui.queue.page import QueuePage

    app = QApplication(sys.argv[:1])
    application = Application(app, build(Place(folder), demo=False))
    application.begin()
    page = application.window.findChild(QueuePage)
    assert isinstance(page, QueuePage)
    until = time.monotonic() + SETTLE_S
    while time.monotonic() < until:
        app.processEvents()
        if page.model.complete and page.model.stored(page.model.id_at(0)):
            break
    heartbeat = application.window.heartbeat
    heartbeat.stop()
    spent = []
    for _ in range(TICKS):
        begun = time.perf_counter()
        heartbeat._beat()
        page.cards.viewport().repaint()
        spent.append((time.perf_counter() - begun) * 1000)
        app.processEvents()
    application.end()
    return spent


if __name__ == "__main__":
    sys.stdout.write(json.dumps(tick_often(Path(sys.argv[1]))))
