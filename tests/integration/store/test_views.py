"""Views, sorts, filters and counts against a plain model of them in Python."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.cases import DAY, HOUR, NOW, instants, intents, make_case, promises, texts
from tests.helpers.stores import passing_store, save
from workbench.base.errors import KnownError
from workbench.domain import beijing
from workbench.domain.case import Case, Deadline, Local, Negotiation, Shop, StageTimes
from workbench.domain.deadline import urgency_of
from workbench.domain.kinds import (
    CaseType,
    Flag,
    NegotiationKind,
    NegotiationState,
    Platform,
    ShopId,
    Sort,
    Stage,
    Turn,
    Urgency,
    View,
)
from workbench.services.queries import CaseQuery, Thresholds
from workbench.store import hits, listing
from workbench.store.queries import SqlQueries

if TYPE_CHECKING:
    from workbench.store.unit import Store

LOUDNESS = {urgency: place for place, urgency in enumerate(Urgency)}


# ----------------------------------------------------------------------------------- the model


def _urgency(case: Case, now: int, limits: Thresholds) -> Urgency:
    return urgency_of(case, now, critical_ms=limits.critical_ms, soon_ms=limits.soon_ms)


def _promise_due(case: Case) -> int | None:
    return min((one.due_at for one in case.promises if one.open and one.due_at), default=None)


def _by_promise(case: Case, view: View) -> bool:
    """Whether a list places it by its promise: in that view, and late after the case's end."""
    return view is View.PROMISES or (view is View.OVERDUE and case.final)


def _clock(case: Case) -> tuple[int, int | None]:
    """(whose, when): 0 ours, 1 theirs, 2 nobody's, 3 final."""
    if case.final:
        return 3, None
    running = None if case.deadline.paused else case.deadline.at
    ours = [at for at in (case.evidence_due_at, _promise_due(case),
                          running if case.turn is Turn.MERCHANT else None)
            if at is not None]  # fmt: skip
    if ours:
        return 0, min(ours)
    if case.turn is Turn.MERCHANT and not case.deadline.paused:
        return 0, None
    return (1, running) if running is not None else (2, None)


def in_view(case: Case, view: View, now: int, limits: Thresholds) -> bool:
    due = _clock(case)[1]
    talks = (NegotiationState.OPEN, NegotiationState.SENDING)
    return {
        View.TODO: case.todo,
        View.SOON: case.todo and due is not None and due < now + limits.soon_ms,
        View.OVERDUE: _urgency(case, now, limits) in (Urgency.OVERDUE, Urgency.PAST_ZERO),
        View.NEGOTIATING: not case.final
        and (case.open_negotiation or case.last_negotiation) is not None
        and case.open_negotiation is not None
        and case.open_negotiation.state in talks,
        View.BUYER: not case.final and case.turn is Turn.BUYER,
        View.RECEIPT: case.stage in (Stage.MERCHANT_CONFIRM_RECEIPT, Stage.MERCHANT_SHIP),
        View.INTERVENTION: not case.final
        and (case.stage is Stage.INTERVENTION or case.evidence_due_at is not None),
        View.PROMISES: any(one.open for one in case.promises),
        View.DONE: case.final,
        View.ALL: True,
    }[view]


def passes(case: Case, query: CaseQuery) -> bool:
    local = case.local
    wanted = (
        (query.shop, case.key.shop),
        (query.platform, case.platform),
        (query.type, case.type),
        (query.stage, case.stage),
        (query.assignee, local.assignee),
        (query.flag, local.flag),
        (query.order, case.order_id),
    )
    return (
        all(not value or value == has for value, has in wanted)
        and (not query.tag or query.tag in local.tags)
        and query.reason.lower() in case.reason.lower()
        and (query.min_fen is None or case.claim_fen >= query.min_fen)
        and (query.max_fen is None or case.claim_fen <= query.max_fen)
    )


def place(
    case: Case, number: int, query: CaseQuery, now: int, limits: Thresholds
) -> tuple[Any, ...]:
    whose, due = _clock(case)
    midnight = beijing.midnight(beijing.day_of(now)) + DAY
    sign = -1 if query.descending else 1
    last = query.view is View.OVERDUE and case.final
    if query.sort is Sort.AMOUNT:
        return (last, sign * case.claim_fen, sign * number)
    if query.sort is Sort.APPLIED:
        return (last, sign * case.applied_at, sign * number)
    if _by_promise(case, query.view):
        return (99, sign * (_promise_due(case) or 9 * 10**15), sign * number)
    if case.final:  # the newest first
        return (99, sign * -(case.times.final_at or case.as_of), sign * number)
    unknown = whose == 0 and due is None
    if query.sort is Sort.DEADLINE:
        when = midnight - 0.5 if unknown else due or 0
        return (whose, sign * when, sign * number)
    loud = LOUDNESS[_urgency(case, now, limits)]
    when = midnight if unknown else due or 0
    return (sign * loud, sign * -case.loss_fen, sign * when, sign * number)


