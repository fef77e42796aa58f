"""Cases from the application to the end: agreed, returned, exchanged, refused, disputed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tests.end2end.cli.shell import result, rule_of
from tests.end2end.cli.telling import proves

if TYPE_CHECKING:
    from tests.end2end.cli.shell import Shell, Value

REFUSE = "do {case} refuse --set reason=agreed_with_buyer --file chat_record={png} --confirm REF-1"


def stands(shell: Shell, stage: str, turn: str) -> Value:
    """The case stands in a stage."""
    case = shell.case()
    assert (case["stage"], case["turn"]) == (stage, turn)
    return case


def at(text: str) -> datetime:
    """A printed time, which always is Beijing's."""
    assert text.endswith("+08:00")
    return datetime.fromisoformat(text)


@proves("CASE-4", "CASE-6")
def refund_only(shell: Shell) -> None:
    shell.find(platform="tmall", type="refund_only_unshipped")
    claim = shell.case()["claim_fen"]
    done = result(shell.ok(f"do {{case}} agree-refund --set amount_fen={claim} --command-id A1"))
    assert (done["ok"], done["delivery"], done["version"]) == (True, "done", 2)
    stands(shell, "refunding", "platform")
    shell.ok("sandbox advance 10m")
    case = stands(shell, "refunded", "none")
    assert case["refunded_fen"] == claim
    kinds = [line["kind"] for line in case["timeline"]]
    assert [k for k in kinds if k in ("applied", "act:agree_refund", "delivered:agree_refund")] == [
        "applied", "act:agree_refund", "delivered:agree_refund",
    ]  # fmt: skip
    ledger = shell.ok("sandbox ledger")["executed"]
    paid = [row["amount_fen"] for row in ledger if row["command_id"] == "A1"]
    assert paid == [claim]


@proves("CASE-4", "CLK-3", "DISP-6")
def return_and_refund(shell: Shell) -> None:
    shell.find(platform="tmall", type="return_refund")
    shell.ok("do {case} agree-return")
    stands(shell, "buyer_return_waybill", "buyer")
    shell.ok("sandbox buyer {case} return")
    before = stands(shell, "merchant_confirm_receipt", "merchant")
    assert before["return"]["waybill"]
    shell.names["id"] = before["case_id"]
    assert before["case_id"] in [c["case_id"] for c in shell.ok("cases --view receipt")["items"]]
    refused = shell.line("do {case} refuse --set reason=goods_damaged --confirm REF-1")
    assert refused[0] == 1  # DISP-6: without the film of the unpacking it is not refused
    assert refused[1]["refused"]["facts"]["missing"] == ["unpacking_video"]
    shell.ok("sandbox buyer {case} sign")
    after = shell.case()
    assert after["return"]["signed_at"] is not None
    assert at(after["deadline"]["at"]) < at(before["deadline"]["at"])  # 48 h after it was signed
    shell.ok("do {case} confirm-receipt")
    shell.ok("sandbox advance 10m")
    stands(shell, "refunded", "none")


def _ships(shell: Shell, final: str) -> None:
    stands(shell, "merchant_ship", "merchant")
    assert shell.line("do {case} ship --set company=中通快递 --set waybill=1")[0] == 1
    shell.ok("do {case} ship --set company=中通快递 --set waybill=7312345678901")
    stands(shell, "buyer_confirm", "buyer")
    shell.ok("sandbox buyer {case} confirm")
    stands(shell, final, "none")


def _applies(shell: Shell, kind: str) -> None:
    now = shell.ok("sandbox now")["now"]
    shell.order(lambda o: bool(o["after_sale_until"]) and o["after_sale_until"] > now
                and o["platform"] == "tmall" and not o["cases"])  # fmt: skip
    words = f'{{{{"type":"{kind}","reason":"质量问题"}}}}'
    shell.names["case"] = shell.ok(f"sandbox buyer apply {{order}} --args '{words}'")["case_id"]
    stands(shell, "merchant_review", "merchant")


@proves("CASE-4")
def exchange(shell: Shell) -> None:
    _applies(shell, "exchange")
    shell.ok("do {case} agree-exchange")
    shell.ok("sandbox buyer {case} return")
    shell.ok("do {case} confirm-receipt")
    _ships(shell, "exchanged")


@proves("CASE-4")
def repair(shell: Shell) -> None:
    _applies(shell, "repair")
    shell.ok("do {case} agree-repair")
    shell.ok("sandbox buyer {case} return")
    shell.ok("do {case} confirm-receipt")
    _ships(shell, "repaired")


@proves("CASE-4")
def reship(shell: Shell) -> None:
    _applies(shell, "reship")
    shell.ok("do {case} agree-reship")
    _ships(shell, "reshipped")


