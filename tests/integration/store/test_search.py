"""Search against a plain substring model: Chinese words, parts of ids, punctuation."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.cases import NOW, make_case, texts
from tests.helpers.stores import passing_store, save
from workbench.domain.case import Case, Local, Parcel
from workbench.domain.kinds import OrderId, Stage, View
from workbench.services.queries import CaseQuery, Thresholds
from workbench.store.queries import SqlQueries

if TYPE_CHECKING:
    from workbench.store.unit import Store

RUN = re.compile(r"[^\W_]+")


def one_spelling(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def holds(case: Case, text: str) -> bool:
    """Every run of ``text`` stands somewhere in the words of the case."""
    parcels = [item.waybill for item in (case.outbound, case.back) if item]
    local = case.local
    words = [
        case.order_id, case.key.case_id, case.item_title, case.sku, case.seller_sku,
        case.buyer_nick, case.buyer_note, case.reason, local.remark, local.assignee, *local.tags,
        *parcels,
    ]  # fmt: skip
    runs = RUN.findall(one_spelling(text))
    said = [one_spelling(word) for word in words]
    return bool(runs) and all(any(run in word for word in said) for run in runs)


def ids_of(store: Store, text: str, view: View = View.ALL) -> list[int]:
    query = CaseQuery(view=view, search=text)
    found = SqlQueries(store.connections).snapshot(query, now=NOW, thresholds=Thresholds())
    return sorted(found.ids)


COUNTER = """\
纯棉四件套 1.8米床
颜色和图片不一样，少了一个配件
SKU00415-L码
ＳＫＵ００４１５
七天无理由退换货
Größe 42 · 日本語カタカナ 한국어
退款退货
码12米 12米
"""
some_text = st.one_of(
    texts(10),
    st.tuples(st.integers(0, len(COUNTER)), st.integers(1, 8)).map(
        lambda cut: COUNTER[cut[0] : cut[0] + cut[1]]
    ),
)


@st.composite
def said_cases(draw: st.DrawFn) -> list[Case]:
    stages = st.sampled_from([Stage.MERCHANT_REVIEW, Stage.REFUNDED])
    return [
        make_case(
            str(draw(st.integers(10**15, 10**19))),
            order_id=OrderId(str(draw(st.integers(10**17, 10**19)))),
            stage=draw(stages),
            item_title=draw(some_text),
            sku=draw(some_text),
            buyer_nick=draw(some_text),
            buyer_note=draw(some_text),
            reason=draw(some_text),
            back=draw(st.none() | st.builds(Parcel, waybill=some_text)),
            local=Local(tags=tuple(draw(st.lists(some_text, max_size=2, unique=True)))),
        )
        for _ in range(draw(st.integers(1, 5)))
    ]


@given(said_cases(), st.data())
@settings(max_examples=80)
def test_search_finds_what_a_substring_search_finds(some: list[Case], data: st.DataObject) -> None:
    some = list({case.key: case for case in some}.values())
    with passing_store() as store:
        save(store, some)
        for _ in range(6):
            case = data.draw(st.sampled_from(some))
            words = data.draw(
                st.sampled_from([case.item_title, case.order_id, case.key.case_id, case.buyer_note])
                | some_text
            )
            first = data.draw(st.integers(0, max(0, len(words) - 1)))
            asked = words[first : first + data.draw(st.integers(1, 8))]
            if not asked:
                continue
            wanted = [number for number, item in enumerate(some, 1) if holds(item, asked)]
            assert ids_of(store, asked) == wanted, asked
            assert ids_of(store, asked, View.DONE) == [n for n in wanted if some[n - 1].final]


@pytest.fixture
def shelf(store: Store) -> Store:
    """Three cases with known words."""
    save(
        store,
        [
            make_case("240000000000000001", item_title="纯棉四件套", reason="七天无理由退换货"),
            make_case("240000000000000002", item_title="保温杯 500ML", reason="质量问题"),
            make_case("31", item_title="Ａ４ 纸", reason="少件", stage=Stage.CLOSED),
        ],
    )
    return store


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("棉", [1]),
        ("四件", [1]),
        ("四件套", [1]),
        ("无理由退", [1]),
        ("七天无理由退换货", [1]),
        ("套纯", []),
        ("质量 保温", [2]),
        ("质量，保温！", [2]),
        ("质量 四件", []),
        ("500ml", [2]),
        ("00m", [2]),
        ("2400", [1, 2]),
        ("00000002", [2]),
        ("2", [1, 2, 3]),
        ("24", [1, 2]),
        ("31", [3]),
        ("a4", [3]),
        ("A4纸", []),
        ("，。！", []),
        ('"*" OR (', []),
        ("§o", []),
        ("NOT", []),
        ("x:件", []),
        ("'; drop table cases; --", []),
        ("\x00", []),
    ],
)
def test_what_is_found(shelf: Store, asked: str, found: list[int]) -> None:
    assert ids_of(shelf, asked) == found


def test_a_changed_case_is_found_by_its_new_words_only(shelf: Store) -> None:
    with shelf.write() as unit:
        case = unit.cases.get(make_case("240000000000000001").key)
        assert case is not None
        unit.cases.save(replace(case, reason="少件", local=replace(case.local, remark="加急")))
        unit.commit()
    assert ids_of(shelf, "无理由") == []
    assert ids_of(shelf, "加急") == [1]
    assert ids_of(shelf, "少件") == [1, 3]


def test_a_case_that_becomes_final_moves_between_the_views(shelf: Store) -> None:
    assert ids_of(shelf, "四件", View.TODO) == [1]
    with shelf.write() as unit:
        case = unit.cases.get(make_case("240000000000000001").key)
        assert case is not None
        unit.cases.save(replace(case, stage=Stage.REFUNDED))
        unit.commit()
    assert ids_of(shelf, "四件", View.TODO) == []
    assert ids_of(shelf, "四件", View.DONE) == [1]
    query = CaseQuery(search="四件")
    counts = SqlQueries(shelf.connections).counts(query, now=NOW, thresholds=Thresholds())
    assert (counts["todo"], counts["done"], counts["all"]) == (0, 1, 1)


def test_finding_anything_puts_exact_ids_first_then_open_cases(store: Store) -> None:
    save(
        store,
        [
            make_case("9931", stage=Stage.REFUNDED),
            make_case("31", stage=Stage.REFUNDED),
            make_case("7310"),
            make_case("55", order_id=OrderId("31")),
        ],
    )
    ask = SqlQueries(store.connections)
    assert [card.case_id for card in ask.find_anything("31", 10)] == ["31", "55", "7310", "9931"]
    assert [card.case_id for card in ask.find_anything(" 31 ", 2)] == ["31", "55"]
    assert ask.find_anything("，", 10) == []
    assert ask.find_anything("", 10) == []


def test_a_search_is_not_remembered_past_somebody_elses_write(shelf: Store) -> None:
    ask = SqlQueries(shelf.connections)
    query = CaseQuery(search="棉", view=View.ALL)
    assert list(ask.snapshot(query, now=NOW, thresholds=Thresholds()).ids) == [1]
    save(shelf, [make_case("77", item_title="棉被")])
    assert sorted(ask.snapshot(query, now=NOW, thresholds=Thresholds()).ids) == [1, 4]
