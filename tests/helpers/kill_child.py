"""The process that gets killed: works through random acts and says what was acknowledged.

Run as ``python -m tests.helpers.kill_child FOLDER SEED [blind]``. Every line it prints is an
acknowledgement: ``ready``, then ``ok COMMAND_ID`` once an act is stored. ``blind`` plants the bug
that this all is about: an act of unknown fate is sent again without looking.
"""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.bootstrap.place import Place
from workbench.domain.kinds import Action, Delivery, View
from workbench.services.outbox import Outbox
from workbench.services.queries import CaseQuery, Thresholds
from workbench.services.workbench import ActRequest

if TYPE_CHECKING:
    from workbench.domain.case import Case
    from workbench.services.door import Workbench
    from workbench.services.ports import Change, OutboxItem

FAULTS = ("no_answer", "late", "twice", "rate_limit", "no_answer")


def blind_resend(self: Outbox, item: OutboxItem) -> tuple[Change, ...]:
    """The seeded bug, in the place of ``Outbox._look_after``: what is unknown goes out again."""
    return self._move(item, replace(item, state=Delivery.WAITING, next_try_wall=0))


def requests(door: Workbench, case: Case, dice: random.Random) -> ActRequest:
    """A random act that goes on this case; a message where nothing else does."""
    allowed = {o.action for o in door.options(case) if o.allowed}
    plain: list[tuple[Action, dict[str, object]]] = [
        (Action.MESSAGE, {"text": f"亲，您的售后正在处理 {dice.randrange(10**6)}"}),
        (Action.REMARK, {"text": f"已联系 {dice.randrange(10**6)}"}),
        (Action.AGREE_REFUND, {}),
        (Action.AGREE_RETURN, {}),
        (Action.CONFIRM_RECEIPT, {}),
    ]
    action, args = dice.choice([item for item in plain if item[0] in allowed] or plain[:1])
    confirm = frozenset({"CASE-4", "REF-1"})
    return ActRequest(key=case.key, action=action, args=args, confirm=confirm, hold_seconds=0)


def work(folder: Path, seed: int) -> None:
    """Act until killed."""
    place = Place(folder)
    door, queries = place.door(), place.queries()
    dice = random.Random(seed)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        query = CaseQuery(view=View.ALL)
        page = queries.page(query, now=door.now(), thresholds=Thresholds(), limit=200)
        case = dice.choice([item for item in page.items if not item.final])
        if dice.random() < 0.6:
            place.sandbox.fail(dice.choice(FAULTS), None, 1, dice.random() < 0.7)
        result = door.act(requests(door, case, dice))
        if result.ok:
            sys.stdout.write(f"ok {result.command_id}\n")
            sys.stdout.flush()
        door.pump()
        if dice.random() < 0.2:
            door.sync()


if __name__ == "__main__":
    if "blind" in sys.argv[3:]:
        Outbox._look_after = blind_resend  # type: ignore[method-assign]
    work(Path(sys.argv[1]), int(sys.argv[2]))
