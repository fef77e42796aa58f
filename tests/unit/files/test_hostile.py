"""Hostile files are refused with one sentence, in time, and nothing of them comes in (check 25)."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest

from tests.unit.files import hostile, tables
from tests.unit.files.fakes import MemoryStore
from workbench.base.errors import KnownError
from workbench.platforms.files import container, sheets
from workbench.platforms.files.container import Limits
from workbench.platforms.files.reader import FileReader
from workbench.services.importing import Importer, ImportReport

SECONDS = 10
GROWTH_KB = 100 * 1024


def importer(store: MemoryStore, reader: FileReader | None = None) -> Importer:
    """The use case over a store of dictionaries."""
    return Importer(
        store=store,  # type: ignore[arg-type]  # as much of it as an import needs
        reader=reader or tables.reader(),
        policies=tables.book(),
        now=lambda: tables.NOW,
    )


def run(path: Path, store: MemoryStore, reader: FileReader | None = None) -> ImportReport:
    """Import one file into a new shop."""
    return importer(store, reader).run([path], shop="岚屿")


@pytest.mark.parametrize("name", hostile.HOSTILE)
def test_a_hostile_file_is_one_sentence_and_nothing_comes_in(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(hostile.HOSTILE[name](tmp_path))
    store = MemoryStore()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = monotonic()

    report = run(path, store)

    assert monotonic() - began < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < GROWTH_KB
    (failed,) = report.failed
    assert failed.error.kind == "unreadable"
    assert failed.error.exit_code == 3
    assert failed.file == name
    assert failed.error.text.english()[-1] == "."
    assert "\n" not in failed.error.text.english()
    assert not report.files
    assert not store.shelf.cases
    assert not store.shelf.shops


@pytest.mark.parametrize("cut", range(1, 40))
def test_an_export_cut_off_anywhere_is_refused(cut: int, tmp_path: Path) -> None:
    content = hostile.good_xlsx(tmp_path)
    path = tmp_path / "cut.xlsx"
    path.write_bytes(content[: len(content) * cut // 40])
    store = MemoryStore()
    report = run(path, store)
    assert [item.error.kind for item in report.failed] == ["unreadable"]
    assert not store.shelf.cases


def test_a_workbook_with_a_password_says_so(tmp_path: Path) -> None:
    path = tmp_path / "locked.zip"
    path.write_bytes(hostile.encrypted_zip(tmp_path))
    with pytest.raises(KnownError) as refused:
        container.sources(path)
    assert "password" in refused.value.text.english()


def test_what_is_missing_or_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.csv", tmp_path):
        report = run(path, MemoryStore())
        assert report.failed[0].error.kind == "unreadable"


def test_other_files_are_read_when_one_cannot_be(tmp_path: Path) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(hostile.png(tmp_path))
    good = tables.write_csv(tmp_path / "good.csv", tables.table("taobao_51", {}))
    store = MemoryStore()
    report = importer(store).run([bad, good], shop="岚屿")
    assert [file.added for file in report.files] == [1]
    assert report.exit_code == 3
    document = report.as_json()
    assert isinstance(document["files"], list)
    assert list(document["files"][0]) == ["file", "error"]


def test_the_limits_hold_while_reading_too(tmp_path: Path) -> None:
    path = tmp_path / "big.xlsx"
    path.write_bytes(hostile.workbook(hostile.cell("A1", "x" * 5_000)))
    limits = Limits(unpacked_bytes=4_000)
    with pytest.raises(KnownError):
        container.sources(path, limits)


def test_a_child_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    lines = tables.table("taobao_51", *({"退款编号": f"17{n:016}"} for n in range(3_000)))
    path = tables.write_xlsx(tmp_path / "slow.xlsx", lines)
    reader = FileReader(tables.book(), child=sheets.ChildLimits(seconds=0.01))
    store = MemoryStore()
    report = run(path, store, reader)
    assert "took too long" in report.failed[0].error.text.english()
    assert not store.shelf.cases


def test_a_child_without_memory_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    path.write_bytes(hostile.workbook(hostile.cell("A1", "x") + hostile.cell("ZZ90000", "x")))
    reader = FileReader(tables.book(), child=sheets.ChildLimits(memory_mb=200))
    report = run(path, MemoryStore(), reader)
    assert "too much memory" in report.failed[0].error.text.english()


def test_the_same_file_would_end_the_process_that_parses_it(tmp_path: Path) -> None:
    """The seeded bug: read it without a child, and whoever reads it is gone."""
    path = tmp_path / "far_corner.xlsx"
    path.write_bytes(hostile.far_corner(tmp_path))
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (10**9, 10**9));"
        "resource.setrlimit(resource.RLIMIT_CORE, (0, 0));"
        "from python_calamine import CalamineWorkbook;"
        "book = CalamineWorkbook.from_path(sys.argv[1]); book.get_sheet_by_index(0)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, str(path)], check=False, stderr=subprocess.DEVNULL
    )
    assert ended.returncode != 0


def test_without_the_check_of_the_directory_a_bomb_gets_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The seeded bug: the checks above rest on the limits, not on luck."""
    monkeypatch.setattr(container, "check_archive", lambda *_: [])
    monkeypatch.setattr(container, "_is_workbook", lambda _: True)
    path = tmp_path / "dense.xlsx"
    path.write_bytes(hostile.dense(tmp_path))
    assert container.sources(path)
