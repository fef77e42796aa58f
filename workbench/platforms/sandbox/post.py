"""The wire between merchant and platform, with its faults: lost, late, doubled, turned away."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from workbench.domain import beijing
from workbench.domain.kinds import Delivery, Fault
from workbench.platforms.sandbox import acts, books, rules
from workbench.services.ports import Act, Answer, GatewayError

if TYPE_CHECKING:
    from workbench.base.engine import Connection
    from workbench.platforms.sandbox.desk import Desk

LATE_WALL_MS = 1_000
LATE_CLOCK_MS = 60 * beijing.SECOND
RETRY_MS = 1_000


class FaultKind(StrEnum):
    """What can go wrong between merchant and platform."""

    NO_ANSWER = "no_answer"
    LATE = "late"
    TWICE = "twice"
    RATE_LIMIT = "rate_limit"
    SESSION_EXPIRED = "session_expired"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Planned:
    """One planned fault, taken."""

    kind: FaultKind
    executes: bool


def plan_fault(
    connection: Connection,
    kind: FaultKind,
    *,
    action: str | None,
    times: int,
    executes: bool | None,
) -> None:
    """Keep a fault for the next ``times`` requests (of ``action``, else of any act)."""
    connection.execute(
        "insert into faults (kind, action, times, executes) values (?, ?, ?, ?)",
        (kind, action or "", times, None if executes is None else int(executes)),
    )


def take_fault(connection: Connection, action: str, *, acts_too: bool = True) -> Planned | None:
    """Use up one planned fault that fits; ``acts_too``: also one planned for any act."""
    row = connection.execute(
        "select seq, kind, executes, times from faults where times > 0 and "
        "(action = ? or (action = '' and ?)) order by seq limit 1",
        (action, int(acts_too)),
    ).fetchone()
    if row is None:
        return None
    if row[3] == 1:
        connection.execute("delete from faults where seq = ?", (row[0],))
    else:
        connection.execute("update faults set times = times - 1 where seq = ?", (row[0],))
    return Planned(FaultKind(row[1]), executes=row[2] is None or bool(row[2]))


def deliver(desk: Desk, act: Act, wall: int) -> Answer | GatewayError:
    """One request on the wire; an error is given back, not raised, so that the books are kept."""
    fault = take_fault(desk.connection, act.action)
    if fault is None:
        return acts.perform(desk, act)
    if fault.kind is FaultKind.RATE_LIMIT:
        return GatewayError(
            Fault.RATE_LIMIT, "请求过于频繁，请稍后再试（accesscontrol.limited-by-api）",
            retry_ms=RETRY_MS,
        )  # fmt: skip
    if fault.kind is FaultKind.SESSION_EXPIRED:
        return GatewayError(Fault.SESSION_EXPIRED, "授权已失效，请重新登录店铺账号")
    if fault.kind is FaultKind.STALE:
        return acts.no(Fault.STALE, "售后单信息已变更，请刷新页面后重新操作")
    if fault.kind is FaultKind.TWICE:
        return _twice(desk, act)
    if fault.kind is FaultKind.LATE:
        if fault.executes:
            _hold(desk, act, wall)
        return GatewayError(Fault.NO_ANSWER, "请求超时，未收到平台响应")
    if fault.executes:
        acts.perform(desk, act)
    return GatewayError(Fault.NO_ANSWER, "连接中断，未收到平台响应")


def _twice(desk: Desk, act: Act) -> Answer:
    """The network delivers one request twice: the lock stops the second, or the doorman does.

    Where an act moves the version, the copy meets it. Words and marks move nothing: the copy is
    told by its being the very same request, unlike one that is sent again.
    """
    first = acts.perform(desk, act)
    if act.action in rules.UNLOCKED:
        return first
    second = acts.perform(desk, act)
    return second if second.state is Delivery.DONE else first


def _hold(desk: Desk, act: Act, wall: int) -> None:
    held = {**asdict(act), "files": [list(item) for item in act.files]}
    cursor = desk.connection.execute(
        "insert into late (act, sent_at, sent_wall) values (?, ?, ?)",
        (books.to_json(held), desk.now, wall),
    )
    desk.plan(desk.now + LATE_CLOCK_MS, "late", act.shop, late=cursor.lastrowid)


def execute_late(desk: Desk, number: int) -> None:
    """A late act arrives at last, if it has not done so by real time before."""
    row = desk.connection.execute("select act from late where seq = ?", (number,)).fetchone()
    if row is None:
        return
    desk.connection.execute("delete from late where seq = ?", (number,))
    held = json.loads(row[0])
    held["files"] = tuple((kind, path) for kind, path in held["files"])
    acts.perform(desk, Act(**held))


def arrived(desk: Desk, wall: int) -> bool:
    """Let late acts arrive whose real time is up; True where there were any."""
    rows = desk.connection.execute(
        "select seq from late where sent_wall + ? <= ? order by seq", (LATE_WALL_MS, wall)
    ).fetchall()
    for (number,) in rows:
        execute_late(desk, number)
    return bool(rows)


def anything_late(connection: Connection) -> bool:
    """True while a late act is on its way."""
    return connection.execute("select 1 from late limit 1").fetchone() is not None


def look_up(connection: Connection, act: Act) -> Answer | None:
    """What the ledger says of a command; None: nothing yet."""
    row = connection.execute(
        "select result from ledger where command_id = ? and shop = ? order by seq limit 1",
        (act.command_id, act.shop),
    ).fetchone()
    return None if row is None else Answer(state=Delivery.DONE, result=json.loads(row[0]))
