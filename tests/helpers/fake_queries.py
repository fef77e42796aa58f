"""Queries over a ``FakeWorld``: the read contract without a store, for tests of the window."""

# ruff: noqa: ARG002 - the contract's signatures

from __future__ import annotations

import threading
from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.helpers import fake_goods as goods
from workbench.domain import deadline
from workbench.domain.kinds import FINAL_STAGES, Delivery, Stage, Turn, Urgency, View
from workbench.services.ports import AuditEntry, OutboxItem
from workbench.services.queries import (
    CardRow,
    CaseDetail,
    CasePage,
    CaseQuery,
    News,
    Snapshot,
    Summary,
    Thresholds,
)

if TYPE_CHECKING:
    from tests.helpers.fake_world import FakeWorld, Spec
    from workbench.domain.case import Case, CaseKey, Entry, Order
    from workbench.domain.verdicts import Judged

_ORDER = (Urgency.OVERDUE, Urgency.PAST_ZERO, Urgency.CRITICAL, Urgency.SOON, Urgency.TODAY)
_FINAL = frozenset({View.DONE, View.ALL})
_TEXT_FILTERS = ("platform", "type", "reason", "assignee", "flag", "tag", "order", "search")


def urgency(spec: Spec, now: int, limits: Thresholds) -> Urgency:
    """CLK-7 of a spec."""
    return deadline.urgency(
        turn=spec.turn, final=spec.stage in FINAL_STAGES, due_at=spec.due or None,
        paused=spec.paused, evidence_due_at=spec.evidence_due or None, now=now,
        critical_ms=limits.critical_ms, soon_ms=limits.soon_ms,
    )  # fmt: skip


def views_of(spec: Spec, now: int, limits: Thresholds) -> frozenset[View]:
    """The views a case stands in (cli.md)."""
    if spec.stage in FINAL_STAGES:
        return _FINAL
    loud = urgency(spec, now, limits)
    found = {View.ALL}
    if not spec.busy and (spec.turn is Turn.MERCHANT or spec.evidence_due > 0):
        found.add(View.TODO)
        if loud in (Urgency.CRITICAL, Urgency.SOON):
            found.add(View.SOON)
    if loud in (Urgency.OVERDUE, Urgency.PAST_ZERO):
        found.add(View.OVERDUE)
    if spec.negotiating:
        found.add(View.NEGOTIATING)
    if spec.turn is Turn.BUYER:
        found.add(View.BUYER)
    if spec.stage in (Stage.MERCHANT_CONFIRM_RECEIPT, Stage.MERCHANT_SHIP):
        found.add(View.RECEIPT)
    if spec.stage is Stage.INTERVENTION or spec.evidence_due > 0:
        found.add(View.INTERVENTION)
    return frozenset(found)


def in_view(spec: Spec, view: View, now: int, limits: Thresholds) -> bool:
    """Whether a case stands in a view."""
    return view in views_of(spec, now, limits)


def row_of(number: int, case: Case) -> CardRow:
    """A case as a card."""
    talks, intent = case.last_negotiation, case.intent
    shop = next(shop for shop in goods.SHOPS if shop.id == case.key.shop)
    return CardRow(
        id=number, shop=case.key.shop, shop_name=shop.name, platform=case.platform,
        case_id=case.key.case_id, order_id=case.order_id, type=case.type, type_raw=case.type_raw,
        stage=case.stage, turn=case.turn, item_title=case.item_title, sku=case.sku,
        quantity=case.quantity, buyer_nick=case.buyer_nick, buyer_note=case.buyer_note,
        reason=case.reason, claim_fen=case.claim_fen, paid_fen=case.paid_fen,
        loss_fen=case.loss_fen, applied_at=case.applied_at, due_at=case.deadline.at,
        due_source=case.deadline.source, at_zero=case.deadline.at_zero,
        paused_ms=case.deadline.remaining_ms if case.deadline.paused else None,
        at_zero_confidence=case.deadline.at_zero_confidence,
        evidence_due_at=case.evidence_due_at, negotiation_state=talks.state if talks else "",
        negotiation_round=talks.round if talks else 0,
        intent_action=intent.action if intent else "", intent_state=intent.state if intent else "",
        intent_command_id=intent.command_id if intent else "",
        intent_hold_until=intent.hold_until if intent else 0,
        platform_words=intent.platform_words if intent else "", flag=case.local.flag or "",
        tags=case.local.tags, assignee=case.local.assignee, contradicted=case.local.contradicted,
        todo=case.todo, final=case.final, version=case.version, as_of=case.as_of,
        shop_kind=shop.kind,
    )  # fmt: skip


