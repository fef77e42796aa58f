"""Negotiations: proposed, accepted, refused, run out, taken back; who carries them out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.end2end.cli.shell import result, rule_of
from tests.end2end.cli.telling import proves

if TYPE_CHECKING:
    from tests.end2end.cli.shell import Shell

PLANS = '{{"kind":"cash_payout","amount_fen":200}},{{"kind":"partial_refund","amount_fen":100}}'
OFFER = 'do {case} negotiate --args \'{{"kind":"offer","message":"您好","plans":[%s]}}\''
BOTH = OFFER % PLANS


@proves("NEG-2", "NEG-7", "CLK-4")
def the_platform_carries_out_what_was_accepted(shell: Shell) -> None:
    shell.find(platform="tmall", type="return_refund")
    sent = result(shell.ok(BOTH))
    talking = shell.case()
    talk = talking["negotiations"][0]
    assert (talk["id"], talk["state"], talk["executor"]) == (
        sent["negotiation_id"], "open", "platform",
    )  # fmt: skip
    assert talking["turn"] == "merchant"  # the clock runs on
    assert talk["reply_by"] < talking["deadline"]["at"]
    assert talk["reply_by"] in [c["at"] for c in talking["clocks"] if c["kind"] == "reply"]
    shell.ok("sandbox buyer {case} accept --plan 2")
    shell.ok("sandbox advance 10m")
    case = shell.case()
    assert (case["stage"], case["refunded_fen"]) == ("refunded", 100)
    assert (case["negotiations"][0]["state"], case["negotiations"][0]["chosen"]) == ("accepted", 1)
    ours = [r["action"] for r in shell.ok("sandbox ledger")["executed"] if r["command_id"]]
    assert ours == ["negotiate"]  # NEG-7: nothing more was sent
    assert shell.ok("handoff list")["items"] == []


@proves("NEG-7")
def where_the_merchant_is_the_executor_there_is_one_hand_off(shell: Shell) -> None:
    shell.find(platform="douyin", type="return_refund")
    shell.ok(BOTH)
    shell.ok("sandbox buyer {case} accept --plan 1")
    items = shell.ok("handoff list")["items"]
    assert [item["case_id"] for item in items] == [shell.names["case"]]
    assert "¥2.00" in items[0]["result"]["check"][0]
    shell.ok("sync")
    assert shell.ok("handoff list")["items"] == items
    shell.names["hand"] = items[0]["command_id"]
    assert shell.line("undo {hand}")[0] == 1  # what the buyer accepted is not taken back
    shell.ok("handoff done {hand}")
    assert shell.ok("handoff list")["items"] == shell.ok("outbox")["items"] == []
    shell.ok("sync")
    assert shell.ok("handoff list")["items"] == []


@proves("NEG-8", "NEG-6", "REF-5")
def refused_it_comes_back(shell: Shell) -> None:
    shell.find(platform="tmall", type="return_refund")
    shell.ok(BOTH)
    shell.ok("sandbox buyer {case} refuse")
    case = shell.case()
    assert (case["negotiations"][0]["state"], case["intent"]) == ("refused", None)
    assert case["case_id"] in [c["case_id"] for c in shell.ok("cases --limit 999")["items"]]
    kinds = {plan["kind"] for plan in shell.ok("suggest {case}")["plans"]}
    assert kinds
    assert not kinds & {"cash_payout", "partial_refund"}
    code, value = shell.line("do {case} refuse --set reason=agreed_with_buyer")
    assert (code, rule_of(value)) == (1, "REF-5")  # no REF-1 any more, but its proof
    shell.ok(BOTH)
    shell.ok("sandbox buyer {case} refuse")
    code, value = shell.line(BOTH)
    assert (code, rule_of(value)) == (1, "NEG-6")  # two rounds
    shell.ok("do {case} refuse --set reason=agreed_with_buyer --file chat_record={png}")


@proves("NEG-3", "NEG-11")
def plans_are_suggested_by_the_shops_own_results(shell: Shell) -> None:
    shell.find(platform="tmall", type="return_refund")
    plans = shell.ok("suggest {case}")["plans"]
    assert plans
    for plan in plans:
        known = plan["offered"] is not None and plan["offered"] >= 10
        assert (plan["interval"] is not None) == known
        if known:
            low, high = plan["interval"]
            assert 0 <= low <= plan["accepted"] / plan["offered"] <= high <= 1
        assert plan["why"]
        assert plan["message"]
    lows = [plan["interval"][0] for plan in plans if plan["interval"] and plan["kind"] != "soothe"]
    assert lows == sorted(lows, reverse=True)
    first = {"kind": plans[0]["kind"], "amount_fen": plans[0]["amount_fen"]}
    shell.names["first"] = json.dumps(
        {"kind": "offer", "message": plans[0]["message"], "plans": [first]}
    )
    shell.ok("do {case} negotiate --args '{first}'")  # what is suggested goes
    code, value = shell.line("suggest {case}")
    assert (code, value["plans"]) == (0, [])  # one proposal is open already
    shell.ok("sandbox buyer {case} refuse")
    again = {plan["kind"] for plan in shell.ok("suggest {case}")["plans"]}
    assert first["kind"] not in again


@proves("NEG-6")
def a_withdrawn_and_a_superseded_one(shell: Shell) -> None:
    shell.find(platform="tmall", type="return_refund")
    shell.ok(BOTH)
    shell.ok("do {case} withdraw")
    assert shell.case()["negotiations"][0]["state"] == "withdrawn"
    shell.ok(BOTH)
    shell.ok("do {case} agree-return")
    assert shell.case()["negotiations"][1]["state"] == "superseded"


@proves("NEG-6")
def too_late_to_negotiate(shell: Shell) -> None:
    left = shell.find(platform="tmall", type="return_refund")["deadline"]["remaining_s"]
    shell.ok(f"sandbox advance {left - 59 * 60}s")
    code, value = shell.line(BOTH)
    assert (code, rule_of(value)) == (1, "NEG-6")


@proves("NEG-10", "REF-1", "NEG-4", "CLK-4")
def wechat_negotiates_first(shell: Shell) -> None:
    for case in shell.cases(platform="wechat", stage="merchant_review"):
        shell.names["case"] = case["case_id"]
        line = "do {case} refuse --set reason=agreed_with_buyer --file chat_record={png}"
        code, value = shell.line(line + " --confirm REF-1 --hold 600")
        quiet = not case["negotiations"] and (case["deadline"]["remaining_s"] or 0) > 4 * 3600
        if code == 1 and rule_of(value) == "REF-1" and quiet:
            break
        if code == 5:
            shell.names["id"] = result(value)["command_id"]
            shell.ok("undo {id}")
    else:
        raise AssertionError("no case of a scene that WeChat protects")
    assert not value["refused"]["confirmable"]
    invite = "do {case} negotiate --set kind=invite_cancel --set message=您好"
    code, value = shell.line(invite + " --set explanation=agreed_cancel")
    assert (code, rule_of(value)) == (1, "NEG-4")  # the picture
    shell.ok(invite + " --set explanation=agreed_cancel --file picture={png}")
    assert shell.case()["turn"] == "buyer"
    shell.ok("sandbox buyer {case} refuse")
    assert shell.case()["turn"] == "merchant"
    shell.ok(line)


@proves("NEG-10", "NEG-5")
def evidence_asked_for_and_a_smaller_claim(shell: Shell) -> None:
    shell.find(platform="wechat", type="return_refund")
    shell.ok("do {case} negotiate --set kind=ask_evidence --set message=请补充照片")
    shell.ok("sandbox buyer {case} accept")
    case = shell.case()
    assert case["negotiations"][0]["state"] == "accepted"
    assert [e["by"] for e in case["evidence"]] == ["buyer"]
    line = "do {case} negotiate --set kind=modify_claim --set message=改一下 --set new_claim_fen=%d"
    code, value = shell.line(line % case["claim_fen"])
    assert (code, rule_of(value)) == (1, "NEG-2")  # nothing would be different
    code, value = shell.line(line % (case["claim_fen"] + 1))
    assert (code, rule_of(value)) == (1, "NEG-5")
    shell.ok(line % 100)
    shell.ok("sandbox buyer {case} accept")
    assert shell.case()["claim_fen"] == 100
