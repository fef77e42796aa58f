"""Packs from a folder: which one is in force, and what stays when one is broken (POL-2, POL-3)."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from workbench.base import resources
from workbench.domain import beijing
from workbench.domain.kinds import CaseType, Platform, Stage
from workbench.domain.policy.model import PolicyBook
from workbench.domain.policy.schema import PackError
from workbench.services.policies import check_pack, default_book, load_book

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.base.texts import Text

SMALL = """\
platform = "{platform}"
ruleset = "{platform}@{day}"
valid_from = {day}
stages = [{{ type = "return_refund", stage = "merchant_review", hours = {hours} }}]

[negotiation]
clock = "runs"
scenes = []
kinds = ["invite_cancel"]
plans = []
executors = []
explanations = []

[entry]
way = "handoff"

[escalate]
offered = true

[evidence]
window_hours = 72
"""


def write(folder: Path, platform: str, day: str, hours: str) -> Path:
    path = folder / platform / f"{day}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(SMALL.format(platform=platform, day=day, hours=hours), encoding="utf-8")
    return path


def at(text: str) -> int:
    return beijing.from_datetime(datetime.fromisoformat(text))


def hours(book: PolicyBook, platform: Platform, day: str) -> float | None:
    rule = book.at(platform, at(day)).stage_rule(
        CaseType.RETURN_REFUND, Stage.MERCHANT_REVIEW, at(day)
    )
    return rule.hours if rule else None


def english(problems: tuple[Text, ...]) -> str:
    return "\n".join(problem.english() for problem in problems)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for platform in Platform:
        write(tmp_path, platform, "2026-01-01", "10")
    write(tmp_path, "tmall", "2026-06-01", "20")
    return tmp_path


@pytest.mark.parametrize(
    ("moment", "ruleset"),
    [
        ("2025-01-01T00:00", "tmall@2026-01-27"),  # before the first pack: the first pack
        ("2026-01-27T00:00", "tmall@2026-01-27"),
        ("2026-08-10T23:59:59.999", "tmall@2026-01-27"),
        ("2026-08-11T00:00", "tmall@2026-08-11"),
        ("2026-08-11T00:00+00:00", "tmall@2026-08-11"),
        ("2026-08-10T15:59:59.999+00:00", "tmall@2026-01-27"),  # the day is Beijing's
        ("2026-08-10T16:00+00:00", "tmall@2026-08-11"),
        ("2030-01-01T00:00", "tmall@2026-08-11"),
    ],
)
def test_the_pack_of_the_beijing_day_is_in_force(moment: str, ruleset: str) -> None:
    assert default_book().at(Platform.TMALL, at(moment)).ruleset == ruleset


def test_a_stage_keeps_the_pack_of_the_day_on_which_it_was_entered(folder: Path) -> None:
    book, problems = load_book(folder)
    assert problems == ()
    assert hours(book, Platform.TMALL, "2026-05-31T23:59:59.999") == 10
    assert hours(book, Platform.TMALL, "2026-06-01T00:00") == 20
    assert hours(book, Platform.DOUYIN, "2026-06-01T00:00") == 10


def test_a_ruleset_is_found_by_its_name_with_or_without_overrides() -> None:
    found = default_book().ruleset("tmall@2026-08-11+o7")
    assert found is not None
    assert found.ruleset == "tmall@2026-08-11"
    assert default_book().ruleset("tmall@1999-01-01") is None


def test_a_platform_without_any_pack_is_said_loudly() -> None:
    with pytest.raises(LookupError):
        PolicyBook(()).at(Platform.TMALL, 0)


def test_a_broken_pack_leaves_the_one_before_it_in_force(folder: Path) -> None:
    write(folder, "tmall", "2026-06-01", '"twenty"')
    book, problems = load_book(folder)
    assert hours(book, Platform.TMALL, "2026-06-02T00:00") == 10
    assert english(problems) == (
        "tmall/2026-06-01.toml: stages 1 (return_refund merchant_review), hours: "
        "expected a number, found 'twenty'"
    )


def test_a_pack_broken_while_running_keeps_its_last_good_values(folder: Path) -> None:
    good, _none = load_book(folder)
    for breakage in ("-1", '"', "true"):
        write(folder, "tmall", "2026-06-01", breakage)
        book, problems = load_book(folder, last=good)
        assert len(problems) == 1
        assert hours(book, Platform.TMALL, "2026-06-02T00:00") == 20
        assert hours(book, Platform.TMALL, "2026-05-02T00:00") == 10


def test_a_platform_left_without_packs_is_served_by_the_shipped_ones(folder: Path) -> None:
    write(folder, "wechat", "2026-01-01", "[]")
    book, problems = load_book(folder)
    assert "wechat/2026-01-01.toml" in english(problems)
    assert book.at(Platform.WECHAT, at("2026-11-01T00:00")).ruleset == "wechat@2026-05-03"
    empty, none = load_book(folder / "nothing here")
    assert none == ()
    assert {pack.platform for pack in empty.packs} == set(Platform)


def test_what_is_no_toml_and_what_is_no_utf8_is_named(folder: Path) -> None:
    (folder / "tmall" / "2026-06-01.toml").write_text("stages = [", encoding="utf-8")
    (folder / "douyin" / "2026-01-01.toml").write_bytes("platform = '抖音'".encode("gb18030"))
    book, problems = load_book(folder)
    assert len(problems) == 2
    assert "tmall/2026-06-01.toml: pack, file: expected readable TOML" in english(problems)
    assert "douyin/2026-01-01.toml: pack, file: expected readable TOML" in english(problems)
    assert hours(book, Platform.TMALL, "2026-06-02T00:00") == 10


@pytest.mark.parametrize(
    ("name", "field", "wanted"),
    [("douyin/2026-02-02", "platform", "douyin"), ("tmall/2026-02-02", "valid_from", "2026-02-02")],
)
def test_a_file_that_is_called_otherwise_than_it_says_is_refused(
    folder: Path, name: str, field: str, wanted: str
) -> None:
    said = (folder / "tmall" / "2026-01-01.toml").read_text(encoding="utf-8")
    (folder / f"{name}.toml").write_text(said, encoding="utf-8")
    book, problems = load_book(folder)
    assert english(problems) == (
        f"{name}.toml: pack, {field}: expected {wanted}, as the file is called"
    )
    assert len(book.packs) == 5


def test_a_problem_is_phrased_in_both_languages(folder: Path) -> None:
    write(folder, "tmall", "2026-06-01", "0")
    _book, (problem,) = load_book(folder)
    assert problem.english().endswith("hours: expected more than 0, found 0.0")


def test_a_pack_of_ones_own_may_stand_on_a_shipped_one(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        'based_on = "tmall/2026-08-11"\nplatform = "tmall"\nruleset = "tmall@2027-01-01"\n'
        "valid_from = 2027-01-01\n[negotiation]\nrounds = 3\n",
        encoding="utf-8",
    )
    mine = check_pack(path)
    base = default_book().ruleset("tmall@2026-08-11")
    assert base is not None
    assert mine.negotiation.rounds == 3
    assert mine.negotiation.explanations == base.negotiation.explanations
    assert mine.stages == base.stages
    path.write_text('based_on = "jd/2026-01-01"', encoding="utf-8")
    with pytest.raises(PackError) as caught:
        check_pack(path)
    assert caught.value.problems[0].field == "based_on"
    assert "tmall/2026-08-11" in caught.value.text.english()


def test_reading_the_packs_does_not_load_pydantic() -> None:
    """It would cost a third of the way to the first paint (``decode``)."""
    code = (
        "import sys; from workbench.services.policies import default_book; "
        "default_book(); print('pydantic' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"


def test_every_shipped_pack_can_be_checked_by_itself() -> None:
    for path in sorted(resources.folder("policies").glob("*/*.toml")):
        assert check_pack(path).ruleset == f"{path.parent.name}@{path.stem}"