@proves("REF-1", "CLK-2", "DISP-1", "DISP-2")
def refused_then_the_platform_decides(shell: Shell) -> None:
    case = shell.find(platform="tmall", type="return_refund")
    shell.ok(REFUSE)
    refused = stands(shell, "buyer_after_refusal", "buyer")
    left = refused["deadline"]["remaining_s"]
    shell.ok("sandbox advance 1h")
    shell.ok("do {case} escalate --set statement=请平台核实")
    stopped = stands(shell, "intervention", "platform")["deadline"]
    assert (stopped["paused"], stopped["at"]) == (True, None)
    assert stopped["remaining_s"] == left - 3600  # CLK-2
    assert case["case_id"] in [c["case_id"] for c in shell.ok("cases --view intervention")["items"]]
    shell.ok("sandbox advance 2h")
    assert shell.case()["deadline"]["remaining_s"] == left - 3600
    shell.ok("do {case} evidence --set statement=完整凭证 --file chat_record={png}")
    assert "evidence" not in [c["kind"] for c in shell.case()["clocks"]]
    code, value = shell.line("do {case} evidence --set statement=再交一次")
    assert (code, rule_of(value), value["refused"]["confirmable"]) == (1, "DISP-2", True)
    shell.ok("do {case} evidence --set statement=再交一次 --confirm DISP-2")
    shell.ok("sandbox referee {case} withdrawn")
    resumed = stands(shell, "buyer_after_refusal", "buyer")["deadline"]
    assert resumed["remaining_s"] == left - 3600


@proves("REF-1", "CASE-9")
def a_contact_lifts_the_warning(shell: Shell) -> None:
    shell.find(platform="tmall", type="return_refund")
    line = REFUSE.removesuffix(" --confirm REF-1")
    code, value = shell.line(line)
    assert (code, rule_of(value), value["refused"]["confirmable"]) == (1, "REF-1", True)
    shell.ok("do {case} contact --set channel=phone --set outcome=no_answer")
    assert shell.line(line)[0] == 1
    shell.ok("do {case} contact --set channel=phone --set outcome=reached --set note=已通话")
    assert shell.case()["contacts"][-1]["outcome"] == "reached"
    shell.ok(line)


@proves("CASE-11", "OUT-1")
def pressing_is_not_being(shell: Shell) -> None:
    before = shell.find(platform="tmall", type="return_refund")
    code, value = shell.line("do {case} agree-return --hold 3600 --command-id H1")
    assert (code, result(value)["delivery"]) == (5, "waiting")
    held = shell.case()
    assert held["intent"]["state"] == "waiting"
    for name in ("stage", "turn", "deadline", "claim_fen", "version"):
        assert held[name] == before[name]
    assert held["case_id"] not in [c["case_id"] for c in shell.ok("cases --limit 999")["items"]]
    shell.ok("undo H1")
    assert shell.case()["intent"] is None
    assert held["case_id"] in [c["case_id"] for c in shell.ok("cases --limit 999")["items"]]
    assert shell.ok("sandbox ledger")["executed"] == []
    shell.line("do {case} agree-return --hold 3600 --command-id H2")
    shell.ok("sandbox advance 59m")
    assert shell.case()["stage"] == "merchant_review"
    shell.ok("sandbox advance 2m")
    assert shell.case()["stage"] == "buyer_return_waybill"


@proves("CLK-1", "CLK-5", "CLK-7", "CLK-8")
def past_zero(shell: Shell) -> None:
    case = shell.find(lambda c: c["deadline"]["at_zero"] == "refund", platform="tmall",
                      type="refund_only_unshipped")  # fmt: skip
    assert case["deadline"]["source"] == "platform"
    assert case["deadline"]["entered_at"] == case["applied_at"]
    left = case["deadline"]["remaining_s"]
    shell.ok(f"sandbox advance {left - 1800}s --no-sync")
    assert shell.case()["deadline"]["urgency"] == "critical"
    shell.ok("sandbox advance 31m --no-sync")
    assert shell.case()["deadline"]["urgency"] == "past_zero"
    assert case["case_id"] in [
        c["case_id"] for c in shell.ok("cases --view overdue --limit 999")["items"]
    ]
    code, value = shell.line("do {case} agree-refund")
    assert (code, rule_of(value)) == (1, "CLK-8")
    shell.ok("sync")
    assert shell.case()["stage"] in ("refunding", "refunded")  # the platform did what it said
    acts = [r for r in shell.ok("sandbox ledger")["executed"] if r["case_id"] == case["case_id"]]
    assert [(r["command_id"], r["action"]) for r in acts] == [("", "refund")]


@proves("CLK-8")
def read_again_after_zero_one_may_act(shell: Shell) -> None:
    """The platform is late with its own act: once read again, the case is ours."""
    late = [c for c in shell.cases(view="overdue") if c["stage"] == "merchant_review"]
    assert late, "the world has cases whose time is up"
    assert all(c["as_of"] > c["deadline"]["at"] for c in late)
    act = {"return_refund": "agree-return"}.get(late[0]["type"], "agree-refund")
    assert shell.json("do", late[0]["case_id"], act)[0] == 0


