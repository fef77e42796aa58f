"""Cards of the queue: the columns of a row, told as ``CardRow``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from workbench.services.queries import CardRow
from workbench.store.codec import decode_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.store.session import Session

_NAMES = (
    "id", "shop", "platform", "case_id", "order_id", "type", "type_raw", "stage", "turn",
    "item_title", "sku", "quantity", "buyer_nick", "buyer_note", "reason", "claim_fen",
    "paid_fen", "loss_fen", "applied_at", "due_at", "due_source", "paused_ms", "at_zero",
    "at_zero_confidence", "evidence_due_at", "negotiation_state", "negotiation_round",
    "intent_action", "intent_state", "intent_command_id", "intent_hold_until", "platform_words",
    "promise_what", "promise_due_at", "promise_fen", "promise_cost_fen",
    "flag", "assignee", "contradicted", "version", "as_of",
)  # fmt: skip
_FIELDS = (*_NAMES, "tags", "todo", "final", "shop_name", "shop_kind")
_COLUMNS = (
    ", ".join(f"c.{name}" for name in _NAMES)
    + ", c.tags, c.todo, c.final, coalesce(s.name, c.shop), coalesce(s.kind, '')"
)


def _read(rows: Iterable[tuple[Any, ...]]) -> list[CardRow]:
    cards = []
    for row in rows:
        values = dict(zip(_FIELDS, row, strict=True))
        values["tags"] = decode_tags(values["tags"])
        values["todo"] = bool(values["todo"])
        values["final"] = bool(values["final"])
        cards.append(CardRow(**values))
    return cards


def by_ids(session: Session, ids: Sequence[int]) -> list[CardRow]:
    """Cards in the order of ``ids``; ids that are gone are left out."""
    if not ids:
        return []
    return _read(
        session.execute(
            f"select {_COLUMNS} from json_each(?) as j cross join cases as c on c.id = j.value"
            " left join shops as s on s.id = c.shop order by j.key",
            (json.dumps(list(ids)),),
        )
    )


def where(session: Session, condition: str, values: Sequence[object]) -> list[CardRow]:
    """Cards by a condition (and order) on ``c`` of our own making."""
    return _read(
        session.execute(
            f"select {_COLUMNS} from cases as c left join shops as s on s.id = c.shop"
            f" where {condition}",
            values,
        )
    )
