"""Worlds for the command line: made once, copied for every test."""

from __future__ import annotations

import shutil
import struct
import zlib
from typing import TYPE_CHECKING

import pytest

from tests.end2end.cli.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="session")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A folder with a fresh world of some make, the same one for the same options."""
    made: dict[tuple[str, ...], Path] = {}

    def of(*options: str) -> Path:
        if options not in made:
            folder = tmp_path_factory.mktemp("world") / "data"
            assert Shell(folder).run("sandbox", "new", *options).code == 0
            made[options] = folder
        return made[options]

    return of


@pytest.fixture
def world(worlds: Callable[..., Path], tmp_path: Path) -> Shell:
    """A shell over a copy of the world that most stories play in."""
    shutil.copytree(worlds("--cases", "200", "--pending", "160", "--seed", "3"), tmp_path / "data")
    return Shell(tmp_path / "data", names={"png": str(_picture(tmp_path / "talk.png"))})


@pytest.fixture
def empty(tmp_path: Path) -> Shell:
    """A shell over an empty data directory, where real shops go."""
    return Shell(tmp_path / "real", names={"png": str(_picture(tmp_path / "talk.png"))})


def _picture(path: Path) -> Path:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + b"\x55" * 12 for _ in range(4)))
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )
    return path
