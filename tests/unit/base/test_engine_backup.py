"""Backups are whole, verified, and never push out a better one."""

from __future__ import annotations

import errno
import os
import threading
from contextlib import closing
from pathlib import Path

import pytest

from workbench.base import engine, files
from workbench.base.errors import KnownError

PAGE = 4096


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A database with 2,000 rows in ``t`` and schema version 7, its log not yet copied back."""
    path = tmp_path / "live.db"
    with closing(engine.connect(path)) as connection:
        connection.execute("pragma user_version=7")
        connection.execute("create table t (x integer primary key, y text) strict")
        with engine.write_tx(connection):
            connection.executemany(
                "insert into t (y) values (?)", ((f"行 {n} " * 20,) for n in range(2_000))
            )
    return path


def damage(path: Path) -> None:
    """Overwrite a page in the middle of the file."""
    with path.open("r+b") as handle:
        handle.seek(path.stat().st_size // PAGE // 2 * PAGE)
        handle.write(b"\xaa" * PAGE)


def test_a_sound_file_is_described(store: Path) -> None:
    report = engine.verify(store)
    assert report.ok
    assert (report.tables, report.schema) == (1, 7)
    assert report.size == report.pages * PAGE


def test_damage_is_an_answer_and_not_an_exception(store: Path) -> None:
    damage(store)
    assert not engine.verify(store).ok


@pytest.mark.parametrize("content", [b"", b"Dear shop, " * 500])
def test_what_is_no_database_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.db"
    path.write_bytes(content)
    report = engine.verify(path)
    assert report.problems
    assert path.read_bytes() == content


def test_a_dangling_reference_is_told(store: Path) -> None:
    with closing(engine.connect(store)) as connection:
        connection.execute("create table child (x integer references t(x)) strict")
        connection.execute("pragma foreign_keys=off")
        connection.execute("insert into child values (999999)")
    assert engine.verify(store).problems == ("child row 1 points to a missing t",)


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="database_cannot_open"):
        engine.verify(tmp_path / "missing.db")
    with pytest.raises(KnownError, match="database_cannot_open"):
        engine.backup(tmp_path / "missing.db", tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


def test_a_backup_holds_everything_and_is_one_file(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "copy.db"
    target.parent.mkdir()
    with closing(engine.connect(store)) as writer:
        writer.execute("insert into t (y) values ('still in the log')")
        report = engine.backup(store, target)
    assert report.ok
    assert report.schema == 7
    assert [item.name for item in target.parent.iterdir()] == ["copy.db"]
    with closing(engine.connect(target)) as copy:
        assert copy.execute("select count(*) from t").fetchone() == (2_001,)


def test_a_backup_under_load_has_every_commit_from_before(store: Path, tmp_path: Path) -> None:
    acknowledged = [0]
    stop, started = threading.Event(), threading.Event()

    def write() -> None:
        with closing(engine.connect(store)) as connection:
            while not stop.is_set():
                connection.execute("insert into t (y) values ('busy')")
                acknowledged[0] += 1
                started.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert started.wait(10)
        for number in range(5):
            before = acknowledged[0]
            target = tmp_path / f"copy{number}.db"
            assert engine.backup(store, target).ok
            with closing(engine.connect(target, readonly=True)) as copy:
                (found,) = copy.execute("select count(*) from t").fetchone()
            assert found >= 2_000 + before
    finally:
        stop.set()
        writer.join()


def test_a_damaged_source_never_replaces_a_good_backup(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    engine.backup(store, target)
    good = target.read_bytes()
    damage(store)
    with pytest.raises(KnownError) as caught:
        engine.backup(store, target)
    assert caught.value.kind in {"backup_damaged", "database_corrupt"}
    assert target.read_bytes() == good
    assert not list(tmp_path.glob(".*"))


def test_a_full_disk_leaves_the_last_backup(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copy.db"
    engine.backup(store, target)
    good = target.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files, "flush_to_disk", full)
    with pytest.raises(KnownError) as caught:
        engine.backup(store, target)
    assert caught.value.kind == "backup_failed"
    assert target.read_bytes() == good
    assert not list(tmp_path.glob(".*"))


def test_a_folder_that_is_missing_is_one_sentence(store: Path, tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="database_cannot_open") as caught:
        engine.backup(store, tmp_path / "no" / "copy.db")
    assert "no/copy.db" in caught.value.text.english().replace("\\", "/")
