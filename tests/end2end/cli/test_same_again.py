"""The same seed and commands give the same ledger; the same command id gives the same result."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.end2end.cli.shell import Shell, result, rule_of
from workbench.services.handlers import deciding

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LINES = (
    "do {case} agree-return --command-id A", "sandbox advance 2d", "sandbox buyer {case} cancel",
    "do {other} negotiate --command-id B --args '{{\"kind\":\"invite_cancel\",\"message\":\"x\"}}'",
    "sandbox fail twice", "do {third} agree-refund --command-id C", "sandbox advance 5d", "sync",
)  # fmt: skip


def _story(folder: Path, seed: str) -> Any:
    shell = Shell(folder)
    assert shell.run("sandbox", "new", "--cases", "80", "--pending", "60", "--seed", seed).code == 0
    shell.find(platform="tmall", type="return_refund")
    shell.find(name="other", platform="taobao", type="return_refund")
    shell.find(name="third", type="refund_only_unshipped")
    codes = [shell.line(line)[0] for line in LINES]
    return codes, shell.ok("sandbox ledger"), shell.ok("counts"), shell.cases()


def test_the_same_seed_and_commands_give_the_same_ledger(tmp_path: Path) -> None:
    first, again = _story(tmp_path / "a", "11"), _story(tmp_path / "b", "11")
    assert len(first[1]["executed"]) > 10
    assert first == again


def test_another_seed_gives_another_ledger(tmp_path: Path) -> None:
    """The negative control."""
    assert _story(tmp_path / "a", "11")[1] != _story(tmp_path / "b", "12")[1]


def _executed(shell: Shell, command_id: str) -> int:
    rows = shell.ok("sandbox ledger")["executed"]
    return sum(row["command_id"] == command_id for row in rows)


def test_the_same_id_is_the_same_act(world: Shell) -> None:
    """OUT-1 for an act of every way to travel: a decision, words, and what stays here."""
    world.find(platform="tmall", type="return_refund")
    for line in ("message --set text=您好", "note --set text=看过", "agree-return"):
        command = f"do {{case}} {line} --command-id {line.split()[0]}"
        code, first = world.line(command)
        assert code == 0
        for _ in range(2):
            assert world.line(command) == (0, first)
    assert [_executed(world, name) for name in ("message", "agree-return", "note")] == [1, 1, 0]
    assert [note["text"] for note in world.case()["notes"]] == ["看过"]
    for other in ("message --set text=别的", "note --set text=别的", "agree-refund"):
        code, value = world.line(f"do {{case}} {other} --command-id message")
        assert (code, rule_of(value)) == (1, "OUT-1")


def test_a_refused_act_stays_refused_under_its_id(world: Shell) -> None:
    world.find(platform="tmall", type="return_refund")
    world.ok("sandbox fail stale --action agree_return")
    code, first = world.line("do {case} agree-return --command-id S")
    assert (code, rule_of(first)) == (1, "OUT-5")
    assert world.line("do {case} agree-return --command-id S") == (1, first)
    assert world.line("do {case} agree-return --command-id T")[0] == 0


def test_an_undone_act_stays_undone_under_its_id(world: Shell) -> None:
    world.find(platform="tmall", type="return_refund")
    world.line("do {case} agree-return --command-id S --hold 60")
    world.ok("undo S")
    code, value = world.line("do {case} agree-return --command-id S")
    assert (code, rule_of(value), result(value)["delivery"]) == (1, "OUT-1", "undone")
    assert _executed(world, "S") == 0


def test_without_the_memory_of_ids_an_act_would_go_twice(
    world: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control."""
    monkeypatch.setattr(deciding, "_seen_before", lambda *_: None)
    world.find(platform="tmall", type="return_refund")
    assert world.line("do {case} note --set text=x --command-id N")[0] == 0
    world.line("do {case} note --set text=x --command-id N")
    assert len(world.case()["notes"]) == 2


def test_a_cursor_shows_every_case_once(world: Shell) -> None:
    for order in ("deadline", "stake", "amount", "applied"):
        seen: list[str] = []
        after: tuple[str, ...] = ()
        while True:
            options = ("--view", "all", "--limit", "97", "--sort", order, *after)
            page = world.json("cases", *options)[1]
            seen += [item["case_id"] for item in page["items"]]
            if page["next"] is None:
                break
            after = ("--after", page["next"])
        assert len(seen) == len(set(seen)) == page["total"]


def test_a_copy_of_a_directory_is_the_same_world(
    worlds: Callable[..., Path], world: Shell, tmp_path: Path
) -> None:
    """What the other tests stand on."""
    shutil.copytree(worlds("--cases", "200", "--pending", "160", "--seed", "3"), tmp_path / "copy")
    assert Shell(tmp_path / "copy").cases() == world.cases()
