"""The past in bulk: a pure function of seed and number, whose money and times agree."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.integration.sandbox import packs
from workbench.domain import beijing
from workbench.domain.kinds import FINAL_STAGES, CaseType, NegotiationState, Stage
from workbench.platforms.sandbox.clockwork import DEFAULT_CLOCK
from workbench.platforms.sandbox.desk import Rulebook
from workbench.platforms.sandbox.trade.catalogue import catalogue
from workbench.platforms.sandbox.trade.daytime import Days, clock_of, share_of
from workbench.platforms.sandbox.trade.history import Past, bulk_history


def make(seed: int = 7, count: int = 1_500) -> Past:
    shops = [shop for shop in catalogue().shops if not shop.big]
    return Past(
        seed, count, shops=shops, until=DEFAULT_CLOCK, days=60, rules=Rulebook(packs.book())
    )


CASES = list(make())


def test_the_same_seed_tells_the_same_past_in_any_order() -> None:
    again = make()
    for number in (1_499, 0, 720, 719, 30, 721):
        assert again.case(number) == CASES[number]
    assert make(seed=8).case(3) != CASES[3]


def test_it_can_be_streamed() -> None:
    shops = catalogue().shops[:1]
    rows = bulk_history(
        7, 50, shops=shops, until=DEFAULT_CLOCK, days=60, rules=Rulebook(packs.book())
    )
    assert len(list(rows)) == 50


def test_every_case_is_final_and_lies_in_the_past() -> None:
    for case, timeline in CASES:
        assert case.stage in FINAL_STAGES
        assert case.times.final_at is not None
        assert case.applied_at <= case.times.final_at <= DEFAULT_CLOCK
        assert [entry.at for entry in timeline] == sorted(entry.at for entry in timeline)
        assert timeline[0].kind == "applied"
        assert timeline[-1].at <= case.times.final_at


def test_days_come_one_after_the_other_and_fill_sixty_of_them() -> None:
    days = [beijing.day_of(case.applied_at) for case, _ in CASES]
    assert all(first <= second for first, second in pairwise(days))
    assert len(set(days)) == 61


def test_money_agrees_with_how_it_ended() -> None:
    for case, _ in CASES:
        refunded, paid = case.refunded_fen or 0, case.paid_fen or 0
        assert 0 <= refunded <= case.claim_fen <= paid
        assert (refunded > 0) == (case.stage is Stage.REFUNDED)
        assert case.claim_fen <= case.applications[0].claim_fen
        won = [n for n in case.negotiations if n.state is NegotiationState.ACCEPTED]
        if case.stage is Stage.REFUNDED and refunded < case.applications[0].claim_fen:
            assert won


def test_goods_that_came_back_have_a_parcel_and_its_times() -> None:
    back = [case for case, _ in CASES if case.back is not None]
    assert back
    for case in back:
        assert case.type in (CaseType.RETURN_REFUND, CaseType.EXCHANGE, CaseType.REPAIR)
        assert case.times.returned_at is not None
        assert case.times.signed_at is not None
        assert case.times.received_at is not None
        assert case.times.returned_at <= case.times.signed_at <= case.times.received_at


def test_all_types_and_endings_occur() -> None:
    assert {case.type for case, _ in CASES} >= set(CaseType) - {CaseType.UNKNOWN}
    assert {case.stage for case, _ in CASES} == set(FINAL_STAGES)
    assert {n.state for case, _ in CASES for n in case.negotiations} == {
        NegotiationState.ACCEPTED, NegotiationState.REFUSED, NegotiationState.EXPIRED
    }  # fmt: skip


def test_some_buyers_applied_again_on_the_same_order() -> None:
    orders = [case.order_id for case, _ in CASES]
    assert len(set(orders)) < len(orders)


def test_a_case_is_found_by_its_id_and_nothing_else_is() -> None:
    past = make()
    case, timeline = CASES[321]
    assert past.find(case.key.shop, case.key.case_id) == (case, timeline)
    other = next(shop.id for shop in past.shops if shop.id != case.key.shop)
    assert past.find(other, case.key.case_id) is None
    assert past.find("nowhere", case.key.case_id) is None
    assert past.find(case.key.shop, "1") is None


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.77, 0.999])
def test_the_hours_of_a_day_and_their_share_are_inverse(share: float) -> None:
    assert abs(share_of(clock_of(share)) - share) < 0.001


def test_the_last_begun_day_is_only_as_full_as_it_is_old() -> None:
    days = Days(DEFAULT_CLOCK, 60, 1_000)
    assert days.at(999) <= DEFAULT_CLOCK
    assert days.at(0) < DEFAULT_CLOCK - 59 * beijing.DAY
    assert 14 <= days.cases_in(1) <= 17
