"""Every rule in scope on the command line: where it refuses, with which exit and which id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.end2end.cli import test_stories
from tests.end2end.cli.shell import rules_of
from tests.end2end.cli.telling import TOLD
from workbench.domain.guards import acts, reopening

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.end2end.cli.shell import Shell, Value

OFFER = 'do {case} negotiate --args \'{{"kind":"offer","message":"您好","plans":[%s]}}\''
PARTIAL = '{{"kind":"partial_refund","amount_fen":100}}'
CASH = '{{"kind":"cash_payout","amount_fen":200}}'
TALK = OFFER % PARTIAL
CHAT = "do {case} refuse --set reason=agreed_with_buyer --file chat_record={png}"
RETURN = {"type": "return_refund"}
UNSHIPPED = {"type": "refund_only_unshipped"}


@dataclass(frozen=True)
class Row:
    """A rule, a case (by filters) or an order, what happens first, and the command it refuses."""

    rule: str
    where: dict[str, str] | Callable[[Value], bool]
    first: tuple[str, ...]
    line: str
    exit: int = 1
    refused: str = ""  # the rule in the answer, if it is another one

    def __str__(self) -> str:
        return f"{self.rule}: {self.line[:50]}"


def _tmall(**more: str) -> dict[str, str]:
    return {"platform": "tmall", **more}


ROWS = (
    Row("CASE-3", RETURN, (), "do {case} agree-return --set amount_fen=1.5", 2),
    Row("CASE-4", UNSHIPPED, (), "do {case} agree-return"),
    Row("CASE-4", RETURN, (), "do {case} confirm-receipt"),
    Row("CASE-4", RETURN, (), "do {case} agree-refund"),
    Row("CASE-4", RETURN, (), "do {case} agree-return --set address=nowhere"),
    Row("CASE-4", UNSHIPPED, ("do {case} agree-refund",), "do {case} agree-refund"),
    Row("CASE-5", RETURN, (), "do {case} agree-return --set amount_fen=1"),
    Row("CASE-5", RETURN, (), "do {case} agree-return --if-version 7"),
    Row("CASE-9", RETURN, (), "do {case} message --set text=" + "字" * 700),
    Row("CASE-9", RETURN, (), "do {case} message --set 'text= '"),
    Row("WORD-1", RETURN, (), "do {case} message --set text=加薇信转您"),
    Row("WORD-1", RETURN, (), "do {case} message --set text=我们不发货了"),
    Row("WORD-1", RETURN, (), "do {case} agree-return --set message=加V信聊"),
    Row("WORD-1", RETURN, (), "do {case} remark --set text=这是高仿"),
    Row("WORD-1", _tmall(**RETURN), (), TALK.replace("您好", "线.下退您")),
    Row("WORD-1", _tmall(**RETURN), (), CHAT + " --set text=骗子 --confirm REF-1"),
    Row("DISP-3", _tmall(**RETURN), (CHAT + " --confirm REF-1",),
        "do {case} escalate --set statement=我们怀疑买家"),
    Row("WORD-1", _tmall(**RETURN), (CHAT + " --confirm REF-1",),
        "do {case} escalate --set statement=这是高仿"),
    Row("CASE-11", RETURN, ("?do {case} agree-return --hold 600",), "do {case} agree-return"),
    Row("NEG-1", _tmall(**UNSHIPPED), (), TALK),
    Row("NEG-2", {"platform": "wechat", **RETURN}, (), TALK),
    Row("NEG-2", _tmall(**RETURN), (), OFFER % ""),
    Row("NEG-2", _tmall(**RETURN), (), OFFER % f"{PARTIAL},{PARTIAL}"),
    Row("NEG-4", _tmall(**RETURN), (), TALK.replace("您好", " ")),
    Row("NEG-4", _tmall(**RETURN), (), TALK.replace("您好", "字" * 700)),
    Row("NEG-5", _tmall(**RETURN), (), OFFER % PARTIAL.replace("100", "99999999")),
    Row("NEG-5", _tmall(**RETURN), (), OFFER % PARTIAL.replace("100", "-5")),
    Row("NEG-5", _tmall(**RETURN), (), OFFER % '{{"kind":"soothe","amount_fen":5}}'),
    Row("NEG-5", _tmall(**RETURN), ("settings set purse_case_fen 100",), OFFER % CASH),
    Row("NEG-6", _tmall(**RETURN), (TALK,), TALK),
    Row("NEG-6", _tmall(**RETURN), (TALK,), CHAT + " --confirm REF-1"),
    Row("NEG-6", _tmall(**RETURN), (), "do {case} withdraw"),
    Row("REF-1", _tmall(**RETURN), (), CHAT),
    Row("REF-3", _tmall(**RETURN), (), "do {case} refuse --set reason=whatever --confirm REF-1"),
    Row("REF-4", _tmall(**RETURN), (), "do {case} refuse --set reason=change_the_reason"
        " --confirm REF-1"),
    Row("REF-5", _tmall(**RETURN), (), "do {case} refuse --set reason=agreed_with_buyer"
        " --confirm REF-1"),
    Row("REF-2", _tmall(**RETURN, reason="无理由"), (), CHAT + " --confirm REF-1"),
    Row("REF-2", _tmall(**UNSHIPPED), (), CHAT + " --confirm REF-1"),
    Row("NEG-8", _tmall(**RETURN), (TALK, "sandbox buyer {case} refuse"),
        "do {case} refuse --set reason=agreed_with_buyer", refused="REF-5"),
    Row("DISP-1", _tmall(**RETURN), (), "do {case} escalate"),
    Row("DISP-1", {"platform": "douyin", **RETURN}, (), "do {case} escalate"),
    Row("DISP-1", RETURN, (), "do {case} raise --set 'note= '"),
    Row("DISP-2", RETURN, (), "do {case} evidence --set statement=x"),
    Row("DISP-2", _tmall(**RETURN), (CHAT + " --confirm REF-1", "sandbox buyer {case} intervene"),
        "do {case} evidence"),
    Row("DISP-2", _tmall(**RETURN), (CHAT + " --confirm REF-1", "sandbox buyer {case} intervene",
        "do {case} evidence --set statement=x"), "do {case} evidence --set statement=more"),
    Row("OUT-1", RETURN, ("do {case} agree-return --command-id K",),
        "do {case} agree-return --command-id K --set message=other"),
    Row("OUT-1", RETURN, ("do {case} agree-return --command-id K",), "undo K"),
    Row("OUT-5", RETURN, ("sandbox fail stale --action agree_return",), "do {case} agree-return"),
    Row("OPEN-1", lambda o: bool(o["entry"]) and o["entry"]["state"] == "open", (),
        "open-entry {order}"),
    Row("OPEN-2", lambda o: o["success_at"] is None, (), "open-entry {order}"),
    Row("OPEN-2", lambda o: bool(o["cases"]) and o["success_at"] is not None
        and {r["rule"] for r in o["refused"]} == {"OPEN-2"}, (), "open-entry {order}"),
    Row("OPEN-3", lambda o: o["after_sale_days"] == 90, (),
        "open-entry {order}"),
    Row("OPEN-4", lambda o: [r["rule"] for r in o["refused"]] == ["OPEN-4"], (),
        "open-entry {order} --confirm OPEN-4"),
    Row("OPEN-4", lambda o: [r["rule"] for r in o["refused"]] == ["OPEN-4"],
        ("settings set allow_old_entries on",), "open-entry {order}"),
    Row("ACC-5", RETURN, (), "--as bob do {case} agree-return", 4),
)  # fmt: skip

SCOPE = {
    *(f"CASE-{n}" for n in (1, 2, 3, 4, 5, 6, 9, 11, 13)),
    *(f"CLK-{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 10)),
    *(f"POL-{n}" for n in (1, 2, 3, 4)),
    *(f"NEG-{n}" for n in (1, 2, 4, 5, 6, 7, 8, 10)),
    *(f"REF-{n}" for n in (1, 2, 3, 4, 5, 6)),
    *(f"VER-{n}" for n in (1, 2)),
    *(f"OPEN-{n}" for n in (1, 2, 3, 4, 5, 7, 8)),
    *(f"DISP-{n}" for n in (1, 2, 3, 4, 6)),
    *(f"OUT-{n}" for n in (1, 2, 3, 4, 5)),
    *(f"IMP-{n}" for n in (1, 2, 3, 4, 6)),
    "WORD-1",
    "WORD-2",
    "ACC-5",
    "AUD-1",
}


def _play(shell: Shell, row: Row) -> tuple[int, Value]:
    if callable(row.where):
        if row.rule == "OPEN-1":
            _open_one(shell)
        shell.order(row.where)
    else:
        shell.find(filters=row.where)
    for line in row.first:
        code, value = shell.line(line.removeprefix("?"))
        assert code == (5 if line.startswith("?") else 0), value
    return shell.line(row.line)


def _open_one(shell: Shell) -> None:
    """Open the first order that the platform opens."""
    for item in shell.ok("orders --eligible")["items"]:
        if shell.json("open-entry", item["order_id"])[0] == 0:
            return
    raise AssertionError("nothing could be opened")


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_rule_refuses_with_its_id(world: Shell, row: Row) -> None:
    code, value = _play(world, row)
    assert code == row.exit, value
    if row.exit == 1:
        assert (row.refused or row.rule) in rules_of(value), value


GUARDED = [row for row in ROWS if row.exit == 1 and row.rule not in ("OUT-1", "OUT-5", "OPEN-1")]


@pytest.mark.parametrize("row", GUARDED[::3], ids=str)
def test_without_the_guards_the_table_fails(
    world: Shell, row: Row, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: the table sees that nothing is checked any more."""
    monkeypatch.setattr(acts, "check", lambda *_, **__: ())
    monkeypatch.setattr(reopening, "check", lambda *_, **__: ())
    try:
        code, value = _play(world, row)
    except AssertionError:
        return  # what came first fell apart already
    assert code != row.exit or (row.refused or row.rule) not in rules_of(value)


def test_every_rule_in_scope_is_proven_on_the_command_line() -> None:
    assert test_stories.PLACES  # they are read
    stories = {rule for told in TOLD for rule in told.rules}
    proven = {row.rule for row in ROWS} | stories | {"POL-3"}  # a world of its own
    assert SCOPE - proven == set()
