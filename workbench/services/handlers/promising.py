"""What writing down, proving and releasing a promise changes on a case (PROM-1, PROM-3)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.domain import beijing, commands, keeping
from workbench.domain.guards import promising
from workbench.domain.kinds import NO_FEN, Fen, Millis
from workbench.domain.promise import BY_HAND, Promise, Promised, PromiseState

if TYPE_CHECKING:
    from workbench.domain.case import Case
    from workbench.domain.guards.context import Context


def after(
    case: Case,
    context: Context,
    command: commands.Command,
    *,
    command_id: str,
    actor: str,
    proof: str,
) -> Case:
    """The case with its promises as the act leaves them; others acts change nothing.

    ``proof`` is the SHA-256 of the first file given with the act.
    """
    at = Millis(context.now)
    match command:
        case commands.MakePromise():
            made = _made(case, context, command, command_id, actor)
            return replace(case, promises=(*case.promises, made))
        case commands.ProvePromise(promise=wanted):
            one = promising.chosen(promising.provable(case), wanted)
            return _with(case, one, proof=proof, proof_at=at)
        case commands.ReleasePromise(promise=wanted):
            one = promising.chosen(promising.releasable(case), wanted)
            return _with(case, one, state=PromiseState.RELEASED, ended_at=at)
        case _:
            return case


def _with(case: Case, one: Promise | None, **fields: object) -> Case:
    if one is None:
        return case
    changed = replace(one, **fields)  # type: ignore[arg-type]  # names of its own fields
    return replace(case, promises=tuple(changed if item is one else item for item in case.promises))


def _made(
    case: Case, context: Context, told: commands.MakePromise, command_id: str, actor: str
) -> Promise:
    due = None if told.hours is None else Millis(context.now + beijing.hours(told.hours))
    promise = Promise(
        id=command_id, what=Promised(told.what), made_at=Millis(context.now), holder=actor,
        source=BY_HAND, amount_fen=Fen(told.amount_fen) if told.amount_fen else NO_FEN,
        due_at=due, note=told.note.strip(),
    )  # fmt: skip
    return keeping.priced(promise, case, context.policy, runs_from=context.now)
