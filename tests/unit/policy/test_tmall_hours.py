"""Tmall's table, typed here once more by hand: every stage, the year and the festival of 2026."""

from __future__ import annotations

from datetime import datetime

import pytest

from workbench.domain import beijing
from workbench.domain.kinds import AtZero, CaseType, Confidence, Platform, Stage
from workbench.services.policies import default_book

UNSHIPPED = CaseType.REFUND_ONLY_UNSHIPPED
SHIPPED = CaseType.REFUND_ONLY_SHIPPED
RETURN = CaseType.RETURN_REFUND
EXCHANGE = CaseType.EXCHANGE
RESHIP = CaseType.RESHIP
REPAIR = CaseType.REPAIR
D = 24

# type, stage, hours of the year, hours of the festival, at zero
TABLE = [
    (UNSHIPPED, Stage.MERCHANT_REVIEW, 24, 24, AtZero.REFUND),
    (UNSHIPPED, Stage.MERCHANT_REVIEW_MODIFIED, 24, 24, AtZero.REFUND),
    (UNSHIPPED, Stage.BUYER_AFTER_REFUSAL, 5 * D, 5 * D, AtZero.CLOSE),
    (SHIPPED, Stage.MERCHANT_REVIEW, 36, 5 * D, AtZero.REFUND),
    (SHIPPED, Stage.MERCHANT_REVIEW_MODIFIED, 36, 5 * D, AtZero.REFUND),
    (SHIPPED, Stage.BUYER_AFTER_REFUSAL, 5 * D, 15 * D, AtZero.CLOSE),
    (RETURN, Stage.MERCHANT_REVIEW, 36, 5 * D, AtZero.AGREE_RETURN),
    (RETURN, Stage.MERCHANT_REVIEW_MODIFIED, 36, 5 * D, AtZero.AGREE_RETURN),
    (RETURN, Stage.BUYER_AFTER_REFUSAL, 5 * D, 15 * D, AtZero.CLOSE),
    (RETURN, Stage.BUYER_RETURN_WAYBILL, 7 * D, 25 * D, AtZero.CLOSE),
    (RETURN, Stage.MERCHANT_CONFIRM_RECEIPT, 7 * D, 15 * D, AtZero.REFUND),
    (EXCHANGE, Stage.MERCHANT_REVIEW, 24, 5 * D, AtZero.AGREE_EXCHANGE),
    (EXCHANGE, Stage.MERCHANT_REVIEW_MODIFIED, 24, 5 * D, AtZero.AGREE_EXCHANGE),
    (EXCHANGE, Stage.BUYER_AFTER_REFUSAL, 5 * D, 15 * D, AtZero.CLOSE),
    (EXCHANGE, Stage.BUYER_RETURN_WAYBILL, 7 * D, 25 * D, AtZero.CLOSE),
    (EXCHANGE, Stage.MERCHANT_CONFIRM_RECEIPT, 10 * D, 15 * D, AtZero.CONVERT_TO_REFUND),
    (EXCHANGE, Stage.MERCHANT_SHIP, 5 * D, 5 * D, AtZero.CONVERT_TO_REFUND),
    (EXCHANGE, Stage.BUYER_CONFIRM, 10 * D, 15 * D, AtZero.COMPLETE),
    (RESHIP, Stage.MERCHANT_REVIEW, 24, 5 * D, AtZero.AGREE_RESHIP),
    (RESHIP, Stage.MERCHANT_REVIEW_MODIFIED, 24, 5 * D, AtZero.AGREE_RESHIP),
    (RESHIP, Stage.BUYER_AFTER_REFUSAL, 5 * D, 15 * D, AtZero.CLOSE),
    (RESHIP, Stage.MERCHANT_SHIP, 5 * D, 17 * D, AtZero.UNKNOWN),
    (RESHIP, Stage.BUYER_CONFIRM, 10 * D, 15 * D, AtZero.COMPLETE),
    (REPAIR, Stage.MERCHANT_REVIEW, 48, 5 * D, AtZero.AGREE_REPAIR),
    (REPAIR, Stage.MERCHANT_REVIEW_MODIFIED, 36, 5 * D, AtZero.AGREE_REPAIR),
    (REPAIR, Stage.BUYER_AFTER_REFUSAL, 5 * D, 15 * D, AtZero.CLOSE),
    (REPAIR, Stage.BUYER_RETURN_WAYBILL, 7 * D, 25 * D, AtZero.CLOSE),
    (REPAIR, Stage.MERCHANT_CONFIRM_RECEIPT, 30 * D, 30 * D, AtZero.REFUND),
    (REPAIR, Stage.MERCHANT_SHIP, 30 * D, 30 * D, AtZero.REFUND),
    (REPAIR, Stage.BUYER_CONFIRM, 10 * D, 10 * D, AtZero.COMPLETE),
]
ORDINARY_DAYS = ("2026-01-27T00:00", "2026-03-02T12:00", "2026-08-11T00:00", "2026-11-23T09:00")


def at(text: str) -> int:
    return beijing.from_datetime(datetime.fromisoformat(text))


