"""Settings survive crashes, typing errors and newer versions."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.base import paths, settings
from workbench.base.errors import KnownError
from workbench.base.settings import Settings


def written(folder: Path) -> dict[str, object]:
    """The file as it stands."""
    found = json.loads(paths.settings_file(folder).read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path) == (Settings(), None)
    assert list(tmp_path.iterdir()) == []


def test_saved_settings_come_back(tmp_path: Path) -> None:
    chosen = Settings(language="en", font_percent=120, purse_day_fen=50_000)
    settings.save(tmp_path / "new", chosen)
    assert settings.load(tmp_path / "new") == (chosen, None)


def test_keys_of_a_newer_version_are_kept(tmp_path: Path) -> None:
    paths.settings_file(tmp_path).write_text('{"undo_seconds": 3, "holograms": [1]}', "utf-8")
    settings.set_value(tmp_path, "sounds", "off")
    assert written(tmp_path)["holograms"] == [1]
    assert settings.load(tmp_path)[0] == Settings(undo_seconds=3, sounds=False)


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff\xfe", b"", b"[" * 100_000])
def test_a_broken_file_is_set_aside_and_reported(tmp_path: Path, content: bytes) -> None:
    paths.settings_file(tmp_path).write_bytes(content)
    found, problem = settings.load(tmp_path)
    assert found == Settings()
    assert problem is not None
    assert "settings.json.bad" in problem.english()
    assert (tmp_path / "settings.json.bad").read_bytes() == content
    assert settings.load(tmp_path) == (Settings(), None)


def test_one_invalid_value_costs_only_itself(tmp_path: Path) -> None:
    content = '{"theme": "pink", "undo_seconds": 900, "rounds": 3, "sounds": 1}'
    paths.settings_file(tmp_path).write_text(content, "utf-8")
    found, problem = settings.load(tmp_path)
    assert found == Settings(rounds=3)
    assert problem is not None
    assert "sounds, theme, undo_seconds" in problem.english()
    assert (tmp_path / "settings.json.bad").read_text("utf-8") == content


@pytest.mark.parametrize(
    ("key", "words", "value"),
    [
        ("language", "en", "en"),
        ("font_percent", " 110 ", 110),
        ("sounds", "off", False),
        ("reduced_motion", "Yes", True),
        ("purse_case_fen", "2000", 2000),
        ("purse_case_fen", "none", None),
        ("purse_case_fen", "", None),
        ("undo_seconds", "0", 0),
        ("seconds_shown", "always", "always"),
    ],
)
def test_a_setting_is_changed_by_words(tmp_path: Path, key: str, words: str, value: object) -> None:
    changed = settings.set_value(tmp_path, key, words)
    assert getattr(changed, key) == value
    assert written(tmp_path)[key] == value


@pytest.mark.parametrize(
    ("key", "words", "hint"),
    [
        ("theme", "pink", "one of light, dark, system"),
        ("undo_seconds", "61", "from 0 to 60"),
        ("undo_seconds", "1_0", "from 0 to 60"),
        ("undo_seconds", "１２", "from 0 to 60"),
        ("undo_seconds", "none", "from 0 to 60"),
        ("font_percent", "89", "from 90 to 150"),
        ("sounds", "maybe", "on or off"),
        ("purse_day_fen", "-1", "or none"),
        ("purse_day_fen", "9" * 30, "or none"),
    ],
)
def test_an_invalid_value_is_one_sentence_and_changes_nothing(
    tmp_path: Path, key: str, words: str, hint: str
) -> None:
    with pytest.raises(KnownError) as caught:
        settings.set_value(tmp_path, key, words)
    assert caught.value.kind == "invalid_setting"
    assert caught.value.exit_code == 2
    sentence = caught.value.text.english()
    assert hint in sentence
    assert key in sentence
    assert not paths.settings_file(tmp_path).exists()


def test_an_unknown_key_names_those_that_exist(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as caught:
        settings.set_value(tmp_path, "colour", "red")
    assert caught.value.kind == "unknown_setting"
    assert "theme" in caught.value.text.english()


def test_every_setting_says_what_it_takes() -> None:
    assert all(settings.allowed(key).english() for key in settings.KEYS)


@given(st.text(max_size=30), st.sampled_from(settings.KEYS))
def test_no_words_get_past_the_checks(
    tmp_path_factory: pytest.TempPathFactory, words: str, key: str
) -> None:
    folder = tmp_path_factory.mktemp("settings")
    with contextlib.suppress(KnownError):
        settings.set_value(folder, key, words)
    assert settings.load(folder)[1] is None
