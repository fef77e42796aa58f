"""How much work an answer is: statements, indexes, and nothing that grows with the store."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.helpers.cases import DAY, HOUR, NOW, make_case
from tests.helpers.stores import new_store, save
from workbench.base import engine
from workbench.domain.kinds import CaseType, Sort, Stage, View
from workbench.services.queries import CaseQuery, Thresholds
from workbench.store.queries import SqlQueries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from workbench.domain.case import Case

LIMITS = Thresholds()
OPEN_VIEWS = [view for view in View if view not in (View.DONE, View.ALL)]
STAGES = [Stage.MERCHANT_REVIEW, Stage.BUYER_RETURN_WAYBILL, Stage.MERCHANT_CONFIRM_RECEIPT]


def some_cases(pending: int, final: int) -> Iterator[Case]:
    for number in range(pending):
        yield make_case(
            str(number),
            stage=STAGES[number % 3],
            due=NOW + (number * 7919 * HOUR) % (9 * DAY) - HOUR,
            loss_fen=number * 31 % 1000,
        )
    for number in range(final):
        yield make_case(str(10**6 + number), stage=Stage.REFUNDED, type=list(CaseType)[number % 7])


@contextmanager
def steps(ask: SqlQueries) -> Iterator[list[int]]:
    """Count the instructions of SQLite's virtual machine, in tens."""
    count = [0]

    def tick() -> None:
        count[0] += 1

    connection = ask._connection
    connection.set_progress_handler(tick, 10)
    try:
        yield count
    finally:
        connection.set_progress_handler(None, 0)


def plans(ask: SqlQueries, act: Callable[[], object]) -> list[str]:
    """The lines of EXPLAIN QUERY PLAN for every statement that ``act`` runs."""
    connection = ask._connection
    with engine.counting(connection) as seen:
        act()
    lines = []
    for sql in seen:
        if sql.startswith(("select", "insert into temp", "with")):
            lines += [row[3] for row in connection.execute(f"explain query plan {sql}")]
    return lines


FULL_SCAN = re.compile(r"SCAN (cases|c|outbox|timeline|orders)( |$)(?!USING)")


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlQueries]:
    store = new_store(tmp_path_factory.mktemp("store"))
    save(store, some_cases(60, 60))
    yield SqlQueries(store.connections)
    store.close()


FILTERS = [
    CaseQuery(),
    CaseQuery(shop="shop-1", type="refund_only_shipped", assignee="", min_fen=100),
    CaseQuery(search="四件"),
    CaseQuery(order="460123451"),
    CaseQuery(tag="急"),
]


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("view", OPEN_VIEWS)
@pytest.mark.parametrize("limit", [None, 50])
def test_an_open_view_is_answered_from_the_indexes_of_open_cases(
    ask: SqlQueries, view: View, sort: Sort, limit: int | None
) -> None:
    query = CaseQuery(view=view, sort=sort)
    lines = plans(ask, lambda: ask.snapshot(query, now=NOW, thresholds=LIMITS, limit=limit))
    of_cases = [line for line in lines if " cases " in line]
    assert of_cases
    owed = [line for line in of_cases if "INDEX cases_promised" in line]
    assert bool(owed) == (view in (View.PROMISES, View.OVERDUE))
    assert all(
        "USING COVERING INDEX cases_open" in line for line in of_cases if line not in owed
    ), lines
    sorts = [line for line in lines if "TEMP B-TREE FOR ORDER BY" in line]
    assert bool(sorts) == (sort is Sort.STAKE or bool(owed))  # promises are few at any time


@pytest.mark.parametrize("view", View)
def test_no_list_and_no_count_reads_the_whole_table(ask: SqlQueries, view: View) -> None:
    for chosen in FILTERS:
        for sort in Sort:
            query = replace(chosen, view=view, sort=sort)

            def act(query: CaseQuery = query) -> None:
                ask.snapshot(query, now=NOW, thresholds=LIMITS, limit=50)
                ask.counts(query, now=NOW, thresholds=LIMITS)
                ask.page(query, now=NOW, thresholds=LIMITS, limit=10)

            assert not [line for line in plans(ask, act) if FULL_SCAN.search(line)]


