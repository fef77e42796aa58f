"""The habits of the house hold in every file, and each check is seen to bite."""

from __future__ import annotations

import pytest

from tests.architecture import banned, sizes
from tests.architecture.tree import ROOT, Check, modules, parse

CHECKS = (*banned.CHECKS, *sizes.CHECKS)
NAMES = [check.name for check in CHECKS]


@pytest.mark.parametrize("check", CHECKS, ids=NAMES)
def test_the_tree_keeps_it(check: Check) -> None:
    folders: tuple[str, ...] = ("workbench", "packaging", "tests")
    if check.name in {"reading the clock", "opening a database"}:
        folders = ("workbench",)  # tests and tools may, to stand beside the product
    problems = check.violations(modules(*folders))
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


@pytest.mark.parametrize("check", CHECKS, ids=NAMES)
def test_a_planted_violation_is_found(check: Check) -> None:
    assert check.violations([parse(*check.planted)])


@pytest.mark.parametrize("check", CHECKS, ids=NAMES)
def test_what_only_looks_alike_passes(check: Check) -> None:
    assert not check.violations([parse(*check.fine)])


def test_each_folder_of_tests_is_a_package() -> None:
    bare = {
        path.parent.relative_to(ROOT).as_posix()
        for path in (ROOT / "tests").rglob("test_*.py")
        if not (path.parent / "__init__.py").exists()
    }
    assert not bare, f"add an __init__.py with the charter of the folder: {sorted(bare)}"
