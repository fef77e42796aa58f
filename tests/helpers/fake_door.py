"""A workbench in memory for tests of the window: door, queries, operations and session.

``FakeWorld`` (fake_world.py) is store, platform and clock; this module opens it:

    world = FakeWorld(200)
    session = fake_session(world, tmp_path)      # real Operations, real worker threads
    ...
    session.operations.close()                   # or use the fixture ``desk`` below
"""

# ruff: noqa: ARG002 - the contract's signatures

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.helpers import fake_goods as goods
from tests.helpers.fake_queries import FakeQueries
from tests.helpers.fake_world import FakeWorld, talks
from workbench.base.settings import Settings, checked
from workbench.base.texts import text
from workbench.domain.case import Address, Case, CaseKey, Intent, Order, Shop
from workbench.domain.kinds import (
    Action,
    CaseType,
    CommandId,
    Delivery,
    Flag,
    Millis,
    PlanKind,
    Stage,
    Turn,
)
from workbench.domain.lifecycle import EVENT_OF_ACTION, next_stage, turn_of
from workbench.domain.policy.model import Policy, RefusalReason
from workbench.domain.refusal import Refusal
from workbench.domain.wording.model import WordData
from workbench.services.model import ActOption, ActResult
from workbench.services.ports import Change, OutboxItem
from workbench.services.queries import Thresholds
from workbench.services.workbench import (
    ActRequest,
    EntryResult,
    NegotiationForm,
    RefusalForm,
    SuggestedPlan,
    SyncReport,
)
from workbench.ui.operations import Operations
from workbench.ui.session import Session

AGREES = {
    CaseType.RETURN_REFUND: Action.AGREE_RETURN,
    CaseType.EXCHANGE: Action.AGREE_EXCHANGE,
    CaseType.RESHIP: Action.AGREE_RESHIP,
    CaseType.REPAIR: Action.AGREE_REPAIR,
}
_LOCAL = {Action.FLAG, Action.TAG, Action.ASSIGN, Action.NOTE, Action.REMARK, Action.CONTACT,
          Action.RAISE, Action.MESSAGE}  # fmt: skip


