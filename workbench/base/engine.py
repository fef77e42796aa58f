"""The one place that opens a SQLite file: engine floor, pragmas, write transactions, backups.

The engine is ``sqlcipher3`` (a current SQLite that travels with the program), never the
interpreter's own. Its exceptions are its own too: catch those of this module. Python opens no
transaction by itself (``isolation_level=None``): a statement outside ``write_tx`` commits alone.
A connection belongs to the thread that opened it.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import sqlcipher3
from sqlcipher3 import (
    Connection,
    Cursor,
    DatabaseError,
    IntegrityError,
    OperationalError,
    ProgrammingError,
    Row,
)

from workbench.base import clock, files, paths
from workbench.base.engine_errors import is_busy, is_damage, known, translated
from workbench.base.errors import KnownError
from workbench.base.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlite_utils import Database

__all__ = [
    "Connection", "Cursor", "DatabaseError", "IntegrityError", "OperationalError",
    "ProgrammingError", "Row", "Verified", "backup", "connect", "counting", "database", "known",
    "run_script", "translated", "verify", "write_tx",
]  # fmt: skip

# Below it two connections can reset the write-ahead log under each other and lose commits
# (https://www.sqlite.org/releaselog/3_51_3.html).
FLOOR = (3, 51, 3)
BUSY_MS = 5_000
FULL = 2  # PRAGMA synchronous: a commit survives a power cut; it is set per connection

_PRAGMAS: dict[str, int] = {
    "busy_timeout": BUSY_MS,
    "synchronous": FULL,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
} | ({"fullfsync": 1, "checkpoint_fullfsync": 1} if sys.platform == "darwin" else {})


def check_version(found: tuple[int, ...]) -> None:
    """Raise ``KnownError`` ``engine_too_old`` when SQLite ``found`` is below the floor."""
    if found < FLOOR:
        raise KnownError(
            "engine_too_old",
            text(
                "The database engine is SQLite {found} but {floor} is needed: "
                "install the workbench again.",
                found=".".join(map(str, found)),
                floor=".".join(map(str, FLOOR)),
            ),
        )


def check_place(path: Path) -> None:
    """Raise ``KnownError`` ``network_path`` when ``path`` is on a volume of another machine."""
    kind = paths.network_kind(path)
    if kind is not None:
        raise KnownError(
            "network_path",
            text(
                "{folder} is a network folder ({kind}), where a database gets damaged: "
                "choose a folder on this computer with --data-dir.",
                folder=str(path.parent),
                kind=kind,
            ),
        )


@cache
def _check_engine() -> None:
    """Once per process: the version, and the parts of the engine that the store relies on."""
    check_version(sqlcipher3.sqlite_version_info)
    with closing(sqlcipher3.connect(":memory:")) as probe:
        try:
            probe.execute("create table t (a integer, b text check (json_valid(b))) strict")
            probe.execute(
                "create virtual table f using fts5(x, content='', contentless_delete=1)"
            ).close()
        except OperationalError as error:
            raise KnownError(
                "engine_incomplete",
                text(
                    "The database engine lacks a part ({part}): install the workbench again.",
                    part=str(error),
                ),
            ) from error


def connect(path: Path, *, readonly: bool = False) -> Connection:
    """Open the SQLite file at ``path``; unless ``readonly`` it is made when missing.

    Every connection has the same pragmas (WAL, synchronous=FULL, foreign keys, an untrusted
    schema, 5 s of patience) and they are read back. Raises ``KnownError``: ``engine_too_old``,
    ``engine_incomplete``, ``network_path``, ``engine_refused``, or a kind of ``known``.
    """
    _check_engine()
    check_place(path)
    with translated(path):
        connection = _open(path, readonly=readonly)
        try:
            _prepare(connection, path, readonly=readonly)
        except BaseException:
            connection.close()
            raise
    return connection


def _open(path: Path, *, readonly: bool) -> Connection:
    """The bare connection. A new file is made here, so that nobody but its owner may read it."""
    if not readonly:
        # When it fails the engine says so below, with one sentence for every cause.
        with suppress(OSError):
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, files.OWNER_ONLY))
    mode = "ro" if readonly else "rw"
    return sqlcipher3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        timeout=BUSY_MS / 1000,
        isolation_level=None,
        uri=True,
    )


def _prepare(connection: Connection, path: Path, *, readonly: bool) -> None:
    """Set the pragmas and read them back: some are ignored in silence where they do not apply."""
    for pragma, number in _PRAGMAS.items():
        connection.execute(f"pragma {pragma}={number}")
    wanted: dict[str, int | str] = {**_PRAGMAS}
    if not readonly:
        _use_wal(connection)
        wanted["journal_mode"] = "wal"
    for name, value in wanted.items():
        found = connection.execute(f"pragma {name}").fetchone()[0]
        if found != value:
            raise KnownError(
                "engine_refused",
                text(
                    "{file} cannot be opened safely ({name} is {found}): "
                    "move it to another disk of this computer.",
                    file=str(path),
                    name=name,
                    found=str(found),
                ),
            )


def _use_wal(connection: Connection) -> None:
    """Switch to the write-ahead log. Alone among statements this one does not wait for a lock,
    and two first starts at once would collide here.
    """
    patience = clock.monotonic_ms() + BUSY_MS
    while True:
        try:
            connection.execute("pragma journal_mode=wal")
        except OperationalError as error:
            if not is_busy(error) or clock.monotonic_ms() > patience:
                raise
            time.sleep(0.01)
        else:
            return


def database(source: Path | Connection, *, readonly: bool = False) -> Database:
    """A ``sqlite_utils.Database`` on a fresh connection, or on one that is open already.

    New tables are STRICT, plugins stay out. The import costs 0.1 s, so it happens here.
    """
    from sqlite_utils import Database

    connection = source if isinstance(source, Connection) else connect(source, readonly=readonly)
    # sqlite-utils only duck-types it, but its annotation names the stock module's class.
    return Database(cast("Any", connection), execute_plugins=False, strict=True)


@contextmanager
def write_tx(connection: Connection) -> Iterator[Connection]:
    """One write transaction: commits at the end, rolls back on any exception.

    It takes the write lock at once (``BEGIN IMMEDIATE``): a deferred one that reads first fails
    without waiting when somebody else wrote in between. Inside another ``write_tx`` it is a
    savepoint. Raises ``KnownError`` as ``translated``; after ``database_io`` the commit may
    have happened all the same.
    """
    inner = connection.in_transaction
    begin, end, undo = (
        ("savepoint step", "release step", ("rollback to step", "release step"))
        if inner
        else ("begin immediate", "commit", ("rollback",))
    )
    with translated():
        connection.execute(begin)
        try:
            yield connection
            connection.execute(end)
        except BaseException:
            # A full disk, among others, has rolled back everything by itself.
            if connection.in_transaction:
                for statement in undo:
                    connection.execute(statement)
            raise


def run_script(connection: Connection, script: str) -> None:
    """Run the statements of ``script``, each ending at the end of a line, as part of the
    transaction that is open (``executescript`` would commit it first).

    Raises the error of the statement that fails; leaving ``write_tx`` then undoes the others.
    """
    held = ""
    for line in script.splitlines(keepends=True):
        held += line
        if sqlcipher3.complete_statement(held):
            connection.execute(held)
            held = ""
    if held.strip():
        connection.execute(held)


@contextmanager
def counting(connection: Connection) -> Iterator[list[str]]:
    """Collect the SQL that ``connection`` runs, one line per statement (for tests and bench).

    Statements of triggers and of virtual tables are left out.
    """
    seen: list[str] = []

    def note(sql: str) -> None:
        if not sql.startswith("--"):
            seen.append(" ".join(sql.split()))

    connection.set_trace_callback(note)
    try:
        yield seen
    finally:
        connection.set_trace_callback(None)


@dataclass(frozen=True, slots=True)
class Verified:
    """What a database file turned out to be. ``size`` in bytes, ``schema`` its user_version."""

    size: int
    pages: int
    tables: int
    schema: int
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """True when nothing was found. It says nothing about whether the amounts are right."""
        return not self.problems


def verify(path: Path) -> Verified:
    """Read the whole file and tell what is wrong with it, without changing it.

    Damage is an answer, not an exception. Raises ``KnownError`` when the file is missing,
    locked or on a failing disk.
    """
    try:
        with closing(connect(path, readonly=True)) as connection, translated(path):
            return _examine(connection, path)
    except KnownError as error:
        if not is_damage(error.__cause__):
            raise
        return Verified(path.stat().st_size, 0, 0, 0, (str(error.__cause__),))


def _examine(connection: Connection, path: Path) -> Verified:
    def one(sql: str) -> int:
        return int(connection.execute(sql).fetchone()[0])

    problems = [
        line for (line,) in connection.execute("pragma integrity_check(20)") if line != "ok"
    ]
    problems += [
        f"{child} row {row} points to a missing {parent}"
        for child, row, parent, _ in connection.execute("pragma foreign_key_check").fetchmany(20)
    ]
    tables = one("select count(*) from sqlite_schema where type = 'table'")
    if not tables:
        problems.append("no tables")
    return Verified(
        path.stat().st_size,
        one("pragma page_count"),
        tables,
        one("pragma user_version"),
        tuple(problems),
    )


def backup(source: Path, target: Path) -> Verified:
    """Copy the live database ``source`` to ``target`` while others write; the copy is verified.

    The copy is one consistent moment, a single file without a log beside it, and takes the place
    of ``target`` only when it is whole and on disk: a damaged source never pushes out a good
    backup. Always from a connection of its own, in one step: copying page by page starts anew at
    every foreign commit. Raises ``KnownError`` ``backup_damaged`` or a kind of ``known``.
    """
    if not source.is_file():
        raise KnownError(
            "database_cannot_open",
            text("{file} does not exist: name the data folder that holds it.", file=str(source)),
            exit_code=3,
        )
    check_place(target)
    temp = files.sibling_temp(target)
    try:
        with (
            closing(connect(source)) as live,
            translated(target),
            closing(_open(temp, readonly=False)) as copy,
        ):
            live.backup(copy)
            copy.execute("pragma journal_mode=delete")
        report = verify(temp)
        if not report.ok:
            raise KnownError(
                "backup_damaged",
                text(
                    "{file} is damaged ({problem}), so no backup was made of it and the last one "
                    "was kept: restore that one.",
                    file=str(source),
                    problem=report.problems[0],
                ),
                exit_code=3,
            )
        _put(temp, target)
    finally:
        for name in ("", "-journal", "-wal", "-shm"):
            temp.with_name(temp.name + name).unlink(missing_ok=True)
    return report


def _put(temp: Path, target: Path) -> None:
    try:
        files.replace_durably(temp, target)
    except OSError as error:
        raise KnownError(
            "backup_failed",
            text(
                "{file} could not be written ({why}): choose another place for the backup.",
                file=str(target),
                why=error.strerror or type(error).__name__,
            ),
        ) from error
