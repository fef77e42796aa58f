"""Prints the Debian packages that this machine lacks: for a private Python, and for Qt.

    python packaging/system_libraries.py base [x11] [wayland]

Each kind of display needs its own; nothing is printed where nothing is missing. Runs on the bare
Python of the system, before anything is installed.
"""

from __future__ import annotations

import ctypes
import sys
from importlib.util import find_spec

# kind of display -> shared library -> Debian package (Debian 13 provides the old names too)
NEEDED: dict[str, dict[str, str]] = {
    "base": {
        "libglib-2.0.so.0": "libglib2.0-0",
        "libgthread-2.0.so.0": "libglib2.0-0",
        "libGL.so.1": "libgl1",
        "libEGL.so.1": "libegl1",
        "libxkbcommon.so.0": "libxkbcommon0",
        "libdbus-1.so.3": "libdbus-1-3",
        "libfontconfig.so.1": "libfontconfig1",
        "libfreetype.so.6": "libfreetype6",
    },
    "x11": {
        "libX11-xcb.so.1": "libx11-xcb1",
        "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
        "libxcb-cursor.so.0": "libxcb-cursor0",
        "libxcb-icccm.so.4": "libxcb-icccm4",
        "libxcb-image.so.0": "libxcb-image0",
        "libxcb-keysyms.so.1": "libxcb-keysyms1",
        "libxcb-randr.so.0": "libxcb-randr0",
        "libxcb-render-util.so.0": "libxcb-render-util0",
        "libxcb-shape.so.0": "libxcb-shape0",
        "libxcb-xkb.so.1": "libxcb-xkb1",
    },
    "wayland": {
        "libwayland-client.so.0": "libwayland-client0",
        "libwayland-cursor.so.0": "libwayland-cursor0",
        "libwayland-egl.so.1": "libwayland-egl1",
    },
}


def missing(kinds: list[str]) -> list[str]:
    """Packages to install for these kinds of display; empty off Linux, where Qt brings all."""
    if sys.platform != "linux":
        return []
    wanted = {library: name for kind in kinds for library, name in NEEDED[kind].items()}
    packages = {name for library, name in wanted.items() if not _loads(library)}
    if find_spec("venv") is None or find_spec("ensurepip") is None:
        packages.add(f"python3.{sys.version_info[1]}-venv")
    return sorted(packages)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    print(" ".join(missing(sys.argv[1:])))
