"""A store of plain dictionaries: transactions roll back by copying, nothing else is simulated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from workbench.domain.case import Case, CaseKey, Entry, Shop, TimelineEntry
from workbench.domain.kinds import CaseId, ShopId
from workbench.services.import_ports import Remembered
from workbench.services.ports import Change


@dataclass
class Shelf:
    """Everything that is stored."""

    cases: dict[CaseKey, Case] = field(default_factory=dict)
    timeline: dict[CaseKey, list[TimelineEntry]] = field(default_factory=dict)
    rows: dict[CaseKey, dict[str, str]] = field(default_factory=dict)
    shops: dict[str, Shop] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    audit: list[dict[str, Any]] = field(default_factory=list)
    memory: dict[CaseKey, tuple[str, tuple[str, ...], list[str]]] = field(default_factory=dict)
    loaded: int = 0  # cases that were asked for

    def copy(self) -> Shelf:
        """A copy that can be thrown away."""
        return Shelf(
            dict(self.cases),
            {key: list(told) for key, told in self.timeline.items()},
            dict(self.rows),
            dict(self.shops),
            dict(self.values),
            list(self.audit),
            dict(self.memory),
            self.loaded,
        )


class Cases:
    """``CaseRepository`` as far as imports need it."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    def get_many(self, keys: Sequence[CaseKey]) -> dict[CaseKey, Case]:
        return {key: self.shelf.cases[key] for key in keys if key in self.shelf.cases}

    def save(self, case: Case, timeline: Iterable[TimelineEntry] = ()) -> None:
        self.shelf.cases[case.key] = case
        told = self.shelf.timeline.setdefault(case.key, [])
        known = {(entry.at, entry.kind, entry.text) for entry in told}
        told += [entry for entry in timeline if (entry.at, entry.kind, entry.text) not in known]

    def remember_row(self, key: CaseKey, file_id: str, row: dict[str, str]) -> None:
        del file_id
        self.shelf.rows[key] = row

    def open_keys(self, shop: str) -> list[CaseKey]:
        return [k for k, case in self.shelf.cases.items() if k.shop == shop and not case.final]


class RememberingCases(Cases):
    """Cases that also keep and find many rows at once (``import_ports.RowMemory``)."""

    def of_parcel(self, case: Case) -> list[Case]:
        raise NotImplementedError

    def owing_keys(self, shop: str) -> list[CaseKey]:
        raise NotImplementedError

    def remember_rows(
        self, file_id: str, rows: Iterable[tuple[CaseKey, tuple[str, ...], Sequence[str]]]
    ) -> None:
        for key, names, cells in rows:
            self.shelf.memory[key] = (file_id, names, list(cells))

    def remembered(self, shop: str, case_ids: Sequence[str]) -> dict[str, Remembered]:
        found = {}
        for case_id in case_ids:
            key = CaseKey(ShopId(shop), CaseId(case_id))
            if key in self.shelf.memory:
                case = self.shelf.cases[key]
                found[case_id] = Remembered(
                    *self.shelf.memory[key], quiet=not (case.busy or case.local.absent)
                )
        return found

    def get_many(self, keys: Sequence[CaseKey]) -> dict[CaseKey, Case]:
        self.shelf.loaded += len(keys)
        return super().get_many(keys)


class Shops:
    """``ShopRepository`` as far as imports need it."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    def get(self, name_or_id: str) -> Shop | None:
        shops = self.shelf.shops.values()
        return next((shop for shop in shops if name_or_id in (shop.id, shop.name)), None)

    def save(self, shop: Shop) -> None:
        self.shelf.shops[shop.id] = shop


class Audit:
    """``AuditLog`` that only keeps."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    def append(self, **entry: Any) -> None:
        self.shelf.audit.append(entry)


class Values:
    """``KeyValues`` that only keeps."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    def set(self, key: str, value: str | None) -> None:
        self.shelf.values.pop(key, None)
        if value is not None:
            self.shelf.values[key] = value


class NoEntries:
    """Orders without any reopened entry."""

    def entries_in(self, shop: str, states: Sequence[str]) -> list[Entry]:
        """No order has one."""
        del shop, states
        return []


class NoActs:
    """An outbox without any acts."""

    def get(self, command_id: str) -> None:
        """No act has this id."""


class Unit:
    """One unit of work on a copy of the shelf."""

    def __init__(self, store: MemoryStore, shelf: Shelf) -> None:
        self._store = store
        self._shelf = shelf
        self.cases = store.cases_of(shelf)
        self.shops = Shops(shelf)
        self.audit = Audit(shelf)
        self.values = Values(shelf)
        self.outbox = NoActs()
        self.orders = NoEntries()

    def commit(self) -> tuple[Change, ...]:
        self._store.shelf = self._shelf
        self._store.commits += 1
        return ()


class MemoryStore:
    """``Store``: what is not committed is gone."""

    def __init__(self, *, remembering: bool = False) -> None:
        self.shelf = Shelf()
        self.commits = 0
        self.cases_of = RememberingCases if remembering else Cases

    @contextmanager
    def write(self) -> Iterator[Unit]:
        yield Unit(self, self.shelf.copy())

    @contextmanager
    def read(self) -> Iterator[Unit]:
        yield Unit(self, self.shelf.copy())
