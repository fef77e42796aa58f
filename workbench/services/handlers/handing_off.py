"""Ticking a hand-off: done by a person on the platform, to be confirmed by the next reading."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.base.errors import KnownError
from workbench.base.texts import text
from workbench.domain import beijing
from workbench.domain.case import TimelineEntry
from workbench.domain.kinds import Delivery, EntryState, Millis
from workbench.services import actions, authorize, obliging, recording
from workbench.services.actions import Travel
from workbench.services.handlers.undoing import right_of
from workbench.services.model import ActResult

if TYPE_CHECKING:
    from workbench.services.deps import Deps
    from workbench.services.ports import OutboxItem, UnitOfWork


def done(deps: Deps, command_id: str, actor: str) -> ActResult:
    """Tick it. Raises ``KnownError`` where it is no hand-off that waits for a person."""
    with deps.store.write() as uow:
        item = uow.outbox.get(command_id)
        if item is None or item.state is not Delivery.HANDOFF:
            raise KnownError(
                "no_handoff",
                text("There is no hand-off {id} waiting; “workbench handoff list” shows them.",
                     id=command_id),
            )  # fmt: skip
        authorize.require(actor, right_of(item), item.shop)
        now = deps.now()
        state = _next(item)
        finished = now if state is Delivery.DONE else None
        uow.outbox.update(replace(item, state=state, finished_at=finished))
        _mark(deps, uow, item, state, actor, now)
        uow.audit.append(
            at=now, actor=actor, command="handoff_done",
            subject=f"{item.shop}/{item.case_id or item.order_id}", decision="accepted",
            facts={"command_id": command_id, "action": item.action},
        )  # fmt: skip
        uow.changed("outbox", command_id)
        return ActResult(
            shop=item.shop, case_id=item.case_id, action=item.action, command_id=command_id,
            ok=True, delivery=str(state), changes=uow.commit(),
        )  # fmt: skip


def _next(item: OutboxItem) -> Delivery:
    """A decision waits for the next reading; words and entries have none, they are done."""
    if not item.case_id:
        return Delivery.HANDOFF_DONE
    if obliging.owed(item):
        return Delivery.DONE
    spec = actions.SPECS[actions.action_named(item.action)]
    return Delivery.HANDOFF_DONE if spec.travel is Travel.DECISION else Delivery.DONE


def _mark(
    deps: Deps, uow: UnitOfWork, item: OutboxItem, state: Delivery, actor: str, now: int
) -> None:
    if not item.case_id:
        entry = uow.orders.entry(item.shop, item.order_id)
        if entry is not None:
            opened = replace(
                entry,
                delivery=state,
                state=EntryState.OPEN,
                opened_at=Millis(now),
                valid_until=entry.valid_until or _valid_until(deps, uow, item, now),
            )
            uow.orders.save_entry(opened)
            uow.changed("entry", f"{item.shop}/{item.order_id}")
        return
    case = uow.cases.get(recording.key_of(item))
    if case is None:
        return
    if case.intent is not None and case.intent.command_id == item.command_id:
        intent = replace(case.intent, state=state, ticked_at=Millis(now))
        case = replace(case, intent=intent)
    entry_line = TimelineEntry(
        at=Millis(now), actor=actor, kind=f"handoff_done:{item.action}", source="here"
    )
    uow.cases.save(case, [entry_line])
    uow.changed("case", str(case.key))


def _valid_until(deps: Deps, uow: UnitOfWork, item: OutboxItem, now: int) -> Millis | None:
    """OPEN-5: nobody tells us the platform's value, so the policy's days from now."""
    order = uow.orders.get(item.shop, item.order_id)
    if order is None:
        return None
    return Millis(now + deps.book.at(order.platform, now).entry.valid_days * beijing.DAY)
