"""Writing down what a platform said: of an act, of a case, of an order, in one transaction each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.domain.case import CaseKey, Evidence, Intent, TimelineEntry
from workbench.domain.intake import take_in
from workbench.domain.kinds import (
    Action,
    CaseId,
    Delivery,
    EntryState,
    Fault,
    Millis,
    ShopId,
)
from workbench.services import entries, obliging

if TYPE_CHECKING:
    from workbench.domain.case import Case, Entry
    from workbench.domain.reading import Reading
    from workbench.services.deps import Deps
    from workbench.services.ports import Answer, Change, OutboxItem, UnitOfWork

_BY_HAND = (Delivery.HANDOFF, Delivery.HANDOFF_DONE)
_FINISHED = (Delivery.DONE, Delivery.REFUSED, Delivery.UNDONE)


def key_of(item: OutboxItem) -> CaseKey:
    """The case an outbox item belongs to."""
    return CaseKey(ShopId(item.shop), CaseId(item.case_id))


def mirror(uow: UnitOfWork, item: OutboxItem) -> None:
    """Show an item's new delivery state on its case or entry."""
    uow.changed("outbox", item.command_id)
    if not item.case_id:
        entry = uow.orders.entry(item.shop, item.order_id)
        if entry is not None and entry.command_id == item.command_id:
            uow.orders.save_entry(replace(entry, delivery=item.state))
            uow.changed("entry", f"{item.shop}/{item.order_id}")
        return
    case = uow.cases.get(key_of(item))
    if case is not None and case.intent is not None:
        fresh = _intent(case.intent, item)
        if fresh is not case.intent:
            uow.cases.save(replace(case, intent=fresh))
        uow.changed("case", str(case.key))


def _intent(intent: Intent, item: OutboxItem) -> Intent:
    if intent.command_id != item.command_id:
        return intent
    return replace(
        intent,
        state=item.state,
        tries=item.tries,
        last_error=item.last_error,
        platform_words=item.platform_words,
        hold_until=Millis(item.hold_until),
    )


def preview(deps: Deps, case: Case, reading: Reading) -> Case:
    """The case as it would be after a reading; nothing is written."""
    return take_in(case, reading, deps.book, deps.now()).case


def save_reading(deps: Deps, uow: UnitOfWork, reading: Reading) -> bool:
    """Take one reading in; True where it changed the case or was its first."""
    before = uow.cases.get(reading.key)
    taken = take_in(before, reading, deps.book, deps.now())
    case = _seen(uow, taken.case)
    if before is not None and not taken.changed:
        if case != before:
            uow.cases.save(case)
        return False
    uow.cases.save(case, taken.timeline)
    uow.changed("case", str(reading.key))
    settle_handoff(uow, case, deps.now())
    if before is None:
        entries.on_new_case(uow, case, deps.now())
    else:
        obliging.oblige(uow, before, case, deps.now())
    return True


def _seen(uow: UnitOfWork, case: Case) -> Case:
    """A delivered decision whose effect could not be read at once: now it has been."""
    intent = case.intent
    if intent is None or intent.state is not Delivery.UNKNOWN:
        return case
    item = uow.outbox.get(intent.command_id)
    if item is None or item.state is not Delivery.DONE:
        return case
    return replace(case, intent=_intent(intent, item))


def settle_handoff(uow: UnitOfWork, after: Case, now: int) -> None:
    """A hand-off that a reading confirmed or contradicted leaves the outbox too (OUT-4)."""
    if after.intent is None or after.intent.state not in _FINISHED:
        return
    item = uow.outbox.get(after.intent.command_id)
    if item is not None and item.state in _BY_HAND:
        uow.outbox.update(replace(item, state=after.intent.state, finished_at=now))
        uow.changed("outbox", item.command_id)


def record(
    deps: Deps, item: OutboxItem, answer: Answer, reading: Reading | None
) -> tuple[Change, ...]:
    """The answer, and the case as read right after it, in one transaction."""
    now = deps.now()
    finished = answer.state in _FINISHED
    done = replace(
        item,
        state=answer.state,
        last_error=str(answer.fault) if answer.fault is not None else "",
        platform_words=answer.words,
        result=dict(answer.result),
        finished_at=now if finished else None,
    )
    with deps.store.write() as uow:
        if not uow.outbox.claim(item.command_id, expected=item.state, item=done, seen=item):
            return ()
        if item.case_id:
            _on_case(deps, uow, done, answer, reading)
        else:
            _on_entry(uow, done, now)
        uow.audit.append(
            at=now, actor="platform", command=f"answer:{item.action}",
            subject=f"{item.shop}/{item.case_id or item.order_id}", decision=str(answer.state),
            facts={"command_id": item.command_id, "words": answer.words},
        )  # fmt: skip
        uow.changed("outbox", item.command_id)
        return uow.commit()


def _on_case(
    deps: Deps, uow: UnitOfWork, item: OutboxItem, answer: Answer, reading: Reading | None
) -> None:
    key = key_of(item)
    if reading is not None:
        save_reading(deps, uow, reading)
    case = uow.cases.get(key)
    if case is None:
        return
    if case.intent is not None:
        unread = answer.state is Delivery.DONE and reading is None
        shown = replace(item, state=Delivery.UNKNOWN) if unread else item
        case = replace(case, intent=_intent(case.intent, shown))
    if answer.fault is Fault.NEGOTIATE_FIRST:
        case = replace(case, must_negotiate=True)
    if answer.state is Delivery.DONE and item.action == Action.EVIDENCE:
        case = replace(case, evidence=tuple(_sent(e, item) for e in case.evidence))
    kind = (
        f"delivered:{item.action}"
        if answer.state is Delivery.DONE
        else f"{answer.state}:{item.action}"
    )
    entry = TimelineEntry(
        at=Millis(deps.now()), actor="platform", kind=kind, text=answer.words, source="platform"
    )
    uow.cases.save(case, [entry])
    uow.changed("case", str(key))


def _sent(evidence: Evidence, item: OutboxItem) -> Evidence:
    ours = evidence.id.startswith(f"{item.command_id}:")
    return replace(evidence, sent=True) if ours else evidence


def _on_entry(uow: UnitOfWork, item: OutboxItem, now: int) -> None:
    entry = uow.orders.entry(item.shop, item.order_id)
    if entry is None or entry.command_id != item.command_id:
        return
    uow.orders.save_entry(opened(entry, item, now))
    uow.changed("entry", f"{item.shop}/{item.order_id}")


def opened(entry: Entry, item: OutboxItem, now: int) -> Entry:
    """OPEN-5: the entry after the platform's answer."""
    fresh = replace(entry, delivery=item.state)
    if item.state is Delivery.REFUSED:
        return replace(fresh, state=EntryState.REFUSED)
    if item.state is not Delivery.DONE:
        return fresh
    valid = item.result.get("valid_until")
    at = item.result.get("opened_at")
    return replace(
        fresh,
        state=EntryState.OPEN,
        opened_at=Millis(at) if isinstance(at, int) else Millis(now),
        valid_until=Millis(valid) if isinstance(valid, int) else None,
    )
