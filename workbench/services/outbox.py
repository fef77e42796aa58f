"""What leaves for the platform (OUT): claim, send, look after what is unknown, record the answer.

Invariant: an act whose fate is unknown is only looked up, never sent again, until the platform
answers or can no longer execute it (``Gateway.settled``). Network happens outside transactions.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.base.errors import KnownError
from workbench.base.texts import text
from workbench.domain.case import CaseKey
from workbench.domain.guards.context import refuse
from workbench.domain.intents import shows
from workbench.domain.kinds import UNFINISHED, Action, CaseId, Delivery, Fault, ShopId
from workbench.domain.lifecycle import EVENT_OF_ACTION
from workbench.services import recording
from workbench.services.ports import Act, Answer, GatewayError

if TYPE_CHECKING:
    from workbench.base.texts import Text
    from workbench.domain.case import Case, Shop
    from workbench.domain.reading import Reading
    from workbench.domain.refusal import Refusal
    from workbench.services.deps import Deps
    from workbench.services.ports import Change, Gateway, OutboxItem

_log = logging.getLogger(__name__)

LEASE_MS = 120_000  # beyond any answer of a network; the dead are told by their process
OLD_MS = 10 * 60_000  # OUT-1: a waiting intent older than this is read again before it goes
LOOK_AGAIN_MS = (5_000, 30_000, 120_000, 600_000)
_STALE = Answer(state=Delivery.REFUSED, fault=Fault.STALE, words="changed before it was sent")
_NOT_SENT = (Fault.RATE_LIMIT, Fault.SESSION_EXPIRED, Fault.PLATFORM_DOWN, Fault.NO_RIGHT)


@dataclass(frozen=True, slots=True)
class Outbox:
    """The worker's methods; state lives in the store alone, so that any process may go on."""

    deps: Deps

    def pump(self, *, only: str = "", force: bool = False) -> tuple[Change, ...]:
        """One round: give up dead leases, look after unknowns, send what is due.

        ``only`` limits it to one command; ``force`` looks at unknowns whose turn has not come.
        """
        changes: list[Change] = []
        for item in self._unfinished(only):
            try:
                changes += self._one(item, force=force)
            except KnownError as error:  # this act waits; the others go on
                if only:
                    raise
                _log.warning("%s waits: %s", item.command_id, error.kind)
        return tuple(changes)

    def _one(self, item: OutboxItem, *, force: bool) -> list[Change]:
        changes: list[Change] = []
        current = self._release(item)
        look = force or current.next_try_wall <= self.deps.wall()
        if current.state is Delivery.UNKNOWN and look:
            changes += self._look_after(current)
            current = self._again(current)
        if current.state is Delivery.WAITING and self._due(current):
            changes += self._send(current)
        return changes

    def _unfinished(self, only: str) -> list[OutboxItem]:
        with self.deps.store.read() as uow:
            if only:
                found = uow.outbox.get(only)
                return [found] if found is not None and found.state in UNFINISHED else []
            return uow.outbox.unfinished()

    def _again(self, item: OutboxItem) -> OutboxItem:
        with self.deps.store.read() as uow:
            return uow.outbox.get(item.command_id) or item

    def _due(self, item: OutboxItem) -> bool:
        return item.hold_until <= self.deps.now() and item.next_try_wall <= self.deps.wall()

    def _release(self, item: OutboxItem) -> OutboxItem:
        """A sender that died left its item in "sending": from now on its fate is unknown."""
        if item.state is not Delivery.SENDING:
            return item
        dead = item.owner and not self.deps.gateways.alive(item.owner)
        if not dead and item.lease_until > self.deps.wall():
            return item
        unknown = replace(
            item, state=Delivery.UNKNOWN, last_error=str(Fault.NO_ANSWER), next_try_wall=0
        )
        with self.deps.store.write() as uow:
            if not uow.outbox.claim(
                item.command_id, expected=Delivery.SENDING, item=unknown, seen=item
            ):
                return item
            recording.mirror(uow, unknown)
            uow.commit()
        return unknown

    # ------------------------------------------------------------ sending

    def _send(self, item: OutboxItem) -> tuple[Change, ...]:
        shop = self._shop(item)
        if shop is None:
            return ()
        gateway = self.deps.gateways.of(shop)
        if self._over(item):
            return self._record(item, _STALE, None)
        if self.deps.now() - item.created_at > OLD_MS and item.case_id:
            moved = self._moved_on(item, gateway)
            if moved is not None:
                return moved
        claimed = self._claim(item)
        if claimed is None:
            return ()
        return self._deliver(claimed, gateway)

    def _moved_on(self, item: OutboxItem, gateway: Gateway) -> tuple[Change, ...] | None:
        """OUT-1: read an old intent's case first; changes where it must not go any more."""
        try:
            reading = gateway.read_case(item.shop, item.case_id)
        except GatewayError as error:
            return self._later(item, error)
        if reading is None or reading.platform_version == item.platform_version:
            return None
        return self._record(item, _STALE, reading)

    def _over(self, item: OutboxItem) -> bool:
        """A decision on a case that has ended meanwhile goes nowhere, not even to a person."""
        if item.action not in EVENT_OF_ACTION:
            return False
        with self.deps.store.read() as uow:
            case = uow.cases.get(recording.key_of(item))
        return case is not None and case.final

    def _claim(self, item: OutboxItem) -> OutboxItem | None:
        wall = self.deps.wall()
        claimed = replace(
            item,
            state=Delivery.SENDING,
            tries=item.tries + 1,
            sent_at=self.deps.now(),
            sent_wall=wall,
            owner=self.deps.owner_token,
            lease_until=wall + LEASE_MS,
        )
        with self.deps.store.write() as uow:
            if not uow.outbox.claim(
                item.command_id, expected=Delivery.WAITING, item=claimed, seen=item
            ):
                return None
            recording.mirror(uow, claimed)
            uow.commit()
        return claimed

    def _deliver(self, item: OutboxItem, gateway: Gateway) -> tuple[Change, ...]:
        if self.deps.wall() >= item.lease_until:  # this process slept: somebody may have taken over
            return self._unknown(item, str(Fault.NO_ANSWER))
        try:
            answer = gateway.deliver(self._act(item))
        except GatewayError as error:
            if error.fault in _NOT_SENT:
                return self._later(item, error)
            return self._unknown(item, str(error.fault))
        except KnownError:  # the disk, a lock: whether it left is not known
            return self._unknown(item, str(Fault.NO_ANSWER))
        if answer.fault is Fault.ALREADY_DONE and item.tries > 1:
            answer = replace(answer, state=Delivery.DONE, fault=None)  # by our own earlier try
        reading = self._read(item, gateway) if answer.state is not Delivery.HANDOFF else None
        return self._record(item, answer, reading)

    def _act(self, item: OutboxItem) -> Act:
        files = item.args.get("files")
        named = files if isinstance(files, list) else []
        return Act(
            command_id=item.command_id,
            shop=item.shop,
            case_id=item.case_id,
            order_id=item.order_id,
            action=item.action,
            args=item.args,
            platform_version=item.platform_version,
            at=self.deps.now(),
            files=tuple(
                (str(f["kind"]), str(self.deps.attachments.path(str(f["sha256"])))) for f in named
            ),
        )

    def _later(self, item: OutboxItem, error: GatewayError) -> tuple[Change, ...]:
        """Certainly not executed: wait as long as the platform asks, then send."""
        waiting = replace(
            item,
            state=Delivery.WAITING,
            last_error=str(error.fault),
            platform_words=error.words,
            next_try_wall=self.deps.wall() + max(error.retry_ms, 1_000 * (item.tries + 1)),
        )
        return self._move(item, waiting)

    def _unknown(self, item: OutboxItem, why: str) -> tuple[Change, ...]:
        wall = self.deps.wall()
        unknown = replace(
            item, state=Delivery.UNKNOWN, last_error=why, next_try_wall=wall + LOOK_AGAIN_MS[0]
        )
        return self._move(item, unknown)

    def _move(self, item: OutboxItem, to: OutboxItem) -> tuple[Change, ...]:
        with self.deps.store.write() as uow:
            if not uow.outbox.claim(item.command_id, expected=item.state, item=to, seen=item):
                return ()
            recording.mirror(uow, to)
            return uow.commit()

    # ------------------------------------------------------------ unknown

    def _look_after(self, item: OutboxItem) -> tuple[Change, ...]:
        """OUT-2: read before anything else; send again only what can no longer happen by itself."""
        shop = self._shop(item)
        if shop is None:
            return ()
        gateway = self.deps.gateways.of(shop)
        wall, now = self.deps.wall(), self.deps.now()
        sent_at, sent_wall = item.sent_at or item.created_at, item.sent_wall or 0
        try:
            settled = gateway.settled(sent_at=sent_at, sent_wall=sent_wall, now=now, wall=wall)
            answer = gateway.look_up(self._act(item))
            reading = gateway.read_case(item.shop, item.case_id) if item.case_id else None
        except GatewayError as error:
            return self._move(item, self._postponed(item, str(error.fault)))
        evident = not gateway.by_id and reading is not None and self._evident(item, reading)
        if answer is None and evident:
            answer = Answer(state=Delivery.DONE)
        if answer is not None:
            return self._record(item, answer, reading)
        if settled:
            again = replace(item, state=Delivery.WAITING, last_error="", next_try_wall=0)
            return self._move(item, again)
        return self._move(item, self._postponed(item, item.last_error))

    def _postponed(self, item: OutboxItem, why: str) -> OutboxItem:
        """Look again later, the later the longer it has been unknown."""
        wall = self.deps.wall()
        waited = wall - (item.sent_wall or wall)
        pause = next((p for p in LOOK_AGAIN_MS if waited < 4 * p), LOOK_AGAIN_MS[-1])
        return replace(item, last_error=why, next_try_wall=wall + pause)

    def _evident(self, item: OutboxItem, reading: Reading) -> bool:
        """The facts already show what the act would have done."""
        if item.action not in set(Action):
            return False
        key = CaseKey(ShopId(item.shop), CaseId(item.case_id))
        with self.deps.store.read() as uow:
            case = uow.cases.get(key)
        if case is None:
            return False
        after = recording.preview(self.deps, case, reading)
        return shows(Action(item.action), case, after)

    # ------------------------------------------------------------ recording

    def _record(
        self, item: OutboxItem, answer: Answer, reading: Reading | None
    ) -> tuple[Change, ...]:
        return recording.record(self.deps, item, answer, reading)

    def _read(self, item: OutboxItem, gateway: Gateway) -> Reading | None:
        """The case after the act; a failed read is no reason to doubt the answer."""
        if not item.case_id:
            return None
        try:
            return gateway.read_case(item.shop, item.case_id)
        except GatewayError:
            return None

    def _shop(self, item: OutboxItem) -> Shop | None:
        with self.deps.store.read() as uow:
            return uow.shops.get(item.shop)


