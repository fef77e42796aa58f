"""Which version a store file has, and whether this program may open it.

Kept free of sqlite-utils, so that opening a current store costs no import.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.base.errors import KnownError
from workbench.base.texts import text

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.base.engine import Connection

VERSION = 2
APPLICATION_ID = 0x41465457  # "AFTW", in the file's header: a foreign file is told apart


def version_of(connection: Connection, path: Path) -> int:
    """The schema version of an open file; 0 where nothing has been written yet.

    Raises ``KnownError`` ``foreign_file`` for a database of another program and ``newer_store``
    for one that a later workbench wrote. Only reads.
    """
    version = int(connection.execute("pragma user_version").fetchone()[0])
    mark = int(connection.execute("pragma application_id").fetchone()[0])
    if mark != APPLICATION_ID:
        if mark == 0 and version == 0 and _empty(connection):
            return 0
        raise KnownError(
            "foreign_file",
            text("{file} belongs to another program: choose another data folder.", file=str(path)),
            exit_code=3,
        )
    if version > VERSION:
        raise KnownError(
            "newer_store",
            text(
                "{file} was written by a newer workbench (store {found}, this one reads up to "
                "{known}): install the newer version again.",
                file=str(path),
                found=version,
                known=VERSION,
            ),
            exit_code=3,
        )
    return version


def _empty(connection: Connection) -> bool:
    return connection.execute("select 1 from sqlite_schema limit 1").fetchone() is None
