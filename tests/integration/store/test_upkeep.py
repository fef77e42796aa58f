"""Backup, the restore drill with hostile files, and the doctor."""

from __future__ import annotations

import hashlib
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.helpers.cases import NOW, make_case
from tests.helpers.stores import new_store, save
from tests.integration.store.signature import signature
from tests.integration.store.test_round_trip import make_item
from workbench.base import engine, files
from workbench.base.errors import KnownError
from workbench.domain.case import Case, Intent
from workbench.domain.kinds import Action, CommandId, Delivery
from workbench.store import audit, restoring, schema, shape, upkeep
from workbench.store.opening import open_store
from workbench.store.queries import SqlQueries

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.store.unit import Store


def _decided(number: str, state: Delivery) -> Case:
    intent = Intent(
        command_id=CommandId(f"c{number}"),
        action=Action.AGREE_REFUND,
        state=state,
        actor="owner",
        decided_at=NOW,
        hold_until=NOW,
    )
    return make_case(number, intent=intent)


@pytest.fixture
def busy(store: Store) -> Store:
    """A store with an act in every state that matters, and an audit."""
    states = [Delivery.WAITING, Delivery.SENDING, Delivery.UNKNOWN, Delivery.HANDOFF, Delivery.DONE]
    with store.write() as unit:
        for number, state in enumerate(states):
            unit.cases.save(_decided(str(number), state))
            unit.outbox.add(make_item(f"c{number}", case_id=str(number), state=state, owner="me"))
            unit.audit.append(
                at=NOW, actor="owner", command="agree", subject=str(number), decision="x", facts={}
            )
        unit.commit()
    return store


def _edit(path: Path, *statements: str) -> None:
    with closing(engine.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.execute("pragma journal_mode = delete")


# ------------------------------------------------------------------------------------ backup


def test_a_backup_is_whole_while_a_unit_is_open(busy: Store, tmp_path: Path) -> None:
    file = tmp_path / "backup.db"
    with busy.write() as unit:
        unit.cases.save(make_case("not yet committed"))
        told = upkeep.backup(busy, file)
    assert told == {"file": str(file), "size": file.stat().st_size, "cases": 5, "audit": 5}
    assert engine.verify(file).ok
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("backup")] == [
        "backup.db"
    ]


def test_a_backup_never_goes_over_the_store_itself(busy: Store) -> None:
    before = signature(busy.path)
    with pytest.raises(KnownError) as caught:
        upkeep.backup(busy, busy.path)
    assert caught.value.kind == "backup_over_store"
    assert signature(busy.path) == before


# ----------------------------------------------------------------------------------- restore


def test_restoring_brings_the_state_back_and_sends_nothing_blindly(
    busy: Store, tmp_path: Path
) -> None:
    file = tmp_path / "backup.db"
    upkeep.backup(busy, file)
    save(busy, [make_case("later")])
    later = signature(busy.path)
    content = hashlib.sha256(file.read_bytes()).hexdigest()
    busy.close()
    told = restoring.restore(busy.path, file, at=NOW + 5)
    assert (told["cases"], told["looked_up"], told["audit_ok"]) == (5, 2, True)
    assert hashlib.sha256(file.read_bytes()).hexdigest() == content  # the backup is only read

    store = open_store(busy.path)
    with store.read() as unit:
        states = {str(item.command_id): item.state for item in unit.outbox.recent(9)}
        cases = {n: unit.cases.get(make_case(str(n)).key) for n in range(5)}
        assert unit.cases.get(make_case("later").key) is None
        assert unit.audit.verify() == (True, 6, None)
    assert states == {
        "c0": Delivery.UNKNOWN,
        "c1": Delivery.UNKNOWN,
        "c2": Delivery.UNKNOWN,
        "c3": Delivery.HANDOFF,
        "c4": Delivery.DONE,
    }
    for number, case in cases.items():
        assert case is not None
        assert case.intent is not None
        assert case.intent.state == states[f"c{number}"]
    last = SqlQueries(store.connections).audit(limit=1)[0]
    assert (last.command, last.at, last.facts["looked_up"]) == ("restore", NOW + 5, ["c0", "c1"])
    assert upkeep.doctor(store) == []
    store.close()
    assert signature(tmp_path / told["aside"]) == later  # the store before it is kept, whole


def test_a_store_with_a_log_beside_it_is_no_backup(busy: Store, tmp_path: Path) -> None:
    other = new_store(tmp_path / "other")
    other.close()
    assert busy.path.with_name(busy.path.name + "-wal").stat().st_size
    with pytest.raises(KnownError) as caught:
        restoring.restore(other.path, busy.path)
    assert caught.value.kind == "backup_unusable"


STEAL = (
    "create trigger steal after insert on outbox begin"
    " update outbox set args = '{}' where seq = new.seq; end"
)
HOSTILE = {
    "trigger": (STEAL, "backup_altered"),
    "view": ("create view cases_view as select * from cases", "backup_altered"),
    "table": ("create table extra (x)", "backup_altered"),
    "index gone": ("drop index cases_open", "backup_altered"),
    "column": ("alter table kv add column x integer", "backup_altered"),
    "newer": (f"pragma user_version = {schema.VERSION + 1}", "newer_store"),
    "foreign": ("pragma application_id = 1", "foreign_file"),
    "no version": ("pragma user_version = 0", "backup_altered"),
    "orphan": ("insert into tags values ('x', 99)", "backup_unusable"),
}


