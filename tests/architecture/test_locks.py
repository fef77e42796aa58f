"""What is installed is named with its hash, fits pyproject.toml, and comes from no named place."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.tree import ROOT

_PIN = re.compile(r"^([\w.-]+)==([\w.+!-]+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    """Package -> version in one lock file."""
    text = (ROOT / "packaging" / f"requirements-{name}.txt").read_text("utf-8")
    return {canonicalize_name(package): version for package, version in _PIN.findall(text)}


def wanted(name: str) -> list[Requirement]:
    """What pyproject.toml asks for in that environment."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extra = project["optional-dependencies"]["test"] if name == "test" else []
    return [Requirement(line) for line in (*project["dependencies"], *extra)]


@pytest.mark.parametrize("name", ["run", "test"])
def test_the_lock_fits_the_project(name: str) -> None:
    found = pins(name)
    stale = [
        str(item)
        for item in wanted(name)
        if not item.specifier.contains(found.get(canonicalize_name(item.name), "0"))
    ]
    assert not stale, f"run sh packaging/lock: {stale}"


@pytest.mark.parametrize("name", ["run", "test"])
def test_every_pin_has_hashes_and_no_address(name: str) -> None:
    text = (ROOT / "packaging" / f"requirements-{name}.txt").read_text("utf-8")
    for block in re.split(r"\n(?=\S)", text):
        if _PIN.match(block):
            assert "--hash=sha256:" in block, block
    for word in ("://", "--index", "--find-links", " @ ", "file:"):
        assert word not in text


def test_the_tests_run_on_the_versions_that_are_shipped() -> None:
    tested = pins("test")
    assert {name: tested.get(name) for name in pins("run")} == pins("run")


def test_the_binding_that_aborts_is_kept_out() -> None:
    """PySide6 6.12.0 loses a reference to True with every emit on Python 3.11."""
    assert pins("run")["pyside6-essentials"].startswith("6.11.")
