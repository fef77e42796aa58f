"""The word list in force: ``resources/wording``, with what a data directory changes (WORD-2)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from workbench.base import resources
from workbench.domain.policy.schema import PackError
from workbench.domain.wording.parse import parse
from workbench.services.policies import read_toml

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.base.texts import Text
    from workbench.domain.wording.model import WordData

OVERRIDE = "wording.toml"  # in the data directory


@cache
def shipped() -> WordData:
    """The list that came with the program; read once per process."""
    return parse(_raw(), file="wording/zh_CN.toml")


@cache
def _raw() -> dict[str, object]:
    return read_toml(resources.folder("wording") / "zh_CN.toml")


def load(folder: Path | None = None) -> tuple[WordData, tuple[Text, ...]]:
    """The list of a data directory, and what is wrong with the directory's own file.

    With a faulty file the list that came with the program stays in force: no check is ever off.
    """
    own = None if folder is None else folder / OVERRIDE
    if own is None or not own.is_file():
        return shipped(), ()
    try:
        return parse(read_toml(own), file=OVERRIDE, base=_raw()), ()
    except PackError as error:
        return shipped(), tuple(problem.text for problem in error.problems)
