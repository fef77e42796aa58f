"""Acts on their way to a platform (OUT): claimed by compare-and-set, never lost, never doubled."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from workbench.domain.kinds import CommandId, Delivery, PlanKind
from workbench.services.ports import Change, OutboxItem
from workbench.store.codec import encode_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.store.ledger import Ledger
    from workbench.store.session import Session, Values

_COLUMNS = (
    "command_id", "shop", "case_id", "order_id", "action", "args", "state", "actor",
    "created_at", "hold_until", "platform_version", "tries", "last_error", "platform_words",
    "sent_at", "sent_wall", "next_try_wall", "owner", "lease_until", "finished_at",
    "fingerprint", "result",
)  # fmt: skip
_SELECT = f"select {', '.join(_COLUMNS)} from outbox"
_INSERT = (
    f"insert into outbox ({', '.join(_COLUMNS)}, amount_fen) values (?{', ?' * len(_COLUMNS)})"
)
_SET = ", ".join(f"{name} = ?" for name in (*_COLUMNS, "amount_fen"))
# The states of ``UNFINISHED``, word for word as in the partial index, or it would not be used.
IS_OPEN = "state in ('waiting', 'review', 'sending', 'unknown', 'handoff', 'handoff_done')"


_PAYOUTS = (PlanKind.CASH_PAYOUT, PlanKind.COUPON_PAYOUT)


def amount_of(args: Mapping[str, object]) -> int:
    """What an act may take out of the shop's purse (NEG-5): the dearest payout of an offer."""
    plans = args.get("plans")
    found = [
        plan["amount_fen"]
        for plan in (plans if isinstance(plans, (list, tuple)) else ())
        if isinstance(plan, dict)
        and isinstance(plan.get("amount_fen"), int)
        and plan.get("kind") in _PAYOUTS
    ]
    return max(found, default=0)


def read_item(row: tuple[Any, ...]) -> OutboxItem:
    """The item of a row with the columns of ``SELECT_ITEM``."""
    values = dict(zip(_COLUMNS, row, strict=True))
    values["command_id"] = CommandId(values["command_id"])
    values["state"] = Delivery(values["state"])
    values["args"] = json.loads(values["args"])
    values["result"] = json.loads(values["result"])
    return OutboxItem(**values)


def items_where(session: Session, where: str, values: Values = ()) -> list[OutboxItem]:
    """Items by a condition (and order) of our own making."""
    return [read_item(row) for row in session.execute(f"{_SELECT} {where}", values)]


def _row(item: OutboxItem) -> list[object]:
    row = [getattr(item, name) for name in _COLUMNS]
    row[5] = encode_json(item.args)
    row[-1] = encode_json(item.result)
    return [*row, amount_of(item.args)]


class Outbox:
    """The repository of one unit of work."""

    def __init__(self, session: Session, ledger: Ledger) -> None:
        self._session = session
        self._ledger = ledger

    def get(self, command_id: str) -> OutboxItem | None:
        """The item of a command, or None."""
        return next(iter(items_where(self._session, "where command_id = ?", (command_id,))), None)

    def add(self, item: OutboxItem) -> None:
        """A new item; the engine's ``IntegrityError`` where its command id is taken."""
        self._session.write(_INSERT, _row(item))
        self._tell(item)

    def update(self, item: OutboxItem) -> None:
        """Write what became of it."""
        self._session.write(
            f"update outbox set {_SET} where command_id = ?", (*_row(item), item.command_id)
        )
        self._tell(item)

    def claim(
        self,
        command_id: str,
        *,
        expected: Delivery,
        item: OutboxItem,
        seen: OutboxItem | None = None,
    ) -> bool:
        """Write ``item`` only where the state still is ``expected``; False: somebody was faster.

        With ``seen`` it must also be the same try of the same sender: a state may come back.
        """
        same = (seen.tries, seen.owner) if seen is not None else ()
        done = self._session.write(
            f"update outbox set {_SET} where command_id = ? and state = ?"
            + (" and tries = ? and owner = ?" if same else ""),
            (*_row(item), command_id, expected, *same),
        )
        if done.rowcount != 1:
            return False
        self._tell(item)
        return True

    def unfinished(self) -> list[OutboxItem]:
        """Everything still on its way, the first decided first."""
        return items_where(self._session, f"where {IS_OPEN} order by seq")

    def recent(self, limit: int) -> list[OutboxItem]:
        """The newest items, whatever became of them."""
        return items_where(self._session, "order by seq desc limit ?", (limit,))

    def spent_today(self, shop: str, since: int) -> int:
        """Fen that offers of a shop since ``since`` may take out of its purse (NEG-5).

        Undone and refused ones do not count.
        """
        found = self._session.execute(
            "select coalesce(sum(amount_fen), 0) from outbox where created_at >= ? and shop = ?"
            " and state not in ('undone', 'refused')",
            (since, shop),
        )
        return int(found.fetchone()[0])

    def _tell(self, item: OutboxItem) -> None:
        self._ledger.changed(Change("outbox", item.command_id))
