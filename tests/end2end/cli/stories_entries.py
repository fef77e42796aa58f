"""Reopening the after-sale entry, one order and a batch, until it is used or over."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tests.end2end.cli.telling import proves

if TYPE_CHECKING:
    from tests.end2end.cli.shell import Shell, Value


def _opens(shell: Shell) -> Value:
    """Ask for and open the first order that the platform opens; the answer."""
    for item in shell.ok("orders --eligible")["items"]:
        if item["entry"] is None:
            shell.names["order"] = item["order_id"]
            shell.ok("sandbox buyer request-entry {order}")
            assert shell.ok("order {order}")["entry"]["state"] == "requested"
            code, value = shell.line("open-entry {order}")
            if code == 0:
                return value["orders"][0]
    raise AssertionError("nothing could be opened")


@proves("OPEN-1", "OPEN-5", "OPEN-7")
def requested_opened_used(shell: Shell) -> None:
    opened = _opens(shell)
    assert (opened["opened"], opened["state"]) == (True, "open")
    order = shell.ok("order {order}")
    entry = order["entry"]
    assert entry["valid_until"] == opened["valid_until"] > entry["opened_at"]
    days = (datetime.fromisoformat(entry["valid_until"])
            - datetime.fromisoformat(entry["opened_at"])).days  # fmt: skip
    assert days in (30, 365)
    assert order["refused"][0]["rule"] == "OPEN-1"
    words = '{{"type":"refund_only_shipped","reason":"质量问题"}}'
    shell.names["case"] = shell.ok(f"sandbox buyer apply {{order}} --args '{words}'")["case_id"]
    used = shell.ok("order {order}")
    assert (used["entry"]["state"], used["entry"]["case_id"]) == ("used", shell.names["case"])
    assert shell.case()["entry"] == used["entry"]
    assert shell.case()["phase"] == "after_sale"
    code, value = shell.line("open-entry {order}")
    assert code == 1
    assert {r["rule"] for r in value["orders"][0]["refused"]} == {"OPEN-1", "OPEN-2"}


@proves("OPEN-5")
def nobody_applied_in_time(shell: Shell) -> None:
    opened = _opens(shell)
    now = shell.ok("sandbox now")["now"]
    left = datetime.fromisoformat(opened["valid_until"]) - datetime.fromisoformat(now)
    shell.ok(f"sandbox advance {int(left.total_seconds()) + 60}s")
    assert shell.ok("order {order}")["entry"]["state"] in ("expired", "used")


@proves("OPEN-8")
def a_bad_lot_each_by_itself(shell: Shell) -> None:
    _opens(shell)
    good = [o["order_id"] for o in shell.ok("orders --eligible")["items"]][:4]
    code, value = shell.json("open-entry", shell.names["order"], *good)
    assert code == 1
    assert [r["order_id"] for r in value["orders"]] == [shell.names["order"], *good]
    assert [r["opened"] for r in value["orders"]].count(True) >= 1
    for row in value["orders"]:
        assert row["opened"] == (row["state"] == "open" and not row["refused"])
    code, value = shell.json("open-entry", good[0], "nowhere")
    assert (code, value["error"]["kind"]) == (2, "no_order")


@proves("OUT-2")
def an_opening_without_an_answer(shell: Shell) -> None:
    item = next(o for o in shell.ok("orders --eligible")["items"] if o["entry"] is None)
    shell.names["order"] = item["order_id"]
    shell.ok("sandbox fail no_answer --action open_entry")
    code, value = shell.line("open-entry {order}")
    assert (code, value["orders"][0]["opened"]) == (5, False)
    assert shell.ok("order {order}")["entry"]["state"] == "opening"
    shell.ok("sync")
    assert shell.ok("order {order}")["entry"]["state"] in ("open", "opening", "refused")


@proves("OPEN-4")
def an_old_order_after_a_check(shell: Shell) -> None:
    shell.ok("settings set allow_old_entries on")
    shell.order(lambda o: [r["rule"] for r in o["refused"]] == ["OPEN-4"])
    code, value = shell.line("open-entry {order}")
    assert (code, value["orders"][0]["refused"][0]["confirmable"]) == (1, True)
    code, value = shell.line("open-entry {order} --confirm OPEN-4")
    refused = [r["rule"] for r in value["orders"][0]["refused"]]
    assert (code, refused) in ((0, []), (1, ["OPEN-6"]))  # the platform has the last word
