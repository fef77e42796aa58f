"""Words and figures without a window: clocks, clauses, timeline, steps, addresses of pages."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.architecture.tree import modules
from tests.gui.case import scenes
from tests.helpers.cases import DAY, HOUR, NOW, cases, make_case, timeline_entries
from workbench.base import texts
from workbench.base.texts import text
from workbench.domain.case import Application, Case, CaseKey, Deadline, Shop, TimelineEntry
from workbench.domain.kinds import (
    Action,
    AtZero,
    CaseId,
    CaseType,
    Confidence,
    DeadlineSource,
    Delivery,
    Fault,
    Fen,
    Millis,
    Platform,
    ReasonClass,
    ShopId,
    ShopKind,
    Stage,
    Turn,
)
from workbench.domain.policy.words import PARCEL_STATES
from workbench.services.model import ActOption
from workbench.services.policies import default_book
from workbench.services.queries import CaseDetail, Thresholds
from workbench.ui import phrases, word_tables
from workbench.ui.case import acts, clock, facts, hands, offers, telling
from workbench.ui.case.loading import Loaded, goes
from workbench.ui.case.safe import LONGEST_WORD, prose

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

LIMITS = Thresholds()


def loaded(case: Case | None = None, **values: Any) -> Loaded:
    detail = CaseDetail(
        case=case or make_case(), timeline=(), order=None, entry=None, of_order=(), of_buyer=()
    )
    return Loaded(detail=detail, **values)


def case_with(
    at_zero: AtZero, sure: Confidence = Confidence.OFFICIAL, *, left: int = 41 * 60_000
) -> Case:
    return make_case(
        deadline=Deadline(
            at=Millis(NOW + left),
            entered_at=Millis(NOW - DAY),
            source=DeadlineSource.PLATFORM,
            at_zero=at_zero,
            at_zero_confidence=sure,
            how="given",
        )
    )


@pytest.mark.parametrize(
    ("at_zero", "sure", "said"),
    [
        (AtZero.REFUND, Confidence.OFFICIAL, "41 分钟后自动退出 ¥128.00。"),
        (AtZero.REFUND, Confidence.UNCONFIRMED, "41 分钟后可能自动退出 ¥128.00。"),
        (AtZero.AGREE_RETURN, Confidence.SEED, "41 分钟后自动同意退货，涉及 ¥128.00。"),
        (AtZero.CLOSE, Confidence.OFFICIAL, "41 分钟后自动关闭，我方没有损失。"),
        (AtZero.UNKNOWN, Confidence.OFFICIAL, "还有 41 分钟；到点怎样不明，涉及 ¥128.00。"),
    ],
)
def test_why_a_case_is_first(at_zero: AtZero, sure: Confidence, said: str) -> None:
    assert clock.stake(case_with(at_zero, sure), NOW) == said


def test_the_line_beside_the_countdown() -> None:
    def line(case: Case) -> str:
        return clock.head_clock(case, NOW, LIMITS).line

    assert line(case_with(AtZero.REFUND)) == "到 08:41 自动退款 ¥128.00"
    assert line(case_with(AtZero.UNKNOWN)) == "到 08:41，之后怎样不明"
    assert line(case_with(AtZero.REFUND, left=-HOUR)) == "已到点：平台应已自动退款"
    assert line(make_case(due=None)) == "时限不明，请看平台"
    paused = make_case(deadline=Deadline(paused=True, remaining_ms=21 * HOUR))
    assert line(paused) == "平台已停表"
    owed = make_case(evidence_due_at=Millis(NOW + HOUR), turn=Turn.PLATFORM)
    assert line(owed) == "09:00 前举证"


def test_evidence_owed_is_the_large_clock_and_the_own_one_stands_behind() -> None:
    case = make_case(
        stage=Stage.INTERVENTION,
        evidence_due_at=Millis(NOW + 3 * HOUR),
        deadline=Deadline(paused=True, remaining_ms=21 * HOUR),
    )
    shown = clock.head_clock(case, NOW, LIMITS)
    assert shown.countdown == "3小时00分"
    assert shown.others[0] == "交易时限已停，余 21 小时"


@pytest.mark.parametrize(
    "how", ["given", "hours", "event", "resumed", "paused", "no_entry", "no_rule", "", "new word"]
)
def test_every_way_to_compute_has_words(how: str) -> None:
    case = make_case(deadline=Deadline(how=how, hours=36, entered_at=Millis(NOW)))
    rows = dict(clock.clause(case, default_book().at(Platform.TMALL, NOW), NOW))
    assert rows["怎么算"]
    assert rows["版本"]


def test_the_clause_names_what_is_unconfirmed() -> None:
    case = case_with(AtZero.REFUND, Confidence.UNCONFIRMED)
    assert clock.clause_title(case).endswith("（可能）")
    assert clock.version_of("tmall@2026-08-11+o7") == "2026-08-11+o7"


@given(cases(), st.integers(-30 * DAY, 30 * DAY), st.sampled_from(["zh_CN", "en"]))
def test_any_case_has_a_head_a_clause_and_facts(case: Case, ms: int, language: str) -> None:
    texts.set_language(language)
    now = NOW + ms
    assert clock.head_clock(case, now, LIMITS).countdown
    assert clock.stake(case, now)
    assert clock.clause(case, None, now)
    names, at = telling.steps(case)
    assert 0 <= at <= len(names)
    found = loaded(case)
    assert facts.rows(found.detail, now)
    assert facts.notices(found, now) is not None
    intent = found.case.intent
    if intent is not None:
        telling.standing(intent, now)
    texts.set_language("zh_CN")


@given(timeline_entries())
def test_any_timeline_entry_has_a_title(entry: TimelineEntry) -> None:
    assert isinstance(telling.told(entry, NOW).title, str)


@pytest.mark.parametrize(
    ("kind", "words", "title", "detail", "loud"),
    [
        ("applied", "不想要了", "买家申请", "不想要了", False),
        ("stage", "merchant_review→refunding", "现在：平台退款中", "之前：待商家处理", False),
        ("reason_changed", "甲→乙", "买家改了原因", "甲 → 乙", True),
        ("claim_changed", "4500→4000", "买家改了金额", "¥45.00 → ¥40.00", True),
        ("refunded", "→4500", "已退款 ¥45.00", "", False),
        ("negotiation", "offer:1:refused", "第 1 轮：买家已拒绝", "给方案", True),
        ("act:refuse", "理由", "拒绝", "理由", False),
        ("undone:refuse", "", "拒绝：已撤回", "", False),
        ("some_new_word", "x", "some new word", "x", False),
    ],
)
def test_what_happened_in_words(kind: str, words: str, title: str, detail: str, loud: bool) -> None:
    told = telling.told(TimelineEntry(at=NOW, actor="buyer", kind=kind, text=words), NOW)
    assert (told.title, told.detail, told.loud) == (title, detail, loud)
    assert told.who == "买家"


def test_steps_follow_the_type_and_mark_where_it_stands() -> None:
    review = make_case(type=CaseType.RETURN_REFUND)
    assert telling.steps(review) == (["申请", "商家审核", "买家退货", "商家收货", "退款"], 1)
    refused = replace(review, stage=Stage.BUYER_AFTER_REFUSAL)
    assert telling.steps(refused)[0][1] == "已拒绝"
    done = replace(review, stage=Stage.REFUNDED)
    assert telling.steps(done)[1] == 5
    assert telling.steps(replace(review, stage=Stage.CANCELLED))[0] == ["申请", "买家已撤销"]


@pytest.mark.parametrize("word", list(Fault))
def test_every_fault_has_what_is_wrong_and_what_to_do(word: Fault) -> None:
    wrong, do = phrases.fault(word)
    assert wrong
    assert do.endswith("。")


@pytest.mark.parametrize(
    ("table", "say"),
    [
        (CaseType, phrases.case_type),
        (Stage, phrases.stage),
        (Turn, phrases.turn),
        (AtZero, phrases.at_zero),
        (Action, phrases.action),
        (ReasonClass, phrases.reason_class),
        (Delivery, phrases.delivery),
        (Platform, phrases.platform),
        (ShopKind, phrases.shop_kind),
    ],
)
def test_every_stored_word_has_chinese(table: type[StrEnum], say: Callable[[str], str]) -> None:
    for word in table:
        said = say(word)
        assert any("\u4e00" <= sign <= "\u9fff" for sign in said), word


def test_times_money_sizes_and_ids() -> None:
    assert phrases.when(NOW, NOW) == "08:00"
    assert phrases.when(NOW - DAY, NOW) == "11-22 08:00"
    assert phrases.stamp(NOW - 400 * DAY, NOW) == "2025-10-19"
    assert phrases.amount(129_900) == "¥1,299.00"
    assert phrases.amount(None) == "—"
    assert [phrases.size(n) for n in (1, 402_000, 4_700_000)] == ["1 KB", "402 KB", "4.7 MB"]
    assert phrases.grouped("179044028816") == "1790 4402 8816"
    assert [phrases.duration(ms) for ms in (0, 41 * 60_000, 7 * HOUR + 12 * 60_000, 51 * HOUR)] == [
        "不到 1 分钟",
        "41 分钟",
        "7 小时 12 分钟",
        "2 天 3 小时",
    ]
    assert phrases.share(5, 9) == "5 / 9"
    assert phrases.share(23, 61) == "38%"


def test_sentences_get_their_stops() -> None:
    assert phrases.sentences("甲", "", "乙。", "丙") == "甲。乙。丙"
    texts.set_language("en")
    assert phrases.sentences("One", "two!", "three") == "One. two! three"


@pytest.mark.parametrize(
    ("url", "fine"),
    [
        ("https://a.example/x?id=1", True),
        ("http://a.example/x", False),
        ("https://a.example:444/x", False),
        ("https://user@a.example/x", False),
        ("https://a.example.evil.example/x", False),
        ("https://evil.example/a.example", False),
        ("https://a.example\\@evil.example/", False),
        ("https://а.example/x", False),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://[::1", False),
        ("", False),
    ],
)
def test_only_https_on_a_listed_host_is_a_page(url: str, fine: bool) -> None:
    assert hands.allowed(url, ("a.example",)) is fine


def test_ids_in_an_address_are_quoted() -> None:
    policy = replace(
        default_book().at(Platform.TMALL, NOW),
        page_url="https://a.example/?id={case_id}",
        order_url="",
        hosts=("a.example",),
    )
    case = replace(make_case(), key=CaseKey(ShopId("s"), CaseId("1&x=2#@evil.example/")))
    assert hands.page_of(case, policy) == "https://a.example/?id=1%26x%3D2%23%40evil.example%2F"
    assert hands.page_of(case, None) == ""
    assert hands.page_of(case, replace(policy, hosts=())) == ""


def test_the_agree_that_fits() -> None:
    exchange = loaded(make_case(type=CaseType.EXCHANGE), options=(scenes.yes("agree_exchange"),))
    assert acts.fitting_agree(exchange) is Action.AGREE_EXCHANGE
    only_refund = loaded(
        make_case(type=CaseType.RETURN_REFUND),
        options=(scenes.no("agree_return", "X", "x"), scenes.yes("agree_refund")),
    )
    assert acts.fitting_agree(only_refund) is Action.AGREE_REFUND


def test_what_goes_and_what_does_not() -> None:
    assert goes(scenes.yes("refuse"))
    assert goes(scenes.tick("refuse", "R", "x"))
    assert not goes(scenes.no("refuse", "R", "x"))
    both = replace(
        scenes.tick("refuse", "R", "x"),
        allowed=False,
        refusals=(
            *scenes.tick("refuse", "R", "x").refusals,
            *scenes.no("refuse", "Q", "y").refusals,
        ),
    )
    assert not goes(both)
    assert acts.view(loaded(), both).rule == "Q"
    nothing = ActOption(action="refuse", allowed=False, note=text("{w}", w="x"))
    assert acts.view(loaded(), nothing).reason == "x"


def test_old_files_are_marked_and_say_how_old() -> None:
    shop = Shop(id=ShopId("s"), name="店", platform=Platform.TAOBAO, kind=ShopKind.FILES)
    old = loaded(make_case(as_of=Millis(NOW - 13 * HOUR)), shop=shop)
    fresh = loaded(make_case(as_of=Millis(NOW - 3 * HOUR)), shop=shop)
    assert facts.stale(old, NOW)
    assert not facts.stale(fresh, NOW)
    assert facts.truth(shop, fresh.case, NOW) == "截至 05:00，3 小时前"
    assert facts.notices(old, NOW)[0].name == "sources"
    assert clock.head_clock(old.case, NOW, LIMITS, stale=True).ink == "text3"


def test_a_changed_reason_stands_out() -> None:
    first = Application(at=NOW, type=CaseType.RETURN_REFUND, reason="不想要了", claim_fen=Fen(1))
    changed = make_case(reason="质量问题", applications=(first, replace(first, reason="质量问题")))
    notes = facts.notices(loaded(changed), NOW)
    assert notes[0].body == "原来：“不想要了”。现在：“质量问题”。"
    same = make_case(reason="不想要了", applications=(first,))
    assert facts.notices(loaded(same), NOW) == []


def test_endless_words_get_line_ends_and_han_does_not() -> None:
    said = prose("x" * 100 + "哈" * 100)
    assert max(len(part) for part in said.replace("哈", "").split("\n")) <= LONGEST_WORD
    assert "哈" * 100 in said
    assert prose("short words only") == "short words only"


def test_the_interval_is_wilsons() -> None:
    found = offers.interval(0, 10)
    assert found is not None
    assert found.low == 0.0
    assert 0.2 < found.high < 0.35
    assert offers.purse(600, 500) == ("¥0.00 / ¥5.00", 1.0)
    assert offers.purse(0, None) is None


@pytest.mark.parametrize(
    ("source", "read", "said"),
    [
        (DeadlineSource.PLATFORM, -2 * HOUR,
         "已到点：平台应已自动同意退货。重新读取之前不能操作。"),
        (DeadlineSource.FILE, -2 * HOUR, "已到点：平台应已自动同意退货。重新读取之前不能操作。"),
        (DeadlineSource.PLATFORM, 0, "已到点：平台应已自动同意退货。到点后已读取过，仍未结束。"),
        (DeadlineSource.COMPUTED, -2 * HOUR,
         "已到点：平台可能已自动同意退货。这个时间是推算的，先核对再决定。"),
    ],
)  # fmt: skip
def test_past_zero_only_a_given_deadline_closes_the_acts(
    source: DeadlineSource, read: int, said: str
) -> None:
    case = case_with(AtZero.AGREE_RETURN, left=-HOUR)
    case = replace(case, deadline=replace(case.deadline, source=source), as_of=Millis(NOW + read))
    assert clock.stake(case, NOW) == said


def test_what_nobody_knows_at_zero_is_not_said_as_done() -> None:
    case = case_with(AtZero.UNKNOWN, left=-HOUR)
    assert clock.stake(case, NOW).startswith("已到点：结果不明，请看平台")


def test_each_way_out_a_guard_names_has_a_label() -> None:
    named = helps_named()
    assert {"look_again", "addresses", "raise", "evidence", "withdraw"} <= named
    assert not (named | set(Action)) - word_tables.ACTIONS.keys()
    assert phrases.action("addresses") == "地址簿"
    assert phrases.action("look_again") == "重新读取"


def helps_named() -> set[str]:
    """The words given as ``help_action`` anywhere in the guards."""
    return {
        part.value
        for module in modules("workbench/domain/guards")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.keyword) and node.arg == "help_action"
        for part in ast.walk(node.value)
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value
    }


@pytest.mark.parametrize("word", [*PARCEL_STATES, "shipped", "delivered", "In transit", "SIGNED"])
def test_each_known_state_of_a_parcel_has_a_word(word: str) -> None:
    said = phrases.parcel(word)
    assert said.isascii() is False
    assert phrases.parcel("已到站点") == "已到站点", "the platform's own words stay"
