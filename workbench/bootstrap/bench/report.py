"""The table of ``workbench bench``: P1 and P3, with the machine they were taken on."""

from __future__ import annotations

import json
import os
import platform
import tempfile
from pathlib import Path
from typing import Any

from workbench.base import files
from workbench.bootstrap.bench import starting, ticking
from workbench.bootstrap.bench.stores import make_store

FEW = 100


def run(cases: int, save: Path | None) -> dict[str, Any]:
    """Measure with ``cases`` pending cases; ``{rows: [{id, value, floor, ratio, unit}], machine}``.

    Times are of this machine in this run: only the ratios can be compared.
    """
    with tempfile.TemporaryDirectory(prefix="workbench-bench-") as name:
        folder = Path(name)
        for count, part in ((cases, "many"), (FEW, "few")):
            make_store(folder / part, count).close()
        start, bare = starting.measure(folder / "many")
        many, few = ticking.measure(folder / "many"), ticking.measure(folder / "few")
    report = {
        "rows": [
            _row("P1 cold start to the first painted queue", start, bare, "s"),
            _row("P3 one tick of the countdowns", many, few, "ms"),
        ],
        "cases": cases,
        "machine": {
            "python": platform.python_version(),
            "system": platform.platform(),
            "cores": os.cpu_count(),
        },
    }
    if save is not None:
        text = json.dumps(report, ensure_ascii=False, indent=2) + "\n"
        files.write_durably(save, text.encode())
    return report


def _row(name: str, value: float, floor: float, unit: str) -> dict[str, Any]:
    return {
        "id": name.partition(" ")[0],
        "what": name.partition(" ")[2],
        "value": value,
        "floor": floor,
        "ratio": value / floor,
        "unit": unit,
    }
