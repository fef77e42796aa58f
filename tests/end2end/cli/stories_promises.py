"""What we owe: promised, counted down, proven, released, and what a promise stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.end2end.cli.shell import result, rule_of
from tests.end2end.cli.stories_talks import BOTH
from tests.end2end.cli.telling import proves

if TYPE_CHECKING:
    from tests.end2end.cli.shell import Shell, Value


def _view(shell: Shell, view: str) -> list[str]:
    return [item["case_id"] for item in shell.ok(f"cases --view {view}")["items"]]


def _clock(shell: Shell) -> str | None:
    clocks = {clock["kind"]: clock["at"] for clock in shell.case()["clocks"]}
    return clocks.get("promise")


def _only(shell: Shell) -> Value:
    [promise] = shell.case()["promises"]
    return promise


@proves("PROM-1", "PROM-2", "CASE-11", "NEG-7")
def an_accepted_payout_is_owed_until_proof_and_reading(shell: Shell) -> None:
    shell.find(platform="douyin", type="return_refund")
    shell.ok(BOTH)
    shell.ok("sandbox buyer {case} accept --plan 1")
    promise = _only(shell)
    assert (promise["what"], promise["state"], promise["amount_fen"]) == ("payout", "open", 200)
    assert _clock(shell) == promise["due_at"] is not None
    owing = _view(shell, "promises")
    assert shell.names["case"] in owing
    assert shell.ok("counts")["promises"] == len(owing)
    shell.names["hand"] = shell.ok("handoff list")["items"][0]["command_id"]
    shell.ok("handoff done {hand}")
    shell.ok("sync")
    assert _only(shell)["state"] == "open"  # a ticked hand-off is not a payment
    assert rule_of(shell.line("do {case} prove")[1]) == "PROM-1"
    shell.ok("do {case} prove --file payment={png}")
    assert _only(shell)["state"] == "open"  # nor is a picture that nobody has read beside
    assert rule_of(shell.line("do {case} release")[1]) == "PROM-3"  # what is agreed is owed
    shell.ok("sync")
    assert _only(shell)["state"] == "kept"
    assert shell.names["case"] not in _view(shell, "promises")
    assert _clock(shell) is None
    kinds = [line["kind"] for line in shell.case()["timeline"]]
    assert [kind for kind in kinds if "promise" in kind or "prove" in kind] == [
        "promise_made", "act:prove", "promise_kept",
    ]  # fmt: skip


@proves("PROM-1", "CLK-7")
def a_late_promise_is_overdue_after_the_case_has_ended(shell: Shell) -> None:
    shell.find(platform="tmall", type="return_refund")
    shell.ok("do {case} promise --set what=payout --set amount_fen=500 --set hours=1")
    shell.ok("sandbox buyer {case} cancel")
    case = shell.case()
    assert (case["stage"], case["deadline"]["urgency"]) == ("cancelled", "soon")
    assert _only(shell)["cost_fen"] > 0
    shell.ok("sandbox advance 2h")
    assert shell.case()["deadline"]["urgency"] == "overdue"
    assert shell.names["case"] in _view(shell, "overdue")
    assert shell.names["case"] in _view(shell, "promises")
    assert shell.names["case"] not in _view(shell, "todo")


@proves("PROM-2")
def an_order_never_gives_back_more_than_was_paid(shell: Shell) -> None:
    claim = shell.find(platform="tmall", type="return_refund")["claim_fen"]
    shell.ok("do {case} promise --set what=payout --set amount_fen=500")
    more = "do {case} promise --set what=refund --set amount_fen="
    assert rule_of(shell.line(f"{more}{claim * 100}")[1]) == "PROM-2"


@proves("PROM-3")
def who_was_told_that_it_ships_is_not_refunded_until_that_is_released(shell: Shell) -> None:
    shell.find(platform="tmall", type="refund_only_unshipped")
    made = result(shell.ok("do {case} promise --set what=will_ship --set hours=20"))
    stopped = shell.line("do {case} agree-refund --confirm PROM-3")
    assert stopped[0] == 1
    assert rule_of(stopped[1]) == "PROM-3"
    assert stopped[1]["refused"]["facts"]["promise"] == made["command_id"]
    shown = {act["action"]: act for act in shell.case()["actions"]}
    assert (shown["agree_refund"]["allowed"], shown["agree_refund"]["rule"]) == (False, "PROM-3")
    shell.ok("do {case} release --set note=改主意了")
    assert _only(shell)["state"] == "released"
    assert result(shell.ok("do {case} agree-refund"))["delivery"] == "done"
    again = shell.line("do {case} promise --set what=no_refund_agreed")
    assert (again[0], rule_of(again[1])) == (1, "PROM-3")
