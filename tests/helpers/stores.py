"""Stores for tests: an empty one per test, made by copying a file that was migrated once."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.store.opening import open_store, store_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workbench.domain.case import Case
    from workbench.store.unit import Store


@cache
def _template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="workbench-empty-"))
    open_store(store_file(folder)).close()
    return folder


def new_store(folder: Path) -> Store:
    """An empty store in ``folder``."""
    shutil.copytree(_template(), folder, dirs_exist_ok=True)
    return open_store(store_file(folder))


@contextmanager
def passing_store() -> Iterator[Store]:
    """An empty store that is gone afterwards: for every example of hypothesis."""
    with tempfile.TemporaryDirectory(prefix="workbench-store-") as folder:
        store = new_store(Path(folder))
        try:
            yield store
        finally:
            store.close()


def save(store: Store, cases: Iterable[Case]) -> None:
    """Save cases in one unit of work."""
    with store.write() as unit:
        for case in cases:
            unit.cases.save(case)
        unit.commit()