@dataclass
class FakeQueries:
    """Reads a ``FakeWorld``; every call is noted in ``world.calls`` with its thread."""

    world: FakeWorld

    def _enter(self, name: str) -> None:
        self.world.calls.append((name, threading.current_thread().name))
        self.world.gate.wait(30)
        failure = self.world.failures.pop(name, None)
        if failure is not None:
            raise failure

    def snapshot(
        self, query: CaseQuery, *, now: int, thresholds: Thresholds, limit: int | None = None
    ) -> Snapshot:
        self._enter("snapshot")
        with self.world.lock:
            specs = [s for s in self._matching(query) if in_view(s, query.view, now, thresholds)]
            specs.sort(key=_order(query, now, thresholds), reverse=query.descending)
            total = sum(spec.claim for spec in specs)
            shown = specs if limit is None else specs[:limit]
            return Snapshot(
                ids=array("q", [spec.id for spec in shown]),
                due=array("q", [spec.evidence_due or spec.due for spec in shown]),
                loss=array("q", [spec.loss for spec in shown]),
                total_fen=total, as_of=now, complete=len(shown) == len(specs),
                token=len(self.world.log),
            )  # fmt: skip

    def _matching(self, query: CaseQuery) -> list[Spec]:
        specs = [
            spec
            for spec in self.world.specs.values()
            if (not query.shop or spec.shop == query.shop)
            and (not query.stage or spec.stage == query.stage)
            and (query.min_fen is None or spec.claim >= query.min_fen)
            and (query.max_fen is None or spec.claim <= query.max_fen)
        ]
        if not any(getattr(query, name) for name in _TEXT_FILTERS):
            return specs
        return [spec for spec in specs if _fits(self.world.case(spec.id), query)]

    def cards(self, ids: Sequence[int]) -> list[CardRow]:
        self._enter("cards")
        with self.world.lock:
            known = [number for number in ids if number in self.world.specs]
            return [row_of(number, self.world.case(number)) for number in known]

    def card_id(self, key: CaseKey) -> int | None:
        self._enter("card_id")
        return self.world.ids.get(key)

    def counts(self, query: CaseQuery, *, now: int, thresholds: Thresholds) -> dict[str, int]:
        self._enter("counts")
        with self.world.lock:
            key = (query, now, thresholds, self.world.version)
            if self.world.counted.get("key") != key:
                found = Counter(
                    view.value
                    for spec in self._matching(query)
                    for view in views_of(spec, now, thresholds)
                )
                self.world.counted = {"key": key, "found": found}
            return {view.value: self.world.counted["found"][view.value] for view in View}

    def page(
        self, query: CaseQuery, *, now: int, thresholds: Thresholds, limit: int, after: str = ""
    ) -> CasePage:
        raise NotImplementedError("cursors are for the command line")

    def detail(self, key: CaseKey) -> CaseDetail | None:
        self._enter("detail")
        number = self.world.ids.get(key)
        if number is None:
            return None
        case = self.world.case(number)
        others = [self.world.case(n) for n in (number + 20, number + 40) if n in self.world.specs]
        return CaseDetail(
            case=case, timeline=(), order=None, entry=None, of_order=(),
            of_buyer=tuple(row_of(self.world.ids[c.key], c) for c in others),
        )  # fmt: skip

    def summary(self, shop: str, *, now: int, thresholds: Thresholds) -> Summary:
        self._enter("summary")
        with self.world.lock:
            specs = [spec for spec in self.world.specs.values() if not shop or spec.shop == shop]
            todo = [spec for spec in specs if in_view(spec, View.TODO, now, thresholds)]
            loud = [urgency(spec, now, thresholds) for spec in todo]
            waiting = sum(spec.busy for spec in specs)
            return Summary(
                due_today=sum(u in _ORDER for u in loud),
                overdue=sum(in_view(s, View.OVERDUE, now, thresholds) for s in specs),
                critical=loud.count(Urgency.CRITICAL), decided_today=14,
                stake_fen=sum(spec.loss for spec in todo), outbox=waiting, outbox_late=0,
                next_due=min((s.due for s in todo if s.due > now), default=None),
            )  # fmt: skip

    def news(self, token: int) -> News:
        self._enter("news")
        with self.world.lock:
            fresh = self.world.log[token:]
            return News(
                token=len(self.world.log), changes=tuple(change for change, _ in fresh),
                case_ids=tuple(dict.fromkeys(number for _, number in fresh)),
            )  # fmt: skip

    def token(self) -> int:
        self._enter("token")
        return len(self.world.log)

    def data_version(self) -> int:
        self._enter("data_version")
        return self.world.version

    def find_anything(self, text: str, limit: int) -> list[CardRow]:
        self._enter("find_anything")
        with self.world.lock:
            query = CaseQuery(view=View.ALL, search=text)
            found = self._matching(query) if text.strip() else []
            return [row_of(spec.id, self.world.case(spec.id)) for spec in found[:limit]]

    def orders(
        self, *, shop: str = "", sku: str = "", first: int | None = None, last: int | None = None,
        search: str = "", requested: bool | None = None, limit: int = 200,
    ) -> list[Order]:  # fmt: skip
        self._enter("orders")
        return []

    def entries(self, *, shop: str = "", states: Sequence[str] = ()) -> list[Entry]:
        self._enter("entries")
        return []

    def outbox(self, *, states: Sequence[str] = (), limit: int = 200) -> list[OutboxItem]:
        self._enter("outbox")
        with self.world.lock:
            items = [
                OutboxItem(
                    command_id=case.intent.command_id, shop=case.key.shop,
                    case_id=case.key.case_id, order_id=case.order_id, action=case.intent.action,
                    args=case.intent.args, state=Delivery(case.intent.state),
                    actor=case.intent.actor, created_at=case.intent.decided_at,
                    hold_until=case.intent.hold_until,
                )
                for case in self.world.made.values()
                if case.intent is not None and case.intent.unfinished
            ]  # fmt: skip
            return [item for item in items if not states or item.state in states][:limit]

    def audit(self, *, limit: int = 200, before: int | None = None) -> list[AuditEntry]:
        self._enter("audit")
        return []

    def tags(self) -> list[str]:
        self._enter("tags")
        return list(goods.TAGS)

    def assignees(self) -> list[str]:
        self._enter("assignees")
        return [name for name in goods.AGENTS if name]

    def judged(self, platform: str, *, limit: int) -> list[Judged]:
        self._enter("judged")
        return [one for one in self.world.judged if one.case.platform == platform][:limit]

    def refused(self, shop: str, since: int) -> list[tuple[Case, int]]:
        self._enter("refused")
        return [(case, at) for case, at in self.world.refused
                if case.key.shop == shop and at >= since]  # fmt: skip

    def late_tickets(self, shop: str, since: int, now: int) -> int:
        self._enter("late_tickets")
        return self.world.late_tickets


