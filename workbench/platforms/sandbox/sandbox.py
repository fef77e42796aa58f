"""The simulated platform as its owners see it: made, moved on, looked into, broken on purpose."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from workbench.base.clock import wall_ms
from workbench.base.errors import KnownError
from workbench.base.texts import text
from workbench.domain.case import Address, Shop
from workbench.domain.kinds import Platform, ShopId, ShopKind
from workbench.platforms.sandbox import (
    books,
    buyers,
    clockwork,
    entries,
    player,
    post,
    referee,
    world,
)
from workbench.platforms.sandbox.books import Books
from workbench.platforms.sandbox.clockwork import Mode
from workbench.platforms.sandbox.desk import Desk, Rulebook
from workbench.platforms.sandbox.model import SandboxError
from workbench.platforms.sandbox.state import executed_rows, state_of
from workbench.platforms.sandbox.trade import arrivals, turnover
from workbench.platforms.sandbox.trade.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from workbench.base.engine import Connection
    from workbench.domain.case import Case, TimelineEntry
    from workbench.domain.policy.model import PolicyBook
    from workbench.platforms.sandbox.model import Dossier, OrderBook

_UNWRITTEN_MS = 30_000  # so much of a running clock may be lost when the machine is


class Sandbox:
    """One simulated platform in one file; threads and processes may share it.

    ``wall`` is real time in ms; tests give their own. Every method is one transaction; whatever
    it is, acts that came late and, on a running clock, everything that is due happen first.
    Raises ``KnownError`` where the platform's rules or the file stand against it.
    """

    def __init__(self, path: Path, book: PolicyBook, *, wall: Callable[[], int] = wall_ms) -> None:
        self._books = Books(path)
        self.rules = Rulebook(book)
        self.wall = wall
        self._memory = world.Memory()

    def close(self) -> None:
        """Close this thread's connection."""
        self._books.close()

    # ------------------------------------------------------------------------- the world

    def new(
        self,
        cases: int = 600,
        pending: int | None = None,
        seed: int = 7,
        platforms: Sequence[Platform] = (),
        clock: int | None = None,
        *,
        arrivals: int | None = None,
        scripted: bool = True,
    ) -> list[Shop]:
        """Make a new world, whatever was there before.

        ``cases`` of which ``pending`` (a tenth) are open and simulated here; the others are the
        past: ``history()``. ``arrivals`` new ones come per day (a sixth of the pending ones).
        ``scripted`` False: buyers do nothing by themselves.
        """
        plan = Plan(
            cases=cases,
            pending=cases // 10 if pending is None else pending,
            seed=seed,
            platforms=tuple(platforms),
            clock=clockwork.DEFAULT_CLOCK if clock is None else clock // 1_000 * 1_000,
            arrivals=arrivals,
            scripted=scripted,
        )
        with self._books.roomy(), self._books.write() as connection:
            world.make(connection, self.rules, plan)
        return self.shops()

    def shops(self) -> list[Shop]:
        """The shops, for the workbench to keep."""
        with self._books.read() as connection:
            rows = connection.execute("select id, name, platform from shops order by place")
            return [
                Shop(id=ShopId(row[0]), name=row[1], platform=Platform(row[2]),
                     kind=ShopKind.SANDBOX)
                for row in rows
            ]  # fmt: skip

    def addresses(self, shop: str) -> list[Address]:
        """The shop's return addresses, the default first."""
        with self._books.read() as connection:
            rows = connection.execute(
                "select id, name, phone, text, is_default from addresses where shop = ? "
                "order by is_default desc, id",
                (shop,),
            )
            return [
                Address(id=row[0], shop=ShopId(shop), name=row[1], phone=row[2], text=row[3],
                        default=bool(row[4]))
                for row in rows
            ]  # fmt: skip

    def history(self) -> Iterator[tuple[Case, tuple[TimelineEntry, ...]]]:
        """The past of this world, final cases for the workbench's store, oldest first."""
        with self._books.read() as connection:
            plan = world.stored_plan(connection)
        return iter(() if plan is None else world.past(plan, self.rules))

    def paid_orders(self) -> Iterator[tuple[str, date, int, int]]:
        """(shop, Beijing day, orders paid, fen paid) of the past: the base of rates (IMP-6)."""
        with self._books.read() as connection:
            plan = world.stored_plan(connection)
        return iter(()) if plan is None else turnover.paid_orders(plan)

    # ------------------------------------------------------------------------- time

    def now(self) -> int:
        """What the platform's clock shows, epoch ms."""
        with self._books.read() as connection:
            return clockwork.now(connection, self.wall())

    def set_mode(self, mode: str) -> None:
        """``standing`` or ``running``: the clock stands still, or runs with real time."""
        with self.desk() as desk:
            clockwork.set_mode(desk.connection, Mode(mode), self.wall())

    def resume(self) -> None:
        """Run on from the last instant lived through: nothing happened while nobody looked."""
        with self._books.write() as connection:
            clockwork.resume(connection, self.wall())

    def advance(self, duration_ms: int) -> int:
        """Move the clock ahead and let everything happen in its order; returns the new time."""
        if duration_ms < 0:
            raise KnownError("bad_duration", text("The sandbox's clock only goes ahead."))
        with self.desk() as desk:
            target = desk.now + duration_ms
            if clockwork.mode(desk.connection) is Mode.RUNNING:
                clockwork.shift(desk.connection, duration_ms)
            self._play(desk, target)
            return desk.now

    def play(self, until: int) -> int:
        """Let everything up to ``until`` happen; returns the new time."""
        return self.advance(max(0, until - self.now()))

    def tick(self) -> None:
        """Let everything happen that is due by now (on a running clock)."""
        with self.desk():
            pass

    # ------------------------------------------------------------------------- people

    def buyer(self, case: str, act: str, args: Mapping[str, Any] | None = None) -> None:
        """One act of the buyer of ``case`` (CASE or SHOP/CASE).

        accept (args: plan, from 1), refuse, modify (claim_fen, type, reason, note), cancel,
        return (company, waybill), sign, evidence (pictures, note), intervene, confirm, message
        (note).
        """
        with self.desk() as desk, _told():
            buyers.act(desk, find_case(desk, case), act, args or {})

    def apply(self, order: str, args: Mapping[str, Any] | None = None) -> str:
        """The buyer applies on an order (type, reason, claim_fen, note, pictures, goods).

        Returns the new case id.
        """
        with self.desk() as desk, _told():
            return arrivals.apply(desk, find_order(desk, order), args or {}).case_id

    def request_entry(self, order: str) -> None:
        """The buyer asks for the order's after-sale entry to be opened (OPEN-7)."""
        with self.desk() as desk, _told():
            entries.request(desk, find_order(desk, order))

    def referee(self, case: str, verdict: str) -> None:
        """The platform decides for ``merchant``, ``buyer``, or the case is ``withdrawn``."""
        with self.desk() as desk, _told():
            referee.decide(desk, find_case(desk, case), verdict)

    # ------------------------------------------------------------------------- faults, truth

    def fail(
        self, kind: str, action: str | None = None, times: int = 1, execute: bool | None = None
    ) -> None:
        """Let the next ``times`` requests fail: no_answer, late, twice, rate_limit,
        session_expired, stale. ``execute`` False: what got no answer was not executed either.

        ``action`` names an act, or "sync", "read", "look_up" for reading.
        """
        try:
            wanted = post.FaultKind(kind)
        except ValueError:
            raise KnownError(
                "unknown_fault",
                text("“{kind}” is no fault; there are: {known}.", kind=kind,
                     known=", ".join(post.FaultKind)),
            ) from None  # fmt: skip
        with self.desk() as desk:
            post.plan_fault(
                desk.connection, wanted, action=action, times=max(1, times), executes=execute
            )

    def ledger(self) -> dict[str, Any]:
        """Everything that was executed, in its order: ``{executed: [...]}``."""
        with self.desk() as desk:
            return {"executed": executed_rows(desk.connection)}

    def state(self, case: str) -> dict[str, Any]:
        """The platform's own truth about a case, with what was executed on it."""
        with self.desk() as desk, _told():
            return state_of(desk, find_case(desk, case))

    # ------------------------------------------------------------------------- inside

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """One transaction at the platform, with everything before it settled."""
        with self._books.write() as connection:
            desk = Desk(
                connection,
                self.rules,
                seed=books.get_value(connection, "seed", "0"),
                now=clockwork.last(connection),
                recall=partial(self._memory.tell, connection, self.rules),
            )
            begun, written = desk.now, connection.total_changes
            self._play(desk, clockwork.now(connection, self.wall()))
            if post.arrived(desk, self.wall()):
                self._settle(desk)
            yield desk
            self._settle(desk)
            # A look that changes nothing writes nothing: the window looks every second.
            if connection.total_changes != written or desk.now - begun >= _UNWRITTEN_MS:
                clockwork.happened(connection, desk.now)

    def _play(self, desk: Desk, until: int) -> None:
        player.play(desk, until, scripted=_scripted(desk.connection))

    def _settle(self, desk: Desk) -> None:
        player.settle(desk, scripted=_scripted(desk.connection))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent moment to read from, without letting anything happen."""
        with self._books.read() as connection:
            yield connection


def _scripted(connection: Connection) -> bool:
    return books.get_value(connection, "scripted", "1") == "1"


@contextmanager
def _told() -> Iterator[None]:
    """What the platform's rules forbid comes out as a sentence for whoever asked."""
    try:
        yield
    except SandboxError as error:
        raise KnownError("sandbox_refused", error.text, exit_code=1) from error


