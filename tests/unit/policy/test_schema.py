"""Every kind of mistake in a pack is refused, and the error names file, entry, field and what was
expected."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest

from tests.unit.policy.packs import Data, names, shipped, small
from workbench.base.errors import KnownError
from workbench.domain.policy import pack_model
from workbench.domain.policy.schema import PackError, parse_pack
from workbench.services.policies import json_schema

FILE = "tmall/2026-01-01.toml"
STAGE = "stages 1 (return_refund merchant_review)"
TALK = "negotiation explanations 1 (soothe offer)"
REFUSAL = "refusal_reasons 1 (late 已发货)"
NEW_YEAR = date(2026, 2, 2)
COLUMNS: Data = {
    "id": "m",
    "title": "m",
    "required": ["a"],
    "columns": [["a", "case_id"], ["b", "order_id"], ["c", "stage_raw"], ["d", "applied_at"]],
}


def refused(data: Data, bases: dict[str, Data] | None = None) -> PackError:
    with pytest.raises(PackError) as caught:
        parse_pack(data, file=FILE, bases=bases)
    return caught.value


def put(data: Data, path: str, value: Any) -> None:
    """Set ``stages.0.hours`` and the like; a missing list or table is made."""
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    here: Any = data
    for at, step in enumerate(way):
        follower = (*way, last)[at + 1]
        if isinstance(here, dict) and step not in here:
            here[step] = [] if isinstance(follower, int) else {}
        if isinstance(here, list) and step == len(here):
            here.append({})
        here = here[step]
    if isinstance(here, list) and last == len(here):
        here.append(value)
    else:
        here[last] = value


def test_the_small_pack_is_whole() -> None:
    assert parse_pack(small(), file=FILE).ruleset == "tmall@2026-01-01"


@pytest.mark.parametrize(
    ("path", "value", "entry", "field", "expected"),
    [
        ("stages.0.hours", "36", STAGE, "hours", "expected a number, found '36'"),
        ("stages.0.hours", True, STAGE, "hours", "expected a number, found True"),
        ("stages.0.hours", float("nan"), STAGE, "hours", "expected a number, found nan"),
        ("stages.0.hours", 0, STAGE, "hours", "expected more than 0, found 0.0"),
        ("stages.0.stage", "review", "stages 1 (return_refund review)", "stage",
         "expected one of:"),
        ("stages.0.at_zero", "auto_refund", STAGE, "at_zero", "expected one of: refund, agree_"),
        ("stages.0.at_zero", "agree_repair", STAGE, "at_zero", "an act that fits the type"),
        ("stages.0.alt_event", "signed_at", STAGE, "alt_hours", "both alt_event and alt_hours"),
        ("stages.0.alt_hours", 48, STAGE, "alt_event", "both alt_event and alt_hours"),
        ("stages.0.hours_confidence", "official", STAGE, "hours_source", "expected a source"),
        ("stages.0.at_zero_confidence", "seed", STAGE, "at_zero_source", "expected a source"),
        ("stages.0.color", "red", STAGE, "color", "not known here; known are: stage, type"),
        ("stages.1.stage", "closed", "stages 2 (closed)", "stage", "a stage that can end"),
        ("stages", {}, "pack", "stages", "expected a list, found {}"),
        ("stages.2", {"type": "exchange"}, "stages 3 (exchange)", "stage", "is missing"),
        ("stages.2", {"stage": "buyer_after_refusal"}, "stages 3 (buyer_after_refusal)", "stage",
         "stands here twice"),
        ("platform", "jd", "pack", "platform", "expected one of: taobao, tmall, douyin, wechat"),
        ("ruleset", "tmall", "pack", "ruleset", "expected tmall@2026-01-01"),
        ("valid_from", "2026-01-01", "pack", "valid_from", "expected a date such as"),
        ("page_url", "http://tmall.com/{case_id}", "pack", "page_url", "expected an https address"),
        ("pause_in_intervention", 1, "pack", "pause_in_intervention", "expected true or false"),
        ("max_applications", 0, "pack", "max_applications", "more than 0"),
        ("negotiation", [], "pack", "negotiation", "expected a table"),
        ("negotiation.rounds", 1.5, "negotiation", "rounds", "expected a whole number, found 1.5"),
        ("negotiation.rounds", 0, "negotiation", "rounds", "expected more than 0"),
        ("negotiation.lead_minutes", -1, "negotiation", "lead_minutes", "expected 0 or more"),
        ("negotiation.plans", [], "negotiation", "plans", "expected plans where the kind offer"),
        ("negotiation.kinds", ["offer", "offer"], "negotiation", "kinds[2]",
         "offer stands here twice"),
        ("negotiation.executors.0.kind", "ask_evidence", "negotiation executors 1 (ask_evidence)",
         "kind", "expected one of: offer, found ask_evidence"),
        ("negotiation.explanations.0.text", "好" * 134, TALK, "text",
         "at most 400 bytes, found 402"),
        ("negotiation.explanations.0.text", "退您{money}", TALK, "text",
         "one of: amount, item, buyer"),
        ("negotiation.explanations.0.title", " ", TALK, "title", "a text that is not empty"),
        ("negotiation.explanations.0.kind", "invite_cancel",
         "negotiation explanations 1 (soothe invite_cancel)", "kind", "expected one of: offer"),
        ("entry.way", "phone", "entry", "way", "expected one of: platform, handoff, absent"),
        ("entry.way", "absent", "entry", "instead", "a text that is not empty"),
        ("entry.valid_days", 0, "entry", "valid_days", "more than 0"),
        ("escalate.offered", "yes", "escalate", "offered", "expected true or false, found 'yes'"),
        ("escalate.not_received_wait_days", -3, "escalate", "not_received_wait_days", "0 or more"),
        ("evidence.kinds", [["picture"]], "evidence", "kinds[1]", "expected a list of 2 values"),
        ("evidence.kinds", [["picture", "a"], ["picture", "b"]], "evidence", "kinds[2]",
         "stands here twice"),
        ("evidence.max_files", 0, "evidence", "max_files", "more than 0"),
        ("refusal_reasons.0.scene", "chat", REFUSAL, "scene",
         "one of: review, receipt, found chat"),
        ("refusal_reasons.0.proofs", ["oath"], REFUSAL, "proofs[1]", "one of: picture, found oath"),
        ("refusal_reasons.0.instead", ["picture", "oath"], REFUSAL, "instead[2]", "found oath"),
        ("refusal_reasons.0.forbidden", True, REFUSAL, "risk", "a text that is not empty"),
        ("refusal_reasons.1", {"id": "late", "scene": "review", "text": "x"},
         "refusal_reasons 2 (late x)", "id", "late stands here twice"),
        ("reasons.0", {"text": "质量问题", "freight": "nobody"}, "reasons 1 (质量问题)", "freight",
         "expected one of: buyer, merchant"),
        ("reasons.0", {"text": "质量问题", "buyer_evidence": "sure"}, "reasons 1 (质量问题)",
         "buyer_evidence", "one of: yes, no, maybe"),
        ("cannot_refuse.0", {"label": "x", "way_out": "ship"}, "cannot_refuse 1 (x)", "why",
         "a text that is not empty"),
        ("refuse_blocked.0", {"label": "x", "why": "y", "way_out": "wait"}, "refuse_blocked 1 (x)",
         "way_out", "found wait"),
        ("holidays.0", {"name": "节", "first": NEW_YEAR, "end": NEW_YEAR, "stages": []},
         "holidays 1 (节)", "end", "expected a day after 2026-02-02"),
        ("loss_weights", [["refund", 101]], "pack", "loss_weights[1][2]", "expected 0 to 100"),
        ("batch.max_fen", 0, "batch", "max_fen", "more than 0"),
        ("flags", [{"number": 1, "flag": "pink"}], "flags 1 (1)", "flag", "one of: red, yellow"),
        ("flags", [{"number": 1, "flag": "red"}, {"number": 1, "flag": "blue"}], "flags 2 (1)",
         "number", "1 stands here twice"),
        ("penalties.0", {"id": "p", "act": "refuse", "percent": 120}, "penalties 1 (p)", "percent",
         "0 to 100"),
        ("penalties.0", {"id": "p", "act": "refuse", "least_fen": 2, "most_fen": 1},
         "penalties 1 (p)", "most_fen", "no less than least_fen"),
        ("promises.0", {"what": "kiss", "hours": 1}, "promises 1 (kiss)", "what", "one of: payout"),
        ("promises.0", {"what": "payout", "hours": 1, "penalty": "p"}, "promises 1 (payout)",
         "penalty", "found p"),
        ("budgets.0", {"id": "b", "act": "refuse", "limit": 0, "per": "day"}, "budgets 1 (b)",
         "limit", "more than 0"),
        ("budgets.0", {"id": "b", "act": "refuse", "limit": 5, "per": "year"}, "budgets 1 (b)",
         "per", "one of: day, week"),
        ("label_clocks.0", {"label": "x", "stage": "merchant_review", "hours": 5, "counts": "moon"},
         "label_clocks 1 (x merchant_review)", "counts", "one of: wall, business"),
        ("lightning", {"max_paid_fen": 0, "days_after_signed": 8, "reasons": []}, "lightning",
         "max_paid_fen", "more than 0"),
        ("words.stages", [["等待卖家同意", "waiting"]], "words", "stages[1][2]",
         "expected one of:"),
        ("words.stages", [["成功，", "refunded"]], "words", "stages[1]", "expected 成功, (NFKC"),
        ("words.yes", ["是", "是"], "words", "yes[2]", "是 stands here twice"),
        ("words.shipped", ["已发货"], "words", "unshipped[1]", "已发货 means two things"),
        ("words.responsible", [["买家", "customer"]], "words", "responsible[1][2]",
         "found customer"),
        ("column_maps.0", {**COLUMNS, "required": ["z"]}, "column_maps 1 (m)", "required[1]",
         "expected a header of the columns, found z"),
        ("column_maps.0", {**COLUMNS, "columns": [["a", "case_id"]]}, "column_maps 1 (m)",
         "columns",
         "expected a column for order_id"),
        ("column_maps.0", {**COLUMNS, "columns": [*COLUMNS["columns"], ["e", "sum"]]},
         "column_maps 1 (m)", "columns[5][2]", "field or ignore:name, found sum"),
        ("column_maps.0", {**COLUMNS, "columns": [*COLUMNS["columns"], ["a", "paid"]]},
         "column_maps 1 (m)", "columns[5]", "a stands here twice"),
        ("column_maps.0", {**COLUMNS, "columns": [*COLUMNS["columns"], ["e", "case_id"]]},
         "column_maps 1 (m)", "columns[5]", "case_id stands here twice"),
        ("column_maps.0", {**COLUMNS, "columns": [*COLUMNS["columns"], ["（元）", "paid"]]},
         "column_maps 1 (m)", "columns[5][1]", "expected (元) (NFKC"),
        ("column_maps.0", {**COLUMNS, "aliases": [["x", "y"]]}, "column_maps 1 (m)",
         "aliases[1][2]", "another spelling and a header, found y"),
    ],
)  # fmt: skip
def test_a_mistake_is_named(
    path: str, value: object, entry: str, field: str, expected: str
) -> None:
    data = small()
    if path == "words.shipped":
        put(data, "words.unshipped", ["已发货"])
    put(data, path, value)
    error = refused(data)
    told = [(one.file, one.entry, one.field) for one in error.problems]
    assert (FILE, entry, field) in told
    problem = error.problems[told.index((FILE, entry, field))]
    assert expected in problem.wrong.english()
    assert problem.text.english() == f"{FILE}: {entry}, {field}: {problem.wrong.english()}"


@pytest.mark.parametrize(
    "name", ["platform", "ruleset", "valid_from", "stages", "negotiation", "entry", "evidence"]
)
def test_what_is_missing_is_named(name: str) -> None:
    data = small()
    del data[name]
    (problem,) = refused(data).problems
    assert (problem.entry, problem.field) == ("pack", name)
    assert problem.wrong.english() == "is missing"


def test_every_problem_is_collected_and_the_first_is_told() -> None:
    data = small()
    data["stages"][0]["hours"] = "36"
    data["stages"][1]["hours"] = "120"
    data["entry"]["way"] = 4
    error = refused(data)
    assert isinstance(error, KnownError)
    assert error.kind == "policy_pack"
    assert [one.field for one in error.problems] == ["hours", "hours", "way"]
    assert error.text.english() == (
        f"{FILE}: {STAGE}, hours: expected a number, found '36' (and 2 more problems)"
    )
    data["entry"]["way"] = "handoff"
    assert refused(data).text.english().endswith("(and 1 more problem)")


def test_two_holidays_must_not_share_a_day() -> None:
    data = small()
    spring = {"name": "春节", "first": date(2026, 2, 10), "end": date(2026, 2, 24), "stages": []}
    late = {"name": "元宵", "first": date(2026, 2, 24), "end": date(2026, 2, 25), "stages": []}
    data["holidays"] = [spring, late]
    assert len(parse_pack(data, file=FILE).holidays) == 2
    late["first"] = date(2026, 2, 23)
    (problem,) = refused(data).problems
    assert (problem.entry, problem.field) == ("holidays 2 (元宵)", "first")
    assert "春节" in problem.wrong.english()


def test_a_hole_in_a_long_value_is_shown_short() -> None:
    data = small()
    data["platform"] = "x" * 500
    (problem,) = refused(data).problems
    assert len(problem.wrong.english()) < 120


def test_a_pack_stands_on_another_key_by_key_and_entry_by_entry() -> None:
    base = small()
    base["holidays"] = [
        {"name": "节", "first": date(2026, 2, 1), "end": date(2026, 2, 2), "stages": []}
    ]
    top = {
        "based_on": "tmall/base",
        "ruleset": "tmall@2026-03-01",
        "valid_from": date(2026, 3, 1),
        "holidays": [],
        "evidence": {"window_hours": 48},
        "refusal_reasons": [
            {"id": "late", "scene": "review", "text": "已揽收"},
            {"id": "gone", "scene": "receipt", "text": "已拒收"},
        ],
        "negotiation": {"rounds": 3},
    }
    policy = parse_pack(top, file=FILE, bases={"tmall/base": base})
    assert [one.text for one in policy.refusal_reasons] == ["已揽收", "已拒收"]
    assert policy.holidays == ()
    assert policy.evidence.window_hours == 48
    assert policy.evidence.kinds == (("picture", "商品照片"),)
    assert policy.negotiation.rounds == 3
    assert len(policy.negotiation.explanations) == 1
    assert base["refusal_reasons"] == small()["refusal_reasons"]


def test_a_base_that_is_not_there_and_a_circle_are_refused() -> None:
    top = {"based_on": "tmall/other"}
    for bases in ({}, {"tmall/other": {"based_on": "tmall/other"}}):
        (problem,) = refused(top, bases).problems
        assert (problem.entry, problem.field) == ("pack", "based_on")
    (problem,) = refused({"based_on": 7}, {"tmall/other": small()}).problems
    assert problem.wrong.english().endswith("one of: tmall/other")


def test_an_id_that_stands_twice_in_the_upper_pack_is_refused() -> None:
    entry = {"id": "late", "scene": "review", "text": "已揽收"}
    top = {"based_on": "tmall/base", "refusal_reasons": [entry, dict(entry)]}
    error = refused(top, {"tmall/base": small()})
    assert {one.field for one in error.problems} == {"id"}


@pytest.mark.parametrize("name", names())
def test_pydantic_reads_the_same_policy(name: str) -> None:
    data = shipped(name)
    assert pack_model.validate(data) == parse_pack(data, file=name)


def test_the_json_schema_knows_every_table_and_forbids_what_it_does_not_know() -> None:
    schema: dict[str, Any] = json_schema()
    definitions = schema["$defs"]
    assert {"StageRule", "Holiday", "ColumnMap", "ValueWords", "LabelClock"} <= set(definitions)
    for name, one in {**definitions, "Pack": schema}.items():
        if one["type"] == "object":
            assert one["additionalProperties"] is False, name
    assert "based_on" in schema["properties"]
    assert definitions["AtZero"]["enum"][:2] == ["refund", "agree_return"]
    assert definitions["StageRule"]["required"] == ["stage"]


def test_a_toml_time_is_no_date() -> None:
    data = small()
    data["valid_from"] = tomllib.loads("x = 2026-01-01T00:00:00")["x"]
    (problem,) = refused(data).problems
    assert problem.field == "valid_from"
