"""WORD-2: the list is data; a mistake in it is named; an own list is laid over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from workbench.domain.policy.schema import PackError
from workbench.domain.wording.check import check
from workbench.domain.wording.model import Severity, Use
from workbench.domain.wording.parse import parse
from workbench.services import wording

if TYPE_CHECKING:
    from pathlib import Path

GOOD: dict[str, Any] = {
    "id": "one", "kind": "insult", "severity": "warn", "words": ["坏词"], "instead": "好词",
}  # fmt: skip


def problems(entry: dict[str, Any], **more: Any) -> list[str]:
    try:
        parse({"entries": [entry], **more}, file="wording.toml")
    except PackError as error:
        return [one.text.english() for one in error.problems]
    return []


def test_the_list_of_the_program_is_good() -> None:
    assert len(wording.shipped().entries) >= 15
    assert problems(GOOD) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"severity": "red"}, "severity: expected one of: block, warn, found 'red'"),
        ({"kind": "rude"}, "kind: expected one of: counterfeit"),
        ({"kind": "bytes"}, "kind: “bytes” is counted, not listed"),
        ({"kind": "motive"}, "uses: “motive” is only for statements"),
        ({"words": []}, "words: expected at least one word"),
        ({"words": ["，。"]}, "words[1]: expected a letter, a digit or a character"),
        ({"words": ["好", "{nobody}"]}, "words[2]: there is no token “nobody”"),
        ({"words": ["a<b"]}, "words[1]: expected words, {token} or <n>, found “a<b”"),
        ({"words": ["<4>"]}, "words[1]: expected a letter, a digit or a character"),
        ({"unless": ["{nobody}"]}, "unless[1]: there is no token “nobody”"),
        ({"uses": []}, "uses: expected at least one word"),
        ({"confirm": "yes"}, "confirm: expected true or false, found 'yes'"),
        ({"colour": "red"}, "colour: this name is not known here"),
    ],
)  # fmt: skip
def test_a_mistake_names_file_entry_field_and_what_was_expected(
    change: dict[str, Any], said: str
) -> None:
    (problem,) = problems({**GOOD, **change})
    assert problem.startswith("wording.toml: entries 1 (one ")
    assert said in problem


def test_what_stands_twice_or_nowhere_is_named() -> None:
    twice = {"entries": [GOOD, GOOD], "folds": ["微"], "tokens": [{"name": "id", "spellings": []}]}
    with pytest.raises(PackError) as raised:
        parse(twice, file="wording.toml")
    said = " ".join(one.text.english() for one in raised.value.problems)
    for words in ("“one” is there twice", "at least two characters", "a meaning of its own",
                  "spellings: expected at least one word"):  # fmt: skip
        assert words in said


def test_a_data_directory_changes_the_list_entry_by_entry(tmp_path: Path) -> None:
    (tmp_path / wording.OVERRIDE).write_text(
        'remove = ["offline"]\nfolds = ["坏怀"]\n[limits]\nstatement_chars = 9\n'
        '[[entries]]\nid = "surely_refund"\nseverity = "block"\n'
        '[[entries]]\nid = "own"\nkind = "promise"\nseverity = "warn"\nwords = ["亲亲店"]\n',
        "utf-8",
    )
    rules, wrong = wording.load(tmp_path)
    assert wrong == ()
    assert check("走线下", rules) == ()
    assert check("一定退", rules)[0].severity is Severity.BLOCK
    assert check("亲亲店", rules)[0].entry == "own"
    assert check("日" * 10, rules, use=Use.STATEMENT)[0].start == 9
    assert check("高仿", rules)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("[[entries", "expected readable TOML"),
        ('[[entries]]\nid = "surely_refund"\nseverity = "red"\n', "severity: expected one of"),
        ('[[entries]]\nid = "own"\nwords = ["x"]\n', "kind: is missing"),
        ('remove = ["nothing"]', "there is no entry “nothing”"),
        ("remove = 3", "remove: expected a list"),
        ("entries = 3", "entries: expected a list"),
        ("entries = [3]", "expected a table"),
    ],
)
def test_a_faulty_list_of_a_data_directory_is_named_and_the_check_stays_on(
    tmp_path: Path, words: str, said: str
) -> None:
    (tmp_path / wording.OVERRIDE).write_text(words, "utf-8")
    rules, wrong = wording.load(tmp_path)
    assert rules == wording.shipped()
    assert said in " ".join(one.english() for one in wrong)
    assert wording.OVERRIDE in wrong[0].english()
