"""The connection factory: every opener gets the same safe connection, or one clear sentence."""

from __future__ import annotations

import multiprocessing
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from workbench.base import engine, paths
from workbench.base.errors import KnownError


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A database with one table ``t(x integer primary key, y text)`` and no rows."""
    path = tmp_path / "数据 %.db"
    with closing(engine.connect(path)) as connection:
        connection.execute("create table t (x integer primary key, y text) strict")
    return path


@pytest.fixture
def connection(store: Path) -> Iterator[engine.Connection]:
    with closing(engine.connect(store)) as opened:
        yield opened


def rows(connection: engine.Connection) -> list[int]:
    return [x for (x,) in connection.execute("select x from t order by x")]


def insert_and_fail(connection: engine.Connection, x: int) -> None:
    """A transaction with one inner transaction that worked, and then an error."""
    with engine.write_tx(connection):
        connection.execute("insert into t (x) values (?)", (x,))
        with engine.write_tx(connection):
            connection.execute("insert into t (x) values (?)", (x + 100,))
        raise RuntimeError


@pytest.mark.parametrize("readonly", [False, True])
def test_every_connection_has_the_pragmas(store: Path, readonly: bool) -> None:
    with closing(engine.connect(store, readonly=readonly)) as connection:
        found = {
            name: connection.execute(f"pragma {name}").fetchone()[0]
            for name in (
                "journal_mode", "synchronous", "foreign_keys", "trusted_schema",
                "cell_size_check", "busy_timeout",
            )
        }  # fmt: skip
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "busy_timeout": 5000,
    }


def test_a_pragma_that_did_not_take_effect_is_a_refusal(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(engine._PRAGMAS, "synchronous", 7)
    with pytest.raises(KnownError) as caught:
        engine.connect(store)
    assert caught.value.kind == "engine_refused"
    assert "synchronous" in caught.value.text.english()


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2)])
def test_an_engine_below_the_floor_is_refused(version: tuple[int, ...]) -> None:
    with pytest.raises(KnownError, match="engine_too_old") as caught:
        engine.check_version(version)
    assert "3.51.3" in caught.value.text.english()


def test_the_floor_itself_is_enough() -> None:
    engine.check_version(engine.FLOOR)


def test_two_characters_of_chinese_are_found(connection: engine.Connection) -> None:
    connection.execute("create virtual table f using fts5(x, tokenize='trigram')")
    connection.execute("insert into f values ('仅退款未发货')")
    assert connection.execute("select count(*) from f where x like '%退款%'").fetchone() == (1,)


def test_a_network_volume_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nfs(_path: Path) -> str:
        return "nfs4"

    monkeypatch.setattr(paths, "network_kind", nfs)
    with pytest.raises(KnownError, match="network_path") as caught:
        engine.connect(tmp_path / "a.db")
    assert "nfs4" in caught.value.text.english()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="rights of this kind exist on POSIX only")
def test_a_new_database_is_for_its_owner_only(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        with closing(engine.connect(tmp_path / "a.db")) as connection:
            connection.execute("create table t (x) ")
            modes = {stat.S_IMODE(item.stat().st_mode) for item in tmp_path.iterdir()}
    finally:
        os.umask(old)
    assert modes == {0o600}


def test_a_readonly_connection_makes_and_changes_nothing(store: Path, tmp_path: Path) -> None:
    with (
        closing(engine.connect(store, readonly=True)) as connection,
        pytest.raises(KnownError) as caught,
        engine.write_tx(connection),
    ):
        connection.execute("insert into t (x) values (1)")
    assert caught.value.kind == "database_readonly"
    with pytest.raises(KnownError, match="database_cannot_open"):
        engine.connect(tmp_path / "missing.db", readonly=True)
    assert not (tmp_path / "missing.db").exists()


def test_a_folder_that_is_missing_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as caught:
        engine.connect(tmp_path / "no" / "a.db")
    assert caught.value.kind == "database_cannot_open"
    assert caught.value.exit_code == 3
    assert str(tmp_path) in caught.value.text.english()


def test_a_foreign_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_bytes(b"Dear shop, " * 500)
    with pytest.raises(KnownError, match="not_a_database"):
        engine.connect(path)
    assert path.read_bytes() == b"Dear shop, " * 500


def test_a_transaction_commits_at_its_end(store: Path, connection: engine.Connection) -> None:
    with engine.write_tx(connection):
        connection.execute("insert into t (x) values (1)")
        with closing(engine.connect(store, readonly=True)) as other:
            assert rows(other) == []
    with closing(engine.connect(store, readonly=True)) as other:
        assert rows(other) == [1]


def test_an_exception_rolls_back(connection: engine.Connection) -> None:
    with pytest.raises(RuntimeError):
        insert_and_fail(connection, 1)
    assert rows(connection) == []
    assert not connection.in_transaction


def test_an_inner_transaction_fails_alone(connection: engine.Connection) -> None:
    with engine.write_tx(connection):
        connection.execute("insert into t (x) values (1)")
        with pytest.raises(RuntimeError):
            insert_and_fail(connection, 2)
        with engine.write_tx(connection):
            connection.execute("insert into t (x) values (4)")
    assert rows(connection) == [1, 4]


def test_a_rollback_from_below_keeps_the_first_error(connection: engine.Connection) -> None:
    connection.execute(
        "create trigger no before insert on t begin select raise(rollback, 'not today'); end"
    )
    with pytest.raises(engine.IntegrityError, match="not today"), engine.write_tx(connection):
        connection.execute("insert into t (x) values (1)")
    assert not connection.in_transaction


def test_the_lock_is_taken_at_once(store: Path, connection: engine.Connection) -> None:
    with closing(engine.connect(store)) as other:
        other.execute("pragma busy_timeout=1")
        with (
            engine.write_tx(connection),
            pytest.raises(KnownError) as caught,
            engine.write_tx(other),
        ):
            pytest.fail("two writers at once")
    assert caught.value.kind == "database_busy"
    assert caught.value.exit_code == 5


def test_our_own_mistakes_are_not_dressed_up(connection: engine.Connection) -> None:
    with pytest.raises(engine.OperationalError), engine.write_tx(connection):
        connection.execute("select * from nowhere")
    connection.execute("insert into t (x) values (1)")
    with pytest.raises(engine.IntegrityError), engine.write_tx(connection):
        connection.execute("insert into t (x) values (1)")


def test_a_full_disk_is_one_sentence_and_half_of_nothing(connection: engine.Connection) -> None:
    pages = connection.execute("pragma page_count").fetchone()[0]
    connection.execute(f"pragma max_page_count={pages + 2}")
    many = ((number, "y" * 500) for number in range(1_000))
    with pytest.raises(KnownError, match="disk_full"), engine.write_tx(connection):
        connection.executemany("insert into t (x, y) values (?, ?)", many)
    assert rows(connection) == []
    connection.execute("pragma max_page_count=100000")
    with engine.write_tx(connection):
        connection.execute("insert into t (x) values (1)")
    assert rows(connection) == [1]


SCRIPT = """
-- a trigger has semicolons inside
create table u (x integer) strict;
create trigger tr after insert on t begin
  insert into u values (new.x);
  insert into u values (-new.x);
