"""What the commands need of the house: one protocol, filled in by ``bootstrap``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from workbench.base.settings import Settings
    from workbench.base.texts import Text
    from workbench.services.door import Workbench
    from workbench.services.queries import Queries, Thresholds


@dataclass(frozen=True, slots=True, kw_only=True)
class Globals:
    """Options that stand before or after any command."""

    data_dir: Path | None = None
    actor: str = "owner"
    lang: str = ""
    json: bool = False
    password_file: Path | None = None


class SandboxDesk(Protocol):
    """The simulated platform as a person may drive it."""

    def new(
        self, *, cases: int, pending: int, seed: int, platforms: Sequence[str], clock: int | None
    ) -> dict[str, Any]: ...
    def now(self) -> int: ...
    def advance(self, duration_ms: int) -> int: ...
    def buyer(self, case_id: str, act: str, args: Mapping[str, Any]) -> dict[str, Any]: ...
    def apply(self, order_id: str, args: Mapping[str, Any]) -> dict[str, Any]: ...
    def request_entry(self, order_id: str) -> dict[str, Any]: ...
    def referee(self, case_id: str, verdict: str) -> dict[str, Any]: ...
    def fail(
        self, kind: str, *, action: str | None, times: int, execute: bool | None
    ) -> dict[str, Any]: ...
    def ledger(self) -> dict[str, Any]: ...
    def state(self, case_id: str) -> dict[str, Any]: ...


class House(Protocol):
    """One data directory, opened for one command."""

    folder: Path

    @property
    def door(self) -> Workbench: ...
    @property
    def queries(self) -> Queries: ...
    @property
    def sandbox(self) -> SandboxDesk: ...
    def settings(self) -> Settings: ...
    def thresholds(self) -> Thresholds: ...
    def backup(self, file: Path) -> dict[str, Any]: ...
    def restore(self, file: Path) -> dict[str, Any]: ...
    def doctor(self) -> list[Text]: ...
    def verify_audit(self) -> tuple[bool, int, int | None]: ...
    def window(self) -> int: ...
    def demo(self) -> int: ...
    def tour(self, pictures: Path) -> list[str]: ...
    def bench(self, cases: int, save: Path | None) -> dict[str, Any]: ...
    def close(self) -> None: ...


@dataclass(slots=True)
class Desk:
    """One command at work: the house (opened when first asked for) and the way to speak."""

    options: Globals
    opener: Callable[[Globals], House]
    _house: list[House] = field(default_factory=list)

    @property
    def house(self) -> House:
        """The data directory, opened at the first use."""
        if not self._house:
            self._house.append(self.opener(self.options))
        return self._house[0]

    def close(self) -> None:
        """Give connections back."""
        for house in self._house:
            house.close()
        self._house.clear()
