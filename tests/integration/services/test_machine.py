"""The whole against the platform's own truth: decide, undo, deliver, lose answers, crash, advance.

The simulated platform is the model: whatever happens on the way, after a sync the workbench shows
what the platform has, every act it calls done was executed exactly once, and no act that was
undone or refused was executed at all.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.helpers.kill_child import blind_resend
from workbench.base.clock import wall_ms
from workbench.base.errors import KnownError
from workbench.base.ids import new_id
from workbench.bootstrap.place import Place
from workbench.bootstrap.world import make_world
from workbench.domain.case import CaseKey, Plan
from workbench.domain.kinds import (
    Action,
    CaseId,
    Delivery,
    Fen,
    NegotiationKind,
    PlanKind,
    ShopId,
)
from workbench.platforms.sandbox.sandbox import Sandbox
from workbench.services.outbox import Outbox
from workbench.services.workbench import ActRequest

if TYPE_CHECKING:
    from workbench.services.door import Workbench

HOUR = 3_600_000
BUYER_ACTS = ("accept", "refuse", "cancel", "return", "sign", "evidence", "intervene", "confirm")
FAULTS = ("no_answer", "late", "twice", "rate_limit", "session_expired", "stale")
_TEMPLATE: dict[str, Path] = {}


def template() -> Path:
    """One small world, made once per process and copied for every run."""
    if "path" not in _TEMPLATE:
        folder = Path(tempfile.mkdtemp(prefix="workbench-machine-")) / "template"
        place = Place(folder)
        make_world(place, cases=30, pending=24, seed=5, platforms=["tmall", "wechat"], clock=None)
        place.close()
        _TEMPLATE["path"] = folder
    return _TEMPLATE["path"]


def args_of(action: Action, claim: int) -> dict[str, object]:
    """Arguments with which an act goes where it goes at all."""
    if action is Action.MESSAGE:
        return {"text": "亲，正在为您处理"}
    if action is Action.SHIP:
        return {"company": "顺丰速运", "waybill": "SF1234567890"}
    if action is Action.NEGOTIATE:
        plan = Plan(kind=PlanKind.CASH_PAYOUT, amount_fen=Fen(max(1, claim // 10)))
        return {
            "kind": str(NegotiationKind.OFFER),
            "message": "亲，给您补偿，东西留着用",
            "plans": [{"kind": str(plan.kind), "amount_fen": plan.amount_fen}],
        }
    return {}


class Machine(RuleBasedStateMachine):
    """Steps of agents, buyers, the platform, the network and the power supply."""

    reached: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="workbench-run-"))
        self.skipped_ms = 0
        self.undone: set[str] = set()
        self.sent: dict[str, str] = {}

    @initialize()
    def start(self) -> None:
        shutil.copytree(template(), self.root / "data")
        self.open()

    def wall(self) -> int:
        return wall_ms() + self.skipped_ms

    def open(self) -> None:
        """A process starts."""
        self.place = Place(self.root / "data")
        sandbox = Sandbox(self.root / "data" / "sandbox.db", self.place.book, wall=self.wall)
        self.place.__dict__["sandbox"] = sandbox
        door = self.place.door()
        door.deps = replace(door.deps, wall=self.wall)
        self.door: Workbench = door
        with self.place.store.read() as uow:
            self.keys = [k for s in uow.shops.all() for k in uow.cases.open_keys(s.id)] or [
                CaseKey(ShopId("none"), CaseId("none"))
            ]

    def teardown(self) -> None:
        if hasattr(self, "place"):
            self.place.close()
        shutil.rmtree(self.root, ignore_errors=True)

    # -------------------------------------------------------------------------- steps

    @rule(pick=st.integers(0, 999), choice=st.integers(0, 999), hold=st.sampled_from([0, 0, 600]))
    def decide(self, pick: int, choice: int, hold: int) -> None:
        with self.place.store.read() as uow:
            case = uow.cases.get(self.keys[pick % len(self.keys)])
        if case is None:
            return
        wanted = [Action(o.action) for o in self.door.options(case) if o.allowed]
        acts = [a for a in wanted if a in SENDABLE]
        if not acts:
            return
        action = acts[choice % len(acts)]
        request = ActRequest(
            key=case.key, action=action, args=args_of(action, case.claim_fen),
            confirm=frozenset({"CASE-4", "REF-1"}), hold_seconds=hold, command_id=new_id(),
        )  # fmt: skip
        result = self.door.act(request)
        self.reached[f"decide:{action}:{result.ok}"] += 1
        if result.ok:
            self.sent[result.command_id] = str(case.key)
            again = self.door.act(request)
            assert (again.ok, again.command_id) == (True, result.command_id)

    @rule(pick=st.integers(0, 999))
    def undo(self, pick: int) -> None:
        if not self.sent:
            return
        command_id = sorted(self.sent)[pick % len(self.sent)]
        if self.door.undo(command_id).ok:
            self.undone.add(command_id)
            self.reached["undo"] += 1

    @rule()
    def deliver(self) -> None:
        self.door.pump()

    @rule(kind=st.sampled_from(FAULTS), executes=st.sampled_from([None, True, False]))
    def break_something(self, kind: str, executes: bool | None) -> None:
        self.place.sandbox.fail(kind, None, 1, executes)
        self.reached[f"fault:{kind}"] += 1

    @rule(pick=st.integers(0, 999), choice=st.integers(0, 999))
    def answer_lost(self, pick: int, choice: int) -> None:
        """The platform acts and its answer never comes: the case the whole outbox is for."""
        self.place.sandbox.fail("no_answer", None, 1, True)
        self.decide(pick, choice, 0)
        for _ in range(3):
            self.deliver()
            self.skipped_ms += 5_000

    @rule(pick=st.integers(0, 999), act=st.sampled_from(BUYER_ACTS))
    def buyer(self, pick: int, act: str) -> None:
        try:
            self.place.sandbox.buyer(self.keys[pick % len(self.keys)].case_id, act, {})
        except KnownError:
            return
        self.reached[f"buyer:{act}"] += 1

    @rule(hours=st.integers(0, 40))
    def advance(self, hours: int) -> None:
        self.place.sandbox.advance(hours * HOUR)

    @rule(seconds=st.integers(1, 30))
    def wait(self, seconds: int) -> None:
        self.skipped_ms += seconds * 1_000

    @rule()
    def crash(self) -> None:
        self.place.close()
        self.open()
        self.reached["crash"] += 1

    @rule()
    def settle(self) -> None:
        """Sync until nothing hangs in the air, then compare with the platform's truth."""
        for _ in range(30):
            self.skipped_ms += 5_000
            self.door.sync()
        self.reached["settle"] += 1
        executed = Counter(row["command_id"] for row in self.place.sandbox.ledger()["executed"])
        with self.place.store.read() as uow:
            items = {item.command_id: item for item in uow.outbox.recent(10_000)}
            for key in self.keys:
                self.compare(uow.cases.get(key))
        for item in items.values():
            if item.state is Delivery.DONE:
                assert executed[item.command_id] == 1, item
            if item.state in (Delivery.UNDONE, Delivery.REFUSED):
                assert executed[item.command_id] == 0, item
            held = item.hold_until > self.door.now()
            assert held or item.state in (Delivery.DONE, Delivery.UNDONE, Delivery.REFUSED), item

    def compare(self, case: Any) -> None:
        if case is None:
            return
        truth = self.place.sandbox.state(f"{case.key.shop}/{case.key.case_id}")
        assert truth["stage"] == case.stage
        assert truth["claim_fen"] == case.claim_fen
        assert truth["type"] == case.type
        order = truth["order"]
        out = order["refunding_fen"] + order["refunded_fen"] + order["cash_fen"]
        assert out <= order["paid_fen"]

    # -------------------------------------------------------------------------- always

    @invariant()
    def nothing_is_done_twice(self) -> None:
        if not hasattr(self, "place"):
            return
        executed = Counter(row["command_id"] for row in self.place.sandbox.ledger()["executed"])
        twice = {name for name, times in executed.items() if name and times > 1}
        assert not twice
        assert not self.undone & set(executed)

    @invariant()
    def the_books_agree(self) -> None:
        if not hasattr(self, "place"):
            return
        with self.place.store.read() as uow:
            assert uow.audit.verify()[0]
            open_items = [i for i in uow.outbox.unfinished() if i.case_id]
            decisions = Counter((i.shop, i.case_id) for i in open_items if i.action != "message")
            assert all(times == 1 for times in decisions.values())


SENDABLE = frozenset(
    {
        Action.AGREE_REFUND, Action.AGREE_RETURN, Action.AGREE_EXCHANGE, Action.AGREE_RESHIP,
        Action.AGREE_REPAIR, Action.CONFIRM_RECEIPT, Action.SHIP, Action.NEGOTIATE,
        Action.WITHDRAW, Action.MESSAGE, Action.ESCALATE,
    }
)  # fmt: skip

FEW = settings(
    max_examples=60, stateful_step_count=30, deadline=None,
    suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate],
)  # fmt: skip


@pytest.mark.slow
def test_the_workbench_shows_what_the_platform_has() -> None:
    Machine.reached.clear()
    run_state_machine_as_test(Machine, settings=FEW)
    # The walk went somewhere: acts were decided, answers lost, processes ended.
    kinds = {name.partition(":")[0] for name in Machine.reached}
    assert {"decide", "fault", "crash", "settle", "undo"} <= kinds


@pytest.mark.slow
def test_the_walk_notices_an_act_sent_again_without_looking(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Outbox, "_look_after", blind_resend)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Machine, settings=settings(FEW, max_examples=2_000))
