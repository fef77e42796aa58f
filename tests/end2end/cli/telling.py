"""The register of complete stories: which rules each proves, and where it plays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.end2end.cli.shell import Shell

    Story = Callable[[Shell], None]


@dataclass(frozen=True)
class Told:
    """A story; ``real``: it plays in an empty directory, where real shops go."""

    play: Story
    rules: tuple[str, ...]
    real: bool

    def __str__(self) -> str:
        return self.play.__name__


TOLD: list[Told] = []


def proves(*rules: str, real: bool = False) -> Callable[[Story], Story]:
    """Put a story under the rules it proves."""

    def keep(story: Story) -> Story:
        TOLD.append(Told(story, rules, real))
        return story

    return keep
