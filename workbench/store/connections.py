"""Connections of one store file: each thread opens its own, once for reading, once for writing."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from workbench.base import engine

if TYPE_CHECKING:
    from pathlib import Path


class Connections:
    """Opened when first needed; a thread's connections go with the thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()

    def writer(self) -> engine.Connection:
        """This thread's connection for writing."""
        return self._get("writer", readonly=False)

    def reader(self) -> engine.Connection:
        """This thread's connection for reading."""
        return self._get("reader", readonly=True)

    def _get(self, name: str, *, readonly: bool) -> engine.Connection:
        found: engine.Connection | None = getattr(self._local, name, None)
        if found is None:
            found = engine.connect(self.path, readonly=readonly)
            setattr(self._local, name, found)
        return found

    def close(self) -> None:
        """Close the connections of the calling thread."""
        for name in ("reader", "writer"):
            found: engine.Connection | None = self._local.__dict__.pop(name, None)
            if found is not None:
                found.close()