@dataclass
class FakeDoor:
    """The use cases over a ``FakeWorld``: acts become intents, ``pump`` delivers them."""

    world: FakeWorld
    number: int = 0

    def _enter(self, name: str) -> None:
        self.world.calls.append((name, threading.current_thread().name))
        failure = self.world.failures.pop(name, None)
        if failure is not None:
            raise failure

    def now(self) -> int:
        return self.world.clock.now()

    def act(self, request: ActRequest, actor: str = "owner") -> ActResult:
        self._enter("act")
        with self.world.lock:
            row = self.world.ids[request.key]
            case = self.world.case(row)
            base = ActResult(
                shop=case.key.shop, case_id=case.key.case_id, action=request.action,
                command_id=request.command_id or self._command(), ok=True, version=case.version,
            )  # fmt: skip
            refusal = None if request.action in _LOCAL else refusal_of(case, request.action)
            if refusal is not None:
                return replace(base, ok=False, refused=(refusal,))
            if request.action in _LOCAL:
                return replace(base, changes=(self._local(row, case, request),))
            hold = self.world.undo_seconds if request.hold_seconds is None else request.hold_seconds
            until = Millis(self.now() + int(hold * 1000))
            intent = Intent(
                command_id=CommandId(base.command_id), action=request.action, actor=actor,
                state=Delivery.WAITING, decided_at=Millis(self.now()), hold_until=until,
                args=dict(request.args),
            )  # fmt: skip
            change = self.world.put(row, replace(case, intent=intent))
            return replace(base, delivery="waiting", hold_until=until, changes=(change,))

    def _command(self) -> str:
        self.number += 1
        return f"command-{self.number}"

    def _local(self, row: int, case: Case, request: ActRequest) -> Change:
        args, local = request.args, case.local
        if request.action is Action.FLAG:
            local = replace(local, flag=Flag(str(args["flag"])) if args.get("flag") else None)
        elif request.action is Action.ASSIGN:
            local = replace(local, assignee=str(args.get("to", "")))
        elif request.action is Action.TAG:
            tags = [tag for tag in local.tags if tag != args["tag"]]
            local = replace(
                local, tags=tuple(tags if args.get("remove") else [*tags, str(args["tag"])])
            )
        elif request.action is Action.REMARK:
            local = replace(local, remark=str(args.get("text", "")))
        return self.world.put(row, replace(case, local=local))

    def act_many(self, requests: Sequence[ActRequest], actor: str = "owner") -> list[ActResult]:
        self._enter("act_many")
        return [self.act(request, actor) for request in requests]

    def undo(self, command_id: str, actor: str = "owner") -> ActResult:
        self._enter("undo")
        with self.world.lock:
            for row, case in list(self.world.made.items()):
                if case.intent is not None and case.intent.command_id == command_id:
                    result = ActResult(
                        shop=case.key.shop, case_id=case.key.case_id, action=case.intent.action,
                        command_id=command_id, ok=False,
                    )  # fmt: skip
                    if case.intent.state is not Delivery.WAITING:
                        late = Refusal(rule="OUT-1", message=text("It has been sent already."))
                        return replace(result, refused=(late,))
                    change = self.world.put(row, replace(case, intent=None))
                    return replace(result, ok=True, delivery="undone", changes=(change,))
        raise KeyError(command_id)

    def options(self, case: Case) -> tuple[ActOption, ...]:
        self._enter("options")
        agree = AGREES.get(case.type, Action.AGREE_REFUND)
        names = (Action.NEGOTIATE, *dict.fromkeys((agree, Action.AGREE_REFUND)), Action.REFUSE,
                 Action.CONFIRM_RECEIPT, Action.EVIDENCE, Action.ESCALATE,
                 *sorted(_LOCAL))  # fmt: skip
        return tuple(
            ActOption(
                action=name,
                allowed=name in _LOCAL or refusal_of(case, name) is None,
                refusals=tuple(
                    refusal
                    for refusal in [refusal_of(case, name)]
                    if refusal and name not in _LOCAL
                ),
            )
            for name in names
        )

    def policy_of(self, case: Case) -> Policy:
        from workbench.services.policies import default_book

        return default_book().at(case.platform, case.applied_at)

    def wording(self) -> WordData:
        from workbench.services.wording import shipped

        return shipped()

    def negotiation_form(self, case: Case) -> NegotiationForm:
        self._enter("negotiation_form")
        return NegotiationForm(
            kinds=("offer", "invite_cancel", "ask_evidence"),
            suggestions=tuple(
                SuggestedPlan(
                    kind=kind, amount_fen=fen, title=title, explanation="e1",
                    message=f"您好，这边先给您{title}，您看可以吗？", why=text("by your history"),
                    accepted=accepted, offered=offered,
                )
                for kind, fen, title, accepted, offered in (
                    (PlanKind.CASH_PAYOUT, 6000, "现金补偿", 23, 61),
                    (PlanKind.COUPON_PAYOUT, 10000, "优惠券", 11, 44),
                    (PlanKind.PARTIAL_REFUND, 18000, "部分退款", None, None),
                )
            ),
            explanations=(), round=case.rounds + 1, max_rounds=3, reply_by=self.now() + 86_400_000,
            limit=None, message_bytes=400, max_pictures=4, picture_bytes=500_000,
            purse_case_fen=10_000, purse_day_fen=50_000, spent_day_fen=12_000,
            executor="merchant", reminder=None, tried=(),
        )  # fmt: skip

    def refusal_form(self, case: Case) -> RefusalForm:
        self._enter("refusal_form")
        reasons = (
            RefusalReason(id="r1", scene="review", text="商品与描述一致", proofs=("quality",)),
            RefusalReason(id="r2", scene="review", text="买家已使用商品", proofs=("photo",)),
        )
        refusal = refusal_of(case, Action.REFUSE)
        return RefusalForm(
            reasons=reasons, refusals=(refusal,) if refusal else (), penalty_fen=500,
            penalty_text="每单按实付 5% 计", evidence_bytes=5_000_000, evidence_files=4,
            proof_names={"quality": "质检报告", "photo": "同光源对比图"},
        )  # fmt: skip

    def eligibility(self, order: Order) -> tuple[Refusal, ...]:
        return ()

    def open_entries(
        self, orders: Sequence[tuple[str, str]], confirm: frozenset[str], actor: str = "owner"
    ) -> list[EntryResult]:
        self._enter("open_entries")
        return [EntryResult(order_id=order, opened=False, state="opening") for _, order in orders]

    def pump(self) -> tuple[Change, ...]:
        self._enter("pump")
        with self.world.lock:
            due = [
                (row, case) for row, case in self.world.made.items()
                if case.intent is not None and case.intent.state is Delivery.WAITING
                and case.intent.hold_until <= self.now()
            ]  # fmt: skip
            return tuple(self.world.put(row, delivered(case, self.now())) for row, case in due)

    def sync(self, shop: str = "") -> list[SyncReport]:
        self._enter("sync")
        for event in list(self.world.on_sync):
            event()
        return [
            SyncReport(shop=found.id, read=1, changed=0, unknown_words=0)
            for found in self.world.shops
            if shop in ("", found.id)
        ]

    def look_again(self, key: CaseKey) -> tuple[Change, ...]:
        self._enter("look_again")
        return ()

    def handoffs(self) -> list[OutboxItem]:
        return FakeQueries(self.world).outbox(states=(Delivery.HANDOFF,))

    def handoff_done(self, command_id: str, actor: str = "owner") -> ActResult:
        raise NotImplementedError(command_id)

    def shops(self) -> list[Shop]:
        self._enter("shops")
        return list(self.world.shops)

    def save_shop(self, shop: Shop, actor: str = "owner") -> Shop:
        self.world.shops.append(shop)
        return shop

    def addresses(self, shop: str) -> list[Address]:
        return [goods.ADDRESS]

    def save_address(self, address: Address, actor: str = "owner") -> Address:
        return address

    def save_order(self, order: Order, actor: str = "owner") -> Order:
        return order

    def draft(self, key: str) -> dict[str, object] | None:
        self._enter("draft")
        return self.world.drafts.get(key)

    def save_draft(self, key: str, value: dict[str, object] | None) -> None:
        self._enter("save_draft")
        if value is None:
            self.world.drafts.pop(key, None)
        else:
            self.world.drafts[key] = value

    def import_files(
        self, paths: Sequence[Path], *, shop: str, platform: str = "", dry_run: bool = False,
        progress: Callable[[int, int], bool] | None = None, actor: str = "owner",
    ) -> dict[str, object]:  # fmt: skip
        raise NotImplementedError("files are imported in tests of their own")


