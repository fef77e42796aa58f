"""Complete stories on the command line, from the application to the end."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.end2end.cli import (
    stories_cases,
    stories_entries,
    stories_files,
    stories_forecast,
    stories_promises,
    stories_talks,
    stories_wording,
)
from tests.end2end.cli.shell import Shell
from tests.end2end.cli.telling import TOLD, Told

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PLACES = (
    stories_cases,
    stories_entries,
    stories_files,
    stories_forecast,
    stories_promises,
    stories_talks,
    stories_wording,
)


@pytest.mark.parametrize("told", TOLD, ids=str)
def test_a_story(told: Told, request: pytest.FixtureRequest) -> None:
    shell: Shell = request.getfixturevalue("empty" if told.real else "world")
    told.play(shell)


def test_a_stage_keeps_the_rules_of_the_day_it_was_entered(
    worlds: Callable[..., Path], tmp_path: Path
) -> None:
    """POL-3, half-open: the last minute of 10 August and the first of 11 August."""
    folder = tmp_path / "data"
    options = ("--cases", "40", "--pending", "30", "--platform", "tmall")
    shutil.copytree(worlds(*options, "--clock", "2026-08-10T23:59"), folder)
    shell = Shell(folder)
    ours = {c["case_id"]: c["deadline"] for c in shell.cases(stage="merchant_review")}
    assert {clock["ruleset"] for clock in ours.values()} == {"tmall@2026-01-27"}
    shell.ok("sandbox advance 1m")
    for case in shell.cases(stage="merchant_review"):
        if case["case_id"] in ours:
            assert case["deadline"]["ruleset"] == "tmall@2026-01-27"
            assert case["deadline"]["at"] == ours[case["case_id"]]["at"]
    now = shell.ok("sandbox now")["now"]
    assert now == "2026-08-11T00:00:00+08:00"
    order = shell.order(lambda o: bool(o["after_sale_until"]) and o["after_sale_until"] > now
                        and not o["cases"])  # fmt: skip
    new = shell.json("sandbox", "buyer", "apply", order["order_id"])[1]["case_id"]
    assert shell.json("case", new)[1]["deadline"]["ruleset"] == "tmall@2026-08-11"
