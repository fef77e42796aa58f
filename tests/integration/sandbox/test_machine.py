"""The platform under every mixture of acts; and proof that the machine would see it break."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.integration.sandbox import machine
from workbench.base.texts import text
from workbench.domain.kinds import Action, NegotiationState, Stage
from workbench.platforms.sandbox import (
    acts,
    desk,
    player,
    post,
    proposals,
    referee,
    rules,
    stages,
    talks,
)
from workbench.platforms.sandbox.model import SandboxError

_CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
SOUND = settings(
    max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=_CHECKS
)
# The hunt ends with its first catch; which examples it tries depends on what else is loaded, so
# the bound is far beyond the hundred or so that the best hidden plant has ever needed.
HUNT = settings(
    max_examples=2_000, stateful_step_count=30, deadline=None, derandomize=True, database=None,
    phases=[Phase.generate], suppress_health_check=_CHECKS, report_multiple_bugs=False,
)  # fmt: skip

Plant = Callable[[pytest.MonkeyPatch], None]


def test_whatever_happens_the_platform_keeps_its_rules() -> None:
    run_state_machine_as_test(machine.Platform, settings=SOUND)


def _open_lock(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules, "_lock", lambda *_: None)


def _endless_money(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(stages, "room", lambda *_: 10**9)


def _pays_out_twice(patch: pytest.MonkeyPatch) -> None:
    pay_out = talks._pay_out

    def twice(on: Any, case: Any, plan: Any) -> None:
        pay_out(on, case, plan)
        on.order_of(case).cash_fen += plan.amount_fen

    patch.setattr(talks, "_pay_out", twice)


def _talks_without_end(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(player._CASE, "expire", lambda *_: None)


def _talks_outlive_the_case(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(stages, "supersede", lambda *_: None)


def _late_again_and_again(patch: pytest.MonkeyPatch) -> None:
    execute = post.execute_late

    def keep(on: Any, number: int) -> None:
        row = on.connection.execute("select * from late where seq = ?", (number,)).fetchone()
        execute(on, number)
        if row is not None:
            on.connection.execute("insert into late values (?, ?, ?, ?)", tuple(row))

    patch.setattr(post, "execute_late", keep)


def _time_out_of_order(patch: pytest.MonkeyPatch) -> None:
    def as_planned(on: desk.Desk, until: int) -> desk.Item | None:
        row = on.connection.execute(
            "select seq, at, kind, shop, case_id, args from agenda where at <= ? "
            "order by seq limit 1",
            (until,),
        ).fetchone()
        if row is None:
            return None
        on.connection.execute("delete from agenda where seq = ?", (row[0],))
        seq, at, kind, shop, case_id, args = row
        return desk.Item(seq, at, kind, shop, case_id, json.loads(args))

    patch.setattr(desk.Desk, "next_item", as_planned)


def _verdict_for_nobody(patch: pytest.MonkeyPatch) -> None:
    def decide(on: Any, case: Any, _: str) -> None:
        if case.final:
            raise SandboxError(text("final"))
        stages.enter(on, case, Stage.EXCHANGED)

    patch.setattr(referee, "decide", decide)


def _final_is_touched(patch: pytest.MonkeyPatch) -> None:
    message = acts._ACTS[Action.MESSAGE]

    def meddle(on: Any, case: Any, act: Any) -> dict[str, object]:
        case.version += 1
        return message(on, case, act)

    patch.setitem(acts._ACTS, Action.MESSAGE, meddle)


def _two_talks_at_once(patch: pytest.MonkeyPatch) -> None:
    check = proposals.check

    def forgetful(on: Any, case: Any, act: Any) -> Any:
        kept = case.negotiations
        case.negotiations = tuple(replace(n, state=NegotiationState.WITHDRAWN) for n in kept)
        try:
            return check(on, case, act)
        finally:
            case.negotiations = kept

    patch.setattr(proposals, "check", forgetful)
    patch.setitem(rules._CHECKS, Action.NEGOTIATE, forgetful)


def _ledger_forgets(patch: pytest.MonkeyPatch) -> None:
    record = desk.Desk.record

    def sloppy(on: desk.Desk, case: Any, action: str, amount_fen: int = 0, **more: Any) -> None:
        if more.get("by") == "merchant" or amount_fen == 0:
            record(on, case, action, amount_fen, **more)

    patch.setattr(desk.Desk, "record", sloppy)


def _zero_too_early(patch: pytest.MonkeyPatch) -> None:
    plan = desk.Desk.plan

    def hasty(on: desk.Desk, at: int, kind: str, *args: Any, **more: Any) -> None:
        plan(on, at - 60_000 if kind == "expire" else at + (kind == "zero"), kind, *args, **more)

    patch.setattr(desk.Desk, "plan", hasty)


PLANTS: tuple[Plant, ...] = (
    _open_lock, _endless_money, _pays_out_twice, _talks_without_end, _talks_outlive_the_case,
    _late_again_and_again, _time_out_of_order, _verdict_for_nobody, _final_is_touched,
    _two_talks_at_once, _ledger_forgets, _zero_too_early,
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__.strip("_"))
def test_the_machine_sees_a_planted_bug(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch)
    with pytest.raises((AssertionError, SandboxError)):
        run_state_machine_as_test(machine.Platform, settings=HUNT)
