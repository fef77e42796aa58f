"""Opening a store: made when missing, upgraded with a backup first, refused when it is newer."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from workbench.base import clock, engine, paths
from workbench.store import audit, schema
from workbench.store.connections import Connections
from workbench.store.unit import Store

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "workbench.db"


def store_file(data_dir: Path) -> Path:
    """The store of a data directory."""
    return data_dir / FILE_NAME


def backup_folder(store: Path) -> Path:
    """Where copies of a store are put by the program itself."""
    return store.with_name("backups")


def open_store(path: Path) -> Store:
    """The store in ``path``, made or upgraded where needed.

    Raises ``KnownError`` ``newer_store``, ``foreign_file``, or a kind of the engine. A file that
    is refused has not been written to.
    """
    found = _found_version(path)
    if found < schema.VERSION:
        _upgrade(path, found)
    return Store(Connections(path))


def _found_version(path: Path) -> int:
    if not path.is_file() or path.stat().st_size == 0:
        paths.ensure_folder(path.parent)
        return 0
    with closing(engine.connect(path, readonly=True)) as connection, engine.translated(path):
        return schema.version_of(connection, path)


def _upgrade(path: Path, found: int) -> None:
    from workbench.store.migrations.steps import migrate

    if found:
        folder = paths.ensure_folder(backup_folder(path))
        engine.backup(path, folder / f"before-{schema.VERSION}-from-{found}-{clock.wall_ms()}.db")
    else:
        audit.write_heads(audit.head_file(path), (0, audit.START))
    with closing(engine.connect(path)) as connection, engine.translated(path):
        # Another process may have been faster.
        if schema.version_of(connection, path) < schema.VERSION:
            migrate(connection)
