"""Taking a waiting act back: its item, its intent, and what it had put on the card (OUT-1)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.base.errors import KnownError
from workbench.base.texts import text
from workbench.domain.case import CaseKey, TimelineEntry
from workbench.domain.guards.context import refuse
from workbench.domain.kinds import Action, Delivery, Flag, Millis
from workbench.services import actions, authorize, obliging
from workbench.services.handlers.deciding import BEFORE
from workbench.services.handlers.reopening import forget_opening
from workbench.services.model import ActResult

if TYPE_CHECKING:
    from workbench.domain.case import Case, Local
    from workbench.domain.refusal import Refusal
    from workbench.services.deps import Deps
    from workbench.services.ports import OutboxItem, UnitOfWork

_TAKEABLE = (Delivery.WAITING, Delivery.REVIEW, Delivery.HANDOFF)


def undo(deps: Deps, command_id: str, actor: str) -> ActResult:
    """Take a waiting act back. Refused once it has left (OUT-1)."""
    with deps.store.write() as uow:
        item = uow.outbox.get(command_id)
        if item is None:
            raise KnownError("no_command", text("There is no act {id}.", id=command_id))
        no_right = authorize.denied(actor, right_of(item), item.shop)
        if no_right is not None:
            return _not_undone(deps, uow, item, actor, no_right, denied=True)
        takeable = not obliging.owed(item) and item.state in _TAKEABLE
        gone = replace(item, state=Delivery.UNDONE, finished_at=deps.now())
        if not takeable or not uow.outbox.claim(command_id, expected=item.state, item=gone):
            late = refuse(
                "OUT-1",
                text("It was taken back.")
                if item.state is Delivery.UNDONE
                else text("It cannot be taken back any more: it has left for the platform."),
                state=str(item.state),
            )
            return _not_undone(deps, uow, item, actor, late)
        version = None
        if item.case_id:
            version = _forget_intent(deps, uow, item, actor)
        else:
            forget_opening(uow, item)
        _audit_undo(deps, uow, item, actor, "accepted")
        uow.changed("outbox", command_id)
        return ActResult(
            shop=item.shop, case_id=item.case_id, action=item.action, command_id=command_id,
            ok=True, delivery=str(Delivery.UNDONE), version=version, changes=uow.commit(),
        )  # fmt: skip


def right_of(item: OutboxItem) -> str:
    """The right that whoever touches an act on its way needs: the act's own."""
    known = item.action in set(Action)
    return actions.SPECS[Action(item.action)].right if known else "entry.open"


def _not_undone(
    deps: Deps,
    uow: UnitOfWork,
    item: OutboxItem,
    actor: str,
    refusal: Refusal,
    *,
    denied: bool = False,
) -> ActResult:
    _audit_undo(deps, uow, item, actor, f"refused:{refusal.rule}")
    uow.commit()
    return ActResult(
        shop=item.shop, case_id=item.case_id, action=item.action, command_id=item.command_id,
        ok=False, delivery=str(item.state), refused=(refusal,), denied=denied,
    )  # fmt: skip


def _audit_undo(deps: Deps, uow: UnitOfWork, item: OutboxItem, actor: str, decision: str) -> None:
    uow.audit.append(
        at=deps.now(), actor=actor, command="undo",
        subject=f"{item.shop}/{item.case_id or item.order_id}", decision=decision,
        facts={"command_id": item.command_id, "action": item.action},
    )  # fmt: skip


def _forget_intent(deps: Deps, uow: UnitOfWork, item: OutboxItem, actor: str) -> int | None:
    key = CaseKey(item.shop, item.case_id)  # type: ignore[arg-type]
    case = uow.cases.get(key)
    if case is None:
        return None
    if case.intent is not None and case.intent.command_id == item.command_id:
        case = replace(case, intent=None)
    evidence = tuple(e for e in case.evidence if not e.id.startswith(f"{item.command_id}:"))
    entry = TimelineEntry(
        at=Millis(deps.now()), actor=actor, kind=f"undone:{item.action}", source="here"
    )
    local = _as_before(case, item)
    uow.cases.save(replace(case, evidence=evidence, local=local), [entry])
    uow.changed("case", str(key))
    return case.version


def _as_before(case: Case, item: OutboxItem) -> Local:
    """A remark or flag that never left is not the card's any more, unless it is another by now."""
    local, before = case.local, item.args.get(BEFORE)
    if before is None:
        return local
    if item.action == Action.REMARK and local.remark == item.args.get("text"):
        return replace(local, remark=str(before))
    if item.action == Action.FLAG and (local.flag or "") == (item.args.get("flag") or ""):
        return replace(local, flag=Flag(str(before)) if before else None)
    return local
