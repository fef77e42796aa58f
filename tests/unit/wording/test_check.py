"""WORD-1: harmless sentences stay unmarked, risky ones are marked through any disguise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.unit.wording import corpus, disguises
from workbench.domain.wording.canon import canon
from workbench.domain.wording.check import LONGEST, check, replaced
from workbench.domain.wording.model import Finding, Kind, Severity, Use, WordData
from workbench.domain.wording.patterns import meets
from workbench.services.policies import default_book
from workbench.services.wording import shipped

RULES = shipped()
SPELLED = disguises.spelled(RULES)
ENTRIES = {entry.id: entry for entry in RULES.entries}


def only(entry: str) -> WordData:
    """The list with one entry, so that no graver one takes its place."""
    one = ENTRIES[entry]
    return replace(RULES, entries=(replace(one, uses=tuple(Use), unless=()),))


ALONE = {entry: only(entry) for entry in ENTRIES}


def use_of(entry: str) -> Use:
    return ENTRIES[entry].uses[0]


def test_the_corpora_are_as_large_as_promised_and_have_no_line_twice() -> None:
    assert len(corpus.harmless()) >= 200
    assert len(corpus.risky()) >= 80
    assert len(set(corpus.harmless())) == len(corpus.harmless())
    assert len(set(corpus.risky())) == len(corpus.risky())


@pytest.mark.parametrize("use", tuple(Use))
def test_a_harmless_sentence_stays_unmarked(use: Use) -> None:
    marked = {
        words: [one.text for one in found]
        for words in corpus.harmless()
        if (found := check(words, RULES, use=use))
    }
    assert marked == {}


def test_a_list_that_knows_no_harmless_context_would_mark_some() -> None:
    blunt = replace(RULES, entries=tuple(replace(one, unless=()) for one in RULES.entries))
    assert sum(bool(check(words, blunt)) for words in corpus.harmless()) > 30


def test_a_risky_sentence_is_marked_for_what_it_is() -> None:
    missed = [
        (kind, words)
        for kind, words in corpus.risky()
        if kind not in {one.kind for one in check(words, RULES)}
    ]
    assert missed == []


def test_every_kind_that_stands_in_a_list_is_tried() -> None:
    listed = {one.kind for one in RULES.entries if Use.BUYER in one.uses}
    assert {kind for kind, _words in corpus.risky()} == {str(kind) for kind in listed}


def test_packs_put_nothing_marked_into_a_message() -> None:
    texts = [
        words
        for pack in default_book().packs
        for words in (
            *(one.text for one in pack.negotiation.explanations),
            *(one.default_text for one in pack.refusal_reasons if one.default_text),
        )
    ]
    assert len(texts) > 20
    assert [words for words in texts if check(words, RULES)] == []


# ---------------------------------------------------------------- disguises

DRESSES = (
    disguises.wide, disguises.capitals, disguises.circled,
    *(disguises.folded(RULES, pick) for pick in range(3)),
)  # fmt: skip
Case = tuple[tuple[str, str], list[Callable[[str], str]], str]
dressed = st.tuples(
    st.sampled_from(SPELLED),
    st.lists(st.sampled_from(DRESSES), max_size=3),
    st.sampled_from(("", *disguises.BLANKS)),
)


@given(dressed)
@settings(max_examples=300, deadline=None)
@example((("wechat", "加微信"), [], "，"))
@example((("no_shipping", "不发货了"), [], "。"))
def test_a_disguised_word_keeps_being_found_where_it_stands(case: Case) -> None:
    (entry, words), dresses, blank = case
    for dress in dresses:
        words = dress(words)
    hidden = disguises.spread(words, blank)
    finder = partial(check, rules=ALONE[entry], use=use_of(entry))
    assert disguises.stays_found(finder, hidden), hidden


def test_the_property_would_notice_a_checker_that_does_not_see_through() -> None:
    def naive(text: str) -> tuple[Finding, ...]:
        at = text.find("加微信")
        return () if at < 0 else (_found(at, at + 3, text),)

    def shifted(text: str) -> tuple[Finding, ...]:
        plain = canon(text, {})
        at = plain.chars.find("加微信")
        return () if at < 0 else (_found(at, at + 3, text),)

    assert disguises.stays_found(naive, "加微信")
    assert not disguises.stays_found(naive, "加 微 信")
    assert not disguises.stays_found(shifted, "加 微 信")


def _found(start: int, end: int, text: str) -> Finding:
    words = text[start:end]
    return Finding(start=start, end=end, text=words, kind=Kind.CONTACT, severity=Severity.BLOCK)


@given(
    st.text(alphabet=st.sampled_from("加微信wx1380，。 \u200b🙂不发货了A货转账高仿é̂"), max_size=40)
)
@settings(max_examples=200, deadline=None)
def test_findings_lie_inside_the_text_in_order_and_never_overlap(words: str) -> None:
    found = check(words, RULES)
    assert all(words[one.start : one.end] == one.text and one.text for one in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_two_clauses_that_meet_are_no_disguise_and_gaps_everywhere_are() -> None:
    assert check("要不，发货了告诉您", RULES) == ()
    assert check("要不\n发货了告诉您", RULES) == ()
    assert [one.text for one in check("就不，发，货，了", RULES)] == ["不，发，货，了"]


@pytest.mark.parametrize(
    ("words", "hit"),
    [
        ("usb", False), ("型号wxyz123", False), ("2026111213800138000", False),
        ("11-15 16:30:45 123", False), ("138 0013 8000", True), ("加wx", True),
    ],
)  # fmt: skip
def test_latin_words_and_numbers_stand_alone(words: str, hit: bool) -> None:
    assert bool(check(words, RULES)) is hit


@pytest.mark.parametrize(
    "opening",
    [
        "不客气，", "您说得对，", "不是的，", "买家您好，", "请勿担心，", "这次不会亏待您，",
        "平台不同意，", "订单已查到，", "您好", "不行就",
    ],
)  # fmt: skip
def test_an_opening_excuses_nothing_of_what_follows(opening: str) -> None:
    assert _excused(opening, RULES) == []


def test_an_excuse_that_reaches_too_far_would_be_found() -> None:
    far = replace(ENTRIES["fake_goods"], unless=("您好<9>{fake}",))
    rest = tuple(one for one in RULES.entries if one.id != far.id)
    assert _excused("您好", replace(RULES, entries=(far, *rest)))


def _excused(opening: str, rules: WordData) -> list[str]:
    """The risky sentences that lose a kind of finding behind an opening."""
    return [
        words
        for _kind, words in corpus.risky()
        if not {one.kind for one in check(words, rules)}
        <= {one.kind for one in check(opening + words, rules)}
    ]


def test_a_denial_excuses_its_own_clause_only() -> None:
    assert check("我们不卖高仿", RULES) == ()
    assert check("我们不会通过微信、支付宝转账", RULES) == ()
    assert [one.text for one in check("我们不卖高仿，这是精仿", RULES)] == ["精仿"]


def test_words_over_two_clauses_are_marked_as_closely_as_they_can_be() -> None:
    assert [one.text for one in check("已发货了，加V信聊", RULES)] == ["加V信"]
    assert [one.text for one in check("用支付宝，转给您", RULES)] == ["支付宝，转给"]


# ---------------------------------------------------------------- uses, platforms, lengths


@pytest.mark.parametrize("words", ["买家恶意退款", "我们怀疑买家", "小本生意求平台支持"])
def test_guesses_and_what_is_unrelated_are_marked_in_statements(words: str) -> None:
    kinds = {one.kind for one in check(words, RULES, use=Use.STATEMENT)}
    assert kinds & {Kind.MOTIVE, Kind.UNRELATED}
    assert not {one.kind for one in check(words, RULES)} & {Kind.MOTIVE, Kind.UNRELATED}


def test_a_remark_may_hold_a_number_but_no_confession() -> None:
    assert check("客户电话 13800138000，微信转账过", RULES, use=Use.REMARK) == ()
    assert check("客户知道是高仿", RULES, use=Use.REMARK)[0].kind is Kind.COUNTERFEIT


def test_the_bytes_over_the_limit_are_marked() -> None:
    (found,) = check("您" * 134, RULES, max_bytes=400)
    assert (found.kind, found.start, found.end, found.severity) == ("bytes", 133, 134, "block")
    assert check("您" * 133, RULES, max_bytes=400) == ()


def test_a_long_statement_is_marked_from_where_it_is_too_long() -> None:
    (found,) = check("日" * 501, RULES, use=Use.STATEMENT)
    assert (found.kind, found.start, found.blocks) == (Kind.LENGTH, 500, True)
    assert check("日" * 501, RULES) == ()


def test_an_entry_may_hold_on_one_platform_only() -> None:
    one = replace(ENTRIES["fake_goods"], platforms=("douyin",))  # type: ignore[arg-type]
    rules = replace(RULES, entries=(one,))
    assert check("高仿", rules, platform="douyin")
    assert not check("高仿", rules, platform="tmall")


def test_the_gravest_of_two_findings_in_one_place_is_told() -> None:
    (found,) = check("加微信转账给您", RULES)
    assert (found.kind, found.text) == (Kind.OUTSIDE_MONEY, "加微信转账")


def test_other_words_take_the_place_of_the_risky_ones_and_are_harmless() -> None:
    for entry in RULES.entries:
        for use in entry.uses:
            assert entry.instead, entry.id
            assert check(entry.instead, RULES, use=use) == (), entry.id
    text = "补偿 45 元，可以加薇 信直接转您。"
    (found,) = check(text, RULES)
    assert replaced(text, found) == "补偿 45 元，可以由平台打到您的账户。"


# ---------------------------------------------------------------- hostile texts


@pytest.mark.parametrize("piece", ["1", "w x ", "高仿", "高仿\n", "a@b.", "x.y-", "支付宝转", "a1"])
def test_no_text_makes_the_check_slow(piece: str) -> None:
    words = (piece * LONGEST)[:LONGEST]
    took = []
    for _try in range(3):  # one may fall into a long collection of the whole suite's garbage
        began = process_time()
        check(words, RULES)
        took.append(process_time() - began)
        if took[-1] < 1:
            break
    assert min(took) < 1  # a tenth of it is usual; a square in there takes 3 to 10


def test_what_is_too_long_to_be_looked_at_does_not_go() -> None:
    (found,) = check("您" * LONGEST + "高仿", RULES)
    assert (found.start, found.blocks) == (LONGEST, True)
    assert check("您" * LONGEST, RULES) == ()


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 6)), max_size=12),
    st.integers(0, 60),
    st.integers(1, 8),
)
def test_meeting_one_of_many_places_is_found_as_by_looking_at_each(
    steps: list[tuple[int, int]], start: int, size: int
) -> None:
    places, at = [], 0
    for gap, length in steps:
        places.append((at + gap, at + gap + length))
        at += gap + length
    one_by_one = any(first < start + size and start < last for first, last in places)
    assert meets(places, start, start + size) is one_by_one
