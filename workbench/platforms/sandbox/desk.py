"""One transaction on the platform's books: records are taken out, changed, and put back at its end.

Everything the platform does goes over a desk: it knows what time it is there, throws the dice,
plans what will happen later and writes the ledger.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.domain import beijing
from workbench.domain.case import TimelineEntry
from workbench.domain.kinds import Millis, Platform
from workbench.platforms.sandbox import books
from workbench.platforms.sandbox.model import Dossier, OrderBook
from workbench.platforms.sandbox.shelf import Shelf

if TYPE_CHECKING:
    from workbench.base.engine import Connection
    from workbench.domain.policy.model import Policy, PolicyBook
    from workbench.platforms.sandbox.shelf import Recall


OWN = "own"

# Events of one instant: talks end before the countdown is looked at, the rest in their order.
_RANKS = {"expire": 0, "late": 0, "zero": 2}


class Rulebook:
    """The packs in force, found once per platform and Beijing day."""

    def __init__(self, book: PolicyBook) -> None:
        self._book = book
        self._found: dict[tuple[Platform, int], Policy] = {}

    def at(self, platform: Platform, at: int) -> Policy:
        """The pack of the Beijing day of ``at``."""
        day = (at + 8 * beijing.HOUR) // beijing.DAY
        found = self._found.get((platform, day))
        if found is None:
            found = self._found[(platform, day)] = self._book.at(platform, at)
        return found


@dataclass(frozen=True, slots=True)
class Item:
    """Something on the agenda."""

    seq: int
    at: int
    kind: str
    shop: str
    case_id: str
    args: dict[str, Any]


class Desk(Shelf):
    """The books as one transaction sees them. ``now`` is the platform's own time.

    ``floor`` is set while a shop world is made: what would be planned before it comes soon after
    it instead. ``quiet`` keeps acts of the past out of the ledger.
    """

    def __init__(
        self,
        connection: Connection,
        rules: Rulebook,
        *,
        seed: str,
        now: int,
        recall: Recall | None = None,
    ) -> None:
        super().__init__(connection, recall)
        self.rules = rules
        self.seed = seed
        self.now = now
        self.floor: int | None = None
        self.quiet = False

    def policy(self, platform: Platform, at: int | None = None) -> Policy:
        """The pack in force at ``at`` (default: now)."""
        return self.rules.at(platform, self.now if at is None else at)

    def dice(self, *parts: object) -> random.Random:
        """Dice of their own for every purpose: the same seed and parts throw the same."""
        return random.Random("/".join((self.seed, *map(str, parts))))

    def thought(self, case: Dossier) -> random.Random:
        """The buyer's next dice."""
        case.thoughts += 1
        self.put(case)
        return self.dice("buyer", case.case_id, case.thoughts)

    # ------------------------------------------------------------------------- what happens

    def note(self, case: Dossier, actor: str, kind: str, text: str = "") -> None:
        """An entry of the case's history, as buyer and merchant can read it.

        What the workbench did itself it knows by itself: that is kept here, but not told again.
        """
        source = OWN if actor == "merchant" and not self.quiet else "platform"
        entry = TimelineEntry(at=Millis(self.now), actor=actor, kind=kind, text=text, source=source)
        case.events = (*case.events, entry)
        self.put(case)

    def stir(self, case: Dossier) -> None:
        """The buyer has something new to think about."""
        self.stirred[(case.shop, case.case_id)] = None

    def plan(self, at: int, kind: str, shop: str, case_id: str = "", **args: Any) -> None:
        """Put something on the agenda."""
        if self.floor is not None and at <= self.floor:
            at = self.floor + self.dice("soon", shop, case_id, kind).randint(90, 1_500) * 1_000
        self.connection.execute(
            "insert into agenda (at, rank, kind, shop, case_id, args) values (?, ?, ?, ?, ?, ?)",
            (at, _RANKS.get(kind, 1), kind, shop, case_id, books.to_json(args)),
        )

    def drop(self, case: Dossier, *kinds: str) -> None:
        """Take things off the agenda of a case."""
        marks = ",".join("?" * len(kinds))
        self.connection.execute(
            f"delete from agenda where shop = ? and case_id = ? and kind in ({marks})",
            (case.shop, case.case_id, *kinds),
        )

    def next_item(self, until: int) -> Item | None:
        """Take the next thing off the agenda that is due by ``until``."""
        row = self.connection.execute(
            "select seq, at, kind, shop, case_id, args from agenda where at <= ? "
            "order by at, rank, seq limit 1",
            (until,),
        ).fetchone()
        if row is None:
            return None
        self.connection.execute("delete from agenda where seq = ?", (row[0],))
        return Item(row[0], row[1], row[2], row[3], row[4], json.loads(row[5]))

    def record(
        self,
        case: Dossier | OrderBook,
        action: str,
        amount_fen: int = 0,
        *,
        command_id: str = "",
        by: str = "platform",
        result: dict[str, object] | None = None,
    ) -> None:
        """Write the ledger: this was executed."""
        if self.quiet:
            return
        self.connection.execute(
            "insert into ledger (command_id, shop, case_id, order_id, action, amount_fen, at, by, "
            "result) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                command_id,
                case.shop,
                case.case_id if isinstance(case, Dossier) else "",
                case.order_id,
                action,
                amount_fen,
                self.now,
                by,
                books.to_json(result or {}),
            ),
        )
