"""What strangers found: CLK-8 once read again, evidence told from proofs, addresses, idle plans."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.helpers.cases import HOUR, NOW, make_case
from tests.unit.domain.test_guards import REFUND, offer, rules
from tests.unit.domain.test_intake import BOOK, after, first, reading
from workbench.domain import commands
from workbench.domain.case import Evidence, Intent, Plan, StageTimes
from workbench.domain.intake import take_in
from workbench.domain.kinds import (
    Action,
    CaseType,
    CommandId,
    Delivery,
    Fen,
    Millis,
    PlanKind,
    Stage,
)

WORDS = commands.SubmitEvidence(statement="已按约发货")
EARLIER = Millis(NOW - HOUR)
OWED = make_case(
    stage=Stage.INTERVENTION,
    evidence_due_at=Millis(NOW + HOUR),
    times=StageTimes(intervened_at=EARLIER),
)


@pytest.mark.parametrize(
    ("due", "as_of", "found"),
    [
        (NOW - HOUR, NOW - 2 * HOUR, ["CLK-8"]),
        (NOW - HOUR, NOW - HOUR, ["CLK-8"]),
        (NOW - HOUR, NOW - HOUR + 1, []),  # read since: the platform has not acted yet
        (NOW + HOUR, NOW - 2 * HOUR, []),
    ],
)
def test_past_zero_closes_acts_until_the_case_is_read_again(
    due: int, as_of: int, found: list[str]
) -> None:
    """CLK-8."""
    case = make_case(due=due, as_of=Millis(as_of))
    assert rules(Action.AGREE_REFUND, case, REFUND) == found


def _sent(at: Millis, *, by: str = "merchant") -> Evidence:
    return Evidence(id="e", kind="picture", by=by, sha256="s", name="a.png", at=at, sent=True)


def test_what_proved_a_refusal_is_no_evidence_yet() -> None:
    """DISP-2: only what left since the platform stepped in is the first set."""
    before = replace(OWED, evidence=(_sent(Millis(EARLIER - 1)),))
    assert rules(Action.EVIDENCE, before, WORDS) == []
    of_buyer = replace(OWED, evidence=(_sent(NOW, by="buyer"),))
    assert rules(Action.EVIDENCE, of_buyer, WORDS) == []
    since = replace(OWED, evidence=(_sent(NOW),))
    assert rules(Action.EVIDENCE, since, WORDS) == ["DISP-2?"]


def test_a_statement_alone_is_a_first_set_too() -> None:
    """DISP-2."""
    done = Intent(
        command_id=CommandId("c"), action=Action.EVIDENCE, state=Delivery.DONE, actor="owner",
        decided_at=NOW, hold_until=NOW,
    )  # fmt: skip
    assert rules(Action.EVIDENCE, replace(OWED, intent=done), WORDS) == ["DISP-2?"]
    refused = replace(done, state=Delivery.REFUSED)
    assert rules(Action.EVIDENCE, replace(OWED, intent=refused), WORDS) == []
    old = replace(done, decided_at=Millis(EARLIER - 1))
    assert rules(Action.EVIDENCE, replace(OWED, intent=old), WORDS) == []


def test_the_platforms_copy_of_our_file_is_not_kept_twice() -> None:
    ours = replace(_sent(NOW), id="command:0", sent=False)
    known = replace(first(), evidence=(ours,))
    copy = replace(_sent(NOW), id="1001-e1")
    other = replace(copy, id="1001-e2", sha256="another")
    assert after(known, evidence=(copy, other)).evidence == (ours, other)


def test_an_address_must_be_in_the_book() -> None:
    """CASE-4."""
    case = make_case(type=CaseType.RETURN_REFUND)
    book = {"addresses": frozenset({"a1"})}
    for address, found in (("a1", []), ("", []), ("a2", ["CASE-4"])):
        told = commands.AgreeReturn(address=address)
        assert rules(Action.AGREE_RETURN, case, told, **book) == found
    told = commands.AgreeReturn(address="a2")
    assert rules(Action.AGREE_RETURN, case, told) == []  # nobody looked into the book


@pytest.mark.parametrize(
    ("kind", "amount", "found"),
    [
        (PlanKind.SOOTHE, 0, []),
        (PlanKind.SOOTHE, 500, ["NEG-5"]),
        (PlanKind.SOOTHE, -500, ["NEG-5"]),
        (PlanKind.AGREE_REFUND, 12_800, []),
        (PlanKind.AGREE_REFUND, 500, ["NEG-5"]),
        (PlanKind.RESHIP, 12_800, ["NEG-5"]),
    ],
)
def test_a_plan_that_moves_no_money_names_none(
    kind: PlanKind, amount: int, found: list[str]
) -> None:
    """NEG-5."""
    told = offer(plans=(Plan(kind=kind, amount_fen=Fen(amount)),))
    assert rules(Action.NEGOTIATE, make_case(), told) == found


@pytest.mark.parametrize(
    ("stage", "kind", "state"),
    [
        (Stage.BUYER_RETURN_WAYBILL, "confirmed", Delivery.DONE),
        (Stage.MERCHANT_REVIEW, "contradicted", Delivery.REFUSED),
        (Stage.CANCELLED, "contradicted", Delivery.REFUSED),
    ],
)
def test_what_a_reading_says_of_a_hand_off_is_in_the_timeline(
    stage: Stage, kind: str, state: Delivery
) -> None:
    """OUT-4, loudly."""
    ticked = Intent(
        command_id=CommandId("c"), action=Action.AGREE_RETURN, state=Delivery.HANDOFF_DONE,
        actor="owner", decided_at=NOW, hold_until=NOW, ticked_at=NOW,
    )  # fmt: skip
    case = replace(first(), intent=ticked)
    taken = take_in(case, reading(stage=stage, as_of=Millis(NOW + HOUR)), BOOK, NOW)
    assert taken.case.intent is not None
    assert taken.case.intent.state is state
    assert (kind, "agree_return") in [(line.kind, line.text) for line in taken.timeline]
