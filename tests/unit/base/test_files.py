"""Writing files so that a crash leaves the old one or the new one."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from workbench.base import files


def test_written_content_is_there_and_no_temporary_stays(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    files.write_durably(target, b"one")
    files.write_durably(target, b"two")
    assert target.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(os.name != "posix", reason="rights of this kind exist on POSIX only")
def test_a_file_is_for_its_owner_only(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    files.write_durably(target, b"x")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.json"
    files.write_durably(target, b"old")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files, "flush_to_disk", full)
    with pytest.raises(OSError, match="No space"):
        files.write_durably(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_temporary_names_are_siblings_and_never_the_same(tmp_path: Path) -> None:
    names = {files.sibling_temp(tmp_path / "a.db") for _ in range(100)}
    assert len(names) == 100
    assert {name.parent for name in names} == {tmp_path}