def _stays(store: Store, file: Path, kind: str) -> None:
    store.close()
    before, head = signature(store.path), audit.read_heads(audit.head_file(store.path))
    with pytest.raises(KnownError) as caught:
        restoring.restore(store.path, file)
    assert caught.value.kind == kind
    assert signature(store.path) == before
    assert audit.read_heads(audit.head_file(store.path)) == head
    assert not [path for path in store.path.parent.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("what", HOSTILE)
def test_a_backup_that_was_tampered_with_is_refused(busy: Store, tmp_path: Path, what: str) -> None:
    file = tmp_path / "backup.db"
    upkeep.backup(busy, file)
    statement, kind = HOSTILE[what]
    _edit(file, "pragma foreign_keys = off", statement)
    _stays(busy, file, kind)


def test_without_the_comparison_of_shapes_the_trigger_would_come_in(
    busy: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check is able to fail: every integrity check passes the hostile file."""
    file = tmp_path / "backup.db"
    upkeep.backup(busy, file)
    _edit(file, STEAL)
    monkeypatch.setattr(shape, "foreign_part", lambda *_: None)
    busy.close()
    restoring.restore(busy.path, file)
    with closing(engine.connect(busy.path)) as connection:
        [[name]] = connection.execute("select name from sqlite_schema where type = 'trigger'")
    assert name == "steal"


@pytest.mark.parametrize("what", ["empty", "text", "cut", "missing", "link", "folder", "flipped"])
def test_what_is_no_backup_is_refused(busy: Store, tmp_path: Path, what: str) -> None:
    good, file = tmp_path / "good.db", tmp_path / "bad.db"
    upkeep.backup(busy, good)
    content = good.read_bytes()
    if what == "empty":
        file.touch()
    elif what == "text":
        file.write_text("退款编号,金额\n" * 1000, encoding="utf-8")
    elif what == "cut":
        file.write_bytes(content[: len(content) // 2])
    elif what == "link":
        file.symlink_to(good)
    elif what == "folder":
        file.mkdir()
    elif what == "flipped":
        file.write_bytes(content[:4096] + bytes(4096) + content[8192:])
    _stays(busy, file, "backup_unusable")


def test_a_store_that_somebody_uses_is_not_replaced(busy: Store, tmp_path: Path) -> None:
    file = tmp_path / "backup.db"
    upkeep.backup(busy, file)
    busy.close()
    with closing(engine.connect(busy.path)) as other:
        other.execute("begin")
        other.execute("select count(*) from cases").fetchall()
        with pytest.raises(KnownError) as caught:
            restoring.restore(busy.path, file)
    assert caught.value.kind == "store_in_use"
    restoring.restore(busy.path, file)


def test_a_damaged_store_is_kept_aside_and_replaced(busy: Store, tmp_path: Path) -> None:
    file = tmp_path / "backup.db"
    upkeep.backup(busy, file)
    busy.close()
    busy.path.write_bytes(b"\x00" * 100_000)
    told = restoring.restore(busy.path, file)
    assert (tmp_path / told["aside"]).read_bytes() == b"\x00" * 100_000
    store = open_store(busy.path)
    assert upkeep.doctor(store) == []
    store.close()


def test_a_missing_store_is_restored_too(busy: Store, tmp_path: Path) -> None:
    file = tmp_path / "backup.db"
    upkeep.backup(busy, file)
    path = tmp_path / "elsewhere" / "workbench.db"
    assert restoring.restore(path, file)["aside"] == ""
    store = open_store(path)
    assert upkeep.doctor(store) == []
    store.close()


def test_a_crash_at_any_point_of_a_restore_leaves_one_sound_store(
    busy: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "backup.db"
    upkeep.backup(busy, file)
    save(busy, [make_case("later")])
    busy.close()

    class Killed(BaseException):
        """As a kill would be, but for the files that a temporary folder leaves."""

    for name, module in (
        ("write_heads", audit),
        ("_link", restoring),
        ("replace_durably", files),
    ):

        def die(*_: object) -> None:
            raise Killed

        with monkeypatch.context() as patch:
            patch.setattr(module, name, die)
            with pytest.raises(Killed):
                restoring.restore(busy.path, file)
        store = open_store(busy.path)
        assert upkeep.doctor(store) == [], name
        with store.read() as unit:
            assert unit.cases.get(make_case("later").key) is not None
        store.close()

    real = audit.write_heads

    def die_last(path: Path, *heads: audit.Head) -> None:
        if path == audit.head_file(busy.path) and len(heads) == 1:
            raise Killed
        real(path, *heads)

    with monkeypatch.context() as patch:
        patch.setattr(audit, "write_heads", die_last)
        with pytest.raises(Killed):
            restoring.restore(busy.path, file)
    store = open_store(busy.path)
    assert upkeep.doctor(store) == []
    with store.read() as unit:
        assert unit.cases.get(make_case("later").key) is None
    store.close()


# ------------------------------------------------------------------------------------ doctor

WRONG = {
    "act without case": "update outbox set case_id = 'gone' where state = 'waiting'",
    "case without act": "delete from outbox where state = 'sending'",
    "search": "delete from search where rowid = 1",
    "counters": "update counters set n = n + 1",
    "trigger": STEAL,
    "orphan": "insert into tags values ('x', 99)",
    "audit": "delete from audit where seq = 2",
}


@pytest.mark.parametrize("what", WRONG)
def test_the_doctor_says_what_is_wrong(busy: Store, what: str) -> None:
    assert upkeep.doctor(busy) == []
    busy.close()
    with closing(engine.connect(busy.path)) as connection:
        connection.execute("pragma foreign_keys = off")
        connection.execute(WRONG[what])
    [problem] = upkeep.doctor(busy)
    assert problem.english().endswith(".")


def test_a_case_saved_again_keeps_the_doctor_content(busy: Store) -> None:
    save(busy, [replace(_decided("0", Delivery.WAITING), reason="少件")])
    assert upkeep.doctor(busy) == []
