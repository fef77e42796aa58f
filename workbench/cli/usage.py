"""What argparse has to say, in the chosen language; numbers and words as people type them."""

from __future__ import annotations

import argparse
import math
import re
from typing import TYPE_CHECKING, NoReturn

from workbench.base.errors import KnownError
from workbench.base.texts import Text, text

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

MOST_FEN = 10**11
MOST_SECONDS = 30 * 86_400


class Parser(argparse.ArgumentParser):
    """Options are written out in full, and a mistake is a ``KnownError`` (usage)."""

    def __init__(self, **more: object) -> None:
        super().__init__(**{**more, "allow_abbrev": False})  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        """Raise it."""
        raise KnownError("usage", text("{problem} (see --help)", problem=_said(message)))


def _patterns() -> tuple[tuple[str, Callable[..., Text]], ...]:
    return (
        (
            r"the following arguments are required: (.*)",
            lambda names: text("Missing: {names}", names=names),
        ),
        (
            r"unrecognized arguments: (.*)",
            lambda names: text("Nobody knows what to do with: {names}", names=names),
        ),
        (
            r"(?:argument (.*?): )?invalid choice: (.*) \(choose from (.*)\)",
            lambda name, typed, known: text(
                "{name}: {typed} is not among {known}",
                name=name or "?",
                typed=typed,
                known=known.replace("'", ""),
            ),
        ),
        (
            r"argument (.*?): expected (?:one argument|at least one argument|\d+ arguments?)",
            lambda name: text("{name} needs a value", name=name),
        ),
        (
            r"argument (.*?): invalid \w+ value: (.*)",
            lambda name, typed: text("{name}: {typed} is no number", name=name, typed=typed),
        ),
        (
            r"argument (.*?): not allowed with argument (.*)",
            lambda one, other: text("{one} and {other} exclude each other", one=one, other=other),
        ),
    )


def _said(message: str) -> Text | str:
    for pattern, phrased in _patterns():
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match is not None:
            return phrased(*match.groups())
    return message


def wrong(sentence: Text) -> KnownError:
    """A usage error (exit 2)."""
    return KnownError("usage", sentence)


def fen(typed: str) -> int:
    """An amount in whole fen, 0 or more."""
    if not (typed.isascii() and typed.isdigit()) or len(typed) > 12 or int(typed) > MOST_FEN:
        raise wrong(text("“{typed}” is no amount: write whole fen, 0 or more.", typed=typed))
    return int(typed)


def whole(lowest: int, highest: int) -> Callable[[str], int]:
    """A whole number within bounds, for argparse."""

    def read(typed: str) -> int:
        plain = typed.removeprefix("-")
        if plain.isascii() and plain.isdigit() and len(plain) <= 19:
            value = int(typed)
            if lowest <= value <= highest:
                return value
        raise wrong(
            text("“{typed}” does not fit: write a whole number from {low} to {high}.",
                 typed=typed, low=lowest, high=highest)
        )  # fmt: skip

    return read


def seconds(typed: str) -> float:
    """Seconds, 0 to thirty days."""
    try:
        value = float(typed)
    except ValueError:
        value = math.nan
    if not 0 <= value <= MOST_SECONDS:
        raise wrong(
            text("“{typed}” does not fit: write seconds, 0 to {most}.",
                 typed=typed, most=MOST_SECONDS)
        )  # fmt: skip
    return value


def word(name: str, typed: str, known: type[StrEnum]) -> str:
    """A word of ours, dashes or underscores; "" stays "". Raises ``KnownError``."""
    plain = typed.replace("-", "_")
    if plain and plain not in set(known):
        raise wrong(
            text("{name}: {typed} is not among {known}", name=name, typed=f"“{typed}”",
                 known=", ".join(known))
        )  # fmt: skip
    return plain
