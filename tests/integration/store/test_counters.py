"""Counters, dirty days, tags and the list of changes, kept in the transaction of the fact."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.cases import DAY, NOW, make_case
from tests.helpers.stores import passing_store, save
from workbench.domain.case import Case, CaseKey, Local, StageTimes
from workbench.domain.kinds import (
    UNFINISHED,
    CaseId,
    CaseType,
    Flag,
    Millis,
    Platform,
    ShopId,
    Stage,
)
from workbench.services.ports import Change
from workbench.store import ledger, outbox, upkeep
from workbench.store.bulk import Bulk
from workbench.store.ledger import EVERYTHING, day_number
from workbench.store.queries import SqlQueries

if TYPE_CHECKING:
    import pytest

    from workbench.store.unit import Store

few_keys = st.builds(
    CaseKey,
    st.sampled_from(["a", "b"]).map(ShopId),
    st.sampled_from(["1", "2", "3"]).map(CaseId),
)


def _counted(store: Store) -> Counter[tuple[str, ...]]:
    rows = store.connections.reader().execute("select * from counters where n > 0")
    return Counter({tuple(row[:-1]): row[-1] for row in rows})


some_cases = st.builds(
    lambda key, **fields: replace(make_case(), key=key, **fields),
    few_keys,
    stage=st.sampled_from([Stage.MERCHANT_REVIEW, Stage.REFUNDED, Stage.CLOSED]),
    type=st.sampled_from([CaseType.EXCHANGE, CaseType.REPAIR]),
    platform=st.sampled_from(Platform),
    reason=st.sampled_from(["少件", "质量问题"]),
    local=st.builds(
        Local,
        flag=st.none() | st.sampled_from(Flag),
        assignee=st.sampled_from(["", "小李", "小王"]),
        tags=st.sampled_from([(), ("急",), ("急", "熟客"), ("",)]),
    ),
)


@given(st.lists(st.lists(some_cases, max_size=4), max_size=5), st.booleans())
@settings(max_examples=30)
def test_counters_and_tags_equal_a_recount_after_any_writes(
    rounds: list[list[Case]], bulk: bool
) -> None:
    with passing_store() as store:
        last: dict[CaseKey, Case] = {}
        for some in rounds:
            if bulk:
                Bulk(store).save_cases((case, ()) for case in some)
            else:
                save(store, some)
            last.update({case.key: case for case in some})
        expected = Counter(
            (case.key.shop, str(case.platform), str(case.type), str(case.stage),
             str(case.local.flag or ""), case.local.assignee)
            for case in last.values()
        )  # fmt: skip
        assert _counted(store) == expected
        ask = SqlQueries(store.connections)
        assert ask.tags() == sorted({tag for case in last.values() for tag in case.local.tags})
        assert ask.assignees() == sorted({c.local.assignee for c in last.values()} - {""})
        with store.read() as unit:
            assert unit.cases.get_many(list(last)) == last
        assert upkeep.doctor(store) == []


def test_acts_on_their_way_are_those_of_the_domain() -> None:
    assert set(re.findall(r"'(\w+)'", outbox.IS_OPEN)) == UNFINISHED


def test_a_unit_that_is_left_counts_nothing(store: Store) -> None:
    with store.write() as unit:
        unit.cases.save(make_case())
    assert _counted(store) == Counter()
    assert SqlQueries(store.connections).token() == 0


def test_the_days_of_a_case_are_marked_before_and_after_it_moves(store: Store) -> None:
    def marked() -> list[tuple[str, int]]:
        rows = store.connections.reader().execute("select shop, day from dirty_days order by day")
        return rows.fetchall()

    today = day_number(NOW)
    case = make_case(applied_at=Millis(NOW - 3 * DAY))
    save(store, [case])
    assert marked() == [("shop-1", today - 3)]
    with store.write() as unit:
        unit.cases.save(
            replace(case, stage=Stage.REFUNDED, times=StageTimes(final_at=NOW), applied_at=NOW)
        )
        unit.commit()
    assert marked() == [("shop-1", today - 3), ("shop-1", today)]
    assert day_number(Millis(NOW - 8 * 3_600_000 - 1)) == today - 1  # Beijing midnight


# -------------------------------------------------------------------------------------- news


def test_news_tells_changes_in_order_and_once(store: Store) -> None:
    ask = SqlQueries(store.connections)
    before, version = ask.token(), ask.data_version()
    assert ask.news(before).changes == ()
    with store.write() as unit:
        unit.cases.save(make_case("1"))
        unit.cases.save(make_case("2"))
        unit.cases.save(make_case("1", reason="少件"))
        unit.changed("setting", "theme")
        told = unit.commit()
    assert told == (
        Change("case", "shop-1/1"),
        Change("case", "shop-1/2"),
        Change("setting", "theme"),
    )
    news = ask.news(before)
    assert (news.changes, news.case_ids, news.everything) == (told, (1, 2), False)
    assert ask.news(news.token).changes == ()
    assert ask.data_version() != version


def test_too_much_news_is_everything(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "MANY", 3)
    ask = SqlQueries(store.connections)
    save(store, [make_case(str(number)) for number in range(4)])
    news = ask.news(0)
    assert (news.changes, news.case_ids, news.everything) == ((EVERYTHING,), (), True)
    assert news.token == ask.token() == 1


def test_forgotten_and_future_tokens_mean_everything(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "KEPT", 3)
    ask = SqlQueries(store.connections)
    for number in range(6):
        save(store, [make_case(str(number))])
    assert ask.news(0).changes == (EVERYTHING,)
    assert ask.news(2).changes == (EVERYTHING,)
    assert [change.id for change in ask.news(3).changes] == ["shop-1/3", "shop-1/4", "shop-1/5"]
    assert ask.news(99).changes == (EVERYTHING,)


def test_bulk_takes_any_number_and_says_everything_changed(store: Store) -> None:
    some = [make_case(str(number), local=Local(tags=("急",))) for number in range(5_001)]
    assert Bulk(store).save_cases((case, ()) for case in some) == 5_001
    ask = SqlQueries(store.connections)
    assert ask.news(0).changes == (EVERYTHING,)
    assert len(ask.find_anything("四件", 30)) == 30
    assert upkeep.doctor(store) == []
