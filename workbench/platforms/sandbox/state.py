"""The platform's own truth as JSON: what was executed, and where a case stands."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from workbench.domain import beijing
from workbench.platforms.sandbox import readings, stages
from workbench.platforms.sandbox.model import dump
from workbench.platforms.sandbox.refusals import version_of

if TYPE_CHECKING:
    from workbench.base.engine import Connection
    from workbench.platforms.sandbox.desk import Desk
    from workbench.platforms.sandbox.model import Dossier


def executed_rows(connection: Connection, case_id: str | None = None) -> list[dict[str, Any]]:
    """The ledger, oldest first. Acts of the platform itself have no command id."""
    rows = connection.execute(
        "select seq, command_id, case_id, action, amount_fen, at, by, shop, order_id from ledger "
        "where ? is null or case_id = ? order by seq",
        (case_id, case_id),
    )
    return [
        {
            "seq": row[0],
            "command_id": row[1],
            "case_id": row[2],
            "action": row[3],
            "amount_fen": row[4],
            "at": beijing.iso(row[5]),
            "by": row[6],
            "shop": row[7],
            "order_id": row[8],
        }
        for row in rows
    ]


def state_of(desk: Desk, case: Dossier) -> dict[str, Any]:
    """Where the case stands on the platform, and what was executed on it."""
    order = desk.order_of(case)
    talk = case.talk
    return {
        "shop": case.shop,
        "case_id": case.case_id,
        "order_id": case.order_id,
        "platform": str(case.platform),
        "type": str(case.type),
        "stage": str(case.stage),
        "turn": str(readings.turn(case, desk.rules, desk.now)),
        "claim_fen": case.claim_fen,
        "paid_fen": case.paid_fen,
        "refunded_fen": case.refunded_fen,
        "platform_version": version_of(case),
        "deadline": None if case.due is None else beijing.iso(case.due),
        "at_zero": None if case.due is None else str(stages.at_zero_of(desk, case)),
        "evidence_due_at": None
        if case.evidence_due_at is None
        else beijing.iso(case.evidence_due_at),
        "negotiation": None if talk is None else json.loads(dump(talk)),
        "negotiations": [json.loads(dump(item)) for item in case.negotiations],
        "refusals": case.refusals,
        "messages": [
            {"at": beijing.iso(item.at), "by": item.actor, "text": item.text}
            for item in case.events
            if item.kind in ("act:message", "buyer_message")
        ],
        "remark": case.remark or "",
        "flag": case.flag,
        "character": str(case.character),
        "order": {
            "paid_fen": order.paid_fen,
            "refunding_fen": order.refunding_fen,
            "refunded_fen": order.refunded_fen,
            "cash_fen": order.cash_fen,
            "coupon_fen": order.coupon_fen,
        },
        "received": _received(desk.connection, case.case_id),
        "executed": executed_rows(desk.connection, case.case_id),
    }


def _received(connection: Connection, case_id: str) -> list[dict[str, Any]]:
    """Every request that arrived, carried out or not."""
    rows = connection.execute(
        "select seq, command_id, action, outcome, words, at from received where case_id = ? "
        "order by seq",
        (case_id,),
    )
    names = ("seq", "command_id", "action", "outcome", "words")
    return [{**dict(zip(names, row[:5], strict=True)), "at": beijing.iso(row[5])} for row in rows]
