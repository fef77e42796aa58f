"""What a fresh snapshot would change in the shown one: which cards are new, moved, gone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable

    from workbench.services.queries import Snapshot

_FEW = 24  # so many ids are looked up one by one at the speed of C; more by one pass


@dataclass(frozen=True, slots=True)
class Difference:
    """Row ids that would enter, stand elsewhere, or leave; ``here`` changed and stay."""

    new: frozenset[int] = frozenset()
    moved: frozenset[int] = frozenset()
    gone: frozenset[int] = frozenset()
    here: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.new or self.moved or self.gone)


def compare(
    ids: array[int], due: array[int], fresh: Snapshot, changed: Iterable[int] | None
) -> Difference:
    """How ``fresh`` differs from the shown ``ids`` and ``due``, looking only at ``changed`` rows
    (at every row where that is None).

    A card counts as moved when its deadline has changed; a changed place alone, because others
    came or went, does not count.
    """
    changed = {*ids, *fresh.ids} if changed is None else set(changed)
    before = _places(ids, changed)
    after = _places(fresh.ids, changed)
    return Difference(
        new=frozenset(after.keys() - before.keys()),
        moved=frozenset(
            number
            for number in before.keys() & after.keys()
            if due[before[number]] != fresh.due[after[number]]
        ),
        gone=frozenset(before.keys() - after.keys()),
        here=frozenset(before.keys() & after.keys()),
    )


def with_kept(fresh: Snapshot, ids: array[int], due: array[int], kept: Iterable[int]) -> Snapshot:
    """``fresh`` with the ``kept`` ids of the shown list put back beside their old neighbours.

    They are few: the selected card and those whose decision can still be taken back.
    """
    absent = set(kept) - _places(fresh.ids, set(kept)).keys()
    places = _places(ids, absent)
    if not places:
        return fresh
    new_ids, new_due, new_loss = fresh.ids[:], fresh.due[:], fresh.loss[:]
    for number, row in sorted(places.items(), key=lambda pair: pair[1]):
        at = _behind(new_ids, ids, row)
        new_ids.insert(at, number)
        new_due.insert(at, due[row])
        new_loss.insert(at, 0)
    return replace(fresh, ids=new_ids, due=new_due, loss=new_loss)


def _behind(new_ids: array[int], ids: array[int], row: int) -> int:
    """The place behind the nearest card above ``row`` that is still there."""
    for above in range(row - 1, max(-1, row - 200), -1):
        try:
            return new_ids.index(ids[above]) + 1
        except ValueError:
            continue
    return min(row, len(new_ids)) if row >= 200 else 0


def _places(ids: array[int], wanted: set[int]) -> dict[int, int]:
    if len(wanted) > _FEW:
        return {number: place for place, number in enumerate(ids) if number in wanted}
    found: dict[int, int] = {}
    for number in wanted:
        try:
            found[number] = ids.index(number)
        except ValueError:
            continue
    return found
