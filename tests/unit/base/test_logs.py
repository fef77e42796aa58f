"""Log files: one line per record, nothing about a buyer, never more than five files."""

from __future__ import annotations

import logging
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.allergic import LogGuard
from workbench.base import logs, paths

log = logging.getLogger("workbench.test")


@pytest.fixture
def data_dir(tmp_path: Path) -> Iterator[Path]:
    """A data folder whose log is running at INFO."""
    root = logging.getLogger()
    level = root.level
    handler = logs.start(tmp_path, "window")
    yield tmp_path
    logs.stop(handler)
    root.setLevel(level)


def content(data_dir: Path) -> str:
    return (paths.log_dir(data_dir) / "window.log").read_text("utf-8")


def test_arguments_are_redacted(data_dir: Path) -> None:
    log.info("phone %s, %s", "13800001111", {"token": "abc"})
    assert "13800001111" not in content(data_dir)
    assert "abc" not in content(data_dir)
    assert "INFO workbench.test MainThread: phone [hidden]" in content(data_dir)


def test_tracebacks_are_redacted_and_stay_on_one_line(data_dir: Path, log_guard: LogGuard) -> None:
    log_guard.expect("sync failed")
    phone = "138" + "00001111"
    try:
        raise ValueError("address=文三路 10 号, phone " + phone)
    except ValueError:
        log.exception("sync failed\r\nfor one shop")
    found = content(data_dir)
    assert phone not in found
    assert "文三路" not in found
    assert "Traceback" in found
    assert found.count("\n") == 1
    assert "\r" not in found


def test_terminal_codes_and_odd_line_breaks_are_escaped(data_dir: Path) -> None:
    log.info("buyer\x1b[31m\u2028\x85\x00")
    line = content(data_dir)
    assert len(line.splitlines()) == 1
    assert "\\x1b" in line
    assert "\\u2028" in line


def test_a_huge_record_is_cut(data_dir: Path) -> None:
    log.info("x" * 100_000)
    assert len(content(data_dir)) < logs.LINE_CHARACTERS + 100
    assert "(cut)" in content(data_dir)


def test_times_are_written_at_beijing_time(data_dir: Path) -> None:
    log.info("now")
    assert "+08:00 INFO" in content(data_dir)


def test_libraries_that_log_whole_addresses_are_quiet(data_dir: Path) -> None:
    logging.getLogger("httpx2").info("GET https://example.com/?access_token=abc")
    log.info("done")
    assert "example.com" not in content(data_dir)


def test_at_most_five_files_stay(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (handler,) = (h for h in logging.getLogger().handlers if isinstance(h, logs.LogFile))
    monkeypatch.setattr(handler, "maxBytes", 500)
    for number in range(100):
        log.info("line %d", number)
    found = sorted(paths.log_dir(data_dir).iterdir())
    assert len(found) == logs.FILES
    assert "line 99" in content(data_dir)


def test_a_file_that_cannot_be_rotated_is_written_on(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (handler,) = (h for h in logging.getLogger().handlers if isinstance(h, logs.LogFile))
    monkeypatch.setattr(handler, "maxBytes", 200)

    def held_open(source: str, _target: str) -> None:
        raise PermissionError(source)

    monkeypatch.setattr(handler, "rotate", held_open)
    for number in range(20):
        log.info("line %d", number)
    assert "line 19" in content(data_dir)


@pytest.mark.skipif(sys.platform == "win32", reason="rights of this kind exist on POSIX only")
def test_log_files_are_for_their_owner_only(data_dir: Path) -> None:
    old = os.umask(0)
    try:
        log.info("x")
    finally:
        os.umask(old)
    mode = (paths.log_dir(data_dir) / "window.log").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600