def _shown(case: Case, view: View) -> int:
    """The due that a snapshot shows of a case."""
    if _by_promise(case, view):
        return _promise_due(case) or 0
    whose, due = _clock(case)
    return due or 0 if whose < 2 else 0


def expected(some: list[Case], query: CaseQuery, now: int, limits: Thresholds) -> list[int]:
    found = [
        (place(case, number, query, now, limits), number)
        for number, case in enumerate(some, 1)
        if in_view(case, query.view, now, limits) and passes(case, query)
    ]
    return [number for _, number in sorted(found)]


# --------------------------------------------------------------------------------------- tests


@pytest.fixture(scope="module")
def limits() -> Thresholds:
    return Thresholds()


def queries_of(some: list[Case]) -> st.SearchStrategy[CaseQuery]:
    """Queries that have a chance to find something among ``some``."""

    def one_of(values: list[Any]) -> st.SearchStrategy[Any]:
        return st.just("") | st.sampled_from(values) if values else st.just("")

    return st.builds(
        CaseQuery,
        view=st.sampled_from(View),
        sort=st.sampled_from(Sort),
        descending=st.booleans(),
        shop=one_of([case.key.shop for case in some]),
        platform=st.just("") | st.sampled_from(Platform),
        type=one_of([case.type for case in some]),
        stage=st.just("") | one_of([case.stage for case in some]),
        assignee=one_of([case.local.assignee for case in some]),
        flag=st.just("") | one_of([case.local.flag or "" for case in some]),
        tag=st.just("") | one_of([tag for case in some for tag in case.local.tags]),
        order=st.just("") | one_of([case.order_id for case in some]),
        reason=st.just("") | st.sampled_from(["的", "%", "_", "\\", "退", "a"]),
        min_fen=st.none() | st.sampled_from([0, 100, 20_000]),
        max_fen=st.none() | st.sampled_from([0, 30_000, 10**11]),
    )


def _queue_case(number: int, fields: dict[str, Any]) -> Case:
    local = Local(flag=fields.pop("flag"), tags=fields.pop("tags"), assignee=fields.pop("assignee"))
    shop = fields.pop("shop")
    return make_case(str(number), shop=shop, local=local, **fields)


# Only what places a case in the queue varies: whole cases would be slow to invent.
queue_cases = st.builds(
    _queue_case,
    st.integers(1, 10**6),
    st.fixed_dictionaries(
        {
            "shop": st.sampled_from(["shop-1", "店铺二"]),
            "platform": st.sampled_from(Platform),
            "type": st.sampled_from(list(CaseType)[:3]),
            "stage": st.sampled_from(Stage),
            "turn": st.sampled_from(Turn),
            "order_id": st.sampled_from(["1", "2"]),
            "reason": texts(3),
            "claim_fen": st.sampled_from([0, 100, 12_800, 30_000, 10**11]),
            "loss_fen": st.sampled_from([0, 100, 12_800]),
            "applied_at": instants(),
            "as_of": instants(),
            "times": st.builds(StageTimes, final_at=st.none() | instants()),
            "deadline": st.builds(
                Deadline,
                at=st.none() | instants(),
                paused=st.booleans(),
                remaining_ms=st.none() | st.integers(0, DAY),
            ),
            "evidence_due_at": st.none() | instants(),
            "negotiations": st.lists(
                st.builds(
                    Negotiation,
                    id=st.just("n"),
                    kind=st.just(NegotiationKind.OFFER),
                    round=st.just(1),
                    state=st.sampled_from(NegotiationState),
                ),
                max_size=2,
            ).map(tuple),
            "intent": st.none() | intents(),
            "promises": st.lists(promises(), max_size=2).map(tuple),
            "flag": st.none() | st.sampled_from(list(Flag)[:2]),
            "tags": st.sampled_from([(), ("急",), ("急", "熟客")]),
            "assignee": st.sampled_from(["", "main:小李"]),
        }
    ),
)


thresholds = st.sampled_from(
    [Thresholds(), Thresholds(critical_ms=8 * HOUR), Thresholds(soon_ms=DAY), Thresholds(soon_ms=0)]
)


def _distinct(some: list[Case]) -> list[Case]:
    return list({case.key: case for case in some}.values())


@given(st.lists(queue_cases, max_size=25).map(_distinct), st.data())
@settings(max_examples=60)
def test_lists_and_counts_are_those_of_the_model(some: list[Case], data: st.DataObject) -> None:
    limits = data.draw(thresholds)
    with passing_store() as store:
        save(store, some)
        ask = SqlQueries(store.connections)
        for _ in range(4):
            query = data.draw(queries_of(some))
            now = data.draw(instants())
            wanted = expected(some, query, now, limits)
            got = ask.snapshot(query, now=now, thresholds=limits)
            assert list(got.ids) == wanted, query
            assert got.complete
            assert got.total_fen == sum(some[number - 1].claim_fen for number in wanted)
            assert list(got.loss) == [some[number - 1].loss_fen for number in wanted]
            assert list(got.due) == [_shown(some[number - 1], query.view) for number in wanted]
            first = ask.snapshot(query, now=now, thresholds=limits, limit=3)
            assert list(first.ids) == wanted[:3]
            assert first.complete == (len(wanted) < 3)
            counts = ask.counts(query, now=now, thresholds=limits)
            assert counts == {
                str(view): len(expected(some, replace(query, view=view), now, limits))
                for view in View
            }


