"""Attachments: kept byte for byte, once, for their owner only, and whole or not at all."""

from __future__ import annotations

import hashlib
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from workbench.base import files
from workbench.base.errors import BugError, KnownError
from workbench.store.attachments import AttachmentStore

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def kept(tmp_path: Path) -> AttachmentStore:
    return AttachmentStore(tmp_path / "data")


def test_a_file_is_kept_byte_for_byte_and_once(kept: AttachmentStore, tmp_path: Path) -> None:
    content = bytes(range(256)) * 9000  # more than one block
    for name in ("照片.jpg", "copy.png"):
        (tmp_path / name).write_bytes(content)
        assert kept.keep(tmp_path / name) == (hashlib.sha256(content).hexdigest(), len(content))
    path = kept.path(hashlib.sha256(content).hexdigest())
    assert path.read_bytes() == content
    inside = [item for item in (tmp_path / "data").rglob("*") if item.is_file()]
    assert inside == [path]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_damaged_copy_is_replaced_by_the_good_one(kept: AttachmentStore, tmp_path: Path) -> None:
    source = tmp_path / "a"
    source.write_bytes(b"abc")
    sha256, _ = kept.keep(source)
    kept.path(sha256).write_bytes(b"")
    kept.keep(source)
    assert kept.path(sha256).read_bytes() == b"abc"


@pytest.mark.parametrize("what", ["missing", "folder"])
def test_what_cannot_be_read_is_a_sentence(
    kept: AttachmentStore, tmp_path: Path, what: str
) -> None:
    source = tmp_path / what
    if what == "folder":
        source.mkdir()
    with pytest.raises(KnownError) as caught:
        kept.keep(source)
    assert caught.value.kind == "file_unreadable"
    assert not [item for item in (tmp_path / "data").rglob("*") if item.is_file()]


def test_a_full_disk_keeps_nothing_and_says_so(
    kept: AttachmentStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "a"
    source.write_bytes(b"abc")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "replace_durably", full)
    with pytest.raises(KnownError) as caught:
        kept.keep(source)
    assert caught.value.kind == "attachment_failed"
    assert not [item for item in (tmp_path / "data").rglob("*") if item.is_file()]


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_only_a_hash_is_a_name(kept: AttachmentStore, name: str) -> None:
    with pytest.raises(BugError):
        kept.path(name)
