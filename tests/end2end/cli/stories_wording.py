"""Stories about words: what is marked, what a confirmation lifts, a list of one's own (WORD)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.end2end.cli.shell import result
from tests.end2end.cli.telling import proves

if TYPE_CHECKING:
    from tests.end2end.cli.shell import Shell

RISKY = "可以加薇 信直接转您；还不满意，一定退"


@proves("WORD-1")
def words_are_marked_where_they_stand(shell: Shell) -> None:
    code, value = shell.json("check-wording", RISKY)
    assert code == 0
    first, second = value["findings"]
    assert first == {
        "start": 2, "end": 10, "text": "加薇 信直接转您", "kind": "outside_money",
        "severity": "block", "instead": "由平台打到您的账户",
    }  # fmt: skip
    assert (second["text"], second["severity"]) == ("一定退", "warn")
    assert RISKY[first["start"] : first["end"]] == first["text"]
    assert shell.json("check-wording", "支付宝原路退回")[1] == {"findings": []}
    said = shell.run("check-wording", RISKY)
    assert "must change" in said.out
    assert "better change" in said.out
    assert "Nothing to change." in shell.run("check-wording", "您好").out
    long = shell.json("check-wording", "--platform", "tmall", "字" * 700)[1]["findings"]
    assert [one["kind"] for one in long] == ["bytes"]
    assert shell.json("check-wording", "字" * 700)[1] == {"findings": []}
    assert shell.json("check-wording", "x", "--platform", "mars")[0] == 2


@proves("WORD-1", "WORD-2")
def a_warning_may_be_confirmed_and_a_block_may_not(shell: Shell) -> None:
    shell.find(type="return_refund")
    code, value = shell.line("do {case} message --set text=我们不发货了")
    assert (code, value["refused"]["confirmable"]) == (1, True)
    (found,) = value["refused"]["facts"]["findings"]
    assert (found["argument"], found["text"], found["start"]) == ("text", "不发货了", 2)
    sent = shell.ok("do {case} message --set text=我们不发货了 --confirm WORD-1")
    assert result(sent)["ok"]
    code, value = shell.line("do {case} message --set text=这是高仿 --confirm WORD-1")
    assert (code, value["refused"]["confirmable"]) == (1, False)
    shell.ok("do {case} message --set text=退款成功后我们一定认真核查")
    shell.ok("do {case} note --set text=买家说是高仿，电话13800138000")


@proves("WORD-2")
def a_directory_has_a_list_of_its_own(shell: Shell) -> None:
    own = shell.folder / "wording.toml"
    own.write_text('[[entries]]\nid = "surely_refund"\nseverity = "block"\n', "utf-8")
    assert shell.json("check-wording", "一定退")[1]["findings"][0]["severity"] == "block"
    own.write_text('[[entries]]\nid = "surely_refund"\nseverity = "red"\n', "utf-8")
    assert shell.json("check-wording", "一定退")[1]["findings"][0]["severity"] == "warn"
    code, value = shell.json("doctor")
    assert (code, value["ok"]) == (1, False)
    (problem,) = value["problems"]
    for words in ("wording.toml", "surely_refund", "severity", "block, warn"):
        assert words in problem
