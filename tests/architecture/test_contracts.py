"""The import contracts hold, and each one is seen to break when somebody breaks it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

# Contract -> (file, text) that must break it. A contract counts once this has been seen.
PLANTS = {
    "layers: an import only points down": ("workbench/domain/planted.py", "import workbench.store"),
    "Qt only in the window": ("workbench/services/planted.py", "import PySide6.QtCore"),
    "the engine only in its rooms": ("workbench/ui/planted.py", "import sqlite3"),
    "the domain is pure": ("workbench/domain/planted.py", "import os"),
    "the product never imports its tests": ("workbench/base/planted.py", "import tests.helpers"),
}
_VERDICT = re.compile(r"^(.+?) (KEPT|BROKEN)\b", re.MULTILINE)


def contracts() -> list[str]:
    """The names of the contracts in pyproject.toml."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return [str(item["name"]) for item in settings["tool"]["importlinter"]["contracts"]]


def verdicts(folder: Path) -> tuple[dict[str, str], str]:
    """Contract -> KEPT or BROKEN for the tree in ``folder``, and the whole report."""
    script = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [script, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )
    report = done.stdout + done.stderr
    return {name.strip(): verdict for name, verdict in _VERDICT.findall(report)}, report


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code, to plant in."""
    folder = tmp_path_factory.mktemp("contracts")
    for name in ("workbench", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_every_contract_is_kept(copy: Path) -> None:
    found, report = verdicts(copy)
    assert found == dict.fromkeys(contracts(), "KEPT"), report


def test_every_contract_has_a_planted_violation() -> None:
    assert set(PLANTS) == set(contracts()), "a new contract needs its line in PLANTS"


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_violation_breaks_the_contract(copy: Path, name: str) -> None:
    place, words = PLANTS[name]
    planted = copy / place
    planted.write_text(f'"""Planted."""\n{words}\n', "utf-8")
    try:
        found, report = verdicts(copy)
    finally:
        planted.unlink()
    assert found.get(name) == "BROKEN", report


def test_a_new_room_must_declare_its_layer(copy: Path) -> None:
    room = copy / "workbench" / "cellar.py"
    room.write_text('"""Planted."""\n', "utf-8")
    try:
        found, report = verdicts(copy)
    finally:
        room.unlink()
    assert found.get("layers: an import only points down") != "KEPT", report
    assert "cellar" in report
