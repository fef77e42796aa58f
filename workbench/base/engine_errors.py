"""Errors of the database engine: which of them the environment caused, and what to say then."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import sqlcipher3
from sqlcipher3 import DatabaseError

from workbench.base.errors import KnownError
from workbench.base.texts import N_, Text, text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# primary result code -> (kind, sentence, exit code)
_ENVIRONMENT: dict[int, tuple[str, str, int]] = {
    sqlcipher3.SQLITE_BUSY: (
        "database_busy",
        N_("Another program is writing to {file}: wait a moment and try again."),
        5,
    ),
    sqlcipher3.SQLITE_READONLY: (
        "database_readonly",
        N_("You may not write {file}: ask for write permission on it and on its folder."),
        3,
    ),
    sqlcipher3.SQLITE_IOERR: (
        "database_io",
        N_(
            "The disk reported an error for {file}: the last step may or may not be saved, "
            "so look at it again before you repeat it."
        ),
        5,
    ),
    sqlcipher3.SQLITE_CORRUPT: (
        "database_corrupt",
        N_("There is damage in {file}: leave it as it is, and restore the newest good backup."),
        3,
    ),
    sqlcipher3.SQLITE_FULL: (
        "disk_full",
        N_("The disk of {file} is full: free some space, then try again."),
        5,
    ),
    sqlcipher3.SQLITE_CANTOPEN: (
        "database_cannot_open",
        N_("Opening {file} failed: check that its folder exists and that you may use it."),
        3,
    ),
    sqlcipher3.SQLITE_NOTADB: (
        "not_a_database",
        N_("No database of the workbench, or an encrypted one, is in {file}: choose another file."),
        3,
    ),
}
_SAME_AS = {
    sqlcipher3.SQLITE_LOCKED: sqlcipher3.SQLITE_BUSY,
    sqlcipher3.SQLITE_PROTOCOL: sqlcipher3.SQLITE_BUSY,
    sqlcipher3.SQLITE_PERM: sqlcipher3.SQLITE_READONLY,
}
_DAMAGE = frozenset({sqlcipher3.SQLITE_CORRUPT, sqlcipher3.SQLITE_NOTADB})


def _primary(error: DatabaseError) -> int:
    """The primary result code; 0 for errors that the Python layer raised by itself."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def is_busy(error: DatabaseError) -> bool:
    """True when another connection holds the lock."""
    return _primary(error) == sqlcipher3.SQLITE_BUSY


def is_damage(error: BaseException | None) -> bool:
    """True when ``error`` says that the file itself is broken or is no database."""
    return isinstance(error, DatabaseError) and _primary(error) in _DAMAGE


def known(error: DatabaseError, path: Path | None = None) -> KnownError | None:
    """What the environment did wrong, as a sentence; ``None`` when the fault is ours."""
    primary = _primary(error)
    row = _ENVIRONMENT.get(_SAME_AS.get(primary, primary))
    if row is None:
        return None
    kind, sentence, exit_code = row
    file: str | Text = str(path) if path else text("the data file")
    return KnownError(kind, text(sentence, file=file), exit_code=exit_code)


@contextmanager
def translated(path: Path | None = None) -> Iterator[None]:
    """Turn errors of disk, lock and file into ``KnownError``; all others pass unchanged."""
    try:
        yield
    except DatabaseError as error:
        mended = known(error, path)
        if mended is None:
            raise
        raise mended from error
