"""What a command gives back to whoever asked: window and command line read the same values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.base.texts import Text
from workbench.domain.refusal import Refusal

if TYPE_CHECKING:
    from workbench.services.ports import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class ActOption:
    """One line of "what may be done": allowed, or the first refusal (all in ``refusals``).

    ``note`` says in a few words what it will do ("default address: ...").
    """

    action: str
    allowed: bool
    refusals: tuple[Refusal, ...] = ()
    note: Text | None = None

    @property
    def blocking(self) -> tuple[Refusal, ...]:
        """Refusals that no confirmation lifts."""
        return tuple(item for item in self.refusals if not item.confirmable)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActResult:
    """The result for one case. ``delivery`` is a ``Delivery`` word or "" where nothing is sent."""

    shop: str
    case_id: str
    action: str
    command_id: str
    ok: bool
    delivery: str = ""
    version: int | None = None
    negotiation_id: str = ""
    refused: tuple[Refusal, ...] = ()
    denied: bool = False  # no right (exit 4)
    changes: tuple[Change, ...] = ()
    hold_until: int | None = None
    words: Text | None = None  # what happened, as one sentence
