"""Putting a backup in the place of the store: examined as a copy, then swapped in one step.

A restored store is in the past: what it believes to be waiting or being sent may have happened
long ago, so those acts become unknown and are looked up before anything is sent (OUT-2).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.base import clock, engine, files, paths
from workbench.base.errors import KnownError
from workbench.base.texts import Text, text
from workbench.domain.case import CaseKey
from workbench.domain.kinds import CaseId, Delivery, ShopId
from workbench.store import audit, opening, schema, shape
from workbench.store.ledger import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.store.unit import Unit

_BLOCK = 1 << 20
_PARTS = ("", "-wal", "-shm")


def restore(
    path: Path, file: Path, *, at: int | None = None, actor: str = "owner"
) -> dict[str, Any]:
    """Put the backup ``file`` in the place of the store in ``path``; the old one is kept aside.

    The caller has closed its connections. Returns ``{file, aside, cases, looked_up, audit_ok}``:
    ``looked_up`` acts must be read on the platform first. Raises ``KnownError``
    ``backup_unusable``, ``backup_altered``, ``newer_store``, ``foreign_file`` or
    ``store_in_use``; the store is then as it was.
    """
    paths.ensure_folder(path.parent)
    _check_file(path, file)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=path.parent) as folder:
        copy = Path(folder) / path.name
        sha256 = _copy(file, copy)
        _examine(copy, file)
        facts: dict[str, object] = {"file": file.name, "sha256": sha256}
        result = _prepare(copy, facts, clock.wall_ms() if at is None else at, actor)
        kept, fresh = (
            audit.read_heads(audit.head_file(path)),
            audit.read_heads(audit.head_file(copy)),
        )
        # Whichever of the two stores is there after a crash, one of the heads vouches for it.
        audit.write_heads(audit.head_file(path), *kept, *fresh)
        aside = _swap(path, copy)
        audit.write_heads(audit.head_file(path), *fresh)
    return {"file": str(file), "aside": aside, **result}


def _check_file(path: Path, file: Path) -> None:
    if file.is_symlink() or not file.is_file() or file.stat().st_size == 0:
        raise _unusable(file, text("it is no file, or empty"))
    if path.is_file() and file.samefile(path):
        raise _unusable(file, text("it is the store itself"))
    log = file.with_name(file.name + "-wal")
    if log.is_file() and log.stat().st_size:
        raise _unusable(file, text("it is in use"))


def _unusable(file: Path, why: Text | str) -> KnownError:
    return KnownError(
        "backup_unusable",
        text("{file} cannot be restored ({why}): choose another backup.", file=str(file), why=why),
        exit_code=3,
    )


def _copy(file: Path, copy: Path) -> str:
    """A copy to work on; the backup itself is only read. Returns its SHA-256."""
    digest = hashlib.sha256()
    try:
        descriptor = os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, files.OWNER_ONLY)
        with os.fdopen(descriptor, "wb") as target, file.open("rb") as source:
            while block := source.read(_BLOCK):
                digest.update(block)
                target.write(block)
    except OSError as error:
        raise _unusable(file, error.strerror or type(error).__name__) from error
    return digest.hexdigest()


def _examine(copy: Path, file: Path) -> None:
    """Refuse what is damaged, foreign, newer, or holds what no store of ours holds."""
    report = engine.verify(copy)
    if not report.ok:
        raise _unusable(file, report.problems[0])
    with closing(engine.connect(copy, readonly=True)) as connection, engine.translated(file):
        version = schema.version_of(connection, file)
        odd = shape.foreign_part(connection, version) if version else "?"
    if odd is not None:
        raise KnownError(
            "backup_altered",
            text(
                "{file} holds something that no store of ours has ({part}): choose another backup.",
                file=str(file),
                part=odd,
            ),
            exit_code=3,
        )


def _prepare(copy: Path, facts: dict[str, object], at: int, actor: str) -> dict[str, Any]:
    """Bring the copy up to date and make it look before it sends."""
    audit.write_heads(audit.head_file(copy), (0, audit.START))
    store = opening.open_store(copy)
    try:
        with store.write() as unit:
            sound = unit.audit.verify()[0]
            doubtful = list(_doubt(unit))
            cases = unit.cases.count()
            unit.audit.append(
                at=at,
                actor=actor,
                command="restore",
                subject="store",
                decision="done",
                facts={**facts, "looked_up": doubtful},
            )
            unit.changed(EVERYTHING.kind, EVERYTHING.id)
            unit.commit()
    finally:
        store.close()
    with closing(engine.connect(copy)) as connection:
        connection.execute("pragma journal_mode = delete")
    return {"cases": cases, "looked_up": len(doubtful), "audit_ok": sound}


def _doubt(unit: Unit) -> Iterator[str]:
    """Acts that would be sent now become unknown; their cases say so too."""
    for item in unit.outbox.unfinished():
        if item.state not in (Delivery.WAITING, Delivery.SENDING):
            continue
        unit.outbox.update(replace(item, state=Delivery.UNKNOWN, owner="", lease_until=0))
        case = unit.cases.get(CaseKey(ShopId(item.shop), CaseId(item.case_id)))
        entry = unit.orders.entry(item.shop, item.order_id)
        if not item.case_id and entry is not None and entry.command_id == item.command_id:
            unit.orders.save_entry(replace(entry, delivery=Delivery.UNKNOWN))
        if case is not None and case.intent and case.intent.command_id == item.command_id:
            intent = replace(case.intent, state=Delivery.UNKNOWN)
            unit.cases.save(replace(case, intent=intent))
        yield item.command_id


def _swap(path: Path, copy: Path) -> str:
    """The copy takes the place of the store; returns where the old one is kept, or ""."""
    if not path.exists():
        files.replace_durably(copy, path)
        return ""
    aside = paths.ensure_folder(opening.backup_folder(path)) / f"aside-{clock.wall_ms()}.db"
    holder = _alone(path)
    try:
        for part in _PARTS:
            old = path.with_name(path.name + part)
            if old.is_file():
                _link(old, aside.with_name(aside.name + part))
        if holder is not None and os.name != "posix":
            holder.close()  # an open file cannot be replaced there
        if holder is None:
            for part in _PARTS[1:]:
                path.with_name(path.name + part).unlink(missing_ok=True)
        files.replace_durably(copy, path)
    finally:
        if holder is not None:
            holder.close()
    return str(aside)


def _alone(path: Path) -> engine.Connection | None:
    """Hold the store so that nobody else can use it meanwhile; None where it is beyond reading.

    Leaving WAL mode succeeds only without other connections, and takes the log into the file.
    """
    try:
        connection = engine.connect(path)
    except KnownError as error:
        if error.kind in ("database_corrupt", "not_a_database"):
            return None
        raise
    try:
        mode = connection.execute("pragma journal_mode = delete").fetchone()[0]
        connection.execute("begin exclusive")
    except engine.DatabaseError as error:
        connection.close()
        mended = engine.known(error, path)
        if mended is not None and mended.kind == "database_corrupt":
            return None
        mode = ""
    if mode != "delete":
        connection.close()
        raise KnownError(
            "store_in_use",
            text(
                "{file} is in use: close the other windows of the workbench, then restore again.",
                file=str(path),
            ),
            exit_code=5,
        )
    return connection


def _link(old: Path, aside: Path) -> None:
    """A second name for the same file; a copy where the disk knows no such thing."""
    try:
        aside.hardlink_to(old)
    except OSError:
        shutil.copyfile(old, aside)
        with aside.open("rb+") as handle:
            files.flush_to_disk(handle.fileno())
