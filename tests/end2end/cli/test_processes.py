"""The real program in processes of its own: two at once, a reader that goes away, Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.end2end.cli.shell import Shell

PROGRAM = (sys.executable, "-m", "workbench")


def _start(shell: Shell, *argv: str, **env: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*PROGRAM, "--data-dir", str(shell.folder), *argv],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        env={**os.environ, **env},
    )  # fmt: skip


def _end(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=60)
    assert "Traceback" not in err
    return process.returncode, out, err


def test_two_at_once_execute_one_act(world: Shell) -> None:
    case = world.find(platform="tmall", type="refund_only_unshipped")["case_id"]
    started = [_start(world, "do", case, "agree-refund", "--json") for _ in range(3)]
    ended = [_end(process) for process in started]
    assert sorted(code for code, _, _ in ended) == [0, 1, 1]
    assert all(err == "" for _, _, err in ended)
    for _, out, _ in ended:
        json.loads(out)
    rows = world.ok("sandbox ledger")["executed"]
    assert [row["action"] for row in rows] == ["agree_refund"]


def test_two_at_once_with_one_id_have_one_result(world: Shell) -> None:
    case = world.find(platform="tmall", type="refund_only_unshipped")["case_id"]
    line = ("do", case, "agree-refund", "--command-id", "SAME", "--json")
    ended = [_end(process) for process in [_start(world, *line) for _ in range(2)]]
    assert [code for code, _, _ in ended] == [0, 0]
    assert len(world.ok("sandbox ledger")["executed"]) == 1


def test_a_reader_may_go_away(world: Shell) -> None:
    process = _start(world, "cases", "--view", "all", "--limit", "5000", "--json")
    assert process.stdout is not None
    process.stdout.close()
    process.wait(timeout=60)
    assert process.stderr is not None
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.returncode == 0


def test_ctrl_c_leaves_the_act_waiting(world: Shell) -> None:
    case = world.find(platform="tmall", type="return_refund")["case_id"]
    world.ok("sandbox fail rate_limit --times 1000")
    process = _start(
        world, "do", case, "agree-return", "--command-id", "C", "--wait", "300", "--json"
    )
    while not world.ok("outbox")["items"]:
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    code, out, err = _end(process)
    assert (code, err) == (130, "")
    assert json.loads(out)["error"]["kind"] == "interrupted"
    assert world.ok("outbox")["items"][0]["state"] in ("waiting", "sending")
    assert world.ok("sandbox ledger")["executed"] == []


def test_a_poor_terminal_gets_its_document(world: Shell) -> None:
    poor = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    code, out, err = _end(_start(world, "shops", "list", "--json", **poor))
    assert (code, err) == (0, "")
    assert "岚屿旗舰店" in [shop["name"] for shop in json.loads(out)["shops"]]
    code, out, err = _end(_start(world, "shops", "list", **poor))
    assert (code, err) == (0, "")


def test_a_file_in_the_place_of_the_directory(world: Shell) -> None:
    world.folder = world.folder / "settings.json"
    world.folder.write_text("{}")
    code, _, err = _end(_start(world, "counts"))
    assert code == 2
    assert err.count("\n") == 1


def test_help_is_help() -> None:
    said = subprocess.run([*PROGRAM, "do", "--help"], capture_output=True, text=True, check=True)
    assert "--if-version" in said.stdout