def refusal_of(case: Case, action: Action | str) -> Refusal | None:
    """Why an act does not go here; the invented platform's few rules."""
    if case.busy:
        return Refusal(rule="CASE-11", message=text("A decision is under way."))
    if case.final or case.turn is not Turn.MERCHANT:
        return Refusal(rule="CASE-4", message=text("It is not your turn."))
    event = EVENT_OF_ACTION.get(Action(action))
    if event is not None and next_stage(case.stage, case.type, event) is None:
        return Refusal(
            rule="CASE-4", message=text("That does not go in this stage."),
            helps=text("Negotiate instead."), help_action="negotiate",
        )  # fmt: skip
    return None


def delivered(case: Case, now: int) -> Case:
    """The case after the platform has done what was asked."""
    assert case.intent is not None
    intent = replace(case.intent, state=Delivery.DONE)
    if intent.action is Action.NEGOTIATE:
        rounds = (*case.negotiations, talks(now, number=case.rounds + 1))
        return replace(case, intent=intent, negotiations=rounds, version=case.version + 1)
    event = EVENT_OF_ACTION.get(intent.action)
    stage = next_stage(case.stage, case.type, event) if event else None
    stage = stage or Stage.REFUNDING
    return replace(
        case, intent=intent, stage=stage, turn=turn_of(stage), version=case.version + 1
    )  # fmt: skip


def thresholds(settings: Settings) -> Thresholds:
    """The thresholds of the settings."""
    return Thresholds(
        critical_ms=settings.critical_minutes * 60_000, soon_ms=settings.soon_hours * 3_600_000
    )


def fake_session(
    world: FakeWorld,
    data_dir: Path,
    *,
    demo: bool = False,
    settings: Mapping[str, object] | None = None,
) -> Session:
    """A session with real operations over ``world``; close ``session.operations`` at the end."""
    saved: list[Settings] = []
    return Session(
        operations=Operations(lambda: FakeDoor(world), lambda: FakeQueries(world)),
        clock=world.clock,
        settings=checked({"theme": "light", **(settings or {})}),
        save_settings=saved.append,
        data_dir=data_dir,
        actor="小满",
        demo=demo,
        thresholds=thresholds,
    )


@pytest.fixture
def desk(tmp_path: Path, qapp: object) -> Iterator[tuple[FakeWorld, Session]]:
    """A world of 200 cases and a session on it; import this fixture where it is wanted."""
    del qapp
    world = FakeWorld(200)
    session = fake_session(world, tmp_path)
    yield world, session
    session.operations.close()


__all__ = ["FakeDoor", "FakeQueries", "FakeWorld", "desk", "fake_session"]