def _fits(case: Case, query: CaseQuery) -> bool:
    words = " ".join(
        (case.key.case_id, case.order_id, case.item_title, case.sku, case.buyer_nick,
         case.buyer_note, case.reason, case.local.remark)
    ).casefold()  # fmt: skip
    checks: tuple[tuple[str, bool], ...] = (
        (query.platform, case.platform == query.platform),
        (query.type, case.type == query.type),
        (query.reason, query.reason in case.reason),
        (query.assignee, case.local.assignee == query.assignee),
        (query.flag, (case.local.flag or "") == query.flag),
        (query.tag, query.tag in case.local.tags),
        (query.order, case.order_id == query.order),
        (query.search, all(part in words for part in query.search.casefold().split())),
    )
    return all(fits for wanted, fits in checks if wanted)


def _order(query: CaseQuery, now: int, limits: Thresholds) -> Callable[[Spec], tuple[int, ...]]:
    ranks = {urgency: rank for rank, urgency in enumerate(_ORDER)}

    def due(spec: Spec) -> int:
        return spec.evidence_due or spec.due or now + 12 * 3_600_000

    def key(spec: Spec) -> tuple[int, ...]:
        if query.sort == "amount":
            return (spec.claim, due(spec), spec.id)
        if query.sort == "applied":
            return (spec.applied, spec.id)
        if query.sort == "stake":
            return (ranks.get(urgency(spec, now, limits), 9), -spec.loss, due(spec), spec.id)
        return (due(spec), -spec.loss, spec.id)

    return key
