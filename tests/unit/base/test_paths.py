"""Where things are kept, and which places are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.base import paths
from workbench.base.errors import KnownError

MOUNTS = """\
proc /proc proc rw 0 0
/dev/sda1 / ext4 rw 0 0
server:/home /home/anna nfs4 rw 0 0
//pc/share /mnt/my\\040share cifs rw 0 0
tmpfs /home/anna/cache tmpfs rw 0 0
/dev/sdb1 /mnt/again nfs rw 0 0
/dev/sdb1 /mnt/again ext4 rw 0 0
broken
"""


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    table = tmp_path / "mounts"
    table.write_text(MOUNTS, encoding="utf-8")
    return table


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/srv/data.db", None),
        ("/home/anna/data.db", "nfs4"),
        ("/home/annabel/data.db", None),
        ("/home/anna/cache/data.db", None),
        ("/mnt/my share/data.db", "cifs"),
        ("/mnt/again/data.db", None),
        ("\\\\server\\share\\data.db", "unc"),
    ],
)
def test_network_volumes_are_told_from_local_ones(
    place: str, kind: str | None, mounts: Path
) -> None:
    assert paths.network_kind(Path(place), mounts=mounts) == kind


def test_without_a_mount_table_nothing_is_refused(tmp_path: Path) -> None:
    assert paths.network_kind(Path("/srv/data.db"), mounts=tmp_path / "missing") is None


@pytest.mark.parametrize(
    ("place", "tool"),
    [
        ("/home/anna/OneDrive/shop", "OneDrive"),
        ("/home/anna/OneDrive - 店铺/shop", "OneDrive"),
        ("/home/anna/坚果云/shop", "坚果云"),
        ("/home/anna/OneDriveless/shop", None),
        ("/home/anna/shop", None),
    ],
)
def test_folders_of_sync_tools_are_seen(place: str, tool: str | None) -> None:
    assert paths.synced_by(Path(place)) == tool


def test_the_default_folder_follows_the_system(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert paths.default_data_dir().name == paths.APP_NAME
    assert paths.demo_dir(tmp_path).parent == tmp_path


def test_a_folder_is_made_with_its_parents(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert paths.ensure_folder(folder) == folder
    assert paths.ensure_folder(folder).is_dir()


def test_a_file_in_the_way_of_a_folder_is_one_sentence(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("x", encoding="utf-8")
    with pytest.raises(KnownError) as caught:
        paths.ensure_folder(taken)
    assert caught.value.kind == "folder_unusable"
    assert str(taken) in caught.value.text.english()
