"""A process that claims acts, for the test of the race; run with a correct or a careless store."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.domain.kinds import Delivery
from workbench.services.ports import OutboxItem
from workbench.store.opening import open_store
from workbench.store.outbox import Outbox

if TYPE_CHECKING:
    from multiprocessing.queues import Queue
    from multiprocessing.synchronize import Barrier


class Careless(Outbox):
    """The seeded bug: the state is looked at before, not in the statement that writes."""

    def claim(
        self,
        command_id: str,
        *,
        expected: Delivery,
        item: OutboxItem,
        seen: OutboxItem | None = None,
    ) -> bool:
        del command_id, expected, seen
        self.update(item)
        return True


def claim_all(
    path: str, ids: list[str], who: int, careless: bool, start: Barrier, won: Queue[str]
) -> None:
    """Read every act first, then claim each in a transaction of its own."""
    store = open_store(Path(path))
    with store.read() as unit:
        items = [unit.outbox.get(command_id) for command_id in ids]
    start.wait(60)
    for item in items:
        assert item is not None
        mine = replace(item, state=Delivery.SENDING, owner=f"process-{who}")
        with store.write() as writing:
            if careless:
                writing.outbox = Careless(writing._session, writing._ledger)
            if writing.outbox.claim(item.command_id, expected=Delivery.WAITING, item=mine):
                won.put(item.command_id)
            writing.commit()
    store.close()
    won.put("")