def test_a_case_its_neighbours_and_the_header_are_looked_up(ask: SqlQueries) -> None:
    key = make_case("1").key
    acts: list[Callable[[], object]] = [
        lambda: ask.detail(key),
        lambda: ask.summary("", now=NOW, thresholds=LIMITS),
        lambda: ask.cards([1, 2, 3]),
        lambda: ask.card_id(key),
        lambda: ask.news(3),
        lambda: ask.find_anything("1001", 20),
        ask.tags,
    ]
    for act in acts:
        assert not [line for line in plans(ask, act) if FULL_SCAN.search(line)]


def test_the_number_of_statements_does_not_grow_with_the_answer(ask: SqlQueries) -> None:
    def count(act: Callable[[], object]) -> int:
        with engine.counting(ask._connection) as seen:
            act()
        return len([sql for sql in seen if not sql.startswith(("begin", "commit"))])

    query = CaseQuery(view=View.ALL, sort=Sort.STAKE)
    assert count(lambda: ask.snapshot(query, now=NOW, thresholds=LIMITS)) == 3  # and its token
    assert count(lambda: ask.cards(range(1, 100))) == 1
    assert count(lambda: ask.counts(query, now=NOW, thresholds=LIMITS)) == 3
    assert count(lambda: ask.page(query, now=NOW, thresholds=LIMITS, limit=50)) == 5
    assert count(lambda: ask.summary("", now=NOW, thresholds=LIMITS)) == 4
    assert count(lambda: ask.detail(make_case("1").key)) == 7
    assert count(lambda: ask.news(0)) == 3


def _acts(ask: SqlQueries) -> list[Callable[[], object]]:
    def first_page(view: View, sort: Sort) -> Callable[[], object]:
        query = CaseQuery(view=view, sort=sort)
        return lambda: ask.snapshot(query, now=NOW, thresholds=LIMITS, limit=50)

    done = CaseQuery(shop="shop-1", stage="refunded")
    return [
        lambda: ask.counts(CaseQuery(), now=NOW, thresholds=LIMITS),
        lambda: ask.counts(done, now=NOW, thresholds=LIMITS),
        lambda: ask.summary("", now=NOW, thresholds=LIMITS),
        lambda: ask.snapshot(CaseQuery(), now=NOW, thresholds=LIMITS),
        lambda: ask.page(CaseQuery(view=View.ALL), now=NOW, thresholds=LIMITS, limit=20),
        lambda: ask.find_anything("100000", 20),
        lambda: ask.news(ask.token()),
        *(first_page(view, sort) for view in View for sort in Sort),
    ]


def test_nothing_is_proportional_to_the_cases_that_are_done(tmp_path: Path) -> None:
    work: list[list[int]] = []
    for final in (100, 3_000):
        store = new_store(tmp_path / str(final))
        save(store, some_cases(100, final))
        ask = SqlQueries(store.connections)
        work.append([])
        for act in _acts(ask):
            with steps(ask) as count:
                act()
            work[-1].append(count[0])
        store.close()
    small, big = work
    assert [b for s, b in zip(small, big, strict=True) if b > 1.3 * s + 60] == []


def test_a_first_page_does_not_read_the_whole_queue(tmp_path: Path) -> None:
    work: list[list[int]] = []
    for pending in (300, 3_000):
        store = new_store(tmp_path / str(pending))
        save(store, some_cases(pending, 0))
        ask = SqlQueries(store.connections)
        work.append([])
        for sort in (Sort.DEADLINE, Sort.AMOUNT, Sort.APPLIED):
            with steps(ask) as count:
                ask.snapshot(CaseQuery(sort=sort), now=NOW, thresholds=LIMITS, limit=50)
            work[-1].append(count[0])
        store.close()
    small, big = work
    assert all(b < 1.3 * s + 60 for s, b in zip(small, big, strict=True)), work
