"""The wheel is complete: code, resources and compiled texts, used far away from the checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

PROBE = """
from workbench.base import resources, texts
import workbench
assert "_resources" in str(resources.root()), resources.root()
assert sorted(path.name for path in resources.folder("fonts").glob("*.otf"))
for source in resources.folder("i18n").rglob("*.po"):
    assert source.with_suffix(".mo").is_file(), source
texts.set_language("zh_CN")
print(workbench.__version__, texts.phrase(texts.text("on or off")))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    (found,) = folder.glob("*.whl")
    return found


def test_it_holds_the_program_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"workbench"}
    assert not [name for name in names if "__pycache__" in name or name.endswith((".tmp", ".pyc"))]
    kept = {
        f"workbench/_resources/{path.relative_to(ROOT / 'resources').as_posix()}"
        for path in (ROOT / "resources").rglob("*")
        if path.is_file() and path.suffix != ".mo"
    }
    assert kept <= set(names)


def test_it_works_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    subprocess.run(
        [
            sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index",
            "--disable-pip-version-check", "--root-user-action", "ignore",
            "--target", str(target), str(wheel),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    code = f"import sys; sys.path.insert(0, {str(target)!r})\n{PROBE}"
    done = subprocess.run(
        [sys.executable, "-I", "-c", code],
        cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    version, phrase = done.stdout.split(maxsplit=1)
    assert version == wheel.name.split("-")[1]
    assert phrase.strip() != "on or off", "the Chinese catalogue was not found"
