"""Files that belong to cases: kept byte for byte under their SHA-256, readable by their owner."""

from __future__ import annotations

import hashlib
import os
import re
from typing import TYPE_CHECKING

from workbench.base import files, paths
from workbench.base.errors import BugError, KnownError
from workbench.base.texts import text

if TYPE_CHECKING:
    from pathlib import Path

_BLOCK = 1 << 20
_NAME = re.compile(r"[0-9a-f]{64}")


class AttachmentStore:
    """The folder ``attachments`` of a data directory."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / "attachments"

    def keep(self, path: Path) -> tuple[str, int]:
        """Copy it in; returns (sha256, size in bytes). The same content is kept once.

        Raises ``KnownError`` ``file_unreadable`` or ``attachment_failed``.
        """
        paths.ensure_folder(self._folder)
        temp = files.sibling_temp(self._folder / "new")
        try:
            sha256, size = _copy(path, temp)
            target = self.path(sha256)
            if not (target.is_file() and target.stat().st_size == size):
                paths.ensure_folder(target.parent)
                files.replace_durably(temp, target)
        except OSError as error:
            raise _failed(path, error) from error
        finally:
            temp.unlink(missing_ok=True)
        return sha256, size

    def path(self, sha256: str) -> Path:
        """Where a file with that content is, or would be."""
        if not _NAME.fullmatch(sha256):
            raise BugError(f"not a SHA-256: {sha256!r}")
        return self._folder / sha256[:2] / sha256


def _copy(source: Path, temp: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL, files.OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as copy, source.open("rb") as original:
        while block := original.read(_BLOCK):
            digest.update(block)
            copy.write(block)
            size += len(block)
    return digest.hexdigest(), size


def _failed(path: Path, error: OSError) -> KnownError:
    why = error.strerror or type(error).__name__
    named = (error.filename, error.filename2)
    if str(path) in map(str, named) or path in named:
        return KnownError(
            "file_unreadable",
            text("{file} cannot be read ({why}): choose another file.", file=str(path), why=why),
            exit_code=3,
        )
    return KnownError(
        "attachment_failed",
        text(
            "{file} could not be kept ({why}): free some space, then try again.",
            file=str(path),
            why=why,
        ),
    )
