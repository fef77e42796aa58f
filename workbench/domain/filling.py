"""Texts to buyers with named places: {buyer} {item} {claim} {deadline} {amount} (CASE-9, NEG-4)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACES = ("buyer", "item", "claim", "deadline", "amount")
REPLY_PLACES = ("buyer", "item", "claim", "deadline")
_PLACE = re.compile(r"\{([^{}]*)\}")


def fill(template: str, values: Mapping[str, str]) -> str:
    """The text with its places filled in one pass: braces in a value stay what they are."""
    return _PLACE.sub(lambda found: values.get(found[1], found[0]), template)


def unknown(template: str, known: tuple[str, ...] = REPLY_PLACES) -> tuple[str, ...]:
    """Names in braces that nothing fills, each once, in their order."""
    return tuple(dict.fromkeys(name for name in _PLACE.findall(template) if name not in known))
