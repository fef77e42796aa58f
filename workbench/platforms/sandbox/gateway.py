"""The door of the simulated platform for the workbench: acts go in, readings come out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain.kinds import Fault
from workbench.platforms.sandbox import player, post, readings
from workbench.platforms.sandbox.model import Dossier, EntryBook, OrderBook, load
from workbench.services.ports import GatewayError, Page

if TYPE_CHECKING:
    from workbench.base.engine import Connection
    from workbench.domain.reading import Reading
    from workbench.platforms.sandbox.sandbox import Sandbox
    from workbench.services.ports import Act, Answer

# Twice the longest time that a late act needs, by either clock (reliability, check 10).
SETTLED_WALL_MS = 2 * post.LATE_WALL_MS
SETTLED_CLOCK_MS = 2 * post.LATE_CLOCK_MS


class SandboxGateway:
    """Implements ``services.ports.Gateway``; one for all shops of one sandbox."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    @property
    def by_id(self) -> bool:
        """The ledger knows every executed act by its command id."""
        return True

    def deliver(self, act: Act) -> Answer:
        """Hand an act to the platform. Raises ``GatewayError`` as planned faults have it."""
        wall = self._sandbox.wall()
        with self._sandbox.desk() as desk:
            answer = post.deliver(desk, act, wall)
        if isinstance(answer, GatewayError):
            raise answer
        return answer

    def look_up(self, act: Act) -> Answer | None:
        """What the ledger says of the command; None while it is on its way, or never came."""
        with self._sandbox.desk() as desk:
            fault = post.take_fault(desk.connection, "look_up", acts_too=False)
            found = post.look_up(desk.connection, act)
        _raise_for_reading(fault)
        return found

    def settled(self, *, sent_at: int, sent_wall: int, now: int, wall: int) -> bool:
        """True once an act that has not arrived will never arrive."""
        return wall - sent_wall >= SETTLED_WALL_MS or now - sent_at >= SETTLED_CLOCK_MS

    def read_case(self, shop: str, case_id: str) -> Reading | None:
        """The case as it is now; None where the platform does not know it."""
        with self._sandbox.desk() as desk:
            fault = post.take_fault(desk.connection, "read", acts_too=False)
            case = desk.case(shop, case_id)
            now = desk.now
        _raise_for_reading(fault)
        return None if case is None else readings.reading(case, self._sandbox.rules, now)

    def changes(self, shop: str, cursor: str, limit: int = 500) -> Page:
        """What changed since ``cursor`` ("" from the beginning), oldest change first."""
        with self._sandbox.desk() as desk:
            fault = post.take_fault(desk.connection, "sync", acts_too=False)
            now = desk.now
            player.settle(desk, scripted=False)
            rows = _changed(desk.connection, shop, int(cursor or 0), limit)
        _raise_for_reading(fault)
        chosen = rows[:limit]
        rules = self._sandbox.rules
        return Page(
            readings=tuple(
                readings.reading(load(Dossier, doc), rules, now)
                for _, kind, doc in chosen
                if kind == "case"
            ),
            orders=tuple(
                readings.order(load(OrderBook, doc)) for _, kind, doc in chosen if kind == "order"
            ),
            entries=tuple(
                readings.entry(load(EntryBook, doc)) for _, kind, doc in chosen if kind == "entry"
            ),
            cursor=str(chosen[-1][0]) if chosen else cursor,
            more=len(rows) > limit,
        )

    def now(self) -> int | None:
        """The platform's own time."""
        return self._sandbox.now()


def _changed(
    connection: Connection, shop: str, after: int, limit: int
) -> list[tuple[int, str, str]]:
    """The next rows of the shop's sequence of changes, one more than asked for."""
    return connection.execute(
        "select * from ("
        "select * from (select change, 'case' as kind, doc from cases "
        "where shop = :shop and change > :after order by change limit :most) union all "
        "select * from (select change, 'order', doc from orders "
        "where shop = :shop and change > :after order by change limit :most) union all "
        "select * from (select change, 'entry', doc from entries "
        "where shop = :shop and change > :after order by change limit :most)"
        ") order by change limit :most",
        {"shop": shop, "after": after, "most": limit + 1},
    ).fetchall()


def _raise_for_reading(fault: post.Planned | None) -> None:
    if fault is None:
        return
    kinds = {
        post.FaultKind.RATE_LIMIT: Fault.RATE_LIMIT,
        post.FaultKind.SESSION_EXPIRED: Fault.SESSION_EXPIRED,
    }
    raise GatewayError(
        kinds.get(fault.kind, Fault.NO_ANSWER),
        "读取失败，请稍后再试",
        retry_ms=post.RETRY_MS if fault.kind is post.FaultKind.RATE_LIMIT else 0,
    )
