"""What a person has to do on the platform's page: words to copy, page to open, steps (OUT-4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.base.texts import Text, _, phrase
from workbench.ui.case.hands import allowed, page_of
from workbench.ui.case.safe import prose
from workbench.ui.theme.plain import REASON_LIMIT

if TYPE_CHECKING:
    from workbench.ui.case.loading import Loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff:
    """``text`` is copied as it is; ``shown`` is what may be looked at; ``url`` is allowed or ""."""

    text: str
    shown: str
    url: str
    steps: tuple[str, ...]


def handoff(loaded: Loaded) -> Handoff | None:
    """The hand-off of a case; None where there is none."""
    item = loaded.handoff
    if item is None:
        return None
    result = item.result
    words = str(result.get("text") or "")
    hosts = loaded.policy.hosts if loaded.policy is not None else ()
    url = str(result.get("url") or "")
    if not allowed(url, hosts):
        url = page_of(loaded.case, loaded.policy)
    steps = result.get("check")
    said = [_step(step) for step in steps] if isinstance(steps, list | tuple) else []
    return Handoff(
        text=words, shown=prose(words, lines=True), url=url,
        steps=tuple(step for step in said if step)
        or (_("Do it on the platform's page, then tick it here."),),
    )  # fmt: skip


def _step(step: object) -> str:
    """A step travels as the parts of a ``Text``; its values come from outside."""
    if isinstance(step, str):
        return prose(step)
    if not isinstance(step, dict):
        return ""
    values, plural = step.get("values"), step.get("plural")
    made = Text(
        str(step.get("msgid") or ""),
        values if isinstance(values, dict) else {},
        plural if isinstance(plural, str) else None,
    )
    try:
        return prose(phrase(made), REASON_LIMIT)
    except (KeyError, IndexError, ValueError):
        return prose(made.msgid)
