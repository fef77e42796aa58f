"""The rulebook: complete, the same in both languages, and every id that code cites is in it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from workbench.base import resources
from workbench.services import manual

CODE = Path(manual.__file__).resolve().parent.parent
LANGUAGES = ("zh_CN", "en")
ENDS = ("。", ".", "？", "?", "”")
_CITED = re.compile(r'"((?:' + "|".join(manual.FAMILIES) + r')-\d+)"')


def cited(root: Path) -> set[str]:
    """Every rule id that stands in the code as a word of its own."""
    return {
        rule
        for path in root.rglob("*.py")
        for rule in _CITED.findall(path.read_text(encoding="utf-8"))
    }


def test_every_rule_that_code_cites_has_its_article() -> None:
    book = {one.rule for one in manual.articles("en")}
    found = cited(CODE)
    assert len(found) > 20  # the search itself works
    assert found <= book


def test_a_rule_without_an_article_is_found(tmp_path: Path) -> None:
    (tmp_path / "new.py").write_text('refuse("OPEN-77", text("No."))\n', encoding="utf-8")
    assert cited(tmp_path) == {"OPEN-77"}
    assert not cited(tmp_path) <= {one.rule for one in manual.articles("en")}


def test_both_languages_hold_the_same_rules_and_say_the_same_parts() -> None:
    chinese, english = (manual.articles(language) for language in LANGUAGES)
    assert [one.rule for one in chinese] == [one.rule for one in english]
    assert [bool(one.helps) for one in chinese] == [bool(one.helps) for one in english]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_article_is_whole_sentences_in_its_own_language(language: str) -> None:
    for one in manual.articles(language):
        assert one.title, one.rule
        assert not one.title.endswith(("。", ".")), one.rule
        assert one.says.endswith(ENDS), one.rule
        assert not one.helps or one.helps.endswith(ENDS), one.rule
        han = bool(re.search(r"[\u4e00-\u9fff]", one.title + one.says))
        assert han == (language == "zh_CN"), one.rule


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_article_has_no_part_that_is_not_shown(language: str) -> None:
    path = resources.folder("help") / language / "rules.toml"
    for rule, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
        assert set(entry) <= {"title", "says", "helps"}, rule
        assert manual.RULE_ID.fullmatch(rule)


def test_rules_come_by_family_and_number() -> None:
    rules = [one.rule for one in manual.articles("en")]
    assert rules.index("CASE-2") < rules.index("CASE-10") < rules.index("CLK-1")


def test_an_id_is_found_however_it_is_typed() -> None:
    found = manual.article(" open-3 ", "zh_CN")
    assert found is not None
    assert (found.rule, found.family) == ("OPEN-3", "OPEN")
    assert manual.article("OPEN-99", "zh_CN") is None


def test_a_search_wants_every_word_and_takes_none_as_all() -> None:
    assert manual.search("", "en") == manual.articles("en")
    found = [one.rule for one in manual.search("entry ONCE order", "en")]
    assert "OPEN-1" in found
    assert not manual.search("entry zebra", "en")
