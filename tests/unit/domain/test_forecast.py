"""The forecast, line by line: where a rule of the table speaks and where it is silent (VER-1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.helpers.cases import HOUR, NOW, make_case
from workbench.domain import forecast
from workbench.domain.case import (
    Application,
    Contact,
    Evidence,
    Local,
    Negotiation,
    Parcel,
    StageTimes,
    TimelineEntry,
)
from workbench.domain.forecast_table import Outcome, Party, Trait, parse_table
from workbench.domain.kinds import (
    Action,
    CaseType,
    Fen,
    GoodsStatus,
    Millis,
    NegotiationKind,
    NegotiationState,
    Phase,
    Platform,
    ReasonClass,
)
from workbench.domain.policy.schema import PackError
from workbench.services.forecasting import shipped_table
from workbench.services.policies import default_book

if TYPE_CHECKING:
    from workbench.domain.case import Case
    from workbench.domain.forecast_table import ForecastTable

RETURN, ONLY, UNSHIPPED = (
    CaseType.RETURN_REFUND,
    CaseType.REFUND_ONLY_SHIPPED,
    CaseType.REFUND_ONLY_UNSHIPPED,
)
TMALL, DOUYIN, WECHAT = Platform.TMALL, Platform.DOUYIN, Platform.WECHAT
FAKE, BAD, TORN, LATE, OTHER = "假冒品牌", "质量问题", "破损", "未收到货", "不想要了"


def talk(at: int = NOW - HOUR, message: str = "") -> Negotiation:
    return Negotiation(
        id="n1", kind=NegotiationKind.OFFER, round=1, state=NegotiationState.REFUSED,
        sent_at=Millis(at), message=message,
    )  # fmt: skip


def file(kind: str, by: str = "merchant") -> Evidence:
    return Evidence(id=f"{by}-{kind}", kind=kind, by=by, sha256=kind, name=kind, at=NOW)


def call(outcome: str = "reached") -> Local:
    return Local(contacts=(Contact(at=NOW, channel="phone", outcome=outcome, note="", by="x"),))


def applied(*reasons: str) -> tuple[Application, ...]:
    return tuple(
        Application(at=Millis(NOW + at), type=RETURN, reason=reason, claim_fen=Fen(1))
        for at, reason in enumerate(reasons)
    )


def case(**values: Any) -> Case:
    usual: dict[str, Any] = {
        "platform": TMALL, "type": RETURN, "reason": OTHER, "reason_label": "",
        "reason_class": ReasonClass.SUBJECTIVE, "goods_status": GoodsStatus.RECEIVED,
        "phase": Phase.AFTER_SALE, "negotiations": (), "evidence": (), "buyer_pictures": (),
        "times": StageTimes(), "outbound": None, "back": None, "local": Local(),
        "applications": (), "refusals": 0, "labels": frozenset(),
    }  # fmt: skip
    return replace(make_case("7"), **{**usual, **values})


SIGNED = StageTimes(returned_at=Millis(NOW - 2 * HOUR), signed_at=Millis(NOW - HOUR))
BACK = StageTimes(returned_at=Millis(NOW - 2 * HOUR))
AGREED = StageTimes(agreed_at=Millis(NOW - HOUR))
GONE = Parcel(company="x", waybill="1", state="运输中")
HERE = Parcel(company="x", waybill="1", state="已签收")
MERCHANT = ReasonClass.MERCHANT


@dataclass(frozen=True)
class Row:
    """A rule, a case in which it speaks, what is different where it does not, and the act."""

    rule: str
    holds: dict[str, Any]
    not_when: dict[str, Any]
    act: Action = Action.REFUSE

    def __str__(self) -> str:
        return self.rule


ROWS = (
    Row("wechat_no_talks", {"platform": WECHAT}, {"negotiations": (talk(),)}),
    Row("wechat_no_talks", {"platform": WECHAT, "local": call()}, {"platform": TMALL}),
    Row("douyin_no_record", {"platform": DOUYIN}, {"local": call()}),
    Row("douyin_no_record", {"platform": DOUYIN, "local": call("no_answer")},
        {"negotiations": (talk(),)}),
    Row("talks_on_record", {"negotiations": (talk(),)}, {"negotiations": ()}),
    Row("goods_not_as_promised_return", {"reason": BAD}, {"type": ONLY}),
    Row("goods_not_as_promised_return", {"reason": "与商品描述不符"}, {"reason": OTHER}),
    Row("goods_not_as_promised_return", {"reason": FAKE}, {"reason": LATE}),
    Row("counterfeit_admitted", {"type": ONLY, "reason": FAKE,
        "negotiations": (talk(message="亲，这是高仿的"),)}, {"negotiations": (talk(),)}),
    Row("counterfeit_proved", {"type": ONLY, "reason": FAKE, "buyer_pictures": ("a.png",)},
        {"buyer_pictures": ()}),
    Row("counterfeit_unproved", {"type": ONLY, "reason": FAKE},
        {"evidence": (file("picture", "buyer"),)}),
    Row("vouchers_wanted", {"reason": FAKE}, {"platform": DOUYIN}),
    Row("vouchers_wanted", {"reason": FAKE}, {"evidence": (file("purchase_voucher"),)}),
    Row("return_is_no_admission", {"reason": FAKE}, {"type": ONLY}),
    Row("quality_unproved", {"reason": BAD}, {"buyer_pictures": ("a.png",)}),
    Row("quality_proved", {"reason": BAD, "buyer_pictures": ("a.png",)},
        {"evidence": (file("inspection_report"),)}),
    Row("refund_only_not_agreed", {"type": ONLY}, {"times": AGREED}, Action.ESCALATE),
    Row("refund_only_not_agreed", {"type": ONLY}, {"goods_status": GoodsStatus.NOT_RECEIVED}),
    Row("refund_only_not_agreed", {"type": ONLY}, {"reason": FAKE}),
    Row("refund_only_agreed", {"type": ONLY, "times": AGREED}, {"times": StageTimes()}),
    Row("goods_on_their_way_back", {"times": BACK}, {"times": SIGNED}),
    Row("not_shipped_yet", {"type": UNSHIPPED}, {"outbound": GONE}),
    Row("not_received_unfinished", {"type": ONLY, "goods_status": GoodsStatus.NOT_RECEIVED,
        "outbound": GONE}, {"outbound": HERE}),
    Row("delivered", {"goods_status": GoodsStatus.NOT_RECEIVED, "outbound": HERE},
        {"outbound": replace(HERE, state="未签收")}),
    Row("damage_before_confirming", {"reason": TORN, "phase": Phase.ON_SALE},
        {"phase": Phase.AFTER_SALE}),
    Row("damage_after_confirming", {"reason": TORN}, {"phase": Phase.ON_SALE}),
    Row("signed_before_inspection", {"times": SIGNED}, {"evidence": (file("unpacking_video"),)}),
    Row("opened_on_film", {"times": SIGNED, "evidence": (file("carrier_certificate"),)},
        {"evidence": ()}),
    Row("no_proof", {}, {"evidence": (file("picture"),)}),
    Row("partial_proof", {"evidence": (file("picture"),)}, {"evidence": (file("chat_record"),)}),
    Row("full_proof", {"evidence": (file("chat_record"),)}, {"evidence": (file("picture"),)}),
    Row("seven_day_return", {"platform": DOUYIN, "reason": "七天无理由退货"},
        {"reason": "非七天无理由退货"}),
    Row("reason_stays", {"reason_class": MERCHANT}, {"reason_class": ReasonClass.SUBJECTIVE}),
    Row("first_reason_counts", {"platform": DOUYIN, "applications": applied(OTHER, BAD)},
        {"applications": applied(BAD, BAD)}),
)  # fmt: skip


def facts(value: Case, act: Action = Action.REFUSE, **more: Any) -> forecast.Facts:
    policy = default_book().at(value.platform, value.applied_at)
    return forecast.facts_of(value, shipped_table(), act=act, policy=policy, **more)


def speaking(value: Case, act: Action = Action.REFUSE, **more: Any) -> list[str]:
    return [rule.id for rule in forecast.lines(shipped_table(), facts(value, act, **more))]


def wrong_rows(table: ForecastTable) -> list[str]:
    """The rows that the table does not bear out, each way by itself."""
    found = []
    for row in ROWS:
        there = forecast.lines(table, facts(case(**row.holds), row.act))
        gone = forecast.lines(table, facts(case(**{**row.holds, **row.not_when}), row.act))
        if row.rule not in [rule.id for rule in there]:
            found.append(f"{row.rule} is silent")
        if row.rule in [rule.id for rule in gone]:
            found.append(f"{row.rule} speaks where it must not")
    return found


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_rule_speaks_where_its_condition_holds_and_only_there(row: Row) -> None:
    assert row.rule in speaking(case(**row.holds), row.act)
    assert row.rule not in speaking(case(**{**row.holds, **row.not_when}), row.act)


def test_every_rule_of_the_table_has_its_row() -> None:
    assert {row.rule for row in ROWS} == {rule.id for rule in shipped_table().rules}


@pytest.mark.parametrize("at", range(len(shipped_table().rules)))
def test_a_rule_without_its_conditions_would_be_seen(at: int) -> None:
    """The seeded bug, rule by rule: each trait it asks for, or shuts out, is dropped."""
    table = shipped_table()
    rule = table.rules[at]
    if not rule.when.has and not rule.when.lacks:
        return
    loose = replace(rule, when=replace(rule.when, has=(), lacks=()))
    rules = (*table.rules[:at], loose, *table.rules[at + 1 :])
    assert any(said.startswith(rule.id) for said in wrong_rows(replace(table, rules=rules)))


def test_the_table_itself_passes() -> None:
    assert wrong_rows(shipped_table()) == []


def test_lines_stand_by_weight() -> None:
    found = forecast.lines(shipped_table(), facts(case(reason=FAKE, times=SIGNED)))
    assert len(found) > 3
    assert [rule.weight for rule in found] == sorted((r.weight for r in found), reverse=True)


def test_only_some_rules_speak_of_an_escalation() -> None:
    value = case(platform=WECHAT)
    assert "wechat_no_talks" in speaking(value)
    assert "wechat_no_talks" not in speaking(value, Action.ESCALATE)


def test_a_message_in_the_timeline_can_admit_it() -> None:
    said = TimelineEntry(at=NOW, actor="小满", kind="act:message", text="这是精仿的")
    value = case(type=ONLY, reason=FAKE)
    assert "counterfeit_admitted" in speaking(value, timeline=(said,))
    theirs = replace(said, actor="buyer")
    assert "counterfeit_admitted" not in speaking(value, timeline=(theirs,))


def test_what_came_after_the_platform_stepped_in_does_not_foretell_the_verdict() -> None:
    late = StageTimes(intervened_at=Millis(NOW - HOUR), agreed_at=NOW, signed_at=NOW,
                      returned_at=NOW)  # fmt: skip
    value = case(type=ONLY, times=late, negotiations=(talk(NOW),))
    assert facts(value).traits & {
        Trait.AGREED, Trait.SIGNED_BACK, Trait.RETURNING, Trait.NEGOTIATED,
    } == set()  # fmt: skip
    early = replace(value, times=replace(late, intervened_at=None))
    assert {Trait.AGREED, Trait.SIGNED_BACK, Trait.NEGOTIATED} <= facts(early).traits


def test_evidence_that_was_sent_elsewhere_is_neither_missing_nor_incomplete() -> None:
    sent = TimelineEntry(at=NOW, actor="小满", kind="act:evidence")
    found = speaking(case(), timeline=(sent,))
    assert not {"no_proof", "partial_proof", "full_proof"} & set(found)


def test_a_proof_that_is_added_changes_the_forecast_at_once() -> None:
    found = facts(case())
    wanted = ("inspection_report", "unpacking_video|carrier_certificate")

    def told(*kinds: str) -> set[str]:
        with_them = found.with_proofs(kinds, wanted)
        return {rule.id for rule in forecast.lines(shipped_table(), with_them)}

    assert "no_proof" in told()
    assert "partial_proof" in told("inspection_report")
    assert "full_proof" in told("inspection_report", "carrier_certificate")


def test_the_side_with_more_weight_is_named_and_a_tie_is_open() -> None:
    rules = {rule.id: rule for rule in shipped_table().rules}
    buyer, shop = rules["goods_not_as_promised_return"], rules["talks_on_record"]
    lean = forecast.lean([buyer, shop])
    assert (lean.side, lean.responsible) == ("buyer", Party.MERCHANT)
    assert lean.firm == pytest.approx(90 / 135)
    assert forecast.lean([replace(shop, weight=90), buyer]).side == ""
    assert forecast.lean([rules["reason_stays"]]) == forecast.Lean()


def test_wechat_always_points_against_a_shop_that_never_negotiated() -> None:
    lean = forecast.lean(forecast.lines(shipped_table(), facts(case(platform=WECHAT))))
    assert (lean.side, lean.responsible) == ("buyer", Party.MERCHANT)


RULE: dict[str, Any] = {
    "id": "r", "weight": 5, "when": {"has": ["proof"]}, "outcome": "buyer",
    "responsible": "merchant", "source": "S", "confidence": "seed",
    **{name: {"zh": "好", "en": "x"} for name in ("condition", "consequence", "would_change")},
}  # fmt: skip
TABLE: dict[str, Any] = {
    "version": "1", "least": 5, "topics": [{"id": "t", "words": ["x"]}],
    "sources": [{"id": "S", "name": {"zh": "好", "en": "x"}}], "rules": [RULE],
}  # fmt: skip
BROKEN: tuple[tuple[dict[str, Any], str], ...] = (
    ({"weight": 0}, "weight"),
    ({"weight": 101}, "weight"),
    ({"outcome": "nobody"}, "outcome"),
    ({"source": "nowhere"}, "source"),
    ({"when": {}}, "when"),
    ({"when": {"acts": ["refuse"]}}, "when"),
    ({"when": {"acts": ["ship"], "has": ["proof"]}}, "acts"),
    ({"when": {"topics": ["elsewhere"]}}, "topics"),
    ({"when": {"has": ["magic"]}}, "has[1]"),
    ({"when": {"has": ["proof"], "lacks": ["proof"]}}, "has"),
    ({"condition": {"zh": "", "en": "x"}}, "zh"),
    ({"would_change": {"zh": "好"}}, "en"),
    ({"outcome": "merchant"}, "responsible"),
    ({"colour": "red"}, "colour"),
)


@pytest.mark.parametrize(("change", "field"), BROKEN)
def test_a_broken_rule_names_file_entry_and_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(PackError) as caught:
        parse_table({**TABLE, "rules": [{**RULE, **change}]}, file="forecast/rules.toml")
    problem = caught.value.problems[0]
    assert (problem.file, problem.field) == ("forecast/rules.toml", field)
    assert "rules 1 (r" in problem.entry


def test_an_id_stands_once_and_the_good_table_is_read() -> None:
    assert parse_table(TABLE, file="x").rules[0].outcome is Outcome.BUYER
    with pytest.raises(PackError):
        parse_table({**TABLE, "rules": [RULE, RULE]}, file="x")
    with pytest.raises(PackError):
        parse_table({**TABLE, "least": 0}, file="x")
