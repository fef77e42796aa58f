"""Writing a file so that a crash leaves the old one or the new one, never half of one."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from workbench.base.ids import new_id

OWNER_ONLY = 0o600


def sibling_temp(path: Path) -> Path:
    """A fresh, unused name beside ``path``: on the same volume, so that a rename is atomic."""
    return path.with_name(f".{path.name}.{new_id()[-12:]}.tmp")


def flush_to_disk(descriptor: int) -> None:
    """Wait until the file behind ``descriptor`` is on the medium, also on macOS."""
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def replace_durably(temp: Path, target: Path) -> None:
    """Put ``temp`` in the place of ``target`` in one step, and wait until that is on disk.

    Raises ``OSError`` as ``os.replace`` does; ``target`` is then as it was.
    """
    descriptor = os.open(temp, os.O_RDWR)
    try:
        flush_to_disk(descriptor)
    finally:
        os.close(descriptor)
    temp.replace(target)
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            # Some volumes refuse fsync of a folder; the rename itself has happened by now.
            with suppress(OSError):
                os.fsync(folder)
        finally:
            os.close(folder)


def write_durably(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path``, readable by its owner only.

    Raises ``OSError`` (disk full, no right); the file is then as it was and no temporary stays.
    """
    temp = sibling_temp(path)
    try:
        descriptor = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(content)
        replace_durably(temp, path)
    finally:
        temp.unlink(missing_ok=True)
