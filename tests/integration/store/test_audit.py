"""The audit chain finds every edit, removal, swap and cut, and names the first bad entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.cases import NOW
from tests.helpers.stores import passing_store
from workbench.store import audit, upkeep
from workbench.store.queries import SqlQueries

if TYPE_CHECKING:
    from tests.helpers.allergic import LogGuard
    from workbench.base.engine import Connection
    from workbench.store.unit import Store


def _write(store: Store, count: int) -> None:
    with store.write() as unit:
        for number in range(count):
            unit.audit.append(
                at=NOW + number,
                actor="owner",
                command="agree_refund",
                subject=f"shop/{number}",
                decision="done",
                facts={"amount_fen": 12_800, "备注": "少件"},
            )
        unit.commit()


def _verified(store: Store) -> tuple[bool, int, int | None]:
    with store.read() as unit:
        return unit.audit.verify()


def _tamper(store: Store, *statements: str) -> None:
    for statement in statements:
        store.connections.writer().execute(statement)


TAMPERING = {
    "an amount": (["update audit set facts = replace(facts, '12800', '800') where seq = 4"], 4),
    "an actor": (["update audit set actor = 'somebody' where seq = 1"], 1),
    "a time": (["update audit set at = at + 1 where seq = 10"], 10),
    "a hash": (["update audit set hash = replace(hash, 'a', 'b') where seq = 6"], 6),
    "removed": (["delete from audit where seq = 5"], 5),
    "the first removed": (["delete from audit where seq = 1"], 1),
    "removed and closed up": (
        ["delete from audit where seq = 5", "update audit set seq = seq - 1 where seq > 5"], 5,
    ),
    "swapped": (
        ["update audit set seq = 99 where seq = 3", "update audit set seq = 3 where seq = 7",
         "update audit set seq = 7 where seq = 99"], 3,
    ),
    "the tail cut": (["delete from audit where seq > 8"], 9),
    "everything cut": (["delete from audit"], 1),
    "doubled": (
        ["create temp table t as select * from audit where seq = 10",
         "update t set seq = 11", "insert into audit select * from t"], 11,
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", TAMPERING)
def test_tampering_is_found_and_the_first_bad_entry_named(store: Store, what: str) -> None:
    _write(store, 6)
    _write(store, 4)
    assert _verified(store) == (True, 10, None)
    statements, first_bad = TAMPERING[what]
    _tamper(store, *statements)
    ok, _, bad = _verified(store)
    assert (ok, bad) == (False, first_bad)
    assert len(upkeep.doctor(store)) == 1


def _rebind(connection: Connection, last: int) -> None:
    """What a careful forger does: cut the tail and move the head inside the file too."""
    connection.execute("delete from audit where seq > ?", (last,))
    mark = connection.execute("select hash from audit where seq = ?", (last,)).fetchone()[0]
    connection.execute("update kv set value = ? where key = 'audit.head'", (f"{last} {mark}",))


def test_a_cut_that_moves_the_head_inside_is_found_by_the_head_outside(store: Store) -> None:
    _write(store, 10)
    _rebind(store.connections.writer(), 7)
    assert _verified(store) == (False, 7, 8)
    # Working on does not wipe the evidence away, however long.
    for _ in range(3):
        _write(store, 2)
    ok, entries, bad = _verified(store)
    assert (ok, entries) == (False, 13)
    assert bad == 10


def test_without_the_head_outside_the_same_cut_would_pass(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check is able to fail: a chain alone calls a cut log sound."""
    _write(store, 10)
    _rebind(store.connections.writer(), 7)
    monkeypatch.setattr(audit, "read_heads", lambda _: [(0, audit.START)])
    assert _verified(store) == (True, 7, None)


def test_a_missing_head_is_told_and_not_called_sound(store: Store) -> None:
    _write(store, 3)
    audit.head_file(store.path).unlink()
    assert _verified(store) == (False, 3, None)
    [problem] = upkeep.doctor(store)
    assert "audit.head" in problem.english()
    _write(store, 1)
    assert _verified(store)[0] is False  # nor does the next act make it good


def test_a_crash_between_commit_and_head_is_no_tampering(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(store, 3)
    with monkeypatch.context() as patch:
        patch.setattr(audit, "write_heads", lambda *_: None)
        _write(store, 2)
    assert _verified(store) == (True, 5, None)
    _write(store, 1)
    assert audit.read_heads(audit.head_file(store.path))[0][0] == 6
    assert _verified(store) == (True, 6, None)


def test_a_unit_that_is_left_adds_nothing(store: Store) -> None:
    _write(store, 2)
    with store.write() as unit:
        head = unit.audit.head()
        unit.audit.append(at=NOW, actor="a", command="c", subject="s", decision="d", facts={})
        assert unit.audit.head() != head
    assert _verified(store) == (True, 2, None)


facts = st.dictionaries(st.text(max_size=5), st.integers(-(2**53), 2**53) | st.text(max_size=5))


@given(st.lists(st.tuples(st.text(max_size=5), facts), min_size=1, max_size=6))
@settings(max_examples=30)
def test_any_entries_verify_and_are_read_back(some: list[tuple[str, dict[str, object]]]) -> None:
    with passing_store() as store:
        with store.write() as unit:
            for actor, said in some:
                unit.audit.append(
                    at=NOW, actor=actor, command="c", subject="s", decision="d", facts=said
                )
            unit.commit()
        assert _verified(store) == (True, len(some), None)
        entries = SqlQueries(store.connections).audit(limit=10)
        assert [(entry.actor, entry.facts) for entry in reversed(entries)] == some
        assert len(SqlQueries(store.connections).audit(limit=10, before=2)) == 1


def test_a_head_that_cannot_be_written_does_not_undo_a_commit(
    store: Store, monkeypatch: pytest.MonkeyPatch, log_guard: LogGuard
) -> None:
    """What is durable is no failure; the older head vouches until the next one is kept."""
    log_guard.expect("head was not kept outside")
    _write(store, 2)
    with monkeypatch.context() as patch:
        patch.setattr(audit, "write_heads", _denied)
        _write(store, 3)
    assert _verified(store) == (True, 5, None)
    assert [seq for seq, _ in audit.read_heads(audit.head_file(store.path))] == [2]
    _write(store, 1)
    assert _verified(store) == (True, 6, None)
    assert [seq for seq, _ in audit.read_heads(audit.head_file(store.path))] == [6]


def _denied(*_: object) -> None:
    raise PermissionError(13, "denied")