end;
insert into t (x) values (1)
"""


def test_a_script_is_part_of_the_transaction(connection: engine.Connection) -> None:
    with engine.write_tx(connection):
        engine.run_script(connection, SCRIPT)
        assert connection.in_transaction
    assert connection.execute("select x from u order by x").fetchall() == [(-1,), (1,)]


def test_a_script_that_fails_leaves_nothing(connection: engine.Connection) -> None:
    with pytest.raises(engine.OperationalError), engine.write_tx(connection):
        engine.run_script(connection, SCRIPT + ";\ncreate table half (x")
    assert rows(connection) == []
    assert connection.execute("select count(*) from sqlite_schema").fetchone() == (1,)


def test_statements_are_counted(connection: engine.Connection) -> None:
    with engine.counting(connection) as seen, engine.write_tx(connection):
        connection.execute("insert into t (x)\n  values (1)")
    connection.execute("select 1")
    assert seen == ["begin immediate", "insert into t (x) values (1)", "commit"]


def test_sqlite_utils_works_on_it(store: Path) -> None:
    db = engine.database(store)
    with closing(db.conn):
        db.table("u").insert({"id": 1, "名": "退款"}, pk="id")
        db.table("u").upsert({"id": 1, "名": "退货"}, pk="id")
        assert list(db.query("select * from u")) == [{"id": 1, "名": "退货"}]
        assert db.table("u").strict


def test_sqlite_utils_can_share_a_connection(connection: engine.Connection) -> None:
    db = engine.database(connection)
    with engine.write_tx(connection):
        db.table("t").insert({"x": 1, "y": "a"})
        assert connection.in_transaction
    assert rows(connection) == [1]


def _open_and_insert(path: Path, barrier: multiprocessing.synchronize.Barrier, number: int) -> None:
    barrier.wait()
    with closing(engine.connect(path)) as connection, engine.write_tx(connection):
        connection.execute("create table if not exists t (x integer primary key) strict")
        connection.execute("insert into t (x) values (?)", (number,))


def test_first_start_of_six_processes_at_once(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(6)
    workers = [
        context.Process(target=_open_and_insert, args=(path, barrier, number))
        for number in range(6)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0] * 6
    with closing(engine.connect(path)) as connection:
        assert rows(connection) == list(range(6))
