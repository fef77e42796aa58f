"""Exit codes: what they mean for every command, with good and bad input, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workbench.base import texts
from workbench.bootstrap.house import OpenHouse

if TYPE_CHECKING:
    from tests.end2end.cli.shell import Shell
    from tests.helpers.allergic import LogGuard

LATER = ("metrics", "rules list", "policy list", "accounts list", "requests", "forecast 1",
         "export cases --to x.csv")  # fmt: skip

USAGE = (
    *LATER, "", "nonsense", "explain OPEN-99", "explain nonsense",
    "--data", "case", "case nowhere", "case 岚屿旗舰店/1", "case x/1",
    "cases --view promise", "cases --limit 0", "cases --limit x", "cases --limit 99999999999",
    "cases --after zzz", "cases --after WzFd", "cases --sort x", "cases --platform ebay",
    "cases --type x", "cases --stage x", "cases --flag pink", "cases --min-fen -1",
    "cases --max-fen 1.5", "cases --min-fen 99999999999999999999", "cases --shop x",
    "cases --lim 5", "counts --view x", "do", "do {case}", "do '' note", "do , note",
    "do {case} fly", "do {case} note", "do {case} note --set text", "do {case} note --set x=1",
    "do {case} note --args {{", "do {case} note --args [1]",
    "do {case} note --args '{{\"text\":5}}'",
    "do {case} note --set text=x --file a={png}", "do {case} refuse --set reason=x --file {png}",
    "do {case} note --set text=x --hold 1 --wait 1", "do {case} note --set text=x --hold nan",
    "do {case} note --set text=x --wait inf", "do {case} note --set text=x --hold -1",
    "do {case} note --set text=x --if-version x", "do {case} note --set text=x --command-id ''",
    "do {case} note --set text=x --command-id 'a b'", "do {case},nowhere note --set text=x",
    "do {case},{other} note --set text=x --command-id K", "do nowhere note --set text=x",
    "do {case} agree-return --set amount_fen=abc", "do {case} agree-return --set amount_fen=1e3",
    "do {case} contact --set channel=pigeon --set outcome=reached",
    "do {case} negotiate --args '{{\"kind\":\"nonsense\"}}'",
    "do {case} negotiate --args '{{\"kind\":\"modify_claim\",\"new_claim_fen\":99999999999999}}'",
    "undo", "undo nothing", "handoff", "handoff done nothing", "sync --shop x", "suggest nowhere",
    "order nowhere", "order x/1", "order add", "order add --args 5", "orders --from yesterday",
    "orders --limit -1", "open-entry", "open-entry nowhere", "shops", "shops add x",
    "shops add x --platform ebay", "shops add '' --platform tmall", "shops add x --platform tmall",
    "shops set x --platform tmall", "addresses list --shop x", "addresses default x",
    "addresses add --shop x --name a --phone 1 --text b", "settings get x", "settings set x 1",
    "settings set rounds many", "settings set rounds 0", "import {png}", "sandbox",
    "sandbox new", "sandbox advance soon", "sandbox advance -1h", "sandbox advance 99999d",
    "sandbox buyer nowhere accept", "sandbox buyer {case} fly", "sandbox buyer {case}",
    "sandbox buyer {case} modify --args '{{\"claim_fen\":\"x\"}}'",
    "sandbox buyer {case} modify --args '{{\"type\":\"x\"}}'",
    "sandbox buyer {case} accept --plan 0", "sandbox buyer apply nowhere",
    "sandbox buyer request-entry nowhere", "sandbox referee nowhere buyer",
    "sandbox referee {case} nobody", "sandbox fail boredom", "sandbox fail late --times 0",
    "sandbox fail late --action fly", "sandbox fail late --execute maybe", "sandbox state nowhere",
    "sandbox state x/1", "audit", "bench --cases x", "--lang fr counts", "--data-dir '' counts",
    "--as", "counts --password-file", "restore", "backup",
)  # fmt: skip
UNREADABLE = (
    "do {case} note --args @/nowhere", "do {case} note --args @{png}",
    "do {case} message --set text=x --file picture=/nowhere", "import /nowhere --shop x",
    "import {png} --shop 新店", "restore /nowhere", "backup /nowhere/x",
    "--password-file /nowhere counts",
)  # fmt: skip
FINE = (
    "counts", "cases", "cases --view pending", "case {case}", "cases --type return-refund",
    "--as owner counts", "counts --lang en", "counts --as=owner", "actions", "outbox",
    "outbox --all", "handoff list", "orders --eligible", "orders --from 2026-10-01 --to 2026-11-30",
    "suggest {case}", "do {case} note --args -", "do {case},{other} note --set text=x", "sync",
    "settings get", "settings get rounds", "shops list", "addresses list", "sandbox now",
    "sandbox ledger", "sandbox state {case}", "doctor", "audit verify",
)  # fmt: skip
REFUSED = ("sandbox buyer {case} accept", "sandbox referee {case} buyer")


def _named(shell: Shell) -> Shell:
    shell.find(platform="tmall", type="return_refund")
    shell.find(lambda c: c["case_id"] != shell.names["case"], "other", type="return_refund")
    return shell


@pytest.mark.parametrize(
    ("exit_code", "lines"), [(2, USAGE), (3, UNREADABLE), (0, FINE), (1, REFUSED)]
)
def test_every_line_ends_as_agreed(world: Shell, exit_code: int, lines: tuple[str, ...]) -> None:
    """One sentence in either language; where it is JSON, an error and nothing else."""
    shell = _named(world)
    before = shell.ok("audit verify")["entries"]
    wrong = []
    for line in lines:
        for shell.lang in ("zh_CN", "en"):
            code, value = shell.line(line, stdin='{"text":"x"}')
            if code != exit_code:
                wrong.append((line, code, value))
            elif exit_code in (2, 3):
                assert value["error"]["message"].strip(), line
                assert "\n" not in value["error"]["message"], line
    assert wrong == []
    if exit_code == 2:
        assert shell.ok("audit verify")["entries"] == before  # nothing was even tried


def test_people_get_one_sentence_on_the_other_stream(world: Shell) -> None:
    for lang, words in (("zh_CN", "没有售后单"), ("en", "no case")):
        world.lang = lang
        said = world.run("case", "nowhere")
        assert (said.code, said.out) == (2, "")
        assert words in said.err
        assert said.err.count("\n") == 1


def test_chinese_is_complete_for_usage(world: Shell) -> None:
    """No sentence of the command line is left in English."""
    world.lang = "zh_CN"
    for line in ("nonsense", "case", "cases --sort x", "cases --limit x", "do 1 note --hold"):
        said = world.run(*line.split())
        assert any("\u4e00" <= char <= "\u9fff" for char in said.err), said.err


def test_commands_of_later_features_are_absent(world: Shell) -> None:
    with pytest.raises(SystemExit) as stop:
        world.run("--help")
    assert stop.value.code == 0
    for line in LATER:
        assert world.run(*line.split()).code == 2


def test_our_own_fault_is_70_and_is_in_the_log(
    world: Shell, monkeypatch: pytest.MonkeyPatch, log_guard: LogGuard
) -> None:
    log_guard.expect("command failed")

    def broken(_: OpenHouse) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(OpenHouse, "doctor", broken)
    code, value = world.json("doctor")
    assert (code, value["error"]["kind"]) == (70, "bug")
    assert "planted" in (world.folder / "log" / "workbench.log").read_text()


def test_ctrl_c_is_no_traceback(world: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: OpenHouse) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(OpenHouse, "doctor", interrupted)
    code, value = world.json("doctor")
    assert (code, value["error"]["kind"]) == (130, "interrupted")


def test_a_broken_audit_and_a_sick_store_end_with_1(
    world: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OpenHouse, "verify_audit", lambda _: (False, 3, 2))
    assert world.json("audit", "verify") == (1, {"ok": False, "entries": 3, "first_bad": 2})
    monkeypatch.setattr(OpenHouse, "doctor", lambda _: [texts.text("It is ill.")])
    assert world.json("doctor") == (1, {"ok": False, "problems": ["It is ill."]})


def test_several_cases_end_with_1_where_one_is_refused(world: Shell) -> None:
    shell = _named(world)
    code, value = shell.line("do {case},{other} agree-return")
    assert (code, [r["ok"] for r in value["results"]]) == (0, [True, True])
    code, value = shell.line("do {case},{other} agree-return")
    assert (code, [r["ok"] for r in value["results"]]) == (1, [False, False])
    assert "refused" not in value