def find_case(desk: Desk, ref: str) -> Dossier:
    """The case by CASE or SHOP/CASE. Raises ``KnownError`` where it is none or not one."""
    named, _, case_id = ref.rpartition("/")
    shops = [row[0] for row in desk.connection.execute("select id from shops order by place")]
    found = [
        case
        for shop in shops
        if named in ("", shop) and (case := desk.case(shop, case_id)) is not None
    ]
    if len(found) != 1:
        several = text("Several shops have a case {case}: write SHOP/CASE.", case=case_id)
        none = text("There is no case {case} on the platform.", case=case_id)
        raise KnownError("ambiguous" if found else "no_case", several if found else none)
    return found[0]


def find_order(desk: Desk, ref: str) -> OrderBook:
    """The order by ORDER or SHOP/ORDER. Raises ``KnownError`` where it is none or not one."""
    shop, _, order_id = ref.rpartition("/")
    rows = desk.connection.execute(
        "select shop from orders where id = ? and (? = '' or shop = ?)", (order_id, shop, shop)
    ).fetchall()
    found = desk.order(rows[0][0], order_id) if len(rows) == 1 else None
    if found is None:
        several = text("Several shops have an order {order}: write SHOP/ORDER.", order=order_id)
        none = text("There is no order {order} on the platform.", order=order_id)
        raise KnownError("ambiguous" if rows else "no_order", several if rows else none)
    return found
