"""Opening a store: newer and foreign files are refused untouched, older ones upgraded safely."""

from __future__ import annotations

import hashlib
import lzma
import stat
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.helpers.cases import NOW, make_case
from tests.helpers.stores import new_store, save
from workbench.base import engine
from workbench.base.errors import KnownError
from workbench.base.texts import text
from workbench.domain.case import CaseKey
from workbench.services.queries import CaseQuery, Thresholds
from workbench.store import schema, shape, upkeep
from workbench.store.migrations import m0001, m0002, steps
from workbench.store.opening import backup_folder, open_store, store_file
from workbench.store.queries import SqlQueries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database


NEWEST = schema.VERSION
FROZEN = Path(__file__).parents[2] / "data"


@pytest.mark.parametrize("version", range(1, NEWEST))
def test_a_frozen_store_of_every_version_before_opens_with_all_its_cases(
    tmp_path: Path, version: int
) -> None:
    path = store_file(tmp_path)
    path.write_bytes(lzma.decompress((FROZEN / f"store_{version:04}.db.xz").read_bytes()))
    with closing(engine.connect(path)) as connection:
        assert schema.version_of(connection, path) == version
        before = connection.execute("select shop, case_id, doc from cases order by id").fetchall()
        heads = connection.execute("select count(*), max(hash) from audit").fetchone()
    store = open_store(path)
    assert before
    with store.read() as unit:
        keys = [CaseKey(shop, case) for shop, case, _ in before]
        assert set(unit.cases.get_many(keys)) == set(keys)
    reader = store.connections.reader()
    assert reader.execute("select shop, case_id, doc from cases order by id").fetchall() == before
    assert reader.execute("select count(*), max(hash) from audit").fetchone() == heads
    lost = reader.execute(
        "select count(*) from cases where waybill <> coalesce(doc ->> '$.outbound.waybill', '')"
    ).fetchone()
    assert lost == (0,)
    counts = SqlQueries(store.connections).counts(CaseQuery(), now=NOW, thresholds=Thresholds())
    assert (counts["all"], counts["promises"]) == (len(before), 0)
    store.close()


def _fingerprint(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _closed_store(folder: Path) -> Path:
    store = new_store(folder)
    save(store, [make_case("1")])
    store.close()
    return store.path


def _change(path: Path, *statements: str) -> None:
    with closing(engine.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.execute("pragma wal_checkpoint(truncate)")


def _refused(path: Path) -> str:
    before = _fingerprint(path.parent)
    with pytest.raises(KnownError) as caught:
        open_store(path)
    after = _fingerprint(path.parent)
    assert after[path.name] == before[path.name]
    left = {name for name in after if not name.endswith(("-wal", "-shm"))}
    assert left == {name for name in before if not name.endswith(("-wal", "-shm"))}
    assert "{" not in caught.value.text.english()
    return caught.value.kind


def test_a_newer_store_is_refused_without_writing_a_byte(tmp_path: Path) -> None:
    path = _closed_store(tmp_path)
    _change(path, f"pragma user_version = {schema.VERSION + 1}")
    assert _refused(path) == "newer_store"


def test_a_newer_version_that_only_the_log_knows_is_refused_too(tmp_path: Path) -> None:
    path = _closed_store(tmp_path)
    with closing(engine.connect(path)) as writer:
        writer.execute("pragma wal_autocheckpoint = 0")
        writer.execute(f"pragma user_version = {schema.VERSION + 1}")
        assert _refused(path) == "newer_store"


@pytest.mark.parametrize("mark", [0, 7])
def test_a_database_of_another_program_is_refused(tmp_path: Path, mark: int) -> None:
    path = store_file(tmp_path)
    _change(path, "create table notes (x)", f"pragma application_id = {mark}")
    assert _refused(path) == "foreign_file"


def test_no_database_is_refused(tmp_path: Path) -> None:
    path = store_file(tmp_path)
    path.write_bytes("订单,金额\n".encode() * 500)
    assert _refused(path) == "not_a_database"


def test_a_new_store_is_made_for_its_owner_only_in_a_folder_that_was_missing(
    tmp_path: Path,
) -> None:
    path = store_file(tmp_path / "a" / "b")
    store = open_store(path)
    save(store, [make_case("1")])
    assert upkeep.doctor(store) == []
    store.close()
    if sys.platform != "win32":
        modes = {stat.S_IMODE(item.stat().st_mode) for item in path.parent.iterdir()}
        assert modes == {0o600}
    assert not backup_folder(path).exists()  # nothing was there to keep


def test_a_file_of_zero_bytes_becomes_a_store(tmp_path: Path) -> None:
    store_file(tmp_path).touch()
    store = open_store(store_file(tmp_path))
    assert upkeep.doctor(store) == []
    store.close()


def _second(db: Database) -> None:
    db.execute("alter table kv add column changed_at integer")


@pytest.fixture
def old_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A store of the newest version, and a program that is one step ahead."""
    path = _closed_store(tmp_path)
    ahead = type(steps.STEPS)("store")
    for name, apply in zip(steps._NAMES, (m0001.apply, m0002.apply), strict=True):
        ahead(name=name)(apply)
    ahead(name="ahead")(_second)
    monkeypatch.setattr(steps, "STEPS", ahead)
    monkeypatch.setattr(steps, "_NAMES", (*steps._NAMES, "ahead"))
    monkeypatch.setattr(schema, "VERSION", NEWEST + 1)
    shape.expected.cache_clear()
    yield path
    shape.expected.cache_clear()


def test_an_older_store_is_backed_up_and_then_upgraded(old_store: Path) -> None:
    path = old_store
    store = open_store(path)
    [copy] = backup_folder(path).iterdir()
    verified = engine.verify(copy)
    assert (verified.ok, verified.schema) == (True, NEWEST)
    assert upkeep.doctor(store) == []
    with store.read() as unit:
        assert unit.cases.get(make_case("1").key) == make_case("1")
    assert store.connections.reader().execute("select changed_at from kv").fetchall() == []
    store.close()
    open_store(path).close()
    assert len(list(backup_folder(path).iterdir())) == 1  # once


def test_a_failing_step_leaves_the_old_version(
    old_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = old_store

    def broken(db: Database) -> None:
        _second(db)
        raise OSError("pulled the plug")

    monkeypatch.setattr(steps.STEPS._migrations[-1], "fn", broken)
    with pytest.raises(OSError, match="plug"):
        open_store(path)
    with closing(engine.connect(path, readonly=True)) as connection:
        assert schema.version_of(connection, path) == NEWEST
        columns = [row[1] for row in connection.execute("pragma table_info(kv)")]
    assert columns == ["key", "value"]


def test_without_a_backup_nothing_is_upgraded(
    old_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = old_store

    def full(*_: Path) -> engine.Verified:
        raise KnownError("disk_full", text("The disk is full."))

    monkeypatch.setattr(engine, "backup", full)
    assert _refused(path) == "disk_full"