@proves("CLK-6")
def the_clock_stands_still(shell: Shell) -> None:
    first = shell.ok("sandbox now")["now"]
    shell.ok("sync")
    assert shell.ok("sandbox now")["now"] == first
    assert at(shell.ok("sandbox advance 90m")["now"]) - at(first) == timedelta(minutes=90)


@proves("CLK-10")
def what_is_at_stake(shell: Shell) -> None:
    weights = {"refund": 100, "convert_to_refund": 100, "close": 0, "complete": 0, "unknown": 50}
    ours = [c for c in shell.cases(view="todo") if c["turn"] == "merchant"]
    assert len({c["deadline"]["at_zero"] for c in ours}) > 1
    for case in ours:
        weight = weights.get(case["deadline"]["at_zero"], 30)
        assert case["loss_fen"] >= weight * case["claim_fen"] // 100
    order = ["overdue", "past_zero", "critical", "soon", "today", "later"]
    items = shell.ok("cases --sort stake --limit 999")["items"]
    keys = [(order.index(c["deadline"]["urgency"]), -c["loss_fen"]) for c in items
            if c["deadline"]["urgency"] in order and c["turn"] == "merchant"
            and "evidence" not in [k["kind"] for k in c["clocks"]]]  # fmt: skip
    assert keys == sorted(keys)


@proves("POL-1", "POL-4", "POL-2")
def every_countdown_names_its_pack(shell: Shell) -> None:
    for case in shell.cases(view="todo"):
        assert case["deadline"]["ruleset"].startswith(f"{case['platform']}@")
    taobao = shell.find(platform="taobao")["deadline"]
    assert taobao["at_zero_confidence"] == "unconfirmed"
    assert shell.ok("doctor") == {"ok": True, "problems": []}  # every pack was read


@proves("ACC-5")
def nobody_else_may_do_anything(shell: Shell) -> None:
    shell.find()
    for line in ("counts", "cases", "case {case}", "do {case} note --set text=x", "undo x", "sync",
                 "outbox", "handoff list", "orders", "open-entry x", "audit verify",
                 "settings set rounds 3", "shops list", "sandbox ledger"):  # fmt: skip
        code, value = shell.line(f"--as main:anna {line}")
        assert (code, value["error"]["kind"]) == (4, "no_right"), line


@proves("AUD-1")
def everything_is_in_the_audit(shell: Shell) -> None:
    shell.find(type="return_refund")
    before = shell.ok("audit verify")
    assert (before["ok"], before["first_bad"]) == (True, None)
    for line in ("do {case} note --set text=x", "settings set rounds 3", "do {case} agree-return"):
        shell.ok(line)
    assert shell.line("do {case} agree-return")[0] == 1
    after = shell.ok("audit verify")
    assert after["ok"]
    assert after["entries"] - before["entries"] == 5  # the platform's answer is one too


@proves("OUT-2")
def an_unknown_result_is_read_before_anything_else(shell: Shell) -> None:
    shell.find(platform="tmall", type="return_refund")
    shell.ok("sandbox fail no_answer --action agree_return")
    code, value = shell.line("do {case} agree-return --command-id U1 --wait 0")
    assert (code, result(value)["delivery"]) == (5, "unknown")
    assert shell.ok("outbox")["items"][0]["last_error"] == "no_answer"
    assert shell.line("undo U1")[0] == 1
    shell.ok("sync")
    stands(shell, "buyer_return_waybill", "buyer")
    code, value = shell.line("do {case} agree-return --command-id U1")
    assert (code, result(value)["delivery"]) == (0, "done")
    rows = [r for r in shell.ok("sandbox ledger")["executed"] if r["command_id"] == "U1"]
    assert len(rows) == 1


@proves("OUT-2")
def what_never_arrived_goes_again_once(shell: Shell) -> None:
    shell.find(platform="tmall", type="return_refund")
    shell.ok("sandbox fail no_answer --action agree_return --execute no")
    assert shell.line("do {case} agree-return --command-id U2 --wait 0")[0] == 5
    shell.ok("sync")
    assert shell.case()["stage"] == "merchant_review"  # it could still arrive: nothing is sent
    shell.ok("sandbox advance 10m")
    stands(shell, "buyer_return_waybill", "buyer")
    rows = [r for r in shell.ok("sandbox ledger")["executed"] if r["command_id"] == "U2"]
    assert len(rows) == 1


@proves("OUT-3", "OUT-5")
def what_cannot_go_now_waits(shell: Shell) -> None:
    shell.find(platform="tmall", type="return_refund")
    for kind, words in (("rate_limit", "asks to wait"), ("session_expired", "sign in")):
        shell.ok(f"sandbox fail {kind} --action agree_return")
        code, value = shell.line(f"do {{case}} agree-return --command-id {kind} --wait 0")
        assert (code, result(value)["delivery"]) == (5, "waiting")
        assert words in result(value)["message"]
        assert shell.ok("outbox")["items"][0]["last_error"] == kind
        shell.ok(f"undo {kind}")
    assert shell.ok("sandbox ledger")["executed"] == []