@given(
    st.lists(queue_cases, min_size=4, max_size=12).map(_distinct),
    st.sampled_from(View),
    st.sampled_from(Sort),
    st.booleans(),
    st.integers(1, 4),
    thresholds,
)
@settings(max_examples=60)
def test_pages_join_to_the_list_whatever_the_time_between_them(
    some: list[Case],
    view: View,
    sort: Sort,
    descending: bool,
    limit: int,
    limits: Thresholds,
) -> None:
    query = CaseQuery(view=view, sort=sort, descending=descending)
    with passing_store() as store:
        save(store, some)
        ask = SqlQueries(store.connections)
        seen: list[Case] = []
        cursor, now = "", int(NOW)
        for _ in range(len(some) + 1):
            page = ask.page(query, now=now, thresholds=limits, limit=limit, after=cursor)
            seen += page.items
            assert len(page.items) <= limit
            cursor, now = page.next, now + 5 * HOUR
            if not cursor:
                break
        assert seen == [some[number - 1] for number in expected(some, query, NOW, limits)]
        assert page.total == len(seen)


@given(st.text(max_size=40) | st.binary(max_size=30).map(lambda raw: raw.hex()))
@settings(max_examples=60)
def test_a_wrong_cursor_is_a_sentence(cursor: str) -> None:
    if not cursor:
        return
    with passing_store() as store:
        ask = SqlQueries(store.connections)
        with pytest.raises(KnownError) as caught:
            ask.page(CaseQuery(), now=NOW, thresholds=Thresholds(), limit=2, after=cursor)
    assert caught.value.kind == "wrong_cursor"


def test_a_cursor_of_another_list_is_refused(store: Store, limits: Thresholds) -> None:
    save(store, [make_case(str(number)) for number in range(5)])
    ask = SqlQueries(store.connections)
    page = ask.page(CaseQuery(), now=NOW, thresholds=limits, limit=2)
    assert page.next
    with pytest.raises(KnownError):
        ask.page(CaseQuery(view=View.ALL), now=NOW, thresholds=limits, limit=2, after=page.next)


def test_a_shop_is_found_by_its_name_too(store: Store, limits: Thresholds) -> None:
    with store.write() as unit:
        unit.shops.save(
            Shop(id=ShopId("shop-1"), name="家纺店", platform=Platform.TMALL, kind="files")
        )
        unit.cases.save(make_case("1"))
        unit.cases.save(make_case("2", shop="shop-2"))
        unit.cases.save(make_case("3", stage=Stage.CLOSED))
        unit.commit()
    ask = SqlQueries(store.connections)
    for shop in ("家纺店", "shop-1"):
        query = CaseQuery(shop=shop, view=View.ALL)
        assert list(ask.snapshot(query, now=NOW, thresholds=limits).ids) == [1, 3]
        counts = ask.counts(query, now=NOW, thresholds=limits)
        assert (counts["todo"], counts["done"], counts["all"]) == (1, 1, 2)
    [card] = ask.cards([1])
    assert (card.shop, card.shop_name, card.shop_kind) == ("shop-1", "家纺店", "files")


@pytest.mark.parametrize("found", ["few", "many", "dense"])
def test_search_narrows_every_view_however_much_it_finds(
    store: Store, limits: Thresholds, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if found != "few":
        monkeypatch.setattr(listing, "FEW", 2)
    if found == "dense":
        monkeypatch.setattr(hits, "MANY", 5)
    stages = [Stage.MERCHANT_REVIEW, Stage.BUYER_RETURN_WAYBILL, Stage.REFUNDED]
    some = [
        make_case(
            str(10_000 + number),
            stage=stages[number % 3],
            shop=f"shop-{number % 2}",
            due=NOW + (number * 7919) % DAY,
            item_title="纯棉四件套" if number % 10 else "保温杯",
        )
        for number in range(90)
    ]
    save(store, some)
    ask = SqlQueries(store.connections)
    for view in View:
        for shop in ("", "shop-1"):
            for sort in Sort:
                query = CaseQuery(view=view, search="四件", shop=shop, sort=sort)
                wanted = [
                    number
                    for number in expected(some, query, NOW, limits)
                    if "四件" in some[number - 1].item_title
                ]
                got = ask.snapshot(query, now=NOW, thresholds=limits)
                assert list(got.ids) == wanted, (view, shop, sort)
                first = ask.snapshot(query, now=NOW, thresholds=limits, limit=5)
                assert list(first.ids) == wanted[:5]
                counts = ask.counts(query, now=NOW, thresholds=limits)
                assert counts[view] == len(wanted)
