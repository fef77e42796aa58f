"""What a measured process gets: no screen, and compiled modules kept, as users have them."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def environment() -> dict[str, str]:
    """Environment variables for a child process."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    cache = Path(tempfile.gettempdir()) / "workbench-bench-pycache"
    return {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPYCACHEPREFIX": str(cache),
        **kept,
        "QT_LOGGING_RULES": "qt.qpa.*=false",
    }
