"""Shops that live from files: imported, handed off, confirmed and contradicted by the next file."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from tests.end2end.cli.shell import result
from tests.end2end.cli.telling import proves
from workbench.base import resources

if TYPE_CHECKING:
    from pathlib import Path

    from tests.end2end.cli.shell import Shell, Value

SAMPLES = resources.folder("samples")
FILE = SAMPLES / "taobao_51.csv"
WAITS = "买家已经申请退款，等待卖家同意"
AGREED = "卖家已经同意退款，等待买家退货"


def _import(shell: Shell, path: Path = FILE, shop: str = "店", *more: str) -> Value:
    code, value = shell.json("import", str(path), "--shop", shop, *more)
    assert code == 0, value
    return value["files"][0]


def _later(shell: Shell, old: str, new: str, seconds: int) -> Path:
    """The export again, written later, with one change in the row of the case."""
    lines = FILE.read_text("gb18030").splitlines(keepends=True)
    changed = [line.replace(old, new) if shell.names["case"] in line else line for line in lines]
    path = shell.folder.parent / f"later{seconds}.csv"
    path.write_text("".join(changed), "gb18030", newline="")
    when = time.time() + seconds
    os.utime(path, (when, when))
    return path


@proves("IMP-1", "IMP-2", "IMP-3", "IMP-4", real=True)
def imported_twice(shell: Shell) -> None:
    seen = _import(shell, FILE, "店", "--dry-run")
    assert shell.ok("shops list")["shops"] == []  # the preview changes nothing
    report = _import(shell)
    assert report == seen
    assert (report["recognised_as"], report["encoding"]) == ("taobao_51", "gb18030")
    assert report["platform_assumed"] is True
    assert [bad["column"] for bad in report["rejected"]] == ["买家退款金额"]
    assert report["added"] == len(shell.cases(shop="店"))
    assert sum(c["claim_fen"] for c in shell.cases()) == report["totals"]["claim_fen"]
    assert all(isinstance(c["case_id"], str) for c in shell.cases())
    again = _import(shell)
    assert (again["added"], again["updated"]) == (0, 0)
    assert again["unchanged"] == report["added"]


@proves("CASE-8", real=True)
def one_of_two_orders_in_a_parcel(shell: Shell) -> None:
    here, other = "73192114589761", "73306352320914"  # both on their way
    lines = FILE.read_text("gb18030").replace(other, here)
    path = shell.folder.parent / "parcel.csv"
    path.write_text(lines, "gb18030", newline="")
    _import(shell, path)
    case, neighbour = (
        next(c for c in shell.cases(view="all") if c["stage"] == stage and c["outbound"]
             and c["outbound"]["waybill"] == here)
        for stage in ("merchant_review", "intervention")
    )  # fmt: skip
    shell.names["case"] = case["case_id"]
    code, value = shell.line("do {case} agree-refund")
    assert (code, value["refused"]["rule"], value["refused"]["confirmable"]) == (1, "CASE-8", True)
    assert value["refused"]["facts"]["orders"] == [neighbour["order_id"]]
    [shown] = [act for act in shell.case()["actions"] if act["action"] == "agree_refund"]
    assert (shown["allowed"], shown["confirm"]) == (True, ["CASE-8"])
    done = result(shell.ok("do {case} agree-refund --confirm CASE-8"))
    assert done["delivery"] == "handoff"


@proves("IMP-1", "CLK-1", real=True)
def every_sample_is_recognised(shell: Shell) -> None:
    for path in sorted(SAMPLES.iterdir()):
        report = _import(shell, path, path.stem)
        assert path.stem.split("_")[1] in report["recognised_as"]
    sources = {c["deadline"]["source"] for c in shell.cases(view="todo")}
    assert "file" in sources


@proves("IMP-3", real=True)
def a_bad_file_keeps_nobody_out(shell: Shell) -> None:
    bad = shell.folder.parent / "bad.csv"
    bad.write_text("a,b\n1,2\n")
    code, value = shell.json("import", str(bad), str(FILE), "--shop", "店")
    assert code == 3
    assert [("error" in item) for item in value["files"]] == [True, False]
    assert len(shell.cases()) == value["files"][1]["added"]


@proves("CASE-1", real=True)
def one_number_in_two_shops(shell: Shell) -> None:
    _import(shell, FILE, "一店")
    _import(shell, FILE, "二店")
    shell.names["case"] = case = shell.cases()[0]["case_id"]
    code, value = shell.line("case {case}")
    assert (code, value["error"]["kind"]) == (2, "ambiguous")
    assert "一店" in value["error"]["message"]
    for shop in ("一店", "二店"):
        assert shell.ok(f"case {shop}/{{case}}")["shop"] == shop
        assert result(shell.ok(f"do {shop}/{{case}} note --set text=x"))["shop"] == shop
    assert shell.line("do {case} note --set text=x")[0] == 2
    assert shell.line(f"case 三店/{case}")[0] == 2


@proves("CASE-2", real=True)
def an_unknown_word_is_kept(shell: Shell) -> None:
    report = _import(shell)
    assert len(report["warnings"]) == 1
    unknown = [c for c in shell.cases() if c["stage"] == "unknown"]
    assert [c["stage_raw"] for c in unknown] == ["卖家已同意待发券"]
    shell.names["case"] = unknown[0]["case_id"]
    done = shell.ok("do {case} agree-refund --confirm CASE-4")
    assert result(done)["delivery"] == "handoff"


def _handed_off(shell: Shell) -> Value:
    _import(shell, FILE, "店", "--platform", "tmall")
    shell.ok("addresses add --shop 店 --name 仓 --phone 1 --text 杭州")
    case = next(c for c in shell.cases(view="todo") if c["type"] == "return_refund"
                and c["stage"] == "merchant_review")  # fmt: skip
    shell.names["case"] = case["case_id"]
    handed = result(shell.ok("do {case} agree-return --command-id HAND"))
    assert handed["delivery"] == "handoff"
    sheet = shell.ok("handoff list")["items"][0]
    assert sheet["result"]["url"].startswith("https://")
    assert "杭州" in sheet["result"]["text"]
    assert "退货运费" in sheet["result"]["text"]  # CASE-10: named, although nobody said who pays
    assert all(isinstance(step, str) for step in sheet["result"]["check"])
    assert result(shell.ok("handoff done HAND"))["delivery"] == "handoff_done"
    assert shell.case()["stage"] == "merchant_review"  # a tick is not a stage
    assert shell.line("handoff done HAND")[0] == 2
    return case


@proves("CASE-13", "OUT-4", "CASE-11", "CASE-10", real=True)
def confirmed_by_the_next_file(shell: Shell) -> None:
    _handed_off(shell)
    as_of = shell.ok("shops list")["shops"][0]["as_of"]
    assert as_of.endswith("+08:00")
    _import(shell, _later(shell, WAITS, AGREED, 30))
    case = shell.case()
    assert (case["stage"], case["intent"], case["contradicted"]) == (
        "buyer_return_waybill", None, "",
    )  # fmt: skip
    assert "confirmed" in [line["kind"] for line in case["timeline"]]
    assert shell.ok("outbox")["items"] == []
    assert shell.ok("shops list")["shops"][0]["as_of"] > as_of


@proves("CASE-13", "OUT-4", real=True)
def contradicted_by_the_next_file(shell: Shell) -> None:
    _handed_off(shell)
    _import(shell, _later(shell, "nothing", "changes", 60))
    case = shell.case()
    assert (case["stage"], case["intent"]) == ("merchant_review", None)
    assert case["contradicted"].startswith("agree_return:merchant_review:20")
    assert "contradicted" in [line["kind"] for line in case["timeline"]]
    assert shell.ok("outbox")["items"] == []
    assert result(shell.ok("do {case} agree-return"))["delivery"] == "handoff"


@proves("IMP-6", "OPEN-2", real=True)
def an_order_by_hand(shell: Shell) -> None:
    shell.ok("shops add 店 --platform tmall")
    facts = '"shop":"店","order_id":"%s","paid_fen":%s,"created_at":"%s"'
    good = facts % ("A1", 12800, "2026-10-01T10:00")
    saved = shell.ok(f'order add --args \'{{{{{good},"success_at":"2026-10-05"}}}}\'')
    assert (saved["order_id"], saved["paid_fen"]) == ("A1", 12800)
    assert saved["after_sale_until"] == "2026-10-20T00:00:00+08:00"
    for bad in (facts % ("A2", -1, "2026-10-01"), facts % ("A2", 1.5, "2026-10-01"),
                facts % ("A2", "true", "2026-10-01"), facts % ("A2", 1, "yesterday"),
                facts % ("A/2", 1, "2026-10-01"), facts % ("A2", 1e999, "2026-10-01"),
                good + ',"success_at":"2026-09-01"', good + ',"after_sale_days":-1',
                good + ',"nonsense":1'):  # fmt: skip
        code, value = shell.line(f"order add --args '{{{{{bad}}}}}'")
        assert (code, value["error"]["kind"]) == (2, "usage"), bad
    assert len(shell.ok("orders")["items"]) == 1
