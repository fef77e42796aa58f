"""Comparing a shown list with a fresh one, and putting back what must not go yet."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from workbench.services.queries import Snapshot
from workbench.ui.models.difference import Difference, compare, with_kept


def snapshot(*pairs: tuple[int, int]) -> Snapshot:
    """A snapshot of (id, due)."""
    return Snapshot(
        ids=array("q", [number for number, _ in pairs]),
        due=array("q", [due for _, due in pairs]),
        loss=array("q", [0 for _ in pairs]),
        total_fen=0, as_of=0, complete=True, token=0,
    )  # fmt: skip


def test_new_moved_and_gone_are_told_apart() -> None:
    shown = snapshot((1, 10), (2, 20), (3, 30))
    fresh = snapshot((4, 5), (1, 10), (3, 99))
    found = compare(shown.ids, shown.due, fresh, {1, 2, 3, 4})
    assert found == Difference(
        new=frozenset({4}), moved=frozenset({3}), gone=frozenset({2}), here=frozenset({1, 3})
    )


def test_only_changed_cards_are_looked_at() -> None:
    shown, fresh = snapshot((1, 10)), snapshot((1, 99), (2, 5))
    assert compare(shown.ids, shown.due, fresh, ()) == Difference()
    assert not Difference(here=frozenset({1}))


def test_many_changes_are_found_as_few_are() -> None:
    shown = snapshot(*((number, number) for number in range(100)))
    fresh = snapshot(*((number, number) for number in range(50, 150)))
    found = compare(shown.ids, shown.due, fresh, range(150))
    assert found.new == frozenset(range(100, 150))
    assert found.gone == frozenset(range(50))


def test_a_kept_card_stands_behind_its_old_neighbour() -> None:
    shown = snapshot((1, 10), (2, 20), (3, 30), (4, 40))
    merged = with_kept(snapshot((9, 5), (1, 10), (3, 30)), shown.ids, shown.due, {2, 4})
    assert list(merged.ids) == [9, 1, 2, 3, 4]
    assert list(merged.due) == [5, 10, 20, 30, 40]
    assert len(merged.loss) == 5


IDS = st.lists(st.integers(1, 60), unique=True, max_size=30)


@given(IDS, IDS, st.sets(st.integers(1, 60), max_size=4))
def test_keeping_loses_and_doubles_nothing(
    shown: list[int], fresh: list[int], kept: set[int]
) -> None:
    old = snapshot(*((number, number) for number in shown))
    new = snapshot(*((number, number) for number in fresh))
    merged = with_kept(new, old.ids, old.due, kept)
    assert [n for n in merged.ids if n in set(fresh)] == fresh, "the fresh order stays"
    assert set(merged.ids) == set(fresh) | (kept & set(shown))
    assert len(merged.ids) == len(set(merged.ids)) == len(merged.due) == len(merged.loss)
