"""Where the program keeps its things, and which places are no good for a database.

Everything lives below one data folder, so that ``--data-dir`` moves all of it and a backup of
the folder is a backup of the program.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import platformdirs

from workbench.base.errors import KnownError
from workbench.base.texts import text

APP_NAME = "aftersale-workbench"

# https://www.sqlite.org/wal.html: the shared memory of WAL does not work across machines.
# 9p and virtiofs are absent on purpose: they are local disks of containers and small VMs.
NETWORK_KINDS = frozenset(
    {
        "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "gfs2", "glusterfs", "gpfs",
        "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "smb", "smb2", "smb3", "smbfs",
        "fuse.cephfs", "fuse.davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse",
        "fuse.rclone", "fuse.smbnetfs", "fuse.sshfs",
    }
)  # fmt: skip

# Folders of tools that copy files while they are open; matched against whole folder names.
SYNC_FOLDERS = (
    "OneDrive", "Dropbox", "Google Drive", "iCloud Drive", "Nutstore", "坚果云", "BaiduSyncdisk",
    "百度网盘同步空间", "BaiduNetdiskWorkspace",
)  # fmt: skip

_DRIVE_REMOTE = 4  # GetDriveTypeW
_OCTAL = re.compile(r"\\([0-7]{3})")  # how the mount table writes a blank: \040


def default_data_dir() -> Path:
    """The data folder when none is named: ``~/.local/share/aftersale-workbench`` on Linux."""
    return platformdirs.user_data_path(APP_NAME, appauthor=False)


def demo_dir(data_dir: Path) -> Path:
    """Where ``workbench demo`` keeps its sandbox shop, apart from real work."""
    return data_dir / "demo"


def log_dir(data_dir: Path) -> Path:
    """The folder of the log files."""
    return data_dir / "log"


def settings_file(data_dir: Path) -> Path:
    """The settings of this data folder."""
    return data_dir / "settings.json"


def ensure_folder(folder: Path) -> Path:
    """``folder``, made if it is missing (for its owner only).

    Raises ``KnownError`` ``folder_unusable`` when it cannot be made or is a file.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise KnownError(
            "folder_unusable",
            text(
                "The folder {folder} cannot be used ({why}): choose another one with --data-dir.",
                folder=str(folder),
                why=error.strerror or type(error).__name__,
            ),
        ) from error
    return folder


def network_kind(path: Path, *, mounts: Path = Path("/proc/mounts")) -> str | None:
    """The kind of network volume ``path`` is on, such as ``nfs4``; ``None`` for a local disk.

    Looks at UNC names and drive types on Windows and at the mount table on Linux. macOS does
    not tell without starting a program; there the answer is always ``None``.
    """
    if str(path).startswith("\\\\"):
        return "unc"
    if sys.platform == "win32":
        return _windows_kind(path)
    try:
        table = mounts.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return None
    kind = _mounted_kind(path.resolve(), table)
    return kind if kind in NETWORK_KINDS else None


def _mounted_kind(path: Path, table: str) -> str | None:
    """The file system of the longest mount point above ``path``; later lines win."""
    best, kind = -1, None
    for line in table.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = _OCTAL.sub(lambda found: chr(int(found[1], 8)), fields[1])
        if len(point) >= best and path.is_relative_to(point):
            best, kind = len(point), fields[2]
    return kind


def _windows_kind(path: Path) -> str | None:
    """``remote drive`` for a mapped network drive."""
    if sys.platform == "win32":
        import ctypes

        drive = path.resolve().drive + "\\"
        if ctypes.windll.kernel32.GetDriveTypeW(drive) == _DRIVE_REMOTE:
            return "remote drive"
    return None


def synced_by(path: Path) -> str | None:
    """The sync tool whose folder ``path`` lies in, by folder name; ``None`` if none is seen.

    Such tools copy a live database in pieces, so the person is warned and asked.
    """
    for part in path.absolute().parts:
        for name in SYNC_FOLDERS:
            if part == name or part.startswith(f"{name} - "):
                return name
    return None
