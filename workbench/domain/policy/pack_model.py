"""The strict pydantic model of a pack, made from the same values: for JSON schema and tests.

Imported only when asked for: pydantic is too heavy on the way to the first paint (``decode``).
"""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from functools import cache
from typing import TYPE_CHECKING, Any, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, create_model

from workbench.domain.policy.model import Policy

if TYPE_CHECKING:
    from collections.abc import Mapping


class Strict(BaseModel):
    """No unknown names, no words for numbers."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


@cache
def pack_model() -> type[Strict]:
    """A model with the fields of ``Policy``; what they hold is checked strictly all the way."""
    hints = get_type_hints(Policy)
    made: dict[str, Any] = {}
    for one in fields(Policy):
        if one.default_factory is not MISSING:
            made[one.name] = (hints[one.name], Field(default_factory=one.default_factory))
        else:
            made[one.name] = (hints[one.name], ... if one.default is MISSING else one.default)
    return create_model("Pack", __base__=Strict, __doc__=Policy.__doc__, **made)


def validate(data: Mapping[str, object]) -> Policy:
    """A policy by way of pydantic. Raises ``pydantic.ValidationError``.

    The way over JSON gives its strict rules for JSON: lists are tuples, words are enums, dates
    are texts, and nothing else is bent.
    """
    said = json.dumps(data, default=_plain)
    pack = pack_model().model_validate_json(said)
    return Policy(**{one.name: getattr(pack, one.name) for one in fields(Policy)})


def _plain(value: object) -> str:
    return str(value)


def json_schema() -> dict[str, object]:
    """The JSON schema of a pack file; a pack based on another need not be complete."""
    schema = pack_model().model_json_schema()
    needed = schema.pop("required")
    schema["properties"]["based_on"] = {
        "type": "string",
        "title": "Based On",
        "description": "Another pack, platform/valid_from: what is missing here stays as there.",
    }
    schema["anyOf"] = [{"required": needed}, {"required": ["based_on"]}]
    return schema
