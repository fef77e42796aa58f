"""The JSON that other programs are written against, key by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.end2end.cli.shell import Shell, Value, look
from workbench.base import resources
from workbench.domain.kinds import View

if TYPE_CHECKING:
    from collections.abc import Callable

# The words of the contract, then what we add to it.
CASE = """platform shop case_id order_id phase type goods_status item_title sku quantity buyer_nick
    buyer_note reason reason_code reason_label reason_class stage stage_raw turn claim_fen paid_fen
    refunded_fen loss_fen applied_at as_of version platform_version deadline clocks outbound return
    negotiations intent delivery evidence applications promises refusals entry flags tags
    assignee"""
CASE_MORE = "type_raw remark notes contacts raised absent contradicted"
DEADLINE = "at entered_at source ruleset confidence paused remaining_s at_zero urgency"
RESULT = "shop case_id action command_id ok delivery version negotiation_id refused"
REFUSED = "rule message confirmable facts helps"
ORDER = """order_id shop platform paid_fen created_at success_at after_sale_until after_sale_days
    cases entry eligible refused item_title sku buyer_nick entry_requested_at"""
ENTRY = "state opened_at valid_until case_id"
IMPORTED = """file encoding recognised_as platform platform_assumed rows added updated unchanged
    rejected warnings totals"""
ITEM = """command_id case_id action state tries last_error hold_until order_id platform_words
    result"""
TALK = """id kind round state plans chosen sent_at reply_by executor message explanation new_type
    new_claim_fen"""
STATE = """shop case_id order_id platform type stage turn claim_fen paid_fen refunded_fen
    platform_version deadline at_zero evidence_due_at negotiation negotiations refusals messages
    remark flag character order received executed"""
EXECUTED = "seq command_id case_id action amount_fen at by shop order_id"
OFFER = '{{"kind":"offer","message":"您好","plans":[{{"kind":"partial_refund","amount_fen":100}}]}}'

SHAPES = (
    ("counts", (), "", " ".join(View)),
    ("cases --limit 1", (), "", "total items next"),
    ("cases --limit 1", (), "items.0", f"{CASE} {CASE_MORE}"),
    ("cases --count", (), "", "total"),
    ("case {case}", (), "", f"{CASE} {CASE_MORE} verdict timeline actions"),
    ("case {case}", (), "deadline", f"{DEADLINE} at_zero_confidence how hours"),
    ("case {case}", (), "timeline.0", "at actor kind text source"),
    ("case {case}", (), "actions.0", "action allowed rule message key params helps confirm"),
    ("case {case}", (), "applications.0", "at type reason claim_fen"),
    ("case {case}", (), "clocks.0", "kind at"),
    ("case {case}", (), "outbound", "company waybill state at signed_at"),
    ("case {case}", (f"do {{case}} negotiate --args '{OFFER}'",), "negotiations.0", TALK),
    ("case {case}", (f"do {{case}} negotiate --args '{OFFER}'",), "negotiations.0.plans.0",
     "kind amount_fen message"),
    ("case {case}", ("?do {case} agree-return --hold 99",), "intent",
     "command_id action state hold_until last_error"),
    ("case {case}", ("do {case} message --set text=x --file picture={png}",), "evidence.0",
     "id kind by sha256 at"),
    ("suggest {case}", (), "plans.0", "kind amount_fen message why accepted offered interval"),
    ("forecast {case}", (), "", "lines calibration"),
    ("forecast {case}", (), "lines.0",
     "condition outcome responsible would_change source confidence"),
    ("actions", (), "actions.0", "action title key right travel files params"),
    ("do {case} agree-return", (), "", "results"),
    ("do {case} agree-return", (), "results.0", f"{RESULT} hold_until message all_refused"),
    ("!do {case} agree-refund", (), "refused", REFUSED),
    ("!do {case} agree-refund", (), "", "results refused"),
    ("outbox", ("?do {case} agree-return --hold 99",), "items.0", ITEM),
    ("handoff list", (), "", "items"),
    ("sync", (), "shops.0", "shop read changed unknown_words failed"),
    ("orders", (), "", "total items"),
    ("order {order}", (), "", ORDER),
    ("order {order}", ("sandbox buyer request-entry {order}",), "entry", ENTRY),
    ("!open-entry {running}", (), "orders.0",
     "order_id opened state valid_until refused command_id delivery"),
    ("!open-entry {running}", (), "orders.0.refused.0", REFUSED),
    ("audit verify", (), "", "ok entries first_bad"),
    ("doctor", (), "", "ok problems"),
    ("check-wording 高仿", (), "", "findings"),
    ("check-wording 高仿", (), "findings.0", "start end text kind severity instead"),
    ("shops list", (), "shops.0", "id name platform kind platform_assumed as_of offset_ms"),
    ("addresses list", (), "addresses.0", "id shop name phone text default"),
    ("sandbox now", (), "", "now"),
    ("sandbox advance 1m", (), "", "now"),
    ("sandbox state {case}", (), "", STATE),
    ("sandbox ledger", ("do {case} agree-return",), "executed.0", EXECUTED),
    ("sandbox fail late", (), "", "kind action times execute"),
    ("!case nowhere", (), "error", "kind message"),
    ("explain OPEN-3", (), "", "rules"),
    ("explain open-3 REF-1", (), "rules.1", "rule family title says helps"),
    ("!explain OPEN-99", (), "error", "kind message"),
    ("--version", (), "", "version"),
)  # fmt: skip


READING = (
    "counts",
    "cases",
    "case",
    "actions",
    "orders",
    "order",
    "suggest",
    "shops",
    "addresses",
    "explain",
    "forecast",
)


def differs(value: Value, words: str) -> set[str]:
    """Keys that only one of the two has."""
    return set(value) ^ set(words.split())


@pytest.fixture(scope="module")
def plain(worlds: Callable[..., object], tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """One shell for every shape that changes nothing."""
    import shutil

    folder = tmp_path_factory.mktemp("plain") / "data"
    shutil.copytree(str(worlds("--cases", "200", "--pending", "160", "--seed", "3")), folder)
    return Shell(folder)


def _named(shell: Shell) -> Shell:
    shell.find(lambda c: c["outbound"] is not None, platform="tmall", type="return_refund")
    shell.order(lambda o: o["eligible"] and not o["entry"])
    shell.order(lambda o: o["success_at"] is None, "running")
    return shell


@pytest.mark.parametrize(("line", "first", "path", "words"), SHAPES)
def test_a_document_has_exactly_its_keys(
    line: str, first: tuple[str, ...], path: str, words: str, request: pytest.FixtureRequest
) -> None:
    reads = not first and line.split(maxsplit=1)[0] in READING
    shell = _named(request.getfixturevalue("plain" if reads else "world"))
    for before in first:
        assert shell.line(before.removeprefix("?"))[0] in (0, 5)
    code, value = shell.line(line.removeprefix("!"))
    assert (code == 0) != line.startswith("!"), value
    found = look(value, path) if path else value
    assert differs(found, words) == set()


def test_an_import_has_exactly_its_keys(empty: Shell) -> None:
    file = resources.folder("samples") / "taobao_51.csv"
    code, value = empty.json("import", str(file), "--shop", "店")
    assert (code, set(value)) == (0, {"files"})
    assert differs(value["files"][0], IMPORTED) == set()
    assert set(value["files"][0]["totals"]) == {"claim_fen", "paid_fen"}
    rejected = value["files"][0]["rejected"][0]
    assert differs(rejected, "line column value reason row_id") == set()


def test_times_and_money_are_told_as_agreed(world: Shell) -> None:
    """Every time at +08:00, every sum an integer of fen, every id text."""

    def walk(value: Value, name: str = "") -> None:
        if isinstance(value, dict):
            for key, item in value.items():
                walk(item, key)
        elif isinstance(value, list):
            for item in value:
                walk(item, name)
        elif value is None:
            return
        elif name == "at" or name.endswith(("_at", "_by", "_until")):
            assert isinstance(value, str), name
            assert value.endswith("+08:00"), name
        elif name.endswith("_fen"):
            assert type(value) is int, name
        elif name.endswith("_id") or name == "id":
            assert type(value) is str, name

    for item in world.cases()[:40]:
        world.names["case"] = item["case_id"]
        walk(world.case())
    walk(world.ok("orders"))
    code, refused = world.line("open-entry " + world.ok("orders")["items"][-1]["order_id"])
    walk(refused)
    assert code in (0, 1)


def test_a_missing_key_would_be_seen() -> None:
    """The negative control."""
    value = dict.fromkeys(RESULT.split())
    assert differs(value, RESULT) == set()
    del value["ok"]
    assert differs(value, RESULT) == {"ok"}
    assert differs({**value, "ok": 1, "more": 1}, RESULT) == {"more"}
