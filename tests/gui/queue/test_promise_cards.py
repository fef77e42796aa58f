"""PROM-1 on a card: the promise's countdown, what breaking it costs, and when it stands behind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.gui.queue.test_phrasing import AROUND, PLAIN, card
from tests.helpers.fake_world import NOW
from workbench.domain.beijing import HOUR, MINUTE
from workbench.domain.kinds import Stage, Turn, Urgency, View
from workbench.ui.models import words
from workbench.ui.models.phrasing import stake_reason

OWED: dict[str, Any] = {
    "promise_what": "payout", "promise_fen": 4_000, "promise_cost_fen": 500,
    "promise_due_at": NOW - 134 * MINUTE,
}  # fmt: skip
ENDED: dict[str, Any] = {"final": True, "stage": Stage.CANCELLED, "turn": Turn.NONE, "todo": False}


@pytest.mark.parametrize("more", [{}, ENDED], ids=["open", "ended"])
def test_a_late_promise_is_a_card_of_its_own_kind(more: dict[str, Any]) -> None:
    shown = card(**OWED, **more)
    assert (shown.urgency, shown.countdown, shown.at_zero) == (
        Urgency.OVERDUE, "超2小时14分", "违约 ¥5.00",
    )  # fmt: skip
    assert (shown.type, shown.amount, shown.done) == ("承诺", "¥40.00", False)
    assert shown.goods.startswith("打款 ¥40.00 · ")


NEARER: list[tuple[dict[str, Any], str]] = [
    ({"due_at": NOW + HOUR}, ""),  # the platform's clock on our turn
    ({"due_at": NOW + HOUR, "turn": Turn.BUYER}, "承诺"),  # that one is the buyer's
    ({"due_at": None}, "承诺"),
    ({"due_at": None, "paused_ms": HOUR, "turn": Turn.PLATFORM}, "承诺"),
    ({"evidence_due_at": NOW + HOUR, "due_at": None}, ""),
]


@pytest.mark.parametrize(("changes", "kind"), NEARER)
def test_the_nearest_clock_is_the_large_one(changes: dict[str, Any], kind: str) -> None:
    shown = card(**{**OWED, "promise_due_at": NOW + 5 * HOUR, **changes})
    assert (shown.type == "承诺") == bool(kind)
    behind = any(chip.text == "承诺 5小时00分" for chip in shown.chips)
    assert behind != bool(kind)


def test_it_says_why_it_is_first() -> None:
    row = replace(PLAIN, **{**OWED, "promise_due_at": NOW + 2 * HOUR})
    assert stake_reason(row, AROUND, 1) == "排第 1：承诺 2小时00分后到期"


def test_promises_have_a_view_of_their_own_before_what_is_done() -> None:
    views = list(View)
    assert views.index(View.PROMISES) + 1 == views.index(View.DONE)
    assert set(words.VIEWS) == set(View)
