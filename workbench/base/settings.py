"""Settings of one data folder: one checked JSON file that survives crashes and newer versions."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from workbench.base import files, paths
from workbench.base.errors import KnownError
from workbench.base.texts import Text, text

if TYPE_CHECKING:
    from pathlib import Path

_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,18}")
_WORDS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_NOTHING = frozenset({"", "none", "null"})


class Settings(BaseModel):
    """What a person can choose. Money in fen; ``None`` means no limit."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra="ignore", hide_input_in_errors=True, validate_default=True
    )

    language: Literal["zh_CN", "en"] = "zh_CN"
    theme: Literal["light", "dark", "system"] = "system"
    font_percent: int = Field(default=100, ge=90, le=150)
    density: Literal["compact", "normal", "loose"] = "normal"
    reduced_motion: bool = False
    sounds: bool = True
    notifications: bool = True

    critical_minutes: int = Field(default=60, ge=1, le=24 * 60)
    soon_hours: int = Field(default=6, ge=1, le=7 * 24)
    seconds_shown: Literal["10min", "1h", "always"] = "1h"

    undo_seconds: int = Field(default=8, ge=0, le=60)
    rounds: int = Field(default=2, ge=1, le=9)
    purse_case_fen: int | None = Field(default=None, ge=0, le=10**11)
    purse_day_fen: int | None = Field(default=None, ge=0, le=10**11)
    allow_old_entries: bool = False
    open_links: bool = True
    autosync_seconds: int = Field(default=30, ge=5, le=24 * 3600)


KEYS: tuple[str, ...] = tuple(Settings.model_fields)


def load(folder: Path) -> tuple[Settings, Text | None]:
    """The settings of data folder ``folder``, and what was wrong with the file, if anything.

    A missing file means the defaults. A broken file is set aside as ``settings.json.bad``; the
    values that can still be read are kept. Raises ``KnownError`` ``settings_unreadable`` when
    the file exists but may not be read.
    """
    path = paths.settings_file(folder)
    raw = _read(path)
    if raw is None:
        return Settings(), None
    found = _parse(raw)
    if found is None:
        kept = _set_aside(path, raw)
        return Settings(), text(
            "The settings file was broken and the defaults are used: the old file is {kept}.",
            kept=str(kept),
        )
    try:
        return Settings.model_validate(found), None
    except ValidationError as error:
        bad = {str(item["loc"][0]) for item in error.errors(include_input=False)}
        kept = _set_aside(path, raw)
        good = {key: value for key, value in found.items() if key not in bad}
        return Settings.model_validate(good), text(
            "Some settings were invalid and have their defaults again ({keys}): "
            "the old file is {kept}.",
            keys=", ".join(sorted(bad)),
            kept=str(kept),
        )


def save(folder: Path, settings: Settings) -> None:
    """Write ``settings`` in one step; keys of other versions that stand in the file stay there.

    Raises ``KnownError`` ``settings_unwritable`` (the old file is then untouched).
    """
    path = paths.settings_file(paths.ensure_folder(folder))
    before = _parse(_read(path) or b"") or {}
    content = json.dumps({**before, **settings.model_dump()}, ensure_ascii=False, indent=2) + "\n"
    try:
        files.write_durably(path, content.encode())
    except OSError as error:
        raise KnownError(
            "settings_unwritable",
            text(
                "The settings could not be saved in {file} ({why}): check the disk and the rights.",
                file=str(path),
                why=error.strerror or type(error).__name__,
            ),
        ) from error


def set_value(folder: Path, key: str, value: str) -> Settings:
    """Change one setting by the words of a person, save, and return all of them.

    Numbers are plain digits; switches are on/off, yes/no or true/false; ``none`` lifts a limit.
    Raises ``KnownError`` ``unknown_setting`` or ``invalid_setting`` with one sentence.
    """
    if key not in Settings.model_fields:
        raise KnownError(
            "unknown_setting",
            text(
                "There is no setting named {key}: use one of {keys}.",
                key=key,
                keys=", ".join(KEYS),
            ),
        )
    current, _ = load(folder)
    try:
        changed = Settings.model_validate({**current.model_dump(), key: _from_words(key, value)})
    except ValidationError as error:
        raise KnownError(
            "invalid_setting",
            text(
                "{value} is no value for {key}: it takes {allowed}.",
                value=f'"{value}"',
                key=key,
                allowed=allowed(key),
            ),
        ) from error
    save(folder, changed)
    return changed


def allowed(key: str) -> Text:
    """What setting ``key`` accepts, in words: ``light, dark, system`` or ``0 to 60``."""
    schema = Settings.model_json_schema()["properties"][key]
    branches: list[dict[str, Any]] = schema.get("anyOf", [schema])
    first = branches[0]
    if "enum" in first:
        return text("one of {words}", words=", ".join(first["enum"]))
    if first["type"] == "boolean":
        return text("on or off")
    bounds = {"low": first["minimum"], "high": first["maximum"]}
    if len(branches) > 1:
        return text("a whole number from {low} to {high}, or none", **bounds)
    return text("a whole number from {low} to {high}", **bounds)


def _from_words(key: str, words: str) -> object:
    """The JSON value meant by ``words``; what cannot be read stays text and is refused later."""
    word = words.strip()
    default = Settings.model_fields[key].default
    if isinstance(default, bool):
        return _WORDS.get(word.lower(), word)
    if isinstance(default, str):
        return word
    if default is None and word.lower() in _NOTHING:
        return None
    return int(word) if _WHOLE_NUMBER.fullmatch(word) else word


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise KnownError(
            "settings_unreadable",
            text(
                "The settings in {file} cannot be read ({why}): check the rights of the file.",
                file=str(path),
                why=error.strerror or type(error).__name__,
            ),
            exit_code=3,
        ) from error


def _parse(raw: bytes) -> dict[str, Any] | None:
    """The JSON object in ``raw``; ``None`` when there is none."""
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _set_aside(path: Path, raw: bytes) -> Path:
    """Keep the broken file as ``.bad`` and make room for a good one; where it is kept now."""
    kept = path.with_name(f"{path.name}.bad")
    try:
        files.write_durably(kept, raw)
        path.unlink(missing_ok=True)
    except OSError:
        return path  # a folder that may not be written: it stays where it is
    return kept
