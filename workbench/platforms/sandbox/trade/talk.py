"""What buyers say while a case runs: pressing, threatening, giving up, declining."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.platforms.sandbox.trade.catalogue import catalogue

if TYPE_CHECKING:
    from random import Random

    from workbench.platforms.sandbox.model import Dossier


def _line(kind: str, dice: Random, case: Dossier) -> str:
    lines = catalogue().talk
    own = lines.get(f"{kind}_{case.character}", ()) + lines[kind]
    return dice.choice(own)


def press(dice: Random, case: Dossier) -> str:
    """The buyer asks how it is going."""
    return _line("press", dice, case)


def threat(dice: Random, case: Dossier) -> str:
    """The buyer calls the platform in."""
    return _line("threat", dice, case)


def again(dice: Random, case: Dossier) -> str:
    """The buyer changes the application."""
    return _line("again", dice, case)


def give_up(dice: Random, case: Dossier) -> str:
    """The buyer withdraws."""
    return _line("give_up", dice, case)


def decline(dice: Random, case: Dossier) -> str:
    """The buyer does not want the proposal."""
    return _line("decline", dice, case)


def proof_note(dice: Random, case: Dossier) -> str:
    """Words beside the buyer's pictures."""
    return _line("proof", dice, case)
