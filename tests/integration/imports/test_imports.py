"""What the fakes promise holds on the real store: repeat, stop, kill, find again."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.files import tables
from tests.unit.files.test_samples import SAMPLES
from workbench.base import resources
from workbench.domain.case import Case, CaseKey, TimelineEntry
from workbench.domain.kinds import CaseId, Platform
from workbench.services.importing import Cancelled, Importer, ImportReport
from workbench.store.opening import open_store
from workbench.store.unit import Store

ROOT = Path(__file__).resolve().parents[3]
State = dict[CaseKey, tuple[Case, tuple[TimelineEntry, ...]]]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store in an empty folder."""
    opened = open_store(tmp_path / "store.db")
    yield opened
    opened.close()


def take(store: Store, path: Path, **options: object) -> ImportReport:
    """Import a file into the shop."""
    importer = Importer(
        store=store,
        reader=tables.reader(),
        policies=tables.book(),
        now=lambda: tables.NOW,
        batch=50,
    )
    return importer.run([path], **{"shop": "岚屿", **options})  # type: ignore[arg-type]


def state(store: Store, ids: list[str]) -> State:
    """Cases and timelines of the shop."""
    with store.read() as uow:
        shop = uow.shops.get("岚屿")
        if shop is None:
            return {}
        cases = uow.cases.get_many([CaseKey(shop.id, CaseId(one)) for one in ids])
        return {key: (case, tuple(uow.cases.timeline(key))) for key, case in cases.items()}


def ids_of(report: ImportReport) -> list[str]:
    """The case ids of a small file."""
    return [line.case_id for file in report.files for line in file.lines]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_comes_in_once(name: str, store: Store) -> None:
    platform = SAMPLES[name]
    options = {"platform": str(platform)} if platform else {}
    path = resources.folder("samples") / name
    first = take(store, path, **options)
    (told,) = first.files
    assert told.added == told.rows - len(told.rejected)
    before = state(store, ids_of(first))
    assert len(before) == told.added
    (again,) = take(store, path, **options).files
    assert (again.added, again.updated, again.unchanged) == (0, 0, told.added)
    assert state(store, ids_of(first)) == before


def many(folder: Path, count: int = 1_000) -> Path:
    """A file of many rows."""
    changes = ({"退款编号": f"17{n:016}", "买家退款金额": f"{n + 1}.00"} for n in range(count))
    return tables.write_csv(folder / "many.csv", tables.table("taobao_51", *changes), "gb18030")


def test_stopping_leaves_nothing_and_the_store_goes_on(tmp_path: Path, store: Store) -> None:
    path = many(tmp_path)
    with pytest.raises(Cancelled):
        take(store, path, progress=lambda done, _: done < 600)
    with store.read() as uow:
        assert uow.shops.get("岚屿") is None
        assert not uow.cases.find("17" + "0" * 16)
    assert take(store, path).files[0].added == 1_000


def test_many_rows_a_second_time_change_nothing(tmp_path: Path, store: Store) -> None:
    path = many(tmp_path)
    ids = [f"17{n:016}" for n in range(1_000)]
    take(store, path)
    before = state(store, ids)
    (again,) = take(store, path).files
    assert (again.added, again.updated, again.unchanged) == (0, 0, 1_000)
    assert state(store, ids) == before


def test_a_preview_writes_nothing(tmp_path: Path, store: Store) -> None:
    preview = take(store, many(tmp_path, 60), dry_run=True)
    assert preview.files[0].added == 60
    with store.read() as uow:
        assert uow.shops.get("岚屿") is None


def test_a_newer_row_moves_the_case_and_is_kept(tmp_path: Path, store: Store) -> None:
    take(store, tables.write_csv(tmp_path / "a.csv", tables.table("taobao_51", {})))
    change = {"退款状态": "卖家已经同意退款，等待买家退货", "超时时间": "2026-11-30 09:00:00"}
    report = take(store, tables.write_csv(tmp_path / "b.csv", tables.table("taobao_51", change)))
    assert report.files[0].updated == 1
    with store.read() as uow:
        (key,) = uow.cases.find("171234567890123456")
        assert uow.cases.row_as_it_came(key)["退款状态"] == change["退款状态"]
        assert [entry.kind for entry in uow.cases.timeline(key)].count("stage") == 1
        ok, entries, bad = uow.audit.verify()
    assert (ok, entries, bad) == (True, 2, None)


def test_tmall_and_taobao_files_go_to_the_platform_of_the_shop(store: Store) -> None:
    path = resources.folder("samples") / "tmall_51.xlsx"
    assert take(store, path).files[0].platform is Platform.TAOBAO
    report = take(store, path, platform="tmall")
    assert report.files[0].platform is Platform.TMALL
    kept = state(store, ids_of(report))
    assert {case.platform for case, _ in kept.values()} == {Platform.TMALL}


@pytest.mark.parametrize("seed", range(6))
def test_a_killed_import_left_nothing_or_all(seed: int, tmp_path: Path) -> None:
    path = many(tmp_path)
    file = tmp_path / "store.db"
    open_store(file).close()
    command = [sys.executable, "-m", "tests.integration.imports.kill_me", str(file), str(path)]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    for _ in range(random.Random(seed).randrange(1, 22)):
        child.stdout.readline()
    child.kill()
    child.wait()
    child.stdout.close()
    store = open_store(file)
    with store.read() as uow:
        shop = uow.shops.get("岚屿")
        found = [] if shop is None else uow.cases.open_keys(shop.id)
        assert len(found) in (0, 1_000)
    report = take(store, path)
    assert report.files[0].added + len(found) == 1_000
    assert report.files[0].rows == 1_000
    store.close()
