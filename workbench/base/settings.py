"""Settings of one data folder: one checked JSON file that survives crashes and newer versions."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Literal

from workbench.base import files, paths
from workbench.base.errors import KnownError
from workbench.base.texts import Text, text

if TYPE_CHECKING:
    from pathlib import Path

_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,18}")
_WORDS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_NOTHING = frozenset({"", "none", "null"})


def _number(default: int | None, low: int, high: int) -> Any:
    return field(default=default, metadata={"low": low, "high": high})


def _word(*words: str) -> Any:
    return field(default=words[0], metadata={"words": words})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a person can choose. Money in fen; ``None`` means no limit.

    Plain on purpose: pydantic would cost a tenth of a second before the first card is painted.
    Values from outside go through ``checked``.
    """

    language: Literal["zh_CN", "en"] = _word("zh_CN", "en")
    theme: Literal["light", "dark", "system"] = field(
        default="system", metadata={"words": ("light", "dark", "system")}
    )
    font_percent: int = _number(100, 90, 150)
    density: Literal["compact", "normal", "loose"] = field(
        default="normal", metadata={"words": ("compact", "normal", "loose")}
    )
    reduced_motion: bool = False
    sounds: bool = True
    notifications: bool = True

    critical_minutes: int = _number(60, 1, 24 * 60)
    soon_hours: int = _number(6, 1, 7 * 24)
    seconds_shown: Literal["10min", "1h", "always"] = field(
        default="1h", metadata={"words": ("10min", "1h", "always")}
    )

    undo_seconds: int = _number(8, 0, 60)
    rounds: int = _number(2, 1, 9)
    purse_case_fen: int | None = _number(None, 0, 10**11)
    purse_day_fen: int | None = _number(None, 0, 10**11)
    allow_old_entries: bool = False
    open_links: bool = True
    autosync_seconds: int = _number(30, 5, 24 * 3600)

    def changed(self, **values: object) -> Settings:
        """The same but for ``values``. Raises ``ValueError`` naming what is not allowed."""
        return checked({**asdict(self), **values})

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)


_FIELDS = {item.name: item for item in fields(Settings)}
KEYS: tuple[str, ...] = tuple(_FIELDS)


class InvalidSettings(ValueError):
    """``keys`` are the settings whose values are not allowed."""

    def __init__(self, keys: set[str]) -> None:
        super().__init__(", ".join(sorted(keys)))
        self.keys = keys


def fits(key: str, value: object) -> bool:
    """Whether setting ``key`` takes ``value``: exact types, no 1 for true."""
    item = _FIELDS[key]
    words = item.metadata.get("words")
    if words is not None:
        return value in words
    if isinstance(item.default, bool):
        return isinstance(value, bool)
    if value is None:
        return item.default is None
    low, high = item.metadata["low"], item.metadata["high"]
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def checked(values: dict[str, Any]) -> Settings:
    """Settings from plain values; strange keys are left out. Raises ``InvalidSettings``."""
    known = {key: value for key, value in values.items() if key in _FIELDS}
    bad = {key for key, value in known.items() if not fits(key, value)}
    if bad:
        raise InvalidSettings(bad)
    return replace(Settings(), **known)


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
        return checked(found), None
    except InvalidSettings as error:
        bad = error.keys
        kept = _set_aside(path, raw)
        good = {key: value for key, value in found.items() if key not in bad}
        return checked(good), text(
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
    content = json.dumps({**before, **settings.as_dict()}, ensure_ascii=False, indent=2) + "\n"
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
    if key not in _FIELDS:
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
        changed = current.changed(**{key: _from_words(key, value)})
    except InvalidSettings as error:
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
    item = _FIELDS[key]
    words = item.metadata.get("words")
    if words is not None:
        return text("one of {words}", words=", ".join(words))
    if isinstance(item.default, bool):
        return text("on or off")
    bounds = {"low": item.metadata["low"], "high": item.metadata["high"]}
    if item.default is None:
        return text("a whole number from {low} to {high}, or none", **bounds)
    return text("a whole number from {low} to {high}", **bounds)


def _from_words(key: str, words: str) -> object:
    """The JSON value meant by ``words``; what cannot be read stays text and is refused later."""
    word = words.strip()
    default = _FIELDS[key].default
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
