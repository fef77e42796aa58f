"""Everything at once: merchants, buyers, time, faults in any order, and what must always hold."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.integration.sandbox.bench import HOUR, Bench, make_bench
from workbench.base.errors import KnownError
from workbench.domain import lifecycle
from workbench.domain.kinds import (
    REVIEW_STAGES,
    CaseType,
    Delivery,
    NegotiationState,
    Stage,
)
from workbench.platforms.sandbox import desk, player, stages
from workbench.platforms.sandbox.model import Dossier, OrderBook, load
from workbench.services.ports import GatewayError

UNLOCKED = {"message", "remark", "flag"}
BUYERS = ("accept", "refuse", "modify", "cancel", "return", "sign", "evidence", "intervene",
          "confirm")  # fmt: skip
_OFFERS: tuple[dict[str, Any], ...] = (
    {"kind": "offer", "plans": [{"kind": "cash_payout", "amount_fen": 300}, {"kind": "soothe"}]},
    {"kind": "offer", "plans": [{"kind": "partial_refund", "amount_fen": 90}]},
    {"kind": "offer", "plans": [{"kind": "agree_refund"}, {"kind": "exchange"}]},
    {"kind": "invite_cancel"},
    {"kind": "ask_evidence"},
    {"kind": "modify_claim", "new_claim_fen": 77},
    {"kind": "modify_claim", "new_type": "return_refund"},
)
ACTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("agree_refund", {}),
    ("agree_return", {}),
    ("agree_exchange", {}),
    ("agree_reship", {}),
    ("agree_repair", {}),
    ("refuse", {"reason": "used"}),
    ("confirm_receipt", {}),
    ("ship", {"company": "中通快递", "waybill": "78412345678901"}),
    ("withdraw", {}),
    ("escalate", {}),
    ("evidence", {"statement": "说明"}),
    ("message", {"text": "您好"}),
    ("remark", {"text": "备注"}),
)


_AGREE: dict[CaseType, str] = {
    CaseType.RETURN_REFUND: "agree_return",
    CaseType.EXCHANGE: "agree_exchange",
    CaseType.RESHIP: "agree_reship",
    CaseType.REPAIR: "agree_repair",
}
_USUAL: dict[Stage, tuple[str, ...]] = {
    Stage.BUYER_AFTER_REFUSAL: ("agree", "escalate"),
    Stage.MERCHANT_CONFIRM_RECEIPT: ("confirm_receipt", "confirm_receipt", "agree_refund"),
    Stage.MERCHANT_SHIP: ("ship", "ship", "agree_refund"),
    Stage.INTERVENTION: ("evidence", "agree_refund", "agree"),
    Stage.REFUND_FAILED: ("evidence",),
}
_USUAL_BUYER: dict[Stage, tuple[str, ...]] = {
    Stage.BUYER_AFTER_REFUSAL: ("modify", "intervene"),
    Stage.BUYER_RETURN_WAYBILL: ("return", "return", "modify"),
    Stage.MERCHANT_CONFIRM_RECEIPT: ("sign", "intervene"),
    Stage.BUYER_CONFIRM: ("confirm",),
    Stage.INTERVENTION: ("evidence",),
}


def usual(case: Dossier, turn: int) -> tuple[str, dict[str, Any]]:
    """What a merchant usually does in this stage."""
    names = _USUAL.get(case.stage, ("agree", "refuse", "message"))
    name = names[turn % len(names)]
    name = _AGREE.get(case.type, "agree_refund") if name == "agree" else name
    return name, dict(ACTS).get(name, {})


class Platform(RuleBasedStateMachine):
    """The platform from outside; what it keeps is looked at after every step."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="sandbox-"))
        self.bench: Bench = make_bench(self.folder)
        self.patches = pytest.MonkeyPatch()
        self.steps: list[str] = []
        self.ledger: list[dict[str, Any]] = []
        self.finals: dict[str, tuple[object, ...]] = {}
        self.versions: dict[str, list[str]] = {}
        self.sent: Counter[str] = Counter()
        self.watch()

    def watch(self) -> None:
        """Look over its shoulder: every stage entry, every act at zero, the order of things."""
        enter, zero = stages.enter, player._CASE["zero"]

        def entering(at: Any, case: Dossier, to: Stage) -> None:
            back = case.stage is Stage.INTERVENTION and case.back_to is to
            if to not in lifecycle.reachable(case.stage, case.type) and not back:
                self.steps.append(f"{case.stage} -> {to} is not in the table")
            enter(at, case, to)

        def at_zero(at: Any, case: Dossier, item: Any) -> None:
            due, entry = case.due, case.version
            zero(at, case, item)
            if case.version != entry and due != at.now:
                self.steps.append(f"acted at {at.now}, which was not zero ({due})")

        take = desk.Desk.next_item

        def in_order(at: desk.Desk, until: int) -> desk.Item | None:
            item = take(at, until)
            if item is not None and item.at < at.now:
                self.steps.append(f"{item.kind} of {item.at} came up at {at.now}")
            return item

        self.patches.setattr(desk.Desk, "next_item", in_order)
        self.patches.setattr(stages, "enter", entering)
        self.patches.setitem(player._CASE, "zero", at_zero)

    def teardown(self) -> None:
        self.patches.undo()
        self.bench.sandbox.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    # ------------------------------------------------------------------------- what happens

    @initialize(kinds=st.lists(st.sampled_from(
        [CaseType.RETURN_REFUND, CaseType.REFUND_ONLY_SHIPPED, CaseType.EXCHANGE,
         CaseType.PRICE_PROTECT, CaseType.RESHIP]), min_size=2, max_size=4))  # fmt: skip
    def begin(self, kinds: list[CaseType]) -> None:
        """Some buyers have applied."""
        self.cases = [self.bench.new_case(kind) for kind in kinds]

    @rule(place=st.integers(0, 9), turn=st.integers(0, 5))
    def merchant_as_usual(self, place: int, turn: int) -> None:
        """The merchant does what fits the stage of an open case."""
        living = [case for case in self.dossiers() if not case.final]
        if living:
            case = living[place % len(living)]
            key = next(i for i, c in enumerate(self.cases) if c.key.case_id == case.case_id)
            self.merchant(key, usual(case, turn), old=False)

    @rule(place=st.integers(0, 9), turn=st.integers(0, 5))
    def buyer_as_usual(self, place: int, turn: int) -> None:
        """The buyer does what fits the stage of an open case."""
        living = [case for case in self.dossiers() if case.stage in _USUAL_BUYER]
        if living:
            case = living[place % len(living)]
            names = _USUAL_BUYER[case.stage]
            self._buyer(case.case_id, names[turn % len(names)], {})

    @rule(place=st.integers(0, 9), act=st.sampled_from(ACTS), old=st.booleans())
    def merchant(self, place: int, act: tuple[str, dict[str, Any]], old: bool) -> None:
        """The merchant acts, on what was just read or on something older."""
        case = self.bench.read(self.cases[place % len(self.cases)])
        seen = self.versions.setdefault(case.key.case_id, [])
        seen.append(case.platform_version)
        version = seen[0] if old else case.platform_version
        made = self.bench.make_act(case, act[0], act[1], version=version)
        self.sent[made.command_id] += 1
        try:
            answer = self.bench.gateway.deliver(made)
        except GatewayError:
            return
        stale = version != case.platform_version and act[0] not in UNLOCKED
        assert not (stale and answer.state is Delivery.DONE), "the lock is open"

    @rule(place=st.integers(0, 9), offer=st.sampled_from(_OFFERS), turn=st.integers(0, 4))
    def negotiate(self, place: int, offer: dict[str, Any], turn: int) -> None:
        """The merchant proposes something, mostly where that is possible."""
        asked = [case.case_id for case in self.dossiers() if case.stage in REVIEW_STAGES]
        keys = [i for i, case in enumerate(self.cases) if case.key.case_id in asked]
        key = keys[place % len(keys)] if keys else place
        self.merchant(key, ("negotiate", offer), old=turn == 0)

    @rule(place=st.integers(0, 9), fen=st.integers(1, 300))
    def cash_deal(self, place: int, fen: int) -> None:
        """The merchant offers money, the buyer takes it: the usual end of a talk."""
        plans = [{"kind": "cash_payout", "amount_fen": fen}]
        self.negotiate(place, {"kind": "offer", "plans": plans}, turn=1)
        self.answer(place, "accept", 1)

    @rule(place=st.integers(0, 9), act=st.sampled_from(["accept", "refuse"]),
          plan=st.sampled_from([None, 1, 2]))  # fmt: skip
    def answer(self, place: int, act: str, plan: int | None) -> None:
        """A buyer answers what was proposed."""
        asked = [case.case_id for case in self.dossiers() if case.talk is not None]
        if asked:
            self._buyer(asked[place % len(asked)], act, {"plan": plan} if plan else {})

    @rule(place=st.integers(0, 9), act=st.sampled_from(BUYERS))
    def buyer(self, place: int, act: str) -> None:
        """A buyer does something, or tries to."""
        self._buyer(self.cases[place % len(self.cases)].key.case_id, act, {})

    def _buyer(self, case_id: str, act: str, args: dict[str, Any]) -> None:
        try:
            self.bench.sandbox.buyer(case_id, act, args)
        except KnownError as error:
            assert error.kind == "sandbox_refused"  # noqa: PT017

    @precondition(lambda self: len(self.cases) < 8)
    @rule(kind=st.sampled_from([CaseType.RETURN_REFUND, CaseType.REFUND_ONLY_SHIPPED]))
    def another(self, kind: CaseType) -> None:
        """Another buyer applies."""
        self.cases.append(self.bench.new_case(kind))

    @precondition(lambda self: len(self.cases) < 8)
    @rule(place=st.integers(0, 9), claim=st.integers(1, 60_000))
    def apply(self, place: int, claim: int) -> None:
        """The buyer applies once more on the same order."""
        case = self.cases[place % len(self.cases)]
        try:
            number = self.bench.sandbox.apply(case.order_id, {"claim_fen": claim})
        except KnownError:
            return
        found = self.bench.gateway.read_case(case.key.shop, number)
        assert found is not None
        self.cases.append(found)

    @rule(place=st.integers(0, 9), verdict=st.sampled_from(["merchant", "buyer", "withdrawn"]))
    def referee(self, place: int, verdict: str) -> None:
        """The platform decides, where it has stepped in."""
        try:
            self.bench.sandbox.referee(self.cases[place % len(self.cases)].key.case_id, verdict)
        except KnownError:
            return

    @rule(minutes=st.sampled_from([1, 7, 60, 60 * 5, 60 * 24, 60 * 24, 60 * 37, 60 * 24 * 6]))
    def time(self, minutes: int) -> None:
        """Time goes on."""
        self.bench.sandbox.advance(minutes * HOUR // 60)

    @rule(seconds=st.integers(0, 5))
    def wall(self, seconds: int) -> None:
        """Real time goes on."""
        self.bench.wall.at += seconds * 1_000
        self.bench.sandbox.tick()

    @rule(place=st.integers(0, 9), kind=st.sampled_from(["no_answer", "late", "twice"]))
    def lost_words(self, place: int, kind: str) -> None:
        """A message goes out over a bad line."""
        self.bench.sandbox.fail(kind, action="message")
        self.merchant(place, ("message", {"text": "您好"}), old=False)

    @precondition(lambda self: len(self.ledger) < 40)
    @rule(kind=st.sampled_from(["no_answer", "late", "twice", "rate_limit", "stale"]))
    def fault(self, kind: str) -> None:
        """The next request meets a fault."""
        self.bench.sandbox.fail(kind)

    # ------------------------------------------------------------------------- what holds

    @invariant()
    def every_step_is_in_the_table_and_every_zero_on_time(self) -> None:
        assert self.steps == []

    @invariant()
    def no_countdown_has_run_out_unseen(self) -> None:
        now = self.bench.sandbox.now()
        for case in self.dossiers():
            assert case.final or case.due is None or case.due > now
            if case.talk is not None:
                assert (case.talk.reply_by or 0) > now

    @invariant()
    def at_most_one_negotiation_is_open_and_only_while_we_review(self) -> None:
        for case in self.dossiers():
            open_ones = [n for n in case.negotiations if n.state is NegotiationState.OPEN]
            assert len(open_ones) <= (1 if case.stage in REVIEW_STAGES else 0)
            assert [n.round for n in case.negotiations] == list(
                range(1, len(case.negotiations) + 1)
            )

    @invariant()
    def no_fen_comes_from_nowhere(self) -> None:
        left: Counter[str] = Counter()
        for row in self.bench.executed():
            if row["action"] != "coupon_payout":
                left[row["order_id"]] += row["amount_fen"]
        cases = self.dossiers()
        for order in self.orders():
            ours = [case for case in cases if case.order_id == order.order_id]
            failed = sum(c.claim_fen for c in ours if c.stage is Stage.REFUND_FAILED)
            assert order.spoken_fen <= order.paid_fen
            assert min(order.refunding_fen, order.refunded_fen, order.cash_fen) >= 0
            assert order.refunded_fen == sum(case.refunded_fen for case in ours)
            assert order.spoken_fen + failed == left[order.order_id]

    @invariant()
    def the_ledger_only_grows_and_names_a_command_once(self) -> None:
        rows = self.bench.executed()
        assert rows[: len(self.ledger)] == self.ledger
        assert [row["at"] for row in rows] == sorted(row["at"] for row in rows)
        times = Counter(row["command_id"] for row in rows if row["command_id"])
        assert not [name for name, count in times.items() if count > self.sent[name]]
        self.ledger = rows

    @invariant()
    def what_is_final_stays_as_it_is(self) -> None:
        for case in self.dossiers():
            if case.final:
                facts = (case.stage, case.claim_fen, case.refunded_fen, case.version, case.times)
                assert self.finals.setdefault(case.case_id, facts) == facts

    def dossiers(self) -> list[Dossier]:
        """The platform's records of all cases."""
        with self.bench.sandbox.reading() as connection:
            rows = connection.execute("select doc from cases").fetchall()
        return [load(Dossier, row[0]) for row in rows]

    def orders(self) -> list[OrderBook]:
        """The platform's records of all orders."""
        with self.bench.sandbox.reading() as connection:
            rows = connection.execute("select doc from orders").fetchall()
        return [load(OrderBook, row[0]) for row in rows]
