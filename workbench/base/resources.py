"""The one place that finds ``resources/``: inside the installed wheel, else beside the checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """The resources folder. Raises ``FileNotFoundError`` when the installation is incomplete."""
    package = Path(__file__).resolve().parent.parent
    for candidate in (package / "_resources", package.parent / "resources"):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError("the resources folder is missing: install the workbench again")


def folder(name: str) -> Path:
    """A folder in resources, whether it exists or not."""
    return root() / name