def late(item: OutboxItem, case: Case | None, now: int) -> bool:
    """OUT-3: the queue will miss this case's deadline."""
    if case is None or case.deadline.at is None or item.state is not Delivery.WAITING:
        return False
    return max(item.hold_until, now) > case.deadline.at


def told(item: OutboxItem) -> tuple[tuple[Refusal, ...], Text | None]:
    """OUT-5: the platform's refusal of an act, or what happens next with one on its way."""
    fault = Fault(item.last_error) if item.last_error in set(Fault) else None
    helps = None if fault is None else WHAT_TO_DO[fault]
    if item.state is Delivery.UNDONE:
        gone = text("It was taken back.")
        return (refuse("OUT-1", gone, helps=text("Use a new id for a new decision.")),), None
    if item.state is not Delivery.REFUSED:
        return (), helps if item.state in UNFINISHED else None
    words = text("The platform refused: {words}", words=item.platform_words or item.last_error)
    rule = "OUT-5" if item.case_id else "OPEN-6"
    return (refuse(rule, words, helps=helps, fault=item.last_error),), None


WHAT_TO_DO = {
    Fault.NO_ANSWER: text("No answer yet: being looked up, nothing is sent twice."),
    Fault.RATE_LIMIT: text("The platform asks to wait; it goes out by itself afterwards."),
    Fault.SESSION_EXPIRED: text("The session ran out: sign in to the platform again."),
    Fault.NO_RIGHT: text("The platform account lacks the right for this: grant it there."),
    Fault.ALREADY_DONE: text("It was done already: look at the case."),
    Fault.NEGOTIATE_FIRST: text("The platform wants a negotiation first."),
    Fault.STALE: text("The case changed meanwhile: look at it and decide again."),
    Fault.BAD_REQUEST: text("The platform did not accept what was sent: read its words."),
    Fault.PLATFORM_DOWN: text("The platform does not answer now; it goes out by itself later."),
}