def hours(type: CaseType, stage: Stage, entered: str) -> float | None:  # noqa: A002
    moment = at(entered)
    rule = default_book().at(Platform.TMALL, moment).stage_rule(type, stage, moment)
    return rule.hours if rule else None


@pytest.mark.parametrize("day", ORDINARY_DAYS)
@pytest.mark.parametrize(("type", "stage", "year", "festival", "zero"), TABLE)
def test_a_stage_has_its_hours_all_the_year(
    day: str,
    type: CaseType,  # noqa: A002
    stage: Stage,
    year: int,
    festival: int,
    zero: AtZero,
) -> None:
    moment = at(day)
    rule = default_book().at(Platform.TMALL, moment).stage_rule(type, stage, moment)
    assert rule is not None
    assert (rule.hours, rule.at_zero) == (year, zero)
    assert festival >= year


@pytest.mark.parametrize(("type", "stage", "year", "festival", "zero"), TABLE)
def test_a_stage_entered_in_the_festival_keeps_the_festival_hours(
    type: CaseType,  # noqa: A002
    stage: Stage,
    year: int,
    festival: int,
    zero: AtZero,
) -> None:
    edges = {
        "2026-02-09T23:59:59.999": year,
        "2026-02-10T00:00": festival,
        "2026-02-16T12:00": festival,
        "2026-02-23T23:59:59": festival,
        "2026-02-23T23:59:59.999": festival,
        "2026-02-24T00:00": year,
    }
    assert {edge: hours(type, stage, edge) for edge in edges} == edges
    moment = at("2026-02-10T00:00")
    rule = default_book().at(Platform.TMALL, moment).stage_rule(type, stage, moment)
    assert rule is not None
    assert rule.at_zero is zero


def test_the_table_has_every_row_of_the_packs() -> None:
    typed = {(type_, stage) for type_, stage, *_rest in TABLE}
    for pack in default_book().packs:
        if pack.platform in (Platform.TMALL, Platform.TAOBAO):
            assert {(rule.type, rule.stage) for rule in pack.stages} == typed, pack.ruleset


def test_the_festival_ended_for_the_next_festival_of_no_other_year() -> None:
    assert hours(SHIPPED, Stage.MERCHANT_REVIEW, "2027-02-10T00:00") == 36


@pytest.mark.parametrize(
    ("type", "stage", "event", "alt"),
    [
        (RETURN, Stage.MERCHANT_CONFIRM_RECEIPT, "signed_at", 48),
        (REPAIR, Stage.MERCHANT_SHIP, "returned_at", 720),
    ],
)
def test_some_stages_also_run_from_an_event(
    type: CaseType,  # noqa: A002
    stage: Stage,
    event: str,
    alt: int,
) -> None:
    for pack in default_book().packs:
        if pack.platform is Platform.TMALL:
            rule = pack.stage_rule(type, stage, at("2026-11-01T00:00"))
            assert rule is not None
            assert (rule.alt_event, rule.alt_hours) == (event, alt)


def test_the_festival_knows_no_shorter_time_after_the_parcel_is_signed_for() -> None:
    moment = at("2026-02-12T00:00")
    pack = default_book().at(Platform.TMALL, moment)
    rule = pack.stage_rule(RETURN, Stage.MERCHANT_CONFIRM_RECEIPT, moment)
    assert rule is not None
    assert rule.alt_event is None
    assert pack.holidays[0].evidence_hours == 15 * D


def test_hours_are_official_and_acts_became_official_with_the_revision() -> None:
    before = default_book().at(Platform.TMALL, at("2026-08-10T23:59:59.999"))
    after = default_book().at(Platform.TMALL, at("2026-08-11T00:00"))
    for stage in (Stage.MERCHANT_REVIEW, Stage.MERCHANT_REVIEW_MODIFIED):
        for type_ in (UNSHIPPED, SHIPPED, REPAIR):
            old = before.stage_rule(type_, stage, at("2026-08-10T12:00"))
            new = after.stage_rule(type_, stage, at("2026-08-11T12:00"))
            assert old is not None
            assert new is not None
            assert old.hours_confidence is new.hours_confidence is Confidence.OFFICIAL
            assert old.at_zero_confidence is Confidence.UNCONFIRMED
            assert new.at_zero_confidence is Confidence.OFFICIAL
            assert new.at_zero_source


def test_clocks_of_service_labels_stand_beside_the_types() -> None:
    pack = default_book().at(Platform.TMALL, at("2026-08-11T00:00"))
    flash = pack.label_clock(frozenset({"flash_sale", "fresh"}), Stage.MERCHANT_REVIEW)
    ticket = pack.label_clock(frozenset({"ticket"}), Stage.MERCHANT_REVIEW)
    assert flash is not None
    assert ticket is not None
    assert (flash.hours, flash.counts, flash.at_zero) == (5, "business", AtZero.UNKNOWN)
    assert (ticket.hours, ticket.counts, ticket.at_zero) == (3, "night_from_8", AtZero.UNKNOWN)
    assert pack.label_clock(frozenset(), Stage.MERCHANT_REVIEW) is None
    assert pack.label_clock(frozenset({"ticket"}), Stage.BUYER_CONFIRM) is None
